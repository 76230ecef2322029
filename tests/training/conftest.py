"""`training` is not installed: it is found beside the tests, whatever folder they are called from."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = str(Path(__file__).parents[2])
if ROOT not in sys.path:
    # Behind everything else, so that an installed mtcheck stays the one that is tested.
    sys.path.append(ROOT)
