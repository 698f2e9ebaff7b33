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
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from operator import itemgetter
from pathlib import Path

import msgspec

BODIES = ("IGO", "NGO", "MNC")
SECTORS = frozenset(
    "GOV MIL REB OPP PTY COP JUD LEG SPY MED EDU BUS CRM CVL ELI LAB REF IGO NGO MNC AGR DEV ENV HLH HRI MOD RAD REL "
    "SEP SET UAF UNR INS NUC KUR KRD".split()
)


COLUMNS = tuple("name aliases code kind start end office demonyms metonyms source certainty".split())
ROLE_COLUMNS = tuple("term sector kind plural secondary".split())


class Row(msgspec.Struct, frozen=True, gc=False):
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


class Role(msgspec.Struct, frozen=True, gc=False):
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
    return tuple([name for part in cell.split("|") if (name := part.strip())]) if cell else ()


@cache
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


def cells(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The line number (the header is line 1) and the cells of some columns, row by row of one TSV file.

    A column that the file does not have is empty, in the header too; empty lines and those that begin with # are
    skipped.
    """
    lines = path.read_text(encoding="utf-8-sig").split("\n") if path.exists() else []
    header = [name.strip() for name in lines[0].split("\t")] if lines else []
    width = len(header)
    pick = itemgetter(*(header.index(name) if name in header else width for name in columns))
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            row = line.split("\t")[:width]
            row += [""] * (width + 1 - len(row))
            yield number, tuple(map(str.strip, pick(row)))


def _kind(office: str, demonyms: str) -> str:
    return "state" if demonyms else "person" if office else "organisation"


def read_rows(path: Path) -> list[Row]:
    """The rows of a states, people or organisations table; which it is is told by ``kind`` or by its columns."""
    rows, of_file, file = [], None, path.name
    for line, (name, aliases, code, kind, first, last, office, demonyms, metonyms, source, sure) in cells(
        path, COLUMNS
    ):
        if line == 1:
            of_file = _kind(office, demonyms) if not kind else None
            continue
        days = parse_day(first), parse_day(last, last=True)
        lists = split_list(demonyms), split_list(metonyms)
        kind = of_file or kind or _kind(office, demonyms)
        rows.append(Row(name, split_list(aliases), code, kind, *days, office, *lists, source, sure, file, line))
    return rows


def read_roles(path: Path) -> list[Role]:
    """The rows of a roles table."""
    return [
        Role(term.lower(), sector, kind or "person", plural.lower(), secondary, path.name, line)
        for line, (term, sector, kind, plural, secondary) in cells(path, ROLE_COLUMNS)
        if line > 1
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
