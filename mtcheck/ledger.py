"""The name ledger: one row per name, all its forms on both sides of the article, and whether they are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mtcheck.article import Article, Pair, Text
from mtcheck.finding import Finding
from mtcheck.gazetteers import Entity
from mtcheck.name_letters import counterpart
from mtcheck.names import Form, Mention
from mtcheck.source_names import SourceName, source_names
from mtcheck.spans import Span
from mtcheck.text.words import words

# Kind of a name that no table has.
UNKNOWN = "name"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One name: its forms with counts, what is expected in the translation, and whether that stands there.

    `id` and `kind` are the entity's; a name in no table has the kind "name" and its own words as id, and nothing is
    expected of it. `places` says where its forms stand in the translation, but for adjectives and inhabitants.
    """

    id: str
    kind: str
    source_forms: Mapping[str, int]
    target_forms: Mapping[str, int]
    expected: tuple[str, ...]
    ok: bool
    places: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Row:
    id: str
    kind: str
    expected: tuple[str, ...]
    source: Counter[str] = field(default_factory=Counter)
    target: dict[str, set[Span]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    wrong: bool = False

    def stands(self, form: str, place: Span, *, named: bool = True) -> None:
        self.target.setdefault(form, set()).add(place)
        if named:
            self.named.add(form)


def ledger(article: Article, findings: Sequence[Finding] = ()) -> tuple[LedgerRow, ...]:
    """Rows for the names that a side has beyond doubt, in the order of their first mention.

    What `findings` of the name checks say of a name counts as a form of it, and makes the row wrong.
    """
    rows: dict[str, _Row] = {}
    for pair in article.pairs:
        for text in (pair.source, pair.target):
            if text is not None:
                _known(article, pair, text, rows)
        if pair.source is not None and pair.target is not None:
            _unknown(article, pair, rows)
    _found_wrong(article, findings, rows)
    return tuple(
        LedgerRow(
            row.id,
            row.kind,
            dict(row.source),
            {form: len(places) for form, places in row.target.items()},
            row.expected,
            bool(row.target) and not row.wrong,
            {form: tuple(sorted(places)) for form, places in row.target.items() if form in row.named},
        )
        for row in rows.values()
        if row.source or article.source is None
    )


def may_vary(article: Article) -> bool:
    """Whether some row of the ledger may have two forms in the translation: much cheaper to say than the ledger."""
    forms: dict[str, str] = {}
    unknown: set[str] = set()
    for pair in article.pairs:
        if pair.target is not None:
            for mention, entity in _sure(article, pair, pair.target):
                if mention.form is not Form.DEMONYM:
                    form = pair.target.text[mention.start : mention.end]
                    if forms.setdefault(entity.id, form) != form:
                        return True
        if pair.source is not None and pair.target is not None:
            # A name in no table has one counterpart wherever it stands.
            for name in source_names(article, pair.source):
                if not name.entities:
                    key = _key(pair.source, name)
                    if key in unknown:
                        return True
                    unknown.add(key)
    return False


def _known(article: Article, pair: Pair, text: Text, rows: dict[str, _Row]) -> None:
    for mention, entity in _sure(article, pair, text):
        row = rows.setdefault(entity.id, _Row(entity.id, entity.kind, _expected(article, entity)))
        form = text.text[mention.start : mention.end]
        if text.side == "source":
            row.source[form] += 1
        else:
            row.stands(form, text.place(mention.start, mention.end).span, named=mention.form is not Form.DEMONYM)
            row.wrong = row.wrong or mention.form is Form.WRONG


def _sure(article: Article, pair: Pair, text: Text) -> Iterator[tuple[Mention, Entity]]:
    """Mentions of one entity beyond doubt: where several share a name, the one that the pair's source names."""
    named: set[str] | None = None
    for mention in article.mentions(text):
        if mention.single and mention.form is Form.NAME:
            continue
        meant = mention.entities
        if len(meant) > 1 and text.side == "target" and pair.source is not None:
            if named is None:
                named = {entity.id for _, entity in _sure(article, pair, pair.source)}
            meant = tuple(entity for entity in meant if entity.id in named)
        if len(meant) == 1:
            yield mention, meant[0]


def _expected(article: Article, entity: Entity) -> tuple[str, ...]:
    lang = article.target_language.code
    return entity.names.get(lang, ()) or entity.accepted(lang)[:3]


def _unknown(article: Article, pair: Pair, rows: dict[str, _Row]) -> None:
    """Names in no table, with the words of the translation that sound like them."""
    assert pair.source is not None
    assert pair.target is not None
    for name in source_names(article, pair.source):
        if name.entities:
            continue
        written = pair.source.text[name.start : name.end]
        key = _key(pair.source, name)
        row = rows.setdefault(key, _Row(key, UNKNOWN, ()))
        row.source[written] += 1
        for start, end in counterpart(article, pair, name):
            row.stands(pair.target.text[start:end], pair.target.place(start, end).span)


def _key(text: Text, name: SourceName) -> str:
    """The same for all cases of a name."""
    return " ".join(text.language.stem(word.text) for word in words(text.text[name.start : name.end]))


def _found_wrong(article: Article, findings: Sequence[Finding], rows: Mapping[str, _Row]) -> None:
    named = list(_named(article))
    for finding in findings:
        sources, targets = finding.on("source"), finding.on("target")
        if not sources or finding.code[:3] not in {"TRM", "ACC"}:
            continue
        for span, identity in named:
            if span == sources[0] and identity in rows:
                rows[identity].wrong = True
                for place in targets:
                    rows[identity].stands(place.of(article.target.text), place)


def _named(article: Article) -> Iterator[tuple[Span, str]]:
    """Where the source has which name."""
    for pair in article.pairs:
        if pair.source is None:
            continue
        for mention, entity in _sure(article, pair, pair.source):
            yield pair.source.place(mention.start, mention.end).span, entity.id
        for name in source_names(article, pair.source):
            if not name.entities:
                yield pair.source.place(name.start, name.end).span, _key(pair.source, name)
