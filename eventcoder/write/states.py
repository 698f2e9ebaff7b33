"""The codes that political scientists give to states, from ``knowledge/ontology/states.tsv``.

Correlates of War numbers and letters follow its State System Membership list (v2016), Gleditsch-Ward numbers their list
of independent states with its microstates, FIPS 10-4 letters are those that GDELT writes. A row holds from its first to
its last day, both included; an empty first day is before 1946, an empty last day has not come. Where the two systems
let a state in on different days it has a row for each stretch; a territory that neither knows has a row with none.

``python -m eventcoder.write.states`` prints the table's mistakes, one a line.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

import polars as pl

HEADER = ("iso3", "name", "cow_code", "cow_abb", "gw_code", "fips", "from", "to")


@dataclass(frozen=True, slots=True)
class State:
    """A state's codes over a stretch of days; ``start`` and ``end`` are included, None where the stretch is open."""

    iso3: str
    name: str
    cow: int | None
    cow_abb: str | None
    gw: int | None
    fips: str | None
    start: date | None
    end: date | None

    def meets(self, first: date, last: date) -> bool:
        """Whether the row holds on a day from ``first`` to ``last``."""
        return (self.start or date.min) <= last and first <= (self.end or date.max)


def read_states(text: str) -> tuple[State, ...]:
    """The rows of a table's text, in its order.

    Raises ValueError where a line is not well formed.
    """
    lines = text.splitlines()
    if tuple(lines[0].split("\t")) != HEADER:
        raise ValueError(f"line 1: the columns are {' '.join(HEADER)}")
    return tuple(_read(number, line) for number, line in enumerate(lines[1:], 2))


def _read(number: int, line: str) -> State:
    try:
        iso3, name, cow, abb, gw, fips, start, end = line.split("\t")
        return State(
            iso3,
            name,
            int(cow) if cow else None,
            abb or None,
            int(gw) if gw else None,
            fips or None,
            date.fromisoformat(start) if start else None,
            date.fromisoformat(end) if end else None,
        )
    except ValueError as error:
        raise ValueError(f"line {number}: {error}") from error


@cache
def states() -> tuple[State, ...]:
    """Every row of the table."""
    return read_states((files("eventcoder") / "knowledge/ontology/states.tsv").read_text(encoding="utf-8"))


def state_on(iso3: str, first: date, last: date | None = None) -> State | None:
    """The row of a state on a day, or the last one that holds between two days; None where there is none.

    >>> state_on("DEU", date(1985, 1, 1)).cow, state_on("DEU", date(1995, 1, 1)).cow
    (260, 255)
    """
    return next((s for s in reversed(states()) if s.iso3 == iso3 and s.meets(first, last or first)), None)


@cache
def names() -> dict[str, str]:
    """The latest name of each state."""
    return {s.iso3: s.name for s in states()}


@cache
def fips_codes() -> dict[str, str]:
    """The FIPS 10-4 code of each state that has one."""
    return {s.iso3: s.fips for s in states() if s.fips}


def with_codes(frame: pl.DataFrame, side: str, first: str, last: str) -> pl.DataFrame:
    """The frame with ``<side>_cow``, ``_cow_abb`` and ``_gw`` of ``<side>_country`` from day ``first`` to day ``last``.

    Of several rows that hold within these days the last one counts.
    """
    column = f"{side}_country"
    codes = {f"{side}_cow": pl.Int32, f"{side}_cow_abb": pl.String, f"{side}_gw": pl.Int32}
    table = pl.DataFrame(
        [(s.iso3, s.start or date.min, s.end, s.cow, s.cow_abb, s.gw) for s in states()],
        schema={column: pl.String, "_from": pl.Date, "_to": pl.Date, **codes},
        orient="row",
    ).sort("_from")
    pairs = frame.select(column, first, last).unique().sort(last)
    found = pairs.join_asof(table, left_on=last, right_on="_from", by=column, check_sortedness=False)
    ended = pl.col("_to") < pl.col(first)
    found = found.select(column, first, *(pl.when(ended).then(None).otherwise(pl.col(c)).alias(c) for c in codes))
    return frame.join(found, on=[column, first], how="left", maintain_order="left")


def lint(text: str) -> list[str]:
    """Every mistake in a table's text: rows out of order, days that overlap, a code with two meanings."""
    try:
        rows = read_states(text)
    except ValueError as error:
        return [str(error)]
    return [*_malformed(rows), *_overlaps(rows), *_ambiguous(rows)]


def _malformed(rows: tuple[State, ...]) -> Iterator[str]:
    for s in rows:
        if not (len(s.iso3) == 3 and s.iso3.isascii() and s.iso3.isupper() and s.name):
            yield f"{s.iso3} {s.name}: a row has an ISO 3166 alpha-3 code and a name"
        if (s.cow is None) != (s.cow_abb is None):
            yield f"{s.iso3}: a Correlates of War number goes with its letters"
        if s.cow_abb and not (len(s.cow_abb) == 3 and s.cow_abb.isupper()):
            yield f"{s.iso3}: Correlates of War letters are three capitals, not {s.cow_abb}"
        if any(code is not None and not 2 <= code <= 990 for code in (s.cow, s.gw)):
            yield f"{s.iso3}: a state's number lies from 2 to 990"
        if s.fips and not (len(s.fips) == 2 and s.fips.isupper()):
            yield f"{s.iso3}: a FIPS code is two capitals, not {s.fips}"
        if s.start and s.end and s.end < s.start:
            yield f"{s.iso3}: ends before it begins"
    if list(rows) != sorted(rows, key=lambda s: (s.iso3, s.start or date.min)):
        yield "the rows are not in order of iso3 and from"


def _overlaps(rows: tuple[State, ...]) -> Iterator[str]:
    """On a day, a state has one row, and a number one state."""
    for key in ("iso3", "cow", "gw"):
        same: dict[object, list[State]] = defaultdict(list)
        for s in rows:
            code = getattr(s, key)
            for other in same[code] if code is not None else ():
                if s.meets(other.start or date.min, other.end or date.max):
                    yield f"{s.iso3}: {key} {code} is also {other.iso3} {other.name} on the same days"
            same[code].append(s)


def _ambiguous(rows: tuple[State, ...]) -> Iterator[str]:
    letters: dict[int, set[str]] = defaultdict(set)
    numbers: dict[str, set[int]] = defaultdict(set)
    fips: dict[str, set[str]] = defaultdict(set)
    for s in rows:
        if s.cow is not None and s.cow_abb is not None:
            letters[s.cow].add(s.cow_abb)
            numbers[s.cow_abb].add(s.cow)
        if s.fips:
            fips[s.fips].add(s.iso3)
    for what in (letters, numbers, fips):
        for code, meanings in what.items():
            if len(meanings) > 1:
                yield f"{code}: stands for {' and '.join(map(str, sorted(meanings)))}"


def main() -> None:
    """Print the mistakes of the table, or of the file given; exit 1 if there are any."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else files("eventcoder") / "knowledge/ontology/states.tsv"
    found = lint(source.read_text(encoding="utf-8"))
    for line in found:
        print(line)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
