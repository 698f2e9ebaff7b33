"""Clauses with their participants, date and place become rows."""

import hashlib
from datetime import date

from spacy.tokens import Doc, Span

from eventcoder.actors.who import on_day
from eventcoder.dates.anchor import date_of
from eventcoder.events.casualties import casualties_of
from eventcoder.events.confidence import calibrated
from eventcoder.events.retold import with_places
from eventcoder.ontology import lookup
from eventcoder.places.locate import place_of
from eventcoder.records import ActorMention, CodedClause, Event, EventDate, EventPlace


def assemble(doc: Doc) -> Doc:
    """Set ``doc._.events``: one row a coded clause, in text order; identical rows once."""
    sentences = list(doc.sents)
    events: dict[str, Event] = {}
    for clause in doc._.clauses:
        event = row(doc, clause, sentences[clause.sentence])
        events.setdefault(event.event_id, event)
    doc._.events = with_places(doc, events.values())
    return doc


def event_id(article_id: str, clause: CodedClause) -> str:
    """A stable id: a hash of the article's id, the offsets of action, source and target, and the code."""
    spans = [(m.start, m.end, m.code) if m else None for m in (clause.source, clause.target)]
    key = f"{article_id}|{clause.start}|{clause.end}|{spans}|{clause.code}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _actor(side: str, mention: ActorMention | None) -> dict[str, object]:
    names = ("text", "start", "end", "code", "country", "sector", "name", "basis")
    if mention is None:
        return {f"{side}_{n}": None for n in names}
    code = None if mention.code == "---" else mention.code
    values = (
        mention.text,
        mention.start,
        mention.end,
        code,
        mention.country,
        mention.sector,
        mention.name,
        mention.basis,
    )
    return {f"{side}_{n}": v for n, v in zip(names, values, strict=True)}


def _date(when: EventDate) -> dict[str, object]:
    mention = when.mention
    return {
        "event_date": when.start,
        "event_date_end": when.end,
        "date_precision": when.precision,
        "date_basis": when.basis,
        "date_text": mention.text if mention else None,
        "date_start": mention.start if mention else None,
        "date_end": mention.end if mention else None,
    }


def _place(where: EventPlace | None) -> dict[str, object]:
    m = where.mention if where else None
    return {
        "place_text": m.text if m else None,
        "place_start": m.start if m else None,
        "place_end": m.end if m else None,
        "place_name": m.name if m else None,
        "geonames_id": m.geonames_id if m else None,
        "latitude": m.latitude if m else None,
        "longitude": m.longitude if m else None,
        "place_country": m.country if m else None,
        "place_admin1": m.admin1 if m else None,
        "place_precision": m.precision if m else None,
        "place_basis": where.basis if where else None,
    }


def _sentence(sentence: Span) -> tuple[int, int, str]:
    """The sentence's offsets and words without white space at its ends."""
    text, start = sentence.text, sentence.start_char
    words = text.strip()
    start += len(text) - len(text.lstrip())
    return start, start + len(words), words


def row(doc: Doc, clause: CodedClause, sentence: Span) -> Event:
    """One clause as an event."""
    about = doc._
    start, end, words = _sentence(sentence)
    code = lookup(clause.code)
    killed, injured = casualties_of(doc, clause)
    when = date_of(doc, clause)
    where = place_of(doc, clause, when)
    day = when.start if when.basis != "publication" else None
    fields: dict[str, object] = {
        "event_id": event_id(about.article_id, clause),
        "article_id": about.article_id,
        "url": about.url,
        "publisher": about.publisher,
        "published": about.published or date.min,
        "written": about.written or about.published or date.min,
        "sentence": clause.sentence,
        "sentence_start": start,
        "sentence_end": end,
        "sentence_text": words,
        **_actor("source", on_day(clause.source, day, about.published)),
        **_actor("target", on_day(clause.target, day, about.published)),
        "attributed_to_text": clause.attributed_to.text if clause.attributed_to else None,
        "attributed_to_code": clause.attributed_to.code if clause.attributed_to else None,
        "action_text": clause.text,
        "action_start": clause.start,
        "action_end": clause.end,
        "action_lemma": clause.lemma,
        "event_code": clause.code,
        "event_root": code.root,
        "quad_class": code.quad_class,
        "goldstein": code.goldstein,
        "plover": code.plover,
        **_date(when),
        **_place(where),
        "rule_id": clause.rule_id,
        "confidence": calibrated(clause, when, where),
        "plover_mode": code.plover_mode,
        "plover_context": code.plover_context,
        "casualties_killed": killed,
        "casualties_injured": injured,
    }
    return Event(**fields)  # type: ignore[arg-type]
