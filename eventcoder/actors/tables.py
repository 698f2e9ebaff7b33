"""Reading the actor tables: what is who, from when to when.

Formats (tab-separated with a header; lists separated by ``|``; days YYYY, YYYY-MM or YYYY-MM-DD, empty for open;
rows sorted by name):

* ``states.tsv``: code (ISO 3166 alpha-3, or the former code of a historic state), name, aliases, demonyms,
  metonyms (capital and seats of power), start, end, source, certainty.
* ``people_*.tsv``: name, aliases, code, office, start, end, source, certainty: one row an office held.
* ``organisations_*.tsv``: name, aliases, code, kind, start, end, source, certainty.
* ``roles.tsv``: term (lower case), sector, kind (person, body, people, facility), plural, secondary, source.

A file that is not there gives no rows.
"""

import calendar
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

BODIES = ("IGO", "NGO", "MNC")
SECTORS = frozenset(
    "GOV MIL REB OPP PTY COP JUD LEG SPY MED EDU BUS CRM CVL ELI LAB REF IGO NGO MNC AGR DEV ENV HLH HRI MOD RAD REL "
    "SEP SET UAF UNR INS NUC KUR KRD".split()
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table that names somebody; ``start`` and ``end`` are inclusive days, None where open."""

    name: str
    aliases: tuple[str, ...]
    code: str
    kind: str  # state | person | or an organisation's own kind
    start: date | None
    end: date | None
    office: str = ""
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    source: str = ""
    certainty: str = ""
    file: str = ""
    line: int = 0
    own: bool = False  # from a table of the user's own: beats ours wherever both fit


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun or phrase, and the CAMEO role it stands for ("" where it has none of its own)."""

    term: str
    sector: str
    kind: str
    plural: str = ""
    secondary: str = ""
    file: str = ""
    line: int = 0


def split_list(cell: str) -> tuple[str, ...]:
    """The parts of a ``|``-separated cell.

    >>> split_list("Burma|Myanmar")
    ('Burma', 'Myanmar')
    """
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def parse_day(cell: str, *, last: bool = False) -> date | None:
    """The first (or with ``last`` the last) day of YYYY, YYYY-MM or YYYY-MM-DD; None for an empty cell.

    >>> parse_day("2014-02", last=True)
    datetime.date(2014, 2, 28)
    """
    cell = cell.strip()
    if not cell:
        return None
    parts = [int(part) for part in cell.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else (12 if last else 1)
    day = parts[2] if len(parts) > 2 else (calendar.monthrange(year, month)[1] if last else 1)
    return date(year, month, day)


def records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of one TSV file with their line numbers (the header is line 1); lines that begin with # are skipped."""
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, record in enumerate(reader, start=2):
            cells = {key: (value or "").strip() for key, value in record.items() if key is not None}
            if not next(iter(cells.values()), "").startswith("#"):
                yield number, cells


def _row(path: Path, line: int, record: dict[str, str], kind: str) -> Row:
    return Row(
        name=record["name"],
        aliases=split_list(record.get("aliases", "")),
        code=record["code"],
        kind=kind,
        start=parse_day(record.get("start", "")),
        end=parse_day(record.get("end", ""), last=True),
        office=record.get("office", ""),
        demonyms=split_list(record.get("demonyms", "")),
        metonyms=split_list(record.get("metonyms", "")),
        source=record.get("source", ""),
        certainty=record.get("certainty", ""),
        file=path.name,
        line=line,
    )


def read_rows(path: Path) -> list[Row]:
    """The rows of a states, people or organisations table; which it is is told by ``kind`` or by its columns."""
    rows = []
    for line, record in records(path):
        told = record if "kind" in record else dict.fromkeys(record, "x")  # without the column, the others tell
        kind = told.get("kind") or (
            "state" if told.get("demonyms") else "person" if told.get("office") else "organisation"
        )
        rows.append(_row(path, line, record, kind))
    return rows


def read_roles(path: Path) -> list[Role]:
    """The rows of a roles table."""
    return [
        Role(
            term=record["term"].lower(),
            sector=record.get("sector", ""),
            kind=record.get("kind", "") or "person",
            plural=record.get("plural", "").lower(),
            secondary=record.get("secondary", ""),
            file=path.name,
            line=line,
        )
        for line, record in records(path)
    ]


def read_directory(directory: Path) -> tuple[list[Row], list[Role]]:
    """Every table of one knowledge directory."""
    paths: Sequence[Path] = [
        directory / "states.tsv",
        *sorted(directory.glob("people_*.tsv")),
        *sorted(directory.glob("organisations_*.tsv")),
    ]
    rows = [row for path in paths for row in read_rows(path)]
    return rows, read_roles(directory / "roles.tsv")
