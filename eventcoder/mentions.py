"""The mentions of one kind, a line an article: what the rooms find before anything is coded."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from eventcoder import settings
from eventcoder.build.coding import mention_docs
from eventcoder.build.fingerprint import model_hash, parser_hash
from eventcoder.build.progress import progress
from eventcoder.own import OwnTables
from eventcoder.parse.cache import ParseCache
from eventcoder.pipeline import DEFAULT_MODEL, load
from eventcoder.read import ReadOptions, read
from eventcoder.records import ActorMention, Article, DateMention, Dropped, PlaceMention
from eventcoder.write import appearing

KINDS = ("dates", "places", "actors")


def write_mentions(
    kind: str,
    inputs: Sequence[str | Path],
    out: Path,
    *,
    options: ReadOptions | None = None,
    cache: Path | None = None,
    model: str = DEFAULT_MODEL,
    own: OwnTables | Mapping[str, Iterable[str | Path]] | None = None,
) -> tuple[int, list[Dropped]]:
    """Write a line an article, ``{"id", "mentions": [{"start", "end", "text", ...}]}``, and count the lines.

    Offsets are Python ``str`` offsets into the text as it came in. Dates carry value_start and value_end (ISO days of
    a closed interval, null where none is named); places latitude, longitude (WGS 84), geonames_id, name and country;
    actors code and name.

    Raises:
        EventcoderError: an input that cannot be used.
    """
    nlp = load(model, own)
    kept = ParseCache(cache, f"{model_hash(nlp)} {parser_hash()}", settings.CACHE_BYTES) if cache else None
    rejected: list[Dropped] = []
    count = 0
    with appearing(out) as temporary, temporary.open("w", encoding="utf-8") as f, progress(kind, None) as advance:
        for batch in _batches(_usable(read(inputs, options), rejected), settings.SHARD_ARTICLES[1]):
            for article, docs in zip(batch, mention_docs(nlp, batch, kept), strict=True):
                mentions = [_shown(m, start) for start, doc in docs for m in _of(doc, kind)]
                f.write(json.dumps({"id": article.article_id, "mentions": mentions}, ensure_ascii=False) + "\n")
                count += 1
            advance(len(batch))
    if kept:
        kept.close()
    return count, rejected


def _usable(rows: Iterable[Article | Dropped], rejected: list[Dropped]) -> Iterator[Article]:
    for row in rows:
        if isinstance(row, Article):
            yield row
        else:
            rejected.append(row)


def _batches(articles: Iterator[Article], size: int) -> Iterator[list[Article]]:
    while batch := list(islice(articles, size)):
        yield batch


def _of(doc: Doc, kind: str) -> list[Any]:
    return sorted(getattr(doc._, kind), key=lambda m: (m.start, m.end))


def _shown(mention: DateMention | PlaceMention | ActorMention, by: int) -> dict[str, Any]:
    shown: dict[str, Any] = {"start": mention.start + by, "end": mention.end + by, "text": mention.text}
    if isinstance(mention, DateMention):
        names: tuple[str, ...] = ("value_start", "value_end", "precision")
    elif isinstance(mention, PlaceMention):
        names = ("latitude", "longitude", "geonames_id", "name", "country")
    else:
        names = ("code", "name")
    values = {n: getattr(mention, n) for n in names}
    return shown | {n: v.isoformat() if isinstance(v, date) else v for n, v in values.items()}
