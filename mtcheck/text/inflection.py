"""Forms of one word, and words of one family, under one key: data from `references/languages/<code>.inflection.toml`.

For languages whose words are told apart by their endings and that have no dictionary of forms here. A table beside it,
`<code>.irregular.tsv`, names the forms that follow no rule: a base form a line, then the others, with tabs between.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from mtcheck.cache import read_toml
from mtcheck.errors import ReferenceDataError
from mtcheck.resources import references_folder
from mtcheck.text.words import fold

_KEYS = {"shortest", "mute", "doubled", "soft", "inflection", "keep", "spelling", "derivation"}
# Letters that words of one family share at least.
FAMILY = 4

Endings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """How words of one language inflect and derive; the fields are explained in the file."""

    shortest: int
    mute: str
    doubled: frozenset[str]
    soft: tuple[str, str]
    inflection: Endings
    keep: frozenset[str]
    spelling: Endings
    derivation: tuple[str, ...]

    def stem(self, folded: str) -> str:
        """A folded word without its inflectional ending."""
        return folded if folded in self.keep else self._spelled(self._plain(self._uninflected(folded)))

    def _uninflected(self, word: str) -> str:
        for ending, instead in self.inflection:
            if word.endswith(ending) and len(word) - len(ending) + len(instead) >= self.shortest:
                word = word[: len(word) - len(ending)] + instead
                break
        return word

    def _plain(self, word: str) -> str:
        if len(word) > self.shortest and word[-1] == word[-2] and word[-1] in self.doubled:
            word = word[:-1]
        if len(word) > self.shortest and word.endswith(self.mute):
            word = word[: -len(self.mute)]
        vowel, consonant = self.soft
        return word[:-1] + vowel if len(word) > self.shortest and word.endswith(consonant) else word

    def _spelled(self, word: str) -> str:
        for ending, instead in self.spelling:
            if word.endswith(ending) and len(word) - len(ending) >= self.shortest:
                return word[: len(word) - len(ending)] + instead
        return word

    def root(self, stem: str) -> str:
        """A stem without the ending that derives it from another word."""
        for ending in self.derivation:
            if stem.endswith(ending) and len(stem) - len(ending) >= FAMILY:
                return stem[: -len(ending)]
        return stem


@dataclass(frozen=True, slots=True, eq=False)
class Inflection:
    """The rules of one language; `irregular` maps a folded form to the stems of its base forms."""

    rules: Rules
    irregular: Mapping[str, frozenset[str]]

    def stems(self, folded: str) -> frozenset[str]:
        """All stems that a folded form may have: "left" is of "left" and of "leave"."""
        return self.irregular.get(folded, frozenset()) | {self.rules.stem(folded)}


def related(root: str, other: str) -> bool:
    """Whether two roots may be of one family: one begins with all of the other."""
    short, long = (root, other) if len(root) < len(other) else (other, root)
    return len(short) >= FAMILY and long.startswith(short)


@lru_cache(maxsize=1 << 14)
def stems(code: str, word: str) -> frozenset[str]:
    """The stems of a word; of a language without rules the folded word itself."""
    found = inflection(code)
    return found.stems(fold(word)) if found else frozenset((fold(word),))


@lru_cache(maxsize=1 << 14)
def root(code: str, stem: str) -> str:
    """The root of a stem."""
    found = inflection(code)
    return found.rules.root(stem) if found else stem


@cache
def inflection(code: str) -> Inflection | None:
    """What is known of a language, None where there is nothing; raises `ReferenceDataError` naming file and line."""
    folder = references_folder() / "languages"
    path = folder / f"{code}.inflection.toml"
    return load(path, folder / f"{code}.irregular.tsv") if path.is_file() else None


def load(path: Path, irregular: Path) -> Inflection:
    """The rules of a file, with the forms of a table, which need not exist."""
    data = read_toml(path)
    for key in sorted(data.keys() ^ _KEYS):
        message = f"{path}: {'unknown' if key in data else 'missing'} key {key!r}"
        raise ReferenceDataError(message)
    try:
        vowel, consonant = data["soft"]
        rules = Rules(
            shortest=int(data["shortest"]),
            mute=str(data["mute"]),
            doubled=frozenset(data["doubled"]),
            soft=(vowel, consonant),
            inflection=_endings(data["inflection"]),
            keep=frozenset(data["keep"]),
            spelling=_endings(data["spelling"]),
            derivation=tuple(sorted(data["derivation"], key=len, reverse=True)),
        )
    except (TypeError, ValueError) as error:
        message = f"{path}: cannot be read: {error}"
        raise ReferenceDataError(message) from error
    return Inflection(rules, _irregular(irregular, rules) if irregular.is_file() else {})


def _endings(pairs: list[tuple[str, str]]) -> Endings:
    return tuple(sorted(((ending, instead) for ending, instead in pairs), key=_length, reverse=True))


def _length(pair: tuple[str, str]) -> int:
    return len(pair[0])


def _irregular(path: Path, rules: Rules) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        base, *others = line.split("\t")
        if not others or not all(cell and cell.strip() == cell for cell in (base, *others)):
            message = f"{path}:{number}: not a base form with others behind it"
            raise ReferenceDataError(message)
        for form in others:
            found.setdefault(fold(form), set()).add(rules.stem(fold(base)))
    return {form: frozenset(bases) for form, bases in found.items()}
