"""Events in the formats that other event datasets come in, part by part: memory does not grow with them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

from eventcoder import schema
from eventcoder.write import gdelt, icews, phoenix
from eventcoder.write.atomic import appearing
from eventcoder.write.fields import day, guarded


@dataclass(frozen=True, slots=True)
class Format:
    """How a table is laid out, and the events in its columns."""

    table: Callable[[pl.LazyFrame], pl.LazyFrame]
    separator: str
    header: bool
    quotes: Literal["necessary", "never"]


@dataclass(frozen=True, slots=True)
class Exported:
    """Rows written, repeated mentions left out, and rows whose day is empty because it is not known."""

    rows: int
    repeated: int
    without_day: int


def plain(events: pl.LazyFrame) -> pl.LazyFrame:
    """Every column of the events, free text guarded against being run as a formula; codes are as they are."""
    have = events.collect_schema()
    patterns = {c.name: c.constraints.get("pattern") for c in schema.columns("events")}
    return events.with_columns(
        _guarded_unless(name, patterns.get(name)).alias(name) for name, kind in have.items() if kind == pl.String
    )


def _guarded_unless(name: str, pattern: str | None) -> pl.Expr:
    text = pl.col(name)
    if pattern is None:
        return guarded(text)
    return pl.when(text.str.contains(pattern)).then(text).otherwise(guarded(text))


FORMATS = {
    "gdelt": Format(gdelt.table, "\t", False, "never"),
    "icews": Format(icews.table, "\t", True, "never"),
    "phoenix": Format(phoenix.table, ",", True, "necessary"),
    "csv": Format(plain, ",", True, "necessary"),
}


def export(events: Iterable[pl.DataFrame], path: Path, form: str, *, duplicates: bool = False) -> Exported:
    """Write the events, given in parts, to ``path`` in the format ``form``: whole or not at all, UTF-8, in their order.

    Repeated mentions of an event are left out unless ``duplicates``.
    """
    layout = FORMATS[form]
    rows = repeated = without_day = 0
    with appearing(path) as temporary, temporary.open("wb") as file:
        for number, part in enumerate(events):
            kept = part if duplicates else part.filter(pl.col("duplicate_of").is_null())
            layout.table(kept.lazy()).collect().write_csv(
                file,
                include_header=layout.header and number == 0,
                separator=layout.separator,
                quote_style=layout.quotes,
            )
            rows += kept.height
            repeated += part.height - kept.height
            without_day += int(kept.select(day().is_null().sum()).item())
    return Exported(rows, repeated, without_day)
