"""The name ledger: one row per known thing, all its forms on both sides of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from mtcheck.article import Article, Text
from mtcheck.gazetteers import Entity
from mtcheck.names import Form


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One entity: its forms with counts, what is expected in the translation, and whether that stands there."""

    id: str
    kind: str
    source_forms: Mapping[str, int]
    target_forms: Mapping[str, int]
    expected: tuple[str, ...]
    ok: bool


def ledger(article: Article) -> tuple[LedgerRow, ...]:
    """Rows for the entities that a side names beyond doubt, in the order of their first mention."""
    rows: dict[str, tuple[Entity, Counter[str], Counter[str], bool]] = {}
    for pair in article.pairs:
        for text in (pair.source, pair.target):
            if text is not None:
                _count(article, text, rows)
    lang = article.target_language.code
    return tuple(
        LedgerRow(
            entity.id,
            entity.kind,
            dict(source),
            dict(target),
            entity.names.get(lang, ()) or entity.accepted(lang)[:3],
            bool(target) and not wrong,
        )
        for entity, source, target, wrong in rows.values()
        if source or article.source is None
    )


def _count(article: Article, text: Text, rows: dict[str, tuple[Entity, Counter[str], Counter[str], bool]]) -> None:
    for mention in article.mentions(text):
        if len(mention.entities) != 1 or (mention.single and mention.form is Form.NAME):
            continue
        entity = mention.entities[0]
        _, source, target, _ = rows.setdefault(entity.id, (entity, Counter(), Counter(), False))
        (source if text.side == "source" else target)[text.text[mention.start : mention.end]] += 1
        if mention.form is Form.WRONG:
            rows[entity.id] = (entity, source, target, True)
