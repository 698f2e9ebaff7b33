"""Some events to look at: spread over roots, countries and dates, the same ones for the same dataset."""

from hashlib import blake2b
from typing import Any

import polars as pl

SPREAD = ("source_country", "target_country", "place_country", "date_basis", "date_precision", "place_precision")
EACH = 3  # rows for each frequent value of those
VALUES = 15


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


def rows_to_show(events: pl.LazyFrame, size: int) -> list[dict[str, Any]]:
    """The report's rows: all of a small dataset, else a sample by root, and some rows of every frequent value."""
    have = set(events.collect_schema())
    if "event_id" not in have:
        return events.head(size).collect().to_dicts()
    chosen = set(sample_events(events, size, "event_root")["event_id"].to_list())
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
