"""The formats in which style lists are read, and what is said of files that cannot be."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck import glossaries
from mtcheck.errors import InputError
from mtcheck.glossaries import Rule
from mtcheck.mqm import Severity

HEADER = "term\tavoid\tlang\n"

TBX_2 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en">
 <martifHeader><fileDesc><sourceDesc><p>desk</p></sourceDesc></fileDesc></martifHeader>
 <text><body>
  <termEntry id="c1">
   <descrip type="subjectField">places</descrip>
   <langSet xml:lang="ru"><tig><term>Киев</term></tig></langSet>
   <langSet xml:lang="en-US">
    <tig><term>Kyiv</term><termNote type="partOfSpeech">noun</termNote>
     <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
    <tig><term>Kiev</term>
     <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
    <ntig><termGrp><term>Kyyiv</term>
     <termNote type="normativeAuthorization">supersededTerm</termNote></termGrp></ntig>
    <tig><term>Kijew</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
   </langSet>
  </termEntry>
  <termEntry id="c2">
   <langSet xml:lang="en"><tig><term>summit</term></tig></langSet>
  </termEntry>
 </body></text>
</martif>
"""
TBX_3_DCA = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
 <tbxHeader><fileDesc><sourceDesc><p>desk</p></sourceDesc></fileDesc></tbxHeader>
 <text><body>
  <conceptEntry id="c1">
   <langSec xml:lang="ru"><termSec><term>Киев</term></termSec></langSec>
   <langSec xml:lang="en">
    <termSec><term>Kyiv</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
    <termSec><term>Kiev</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
   </langSec>
  </conceptEntry>
 </body></text>
</tbx>
"""
TBX_3_DCT = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
     xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
 <text><body>
  <conceptEntry id="c1">
   <min:subjectField>places</min:subjectField>
   <langSec xml:lang="ru"><termSec><term>Киев</term></termSec></langSec>
   <langSec xml:lang="en">
    <termSec><term>Kyiv</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
    <termSec><term>Kiev</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
   </langSec>
  </conceptEntry>
 </body></text>
</tbx>
"""
TBX_MIN = """<?xml version='1.0' encoding="UTF-8"?>
<TBX dialect="TBX-Min">
 <header><languages source="ru" target="en"/></header>
 <body>
  <entry id="c1">
   <langGroup xml:lang="ru"><termGroup><term>Киев</term></termGroup></langGroup>
   <langGroup xml:lang="en">
    <termGroup><term>Kyiv</term><termStatus>preferred</termStatus></termGroup>
    <termGroup><term>Kiev</term><termStatus>notRecommended</termStatus></termGroup>
   </langGroup>
  </entry>
 </body>
</TBX>
"""
UTX = """#UTX 1.11; ru/en-US; 2024-05-21; copyright: desk (2024); license: CC-by 4.0; bidirectional
#description: places; more
#src\ttgt\tsrc:pos\tterm status\ttgt:comment\tconcept ID
Киев\tKyiv\tnoun\tapproved\t-\tC1
Киев\tKiev\tnoun\tforbidden\tthe Russian form\tC1
Киёв\tKyyiv\tnoun\tnon-standard\t\tC1
# a comment
саммит\tsummit\tnoun\t-\t\t-
встреча\tmeeting\tnoun\tprovisional\t\t
"""
UTX_1_20 = """#UTX 1.20; ru/en; copyright: desk
#src\ttgt\tsrc:pos\tterm status
столица\tcapital\tnoun\tapproved
столица\tmain town\tnoun\tforbidden
"""


def parse(text: str | bytes, name: str = "desk.tsv") -> list[Rule]:
    return glossaries.parse(text if isinstance(text, bytes) else text.encode(), name, "desk")


def attempt(text: str | bytes) -> list[Rule] | str:
    """The rules, or what is said of the mistake."""
    try:
        return parse(text)
    except InputError as error:
        return str(error)


def test_a_table() -> None:
    text = (
        "# a comment\n\n"
        "Term\tavoid\tlang\tsource\tsource_lang\tseverity\tnote\tcase\texcept\n"
        "Kyiv\tKiev | Kyyiv\ten\tКиев | Киеву\tru\tminor\tthe own form\texact\tchicken Kiev | Dynamo Kiev\n"
        "#MeToo\t#metoo\ten\n"
    )
    first, second = parse(text)
    assert first == Rule(
        style="desk",
        place="desk.tsv:4",
        lang="en",
        term="Kyiv",
        avoid=("Kiev", "Kyyiv"),
        exceptions=("chicken Kiev", "Dynamo Kiev"),
        sources={"ru": ("Киев", "Киеву")},
        severity=Severity.MINOR,
        note="the own form",
        case="exact",
    )
    assert (second.term, second.avoid, second.sources, second.severity) == ("#MeToo", ("#metoo",), {}, None)


