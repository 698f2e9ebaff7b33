"""A panel ready for a regression: a row for each period and country or dyad, those without an event too.

Beside it stands its denominator, the articles read by publisher and period: without it more events may be more news.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import polars as pl

from eventcoder import ontology
from eventcoder.errors import EventcoderError
from eventcoder.write.atomic import write_json
from eventcoder.write.periods import PERIODS, By
from eventcoder.write.states import with_codes
from eventcoder.write.twins import TwinWriter

CHUNK = 500_000  # rows filled with zeros at once
QUADS = {quad: name.lower().replace(" ", "_") for quad, name in ontology.QUAD_NAMES.items()}


@dataclass(frozen=True, slots=True)
class Panel:
    """What a panel holds, and the events that are in none of its rows, each counted once, by the first that holds.

    ``repeated``: further mentions of an event. ``undated``: no date is known. ``too_coarse``: known, but not to the
    period (a year, in a panel by month). ``outside``: before the first or after the last period in which an article
    appeared. ``no_country``: source, target or place has no country.
    """

    by: tuple[str, ...]
    first: date
    last: date
    periods: int
    units: int
    rows: int
    articles: int
    counted: int
    repeated: int
    undated: int
    too_coarse: int
    outside: int
    no_country: int


def write_panel(events: pl.LazyFrame, articles: pl.LazyFrame, by: By, stem: Path, *, duplicates: bool = False) -> Panel:
    """Write ``stem``.parquet and .csv, ``stem``-articles.parquet and .csv, and what was counted to ``stem``.json.

    Raises EventcoderError where no article was read, so that there is no range of periods.
    """
    read = _articles(articles, by)
    if read.is_empty():
        raise EventcoderError("no-articles", "no dated article was read, so there are no periods to count in")
    days: list[date] = read["period"].sort().to_list()
    first, last = days[0], days[-1]
    starts = pl.date_range(first, last, PERIODS[by.period], eager=True).alias("period").to_frame()
    found = _sorted_out(events, by, first, last, duplicates)
    counts = _counts(found.filter(pl.col("fate") == "counted"), by)
    units = counts.select(by.countries).unique().sort(by.countries) if by.countries else None
    totals = read.group_by("period").agg(pl.col("articles").sum())
    with TwinWriter(stem) as out:
        for part in _filled(counts, starts, units, totals, by):
            out.write(part)
    with TwinWriter(stem.with_name(f"{stem.name}-articles")) as beside:
        beside.write(_denominator(read, starts))
    fates = dict(found.group_by("fate").len().collect(engine="streaming").iter_rows())
    panel = Panel(
        by=tuple(word for word in (by.period, by.unit, by.kind) if word),
        first=first,
        last=last,
        periods=starts.height,
        units=1 if units is None else units.height,
        rows=out.count,
        articles=int(read["articles"].sum()),
        **{fate: fates.get(fate, 0) for fate in FATES},
    )
    write_json(stem.with_name(f"{stem.name}.json"), asdict(panel) | {"first": str(first), "last": str(last)})
    return panel


FATES = ("counted", "repeated", "undated", "too_coarse", "outside", "no_country")


def _articles(articles: pl.LazyFrame, by: By) -> pl.DataFrame:
    """Articles that were read, and those of them with an event, by publisher and period."""
    if "publisher" not in articles.collect_schema():
        articles = articles.with_columns(publisher=pl.lit(None, pl.String))
    return (
        articles.filter((pl.col("status") != "rejected") & pl.col("published").is_not_null())
        .group_by("publisher", period=by.start("published"))
        .agg(
            articles=pl.len().cast(pl.Int32),
            articles_with_events=(pl.col("events") > 0).sum().cast(pl.Int32),
        )
        .collect(engine="streaming")
    )


def _denominator(read: pl.DataFrame, starts: pl.DataFrame) -> pl.DataFrame:
    publishers = read.select("publisher").unique().sort("publisher", nulls_last=True)
    return (
        starts.join(publishers, how="cross")
        .join(read, on=["period", "publisher"], how="left", nulls_equal=True, maintain_order="left")
        .with_columns(pl.col("articles", "articles_with_events").fill_null(0))
    )


def _sorted_out(events: pl.LazyFrame, by: By, first: date, last: date, duplicates: bool) -> pl.LazyFrame:
    """The events with their ``period`` and their ``fate``: counted, or why not."""
    period = by.start("event_date")
    spread = (period != by.start("event_date_end")) & (pl.col("date_precision") != "range")
    nowhere = pl.any_horizontal(pl.col(c).is_null() for c in by.countries) if by.countries else pl.lit(False)
    fate = (
        pl.when(pl.col("duplicate_of").is_not_null() & (not duplicates))
        .then(pl.lit("repeated"))
        .when(pl.col("event_date").is_null())
        .then(pl.lit("undated"))
        .when(spread)
        .then(pl.lit("too_coarse"))
        .when(~period.is_between(first, last))
        .then(pl.lit("outside"))
        .when(nowhere)
        .then(pl.lit("no_country"))
        .otherwise(pl.lit("counted"))
    )
    return events.with_columns(period=period, fate=fate)


def _counts(events: pl.LazyFrame, by: By) -> pl.DataFrame:
    """The cells that have an event; Goldstein weights are added in hundredths, so that no order of adding shows."""
    quad = pl.col("quad_class")
    kind = [] if by.kind is None else [quad.cast(pl.Int32) if by.kind == "quad" else pl.col("event_root")]
    quads = {} if by.kind == "quad" else {name: (quad == n).sum().cast(pl.Int32) for n, name in QUADS.items()}
    weight = (pl.col("goldstein") * 100).round().cast(pl.Int64).sum() / 100
    return (
        events.group_by("period", *by.countries, *kind)
        .agg(
            events=pl.len().cast(pl.Int32),
            **quads,
            goldstein_sum=weight,
            goldstein_mean=weight / pl.len(),
            reports=pl.col("report_count").sum().cast(pl.Int32),
        )
        .collect(engine="streaming")
    )


def _filled(
    counts: pl.DataFrame, starts: pl.DataFrame, units: pl.DataFrame | None, totals: pl.DataFrame, by: By
) -> Iterator[pl.DataFrame]:
    """Every cell, in order of unit, period and kind, in parts; a cell without an event has no mean."""
    cells = starts if by.kinds is None else starts.join(by.kinds, how="cross")
    keys = [*by.countries, *cells.columns]
    measures = [c for c in counts.columns if c not in keys]
    step = max(1, CHUNK // cells.height)
    for start in range(0, max(1, 1 if units is None else units.height), step):
        part = cells if units is None else units.slice(start, step).join(cells, how="cross")
        part = (
            part.join(counts, on=keys, how="left", maintain_order="left")
            .join(totals, on="period", how="left", maintain_order="left")
            .with_columns(pl.col("articles", *(m for m in measures if m != "goldstein_mean")).fill_null(0))
        )
        yield _coded(part, by).select(*_key_columns(by), *measures, "articles")


def _coded(part: pl.DataFrame, by: By) -> pl.DataFrame:
    """The part with the state codes that hold in the period."""
    ends = pl.col("period").dt.offset_by(PERIODS[by.period]).dt.offset_by("-1d")
    part = part.with_columns(_end=ends)
    for country in by.countries:
        part = with_codes(part, country.removesuffix("_country"), "period", "_end")
    return part


def _key_columns(by: By) -> Iterator[str]:
    yield "period"
    for country in by.countries:
        side = country.removesuffix("_country")
        yield from (country, f"{side}_cow", f"{side}_cow_abb", f"{side}_gw")
    if by.kind is not None:
        yield "quad_class" if by.kind == "quad" else "event_root"
