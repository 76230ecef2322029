"""Which languages the two texts are in, and whether they can be source and translation at all."""

from __future__ import annotations

from dataclasses import replace

from mtcheck import languages
from mtcheck.config import Config
from mtcheck.document import Document
from mtcheck.errors import LanguageError
from mtcheck.language_detection import detect
from mtcheck.text import scripts

# A text contradicts the language it is said to be in only when detection is this sure.
SURE = 0.95


def settle(source: Document | None, target: Document, config: Config) -> tuple[Document | None, Document]:
    """Both documents with their languages; raises `LanguageError` for equal texts, equal or swapped languages."""
    if source is not None and " ".join(source.text.split()) == " ".join(target.text.split()):
        message = f"{source.name} and {target.name} hold the same text; give the source and its translation"
        raise LanguageError(message)
    given = config.source_lang, config.target_lang
    target_lang = given[1] or _detected(target, "--target-lang")
    if source is None:
        _require(target, target_lang, _contradicted(target, target_lang, config.source_lang) if given[1] else None)
        return None, replace(target, lang=target_lang)
    source_lang = given[0] or _detected(source, "--source-lang")
    source_is = _contradicted(source, source_lang, target_lang) if given[0] else None
    target_is = _contradicted(target, target_lang, source_lang) if given[1] else None
    if (source_is or source_lang) == given[1] and (target_is or target_lang) == given[0] != given[1]:
        message = (
            f"source and translation look swapped: {source.name} is in {_name(given[1])}, "
            f"{target.name} in {_name(given[0])}; the source comes first"
        )
        raise LanguageError(message)
    _require(source, source_lang, source_is)
    _require(target, target_lang, target_is)
    if source_lang == target_lang:
        message = (
            f"{source.name} and {target.name} are both in {_name(source_lang)}; "
            "is one of them the wrong file? (--source-lang and --target-lang say what they are)"
        )
        raise LanguageError(message)
    return replace(source, lang=source_lang), replace(target, lang=target_lang)


def _name(lang: str | None) -> str:
    return languages.language(lang or "").name


def _require(document: Document, said: str, found: str | None) -> None:
    """Raises `LanguageError` for a text that is in another language than was said."""
    if found is not None:
        message = (
            f"{document.name} is in {_name(found)}, not in {_name(said)} as was said; "
            "give the right file, or the right language"
        )
        raise LanguageError(message)


def _detected(document: Document, option: str) -> str:
    found = detect(document.text)
    if found.lang is None:
        message = f"{document.name}: the text is too short or too mixed to tell its language; say it with {option}"
        raise LanguageError(message)
    return found.lang


def _contradicted(document: Document, said: str, other: str | None) -> str | None:
    """The language that the text is in instead of the one it is said to be in, if that is beyond doubt.

    A text in the script of its language is only held against the other language of the pair: detection errs between
    related languages.
    """
    script = languages.language(said).script
    if (
        script
        and scripts.dominant(document.text) == script
        and (other is None or languages.language(other).script != script)
    ):
        return None
    found = detect(document.text)
    if found.lang is None or found.lang == said or found.probability < SURE:
        return None
    same_script = script and scripts.dominant(document.text) == script
    return found.lang if found.lang == other or not same_script else None
