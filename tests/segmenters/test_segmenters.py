"""Sentences: tables of hard cases and properties that hold for any text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.document import Document, Paragraph, ParagraphKind
from mtcheck.segmenters import SPLITTERS, segment
from mtcheck.spans import Span
from mtcheck.text import sentence_boundaries, sentence_rules


def sentences(text: str, lang: str | None, kind: ParagraphKind = "body") -> list[str]:
    return segment(Document("a", text, (Paragraph(Span(0, len(text)), kind),), lang=lang)).segment_texts()


# Language, and a paragraph with | where a new sentence begins.
CASES = [
    ("ru", "«Кто это сделал? |Почему?» — сказал он."),
    ("ru", "«Что дальше?» — спросил А. С. Пушкин. |Никто не ответил."),
    ("ru", "В музее «А. С. Пушкин и его эпоха» открылась выставка. |Она продлится до мая."),
    ("ru", "Завод им. Кирова получил 5 млрд. рублей, т. е. вдвое больше. |В 2024 г. Москва вложит ещё."),
    ("ru", "Это случилось в конце 2023 г. |Министр подал в отставку."),
    ("ru", "Он живёт в г. Казани. |Дом стоит на ул. Ленина, рядом с рынком."),
    ("ru", "— Да, — ответил он. |— Мы пойдём. |— А вы? |— Нет!"),
    ("ru", "Он замолчал... и вышел. |Дверь хлопнула… |Стало тихо."),
    ("ru", "Он читал роман «Что делать?» Чернышевского. |Ему понравилось."),
    ("ru", "Он спросил: «Кто там?» |Никто не ответил."),
    ("ru", "Привезли яблоки, груши и т. д. |Потом всё съели."),
    ("ru", "Это было в XX в. |Тогда все верили. |Дж. Байден улетел. |Н. Н. Иванов остался."),
    ("ru", "Он ушёл (в шутку!) Петрова не взял. |(Это было вчера.) |Все смеялись."),
    ("en", "U.S. troops left the U.S. |The base is empty. |Gen. Smith said No. 5 was ready."),
    ("en", "“We won't go back. |Why should we?” he asked. |“Never!” Prime Minister Smith said. |Dr. J. Doe agreed."),
    ("en", '"We won." |The crowd left. |He said "no." |Then he went at 5 p.m. on Monday.'),
    ("en", "Apple Inc. said it hired John F. Kennedy Jr. for $5.3 million. |That is plan B. |The board agreed."),
    ("en", "The U.S. President met the U.K. Prime Minister. |He left at 5 p.m. |Nobody came."),
    ("en", "It fell in Jan. 2020. |The Senate said no. |Biden left."),
    ("en", 'She paid 5. |He paid 6. |"What?" |"Nothing."'),
    ("de", "Am 5. Dezember kam Dr. Müller, z. B. mit dem Zug. |Er blieb bis 2019. |Dann ging er."),
    ("de", "„Wir gehen nicht. |Warum auch?“, fragte er. |„Nein!“ |Danach schwieg er. |»Gut.« |Das war alles."),
    ("de", "Im 20. Jahrhundert war das so. |Er gab 5 Mrd. Euro aus. |Es waren 15. |Der Trainer ging."),
    ("de", "Die Partei, d. h. Frau Dr. Merkel u. a. Minister, kam. |§ 5 Abs. 2 gilt."),
    ("zh", "他说：“我们不会放弃。|我们会继续。”|之后他离开了。|这是为什么？|没有人知道！"),
    ("zh", "他走了。|“为什么？”她问。"),
    ("fr", "« Où est-il ? » a demandé M. Dupont. |Il est parti. |« Non ! » |Elle rit."),
    ("uk", "Завод ім. Шевченка отримав 5 млрд. грн. торік. |«Що далі?» — спитав він. |У 2023 р. Київ відповів."),
    ("pl", "W 2023 r. Sejm uchwalił ustawę, tj. dokument prof. Nowaka. |Potem wszyscy wyszli."),
    ("es", "El Sr. López llegó a EE. UU. ayer. |¿Qué pasó? |¡Nada! |Dijo que no."),
    ("ja", "彼は「行かない。」と言った。|それで終わりだ。"),
    ("hi", "वह गया। |फिर लौटा।"),
    ("ar", "هل ذهب؟ |نعم ذهب. |انتهى."),
    ("el", "Πού πήγες; |Στο σπίτι. |Ο κ. Παππάς έφυγε."),
    (None, "Prvi rečenica. |Druga! |Dr. Jovanović."),
]


@pytest.mark.parametrize(("lang", "marked"), CASES)
def test_sentences(lang: str | None, marked: str) -> None:
    assert sentences(marked.replace("|", ""), lang) == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize(
    ("headline", "count"),
    [
        ("Что дальше? Москва отвечает", 1),
        ("Суд отпустил редактора. Прокурор обжалует", 1),
        ("Суд в понедельник отпустил редактора газеты. Прокурор намерен обжаловать это решение", 2),
    ],
)
def test_a_headline_is_split_only_into_whole_sentences(headline: str, count: int) -> None:
    assert len(sentences(headline, "ru", "headline")) == count


def test_wrapped_lines_are_one_sentence_and_ids_count_through() -> None:
    text = "Он ушёл\nдомой. Она\nосталась.\n\nКонец."
    document = segment(Document("a", text, (Paragraph(Span(0, 28)), Paragraph(Span(30, 36))), lang="ru"))
    assert document.segment_texts() == ["Он ушёл\nдомой.", "Она\nосталась.", "Конец."]
    assert [(part.id, part.paragraph) for part in document.segments] == [(0, 0), (1, 0), (2, 1)]


@pytest.mark.parametrize("lang", [*SPLITTERS, "zh", "ja", "cs", None])
@pytest.mark.parametrize(
    "text", ["слово " * 20_000, "a" * 50_000, "." * 20_000, "Xyz. Abc " * 3_000, "(a.) B " * 3_000, '"' * 20_000]
)
def test_endless_paragraphs_are_cut(text: str, lang: str | None) -> None:
    parts = sentences(text, lang)
    assert max(map(len, parts)) <= sentence_boundaries.MAX_SEGMENT
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_long_sentences_are_cut_at_spaces() -> None:
    assert {word for part in sentences("слово " * 2_000, "ru") for word in part.split()} == {"слово"}


PIECES = st.sampled_from(
    ["Он ушёл", "она", "А.", "г.", "т. е.", "U.S.", "Dr.", "5.", "z. B.", ".", "!", "?",
     "...", "…", "。", "”", "“", '"', "«", "»", "„",
     "(", ")", " ", " ", "\n", " — ", "– ", "-", ",", "他说", "\u00a0", "Bonjour", "said", "млрд.", ";", "🙂", "\u0301"]
)  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(PIECES, max_size=40).map("".join),
    st.sampled_from([*SPLITTERS, "zh", "ja", "cs", None]),
    st.sampled_from(["body", "headline"]),
)
def test_each_visible_character_lies_in_one_segment(text: str, lang: str | None, kind: ParagraphKind) -> None:
    document = segment(Document("a", text, (Paragraph(Span(0, len(text)), kind),), lang=lang))
    spans = [part.span for part in document.segments]
    assert all(one.end <= two.start for one, two in itertools.pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    covered = [index for span in spans for index in range(span.start, span.end)]
    assert [index for index in covered if not text[index].isspace()] == [
        index for index, char in enumerate(text) if not char.isspace()
    ]


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=300), st.sampled_from([*SPLITTERS, None]))
def test_any_text_can_be_segmented(text: str, lang: str | None) -> None:
    assert "".join("".join(sentences(text, lang)).split()) == "".join(text.split())


@pytest.mark.parametrize("lang", [lang for lang in sentence_rules.tables() if lang != "any"])
def test_the_tables_are_normalised(lang: str) -> None:
    rules = sentence_rules.rules_for(lang)
    for words in (rules.prefix, rules.suffix, rules.unit, rules.reference, rules.starters):
        assert all(word == word.lower() and not word.endswith(".") and " " not in word for word in words)
