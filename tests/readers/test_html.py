"""Web pages: the article, its headline once, and pages made to break parsers."""

from __future__ import annotations

import pytest

from mtcheck.errors import InputError
from mtcheck.readers import html

FIRST = "Депутаты проголосовали против поправок «в целом» & разошлись по домам до следующей недели, сообщил спикер."
SECOND = "Комитет соберётся в среду. Никто не знает, чем это кончится, но министр по-прежнему уверен в успехе дела."
PAGE = f"""<!doctype html><html><head><meta charset="{{charset}}">
<title>Бюджет отклонён — Новости дня</title>
<script>var text = "скрипт";</script></head><body><nav><ul><li>Главная</li><li>Спорт</li></ul></nav>
<article>{{heading}}
<p>{FIRST.replace("«", "&laquo;").replace("»", "&raquo;")}</p><h2>Что дальше</h2><p>{SECOND}</p>
<ul><li>Первый пункт</li></ul><table><tr><td>Год</td><td>Рост 5 %</td></tr></table></article>
<footer>Все права защищены</footer></body></html>"""


def blocks(data: bytes) -> list[tuple[str, str]]:
    document = html.read(data, "a.html")
    return [(paragraph.kind, paragraph.span.of(document.text)) for paragraph in document.paragraphs]


@pytest.mark.parametrize("heading", ["<h1>Бюджет отклонён</h1>", ""])
@pytest.mark.parametrize("charset", ["windows-1251", "utf-8", "koi8-r"])
def test_the_article_is_found_with_its_headline(heading: str, charset: str) -> None:
    page = PAGE.format(charset=charset, heading=heading).replace("—", "-").encode(charset, errors="xmlcharrefreplace")
    assert blocks(page) == [
        ("headline", "Бюджет отклонён"),
        ("body", FIRST),
        ("heading", "Что дальше"),
        ("body", SECOND),
        ("item", "Первый пункт"),
        ("body", "Год"),
        ("body", "Рост 5 %"),
    ]


def test_a_declaration_that_is_wrong_is_not_followed() -> None:
    document = html.read(PAGE.format(charset="windows-1251", heading="").encode(), "a.html")
    assert document.encoding == "utf-8"
    assert FIRST in document.text


def test_a_page_without_an_article_gives_all_visible_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trafilatura.extract", lambda *_args, **_options: None)
    document = html.read(
        "<title></title><div><span>Да</span><script>нет</script><style>нет</style></div>".encode(), "a.html"
    )
    assert document.text == "Да"
    assert "No article was found" in document.warnings[-1]


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<div>" * 100_000 + "текст" + "</div>" * 100_000, "more than 240 elements"),
        ("<p>те\0кст", "NUL"),
        ("<html></html>", "no visible text"),
        ("<!--" * 10_000 + "текст", "page"),
    ],
)
def test_pages_that_cannot_be_read_are_refused(page: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        html.read(page.encode(), "a.html")


@pytest.mark.parametrize(
    "page",
    [
        "<p>" * 5_000 + "текст",
        f"<p title='{'x' * 1_000_000}'>текст</p>",
        "<<<>>><p <b>текст</q></b",
        "<" * 100_000 + " текст",
        "<script>" + "<div>" * 1_000 + "</script><p>текст</p>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]><p>&a; текст</p>",
        "<?xml version='1.0' encoding='koi8-r'?><html><p>текст</p></html>",
    ],
)
def test_broken_pages_are_read_all_the_same(page: str) -> None:
    assert "текст" in html.read(page.encode(), "a.html").text
