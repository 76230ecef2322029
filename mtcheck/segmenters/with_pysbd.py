"""pysbd (MIT), rules for 23 languages after the Pragmatic Segmenter."""

from __future__ import annotations


def starts(text: str, lang: str) -> set[int]:
    """Where pysbd lets sentences begin, as far as its sentences can be found again in the text.

    Its own search for character offsets is quadratic and drops sentences that it changed, hence this one.
    """
    import pysbd

    found: set[int] = set()
    position = 0
    for sentence in pysbd.Segmenter(language=lang).processor(text).process():
        start = text.find(sentence.strip(), position)
        if start >= 0 and sentence.strip():
            found.add(start)
            position = start + len(sentence.strip())
    return found
