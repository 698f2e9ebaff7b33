"""The same deed told again lends its place: what one sentence leaves out or keeps general, another supplies."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from eventcoder.actions.reading import VIOLENT
from eventcoder.places.tie import FORCE
from eventcoder.records import Event

PLACE = (
    "place_text", "place_start", "place_end", "place_name", "geonames_id", "latitude", "longitude", "place_country",
    "place_admin1", "place_precision",
)  # fmt: skip
SHARED = ("04", *FORCE)  # deeds at a spot


def with_places(doc: Doc, events: Iterable[Event]) -> list[Event]:
    """The events of an article, those without a town of their own given the one of the same deed told elsewhere.

    The same deed has the kind of action, both parties and the day in common. Nothing is lent where its tellings name
    two towns, or where the event's own sentence names another one of the country.
    """
    rows = list(events)
    told: dict[tuple[object, ...], list[Event]] = defaultdict(list)
    for event in rows:
        if event.place_basis in ("clause", "sentence") and event.place_precision != "country":
            told[_deed(event)].append(event)
    return [_lent(doc, event, told.get(_deed(event), [])) for event in rows]


def _deed(event: Event) -> tuple[object, ...]:
    root = VIOLENT[0] if event.event_root in VIOLENT else event.event_root  # one deed told from several sides
    return root, event.source_code, event.target_code, event.event_date, event.event_date_end


def _lent(doc: Doc, event: Event, tellings: list[Event]) -> Event:
    """The event with the place that all tellings of its deed share."""
    general = event.place_basis in (None, "dateline") or (
        event.place_basis == "article" and event.place_precision == "country"
    )
    if not tellings or not general or event.event_root not in SHARED or event.event_date is None:
        return event
    if not event.source_code and not event.target_code:
        return event
    if len({t.place_name for t in tellings}) > 1 or event.place_country not in (None, tellings[0].place_country):
        return event
    here = {
        m.name for m in doc._.places
        if event.sentence_start <= m.start < event.sentence_end and m.precision != "country" and not m.dateline
        and m.country == tellings[0].place_country
    }  # fmt: skip
    if here - {tellings[0].place_name}:
        return event
    nearest = min(tellings, key=lambda t: abs(t.sentence - event.sentence))
    return replace(event, **{name: getattr(nearest, name) for name in PLACE}, place_basis="article")
