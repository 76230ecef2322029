"""The straight line: Document -> languages -> segments -> links -> pairs -> findings -> scores -> report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mtcheck import __version__, arbitration, gazetteers, house_style, languages, names, plugins, segmenters
from mtcheck.alignment import AlignedPair, Link, extent
from mtcheck.article import Article, Pair, Text
from mtcheck.checks.base import Check
from mtcheck.config import Config
from mtcheck.document import Document, Segment
from mtcheck.encoders.memo import remembering
from mtcheck.encoders.pooled import PooledEncoder
from mtcheck.finding import Finding
from mtcheck.language_choice import settle
from mtcheck.ledger import LedgerRow, ledger
from mtcheck.prominence import Prominence, prominence
from mtcheck.protocols import Encoder
from mtcheck.report import DocumentReport, Report, Scores
from mtcheck.scorers import quality
from mtcheck.signals import signals
from mtcheck.spans import Span, SpanIndex
from mtcheck.text.words import words
from mtcheck.text_memory import TextMemory


@dataclass(frozen=True)
class Engine:
    """Everything a run needs, loaded once and used for any number of articles."""

    config: Config

    @cached_property
    def encoder(self) -> Encoder | None:
        """The encoder of the configuration."""
        return plugins.encoder(self.config.encoder)

    @cached_property
    def memory(self) -> TextMemory | None:
        """What is remembered of texts from one article to the next: nothing, since most are never seen again."""
        return None

    @cached_property
    def style(self) -> house_style.HouseStyle:
        """The style lists of the configuration."""
        return house_style.load(self.config.house_style)

    @cached_property
    def signature(self) -> str:
        """What the figures of a report depend on."""
        encoder = self.encoder.name if self.encoder else "none"
        references = gazetteers.digest(self.config.references)
        return f"mtcheck:{__version__}|encoder:{encoder}|quality:{quality.VERSION}|references:{references}"

    def check(self, source: Document | None, target: Document) -> DocumentReport:
        """Checks one article; raises `LanguageError` when the two texts cannot be source and translation."""
        source, target = settle(source, target, self.config)
        source = segmenters.segment(source) if source else None
        target = segmenters.segment(target)
        self._prepare_names(source, target)
        encoder = remembering(self.encoder) if self.encoder else None
        links = [Link((), (segment.id,), 0.0) for segment in target.segments]
        if source is not None:
            links = plugins.aligner()(source, target, encoder)
        similarities = _similarities(source, target, links, encoder if self._knows(source, target) else None)
        article = self._article(source, target, links, similarities, encoder)
        found = arbitration.findings(article, self._checks, self.config)
        return self._report(article, found, ledger(article, found))

    def _prepare_names(self, source: Document | None, target: Document) -> None:
        """Takes apart the names that the texts will need, while the encoder still loads in the background."""
        for document, foreign in ((source, False), (target, True)):
            if document is not None and document.lang:
                known = (document.lang, foreign)
                if known not in self._prepared:
                    self._prepared.add(known)
                    finder = names.finder(
                        gazetteers.gazetteer(self.config.references), languages.language(document.lang), foreign=foreign
                    )
                    finder.find(document.text, words(document.text))

    def report(self, documents: Iterable[DocumentReport]) -> Report:
        """Checked articles under the signature of this run."""
        return Report(self.signature, tuple(documents))

    def align(self, source: Document, target: Document) -> list[Link]:
        """Links between the segments of two segmented documents."""
        return plugins.aligner()(source, target, self.encoder)

    def check_pairs(self, pairs: Sequence[tuple[Document, Document]]) -> list[DocumentReport]:
        """Checks pairs that are aligned already, each as one unit, all encoded at once; languages must be settled."""
        units = [(_as_one(source), _as_one(target)) for source, target in pairs]
        encoder = PooledEncoder(self.encoder) if self.encoder else None
        if encoder is not None:
            encoder.want([document.text for unit in units for document in unit])
            encoder.fill()
        articles = []
        for source, target in units:
            similarity = None
            if encoder is not None and self._knows(source, target):
                left, right = encoder.encode([source.text, target.text])
                similarity = float(left @ right)
            articles.append(self._article(source, target, [Link((0,), (0,), 0.0)], [similarity], encoder))
        found = arbitration.findings_of_many(articles, self._checks, self.config, encoder)
        return [self._report(article, one, ()) for article, one in zip(articles, found, strict=True)]

    def _knows(self, source: Document | None, target: Document) -> bool:
        """Whether the encoder's similarities mean something for these languages."""
        if self.encoder is None:
            return False
        spoken = self.encoder.languages
        return spoken is None or (target.lang in spoken and (source is None or source.lang in spoken))

    def _report(
        self, article: Article, found: tuple[Finding, ...], names_found: tuple[LedgerRow, ...]
    ) -> DocumentReport:
        source, target = article.source, article.target
        estimates = _estimates(article.pairs, found, self.encoder)
        scored = tuple(map(_scored, article.pairs, estimates))
        scores = _document_scores(scored, estimates, prominence(target)) if source else Scores()
        warnings = (*(source.warnings if source else ()), *target.warnings, *self._language_warnings(source, target))
        return DocumentReport(source, target, self.config.date, scores, scored, found, names_found, warnings)

    @cached_property
    def _prepared(self) -> set[tuple[str, bool]]:
        """For which languages, and which side, names were taken apart."""
        return set()

    @cached_property
    def _checks(self) -> list[Check]:
        return arbitration.chosen(self.config)

    def _article(
        self,
        source: Document | None,
        target: Document,
        links: Sequence[Link],
        similarities: Sequence[float | None],
        encoder: Encoder | None,
    ) -> Article:
        source_language = languages.language(source.lang or "") if source else None
        target_language = languages.language(target.lang or "")
        pairs = []
        for index, (link, similarity) in enumerate(zip(links, similarities, strict=True)):
            left = extent(source, link.source) if source else None
            right = extent(target, link.target)
            aligned = AlignedPair(link, left, right, similarity)
            source_text = target_text = None
            if source and left and source_language:
                source_text = Text("source", source, left, source_language, self.memory)
            if right:
                target_text = Text("target", target, right, target_language, self.memory)
            pairs.append(Pair(index, aligned, source_text, target_text))
        return Article(
            source,
            target,
            source_language,
            target_language,
            pairs,
            gazetteers.gazetteer(self.config.references),
            encoder if self._knows(None, target) else None,
            self.config.date,
            self.style,
            memory=self.memory,
        )

    def _language_warnings(self, source: Document | None, target: Document) -> list[str]:
        warnings = []
        for document in (source, target):
            if document is None or not document.lang:
                continue
            name = languages.language(document.lang).name
            if document.lang not in languages.known():
                warnings.append(
                    f"mtcheck has no data for the language '{document.lang}'; checks that need them stay silent."
                )
            if (
                self.encoder is not None
                and self.encoder.languages is not None
                and document.lang not in self.encoder.languages
            ):
                warnings.append(
                    f"The encoder {self.encoder.name} does not know {name}, so quality and similarity are left out "
                    "and the alignment is less sure; another encoder can be chosen with --encoder."
                )
        return warnings


