"""All checks, in one visible tuple; a test fails when a module of this package is not in it."""

from __future__ import annotations

from mtcheck.checks import (
    acronym_mistranslated,
    added_text,
    boilerplate_left_in,
    garbled_dash,
    garbled_encoding,
    gender_mismatch,
    house_style,
    inconsistent_translation,
    low_fidelity,
    media_name_mistranslated,
    name_missing,
    number_mismatch,
    office_title_mistranslated,
    omitted_text,
    organisation_name_mistranslated,
    party_title_mistranslated,
    person_name_garbled,
    place_name_mistranslated,
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
    name_missing.CHECK,
    gender_mismatch.CHECK,
    party_title_mistranslated.CHECK,
    organisation_name_mistranslated.CHECK,
    office_title_mistranslated.CHECK,
    media_name_mistranslated.CHECK,
    place_name_mistranslated.CHECK,
    acronym_mistranslated.CHECK,
    inconsistent_translation.CHECK,
    quote_unbalanced.CHECK,
    garbled_dash.CHECK,
    garbled_encoding.CHECK,
    boilerplate_left_in.CHECK,
    house_style.CHECK,
)
