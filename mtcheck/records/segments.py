"""The elements of a unit, and the plain text of its segments."""

from __future__ import annotations

from typing import Any

from mtcheck.records.base import encodable, primary
from mtcheck.records.markup import Unit

# Elements that stand for native codes; what they hold is no text of the language.
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut", "sub", "x", "bx", "ex", "sc", "ec", "sm", "em", "cp"})


def parse(unit: Unit) -> Any:
    """The element of a unit, parsed by lxml under its namespaces; raises `ValueError` saying what is wrong with it."""
    from lxml import etree

    if unit.problem:
        raise ValueError(unit.problem)
    if not encodable(unit.text):
        message = "not in the encoding of its file"
        raise ValueError(message)
    names: dict[str, str] = {}
    for tag in unit.around:
        names |= {key: value for key, value in tag.attributes.items() if key == "xmlns" or key.startswith("xmlns:")}
    escaped = {
        key: value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;") for key, value in names.items()
    }
    start = "<units" + "".join(f' {key}="{value}"' for key, value in escaped.items()) + ">"
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(f"{start}{unit.text}</units>", parser)
    except etree.XMLSyntaxError as error:
        message = f"not well-formed ({str(error.msg).partition(', line ')[0].strip().rstrip('.')})"
        raise ValueError(message) from None
    if len(root) != 1:
        message = "not one element"
        raise ValueError(message)
    return root[0]


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for what is none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def plain(element: Any) -> str:
    """The text of a segment, without its inline tags."""
    parts: list[str] = [element.text or ""]
    waiting = list(reversed(element))
    ends: list[Any] = []
    while waiting:
        child = waiting.pop()
        if ends and child is ends[-1]:
            parts.append(ends.pop().tail or "")
            continue
        name = local(child)
        if not name or name in _CODES:
            parts.append(("\n" if child.get("ctype") == "lb" else "") + (child.tail or ""))
            continue
        parts.append(child.text or "")
        ends.append(child)
        waiting.append(child)
        waiting += reversed(child)
    return "".join(parts).strip()


def notes(*elements: Any) -> list[str]:
    """The texts of the notes that stand directly in elements."""
    return ["".join(child.itertext()) for one in elements for child in one if local(child) == "note"]


def language(element: Any, key: str = "{http://www.w3.org/XML/1998/namespace}lang") -> str | None:
    """The language of an element, without region."""
    return primary(element.get(key))
