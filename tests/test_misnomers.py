"""What a name means in an article, and what counts as a rendering of it, on a small gazetteer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from mtcheck import gazetteers, renderings
from mtcheck.alignment import Link
from mtcheck.article import Article, Pair, Text
from mtcheck.config import Config
from mtcheck.document import Document, Segment
from mtcheck.misnomers import plausible
from mtcheck.names import Form, Mention
from mtcheck.naming_kinds import beside, in_full, in_quotes
from mtcheck.pipeline import Engine
from mtcheck.renderings import Rendering
from mtcheck.spans import Span
from mtcheck.text.words import words

HEADER = "id\tcountry\tweight\tto\tnative\ten\ten.short\ten.wrong\tru\tru.short\tsource"
TABLES = {
    "parties/a.tsv": [
        HEADER,
        "p-north\tNO\t2\t\tNord\tNorth Party\tNP\t\tСевер | Партия Севера\tПС\thand",
        "p-old\tNO\t3\t1980\t\tHearth Party\t\t\tОчаг\t\thand",
    ],
    "organisations/a.tsv": [
        HEADER,
        "o-fleet-no\tNO\t2\t\t\tNorwegian Fleet Office | Fleet Office\tFO\t\tУправление флота | Комитет флота\tУФ\thand",
        "o-fleet-se\tSE\t3\t\t\tSwedish Fleet Office | Fleet Board\tFB\t\tУправление флота\tУФ\thand",
        "o-fleet-fi\tFI\t2\t\t\tFinnish Fleet Office\t\t\tУправление флота\t\thand",
        "o-union\tUN\t1\t\t\tHarbour Union\tHU\tPort Alliance\tСоюз гаваней\tСГЩ\thand",
        "o-anywhere\tZZ\t1\t\t\tCoast Guard\t\t\tБереговая охрана\t\thand",
        "o-guard-dk\tDK\t1\t\t\tDanish Coast Guard\t\t\tБереговая охрана\t\thand",
        "o-dunes-dk\tDK\t2\t\t\tDanish Dune Board\t\t\tКомитет дюн\t\thand",
        "o-dunes-se\tSE\t2\t\t\tSwedish Dune Board\t\t\tКомитет дюн\t\thand",
        "o-lakes\tNO\t3\t\t\tLakes Committee\tKO\t\tКомитет озёр\tКО\thand",
        "o-north\tNO\t3\t\t\tNorth Works\t\t\tСевер\t\thand",
    ],
    "media/a.tsv": [HEADER, "m-lantern\tNO\t3\t\t\tThe Lantern\t\t\tФонарь\t\thand"],
    "offices/a.tsv": [HEADER, "f-lamp\tNO\t3\t\t\tkeeper\t\t\tсмотритель\t\thand"],
    "places/a.tsv": [
        HEADER,
        "x-no\tNO\t3\t\tNorge\tNorway\t\t\tНорвегия\t\thand",
        "x-dk\tDK\t3\t\tDanmark\tDenmark\t\t\tДания\t\thand",
        "x-north\tNO\t3\t\t\tthe North\t\t\tСевер\t\thand",
        "x-lantern\tNO\t3\t\t\tLantern Point\t\t\tФонарь\t\thand",
    ],
}
ENGINE = Engine(Config(source_lang="ru", target_lang="en"))
FIRST = Link((0,), (0,), 0.0)


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> gazetteers.Gazetteer:
    folder: Path = tmp_path_factory.mktemp("references")
    for name, lines in TABLES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return gazetteers.load(folder)


@pytest.fixture(autouse=True)
def _small_gazetteer(gazetteer: gazetteers.Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteers, "gazetteer", lambda *_: gazetteer)


def document(sentences: Sequence[str], lang: str) -> Document:
    """A document of one paragraph in which each sentence is a segment."""
    segments, start = [], 0
    for number, sentence in enumerate(sentences):
        segments.append(Segment(number, Span(start, start + len(sentence)), 0))
        start += len(sentence) + 1
    return Document(name="", text=" ".join(sentences), segments=tuple(segments), lang=lang)


def article(source: Sequence[str], target: Sequence[str] | None = None) -> Article:
    """An article whose sentences are aligned one to one, without an encoder; Russian to English."""
    target = ["Nothing."] * len(source) if target is None else target
    links = [Link((number,), (number,), 0.0) for number in range(len(source))]
    return ENGINE._article(document(source, "ru"), document(target, "en"), links, [None] * len(links), None)


def source_of(pair: Pair) -> Text:
    assert pair.source is not None
    return pair.source


def target_of(pair: Pair) -> Text:
    assert pair.target is not None
    return pair.target


def named(made: Article, name: str, index: int = 0) -> tuple[Text, Mention]:
    """The source of a pair and its first mention with this wording."""
    text = source_of(made.pairs[index])
    return text, next(one for one in made.mentions(text) if text.text[one.start : one.end] == name)


def meaning(kind: str, name: str, *source: str) -> set[str]:
    made = article(source)
    text, mention = named(made, name)
    return {entity.id for entity in plausible(made, text, mention, kind)}


PLAUSIBLE = [
    ("a country of the article", ["Управление флота Норвегии закрыто."], "Управление флота", {"o-fleet-no"}),
    (
        "a country in another sentence",
        ["Управление флота закрыто.", "Норвегия молчит."],
        "Управление флота",
        {"o-fleet-no"},
    ),
    ("no country: what all know", ["Управление флота закрыто."], "Управление флота", {"o-fleet-se"}),
    ("another country: what all know", ["Дания и Управление флота."], "Управление флота", {"o-fleet-se"}),
    ("bodies that act everywhere", ["Союз гаваней распущен."], "Союз гаваней", {"o-union"}),
    ("the same in all countries", ["Береговая охрана ушла."], "Береговая охрана", {"o-anywhere"}),
    ("a country with an entry of its own", ["Береговая охрана Дании ушла."], "Береговая охрана", {"o-guard-dk"}),
    ("well known in no country", ["Комитет дюн распущен."], "Комитет дюн", set()),
    ("of another kind", ["Партия Севера ушла."], "Партия Севера", set()),
    ("of several kinds", ["Север молчит, как вся Норвегия."], "Север", set()),
    ("in quotation marks still of several kinds", ["«Север» молчит, как вся Норвегия."], "Север", set()),
]


@pytest.mark.parametrize(("source", "name", "expected"), [pytest.param(*rest, id=label) for label, *rest in PLAUSIBLE])
def test_what_a_body_can_mean(source: list[str], name: str, expected: set[str]) -> None:
    assert meaning("organisation", name, *source) == expected


def test_quotation_marks_leave_no_place() -> None:
    assert meaning("medium", "Фонарь", "Фонарь погас.") == set()
    assert meaning("place", "Фонарь", "Фонарь погас.") == {"x-lantern"}
    assert meaning("medium", "Фонарь", "«Фонарь» погас.") == {"m-lantern"}
    assert meaning("place", "Фонарь", "«Фонарь» погас.") == set()


def test_what_ended_long_ago_is_not_meant() -> None:
    assert meaning("party", "Очаг", "«Очаг» победил.") == set()
    assert meaning("party", "Партия Севера", "Партия Севера в Норвегии победила.") == {"p-north"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Газета «Фонарь» закрыта.", True),
        ('Газета "Фонарь" закрыта.', True),
        ("Газета „Фонарь“ закрыта.", True),
        ("Газета Фонарь закрыта.", False),
        ("Газета «Наш Фонарь» закрыта.", False),
        ("«Газета» Фонарь «закрыта».", False),
    ],
)
def test_in_quotes(source: str, expected: bool) -> None:
    text, mention = named(article([source]), "Фонарь")
    assert in_quotes(text, mention) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Газета Фонарь закрыта.", True),
        ("Газета «Фонарь» закрыта.", True),
        ("ГАЗЕТА Фонарь закрыта.", True),
        ("Газета города Фонарь закрыта.", True),
        ("Газета этого города Фонарь закрыта.", False),
        ("Фонарь газета закрыла.", True),
        ("Фонарь одна газета закрыла.", False),
        ("Фонарь закрыт.", False),
    ],
)
def test_beside(source: str, expected: bool) -> None:
    text, mention = named(article([source]), "Фонарь")
    assert beside(text, mention.start, mention.end, text.language.media_words) is expected


def test_nothing_is_beside_no_cues() -> None:
    text, mention = named(article(["Газета «Фонарь» закрыта."]), "Фонарь")
    assert not beside(text, mention.start, mention.end, frozenset())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (["«Север» победил."], False),
        (["«Север» победил.", "Партия Севера рада."], True),
        (["«Север» победил.", "«Север» рад."], False),
        (["«Север» победил.", "Союз гаваней рад."], False),
    ],
)
def test_in_full(source: list[str], expected: bool) -> None:
    made = article(source)
    _, mention = named(made, "Север")
    assert in_full(made, mention) is expected


def test_an_abbreviation_is_in_full_only_by_a_name() -> None:
    made = article(["УФ закрыто.", "УФ молчит."])
    _, mention = named(made, "УФ")
    assert mention.form is Form.SHORT
    assert not in_full(made, mention)
    made = article(["УФ закрыто.", "Комитет флота молчит."])
    assert in_full(made, named(made, "УФ")[1])


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("Norwegian Fleet Office", True),
        ("norwegian fleet office", True),
        ("Norwegian Fleet Offices", True),
        ("The Norwegian Fleet Office", True),
        ("Norwegian Office of the Fleet", False),
        ("Swedish Fleet Office", False),
        ("Fleet", False),
        ("FO", False),
    ],
)
def test_variant(found: str, expected: bool) -> None:
    made = article(["Комитет флота закрыт."])
    entities = named(made, "Комитет флота")[1].entities
    assert renderings.variant(found, entities, "en") is expected


def test_nothing_is_a_variant_of_nothing() -> None:
    assert not renderings.variant("Norwegian Fleet Office", (), "en")


def text_of(rendering: Rendering | None) -> str | None:
    return rendering.candidate.text if rendering else None


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("The SGSHCH was dissolved.", "SGSHCH"),
        ("The SGSCH was dissolved.", "SGSCH"),
        ("The SGShch was dissolved.", None),
        ("The HU was dissolved.", None),
        ("The UN dissolved it.", None),
        ("It was dissolved.", None),
        ("The sgshch was dissolved.", None),
        ("The ABBRKW was dissolved.", None),
    ],
)
def test_by_letters(target: str, expected: str | None) -> None:
    made = article(["СГЩ распущен."], [target])
    _, mention = named(made, "СГЩ")
    rendering = renderings.by_letters(made, target_of(made.pairs[0]), "СГЩ", mention.entities)
    assert text_of(rendering) == expected


def test_by_letters_says_where() -> None:
    made = article(["СГЩ распущен."], ["Then the SGSHCH was dissolved."])
    target = target_of(made.pairs[0])
    rendering = renderings.by_letters(made, target, "СГЩ", named(made, "СГЩ")[1].entities)
    assert rendering is not None
    assert target.text[rendering.candidate.start : rendering.candidate.end] == "SGSHCH"
    assert 0.9 < rendering.likeness <= 1


def test_letters_of_a_word_that_is_no_abbreviation() -> None:
    made = article(["«Север» победил."], ["SEVER won."])
    assert renderings.by_letters(made, target_of(made.pairs[0]), "Север", named(made, "Север")[1].entities) is None


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [("УФ", "The UF was closed.", "UF"), ("КО", "The KO was closed.", None), ("УФ", "The FO was closed.", None)],
)
def test_letters_that_are_the_accepted_ones(name: str, target: str, expected: str | None) -> None:
    made = article([f"{name} закрыто."], [target])
    _, mention = named(made, name)
    assert text_of(renderings.by_letters(made, target_of(made.pairs[0]), name, mention.entities)) == expected


@pytest.mark.parametrize(
    ("target", "expected", "sure"),
    [
        ("The magazine Fonar was closed.", "Fonar", True),
        ("The magazine Lantarn was closed.", "Lantarn", False),
        ("The magazine “Fonar” was closed.", "Fonar", True),
        ("The Fonnar of Berlin was closed.", "Fonnar", True),
    ],
)
def test_by_spelling(target: str, expected: str, sure: bool) -> None:
    made = article(["Журнал «Фонарь» закрыт."], [target])
    _, mention = named(made, "Фонарь")
    rendering = renderings.by_spelling(made, made.pairs[0], mention, mention.entities)
    assert rendering is not None
    assert text_of(rendering) == expected
    assert (rendering.likeness >= 0.85) is sure
    assert 0 <= rendering.likeness <= 1


def test_spelling_needs_something_like_a_name() -> None:
    made = article(["Журнал «Фонарь» закрыт."], ["it was closed, the fonar."])
    _, mention = named(made, "Фонарь")
    assert renderings.by_spelling(made, made.pairs[0], mention, mention.entities) is None


def test_spelling_passes_over_what_the_source_names_as_well() -> None:
    made = article(["Норвегия закрыла «Фонарь»."], ["Norway closed the magazine Fonar."])
    _, mention = named(made, "Фонарь")
    assert text_of(renderings.by_spelling(made, made.pairs[0], mention, mention.entities)) == "Fonar"
    made = article(["Норвегия закрыла «Фонарь»."], ["Norway closed it."])
    _, mention = named(made, "Фонарь")
    assert renderings.by_spelling(made, made.pairs[0], mention, mention.entities) is None


def test_a_pair_without_translation_has_no_rendering() -> None:
    source, target = document(["«Фонарь» закрыт."], "ru"), document(["Nothing."], "en")
    made = ENGINE._article(source, target, [Link((0,), (), 0.0), Link((), (0,), 0.0)], [None, None], None)
    _, mention = named(made, "Фонарь")
    assert renderings.by_spelling(made, made.pairs[0], mention, mention.entities) is None
    assert renderings.by_meaning(made, made.pairs[0], mention) is None


def test_words_of_the_articles_are_those_of_the_segments() -> None:
    made = article(["Норвегия молчит.", "Дания тоже."])
    assert [source_of(pair).text for pair in made.pairs] == ["Норвегия молчит.", "Дания тоже."]
    assert source_of(made.pairs[1]).words == words("Дания тоже.")
    assert set(made.countries) == {"NO", "DK"}
