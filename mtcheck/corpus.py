"""Many aligned pairs: records in, records out, in order; a record that cannot be used becomes an error record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mtcheck.document import Document, Paragraph
from mtcheck.errors import MtcheckError
from mtcheck.language_detection import detect
from mtcheck.pipeline import Engine
from mtcheck.report import DocumentReport
from mtcheck.serialise import findings_data
from mtcheck.spans import Span

# Pairs that are encoded together: enough for fast matrix products, little memory.
BATCH = 256
# A pair is checked as one unit; a side longer than this is an article, or a broken file.
LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Record:
    """One aligned pair. `error` says why it cannot be used; the texts are empty then."""

    id: str
    source: str = ""
    target: str = ""
    source_lang: str | None = None
    target_lang: str | None = None
    error: str | None = None


def read_jsonl(lines: Iterable[bytes], name: str) -> Iterator[Record]:
    """Records of a JSON lines file with `source` and `translation`, and optionally `id`, `source_lang`, `target_lang`."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _record(line, f"{name}:{number}")


def _record(line: bytes, place: str) -> Record:
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Record(place, error=f"{place}: not UTF-8 (byte {error.start})")
    except (ValueError, RecursionError) as error:
        return Record(place, error=f"{place}: not a JSON object: {error}")
    if not isinstance(data, dict):
        return Record(place, error=f"{place}: not a JSON object but {type(data).__name__}")
    identity = str(data["id"]) if data.get("id") is not None else place
    texts: dict[str, str] = {}
    for key in ("source", "translation"):
        value = data.get(key)
        problem = _unusable(value)
        if problem:
            return Record(identity, error=f"{place}: {key!r} {problem}")
        texts[key] = str(value)
    langs = [data.get(key) if isinstance(data.get(key), str) else None for key in ("source_lang", "target_lang")]
    return Record(identity, texts["source"], texts["translation"], langs[0], langs[1])


def _unusable(value: Any) -> str | None:
    if value is None:
        return "is missing"
    if not isinstance(value, str):
        return f"is not a text but {type(value).__name__}"
    if not value.strip():
        return "is empty"
    if "\x00" in value:
        return "holds NUL bytes"
    if len(value) > LONGEST:
        return f"is longer than {LONGEST:,} characters; check it as an article"
    return None


def check_records(records: Iterable[Record], engine: Engine) -> Iterator[tuple[Record, DocumentReport | None]]:
    """Each record with its report, None for one that has an error; in input order, memory flat in their number."""
    batch: list[Record] = []
    for record in records:
        batch.append(record)
        if len(batch) >= BATCH:
            yield from _check_batch(batch, engine)
            batch = []
    yield from _check_batch(batch, engine)


def _check_batch(batch: list[Record], engine: Engine) -> Iterator[tuple[Record, DocumentReport | None]]:
    usable = [record for record in batch if record.error is None]
    reports = iter(engine.check_pairs([(_document(record, "source", engine), _document(record, "target", engine)) for record in usable]))
    for record in batch:
        yield record, None if record.error is not None else next(reports)


def _document(record: Record, side: str, engine: Engine) -> Document:
    text = record.source if side == "source" else record.target
    given = record.source_lang if side == "source" else record.target_lang
    config = engine.config.source_lang if side == "source" else engine.config.target_lang
    return Document(record.id, text, (Paragraph(Span(0, len(text))),), lang=given or config)


def with_languages(records: Iterator[Record], engine: Engine, sample: int = 200) -> tuple[Iterator[Record], Engine]:
    """The engine with languages filled in from the first records where neither they nor the configuration name them."""
    from dataclasses import replace
    from itertools import chain

    if engine.config.source_lang and engine.config.target_lang:
        return records, engine
    first = [record for record, _ in zip(records, range(sample), strict=False)]
    known = [record for record in first if record.error is None]
    langs = {}
    for key, texts in (("source_lang", [r.source for r in known]), ("target_lang", [r.target for r in known])):
        if getattr(engine.config, key) is None and not all(getattr(record, key) for record in known):
            langs[key] = detect("\n".join(texts)).lang
            if langs[key] is None:
                option = key.replace("_", "-")
                message = f"the language of the {option.split('-')[0]} texts cannot be told; say it with --{option}"
                raise MtcheckError(message)
    return chain(first, records), Engine(replace(engine.config, **langs))


def output_line(record: Record, report: DocumentReport | None) -> str:
    """One line of output: scores and findings, or the error."""
    if report is None:
        data: dict[str, Any] = {"id": record.id, "error": record.error}
    else:
        scores = {"quality": report.scores.quality, "similarity": report.scores.similarity}
        data = {"id": record.id, "scores": scores, "findings": findings_data(report)}
    return json.dumps(data, ensure_ascii=False)
