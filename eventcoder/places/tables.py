"""The tables a political scientist edits: ``knowledge/places/*.tsv`` and ``*.yaml``."""

import csv
import functools
import hashlib
from pathlib import Path
from typing import Any

import yaml

KNOWLEDGE = Path(__file__).resolve().parents[1] / "knowledge" / "places"
COMPILED = (
    "countries.tsv",
    "admin1.tsv",
    "regions.tsv",
    "names.tsv",
    "abbreviations.tsv",
)  # what the gazetteer is made of


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a table; an empty cell is an empty string."""
    with (KNOWLEDGE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def tables_hash() -> str:
    """A short hash of the tables the gazetteer is compiled from."""
    digest = hashlib.sha256()
    for name in COMPILED:
        digest.update((KNOWLEDGE / name).read_bytes())
    return digest.hexdigest()[:16]


@functools.cache
def weights() -> dict[str, Any]:
    """The numbers of the scoring model, see ``knowledge/places/weights.yaml``."""
    loaded: dict[str, Any] = yaml.safe_load((KNOWLEDGE / "weights.yaml").read_text(encoding="utf-8"))
    return loaded


@functools.cache
def words(kind: str) -> frozenset[str]:
    """One list of ``knowledge/places/words.yaml``."""
    return frozenset(str(w) for w in _words()[kind])


@functools.cache
def _words() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = yaml.load(
        (KNOWLEDGE / "words.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
    )  # "no", "on" stay words
    return loaded


@functools.cache
def abbreviations() -> frozenset[str]:
    """State and province abbreviations: ``Calif.``, ``Ont.``, ``TX``."""
    return frozenset(row["abbreviation"] for row in read_table("abbreviations.tsv"))


@functools.cache
def initials() -> frozenset[str]:
    """Short forms in capitals that name a region without a comma before them: ``NSW``, ``D.C.``."""
    aliases = (a for row in read_table("admin1.tsv") for a in row["aliases"].split("|"))
    return frozenset(a for a in aliases if a.isupper() and len(a) < 7)


@functools.cache
def country_names() -> frozenset[str]:
    """The names of countries as they are written."""
    return frozenset(n for row in read_table("countries.tsv") for n in (row["name"], *row["aliases"].split("|")))


@functools.cache
def demonyms() -> dict[str, str]:
    """Adjective or people -> ISO 3166 alpha-3: ``Kenyan`` -> ``KEN``."""
    names, rows = country_names(), read_table("countries.tsv")
    return {d: row["iso3"] for row in rows for d in row["demonyms"].split("|") if d and d not in names}
