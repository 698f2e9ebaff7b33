"""Some events to look at: spread over roots, countries and dates, the same ones for the same dataset."""

from collections.abc import Set
from hashlib import blake2b
from typing import Any

import polars as pl
from markupsafe import Markup

from eventcoder.quality.dataset import Dataset, scan
from eventcoder.quality.marks import marked

SPREAD = ("source_country", "target_country", "place_country", "date_basis", "date_precision", "place_precision")
EACH = 3  # rows for each frequent value of those
VALUES = 15
OF_EACH_REASON = 25  # dropped rows, and articles
AROUND = 110  # characters shown on either side of a dropped candidate


def sample_events(events: pl.LazyFrame, size: int, by: str | None = None, seed: int = 0) -> pl.DataFrame:
    """At most ``size`` events in the file's order; with ``by``, as evenly over that column's values as they allow.

    The choice depends on the event ids and ``seed`` alone, never on the order of the rows or the number of processors.
    """
    have = set(events.collect_schema())
    columns = ["event_id", *([by] if by and by in have else [])]
    slim = events.select(columns).collect()
    mixed = [blake2b(f"{seed}:{id}".encode(), digest_size=8).digest() for id in slim["event_id"]]
    slim = slim.with_columns(_mixed=pl.Series(mixed, dtype=pl.Binary)).sort("_mixed")
    if by and by in have:
        slim = slim.with_columns(_rank=pl.int_range(pl.len()).over(by)).sort("_rank", "_mixed")
    ids = slim["event_id"].head(size)
    return events.filter(pl.col("event_id").is_in(ids.implode())).collect()


def rows_to_show(events: pl.LazyFrame, size: int, wanted: Set[str] = frozenset()) -> list[dict[str, Any]]:
    """The report's rows: all of a small dataset, else a sample by root, and some rows of every frequent value.

    The events whose ids are ``wanted`` are among them.
    """
    have = set(events.collect_schema())
    if "event_id" not in have:
        return events.head(size).collect().to_dicts()
    chosen = set(sample_events(events, size, "event_root")["event_id"].to_list()) | wanted
    slim = events.select("event_id", *(c for c in SPREAD if c in have)).collect()
    if slim.height > size:
        for column in (c for c in SPREAD if c in have):
            frequent = slim[column].drop_nulls().value_counts(sort=True, name="n").head(VALUES)[column]
            few = (
                slim.filter(pl.col(column).is_in(frequent.implode()))
                .group_by(column)
                .agg(pl.col("event_id").bottom_k(EACH))
            )
            chosen.update(few["event_id"].explode().to_list())
    return events.filter(pl.col("event_id").is_in(list(chosen))).collect().to_dicts()


def dropped_to_show(data: Dataset) -> list[dict[str, Any]]:
    """Some rejected articles and candidate events of every reason, with the words around them (``marked``)."""
    if data.dropped is None:
        return []
    rows = _some_of_each(scan(data.dropped), ("reason",)).to_dicts()
    texts: dict[str, str] = {}
    if data.articles is not None:
        ids = sorted({row["article_id"] for row in rows if row["start"] is not None})
        told = scan(data.articles).filter(pl.col("article_id").is_in(ids), pl.col("status") != "rejected")
        texts = dict(told.select("article_id", "text").drop_nulls().collect().rows())
    return [row | {"marked": _around(texts.get(row["article_id"]), row)} for row in rows]


def _around(text: str | None, row: dict[str, Any]) -> str:
    """The dropped words marked in what stands around them; the words alone where there is no text."""
    if text is None or row["start"] is None:
        return row["text"] or ""
    first, last = max(0, row["start"] - AROUND), min(len(text), row["end"] + AROUND)
    words = marked(text[first:last], first, [("action", row["start"], row["end"])])
    return Markup("{}{}{}").format("… " if first else "", words, " …" if last < len(text) else "")


def articles_to_show(data: Dataset) -> list[dict[str, Any]]:
    """Some articles of every status and reason."""
    if data.articles is None:
        return []
    columns = ("article_id", "published", "title", "publisher", "events", "status", "reason")
    articles = scan(data.articles)
    have = articles.collect_schema()
    missing = [pl.lit(None, dtype=pl.String).alias(c) for c in columns if c not in have]
    return _some_of_each(articles.with_columns(missing).select(columns), ("status", "reason")).to_dicts()


def _some_of_each(frame: pl.LazyFrame, by: tuple[str, ...]) -> pl.DataFrame:
    """The first rows of every value, in the file's order."""
    return frame.filter(pl.int_range(pl.len()).over(by) < OF_EACH_REASON).collect()
