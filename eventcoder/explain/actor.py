"""Source and target: the row of the tables behind the code, namesakes, and who else the sentence names."""

from collections.abc import Iterator
from datetime import date

from spacy.tokens import Doc

from eventcoder.actors import load_knowledge
from eventcoder.actors.knowledge import Entity
from eventcoder.actors.match import fold
from eventcoder.explain.told import LINKS, Field, Lost
from eventcoder.records import ActorMention, CodedClause

SHOWN = 4


def actor(doc: Doc, clause: CodedClause, side: str, told: Field, day: date | None) -> None:
    """Add what the tables say of the mention, and the actors of the sentence that are not this side."""
    mention = clause.source if side == "source" else clause.target
    if mention is not None and mention.name:
        tables = load_knowledge()
        known = tables.best(fold(mention.name), day)
        if known is not None:
            told.because.append(_row(known, day))
            for name in dict.fromkeys((mention.text, mention.name)):
                told.lost += [_namesake(e, day) for e in tables.by_alias.get(fold(name), []) if e.name != known.name]
    told.lost += list(_others(doc, clause, side))[:SHOWN]


def _row(entity: Entity, day: date | None) -> str:
    row = entity.row_on(day)
    if row is None:
        return f"{entity.name} is in the tables, out of office on {day}"
    dates = f" from {row.start or '...'} to {row.end or 'today'}" if row.start or row.end else ""
    return f"{row.file}:{row.line}: {row.name} {row.code}" + (f", {row.office}" if row.office else "") + dates


def _namesake(entity: Entity, day: date | None) -> Lost:
    code = entity.code_on(day) or "no code"
    why = "not in force on the day" if entity.row_on(day) is None else "the article speaks of another country or kind"
    return Lost(f"{entity.name} ({code}, {entity.kind})", why)


def _others(doc: Doc, clause: CodedClause, side: str) -> Iterator[Lost]:
    sentence = doc[clause.head].sent
    taken = [m for m in (clause.source, clause.target) if m is not None]
    other = "target" if side == "source" else "source"
    for mention in doc._.actors:
        if not (sentence.start <= mention.head < sentence.end) or mention.code is None:
            continue
        if any(m.start <= mention.start and mention.end <= m.end for m in doc._.actors if m is not mention):
            continue  # a part of another's name
        if any(mention.start < m.end and m.start < mention.end for m in taken):
            if mention in taken and mention == (clause.target if side == "source" else clause.source):
                yield Lost(f"{mention.text!r} ({mention.code})", f"it is the {other}")
            continue
        if clause.attributed_to is not None and mention.start == clause.attributed_to.start:
            yield Lost(f"{mention.text!r} ({mention.code})", "it only says so")
        else:
            yield Lost(f"{mention.text!r} ({mention.code})", link(doc, mention, clause))


def link(doc: Doc, mention: ActorMention, clause: CodedClause) -> str:
    """Where a mention hangs in the sentence, in words."""
    token = doc[mention.head]
    above = token.head
    if token.dep_ == "pobj":
        how = f"it follows {above.text!r}"
    elif above.i == token.i:
        how = "it heads the sentence"
    else:
        how = f"it is {LINKS.get(token.dep_, token.dep_)} of " + (
            "the act" if above.i == clause.head else repr(above.text)
        )
    return f"{how}: no place where the pattern looks for one"
