"""Mistakes in the actor tables, one a line: ``python -m eventcoder.actors.lint [DIRECTORY]``; exit 1 if any."""

import itertools
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from eventcoder.actors.knowledge import DIRECTORY, rank
from eventcoder.actors.match import fold
from eventcoder.actors.tables import BODIES, SECTORS, Role, Row, cells, parse_day, read_roles, read_rows

GAP = 5
KINDS = frozenset(("person", "body", "people", "facility"))


def lint(directory: Path = DIRECTORY) -> list[str]:
    """Every message, ``file:line: what is wrong``, in order of file and line."""
    paths = [
        directory / "states.tsv",
        *sorted(directory.glob("people_*.tsv")),
        *sorted(directory.glob("organisations_*.tsv")),
    ]
    found: list[tuple[str, int, str]] = []
    rows: list[Row] = []
    for path in paths:
        bad = list(_dates(path))
        found += bad
        if not bad:
            rows += read_rows(path)
    states = {row.code for row in rows if row.kind == "state"}
    for check in (
        _codes(rows, states),
        _intervals(rows),
        _order(rows),
        _gaps(rows),
        _unreachable(rows),
        _shared(rows),
        _roles(read_roles(directory / "roles.tsv")),
    ):
        found += check
    return [f"{file}:{line}: {text}" for file, line, text in sorted(set(found))]


def _dates(path: Path) -> Iterator[tuple[str, int, str]]:
    for line, days in cells(path, ("start", "end")):
        for column, day in zip(("start", "end"), days if line > 1 else (), strict=False):
            try:
                parse_day(day, last=column == "end")
            except ValueError:
                yield path.name, line, f"{column} is no date: {day}"


def _codes(rows: list[Row], states: set[str]) -> Iterator[tuple[str, int, str]]:
    for row in rows:
        country, sector = row.code[:3], row.code[3:6]
        if country not in states and country not in (*BODIES, "---"):
            yield row.file, row.line, f"unknown country in {row.code!r} of {row.name}"
        elif sector and country not in BODIES and sector not in SECTORS:
            yield row.file, row.line, f"unknown role {sector!r} of {row.name}"


def _intervals(rows: list[Row]) -> Iterator[tuple[str, int, str]]:
    seen: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.start and row.end and row.end < row.start:
            yield row.file, row.line, f"ends before it begins: {row.name}"
        key = (row.name, row.code, row.office + "|".join(row.metonyms))
        for other in seen[key]:
            if _meet(row, other, slack=31):
                yield row.file, row.line, f"overlaps {other.file}:{other.line}: {row.name}, {row.office or row.code}"
        seen[key].append(row)


def _meet(one: Row, other: Row, slack: int = 0) -> bool:
    start = max(one.start or date.min, other.start or date.min)
    end = min(one.end or date.max, other.end or date.max)
    return (end - start).days > slack


def _gaps(rows: list[Row]) -> Iterator[tuple[str, int, str]]:
    """A few days between two terms of one office: rather a slip than a loss of office."""
    ended: dict[tuple[str, str, str], Row] = {}
    for row in sorted(rows, key=lambda row: row.start or date.min):
        key = (row.name, row.code, row.office)
        before = ended.get(key)
        if row.kind == "person" and before and before.end and row.start:
            days = (row.start - before.end).days
            if 1 < days < GAP:
                yield row.file, row.line, f"{days} days after the term in line {before.line}: {row.name}, {row.office}"
        ended[key] = row


def _unreachable(rows: list[Row]) -> Iterator[tuple[str, int, str]]:
    """Names that are never matched, and rows of an office that another row of the same office always beats."""
    by_name: dict[tuple[str, bool], list[Row]] = defaultdict(list)
    for row in rows:
        for name in (row.name, *row.aliases, *row.demonyms, *row.metonyms):
            if name != " ".join(name.split()) or not any(char.isalnum() for char in name):
                yield row.file, row.line, f"never found as it is written: {name!r}"
        if row.kind == "person":
            by_name[row.name, True].append(row)
    for same in by_name.values():
        for row, other in itertools.permutations(same, 2):
            if row.code != other.code and row.office == other.office and _covers(other, row):
                yield row.file, row.line, f"never in force beside {other.file}:{other.line}: {row.name}, {row.office}"
                break


def _covers(other: Row, row: Row) -> bool:
    if (other.start or date.min) > (row.start or date.min) or (other.end or date.max) < (row.end or date.max):
        return False
    mine, theirs = rank(row.code), rank(other.code)
    return theirs < mine or (theirs == mine and (other.start or date.min) > (row.start or date.min))


def _order(rows: list[Row]) -> Iterator[tuple[str, int, str]]:
    for before, row in itertools.pairwise(rows):
        if row.file != before.file or row.kind == "state":
            continue
        if row.name < before.name and _sort_key(row) < _sort_key(before):
            yield row.file, row.line, f"not sorted by name: {row.name} after {before.name}"


def _sort_key(row: Row) -> str:
    return fold(row.name).casefold()


def _shared(rows: list[Row]) -> Iterator[tuple[str, int, str]]:
    """One alias, two owners of different codes at one time: nobody could say which is meant."""
    owners: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for alias in dict.fromkeys((row.name, *row.aliases, *row.demonyms, *row.metonyms)):
            for other in owners[fold(alias)]:
                if other.name != row.name and other.code[:6] != row.code[:6] and _meet(row, other):
                    yield row.file, row.line, f"{alias!r} is {other.name} too ({other.file}:{other.line})"
                    break
            owners[fold(alias)].append(row)


def _roles(roles: list[Role]) -> Iterator[tuple[str, int, str]]:
    seen: dict[str, Role] = {}
    for role in roles:
        if role.sector and role.sector not in SECTORS:
            yield role.file, role.line, f"unknown role {role.sector!r} of {role.term}"
        if role.kind not in KINDS:
            yield role.file, role.line, f"unknown kind {role.kind!r} of {role.term}"
        if role.term in seen:
            yield role.file, role.line, f"{role.term!r} stands in line {seen[role.term].line} too"
        seen.setdefault(role.term, role)


def main(check: Callable[[Path], list[str]] = lint, directory: Path = DIRECTORY) -> int:
    """Print the messages of a linter on its tables, or on those of the folder named on the command line; 1 if any."""
    messages = check(Path(sys.argv[1]) if len(sys.argv) > 1 else directory)
    for message in messages:
        sys.stdout.write(message + "\n")
    return 1 if messages else 0


if __name__ == "__main__":
    raise SystemExit(main())
