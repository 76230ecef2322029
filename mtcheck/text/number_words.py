"""The grammar of numerals: a sum of groups of digits and words, each closed by a scale word."""

from __future__ import annotations

from copy import copy
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from mtcheck.text.number_lexicon import BLANKS, NumeralLexicon, Role
from mtcheck.text.number_sums import NumeralSum

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAPS = frozenset({*BLANKS, "-", "\u2010", "\u2011", "\n", "  "} | {f".{blank}" for blank in BLANKS})
_STARTS = frozenset({
    Role.DIGITS, Role.UNIT, Role.MULTIPLIER, Role.SCALE, Role.ORDINAL, Role.ORDINAL_SCALE, Role.FRACTION, Role.VAGUE,
    Role.TIMES, Role.DECADE,
})  # fmt: skip
_SCALING = frozenset({Role.MULTIPLIER, Role.SCALE, Role.VAGUE})
_FRACTIONS_OF = 3  # ordinals from here on may be denominators: "two fifths"
_TEN = 10
_HUNDRED = 100


class Token(NamedTuple):
    """One digit group or known word of the text."""

    start: int
    end: int
    role: Role
    value: Fraction
    weak: bool = False
    alternatives: tuple[Fraction, ...] = ()


class Composed(NamedTuple):
    """One numeral read from consecutive tokens; `core_end` is where it ends without its last scale word."""

    start: int
    core_end: int
    end: int
    value: Fraction
    scale: Fraction
    ordinal: bool
    words: bool
    weak: bool
    vague: bool
    decade: bool
    alternatives: tuple[Fraction, ...]


def starts(token: Token) -> bool:
    """Whether a numeral may start at the token."""
    return token.role in _STARTS


def adjacent(left: Token, right: Token, text: str, *, spaced: bool) -> bool:
    """Whether nothing but a blank or a hyphen separates two tokens."""
    if left.end == right.start:
        return not spaced or left.role is Role.DIGITS
    return right.start - left.end <= 2 and text[left.end : right.start] in _GAPS


