"""The date: where it was read, and the other date expressions of the sentence."""

from collections.abc import Iterator

from spacy.tokens import Doc

from eventcoder.dates import attach
from eventcoder.dates.anchor import NOT_WHEN, date_of
from eventcoder.explain.told import Field, Lost
from eventcoder.records import CodedClause, DateMention


def when(doc: Doc, clause: CodedClause, told: Field) -> None:
    """Add how the words were read, and which dates of the sentence are not the event's."""
    chosen = date_of(doc, clause).mention
    if chosen is not None:
        told.because.append(f"rule {chosen.rule}: {chosen.text!r} is {_value(chosen)}")
    told.lost += list(_others(doc, clause, chosen))


def _value(mention: DateMention) -> str:
    if mention.value_start is None:
        return "no day that is known"
    first, last = mention.value_start, mention.value_end
    return f"{first}" if last in (None, first) else f"{first} to {last}"


def _others(doc: Doc, clause: CodedClause, chosen: DateMention | None) -> Iterator[Lost]:
    head = doc[clause.head]
    for mention in doc._.dates:
        if not head.sent.start_char <= mention.start < head.sent.end_char or mention == chosen:
            continue
        what = f"{mention.text!r} ({_value(mention)})"
        published = doc._.published
        root = attach.root_of(doc, mention)
        if mention.value_start is None:
            yield Lost(what, "the days cannot be known")
        elif mention.rule in NOT_WHEN:
            yield Lost(what, "it does not say when something was done")
        elif published is not None and mention.value_start > published:
            yield Lost(what, "it lies after publication: nothing that is told as done can be then")
        elif root is not None and attach.finite_verb(root).i != attach.finite_verb(head).i:
            yield Lost(what, f"it hangs on {attach.finite_verb(root).text!r}, not on {head.text!r}")
        else:
            yield Lost(
                what, "another date stands nearer to the act" if chosen else "the parse ties it to something else"
            )
