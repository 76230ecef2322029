"""The transliteration score: names of the news, garbled ones and other people's, and what holds for any text."""

from __future__ import annotations

import math
import time
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.errors import ReferenceDataError
from mtcheck.resources import references_folder
from mtcheck.text.romanisation_alignment import BAND, HOPELESS, LARGEST, WIDEST, Aligner
from mtcheck.text.transliteration import LONGEST, UNLIKE, cyrillic_letters, latin_letters, load

FOLDER = references_folder() / "transliteration"
TABLE = FOLDER / "ru-Latn.tsv"
MODEL = load(TABLE)
UKRAINIAN = load(FOLDER / "uk-Latn.tsv")
LIKELY = 0.5

RIGHT = [
    ("Мерц", "Merz"),
    ("Шольц", "Scholz"),
    ("Макрон", "Macron"),
    ("Барнье", "Barnier"),
    ("Байру", "Bayrou"),
    ("Меланшон", "Mélenchon"),
    ("Трамп", "Trump"),
    ("Рубио", "Rubio"),
    ("Уиткофф", "Witkoff"),
    ("Эрдоган", "Erdoğan"),
    ("Фицо", "Fico"),
    ("Вучич", "Vučić"),
    ("Туск", "Tusk"),
    ("Качиньский", "Kaczyński"),
    ("Санчес", "Sánchez"),
    ("Мелони", "Meloni"),
    ("Лавров", "Lavrov"),
    ("Медведев", "Medvedev"),
    ("Шойгу", "Shoigu"),
    ("Зеленский", "Zelensky"),
    ("Порошенко", "Poroshenko"),
    ("Алиев", "Əliyev"),
    ("Абэ", "Abe"),
    ("Исиба", "Ishiba"),
]
# Irregular spellings that stay below LIKELY; they still come first among other names.
IRREGULAR = [
    ("Байден", "Biden"),
    ("О’Нил", "O'Neill"),
    ("Аль-Асад", "al-Assad"),
]
INFLECTED = [
    ("Трампом", "Trump"),
    ("Макроном", "Macron"),
    ("Обамы", "Obama"),
    ("Обаму", "Obama"),
    ("Зеленского", "Zelensky"),
    ("Лаврову", "Lavrov"),
    ("Шольца", "Scholz"),
    ("Путиным", "Putin"),
]
OTHERS = [
    ("Мерц", "Scholz"),
    ("Макрон", "Marchand"),
    ("Мерц", "Merkel"),
    ("Трамп", "Truman"),
    ("Байден", "Bardeen"),
    ("Лавров", "Larionov"),
    ("Эрдоган", "Morgan"),
    ("Санчес", "Santos"),
    ("Абэ", "Ueda"),
    ("Шойгу", "Choe"),
]
GARBLED = [
    ("Зеленский", "Selenium"),
    ("Уиткофф", "Whitehouse"),
    ("Меланшон", "Melanoma"),
    ("Качиньский", "Kitchens"),
    ("Фицо", "Fitness"),
]
# Words that could be the name by their letters alone; the name itself is likelier all the same.
LOOKALIKES = [
    ("Вучич", "Vučić", "Voucher"),
    ("Байру", "Bayrou", "Buyer"),
]
CANDIDATES = ["Trump", "Merz", "Macron", "Scholz", "Meloni", "Lavrov", "Tusk", "Vance", "Rubio", "Starmer"]

cyrillic_names = st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяё", min_size=1, max_size=15)
latin_names = st.text("abcdefghijklmnopqrstuvwxyzéüčşøłß", min_size=1, max_size=15)


@pytest.mark.parametrize(("cyrillic", "latin"), RIGHT)
def test_right_names_score_high(cyrillic: str, latin: str) -> None:
    assert MODEL.score(cyrillic, latin) > LIKELY


@pytest.mark.parametrize(("cyrillic", "latin"), INFLECTED)
def test_inflected_names_score_high(cyrillic: str, latin: str) -> None:
    assert MODEL.score(cyrillic, latin) > LIKELY


@pytest.mark.parametrize(("cyrillic", "latin"), [*OTHERS, *GARBLED])
def test_other_names_and_words_score_low(cyrillic: str, latin: str) -> None:
    assert MODEL.score(cyrillic, latin) < LIKELY


@pytest.mark.parametrize(("cyrillic", "latin", "other"), LOOKALIKES)
def test_names_come_before_lookalikes(cyrillic: str, latin: str, other: str) -> None:
    assert MODEL.score(cyrillic, latin) > 0.95 > MODEL.score(cyrillic, other)


def test_a_spelling_taken_from_cyrillic_scores_high_too() -> None:
    assert MODEL.score("Уиткофф", "Uitkoff") > LIKELY


