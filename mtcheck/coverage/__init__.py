"""What one side of a pair says and the other does not: whole sentences, and clauses, phrases and words below them."""

from mtcheck.coverage.sentences import Alone, alone, content_words
from mtcheck.coverage.stretches import Stretch, stretches
from mtcheck.coverage.torn import Torn, torn
from mtcheck.coverage.verdict import Lost, lost

__all__ = ["Alone", "Lost", "Stretch", "Torn", "alone", "content_words", "lost", "stretches", "torn"]
