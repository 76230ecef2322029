"""Languages of texts, whole and short."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck import language_detection
from mtcheck.language_detection import SUPPORTED, detect

TEXTS = {
    "ru": "Министр прибыл в Казань в понедельник утром и сразу уехал на завод.",
    "uk": "Уряд затвердив новий бюджет на наступний рік, повідомив речник.",
    "bg": "Правителството прие новия бюджет за следващата година, съобщи министърът.",
    "en": "The minister arrived on Monday morning and went straight to the plant.",
    "de": "Der Minister kam am Montagmorgen an und fuhr gleich weiter zum Werk.",
    "fr": "Le ministre est arrivé lundi matin et s'est aussitôt rendu à l'usine.",
    "es": "El ministro llegó el lunes por la mañana y se fue directamente a la fábrica.",
    "it": "Il ministro è arrivato lunedì mattina ed è andato subito nello stabilimento.",
    "pl": "Minister przyjechał w poniedziałek rano i od razu pojechał do fabryki.",
    "cs": "Ministr přijel v pondělí ráno a hned odjel do továrny, řekl mluvčí.",
    "tr": "Bakan pazartesi sabahı geldi ve hemen fabrikaya gitti, dedi sözcü.",
    "fi": "Ministeri saapui maanantaiaamuna ja lähti heti tehtaalle, kertoi tiedottaja.",
    "zh": "部长星期一上午抵达，随即前往工厂视察。",
    "ja": "大臣は月曜日の朝に到着し、すぐに工場へ向かった。",
    "ko": "장관은 월요일 아침에 도착해 곧바로 공장으로 향했다.",
    "ar": "وصل الوزير صباح الاثنين وتوجه مباشرة إلى المصنع.",
    "fa": "وزیر صبح دوشنبه وارد شد و مستقیماً به کارخانه رفت.",
    "el": "Ο υπουργός έφτασε τη Δευτέρα το πρωί και πήγε στο εργοστάσιο.",
    "he": "השר הגיע ביום שני בבוקר ונסע ישר למפעל החדש.",
    "th": "รัฐมนตรีเดินทางมาถึงเช้าวันจันทร์และไปโรงงานทันที",
    "hi": "मंत्री सोमवार सुबह पहुँचे और सीधे कारखाने गए।",
}


@pytest.mark.parametrize("lang", TEXTS)
def test_a_sentence_is_enough(lang: str) -> None:
    detection = detect(TEXTS[lang])
    assert detection.lang == lang
    assert detection.probability > 0.5


@pytest.mark.parametrize("text", ["", "Привет", "12345 " * 30, "!!! — ...", "ქართული ენა არის ლამაზი და ძველი ენა"])
def test_too_few_letters_or_an_unknown_script_give_none(text: str) -> None:
    assert detect(text).lang is None


@pytest.mark.parametrize(
    ("text", "candidates", "lang"),
    [
        (TEXTS["bg"], {"uk", "bg"}, "bg"),
        (TEXTS["ru"], {"ru", "en"}, "ru"),
        (TEXTS["ru"], {"en", "de"}, None),
        (TEXTS["de"], {"en", "nl", "de"}, "de"),
        (TEXTS["zh"], {"ja", "en"}, "ja"),
        (TEXTS["en"], {"xx"}, None),
        (TEXTS["en"], set(), None),
    ],
)
def test_only_candidates_are_found(text: str, candidates: set[str], lang: str | None) -> None:
    assert detect(text, candidates).lang == lang


def test_navigation_in_another_language_does_not_decide() -> None:
    assert detect("Home News Sport Weather About\n" + TEXTS["ru"] * 10).lang == "ru"


def test_page_of_russian_that_cites_ukrainian_names_is_russian() -> None:
    assert detect(TEXTS["ru"] * 10 + " Київ").lang == "ru"


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=500))
def test_answers_are_repeatable_and_supported(text: str) -> None:
    detection = detect(text)
    assert detection == detect(text)
    assert detection.lang is None or detection.lang in SUPPORTED
    assert 0 <= detection.probability <= 1.000001


PAGE = (
    "The council said on Monday that the bridge over the river was to be closed for a month. It was built in the "
    "sixties, and the repair is the first since then. He said that the work is to begin with the northern part, and "
    "that traffic for the harbour was led through the tunnel. The shops on the bank of the river fear for their trade, "
    "as it was on a day in spring that the last closure for repairs ended. It is not known by whom the work was paid. "
    "The mayor said in the evening that he was sure of the date, and that it was no longer to be put off."
)


def test_a_page_full_of_the_common_words_of_one_language_needs_no_profiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_detection, "_by_profiles", None)
    assert detect(PAGE).lang == "en"


def test_a_page_of_two_languages_does() -> None:
    german = "Der Rat sagte am Montag, dass die Brücke für einen Monat nicht zu befahren ist und der Umbau mit dem Norden beginnt. "
    asked = []

    def profiles(_text: str, languages: tuple[str, ...]) -> language_detection.Detection:
        asked.append(languages)
        return language_detection.UNKNOWN

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language_detection, "_by_profiles", profiles)
        detect(PAGE[:400] + german * 4)
    assert {"de", "en"} <= set(asked[0])