class _Composer:
    """Reads one numeral from `tokens[i:]`; kept as an object because the grammar looks ahead and goes back."""

    __slots__ = (
        "alternatives",
        "at",
        "core_end",
        "lexicon",
        "ordinal",
        "saved",
        "sum",
        "text",
        "tokens",
        "vague",
    )

    def __init__(self, tokens: Sequence[Token], at: int, text: str, lexicon: NumeralLexicon) -> None:
        self.tokens, self.at, self.text, self.lexicon = tokens, at, text, lexicon
        self.sum = NumeralSum(lexicon)
        self.alternatives: tuple[Fraction, ...] = ()
        self.ordinal = self.vague = False
        self.core_end = tokens[at].end
        self.saved: tuple[NumeralSum, int, int] | None = None

    def follows(self, index: int) -> bool:
        return index < len(self.tokens) and adjacent(
            self.tokens[index - 1],
            self.tokens[index],
            self.text,
            spaced=self.lexicon.spaced,
        )

    def step(self) -> bool:
        """Take the token at hand; False where the numeral ends before it."""
        token = self.tokens[self.at]
        role = token.role
        if role is Role.SCALE:
            taken = self.sum.close(token.value)
        elif role is Role.MULTIPLIER or (role is Role.VAGUE and self.sum.pending is not None):
            taken = self.sum.multiply(token.value)
        elif role is Role.VAGUE:
            self.vague = True
            taken = self.sum.empty and self.sum.add(token.value)
        elif role is Role.UNIT:
            taken = self.sum.add(token.value)
        elif role is Role.DIGITS:
            taken = self._digits(token)
        elif role in (Role.ORDINAL, Role.ORDINAL_SCALE):
            taken = self._ordinal(token)
        elif role is Role.FRACTION:
            taken = self._fraction(token)
        else:
            taken = role is Role.ATTACHED_SCALE and self._attached(token)
        if taken and role not in (Role.SCALE, Role.ATTACHED_SCALE):
            self.core_end = token.end
        return taken

    def _digits(self, token: Token) -> bool:
        if self.sum.empty:
            self.sum.pending = token.value
            self.alternatives = token.alternatives
            return True
        # "1 млн 200 тыс.": digits go on only towards a smaller scale; 1亿2000 needs no scale
        limit = self.sum.scale
        if self.sum.pending is not None or self.sum.low is not None or limit is None or token.value >= limit:
            return False
        if self.lexicon.spaced:
            following = self.at + 1
            if not self.follows(following):
                return False
            scale = self.tokens[following]
            if scale.role is not Role.SCALE or scale.value >= limit:
                return False
        self.sum.pending, self.sum.pending_low = token.value, Fraction(0)
        return True

    def _attached(self, token: Token) -> bool:
        before = self.tokens[self.at - 1]
        if before.role is not Role.DIGITS or self.sum.scale is not None:
            return False
        currency = _after_currency(self.text, before.start)
        if before.end != token.start and not currency:
            return False
        if not currency:
            self.alternatives += (self.sum.value,)  # "5m" may be metres
        return self.sum.close(token.value)

    def _ordinal(self, token: Token) -> bool:
        total = self.sum
        if token.role is Role.ORDINAL_SCALE:
            taken = total.multiply(token.value) if token.value <= _HUNDRED else total.close(token.value)
        else:
            numerator = total.pending
            alone = total.low is None and total.scale is None
            taken = total.add(token.value)
            if (
                not taken
                and alone
                and not self.ordinal
                and numerator is not None
                and numerator < _TEN
                and token.value >= _FRACTIONS_OF
            ):
                total.pending = numerator / token.value
                return True
        self.ordinal |= taken
        return taken

    def _fraction(self, token: Token) -> bool:
        total = self.sum
        if total.empty:
            total.pending, total.pending_low = token.value, Fraction(1)
            return True
        if total.pending is None or total.low is not None or total.scale is not None or total.pending >= _TEN:
            return False
        total.pending *= token.value
        total.pending_low = Fraction(1)
        return True

    def join(self) -> bool:
        """Step over a joiner or filler when what follows it belongs to the numeral."""
        joiner = self.tokens[self.at]
        following = self.at + 1
        while self.follows(following) and self.tokens[following].role is Role.FILLER:
            following += 1
        if not self.follows(following):
            return False
        if joiner.role is Role.FILLER:
            part = self.sum.pending is not None and (self.vague or self.sum.pending < 1 or not self.lexicon.spaced)
            if not part or self.tokens[following].role not in _SCALING:
                return False  # only "half a million", "tens of thousands", 500余万
            self.at = following
            return self.step()
        return self._take_joined(joiner, following)

    def _take_joined(self, joiner: Token, following: int) -> bool:
        """Take the unit or fraction after "and"; all is as before where it does not fit."""
        saved = copy(self.sum), self.at, self.core_end
        token = self.tokens[following]
        self.at = following
        taken = False
        if token.role is Role.FRACTION:
            taken = self.sum.add_fraction(token.value)
        elif joiner.role is Role.INVERTING_JOINER and token.role in (
            Role.UNIT,
            Role.ORDINAL,
        ):
            taken = self.sum.add_ten(token.value) or self.sum.add(token.value)
        elif token.role in (Role.UNIT, Role.ORDINAL):
            taken = self.sum.add(token.value)
        if not taken:
            self.sum, self.at, self.core_end = saved
            return False
        self.ordinal = token.role is Role.ORDINAL
        self.core_end = token.end
        self.saved = saved
        return True

    def run(self) -> tuple[Composed, int]:
        first = self.at
        if not self.step():  # a lone attached letter cannot get here; a TIMES or DECADE word stands alone
            self.sum.pending = self.tokens[first].value
        last = first
        self.at += 1
        while self.follows(self.at):
            scale_before = self.sum.scale
            role = self.tokens[self.at].role
            if self.ordinal and role is not Role.ORDINAL:
                break
            joining = role in (Role.JOINER, Role.INVERTING_JOINER, Role.FILLER)
            if not (self.join() if joining else self.step()):
                if role in _SCALING and self.saved is not None:
                    last = self._back()
                break
            if self.saved is not None and self.sum.scale != scale_before and _grew(scale_before, self.sum.scale):
                last = self._back()  # "two thousand and three million" are two numerals
                break
            last = self.at
            self.at += 1
        return self._composed(first, last), last + 1

    def _back(self) -> int:
        """Undo everything from the last joiner on; the index of the last token that stays."""
        if self.saved is None:  # pragma: no cover - callers check
            return self.at
        self.sum, at, self.core_end = self.saved
        return at - 1

    def _composed(self, first: int, last: int) -> Composed:
        tokens = self.tokens[first : last + 1]
        head = tokens[0]
        roles = {token.role for token in tokens}
        value = self.sum.value + self._left_out(tokens)
        scale = self.sum.largest
        alternatives = tuple(reading * scale if scale > 1 else reading for reading in self.alternatives)
        if scale > 1 and (not self.lexicon.decimal & self.lexicon.group or self.text[head.end - 1] == "0"):
            alternatives = ()  # "2,228 трлн" is no 2,228 trillion, "6.000 millones" no six million
        if Role.ATTACHED_SCALE in roles:
            alternatives += self.alternatives
        if self.ordinal and Role.DIGITS not in roles and value >= _FRACTIONS_OF:
            alternatives += (1 / value,)  # "a fifth"
        words = Role.DIGITS not in roles
        bare = len(tokens) == 1 and head.role in (Role.SCALE, Role.MULTIPLIER)
        loose = head.role is Role.TIMES or (len(tokens) == 1 and head.weak)
        loose |= any(token.weak and token.role is Role.MULTIPLIER for token in tokens)
        return Composed(
            head.start,
            self.core_end,
            tokens[-1].end,
            value,
            scale,
            self.ordinal,
            words,
            words and (self.vague or bare or loose),
            self.vague or bare or loose,
            Role.DECADE in roles,
            alternatives,
        )

    def _left_out(self, tokens: Sequence[Token]) -> Fraction:
        """What a last digit word is more than itself: 一万六 leaves out the word for thousand, 一万零六 does not."""
        if not self.lexicon.positional or len(tokens) < 2:
            return Fraction(0)
        before, digit = tokens[-2:]
        large = before.role in {Role.SCALE, Role.MULTIPLIER} and before.value >= _HUNDRED
        if not large or digit.role is not Role.UNIT or digit.value >= _TEN:
            return Fraction(0)
        return digit.value * (before.value / _TEN - 1)


def _grew(before: Fraction | None, after: Fraction | None) -> bool:
    return before is not None and after is not None and after > before


def _after_currency(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start].strip()
    return bool(before) and before[-1] in "$€£¥₽₴₹₩₺"


def compose(tokens: Sequence[Token], at: int, text: str, lexicon: NumeralLexicon) -> tuple[Composed, int]:
    """The numeral that starts at `tokens[at]`, and the index of the first token after it."""
    return _Composer(tokens, at, text, lexicon).run()
