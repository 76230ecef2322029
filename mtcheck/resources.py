"""Where the reference data is: inside the installed package, or beside it in a source checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mtcheck.errors import ReferenceDataError


@cache
def references_folder() -> Path:
    """The folder `references/` of this installation; raises `ReferenceDataError` when it is missing."""
    package = Path(__file__).parent
    for folder in (package / "references", package.parent / "references"):
        if (folder / "languages").is_dir():
            return folder
    message = f"the reference data of mtcheck is missing beside {package}; install mtcheck again"
    raise ReferenceDataError(message)
