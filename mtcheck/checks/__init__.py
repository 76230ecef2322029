"""All checks, in one visible tuple; a test fails when a module of this package is not in it."""

from __future__ import annotations

from mtcheck.checks import (
    added_text,
    boilerplate_left_in,
    garbled_dash,
    garbled_encoding,
    inconsistent_translation,
    low_fidelity,
    number_mismatch,
    omitted_text,
    party_title_mistranslated,
    person_name_garbled,
    quote_unbalanced,
    repeated_text,
    untranslated_text,
)
from mtcheck.checks.base import Check

CHECKS: tuple[Check, ...] = (
    omitted_text.CHECK,
    added_text.CHECK,
    untranslated_text.CHECK,
    repeated_text.CHECK,
    low_fidelity.CHECK,
    number_mismatch.CHECK,
    person_name_garbled.CHECK,
    party_title_mistranslated.CHECK,
    inconsistent_translation.CHECK,
    quote_unbalanced.CHECK,
    garbled_dash.CHECK,
    garbled_encoding.CHECK,
    boilerplate_left_in.CHECK,
)