@pytest.mark.parametrize(
    ("cyrillic", "expected"),
    [("Шольцем", "Scholz"), ("Вэнс", "Vance"), ("Стармер", "Starmer"), ("Макрон", "Macron"), ("Рубио", "Rubio")],
)
def test_best(cyrillic: str, expected: str) -> None:
    place, score = MODEL.best(cyrillic, CANDIDATES)
    assert CANDIDATES[place] == expected
    assert score == MODEL.score(cyrillic, expected)


@pytest.mark.parametrize(("cyrillic", "latin"), IRREGULAR)
def test_irregular_names_come_first(cyrillic: str, latin: str) -> None:
    assert MODEL.best(cyrillic, [*CANDIDATES, latin])[0] == len(CANDIDATES)


def test_best_of_none() -> None:
    assert MODEL.best("Мерц", []) == (-1, 0.0)


def test_best_of_equals_is_the_first() -> None:
    assert MODEL.best("Мерц", ["Tusk", "Merz", "MERZ"])[0] == 1


@pytest.mark.parametrize(
    ("cyrillic", "latin"), [("", "Merz"), ("Мерц", ""), ("Merz", "Мерц"), ("123", "---"), ("", "")]
)
def test_without_letters_the_score_is_zero(cyrillic: str, latin: str) -> None:
    assert MODEL.score(cyrillic, latin) == 0.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Зеленский", "зеленский"),
        ("О’Нил", "онил"),
        ("Пётр", "петр"),
        ("Сент-Этьен", "сентэтьен"),
        ("Зеленський", "зеленський"),
    ],
)
def test_cyrillic_letters(text: str, expected: str) -> None:
    assert cyrillic_letters(text) == cyrillic_letters(unicodedata.normalize("NFD", text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vučić", "vucic"),
        ("O'Neill", "oneill"),
        ("al‑Assad", "alassad"),
        ("Straße", "strasse"),
        ("İmamoğlu", "imamoglu"),
    ],
)
def test_latin_letters(text: str, expected: str) -> None:
    assert latin_letters(text) == latin_letters(unicodedata.normalize("NFD", text)) == expected


def test_readings_replace_endings() -> None:
    assert {"зеленский", "зеленскый"} <= set(MODEL.readings("зеленского"))
    assert "обама" in set(MODEL.readings("обамы"))
    assert not list(MODEL.readings("ли"))


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_has_a_score(cyrillic: str, latin: str) -> None:
    assert 0.0 <= MODEL.score(cyrillic, latin) <= 1.0


@given(cyrillic_names, latin_names)
def test_names_have_a_score(cyrillic: str, latin: str) -> None:
    assert 0.0 <= MODEL.score(cyrillic, latin) <= 1.0


@pytest.mark.parametrize("size", [1, 30, LONGEST, 500])
def test_long_names_have_a_score(size: int) -> None:
    for cyrillic, latin in (
        ("щ" * size, "a"),
        ("а", "q" * size),
        ("шч" * size, "schtsch" * size),
        ("а" * size, "a" * size),
    ):
        assert 0.0 <= MODEL.score(cyrillic, latin) <= 1.0


@given(cyrillic_names, latin_names)
def test_case_and_marks_do_not_count(cyrillic: str, latin: str) -> None:
    score = MODEL.score(cyrillic, latin)
    plain = "".join(char for char in unicodedata.normalize("NFD", latin) if not unicodedata.combining(char))
    variants = [
        (cyrillic.upper(), latin.title()),
        (cyrillic.replace("ё", "е"), plain),
        (cyrillic, f"{latin[:1]}'{latin[1:]}"),
    ]
    assert all(MODEL.score(*variant) == score for variant in variants)


def slow_weight(word: str, latin: str, usual: str) -> float:
    """The largest sum over alignments, by its definition: all ways to end a pair of prefixes with a pair of chunks."""

    @cache
    def best(i: int, j: int) -> float:
        if i < 0 or j < 0 or abs(i - j * len(latin) / len(usual)) > BAND:
            return -math.inf
        found = 0.0 if i == j == 0 else -math.inf
        for a in range(min(i, LARGEST) + 1):
            for c in range(min(j, WIDEST) + 1):
                step = MODEL.chunks.get(word[j - c : j], {}).get(latin[i - a : i])
                if step and (before := best(i - a, j - c)) > HOPELESS:
                    found = max(found, before + step[0])
        return found

    return best(len(latin), len(word))


