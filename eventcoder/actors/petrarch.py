"""PETRARCH's actor and agent dictionaries as rows and roles of our own.

Actors: a name a line (``_`` for spaces), ``+`` before its synonyms, then codes in brackets, each with an optional
restriction: ``[AFGGOV 780427-780430]``, ``[IGOUNO >20070101]``, ``[X <940101]``; names in one run of lines
share the codes below. Days are yymmdd or yyyymmdd; a two-digit year above 30 is of the 20th century. Agents:
``TERM {PLURAL} [~GOV]``; ``{}`` says that there is no plural, ``!NAME!`` stands for each word of a substitution set.
``#`` and ``;`` begin comments.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from eventcoder.actors.tables import BODIES, Role, Row, read_roles, read_rows

CODE = re.compile(r"\[\s*([A-Za-z~]+)\s*([<>]?)\s*([\d]*)\s*(?:-\s*(\d+))?\s*\]")
COMMENT = re.compile(r"[#;].*")
SET = re.compile(r"^!(\w+)!\s*=\s*(.+)$")
ACRONYMS = frozenset(
    "AU BJP CIA EC ECOWAS EU FARC FBI GOP IAEA ICC IMF IRA ISI ISIS KGB NATO OAS OPEC OSCE PA PKK PLO PM PMO UAE UK UN "
    "UNESCO UNHCR UNICEF US USA USSR WHO WTO".split()
)
SMALL = frozenset(("of", "the", "and", "for", "in", "de", "la", "al", "bin", "du", "der", "van", "von"))


@dataclass(slots=True)
class ActorsFile:
    """What an actors file gave, and what could not be used: (line, why)."""

    rows: list[Row] = field(default_factory=list)
    unused: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class AgentsFile:
    """What an agents file gave, and what could not be used: (line, why)."""

    roles: list[Role] = field(default_factory=list)
    unused: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Block:
    """One actor under reading."""

    line: int = 0
    last: int = 0  # the line read last
    spoilt: bool = False  # it had codes, and none of them can be used
    names: list[str] = field(default_factory=list)
    codes: list[tuple[int, str, date | None, date | None]] = field(default_factory=list)


def read_actors_file(path: Path) -> ActorsFile:
    """Read ``path`` as a table of ours (.tsv) or in PETRARCH's format."""
    if path.suffix == ".tsv":
        return ActorsFile(read_rows(path))
    result, block = ActorsFile(), _Block()
    for number, raw in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
        line = COMMENT.sub("", raw).rstrip()
        if not line.strip():
            continue
        name = line.split("[", 1)[0].strip(" \t+_")
        in_run = block.names and number == block.last + 1 and not block.codes and not block.spoilt
        if name and not line.startswith("+") and not in_run:
            _close(result, block, path)
            block = _Block(number)
        block.last = number
        if name:
            block.names.append(name)
        if "[" in line:
            _read_codes(result, block, number, line)
            block.spoilt = not block.codes
    _close(result, block, path)
    return result


def _read_codes(result: ActorsFile, block: _Block, number: int, line: str) -> None:
    matches = list(CODE.finditer(line))
    if not matches:
        result.unused.append((number, f"not a code: {line.strip()}"))
    for match in matches:
        code, sign, first, last = match.groups()
        try:
            start, end = _day(first), _day(last)
        except ValueError:
            result.unused.append((number, f"not a date: {match.group()}"))
            continue
        if not code.isupper():
            result.unused.append((number, f"not a code: {match.group()}"))
            continue
        block.codes.append((number, code, None if sign == "<" else start, start if sign == "<" else end))


def _close(result: ActorsFile, block: _Block, path: Path) -> None:
    if not block.names:
        return
    if not block.codes:
        result.unused.append((block.line, f"no code: {', '.join(block.names[:3])}"))
        return
    first, *others = dict.fromkeys(form for name in block.names for form in _written(name))
    dated = any(start or end for _, _, start, end in block.codes)
    for line, code, start, end in block.codes:
        state = len(code) == 3 and code not in BODIES
        kind = "person" if dated else "state" if state else "organisation"
        row = Row(first, tuple(others), code, kind, start, end, source=path.name, file=path.name, line=line)
        result.rows.append(row)


@cache
def _day(digits: str | None) -> date | None:
    """``yymmdd`` or ``yyyymmdd``; a month or day of 00 is the first.

    >>> _day("780427")
    datetime.date(1978, 4, 27)
    """
    if not digits:
        return None
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= 30 else "19") + digits
    if len(digits) != 8:
        raise ValueError(digits)
    return date(int(digits[:4]), max(1, int(digits[4:6])), max(1, int(digits[6:])))


def _written(name: str) -> list[str]:
    """How a name in capitals is written in the news; short ones stay as abbreviations too."""
    words = name.replace("_", " ").split()
    if name != name.upper():
        return [" ".join(words)]
    forms = [" ".join(word.lower() if i and word.lower() in SMALL else _cased(word, i) for i, word in enumerate(words))]
    if len(words) == 1 and len(words[0]) <= 5:
        forms.insert(0, words[0])
    return forms


def _cased(word: str, position: int) -> str:
    """A word of a name in capitals ("AL-ZAHAR" as a surname, "O'NEIL", "PEOPLE'S", "MCCAIN", "PLO")."""
    if word in ACRONYMS:
        return word
    if word.isalpha():
        return "Mc" + word[2:].capitalize() if word.startswith("MC") and len(word) > 4 else word.capitalize()
    written = re.sub(r"[^\W\d]+", lambda match: match[0].capitalize(), word).replace("'S", "'s")
    return written[0].lower() + written[1:] if position and written[:3] in ("Al-", "El-", "Ul-") else written


def read_agents_file(path: Path) -> AgentsFile:
    """Read ``path`` as a roles table of ours (.tsv) or in PETRARCH's format."""
    if path.suffix == ".tsv":
        return AgentsFile(read_roles(path))
    result, sets = AgentsFile(), {}
    for number, raw in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
        line = raw.split("#", 1)[0].strip()
        if not line:
            continue
        if (match := SET.match(line)) is not None:
            sets[match[1]] = [word.strip() for word in match[2].split(",")]
            continue
        code = re.search(r"\[([A-Z~]+)\]", line)
        if code is None:
            result.unused.append((number, f"no code: {line}"))
            continue
        plural = re.search(r"\{([^}]*)\}", line)
        term = re.split(r"[\[{]", line, maxsplit=1)[0].strip(" _")
        role = code[1].replace("~", "")
        for form in _substituted(term, sets):
            lower = form.replace("_", " ").strip().lower()
            many = (plural[1].replace("_", " ").lower() or lower) if plural is not None else ""
            result.roles.append(Role(lower, role[:3], "person", many, role[3:6], path.name, number))
    return result


def _substituted(term: str, sets: dict[str, list[str]]) -> list[str]:
    for name, words in sets.items():
        if f"!{name}!" in term:
            return [term.replace(f"!{name}!", word) for word in words]
    return [term]
