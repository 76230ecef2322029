"""Polarity, hedges and antonyms: what the lexicons hold, how cues are found, and what bad data says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.checks.negation_mismatch import find
from mtcheck.errors import ReferenceDataError
from mtcheck.resources import references_folder
from mtcheck.text import antonym_words, hedge_words, polarity_words, stance_words
from mtcheck.text.antonym_words import Pole
from mtcheck.text.cues import cues
from mtcheck.text.words import words
from tests.one_article import article

LANGUAGES = ("de", "en", "es", "fr", "it", "pl", "pt", "ru", "uk", "zh")
PATH = Path("xx.polarity.toml")
DOUBLE = {
    "de": ("Die Dörfer können auf die Buslinie nicht verzichten.", "The villages {} do without the bus line."),
    "es": ("No se pudo evitar el cierre de la fábrica.", "The closure of the factory could {}be avoided."),
    "fr": ("Personne ne doute de l'issue du procès.", "{} doubts the outcome of the trial."),
    "it": ("Nessuno dubita del risultato.", "{} doubts the result."),
    "pt": ("O tribunal não rejeitou o recurso.", "The court {} the appeal."),
    "ru": ("Спасатели не смогли предотвратить взрыв.", "The rescuers {} prevent the explosion."),
    "zh": ("警方未能阻止袭击。", "The police {} the attack."),
}
LOST_AND_KEPT = {
    "de": ("can", "cannot"),
    "es": ("", "not "),
    "fr": ("Everyone", "No one"),
    "it": ("Everybody", "Nobody"),
    "pt": ("rejected", "did not reject"),
    "ru": ("managed to", "failed to"),
    "zh": ("prevented", "could not prevent"),
}
TABLES = sorted((references_folder() / "polarity").glob("*.tsv"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_negators_and_hedges(code: str) -> None:
    path = references_folder() / "languages" / f"{code}.polarity.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    lexicon = polarity_words.polarity_words(code)
    assert lexicon is not None
    for written in data["negator"].split():
        found = lexicon.cues.find(lexicon.cues.tokens(words(written.replace("_", " "))))
        assert found, written
    hedges = hedge_words.hedge_words(code)
    assert hedges is not None
    assert {cue.kind for entries in hedges.cues.filed.values() for cue in entries} >= {"hearsay", "guess", "saying"}


def test_a_language_without_a_file_is_unknown() -> None:
    assert polarity_words.polarity_words("xx") is None
    assert polarity_words.polarity_words("../ru") is None
    assert hedge_words.hedge_words("xx") is None
    assert antonym_words.antonym_words("xx") is None
    assert stance_words.stance_words("xx") is None
    assert stance_words.stance_words("../ru") is None


@pytest.mark.parametrize("data", [{"negators": "not"}, {"negator": 3}, {"faint": {"word": "x"}}, {"negator": "*"}])
def test_bad_polarity_data_names_the_file(data: dict[str, object]) -> None:
    with pytest.raises(ReferenceDataError, match=PATH.name):
        polarity_words.parse("xx", data, PATH)


@pytest.mark.parametrize("data", [{"hedge": "may"}, {"weak": 3}, {"unless": ["if"]}])
def test_bad_hedge_data_names_the_file(data: dict[str, object]) -> None:
    with pytest.raises(ReferenceDataError, match=PATH.name):
        hedge_words.parse(data, PATH)


@pytest.mark.parametrize("data", [{"denial": "denied"}, {"admits": 3}, {"passive": ["was"]}, {"denies": "*"}])
def test_bad_data_of_stances_name_the_file(data: dict[str, object]) -> None:
    with pytest.raises(ReferenceDataError, match=PATH.name):
        stance_words.parse(data, PATH)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_knows_all_stances(code: str) -> None:
    lexicon = stance_words.stance_words(code)
    assert lexicon is not None
    assert {entry.kind for entries in lexicon.cues.filed.values() for entry in entries} == {*stance_words.STANCES}


@pytest.mark.parametrize("line", ["size\tc\tbig\tбольшой", "\ta\tbig\tбольшой", "size\ta\tbig", "size\ta\tx\tx\tx"])
def test_a_bad_line_of_antonyms_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "some.tsv"
    path.write_text(f"group\tpole\ten\tru\n{line}\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"some\.tsv:2"):
        antonym_words.read(path)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_groups_have_both_poles_and_tell_them_apart(path: Path) -> None:
    cells: dict[tuple[str, str], dict[str, set[str]]] = {}
    for code, pole, written in antonym_words.read(path):
        cells.setdefault((code, pole.group), {})[pole.side] = {
            word for word in written.split() if not word.startswith("~")
        }
    for (code, group), sides in cells.items():
        assert set(sides) == {"a", "b"}, (code, group)
        assert all(sides.values()), (code, group)


def test_antonyms_are_found_with_their_endings() -> None:
    lexicon = antonym_words.lexicon(
        [("en", Pole("g", "a"), "open+ ~wide"), ("en", Pole("g", "b"), "shut_down")], "s ed"
    )
    found = list(lexicon.find(lexicon.cues.tokens(words("Opened wide, shut down, opening"))))
    assert [(pole.side, loose) for pole, loose, _ in found] == [("a", False), ("a", True), ("b", False)]
    assert lexicon.in_place_of("closed", Pole("g", "a")) == ("open", "opened")


def test_parts_of_words_are_set_off() -> None:
    lexicon = cues([("no", "n't"), ("yes", "did")], suffixes=["n't"])
    assert [(cue.kind, cue.start, cue.end) for cue in lexicon.find(lexicon.tokens(words("It didn’t")))] == [
        ("yes", 3, 6),
        ("no", 6, 9),
    ]


def test_the_longest_entry_counts() -> None:
    lexicon = cues([("short", "not"), ("long", "not_only")])
    kinds = [cue.kind for cue in lexicon.find(lexicon.tokens(words("not only, not")))]
    assert kinds == ["long", "short"]


@given(st.text(alphabet=st.sampled_from("no t'’-Ünlyß 不"), max_size=40))
def test_offsets_lie_within_the_text(text: str) -> None:
    lexicon = cues([("a", "not no_t*"), ("b", "n't on+ 不")], suffixes=["n't"], prefixes=["n'"], endings=["ly"])
    tokens = lexicon.tokens(words(text))
    for cue in (*lexicon.find(tokens), *lexicon.find_all(tokens)):
        assert 0 <= cue.start < cue.end <= len(text)
        assert 0 <= cue.first < cue.last <= len(tokens)


@pytest.mark.parametrize("code", DOUBLE)
def test_a_negated_verb_that_implies_a_negation_keeps_both(code: str) -> None:
    source, target = DOUBLE[code]
    lost, kept = (list(find(article([source], [target.format(one)], (code, "en")))) for one in LOST_AND_KEPT[code])
    assert len(lost) == 1
    assert not kept


@pytest.mark.parametrize(
    ("source", "target", "lost", "kept"),
    [
        (
            "Министерство не вмешивается в хозяйственные споры.",
            "The ministry {} in commercial disputes.",
            "intervenes",
            "does not intervene",
        ),
        (
            "Ведомство не участвует в разработке реформы.",
            "The agency {} in drafting the reform.",
            "takes part",
            "does not take part",
        ),
    ],
)
def test_a_verb_that_is_rendered_shows_that_its_negation_is_gone(
    source: str, target: str, lost: str, kept: str
) -> None:
    assert len(list(find(article([source], [target.format(lost)])))) == 1
    assert not list(find(article([source], [target.format(kept)])))
