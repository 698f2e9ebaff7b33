"""The columns of the gazetteer while it is compiled, and how names enter them."""

from __future__ import annotations  # array.array takes no subscript at run time

from array import array
from dataclasses import dataclass, field

from eventcoder.places.names import hash_key, key

CITY, ADMIN1, ADMIN2, COUNTRY, REGION, POINT = range(6)
KINDS = ("city", "admin1", "admin2", "country", "region", "point")
OWN, USUAL, PRIMARY, ALIAS = 3, 2, 1, 0  # a user's table; names.tsv; its own name; an alternate one
COLUMNS = (
    ("latitude", "f4"), ("longitude", "f4"), ("population", "i4"), ("geonames_id", "i4"),
    ("country", "i2"), ("admin1", "i4"), ("admin2", "i4"), ("kind", "u1"), ("capital", "u1"),
)  # fmt: skip
_TYPE_WORDS = frozenset(
    "province oblast oblasti krai kray governorate governate region district department prefecture state division "
    "rayon raion regency republic municipality county voivodeship voivodship canton parish territory autonomous "
    "respublika kraj sheng shi zizhiqu qu il ili iqlimi wilaya wilayat mkhare".split()
)
_TYPE_PREFIXES = (
    "province of", "state of", "region of", "district of", "republic of", "governorate of", "department of",
    "departamento de", "departamento del", "provincia de", "provincia di", "provincia del", "estado de", "region de",
    "departement de", "departement de la", "departement du", "departement des", "canton of", "municipio de",
    "kabupaten", "kota", "provinsi", "propinsi", "tinh", "thanh pho", "changwat", "wilayat", "wilaya de", "muhafazat",
    "powiat", "gmina", "wojewodztwo", "judetul", "okres", "nomos", "daerah", "negeri", "khet", "khoueng", "mintaqat",
)  # fmt: skip


@dataclass(slots=True)
class Rows:
    """Columns under construction; a record is its index."""

    latitude: array[float] = field(default_factory=lambda: array("f"))
    longitude: array[float] = field(default_factory=lambda: array("f"))
    population: array[int] = field(default_factory=lambda: array("q"))
    geonames_id: array[int] = field(default_factory=lambda: array("i"))
    country: array[int] = field(default_factory=lambda: array("h"))
    admin1: array[int] = field(default_factory=lambda: array("i"))
    admin2: array[int] = field(default_factory=lambda: array("i"))
    kind: array[int] = field(default_factory=lambda: array("B"))
    capital: array[int] = field(default_factory=lambda: array("B"))
    names: list[str] = field(default_factory=list)
    hashes: array[int] = field(default_factory=lambda: array("Q"))
    refs: array[int] = field(default_factory=lambda: array("i"))
    primary: array[int] = field(default_factory=lambda: array("B"))

    def add(
        self, name: str, kind: int, lat: float, lon: float, *, population: int = 0, gid: int = 0, country: int = -1,
        admin1: int = -1, admin2: int = -1, capital: bool = False, aliases: tuple[str, ...] = (),
    ) -> int:  # fmt: skip
        """Append a record and its names; give its index."""
        index = len(self.names)
        self.names.append(name)
        self.latitude.append(lat)
        self.longitude.append(lon)
        self.population.append(population)
        self.geonames_id.append(gid)
        self.country.append(country)
        self.admin1.append(admin1)
        self.admin2.append(admin2)
        self.kind.append(kind)
        self.capital.append(capital)
        self.name(index, (name,), PRIMARY)
        self.name(index, aliases, ALIAS)
        return index

    def name(self, index: int, names: tuple[str, ...], primary: int) -> None:
        """Let the record be found under the names."""
        for name in names:
            text = key(name)
            if text and text.isascii():
                self.hashes.append(hash_key(text))
                self.refs.append(index)
                self.primary.append(primary)


def usable_alias(name: str) -> bool:
    """Whether an alternate name can stand in an English text: Latin letters, capitalised, no airport code."""
    return len(name) > 3 and name[0].isupper() and key(name).isascii() and not (name.isupper() and len(name) < 5)


def bare(name: str) -> str:
    """A subdivision's name without the word for its kind: "Diyala Governorate" -> "diyala"."""
    text = key(name)
    for prefix in _TYPE_PREFIXES:
        if text.startswith(prefix + " "):
            return text[len(prefix) + 1 :]
    parts = text.split()
    while len(parts) > 1 and parts[-1] in _TYPE_WORDS:
        parts = parts[:-1]
    return " ".join(parts)
