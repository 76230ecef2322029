"""Words without counterpart: places lie in their texts, whatever the texts are, and bad data are named."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck import dictionaries
from mtcheck.config import Config
from mtcheck.coverage import evidence
from mtcheck.document import Document, Paragraph
from mtcheck.errors import ReferenceDataError
from mtcheck.pipeline import Engine
from mtcheck.spans import Span
from mtcheck.text import inflection, seams
from mtcheck.text.words import words

ENGINE = Engine(Config(source_lang="ru", target_lang="en", select=("omitted-text", "added-text")))
RUSSIAN = [
    "Министр",
    "министр",
    "вчера",
    "тайно",
    "открыл",
    "завод",
    "в",
    "городе",
    "«Волга»",
    ",",
    "и",
    "42",
    "ковры",
    "😀",
]
ENGLISH = [
    "The",
    "minister",
    "yesterday",
    "secretly",
    "opened",
    "a",
    "plant",
    "in",
    "the",
    "purple",
    ",",
    "of",
    "42",
    "😀",
]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(RUSSIAN), min_size=1, max_size=14),
    st.lists(st.sampled_from(ENGLISH), min_size=1, max_size=14),
)
def test_places_lie_in_their_texts(source: list[str], target: list[str]) -> None:
    texts = {"source": " ".join(source), "target": " ".join(target)}
    pair = tuple(
        Document(side, text, (Paragraph(Span(0, len(text))),), lang=lang)
        for (side, text), lang in zip(texts.items(), ("ru", "en"), strict=True)
    )
    for report in ENGINE.check_pairs([(pair[0], pair[1])]):
        for finding in report.findings:
            for place in finding.locations:
                text = texts[place.side]
                assert 0 <= place.span.start < place.span.end <= len(text)
                assert text[place.span.start : place.span.end].strip() == text[place.span.start : place.span.end]


def test_dictionary_serves_both_directions() -> None:
    there, back = dictionaries.dictionary("ru", "en"), dictionaries.dictionary("en", "ru")
    index = there.index(["The", "ministers", "met"])
    assert there.places("министрами", index) == {1: 1.0}
    assert "министр" in back.renderings("ministers")
    assert there.kind("министром") == "nouns"
    assert "министром" in there


def test_unknown_pair_is_false() -> None:
    assert not dictionaries.dictionary("it", "pl")
    assert dictionaries.dictionary("it", "pl").renderings("casa") == frozenset()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("decisions", "decision"),
        ("stopped", "stop"),
        ("making", "make"),
        ("children", "child"),
        ("went", "go"),
        ("colours", "color"),
    ],
)
def test_forms_share_a_stem(left: str, right: str) -> None:
    assert inflection.stems("en", left) & inflection.stems("en", right)


def test_families_share_a_root() -> None:
    decide, decision = (inflection.root("en", min(inflection.stems("en", word))) for word in ("decide", "decision"))
    assert inflection.related(decide, decision)


@pytest.mark.parametrize("line", ["стол", "стол\t", "\ttable", "стол\ttable|", "стол\ttable\tdesk"])
def test_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "ru-en.nouns.tsv"
    path.write_text(f"# a comment\n{line}\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"nouns\.tsv:2"):
        list(dictionaries.read(path))


@pytest.mark.parametrize(("text", "message"), [("a the of\n", r"seams\.tsv:1"), ("a the of\t1.5\n", "bias")])
def test_bad_joint_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "en.seams.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=message):
        seams.weights(path)


def test_bad_seams_are_named(tmp_path: Path) -> None:
    path = tmp_path / "en.seams.toml"
    path.write_text('nonsense = "x"\n', encoding="utf-8")
    with pytest.raises(ReferenceDataError, match="missing key 'adjectival'"):
        seams.load("en", path, {})


def _torn(text: str) -> dict[int, float]:
    model = seams.seams("en")
    assert model is not None
    kinds = dictionaries.dictionary("en", model.dictionary).kinds_of
    return model.scores(model.tokens(text, words(text), kinds))


@pytest.mark.parametrize(
    ("whole", "cut", "place"),
    [
        ("The mayor signed a decree on the bridge.", "The mayor signed a on the bridge.", 3),
        ("They spoke of a crowd of children.", "They spoke of a crowd of.", 5),
        ("The bill was sent to the committee in May.", "The bill was sent to the in May.", 5),
        ("The farmers will sell their horses.", "The farmers will their horses.", 2),
    ],
)
def test_a_lost_word_leaves_a_torn_joint(whole: str, cut: str, place: int) -> None:
    assert _torn(cut)[place] > max(_torn(whole).values())


@given(st.lists(st.sampled_from([*ENGLISH, "—", "(", "'", "was", "of", ".", "?"]), max_size=12))
def test_every_joint_of_any_text_has_a_score(parts: list[str]) -> None:
    text = " ".join(parts)
    found = words(text)
    if found:
        assert {-1, len(found) - 1} <= {-1, *_torn(text), len(found) - 1}
        assert all(-1 <= place < len(found) for place in _torn(text))


@pytest.mark.parametrize(
    "text",
    ["[omitted]\n", "[omitted]\nleast=1\nbias=0\n[omitted.signs]\nluck=1\n[added]\nleast=1\nbias=0\n[added.signs]\n"],
)
def test_bad_weights_are_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "coverage.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"coverage\.toml"):
        evidence.load(path)


@pytest.mark.parametrize(
    ("lang", "source", "target", "found"),
    [
        ("de", "Der Rat unterschrieb einen Vertrag mit dem Verein.", "The council signed a with the club.", ["a with"]),
        (
            "de",
            "Der Rat unterschrieb einen Vertrag mit dem Verein.",
            "The council signed a contract with the club.",
            [],
        ),
        (
            "ru",
            "Жители посёлка пожаловались на шум из цеха по ночам.",
            "Residents of the village complained about the from the workshop at night.",
            ["шум"],
        ),
        ("de", "Der Rat gab nach, aber nicht gern.", "The council gave in, but it was not glad.", []),
        ("ru", "Музей откроют первого мая.", "The museum will open on the first of May.", []),
    ],
)
def test_torn_sentences(lang: str, source: str, target: str, found: list[str]) -> None:
    engine = ENGINE if lang == "ru" else Engine(Config(source_lang=lang, target_lang="en", select=("omitted-text",)))
    pair = [
        Document(side, text, (Paragraph(Span(0, len(text))),), lang=code)
        for side, text, code in (("source", source, lang), ("target", target, "en"))
    ]
    (report,) = engine.check_pairs([(pair[0], pair[1])])
    texts = {"source": source, "target": target}
    places = [(place.side, place.span) for finding in report.findings for place in finding.locations]
    assert [texts[side][span.start : span.end] for side, span in places] == found


def test_an_acronym_is_no_pronoun() -> None:
    model = seams.seams("en")
    assert model is not None
    text = "The outbreak is followed by the WHO and its experts."
    kinds = {token.place: token.kind for token in model.tokens(text, words(text), lambda _: ())}
    assert kinds[6] == seams.NAME
