"""A user's own actors and agents, each row checked: a mistake is one line with its file and row."""

import logging
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from eventcoder.actors.petrarch import read_actors_file, read_agents_file
from eventcoder.actors.tables import BODIES, SECTORS, Role, Row, parse_day
from eventcoder.errors import EventcoderError
from eventcoder.own import read_table

log = logging.getLogger(__name__)
ACTOR_COLUMNS = tuple("name aliases code kind office demonyms metonyms start end source certainty".split())
COUNTRIES = {"TMP": "TLS", "KSV": "XKX", "USR": "SUN", "FRY": "YUG", "KNT": "KNA", "ANG": "AGO", "NMR": "MMR"}
RELIGIONS = frozenset("MUS MOS CHR CTH PRO HIN BUD JEW BAH SIK".split())
AGENT_COLUMNS = tuple("term sector kind plural secondary source".split())


def own_rows(path: Path, states: set[str]) -> list[Row]:
    """The rows of an own actors file: a table (.tsv) with ``name`` and ``code``, or PETRARCH's format.

    Raises:
        EventcoderError: a column, code or date that cannot be used.
    """
    if path.suffix != ".tsv":
        read = read_actors_file(path)
        placed = [(row, _code(row.code, states)) for row in read.rows]
        lost = [(row.line, f"no country and no role: [{row.code}]") for row, code in placed if not code]
        _tell(path, len(placed) - len(lost), sorted(read.unused + lost))
        return [replace(row, code=code, own=True) for row, code in placed if code]
    cells = read_table(path, ACTOR_COLUMNS, ("name", "code"))
    known = states | {r["code"] for _, r in cells if r.get("kind") == "state" or r.get("demonyms")}
    for line, record in cells:
        for problem in _problems(record, known):
            raise EventcoderError("bad-actors", f"{path}, row {line}: {problem}")
    return [replace(row, own=True) for row in read_actors_file(path).rows]


def own_roles(path: Path) -> list[Role]:
    """The roles of an own agents file: a table (.tsv) with ``term`` and ``sector``, or PETRARCH's format.

    Raises:
        EventcoderError: a column or role that cannot be used.
    """
    if path.suffix == ".tsv":
        for line, record in read_table(path, AGENT_COLUMNS, ("term", "sector")):
            if not record["term"]:
                raise EventcoderError("bad-agents", f"{path}, row {line}: term is empty; give a role noun")
            if record["sector"] not in SECTORS:
                raise EventcoderError("bad-agents", f"{path}, row {line}: {_no_role(record['sector'])}")
        return read_agents_file(path).roles
    read = read_agents_file(path)
    _tell(path, len(read.roles), read.unused)
    return read.roles


def _problems(record: dict[str, str], states: set[str]) -> Iterator[str]:
    if not record["name"]:
        yield "name is empty; give the name as the news writes it"
    code = record["code"]
    country, sector = code[:3], code[3:6]
    if country not in states and country not in (*BODIES, "---"):
        yield f"code {code!r}: {country!r} is no country; give ISO 3166 alpha-3, {', '.join(BODIES)} or ---"
    elif sector and country not in BODIES and sector not in SECTORS:
        yield f"code {code!r}: {_no_role(sector)}"
    days = {}
    for column in ("start", "end"):
        try:
            days[column] = parse_day(record.get(column, ""), last=column == "end")
        except ValueError:
            yield f"{column} {record[column]!r} is no date; give 2024-03-05, 2024-03 or 2024"
    start, end = days.get("start"), days.get("end")
    if start and end and end < start:
        yield f"end {record['end']} is before start {record['start']}"


def _code(code: str, states: set[str]) -> str:
    """A code of PETRARCH's with ISO's country; a region, or a role without a country, has none (``---REB``)."""
    country = COUNTRIES.get(code[:3], code[:3])
    if country in states or country in BODIES:
        return country + code[3:]
    roles = code if code[:3] in SECTORS | RELIGIONS else code[3:]
    return f"---{roles}" if roles else ""


def _no_role(sector: str) -> str:
    return f"{sector!r} is no CAMEO role; roles are {', '.join(sorted(SECTORS))}"


def _tell(path: Path, used: int, unused: list[tuple[int, str]]) -> None:
    """Say what of a dictionary cannot be used: the first row, and with -v every one.

    Raises:
        EventcoderError: it is most of the file, which is then a dictionary of something else.
    """
    if used <= len(unused):
        why = f"row {unused[0][0]}: {unused[0][1]}" if unused else "it is empty"
        told = "most of its rows cannot be used" if used else "no row of it can be used"
        raise EventcoderError("bad-actors", f"{path}: {told} ({why}); give PETRARCH's format or .tsv")
    if unused:
        line, why = unused[0]
        more = "; -v lists all" if len(unused) > 1 else ""
        log.warning("%s: %d rows used, %d not; the first is row %d: %s%s", path, used, len(unused), line, why, more)
        for line, why in unused[1:]:
            log.info("%s, row %d: %s", path, line, why)
