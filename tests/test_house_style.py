"""Style lists: which of them counts, what stands for what, and the lists that come with mtcheck."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck import glossaries
from mtcheck.config import STYLES, Config
from mtcheck.errors import InputError
from mtcheck.finding import Finding
from mtcheck.house_style import FILES, HouseStyle, load
from mtcheck.languages import language
from mtcheck.pipeline import Engine
from mtcheck.readers.plain import from_text
from mtcheck.report import DocumentReport
from mtcheck.resources import references_folder
from mtcheck.style_index import inflected
from mtcheck.text.casing import cased_like
from mtcheck.text.words import words

FOLDER = references_folder() / "style"
ENGLISH = language("en")


def check(text: str, *lists: str | Path, lang: str = "en", source: str | None = None) -> DocumentReport:
    config = Config(
        source_lang="ru", target_lang=lang, encoder="none", select=("STY101",), house_style=tuple(map(str, lists))
    )
    return Engine(config).check(from_text(source, "source") if source else None, from_text(text, "target"))


def said(text: str, *lists: str | Path, lang: str = "en", source: str | None = None) -> list[tuple[str, str | None]]:
    """What is flagged, and what should stand there."""
    report = check(text, *lists, lang=lang, source=source)
    return [(one.on("target")[0].of(report.target.text), one.suggestion) for one in report.findings]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return tmp_path / "desk.tsv"


def table(path: Path, *rows: str, columns: str = "term avoid lang") -> Path:
    lines = ["\t".join(columns.split()), *rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_every_built_in_list_has_its_files() -> None:
    assert set(FILES) == set(STYLES)
    for name in STYLES:
        assert load([name]).rules


def test_the_built_in_lists_are_large_enough() -> None:
    assert len(load(["ap"]).rules) >= 120
    assert len(load(["neutral"]).rules) >= 60


def test_the_neutral_list_has_no_opinion() -> None:
    assert all(rule.variants and not rule.avoid and not rule.sources for rule in load(["neutral"]).rules)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.tsv")), ids=lambda path: path.name)
def test_a_built_in_list_says_where_it_is_from_and_is_tidy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "provenance:" in text.partition("\n")[0]
    for line in text.splitlines():
        assert line == line.strip(), line
        assert "  " not in line, line
    for rule in glossaries.read(path, path.name):
        lang = path.name.split(".")[1]
        assert rule.lang == lang
        for phrase in rule.exceptions:
            forms = rule.avoid or rule.variants
            assert any(form.casefold() in phrase.casefold() for form in forms), phrase


@pytest.mark.parametrize("style", STYLES)
def test_each_form_of_a_built_in_list_is_found(style: str) -> None:
    lists = load([style])
    index = lists.index(ENGLISH)
    assert index is not None
    for rule in lists.rules:
        for form in rule.avoid or rule.variants:
            text = f"they say {form} there"
            assert [hit.found for hit in index.find(text, words(text))] == [form]


def test_what_the_ap_like_list_wants_is_not_flagged() -> None:
    terms = dict.fromkeys(rule.term for rule in load(["ap"]).rules)
    assert said("\n\n".join(f"they say {term} there" for term in terms), "ap") == []


def test_the_built_in_lists_leave_each_other_alone() -> None:
    """Whatever the AP-like list wants is one of the spellings of the neutral list, where that has the word at all."""
    groups = {form: set(rule.variants) for rule in load(["neutral"]).rules for form in rule.variants}
    for rule in load(["ap"]).rules:
        known = [groups[form] for form in rule.avoid if form in groups]
        assert all(rule.term in group for group in known), rule.term


def test_nothing_configured_is_the_neutral_list() -> None:
    assert Config().house_style == ("neutral",)
    assert said("Kiev was calm.", "neutral") == []
    assert said("Kiev was calm. Kyiv was calm. Kyiv was dark.", "neutral") == [("Kiev", "Kyiv")]


def test_no_list_is_silence() -> None:
    assert said("Kiev was calm. Kyiv was calm.") == []
    assert HouseStyle().index(ENGLISH) is None


def test_the_message_names_the_list_and_the_note(desk: Path) -> None:
    table(desk, "Kyiv\tKiev\ten\tthe spelling of the country itself", columns="term avoid lang note")
    (finding,) = check("Kiev was calm.", desk).findings
    assert finding.message == (
        "“Kiev” should be “Kyiv” by the style list “desk.tsv” (the spelling of the country itself)."
    )
    assert finding.confidence == 0.9
    assert str(finding.severity) == "neutral"


def test_the_message_counts_the_spellings() -> None:
    (finding,) = check("Kyiv, Kyiv and Kiev.", "neutral").findings
    assert "“Kyiv” (2 times) and “Kiev” (1 time)" in finding.message
    assert "“neutral”" in finding.message


def test_all_places_of_the_rarer_spelling_are_shown() -> None:
    report = check("Kyiv. Kyiv. Kyiv. Kiev. Kiev's mayor.", "neutral")
    (finding,) = report.findings
    assert [span.of(report.target.text) for span in finding.on("target")] == ["Kiev", "Kiev"]


def test_of_lists_that_disagree_the_later_one_counts(desk: Path) -> None:
    table(desk, "Odessa\tOdesa\ten")
    assert said("Odesa and Odessa.", "ap") == [("Odessa", "Odesa")]
    assert said("Odesa and Odessa.", "ap", desk) == [("Odesa", "Odessa")]
    assert said("Odesa and Odessa.", desk, "ap") == [("Odessa", "Odesa")]
    assert said("Kiev, Odesa and Odessa.", "ap", desk) == [("Kiev", "Kyiv"), ("Odesa", "Odessa")]


@pytest.mark.parametrize("lists", [("neutral", "ap"), ("ap", "neutral")])
def test_a_list_without_an_opinion_gives_way(lists: tuple[str, str]) -> None:
    assert said("Odesa and Odesa, then Odessa. Gadhafi or Gaddafi.", *lists) == [
        ("Odessa", "Odesa"),
        ("Gaddafi", "Gadhafi"),
    ]
    assert said("Chornobyl or Chernobyl.", *lists) == [("Chernobyl", "Chornobyl")]


def test_a_rule_for_the_source_shows_where_it_has_the_term(desk: Path) -> None:
    table(desk, "capital\tmain town\ten\tстолица", columns="term avoid lang source")
    source = "В городе холодно. Столицу засыпало снегом."
    report = check("It is cold in the town. The main town is covered with snow.", desk, source=source)
    (finding,) = report.findings
    assert [span.of(source) for span in finding.on("source")] == ["Столицу"]
    assert said("The main town is covered with snow.", desk, source="Главный город засыпало снегом.") == []


def test_the_language_of_the_source_is_heeded(desk: Path) -> None:
    table(desk, "capital\tmain town\ten\tстолица\tuk", columns="term avoid lang source source_lang")
    assert said("The main town is white.", desk, source="Столица белая.") == []


def test_a_rule_for_the_source_may_follow_another(desk: Path) -> None:
    rows = ("drain\tsink\ten\tсток", "washbasin\tsink\ten\tраковина")
    table(desk, *rows, columns="term avoid lang source")
    assert said("The sink is full.", desk, source="Раковина полна.") == [("sink", "washbasin")]


@pytest.mark.parametrize(
    ("case", "flagged"),
    [("", ["web site"]), ("any", ["Web Site", "web site", "WEB SITE"]), ("exact", ["web site"])],
)
def test_case(desk: Path, case: str, flagged: list[str]) -> None:
    table(desk, f"website\tweb site\ten\t{case}".rstrip(), columns="term avoid lang case")
    text = "Our Web Site is a web site, a WEB SITE."
    assert [found for found, _ in said(text, desk)] == flagged


def test_case_any_takes_the_capitals_over(desk: Path) -> None:
    table(desk, "vice president\tvice-president\ten\tany", columns="term avoid lang case")
    assert said("The Vice-President spoke.", desk) == [("Vice-President", "Vice President")]


def test_diacritics_count(desk: Path) -> None:
    table(desk, "Erdogan\tErdoğan\ten")
    assert said("Erdoğan met Erdogan.", desk) == [("Erdoğan", "Erdogan")]


def test_apostrophes_and_hyphens_of_any_kind_fit(desk: Path) -> None:
    table(desk, "Sanaa\tSana'a\ten", "Kim Jong Un\tKim Jong-un\ten")
    assert said("Sana’a heard Kim Jong‑un.", desk) == [("Sana’a", "Sanaa"), ("Kim Jong‑un", "Kim Jong Un")]


def test_letters_behind_an_apostrophe_make_another_name(desk: Path) -> None:
    table(desk, "X\tBrian\ten")
    assert said("O'Brian and Brian't came.", desk) == []


def test_a_form_inside_a_longer_one_gives_way(desk: Path) -> None:
    table(desk, "town\tcity\ten", "town hall\tcity hall\ten")
    assert said("The city hall of the city.", desk) == [("city hall", "town hall"), ("city", "town")]


def test_a_term_that_contains_what_is_avoided_stays(desk: Path) -> None:
    table(desk, "Odesa, Ukraine\tOdesa\ten", "gas station\tstation\ten")
    assert said("From Odesa, Ukraine, to a gas station.", desk) == []


def test_scripts_without_spaces(desk: Path) -> None:
    table(desk, "基辅\t基耶夫\tzh")
    assert said("他在基耶夫工作。", desk, lang="zh") == [("基耶夫", "基辅")]


def test_an_ending_that_the_term_cannot_take_on_leaves_no_suggestion(desk: Path) -> None:
    table(desk, "Беларусь\tБелоруссия\tru", "Минск\tМенск\tru")
    assert said("В Белоруссии и в Менске.", desk, lang="ru") == [("Белоруссии", None), ("Менске", "Минске")]


@pytest.mark.parametrize(
    ("form", "lang", "other"),
    [
        ("adviser", "en", "advisers"),
        ("city", "en", "cities"),
        ("day", "en", "days"),
        ("box", "en", "boxes"),
        ("y", "en", "ys"),
        ("Kiew", "de", "Kiews"),
        ("cheval", "fr", "chevaux"),
        ("prix", "fr", ""),
        ("город", "ru", ""),
    ],
)
def test_inflected(form: str, lang: str, other: str) -> None:
    assert inflected(form, lang) == other


@pytest.mark.parametrize(
    ("term", "found", "form", "starts", "cased"),
    [
        ("adviser", "advisor", "advisor", False, "adviser"),
        ("adviser", "Advisor", "advisor", True, "Adviser"),
        ("Kyiv", "KIEV", "Kiev", False, "KYIV"),
        ("U.S.", "US", "US", False, "U.S."),
        ("website", "Web site", "Web site", False, "website"),
        ("website", "Web site", "Web site", True, "Website"),
        ("vice president", "Vice-President", "vice-president", False, "Vice President"),
        ("eBay", "Ebay", "ebay", True, "eBay"),
        ("al-Qaida", "Al-Qaeda", "al-Qaeda", False, "Al-Qaida"),
        ("4 by 4", "4X4", "4x4", False, "4 by 4"),
    ],
)
def test_case_is_taken_over(term: str, found: str, form: str, starts: bool, cased: str) -> None:
    assert cased_like(term, found, form, starts=starts) == cased


def test_a_missing_list_is_said_with_what_there_is() -> None:
    with pytest.raises(InputError, match=r"desk\.tsv: there is no such file; .*ap, neutral"):
        load(["desk.tsv"])
    with pytest.raises(InputError, match="did you mean 'neutral'"):
        load(["neutrl"])


def test_a_long_list_is_no_burden_to_a_text_without_its_words(desk: Path) -> None:
    """The forms are taken apart only when a text has a word that begins like them."""
    table(desk, *(f"term{number}\tform{number} of it\ten" for number in range(20_000)))
    index = load([str(desk)]).index(ENGLISH)
    assert index is not None
    text = "The minister spoke on Tuesday."
    assert index.find(text, words(text)) == []
    assert index._filed == {}


PIECES = sorted(
    {form for rule in load(["ap"]).rules for form in (*rule.avoid, rule.term, *rule.exceptions)}
    | {
        "the",
        "mayor",
        "of",
        "and",
        "Smith",
        "he",
        "said",
        ".",
        "“",
        "”",
        "'s",
        "’s",
        ",",
        "\n\n",
        "www.",
        "@",
        "-based",
        "s",
    }
)
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).flatmap(
    lambda pieces: st.sampled_from([" ".join(pieces), " ".join(pieces).upper(), " ".join(pieces).capitalize()])
)
AP = Engine(Config(target_lang="en", encoder="none", select=("STY101",), house_style=("ap",)))
NEUTRAL = Engine(Config(target_lang="en", encoder="none", select=("STY101",), house_style=("neutral",)))


def applied(text: str, findings: tuple[Finding, ...]) -> str:
    """The text with each suggestion in its place."""
    for finding in sorted(findings, key=lambda one: one.on("target")[0], reverse=True):
        span = finding.on("target")[0]
        assert finding.suggestion is not None
        text = text[: span.start] + finding.suggestion + text[span.end :]
    return text


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_findings_point_at_what_they_name_and_suggestions_settle_it(text: str) -> None:
    report = AP.check(None, from_text(f"{text} The end.", "target"))
    for finding in report.findings:
        (span,) = finding.on("target")
        assert f"“{span.of(report.target.text)}”" in finding.message
    mended = applied(report.target.text, report.findings)
    again = AP.check(None, from_text(mended, "target")).findings
    assert again == (), (mended, [one.message for one in again])


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.sampled_from(["Kyiv", "Kiev", "Kiev's", "adviser", "advisors", "Advisor", "advisor", "and", "."]),
        max_size=12,
    )
)
def test_mixed_spellings_end_in_one(pieces: list[str]) -> None:
    text = " ".join(["So", *pieces])
    for _ in range(len(pieces) + 1):
        report = NEUTRAL.check(None, from_text(text, "target"))
        for finding in report.findings:
            for span in finding.on("target"):
                assert span.of(report.target.text)
        if not report.findings:
            return
        text = applied(report.target.text, report.findings)
    pytest.fail(f"still mixed: {text}")
