"""How much a decoded text reads like a language: the judge between two encodings that both decode a file."""

from __future__ import annotations

import unicodedata

# Letters beyond ASCII by language, the most frequent first. A text is plausible when one alphabet explains it.
_ALPHABETS = (
    "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "оаинівертслкдмупзьягбчхйжшюцїєщфґ",
    "аиоентрсвлкдпмзъубягчщцжхшюйфь",
    "ἀéèàêçôîùûâëïœæÿ",
    "äüößẞ",
    "áéíóúñüçàâãõêôºª",
    "àèéìòù",
    "äöåéæøæðþ",
    "ęąłżśćóńź",
    "áíéěýřčšžůúťďňôľĺŕäó",
    "áéöóőíüűú",
    "șățîâşţ",
    "čšžćđ",
    "ıişğüöçâ",
    "ėšžųūąįčęāīēņļģķõäöü",
    "αοιετσνηυρπκμλςωγδθφχβξζψόίάήέύώϊϋ",
    "ويالنمرتبهدسفكعقحجشطصخزضأذغةىئثؤءظإآپچژگک",
    "יולהאמרבתנשםדקפעחכצטזסגןץךף",
)  # fmt: skip

# Marks that news texts hold in any language.
TYPOGRAPHY = frozenset("«»„“”‚‘’—–…№§°©®€£•· \u00a0\u00ad\u202f\u200b±½×、。，！？；：（）「」『』《》ー・¿¡؟،")
_ONE_LETTER_WORDS = frozenset("àéèíóáåøöőвикосуаяіїйєъηο")


def plausibility(text: str) -> float:
    """How much `text` reads like a language, by its characters beyond ASCII: at most 1, below 0 for noise.

    Frequent letters of one alphabet count most, typographic marks little, letters of no alphabet and symbols against
    it, and so does a capital after a small letter, which is what KOI8-R looks like when read as windows-1251.
    """
    beyond = [char for char in text if char > "\x7f"]
    if not beyond:
        return 0.0
    common = [char for char in beyond if not _is_east_asian(char)]
    east = len(beyond) - len(common)
    best = max(_alphabet_score(common, weights) for weights in _WEIGHTS) if common else 0.0
    # Kana tell that the Han characters are Japanese ones; nobody mixes them with simplified Chinese.
    norms = _JAPANESE if any("\u3040" <= char <= "\u30ff" for char in beyond) else _CHINESE
    total = best + sum(_east_asian_weight(char, norms) for char in beyond if _is_east_asian(char))
    return (total - _breaks(text)) / len(beyond) - (0.5 if east and len(common) > east else 0.0)


def _weights_of(alphabet: str) -> dict[str, float]:
    return {char: 1.0 - 0.6 * rank / len(alphabet) for rank, char in reversed(list(enumerate(alphabet)))}


_WEIGHTS = tuple(_weights_of(alphabet) for alphabet in _ALPHABETS)


def _alphabet_score(chars: list[str], weights: dict[str, float]) -> float:
    total = 0.0
    for char in chars:
        weight = weights.get(char.lower())
        if weight is not None:
            # Capitals are rarer than small letters; matters for a text that another encoding reads as all capitals.
            total += weight if not char.isupper() else weight - 0.06
        elif char in TYPOGRAPHY:
            total += 0.2
        else:
            total -= 1.0
    return total


def _breaks(text: str) -> float:
    """Places where no language puts these two characters side by side."""
    total = 0.0
    for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if (
            char > "\x7f"
            and char.isalpha()
            and not (before.isalpha() or after.isalpha() or char.lower() in _ONE_LETTER_WORDS)
        ):
            total += 0.5  # a letter that stands alone is mostly a quotation mark of another encoding
        if char <= "\x7f" and after <= "\x7f":
            continue
        if (char.islower() and after.isupper()) or (
            char.isalpha() and after.isalpha() and _script(char) != _script(after)
        ):
            total += 1.0
        elif char.isalpha() and after > "\x7f" and not after.isalpha() and after not in TYPOGRAPHY:
            total += 0.5
    return total


def _script(char: str) -> str:
    code = ord(char)
    if code < 0x250:
        return "latin"
    if _is_east_asian(char):
        return "hangul" if char >= "\uac00" else "han and kana"
    return unicodedata.name(char, "?").split(" ", 1)[0]


def _is_east_asian(char: str) -> bool:
    return "\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" or "\uff61" <= char <= "\uff9f"


# Character sets with the lead bytes of their common Han characters.
_CHINESE = (("gb2312", range(0xB0, 0xD8)), ("big5", range(0xA4, 0xC7)))
_JAPANESE = (("euc_jp", range(0xB0, 0xD0)),)


def _east_asian_weight(char: str, norms: tuple[tuple[str, range], ...]) -> float:
    """Kana and Hangul count fully, Han characters by whether a national set lists them among the common ones."""
    if "\u3040" <= char <= "\u30ff" or "\uac00" <= char <= "\ud7a3":
        return 0.9
    if "\uff61" <= char <= "\uff9f":
        return -1.0  # half-width katakana: what single-byte texts look like as Shift JIS
    return 0.85 if any(_lead_byte(char, codec) in leads for codec, leads in norms) else -0.5


def _lead_byte(char: str, codec: str) -> int:
    try:
        return char.encode(codec)[0]
    except UnicodeEncodeError:
        return 0
