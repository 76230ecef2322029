"""An entity of Wikidata as a row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mtcheck.importers import people
from mtcheck.importers.forms import form, forms, tidy, without_disambiguation
from mtcheck.importers.scheme import KindScheme, Scheme
from mtcheck.importers.wikibase import best, mapping, statements, values
from mtcheck.text.words import is_abbreviation

INSTANCE, SUBCLASS, ISO = "P31", "P279", "P297"
ID = re.compile(r"Q[1-9]\d*")
# Names that hold in all languages written in Latin letters.
ANY_LANGUAGE = "mul"
# What a query's result may say of an entity beside what Wikibase does.
COUNTRY_CODE, SITELINKS = "mtcheck:country", "mtcheck:sitelinks"
KIND, POSITION = "mtcheck:kind", "mtcheck:position"
_CODE = re.compile("[A-Z]{2}")
# Stands for all countries.
ANYWHERE = "ZZ"


@dataclass(frozen=True, slots=True)
class Reading:
    """How entities are read: languages of the names, the least number of sitelinks (None: as the kind says), date."""

    languages: tuple[str, ...]
    date: str
    sitelinks: int | None = None


def kind_of(entity: Mapping[str, Any], kinds: Mapping[str, KindScheme]) -> KindScheme | None:
    """The first kind that an entity is of."""
    if KIND in entity:
        return kinds.get(entity[KIND])
    classes = frozenset(values(entity, INSTANCE))
    above = frozenset(values(entity, SUBCLASS))
    for kind in kinds.values():
        found = classes | above if kind.subclass_too else classes
        if not kind.classes.isdisjoint(found) and kind.exceptions.isdisjoint(classes) and _has_role(entity, kind):
            return kind
    return None


def _has_role(entity: Mapping[str, Any], kind: KindScheme) -> bool:
    if not kind.occupations:
        return True
    return bool(statements(entity, kind.position)) or not kind.occupations.isdisjoint(values(entity, kind.occupation))


def sitelinks(entity: Mapping[str, Any]) -> int | None:
    """The number of pages about an entity; None where the input does not say."""
    if SITELINKS in entity:
        return None if entity[SITELINKS] is None else int(entity[SITELINKS])
    return len(mapping(entity["sitelinks"])) if "sitelinks" in entity else None


def columns(kind: KindScheme, langs: tuple[str, ...]) -> list[str]:
    """The header of the table of a kind."""
    found = ["id", "country"]
    found += [name for name, filled in (("from", kind.begun), ("to", kind.ended)) if filled]
    found += ["weight", *(["gender"] if kind.of_people else []), "native", "native.short"]
    for lang in langs:
        found += [lang, f"{lang}.short"]
        found += [f"{lang}.surname"] if kind.of_people else []
        found += [f"{lang}.demonym"] if kind.demonym else []
    return [*found, *(["offices"] if kind.of_people else []), "source"]


def row(entity: Mapping[str, Any], kind: KindScheme, scheme: Scheme, reading: Reading) -> dict[str, str] | str:
    """The filled cells of an entity's row by column; or why it has none."""
    links = sitelinks(entity)
    least = kind.sitelinks if reading.sitelinks is None else reading.sitelinks
    if links is not None and links < least:
        return "too few sitelinks"
    country = country_of(entity, kind, scheme)
    if not country:
        return "no country"
    weight = sum(links >= least for least in kind.weights) if links is not None else 1
    alone = kind.of_people and weight >= scheme.names.surname_weight and country not in scheme.names.family_first
    found = _native(entity, kind, scheme)
    for lang in reading.languages:
        main, more = _names(entity, lang, kind, scheme)
        names = list(dict.fromkeys((*main, *more)))
        long = [name for name in names if name == names[0] or not is_abbreviation(name)]
        short = [*_texts(entity, kind.short, lang, scheme), *(name for name in names if name not in long)]
        found[lang] = long
        found[f"{lang}.short"] = list(dict.fromkeys(short))
        found[f"{lang}.demonym"] = _texts(entity, kind.demonym, lang, scheme)
        found[f"{lang}.surname"] = people.surnames(main, scheme.names) if alone else []
    if not found["en"]:
        return "no English name"
    cells = {column: " | ".join(forms) for column, forms in found.items() if forms}
    return cells | _facts(entity, kind, scheme, reading) | {"country": country, "weight": str(weight)}


