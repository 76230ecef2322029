"""Languages of source and translation: detected, believed, or contradicted."""

from __future__ import annotations

import pytest

from mtcheck.config import Config
from mtcheck.document import Document
from mtcheck.errors import LanguageError
from mtcheck.language_choice import settle

RU = Document("ru.txt", "Парламент во вторник принял бюджет, и министр поблагодарил депутатов.")
EN = Document("en.txt", "The parliament passed the budget on Tuesday, and the minister thanked the deputies.")
DE = Document(
    "de.txt", "Das Parlament hat am Dienstag den Haushalt beschlossen, und der Minister dankte den Abgeordneten."
)
SHORT = Document("short.txt", "OK 42")


def langs(
    source: Document | None, target: Document, source_lang: str | None = None, target_lang: str | None = None
) -> tuple[str | None, str | None]:
    left, right = settle(source, target, Config(source_lang=source_lang, target_lang=target_lang))
    return left.lang if left else None, right.lang


@pytest.mark.parametrize("given", [(None, None), ("ru", None), (None, "en"), ("ru", "en")])
def test_detected_or_given_the_languages_are_the_same(given: tuple[str | None, str | None]) -> None:
    assert langs(RU, EN, *given) == ("ru", "en")


def test_a_translation_alone() -> None:
    assert langs(None, EN) == (None, "en")
    assert langs(None, SHORT, target_lang="en") == (None, "en")


def test_a_related_language_of_the_same_script_is_believed() -> None:
    assert langs(RU, EN, "uk", "en") == ("uk", "en")


@pytest.mark.parametrize(
    ("source", "target", "given", "message"),
    [
        (EN, RU, ("ru", "en"), "swapped: en.txt is in English, ru.txt in Russian"),
        (DE, EN, ("en", "de"), "swapped: de.txt is in German, en.txt in English"),
        (EN, RU, ("ru", None), "en.txt is in English, not in Russian"),
        (RU, DE, ("ru", "en"), None),
        (RU, EN, ("en", "ru"), "swapped: ru.txt is in Russian, en.txt in English"),
        (RU, RU, (None, None), "same text"),
        (EN, Document("en2.txt", EN.text + " Then the deputies left the house."), (None, None), "both in English"),
        (RU, SHORT, (None, None), "short.txt: the text is too short .* --target-lang"),
        (SHORT, EN, (None, None), "short.txt: the text is too short .* --source-lang"),
        (None, RU, (None, "en"), "ru.txt is in Russian, not in English"),
    ],
)
def test_what_cannot_be_is_refused(
    source: Document | None, target: Document, given: tuple[str | None, str | None], message: str | None
) -> None:
    if message is None:
        assert langs(source, target, *given) == given
        return
    with pytest.raises(LanguageError, match=message):
        langs(source, target, *given)