def test_variants() -> None:
    (rule,) = parse("variants\tlang\nadviser | advisor\ten\n")
    assert (rule.term, rule.avoid, rule.variants) == ("", (), ("adviser", "advisor"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_ends_of_lines_of_spreadsheets(encoding: str, newline: str) -> None:
    text = f"{HEADER}Kyiv\tKiev\ten\t\t\nOdesa\tOdessa\ten".replace("\n", newline)
    assert [rule.avoid for rule in parse(text.encode(encoding))] == [("Kiev",), ("Odessa",)]


@pytest.mark.parametrize(
    ("text", "line", "advice"),
    [
        ("", None, "the list is empty"),
        (" \n\n", None, "the list is empty"),
        ("# only a comment\n", 1, "needs the column 'lang'"),
        ("term,avoid,lang\nKyiv,Kiev,en\n", 1, "separated by tabs"),
        ("term\tavoids\tlang\n", 1, "did you mean 'avoid'"),
        ("Kyiv\tKiev\ten\n", 1, "unknown column 'kyiv'; a style list has the columns term, avoid"),
        ("avoid\tlang\tavoid\n", 1, "stands twice"),
        ("term\tavoid\n", 1, "needs the column 'lang'"),
        ("term\tlang\n", 1, "'avoid'"),
        (f"{HEADER}Kyiv\tKiev\ten\tmore\n", 2, "4 cells, but the header names 3 columns"),
        (f"{HEADER}Kyiv\tKiev\n", 2, "lang is a two-letter code such as 'en', not ''"),
        (f"{HEADER}Kyiv\tKiev\teng\n", 2, "not 'eng'"),
        (f"{HEADER}\nKyiv\t\ten\n", 3, "names nothing to avoid"),
        (f"{HEADER}Kyiv\tKyiv | Kiev\ten\n", 2, "both the term and to be avoided"),
        (f"{HEADER}Kyiv\tKiev|Kyyiv\ten\n", 2, "separates its forms by ' | '"),
        (f"{HEADER}Kyiv\tKiev |  | Kyyiv\ten\n", 2, "separates its forms by ' | '"),
        (f"{HEADER}Kyiv | Kyïv\tKiev\ten\n", 2, "term has one form only"),
        (f"{HEADER}Kyiv\tKiev | Kiev\ten\n", 2, "'Kiev' stands twice"),
        (f"{HEADER}Kyiv\t—\ten\n", 2, "has no letter"),
        (f'{HEADER}Kyiv\t"Kiev"\ten\n', 2, "quotation marks"),
        (f"{HEADER}Kyiv\tKiev\ten\nKijow\tKiev\ten\n", 3, "'Kiev' stands in line 2, too"),
        (f"{HEADER}Kyiv\tKiev\ten\nKyyiv\tKyiv\ten\n", 3, "avoided here but preferred in line 2"),
        ("term\tavoid\tlang\tseverity\nKyiv\tKiev\ten\tgrave\n", 2, "critical, major, minor, neutral"),
        ("term\tavoid\tlang\tcase\nKyiv\tKiev\ten\tyes\n", 2, "case is 'exact', 'any' or empty"),
        ("term\tavoid\tlang\tsource\tsource_lang\nKyiv\tKiev\ten\tКиев\trus\n", 2, "source_lang is a two-letter"),
        ("term\tvariants\tlang\nKyiv\tKiev | Kyiv\ten\n", 2, "either 'variants' or 'term'"),
        ("variants\tlang\nKiev\ten\n", 2, "two forms at least"),
        ("variants\tlang\ninternet | Internet\ten\n", 2, "differ in more than capitals"),
        (HEADER.encode() + b"Kyiv\tKi\xe9v\ten\n", 2, "UTF-8"),
        (b"\xff\xfea\x00b", 1, "UTF-8"),
        ("#UTX 1.11; Russian\n#src\ttgt\n", 1, "'#UTX 1.11; ru/en; ...'"),
        ("#UTX 1.11; ru/en\nКиев\tKyiv\n", 2, "'#src', a tab, 'tgt'"),
        ("#UTX 1.11; ru/en\n#src\ttgt\n", None, "no terms"),
        ("#UTX 1.11; ru/en\n#src\ttgt\tterm status\nКиев\tKiev\tforbiden\n", 3, "did you mean 'forbidden'?"),
        ("#UTX 1.11; ru/en\n#src\ttgt\tterm status\nКиев\tKiev\tnew\n", 3, "it is one of forbidden"),
        ("#UTX 1.11; ru/en\n#src\ttgt\tterm status\nКиев\t-\tforbidden\n", 3, "fill 'tgt'"),
        ("<termEntry>\n<langSet>", 2, "not the XML"),
        ("<html>\n<p>Kiev</p></html>", 1, "no TBX"),
        ("<b><termEntry>\n<langSet><tig><term>a</term></tig></langSet></termEntry></b>", 2, "add xml:lang"),
    ],
)
def test_a_mistake_is_said_with_its_place_and_what_to_do(text: str | bytes, line: int | None, advice: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(text)
    place = "desk.tsv" if line is None else f"desk.tsv:{line}"
    assert str(caught.value).startswith(f"{place}: ")
    assert advice in str(caught.value)
    assert "\n" not in str(caught.value)


def test_rows_for_terms_of_the_source_may_disagree() -> None:
    text = "term\tavoid\tlang\tsource\nbank\tshore\ten\tберег\nshore\tbank\ten\tбанк\nbeach\tshore\ten\tпляж\n"
    assert len(parse(text)) == 3


def test_languages_may_disagree() -> None:
    assert len(parse(f"{HEADER}Kyiv\tKiev\ten\nKiev\tKyiv\tfr\n")) == 2


def test_tbx_of_version_2() -> None:
    (rule,) = parse(TBX_2, "desk.tbx")
    assert rule == Rule(
        style="desk",
        place="desk.tbx:12",
        lang="en",
        term="Kyiv",
        avoid=("Kiev", "Kyyiv"),
        sources={"ru": ("Киев",)},
        strict=False,
    )


@pytest.mark.parametrize("text", [TBX_3_DCA, TBX_3_DCT, TBX_MIN], ids=["dca", "dct", "min"])
def test_tbx_of_version_3(text: str) -> None:
    (rule,) = parse(text, "desk.tbx")
    assert (rule.lang, rule.term, rule.avoid, rule.sources) == ("en", "Kyiv", ("Kiev",), {"ru": ("Киев",)})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_tbx_in_other_encodings(encoding: str) -> None:
    text = TBX_3_DCA.replace('encoding="UTF-8"', f'encoding="{encoding.removesuffix("-sig").upper()}"')
    assert len(parse(text.encode(encoding))) == 1


@pytest.mark.parametrize(
    ("terms", "term", "avoid"),
    [
        ([("Kiev", "deprecatedTerm")], "", ("Kiev",)),
        ([("Kyiv", ""), ("Kiev", "supersededTerm-admn-sts")], "Kyiv", ("Kiev",)),
        ([("Kyiv", "admittedTerm-admn-sts"), ("Kiev", "deprecated")], "Kyiv", ("Kiev",)),
        ([("a", "admitted"), ("b", "preferred"), ("Kiev", "Deprecated")], "b", ("Kiev",)),
        ([("Kiev", "preferredTerm"), ("Kiev", "deprecatedTerm")], None, None),
        ([("Kyiv", "preferredTerm"), ("—", "deprecatedTerm")], None, None),
        ([("Kyiv", "unheard-of"), ("Kiev", "admitted")], None, None),
        ([("Ky\n  iv", ""), (" Ki ev ", "obsolete")], "Ky iv", ("Ki ev",)),
    ],
)
def test_statuses(terms: list[tuple[str, str]], term: str | None, avoid: tuple[str, ...]) -> None:
    inside = "".join(
        f"<tig><term>{text}</term><termNote type='administrativeStatus'>{status}</termNote></tig>"
        for text, status in terms
    )
    found = parse(f"<martif><termEntry><langSet xml:lang='en'>{inside}</langSet></termEntry></martif>")
    assert [(rule.term, rule.avoid) for rule in found] == ([] if term is None else [(term, avoid)])


def test_utx() -> None:
    (rule,) = parse(UTX, "desk.utx")
    assert rule == Rule(
        style="desk",
        place="desk.utx:5",
        lang="en",
        term="Kyiv",
        avoid=("Kiev", "Kyyiv"),
        sources={"ru": ("Киев", "Киёв")},
        strict=False,
        note="the Russian form",
    )


def test_utx_without_concepts_goes_by_the_source() -> None:
    (rule,) = parse("\ufeff" + UTX_1_20)
    assert (rule.term, rule.avoid, rule.sources) == ("capital", ("main town",), {"ru": ("столица",)})


HOSTILE = """<?xml version="1.0"?>
<!DOCTYPE tbx [<!ENTITY a "ha">{}]>
<tbx><text><body><conceptEntry><langSec xml:lang="en"><termSec><term>{}</term></termSec></langSec></conceptEntry></body></text></tbx>
"""
BOMB = "".join(f'<!ENTITY {one} "{f"&{before};" * 10}">' for before, one in pairwise("abcdefghij"))


@pytest.mark.parametrize("entity", ["a", "c", "j"])
def test_an_entity_bomb_is_refused(entity: str) -> None:
    with pytest.raises(InputError, match=r"entities of its own|not the XML"):
        parse(HOSTILE.format(BOMB, f"&{entity};"))


def test_an_entity_bomb_in_an_attribute_is_refused() -> None:
    with pytest.raises(InputError, match=r"entities of its own|not the XML"):
        parse(HOSTILE.format(BOMB, "x").replace("<body>", '<body id="&j;">'))


@pytest.mark.parametrize("entity", ['<!ENTITY x SYSTEM "{}">', '<!ENTITY % x SYSTEM "{}"> %x;'])
def test_a_file_outside_is_never_read(tmp_path: Path, entity: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not tell", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        parse(HOSTILE.format(entity.format(secret.as_uri()), "&x;"))
    assert "tell" not in str(caught.value)


def test_the_dtd_that_a_termbase_names_is_not_fetched(tmp_path: Path) -> None:
    dtd = tmp_path / "own.dtd"
    dtd.write_text('<!ENTITY x "Kiev">', encoding="utf-8")
    text = TBX_2.replace("TBXBasiccoreStructV02.dtd", dtd.as_uri())
    assert [rule.term for rule in parse(text)] == ["Kyiv"]


@pytest.mark.parametrize("tag", ["conceptEntry", "langSec", "hi"])
def test_deep_nesting_is_refused_or_harmless(tag: str) -> None:
    depth = 100_000
    with pytest.raises(InputError, match="not the XML"):
        parse(f"<tbx>{f'<{tag}>' * depth}{f'</{tag}>' * depth}</tbx>")


def test_a_termbase_inside_a_termbase_is_read_once_a_level() -> None:
    inner = "<conceptEntry><langSec xml:lang='en'><termSec><term>a</term></termSec>{}</langSec></conceptEntry>"
    text = inner
    for _ in range(50):
        text = text.format(inner)
    assert parse(f"<tbx>{text.format('')}</tbx>") == []


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "desk.tsv"
    path.write_text(HEADER + "Kyiv\tKiev\ten\n" * 10, encoding="utf-8")
    monkeypatch.setattr(glossaries, "MAX_BYTES", 100)
    with pytest.raises(InputError, match="larger than"):
        glossaries.read(path, "desk")


def test_a_folder_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is a folder"):
        glossaries.read(tmp_path, "desk")


def test_a_list_that_has_changed_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "desk.tsv"
    path.write_text(f"{HEADER}Kyiv\tKiev\ten\n", encoding="utf-8")
    assert glossaries.read(path, "desk")[0].avoid == ("Kiev",)
    path.write_text(f"{HEADER}Odesa\tOdessa\ten\n", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert glossaries.read(path, "desk")[0].avoid == ("Odessa",)


CELLS = st.text(st.sampled_from("Kiev Kyiv|\t\n#<>&;\"'enruava —é\x00\r"), max_size=30)


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(["", HEADER, "variants\tlang\n", "#UTX 1.11; ru/en\n#src\ttgt\tterm status\n", "<tbx>"]),
    st.lists(CELLS, max_size=4),
)
def test_no_text_breaks_the_reading(start: str, cells: list[str]) -> None:
    outcome = attempt(start + "\t".join(cells))
    assert "desk.tsv" in outcome if isinstance(outcome, str) else all(rule.avoid or rule.variants for rule in outcome)


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=60))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    outcome = attempt(data)
    assert not isinstance(outcome, str) or outcome.startswith("desk.tsv")
