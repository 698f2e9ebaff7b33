"""Who is who: the tables as an index by name, and the role each held on a day."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from msgspec.structs import replace

from eventcoder.actors.forms import plurals, surnames
from eventcoder.actors.match import Names, fold
from eventcoder.actors.own import own_roles, own_rows
from eventcoder.actors.tables import BODIES, Role, Row, read_directory
from eventcoder.actors.words import load_words
from eventcoder.lookups import Lookup, note
from eventcoder.own import OwnTables, current

DIRECTORY = Path(__file__).resolve().parents[1] / "knowledge" / "actors"
PRECEDENCE = ("GOV", "MIL", "LEG", "JUD", "COP", "SPY", "REB", "OPP", "PTY")
FOREIGN = 3  # what being of no country that the article names adds to a rank of prominence
FORMER = 3  # the rank of a late chief of state or government


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody the tables know: all rows of one name. ``form`` is name, demonym or metonym for states."""

    name: str
    kind: str
    rows: list[Row] = field(default_factory=list)
    form: str = "name"

    @property
    def home(self) -> str | None:
        """The country of the entity, whatever the day; None for international bodies and where unknown."""
        for row in self.rows:
            if row.code[:3] not in BODIES and not row.code.startswith("---"):
                return row.code[:3]
        return None

    def home_on(self, day: date | None) -> str | None:
        """The country served on the day, else :attr:`home` (the Kremlin was once the Soviet Union's)."""
        row = self.row_on(day) if len(self.rows) > 1 else None
        if row is not None and row.code[:3] not in (*BODIES, "---", ""):
            return row.code[:3]
        return self.home

    def row_on(self, day: date | None) -> Row | None:
        """The row in force on the day (the user's own, government, the latest first); without a day the last one."""
        current = [
            r for r in self.rows if day is None or ((not r.start or r.start <= day) and (not r.end or day <= r.end))
        ]
        if not current:
            return None
        return min(current, key=lambda r: (not r.own, rank(r.code), -(r.start or date.min).toordinal()))

    def code_on(self, day: date | None) -> str | None:
        """The CAMEO code on the day. Out of office is ELI; before the first office, the country alone.

        States and organisations keep their code outside their dates, since old names live on in the news.
        """
        row = self.row_on(day)
        if row:
            return row.code or None
        if self.kind != "person":
            nearest = min(self.rows, key=lambda r: _distance(r, day))
            return nearest.code or None
        before = any(r.start is None or (day is not None and r.start <= day) for r in self.rows)
        if not before:
            return self.home
        return f"{self._last_country(day) or '---'}ELI"

    def _last_country(self, day: date | None) -> str | None:
        """The country last served before the day: a state may have ended since an earlier office."""
        served = [
            r
            for r in self.rows
            if r.code[:3] not in (*BODIES, "---") and (day is None or not r.start or r.start <= day)
        ]
        return max(served, key=lambda r: r.end or r.start or date.min).code[:3] if served else self.home


def rank(code: str) -> int:
    """Which of two offices held at once gives the code: the lower one."""
    sector = code[3:6]
    return PRECEDENCE.index(sector) if sector in PRECEDENCE else len(PRECEDENCE)


def _distance(row: Row, day: date | None) -> int:
    if day is None:
        return 0
    if row.start and day < row.start:
        return (row.start - day).days
    return (day - row.end).days if row.end and day > row.end else 0


