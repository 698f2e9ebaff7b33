"""A user's own places, each row checked, and the gazetteer with them: a copy of the compiled one, made in a second."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from eventcoder.errors import EventcoderError
from eventcoder.own import OwnTables
from eventcoder.own import read_table as read_own
from eventcoder.places.lock import exclusive
from eventcoder.places.rows import ADMIN1, CITY, COLUMNS, OWN, POINT, REGION, Rows
from eventcoder.places.tables import read_table

TABLE = tuple("name aliases iso3 latitude longitude precision geonames_id source".split())
KINDS = {"city": CITY, "admin1": ADMIN1, "point": POINT, "region": REGION}
KEPT = 4  # gazetteers with own places that stay in the cache, the last used


def extended(folder: Path, own: OwnTables) -> Path:
    """The folder of the gazetteer compiled in ``folder`` and of the own places, made where it is not there yet.

    Raises:
        EventcoderError: a column or value in an own table that cannot be used.
    """
    paths = [Path(p) for p in own.places]
    digest = hashlib.sha256(b"".join(hashlib.sha256(p.read_bytes()).digest() for p in paths)).hexdigest()[:16]
    target = folder.with_name(f"{folder.name}-own-{digest}")
    if not target.is_dir():
        rows = own_places(paths)
        if not rows.names:
            return folder
        with exclusive(folder.parent / "gazetteer.lock"):
            if not target.is_dir():
                _make(folder, rows, target)
    target.touch()
    return target


def own_places(paths: list[Path]) -> Rows:
    """The rows of own tables, checked; ``country`` is an index into ``countries.tsv``.

    Raises:
        EventcoderError: a column or value that cannot be used.
    """
    countries = {row["iso3"]: i for i, row in enumerate(read_table("countries.tsv"))}
    rows = Rows()
    for path in paths:
        for line, record in read_own(path, TABLE, ("name", "latitude", "longitude")):
            for problem in _problems(record, countries):
                raise EventcoderError("bad-places", f"{path}, row {line}: {problem}")
            index = rows.add(
                record["name"], KINDS[record.get("precision") or "point"], float(record["latitude"]),
                float(record["longitude"]), country=countries.get(record.get("iso3", ""), -1),
                gid=int(record.get("geonames_id") or 0),
            )  # fmt: skip
            rows.name(index, (record["name"], *record.get("aliases", "").split("|")), OWN)
    return rows


def _problems(record: dict[str, str], countries: dict[str, int]) -> Iterator[str]:
    if not record["name"]:
        yield "name is empty; give the name as the news writes it"
    for column, most in (("latitude", 90), ("longitude", 180)):
        try:
            fits = abs(float(record[column])) <= most
        except ValueError:
            fits = False
        if not fits:
            yield f"{column} {record[column]!r}: give WGS 84 degrees, from -{most} to {most}"
    if record.get("iso3") and record["iso3"] not in countries:
        yield f"iso3 {record['iso3']!r} is no country; give ISO 3166 alpha-3 (KEN), or nothing for seas"
    if record.get("precision") and record["precision"] not in KINDS:
        yield f"precision {record['precision']!r}: give one of {', '.join(KINDS)}"
    if not (record.get("geonames_id") or "0").isdigit():
        yield f"geonames_id {record['geonames_id']!r}: give a number, or nothing"


def _make(folder: Path, rows: Rows, target: Path) -> None:
    temporary = Path(tempfile.mkdtemp(prefix="gazetteer-", suffix=".tmp", dir=folder.parent))
    try:
        _write(folder, rows, temporary)
        temporary.rename(target)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    others = sorted(folder.parent.glob(f"{folder.name}-own-*"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in others[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _write(folder: Path, rows: Rows, target: Path) -> None:
    """Write the arrays of the compiled gazetteer with the rows after its last; names stay sorted by their hash."""
    base = {name: np.load(folder / f"{name}.npy") for name in (*dict(COLUMNS), "hash", "ref", "rank", "offset")}
    for name, dtype in COLUMNS:
        np.save(target / f"{name}.npy", np.concatenate([base[name], np.asarray(getattr(rows, name)).astype(dtype)]))
    best: dict[tuple[int, int], int] = {}
    for key, ref, rank in zip(rows.hashes, rows.refs, rows.primary, strict=True):
        best[key, ref] = max(rank, best.get((key, ref), 0))
    more = sorted(best)
    hashes = np.array([key for key, _ in more], "u8")
    at = np.searchsorted(base["hash"], hashes, "right")
    refs = np.array([ref for _, ref in more], "i4") + len(base["latitude"])
    for name, values in (("hash", hashes), ("ref", refs), ("rank", np.array([best[m] for m in more]))):
        np.save(target / f"{name}.npy", np.insert(base[name], at, values.astype(base[name].dtype)))
    blob = [n.encode() for n in rows.names]
    ends = base["offset"][-1] + np.cumsum([len(b) for b in blob], dtype="i4")
    np.save(target / "offset.npy", np.concatenate([base["offset"], ends]).astype("i4"))
    (target / "strings.bin").write_bytes((folder / "strings.bin").read_bytes() + b"".join(blob))