def _similarities(
    source: Document | None, target: Document, links: Sequence[Link], encoder: Encoder | None
) -> list[float | None]:
    """Cosines of the links that have both sides; all None without an encoder."""
    if source is None or encoder is None:
        return [None] * len(links)
    full = [link for link in links if link.source and link.target]
    left = encoder.encode([_joined(source, link.source) for link in full])
    right = encoder.encode([_joined(target, link.target) for link in full])
    values = iter((left * right).sum(axis=1).tolist())
    return [next(values) if link.source and link.target else None for link in links]


def _joined(document: Document, indexes: Sequence[int]) -> str:
    return " ".join(document.segment_text(index) for index in indexes)


def _as_one(document: Document) -> Document:
    """The document as one single segment."""
    start = len(document.text) - len(document.text.lstrip())
    span = Span(min(start, len(document.text.rstrip())), len(document.text.rstrip()))
    return replace(document, segments=(Segment(0, span, 0),))


def _estimates(
    pairs: Sequence[Pair], found: Sequence[Finding], encoder: Encoder | None
) -> list[quality.Estimate | None]:
    """The quality of each pair; a finding counts for the pairs that its first place touches."""
    index = {
        side: SpanIndex((one.locations[0].span, one) for one in found if one.locations[0].side == side)
        for side in ("source", "target")
    }
    estimates = []
    for pair in pairs:
        spans = {"source": pair.aligned.source, "target": pair.aligned.target}
        touching = dict.fromkeys(one for side, span in spans.items() if span for one in index[side].overlapping(span))
        estimates.append(quality.estimate(_signals(pair, encoder), list(touching)))
    return estimates


def _signals(pair: Pair, encoder: Encoder | None) -> quality.Signals | None:
    """What the words of a pair alone say of its quality."""
    source, target = pair.source, pair.target
    if source is None or target is None:
        return None
    codes = (source.language.code, target.language.code)
    return target.once(
        f"signals with {codes[0]}, {pair.similarity}: {source.text}",
        lambda: signals(encoder, source.text, target.text, pair.similarity, codes),
    )


def _scored(pair: Pair, estimate: quality.Estimate | None) -> AlignedPair:
    if estimate is None:
        return pair.aligned
    shown = quality.rounded(estimate)
    return replace(pair.aligned, quality=shown.quality, parts=shown.parts)


def _document_scores(
    pairs: Sequence[AlignedPair], estimates: Sequence[quality.Estimate | None], places: Prominence
) -> Scores:
    """Weighted by length and prominence; a passage without counterpart is worthless where the rest could be judged."""
    judged = any(estimates)
    parts: list[tuple[quality.Estimate | None, float]] = []
    for pair, estimate in zip(pairs, estimates, strict=True):
        one_sided = pair.source is None or pair.target is None
        span = pair.target or pair.source
        weight = len(span) * (places.weight(span) if pair.target else 1.0) if span else 0.0
        parts.append((quality.WORTHLESS if one_sided and judged else estimate, weight))
    similar = [(pair.similarity, len(pair.target)) for pair in pairs if pair.similarity is not None and pair.target]
    total = sum(weight for _, weight in similar)
    mean = sum(value * weight for value, weight in similar) / total if total else None
    whole = quality.combined(parts)
    shown = quality.rounded(whole) if whole else None
    note = quality.SHORT if shown and sum(len(pair.target) for pair in pairs if pair.target) < quality.FEWEST else None
    return Scores(
        shown.quality if shown else None,
        round(mean, 4) if mean is not None else None,
        shown.parts if shown else (),
        note,
    )
