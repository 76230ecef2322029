"""A made-up dump of Wikidata: entities of all kinds as Wikibase writes them, ordinary and odd ones.

Names are built of syllables; ids lie far above those of classes and countries. The same seed gives the same entities.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

FIRST_ID = 900_000_000
COUNTRIES = {"Q142": "FR", "Q183": "DE", "Q159": "RU", "Q212": "UA", "Q30": "US"}
SYLLABLES = [consonant + vowel for consonant in "bdklmrs" for vowel in "aeiou"]
CYRILLIC = dict(zip("abdeiklmorsu", "абдеиклморсу", strict=True))
CLASSES = {
    "party": ["Q7278", "Q388602"],
    "medium": ["Q11032", "Q192283", "Q15265344"],
    "organisation": ["Q327333", "Q192350", "Q35749"],
    "place": ["Q515", "Q4022"],
    "office": ["Q4164871"],
    "person": ["Q5"],
    "paper": ["Q13442814"],
    "star": ["Q523"],
}


def item(value: str) -> dict[str, Any]:
    data = {"entity-type": "item", "numeric-id": int(value[1:]), "id": value}
    return {"value": data, "type": "wikibase-entityid"}


def text(value: str, lang: str = "") -> dict[str, Any]:
    if lang:
        return {"value": {"text": value, "language": lang}, "type": "monolingualtext"}
    return {"value": value, "type": "string"}


def year(value: int, precision: int = 9) -> dict[str, Any]:
    model = "http://www.wikidata.org/entity/Q1985727"
    rest = {"timezone": 0, "before": 0, "after": 0, "precision": precision, "calendarmodel": model}
    return {"value": {"time": f"{value:+05d}-00-00T00:00:00Z", **rest}, "type": "time"}


def snak(prop: str, value: dict[str, Any] | str) -> dict[str, Any]:
    """A snak with a value, or of another type: "somevalue", "novalue"."""
    if isinstance(value, str):
        return {"snaktype": value, "property": prop, "datatype": "wikibase-item"}
    return {"snaktype": "value", "property": prop, "datavalue": value, "datatype": "wikibase-item"}


def claim(prop: str, value: dict[str, Any] | str, rank: str = "normal", **qualifiers: Any) -> dict[str, Any]:
    made = {"mainsnak": snak(prop, value), "type": "statement", "id": f"Q1${prop}", "rank": rank}
    if qualifiers:
        made["qualifiers"] = {name: [{"hash": "0" * 40, **snak(name, one)}] for name, one in qualifiers.items()}
        made["qualifiers-order"] = list(qualifiers)
    reference = {"hash": "f" * 40, "snaks": {"P854": [snak("P854", text("https://example.org/source"))]}}
    return {**made, "references": [{**reference, "snaks-order": ["P854"]}]}


def entity(number: int | str, labels: dict[str, str], *claims: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An item; `more` gives aliases (lists by language), title (in the English Wikipedia) and sitelinks (a number)."""
    by_property: dict[str, list[dict[str, Any]]] = {}
    for one in claims:
        by_property.setdefault(one["mainsnak"]["property"], []).append(one)
    sites = {f"x{index}wiki": f"Page {index}" for index in range(more.get("sitelinks", 30))}
    if more.get("title"):
        sites = {"enwiki": more["title"], **dict(list(sites.items())[1:])}
    return {
        "type": "item",
        "id": number if isinstance(number, str) else f"Q{number}",
        "labels": {lang: {"language": lang, "value": value} for lang, value in labels.items()},
        "descriptions": {"en": {"language": "en", "value": "something"}},
        "aliases": {
            lang: [{"language": lang, "value": value} for value in values]
            for lang, values in more.get("aliases", {}).items()
        },
        "claims": by_property,
        "sitelinks": {site: {"site": site, "title": title, "badges": []} for site, title in sites.items()} or [],
        "pageid": 1,
        "ns": 0,
        "title": "Q1",
        "lastrevid": 1,
        "modified": "2025-09-01T00:00:00Z",
    }


def name(chance: random.Random, words: int = 2) -> str:
    return " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize() for _ in range(words))