@given(cyrillic_names, latin_names)
def test_alignment_has_the_largest_sum(cyrillic: str, latin: str) -> None:
    word, letters = cyrillic_letters(cyrillic), latin_letters(latin)
    expected = slow_weight(word, letters, word)
    found = Aligner(word, [], MODEL.chunks).align(letters)
    if expected >= HOPELESS:
        assert found is not None
        assert math.isclose(found.weight, expected, abs_tol=1e-6)
    else:
        assert found is None


@given(st.sampled_from(RIGHT))
def test_alignment_spells_both_names(pair: tuple[str, str]) -> None:
    word, letters = cyrillic_letters(pair[0]), latin_letters(pair[1])
    chunks = {number: (latin, cyrillic) for cyrillic, row in MODEL.chunks.items() for latin, (_, number) in row.items()}
    found = Aligner(word, [], MODEL.chunks).align(letters)
    assert found is not None
    assert "".join(chunks[number][0] for number in found.numbers) == letters
    assert "".join(chunks[number][1] for number in found.numbers) == word


@given(cyrillic_names, latin_names)
def test_variants_are_aligned_as_words_are(cyrillic: str, latin: str) -> None:
    word, letters = cyrillic_letters(cyrillic), latin_letters(latin)
    variants = list(MODEL.readings(word))
    aligner = Aligner(word, variants, MODEL.chunks)
    aligner.align(letters)
    found = aligner.align_variant(letters)
    expected = max((slow_weight(variant, letters, word) for variant in variants), default=-math.inf)
    if expected >= HOPELESS:
        assert found is not None
        assert math.isclose(found.weight, expected, abs_tol=1e-6)
    else:
        assert found is None


@given(st.lists(st.sampled_from([latin for _, latin in [*RIGHT, *OTHERS, *GARBLED]]), max_size=8))
def test_scores_together_are_scores_alone(candidates: list[str]) -> None:
    for cyrillic in ("Мерц", "Зеленского", "Уиткофф"):
        alone = [MODEL.score(cyrillic, candidate) for candidate in candidates]
        assert MODEL.scores(cyrillic, candidates) == pytest.approx(alone, abs=1e-5)


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Зеленський", "Zelensky"),
        ("Зеленського", "Zelenskyy"),
        ("Залужний", "Zaluzhnyi"),
        ("Єрмак", "Yermak"),
        ("Свириденко", "Svyrydenko"),
        ("Порошенком", "Poroshenko"),
        ("Харків", "Kharkiv"),
        ("Її", "Yii"),
        ("Макрон", "Macron"),
        ("Шольц", "Scholz"),
        ("Ґете", "Goethe"),
        ("Гаррісом", "Harris"),
        ("Віткофф", "Witkoff"),
        ("В’ятрович", "Viatrovych"),
    ],
)
def test_ukrainian_names(cyrillic: str, latin: str) -> None:
    assert UKRAINIAN.best(cyrillic, [*CANDIDATES, latin]) == (
        (len(CANDIDATES), UKRAINIAN.score(cyrillic, latin))
        if latin not in CANDIDATES
        else (CANDIDATES.index(latin), UKRAINIAN.score(cyrillic, latin))
    )


@pytest.mark.parametrize("text", ["Зеленський", "ґрунт", "Єва", "В’ячеслав"])
def test_ukrainian_letters_are_kept(text: str) -> None:
    assert UKRAINIAN.letters(text) == text.lower().replace("’", "")


def test_quick_enough() -> None:
    """A generous bound on what takes about a tenth of a millisecond."""
    started = time.process_time()
    for cyrillic, latin in [*RIGHT, *OTHERS, *GARBLED] * 5:
        MODEL.score(cyrillic, latin)
    assert (time.process_time() - started) / (5 * (len(RIGHT) + len(OTHERS) + len(GARBLED))) < 1e-3


def test_table_is_small_and_says_where_it_is_from() -> None:
    assert TABLE.stat().st_size < 250_000
    assert "# provenance:" in TABLE.read_text(encoding="utf-8")[:400]


@pytest.mark.parametrize("row", ["a\tа\tmuch\t1", "a\tа\t1", "a\tа\t1\tb", "(layer)\tten\t\t"])
def test_malformed_tables_are_refused(tmp_path: Path, row: str) -> None:
    table = tmp_path / "bad.tsv"
    table.write_text(f"# note\n{row}\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"bad\.tsv:2"):
        load(table)


def test_tables_without_a_network_are_refused(tmp_path: Path) -> None:
    table = tmp_path / "bad.tsv"
    table.write_text("a\tа\t1\t1 2\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"not a whole"):
        load(table)


def test_names_with_little_in_common_score_nothing() -> None:
    assert 0 < UNLIKE < 2
    assert MODEL.score("Мерц", "Obama") == 0.0
