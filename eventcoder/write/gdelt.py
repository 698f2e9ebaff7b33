"""The GDELT 2.0 event table: 61 columns, tab separated, without a header (GDELT Event Codebook V2.0, 2015).

What GDELT measures and we do not (tone, ethnic and religious codes, where an actor comes from on the map) is empty.
"""

from functools import cache
from importlib.resources import files

import polars as pl

from eventcoder.write.fields import day, number, one_line, within
from eventcoder.write.states import fips_codes, names

BODIES = ("IGO", "NGO", "MNC")
CAMEO_COUNTRIES = {"ROU": "ROM", "TLS": "TMP", "MNE": "MTN", "IMN": "IMY"}  # where GDELT's list is not ISO 3166
_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
_GEO = "Type Fullname CountryCode ADM1Code ADM2Code Lat Long FeatureID"


def columns() -> tuple[str, ...]:
    """The names of the 61 columns, in order."""
    return (
        *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(),
        *(f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR.split()),
        *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale".split(),
        *"NumMentions NumSources NumArticles AvgTone".split(),
        *(f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in _GEO.split()),
        *"DATEADDED SOURCEURL".split(),
    )


def table(events: pl.LazyFrame) -> pl.LazyFrame:
    """The events in GDELT's columns."""
    day_in_year = (day().dt.month().cast(pl.Int32) - 1) * 30 + day().dt.day()
    known = {
        "GLOBALEVENTID": number(),
        "SQLDATE": day().dt.strftime("%Y%m%d"),
        "MonthYear": within("%Y%m"),
        "Year": within("%Y"),
        "FractionDate": (day().dt.year() + day_in_year / 365).round(4),
        **_actor(1, "source"),
        **_actor(2, "target"),
        "IsRootEvent": (pl.col("sentence") == 0).cast(pl.Int8),  # in the lead
        "EventCode": pl.col("event_code"),
        "EventBaseCode": pl.col("event_code").str.slice(0, 3),
        "EventRootCode": pl.col("event_root"),
        "QuadClass": pl.col("quad_class"),
        "GoldsteinScale": pl.col("goldstein"),
        "NumMentions": pl.col("report_count"),
        "NumArticles": pl.col("report_count"),
        "Actor1Geo_Type": pl.lit(0),
        "Actor2Geo_Type": pl.lit(0),
        **_place(),
        "DATEADDED": pl.col("published").dt.strftime("%Y%m%d000000"),
        "SOURCEURL": one_line(pl.col("url")),
    }
    return events.select(known.get(name, pl.lit(None, pl.String)).alias(name) for name in columns())


def _actor(number: int, side: str) -> dict[str, pl.Expr]:
    code, iso3 = pl.col(f"{side}_code"), pl.col(f"{side}_country")
    country, body = iso3.replace(CAMEO_COUNTRIES), code.str.slice(0, 3).is_in(BODIES)
    after = [_some(code.str.slice(start, 3)) for start in (3, 6, 9)]
    own = pl.when(iso3.is_null()).then(code.str.strip_prefix("---"))
    parts = {
        "Code": _some(own.otherwise(pl.concat_str(country, code.str.slice(3)))),
        "Name": one_line(pl.coalesce(f"{side}_name", f"{side}_text").str.to_uppercase()),
        "CountryCode": country,
        "KnownGroupCode": pl.when(body).then(after[0]),
        "Type1Code": pl.when(body).then(code.str.slice(0, 3)).otherwise(after[0]),
        "Type2Code": after[1],
        "Type3Code": after[2],
    }
    return {f"Actor{number}{part}": value for part, value in parts.items()}


def _place() -> dict[str, pl.Expr]:
    country, kind = pl.col("place_country"), pl.col("place_precision")
    american, is_country = country == "USA", kind == "country"
    region = pl.when(american).then(2).otherwise(5)
    town = pl.when(american).then(3).otherwise(4)
    in_gaza = (country == "PSE") & pl.col("place_admin1").str.contains("Gaza")
    fips = (
        pl.when(in_gaza)
        .then(pl.lit("GZ"))
        .otherwise(country.replace_strict(fips_codes(), default=None, return_dtype=pl.String))
    )
    region_name = pl.when(pl.col("place_admin1") != pl.col("place_name")).then(pl.col("place_admin1"))
    names_down = pl.when(~is_country).then(country.replace_strict(names(), default=None, return_dtype=pl.String))
    state = pl.col("place_admin1").replace_strict(_american_states(), default=None, return_dtype=pl.String)
    number_of = (
        pl.when(kind.is_null() | country.is_null())
        .then(0)
        .when(is_country)
        .then(1)
        .when(kind.is_in(["admin1", "region"]))
        .then(region)
        .otherwise(town)
    )
    parts = {
        "Type": number_of,
        "Fullname": one_line(
            _some(pl.concat_str("place_name", region_name, names_down, separator=", ", ignore_nulls=True))
        ),
        "CountryCode": fips,
        "ADM1Code": pl.when(is_country).then(fips).when(american).then(pl.concat_str(pl.lit("US"), state)),
        "Lat": pl.col("latitude"),
        "Long": pl.col("longitude"),
        "FeatureID": pl.when(is_country).then(fips),
    }
    return {f"ActionGeo_{part}": value for part, value in parts.items()}


def _some(text: pl.Expr) -> pl.Expr:
    """Text, null where it is empty."""
    return pl.when(text != "").then(text)


@cache
def _american_states() -> dict[str, str]:
    lines = (files("eventcoder") / "knowledge/places/admin1.tsv").read_text(encoding="utf-8").splitlines()
    return {name: code for iso2, code, name, *_ in (line.split("\t") for line in lines) if iso2 == "US"}
