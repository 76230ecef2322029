"""TBX, TermBase eXchange (ISO 30042), versions 2 and 3 and their dialects (TBX-Basic, TBX-Min, TBX-Linguist...).

A concept (`termEntry`, `conceptEntry`, in TBX-Min also `entry`) holds a section for each language (`langSet`,
`langSec`, `langGroup`) with its terms. The administrative status of a term stands in a
`<termNote type="administrativeStatus">` (or "normativeAuthorization"), in version 3 also in an element of that name, in
TBX-Min in `termStatus`. Deprecated and superseded terms are to be avoided for the preferred one of their section.

The file is read without entities, network and DTD; what declares entities of its own is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mtcheck.errors import InputError
from mtcheck.glossaries.base import Rule, primary, unique

CONCEPTS = frozenset({"termEntry", "conceptEntry", "entry"})
SECTIONS = frozenset({"langSet", "langSec", "langGroup"})
STATUSES = frozenset({"administrativeStatus", "normativeAuthorization", "termStatus"})
AVOIDED = frozenset({"deprecated", "superseded", "notrecommended", "obsolete", "forbidden", "rejected"})
PREFERRED = frozenset({"preferred", "standardized", "legal", "regulated"})
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUS = re.compile(r"(?:term)?(?:-?admn-?sts)?$", re.IGNORECASE)


def parse(data: bytes, name: str, style: str) -> list[Rule]:
    """The rules of a termbase; raises `InputError` naming the line and what to do."""
    root = _root(data, name)
    concepts = [element for element in root.iter() if _local(element) in CONCEPTS]
    if not concepts:
        problem = "no TBX: it has no element termEntry or conceptEntry; export the termbase as TBX, or use a TSV list"
        raise InputError(name, problem, line=root.sourceline)
    return [rule for concept in concepts for rule in _rules(concept, name, style)]


def _root(data: bytes, name: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = str(error.msg).partition(", line ")[0].strip().rstrip(".")
        problem = f"not the XML that TBX has to be ({reason}); export the termbase anew, or use a TSV list"
        raise InputError(name, problem, line=error.lineno or None) from None
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise InputError(name, "the file declares entities of its own, which is not safe; save it without them", line=1)
    return root


def _local(element: Any) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _rules(concept: Any, name: str, style: str) -> Iterator[Rule]:
    """One rule for each language of a concept in which a term is to be avoided."""
    sections: dict[str, list[tuple[str, str, int]]] = {}
    for section in concept:
        if _local(section) in SECTIONS:
            lang = primary(section.get(_LANG) or section.get("lang") or "")
            if not lang:
                problem = f"{_local(section)} names no language; add xml:lang to it"
                raise InputError(name, problem, line=section.sourceline)
            sections.setdefault(lang, []).extend(_terms(section))
    sources = {lang: unique(text for text, _, _ in terms) for lang, terms in sections.items()}
    for lang, terms in sections.items():
        preferred = [text for text, status, _ in terms if status in PREFERRED]
        kept = preferred or [text for text, status, _ in terms if status not in AVOIDED]
        avoided = [(text, line) for text, status, line in terms if status in AVOIDED and text not in kept]
        if avoided:
            yield Rule(
                style=style,
                place=f"{name}:{avoided[0][1]}",
                lang=lang,
                term=kept[0] if kept else "",
                avoid=unique(text for text, _ in avoided),
                sources={other: forms for other, forms in sources.items() if other != lang and forms},
                strict=False,
            )


def _terms(section: Any) -> Iterator[tuple[str, str, int]]:
    """The terms of a language section, each with its status and line. Only as deep as the standard nests them."""
    for holder in section:
        # In version 2 a term with many notes stands in a group inside its holder.
        groups = [holder, *(child for child in holder if _local(child) == "termGrp")]
        term = next((child for group in groups for child in group if _local(child) == "term"), None)
        if term is None:
            continue
        text = " ".join("".join(term.itertext()).split())
        status = next((found for group in groups for note in group if (found := _status(note))), "")
        if any(map(str.isalnum, text)):
            yield text, status, term.sourceline


def _status(element: Any) -> str:
    """The status that a note holds, such as "deprecated"; empty for other elements."""
    local = _local(element)
    if local not in STATUSES and not (local == "termNote" and element.get("type") in STATUSES):
        return ""
    return _STATUS.sub("", "".join(element.itertext()).strip()).lower()
