"""The event table of the Open Event Data Alliance's Phoenix: its 26 columns as CSV with a header, dates as YYYYMMDD."""

import polars as pl

from eventcoder.write.fields import day, guarded, within

_ACTOR = "Full Entity Role Attribute"


def columns() -> tuple[str, ...]:
    """The names of the 26 columns, in order."""
    return (
        *"EventID Date Year Month Day".split(),
        *(f"{side}Actor{part}" for side in ("Source", "Target") for part in _ACTOR.split()),
        *"EventCode EventRootCode PentaClass GoldsteinScore Issues Lat Lon".split(),
        *"LocationName StateName CountryCode SentenceID URLs NewsSources".split(),
    )


def table(events: pl.LazyFrame) -> pl.LazyFrame:
    """The events in Phoenix's columns; PentaClass is the quad class, 0 for statements and appeals (roots 01, 02)."""
    statement = pl.col("event_root").is_in(["01", "02"])
    sentence = pl.concat_str("article_id", pl.lit("_"), pl.col("sentence") + 1)
    known = {
        "EventID": pl.col("event_id"),
        "Date": day().dt.strftime("%Y%m%d"),
        "Year": within("%Y"),
        "Month": within("%Y%m").str.slice(4),
        "Day": day().dt.strftime("%d"),
        **_actor("Source"),
        **_actor("Target"),
        "EventCode": pl.col("event_code"),
        "EventRootCode": pl.col("event_root"),
        "PentaClass": pl.when(statement).then(0).otherwise(pl.col("quad_class")),
        "GoldsteinScore": pl.col("goldstein"),
        "Lat": pl.col("latitude"),
        "Lon": pl.col("longitude"),
        "LocationName": guarded(pl.col("place_name")),
        "StateName": guarded(pl.col("place_admin1")),
        "CountryCode": pl.col("place_country"),
        "SentenceID": guarded(sentence),
        "URLs": guarded(pl.col("url")),
        "NewsSources": guarded(pl.col("publisher")),
    }
    return events.select(known.get(name, pl.lit(None, pl.String)).alias(name) for name in columns())


def _actor(side: str) -> dict[str, pl.Expr]:
    code = pl.col(f"{side.lower()}_code")
    slices = {"Entity": 0, "Role": 3, "Attribute": 6}
    parts = {"Full": code} | {part: code.str.slice(start, 3) for part, start in slices.items()}
    return {f"{side}Actor{part}": pl.when(value != "").then(value) for part, value in parts.items()}