class Knowledge:
    """The tables, indexed. Later rows of the same name add to earlier ones."""

    def __init__(self, rows: Iterable[Row], roles: Iterable[Role]) -> None:
        self.by_alias: dict[str, list[Entity]] = {}
        self.by_surname: dict[str, list[Entity]] = {}
        self.entities: dict[tuple[str, str], Entity] = {}
        self.states: dict[str, Entity] = {}
        self.roles: dict[str, Role] = {}
        for row in rows:
            self._add(row)
        for role in roles:
            for form in (role.term, *plurals(role)):
                self.roles.setdefault(form, role)
        for entity in self.entities.values():
            if entity.kind == "person":
                for surname in surnames(entity.name, entity.home):
                    self.by_surname.setdefault(fold(surname), []).append(entity)
        self.names = Names(self.by_alias)
        self.role_names = Names(self.roles, lower=True)

    def _add(self, row: Row) -> None:
        kind = row.kind if row.kind in ("state", "person") else "organisation"
        self._call(row, kind, "name", (row.name, *row.aliases))
        if kind == "state":
            self._call(row, kind, "demonym", row.demonyms)
            self._call(row, kind, "metonym", row.metonyms)

    def _call(self, row: Row, kind: str, form: str, names: tuple[str, ...]) -> None:
        if not names:
            return
        key = (f"{kind}:{form}", f"{row.name}:{row.code}") if kind == "state" else (kind, row.name)
        entity = self.entities.get(key)
        if entity is None:
            entity = self.entities[key] = Entity(row.name, kind, [], form)
            if kind == "state" and form == "name":
                self.states.setdefault(row.code, entity)
        entity.rows.append(row)
        for name in names:
            known = self.by_alias.setdefault(fold(name), [])
            if entity not in known:
                known.append(entity)

    @cached_property
    def offices(self) -> dict[tuple[str, str], list[Row]]:
        """The rows of every office, by country and name of the office ("FRA", "president")."""
        offices: dict[tuple[str, str], list[Row]] = {}
        for entity in self.entities.values():
            if entity.kind == "person":
                for row in entity.rows:
                    offices.setdefault((row.code[:3], row.office.lower()), []).append(row)
        return offices

    def _surnamed(self, name: str) -> list[Entity]:
        note("surname", fold(name))
        return self.by_surname.get(fold(name), [])

    def role(self, term: str) -> Role | None:
        """The role of a term in lower case, singular or plural."""
        note("role", term)
        return self.roles.get(term)

    def state(self, code: str, form: str = "name") -> Entity | None:
        """The state of a CAMEO country code, as it goes by its name, demonyms or metonyms; by its name at least."""
        note("state", code, form)
        state = self.states.get(code)
        return None if state is None else self.entities.get((f"state:{form}", f"{state.name}:{code}"), state)

    def answer(self, lookup: Lookup) -> str:
        """What the tables have for something that was looked up: another answer may be another coding."""
        match lookup:
            case "alias", key:
                found: Iterable[object] = map(_told, self.by_alias.get(key, ()))
            case "surname", name:
                found = map(_told, self.by_surname.get(name, ()))
            case "office", country, office:
                found = ((row.start, row.end) for row in self.offices.get((country, office), ()))
            case "role", term:
                found = (replace(self.roles[term], file="", line=0),) if term in self.roles else ()
            case "state", code, form:
                state = self.state(code, form)
                found = (_told(state),) if state is not None else ()
            case "names", text:
                found = ({key for _, _, key in self.names.find(text)}, {k for _, _, k in self.role_names.find(text)})
                found = map(sorted, found)
            case _:
                raise ValueError(f"{lookup}: no such lookup")
        return repr(list(found))

    def is_filled(self, country: str, office: str, day: date | None) -> bool:
        """Whether the tables know who held an office of a country ("FRA", "president") on a day."""
        note("office", country, office)
        rows = self.offices.get((country, office), [])
        return day is not None and any(
            row.start is not None and row.start <= day and (row.end is None or day <= row.end) for row in rows
        )

    def best(self, key: str, day: date | None, countries: Sequence[str] = ()) -> Entity | None:
        """The one entity an alias means on a day; with several, one of ``countries`` is preferred."""
        note("alias", key)
        found = self.by_alias.get(key)
        if not found:
            return None
        return min(found, key=lambda e: _fit(e, day, countries)) if len(found) > 1 else found[0]

    def surname(self, name: str, day: date | None, countries: Sequence[str] = ()) -> Entity | None:
        """The one person in office a bare surname means on a day; None where two are equally likely."""
        found = self._surnamed(name)
        ranked = sorted((_prominence(e, day, countries), i) for i, e in enumerate(found))
        ranked = [(score, i) for score, i in ranked if score < 9]
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        if ranked[0][0] > FOREIGN and len({entity.home for entity in found}) > 1:
            return None  # a common name, and no story of the country of this bearer, who is no chief
        return found[ranked[0][1]]

    def only_chief(self, name: str, day: date | None) -> Entity | None:
        """The last chief of state or government of a surname that only people of one country bear ("Mandela")."""
        bearers = self._surnamed(name)
        rows = [(row, i) for i, bearer in enumerate(bearers) for row in bearer.rows if _is_chief(row.office)]
        served = [(row.start, i) for row, i in rows if row.start and (day is None or row.start <= day)]
        if not served or {bearer.home for bearer in bearers} != {bearers[served[0][1]].home} - {None}:
            return None
        return bearers[max(served)[1]]

    def titled(self, name: str, title: str, day: date | None, countries: Sequence[str] = ()) -> Entity | None:
        """The bearer of a surname who held the office of that title, on the day or nearest to it.

        None where bearers from several countries are equally near and the article names none of them.
        """
        fits = [
            (entity, min(_distance(row, day) for row in rows))
            for entity in self._surnamed(name)
            if (rows := [row for row in entity.rows if row.office.lower() == title])
        ]
        near = [pair for pair in fits if pair[0].home in countries] or fits
        near.sort(key=lambda pair: pair[1])
        if len(near) > 1 and near[0][1] == near[1][1] and near[0][0].home != near[1][0].home:
            return None
        return near[0][0] if near else None


