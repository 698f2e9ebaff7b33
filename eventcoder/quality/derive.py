"""Columns that the expectations compare with: what a row's other columns say it must be."""

from functools import cache

import polars as pl

from eventcoder.ontology import all_codes
from eventcoder.quality.worldmap import boxes

FORWARD_ROOTS = ("02", "03", "10", "13")  # appeals, intents, demands and threats speak of what is to come
MENTIONS = ("source", "target", "action", "date", "place")
SEA = 1.0  # degrees around a country's box: its waters, and islets that the outlines leave out


def with_derived(events: pl.DataFrame) -> pl.DataFrame:
    """The events with the derived columns that their own columns allow; all are named in ``DERIVED``."""
    have = set(events.columns)
    if "event_code" in have:
        events = events.join(code_table(), on="event_code", how="left", maintain_order="left")
    if "place_country" in have:
        events = events.join(box_table(), on="place_country", how="left", maintain_order="left")
    made = [e.alias(name) for name, (needs, e) in derived().items() if needs <= have]
    return events.with_columns(made).drop("_west", "_south", "_east", "_north", strict=False)


@cache
def derived() -> dict[str, tuple[frozenset[str], pl.Expr]]:
    """Each derived column's name, the columns it needs, and its expression."""
    c = pl.col
    table: dict[str, tuple[frozenset[str], pl.Expr]] = {
        "action_inside": (
            frozenset({"sentence_start", "sentence_end", "action_start", "action_end"}),
            (c("action_start") >= c("sentence_start")) & (c("action_end") <= c("sentence_end")),
        ),
        "date_whole": (
            frozenset({"event_date", "event_date_end", "date_precision"}),
            (c("event_date").is_null() == c("event_date_end").is_null())
            & (c("event_date").is_null() == (c("date_precision") == "unknown")),
        ),
        "past_event_date": (
            frozenset({"event_date", "event_code"}),
            pl.when(~c("event_code").str.slice(0, 2).is_in(FORWARD_ROOTS)).then(c("event_date")),
        ),
        "event_date_year": (frozenset({"event_date"}), c("event_date").dt.year()),
        "coordinates_paired": (
            frozenset({"latitude", "longitude"}),
            c("latitude").is_null() == c("longitude").is_null(),
        ),
        "place_in_country": (frozenset({"latitude", "longitude", "place_country"}), _in_box()),
        "source_not_target": (
            frozenset({"source_start", "target_start", "source_end", "target_end"}),
            (c("source_start") != c("target_start")) | (c("source_end") != c("target_end")),
        ),
    }
    for side in ("source", "target"):
        country = c(f"{side}_code").str.slice(0, 3)
        stated = pl.when(~country.is_in(["---", "IGO", "NGO", "MNC"])).then(country)
        table[f"{side}_code_country"] = (frozenset({f"{side}_code"}), stated)
    for what in MENTIONS:
        needs = {"sentence_text", "sentence_start", "sentence_end", f"{what}_start", f"{what}_end"}
        table[f"{what}_slice"] = (frozenset(needs), _slice(what))
    return table


def _slice(what: str) -> pl.Expr:
    """The words that a mention's offsets cut out of the sentence; null where it lies outside the sentence."""
    start, end = pl.col(f"{what}_start"), pl.col(f"{what}_end")
    inside = (start >= pl.col("sentence_start")) & (end <= pl.col("sentence_end")) & (end > start)
    offset = pl.when(inside).then(start - pl.col("sentence_start"))
    return pl.when(inside).then(pl.col("sentence_text").str.slice(offset, pl.when(inside).then(end - start)))


def _in_box() -> pl.Expr:
    """Whether the point lies in the country's box; null where either is unknown."""
    latitude, longitude = pl.col("latitude"), pl.col("longitude")
    east_of, west_of = longitude >= pl.col("_west") - SEA, longitude <= pl.col("_east") + SEA
    crosses = pl.col("_west") > pl.col("_east")
    across = pl.when(crosses).then(east_of | west_of).otherwise(east_of & west_of)
    return (latitude >= pl.col("_south") - SEA) & (latitude <= pl.col("_north") + SEA) & across


@cache
def code_table() -> pl.DataFrame:
    """What CAMEO says of each code: ``code_root``, ``code_quad_class``, ``code_goldstein``, ``code_plover``."""
    codes = [entry for entry in all_codes().values() if len(entry.code) > 2]
    return pl.DataFrame(
        {
            "event_code": [e.code for e in codes],
            "code_root": [e.root for e in codes],
            "code_quad_class": [e.quad_class for e in codes],
            "code_goldstein": [e.goldstein for e in codes],
            "code_plover": [e.plover for e in codes],
        }
    )


@cache
def box_table() -> pl.DataFrame:
    """The countries' boxes as columns to join by ``place_country``."""
    rows = [(code, *box) for code, box in boxes().items()]
    return pl.DataFrame(rows, schema=["place_country", "_west", "_south", "_east", "_north"], orient="row")


DERIVED = frozenset(derived()) | {"code_root", "code_quad_class", "code_goldstein", "code_plover"}