def _facts(entity: Mapping[str, Any], kind: KindScheme, scheme: Scheme, reading: Reading) -> dict[str, str]:
    facts = {"id": entity["id"], "source": f"Wikidata CC0 {entity['id']} {reading.date}"}
    for column, props in (("from", kind.begun), ("to", kind.ended)):
        years = [one.year for prop in props for one in best(statements(entity, prop)) if one.year]
        if years:
            facts[column] = str(years[0])
    if kind.of_people:
        genders = [scheme.gender[value] for value in values(entity, "P21") if value in scheme.gender]
        facts |= {"gender": genders[0]} if len(set(genders)) == 1 else {}
        facts["offices"] = people.held(entity, kind.position, scheme.names.offices)
    return {column: fact for column, fact in facts.items() if fact}


def country_of(entity: Mapping[str, Any], kind: KindScheme, scheme: Scheme) -> str:
    """The code of an entity's country: of today's before former ones, and where it belongs before where it belonged."""
    said = [entity[COUNTRY_CODE]] if COUNTRY_CODE in entity else values(entity, ISO)
    for code in said:
        if _CODE.fullmatch(code):
            return str(code)
    if entity["id"] in scheme.countries:
        return scheme.countries[entity["id"]]
    candidates = [one for prop in kind.country for one in best(statements(entity, prop))]
    anywhere = not kind.anywhere.isdisjoint(values(entity, INSTANCE))
    today = {scheme.countries[one.value] for one in candidates if not one.over and one.value in scheme.countries}
    if anywhere and len(today) != 1:
        return ANYWHERE
    for table in (scheme.countries, scheme.former):
        for over in (False, True):
            for one in candidates:
                if one.over is over and one.value in table:
                    return table[one.value]
    return kind.elsewhere


def _names(entity: Mapping[str, Any], lang: str, kind: KindScheme, scheme: Scheme) -> tuple[list[str], list[str]]:
    """The forms of one language: those of an English article's title and of labels, then official names and aliases."""
    codes = (*scheme.codes(lang), *([ANY_LANGUAGE] if scheme.scripts_of(lang) == ("Latin",) else []))
    labels, aliases = mapping(entity.get("labels")), mapping(entity.get("aliases"))
    main = [tidy(labels[code]["value"]) for code in codes if code in labels]
    more = [tidy(alias["value"]) for code in codes for alias in aliases.get(code, ())]
    more += [tidy(one.value) for prop in kind.native for one in best(statements(entity, prop)) if one.lang in codes]
    if kind.of_people:
        main = people.full_names(main, lang, scheme.names)
    if lang == "en":
        title = mapping(mapping(entity.get("sitelinks")).get("enwiki")).get("title")
        main = [*([without_disambiguation(title, main[0] if main else "")] if title else []), *main]
    if kind.of_people and any(" " in name for name in main):
        # A single word is a given name or a surname, of which there are others.
        more = [name for name in people.full_names(more, lang, scheme.names) if " " in name or is_abbreviation(name)]
    return forms(main, lang, scheme), forms(more, lang, scheme)


def _texts(entity: Mapping[str, Any], props: tuple[str, ...], lang: str, scheme: Scheme) -> list[str]:
    """The texts in one language that some properties hold."""
    codes = scheme.codes(lang)
    found = (one.value for prop in props for one in best(statements(entity, prop)) if one.lang in codes)
    return forms(found, lang, scheme)


def _native(entity: Mapping[str, Any], kind: KindScheme, scheme: Scheme) -> dict[str, list[str]]:
    """Names and short names in the entity's own languages: those of the first property that has any."""
    for prop in kind.native:
        own = best(statements(entity, prop))
        names = list(dict.fromkeys(name for one in own if (name := form(one.value, "native", scheme))))
        if names:
            langs = {one.lang for one in own}
            shorts = (one for prop in kind.short for one in best(statements(entity, prop)) if one.lang in langs)
            short = dict.fromkeys(name for one in shorts if (name := form(one.value, "native", scheme)))
            return {"native": names, "native.short": [name for name in short if name not in names]}
    return {}


def label(entity: Mapping[str, Any]) -> str | None:
    """What a position is called in English, for the offices of people."""
    labels = mapping(entity.get("labels"))
    for code in ("en", "en-gb", ANY_LANGUAGE):
        if code in labels:
            return tidy(labels[code]["value"]).replace(";", ",") or None
    return None


def is_position(entity: Mapping[str, Any], offices: frozenset[str]) -> bool:
    """Whether an entity is what people can be: a position, or a class of positions."""
    return POSITION in entity or not offices.isdisjoint((*values(entity, INSTANCE), *values(entity, SUBCLASS)))


def countries(entity: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The entity's id with its country code, if it is a country."""
    for code in values(entity, ISO):
        if _CODE.fullmatch(code):
            yield entity["id"], code