def _told(entity: Entity) -> tuple[object, ...]:
    """All of an entity that a coding may depend on: not where its rows stand, nor what they are taken from."""
    rows = [replace(row, source="", certainty="", file="", line=0) for row in entity.rows]
    return entity.name, entity.kind, entity.form, rows


def _fit(entity: Entity, day: date | None, countries: Sequence[str]) -> tuple[bool, bool, bool, int]:
    own = any(row.own and not _distance(row, day) for row in entity.rows)
    distance = min((_distance(row, day) for row in entity.rows), default=0)
    order = ("state", "organisation", "person").index(entity.kind)
    return (not own, bool(countries) and entity.home not in countries, distance > 0, order)


def _prominence(entity: Entity, day: date | None, countries: Sequence[str]) -> int:
    """0 for a chief of state or government in office, up to 9 for somebody a bare surname would not mean."""
    row = entity.row_on(day)
    local = 0 if not countries or entity.home in countries else FOREIGN
    if row is None:
        former = [r for r in entity.rows if r.end and day and r.end < day and (day - r.end).days < 3000]
        return FORMER + local if former and any(_is_chief(r.office) for r in former) else 9
    if _is_chief(row.office):
        return local
    return (1 if "minister" in row.office.lower() or "secretary" in row.office.lower() else 2) + local


def _is_chief(office: str) -> bool:
    office = office.lower()
    if "vice" in office or "deputy" in office:
        return False
    return any(
        word in office for word in ("president", "prime minister", "chancellor", "king", "supreme leader", "premier")
    )


def load_knowledge(directory: Path = DIRECTORY, own: OwnTables | None = None) -> Knowledge:
    """The knowledge of one directory and of own tables (those of the pipeline at work), read once a process.

    On the days that a row of one's own covers, it beats ours of the same name; a role of one's own always does.

    Raises:
        EventcoderError: a mistake in an own table.
    """
    return _load(directory, current() if own is None else own)


@cache
def _load(directory: Path, own: OwnTables) -> Knowledge:
    with _no_collection():
        return _read(directory, own)


@contextmanager
def _no_collection() -> Iterator[None]:
    """No search for garbage while a hundred thousand lasting objects are made: it would take half of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _read(directory: Path, own: OwnTables) -> Knowledge:
    rows, roles = read_directory(directory)
    states = {row.code for row in rows if row.kind == "state"}
    more_rows = [row for path in own.actors for row in own_rows(Path(path), states)]
    more_roles = [role for path in own.agents for role in own_roles(Path(path))]
    bare = [Role(f"{rank}{term}", "", "person") for term in sorted(load_words().delegates) for rank in ("", "deputy ")]
    return Knowledge([*more_rows, *rows], [*more_roles, *roles, *bare])
