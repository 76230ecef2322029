"""The ledger as text for people: one block a name, whether its expected forms stand there, then both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mtcheck.ledger import LedgerRow

EXPECTED = 3


def ledger_text(rows: Sequence[LedgerRow]) -> str:
    """`ok`, `??` where no right form stands in the translation, and `--` for names that mtcheck does not know."""
    blocks = []
    for row in rows:
        sign = "--" if not row.expected else "ok" if row.ok else "??"
        title = ", ".join(row.expected[:EXPECTED]) or "in no table"
        blocks.append(
            f"{sign}  {row.kind:12} {title}\n"
            f"      source: {_forms(row.source_forms)}\n"
            f"      target: {_forms(row.target_forms)}\n"
        )
    return "\n".join(blocks) or "No name that mtcheck knows.\n"


def _forms(forms: Mapping[str, int]) -> str:
    return ", ".join(f"{form} ({count})" for form, count in forms.items()) or "-"
