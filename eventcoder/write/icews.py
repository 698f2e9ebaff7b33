"""The ICEWS Coded Event Data as Harvard's Dataverse has it: 20 columns, tab separated, with a header."""

import polars as pl

from eventcoder.ontology import all_codes
from eventcoder.write.fields import day, number, one_line
from eventcoder.write.states import names

SECTORS = {  # what ICEWS calls the roles of a CAMEO actor code
    "GOV": "Government",
    "MIL": "Military",
    "REB": "Rebel",
    "OPP": "Opposition",
    "PTY": "Parties",
    "COP": "Police",
    "JUD": "Judicial",
    "LEG": "Legislative / Parliamentary",
    "SPY": "State Intelligence",
    "MED": "News",
    "EDU": "Education",
    "BUS": "Business",
    "CRM": "Criminals / Gangs",
    "CVL": "General Population / Civilian / Social",
    "ELI": "Elite",
    "LAB": "Labor",
    "REF": "Refugees",
    "AGR": "Agricultural",
    "DEV": "Development",
    "ENV": "Environmental",
    "HLH": "Medical / Health",
    "HRI": "Human Rights",
    "MOD": "Moderate",
    "RAD": "Radicals / Extremists / Fundamentalists",
    "REL": "Religious",
    "SEP": "Separatists",
    "SET": "Settlers",
    "UAF": "Unidentified Forces",
    "INS": "Insurgents",
    "IGO": "International Government Organization",
    "NGO": "Nongovernmental Organization",
    "MNC": "Multinational Corporation",
}
_ACTOR = "Name Sectors Country"


def columns() -> tuple[str, ...]:
    """The names of the 20 columns, in order."""
    return (
        *("Event ID", "Event Date"),
        *(f"Source {part}" for part in _ACTOR.split()),
        *("Event Text", "CAMEO Code", "Intensity"),
        *(f"Target {part}" for part in _ACTOR.split()),
        *("Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country"),
        *("Latitude", "Longitude"),
    )


def table(events: pl.LazyFrame) -> pl.LazyFrame:
    """The events in ICEWS's columns; countries by their English names, the sentence counted from 1."""
    texts = {code: entry.name for code, entry in all_codes().items()}
    town = pl.col("place_precision").is_in(["city", "point"])
    known = {
        "Event ID": number(),
        "Event Date": day().dt.strftime("%Y-%m-%d"),
        **_actor("Source"),
        "Event Text": pl.col("event_code").replace_strict(texts, default=None, return_dtype=pl.String),
        "CAMEO Code": pl.col("event_code"),
        "Intensity": pl.col("goldstein"),
        **_actor("Target"),
        "Story ID": one_line(pl.col("article_id")),
        "Sentence Number": pl.col("sentence") + 1,
        "Publisher": one_line(pl.col("publisher")),
        "City": one_line(pl.when(town).then(pl.col("place_name"))),
        "Province": one_line(pl.col("place_admin1")),
        "Country": _country("place_country"),
        "Latitude": pl.col("latitude"),
        "Longitude": pl.col("longitude"),
    }
    return events.select(known.get(name, pl.lit(None, pl.String)).alias(name) for name in columns())


def _actor(side: str) -> dict[str, pl.Expr]:
    ours = side.lower()
    code = pl.col(f"{ours}_code")
    body = code.str.slice(0, 3).is_in(["IGO", "NGO", "MNC"])
    roles = pl.when(body).then(code.str.slice(0, 3)).otherwise(code.str.slice(3)).str.extract_all("[A-Z]{3}")
    words = roles.list.eval(pl.element().replace(SECTORS)).list.join(",")
    return {
        f"{side} Name": one_line(pl.coalesce(f"{ours}_name", f"{ours}_text")),
        f"{side} Sectors": pl.when(words != "").then(words),
        f"{side} Country": _country(f"{ours}_country"),
    }


def _country(column: str) -> pl.Expr:
    return pl.col(column).replace_strict(names(), default=None, return_dtype=pl.String)
