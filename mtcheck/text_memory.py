"""What was found out about texts, for articles that are checked again and again while somebody edits them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

Key = tuple[str, str, str]


class TextMemory:
    """Findings about the words of a text alone, by side, language and wording; forgets what was used longest ago."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[Key, dict[Hashable, object]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, side: str, code: str, text: str) -> dict[Hashable, object]:
        """What is known of a text, to be read and added to."""
        key = (side, code, text)
        with self._lock:
            found = self._known.setdefault(key, {})
            self._known.move_to_end(key)
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return found