def cyrillic(latin: str) -> str:
    return "".join(
        CYRILLIC.get(char.lower(), char).upper() if char.isupper() else CYRILLIC.get(char, char) for char in latin
    )


def ordinary(chance: random.Random, number: int, kind: str) -> dict[str, Any]:
    """An entity of a kind with all that is usual."""
    own = name(chance)
    labels = {
        "en": own,
        "ru": cyrillic(own),
        "uk": cyrillic(own),
        "de": own,
        "zh": "".join(chance.choices("中国人民大学", k=3)),
    }
    country = chance.choice(list(COUNTRIES))
    claims = [claim("P31", item(chance.choice(CLASSES[kind])))]
    if kind == "person":
        claims += [claim("P27", item(country)), claim("P21", item(chance.choice(["Q6581097", "Q6581072"])))]
        claims += [claim("P106", item(chance.choice(["Q82955", "Q1930187", "Q33999"])))]
        if chance.random() < 0.5:
            span = {"P580": year(chance.randint(1990, 2020)), "P582": year(chance.randint(2020, 2024))}
            claims.append(claim("P39", item(f"Q{FIRST_ID + chance.randint(0, 400)}"), **span))
    elif kind == "office":
        claims.append(claim("P1001", item(country)))
    else:
        claims += [claim("P17", item(country)), claim("P571", year(chance.randint(1880, 2020)))]
        claims += [claim("P1705", text(own, "fr")), claim("P1813", text(own[:1] + own.split(" ")[1][:1] + "X", "en"))]
    aliases = {"en": [name(chance), own.split(" ")[0]], "ru": [cyrillic(name(chance))]}
    title = own if chance.random() < 0.7 else f"{name(chance)} (party)"
    links = chance.choice([0, 3, 12, 30, 80, 150])
    return entity(number, labels, *claims, aliases=aliases, title=title if links else None, sitelinks=links)


def odd(chance: random.Random, number: int) -> dict[str, Any]:
    """An entity that is none of interest, or has something unusual."""
    own = name(chance)
    party = claim("P31", item("Q7278"))
    made = [
        entity(number, {"en": own}, sitelinks=0),
        entity(number, {"ru": cyrillic(own)}, party, claim("P17", item("Q142"))),
        {
            "type": "item",
            "id": f"Q{number}",
            "labels": [],
            "descriptions": [],
            "aliases": [],
            "claims": [],
            "sitelinks": [],
        },
        {"entity": f"Q{number}", "redirect": f"Q{number - 1}"},
        {"type": "lexeme", "id": f"L{number}", "lemmas": {"en": {"language": "en", "value": own}}, "claims": {}},
        {**entity(number, {"en": own}, party), "type": "property", "id": f"P{number}", "datatype": "string"},
        entity(number, {"en": own}, party, claim("P17", "somevalue")),
        entity(number, {"en": own}, party, claim("P17", item("Q183"), "deprecated"), claim("P17", item("Q142"))),
        entity(number, {"en": own}, party, claim("P17", item("Q183")), claim("P17", item("Q142"), "preferred")),
        entity(number, {"en": own}, claim("P31", item("Q7278"), "deprecated"), claim("P17", item("Q142"))),
        entity(number, {"mul": own}, party, claim("P17", item("Q142")), claim("P576", "novalue")),
        entity(
            number, {"en": f"«{own}»"}, party, claim("P17", item("Q142")), aliases={"en": ["x", "12", "a|b", "\tb\t"]}
        ),
    ]
    return chance.choice(made)


def entities(count: int, seed: int = 0) -> Iterator[dict[str, Any]]:
    """So many entities, one in five odd; every office comes up somewhere, as do persons who held it."""
    chance = random.Random(seed)
    kinds = [kind for kind in CLASSES if kind != "paper"]
    for index in range(count):
        number = FIRST_ID + index
        if chance.random() < 0.2:
            yield odd(chance, number)
        else:
            yield ordinary(chance, number, chance.choice(kinds))


def array(found: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> bytes:
    """A dump as Wikidata publishes it."""
    lines = [json.dumps(one, ensure_ascii=True, separators=(",", ":")) for one in found]
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def lines(found: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> bytes:
    """The same as JSON lines, in UTF-8."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in found).encode()
