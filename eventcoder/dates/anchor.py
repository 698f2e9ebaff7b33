"""An event's date: its clause's, its sentence's, the narrative's, or the day of publication."""

import re
from datetime import date

from spacy.tokens import Doc, Span, Token

from eventcoder.dates import attach
from eventcoder.dates.attach import cues
from eventcoder.dates.behind import among_old, follows_old, is_past, since
from eventcoder.dates.course import course
from eventcoder.dates.extent import dated, from_course
from eventcoder.dates.narrative import RECENT, at_that_time, narrative, same_noun
from eventcoder.dates.told import (
    deed_in,
    is_background,
    is_mentioned,
    is_of_others,
    is_of_record,
    is_present,
    is_recounted,
    is_standing,
    last_day,
    mentions_in,
    same_subject,
    sentence_of,
)
from eventcoder.records import CodedClause, DateMention, EventDate

UNKNOWN = EventDate(None, None, "unknown", None)
SAME_TIME = frozenset({"as", "when", "while", "although", "though", "hours", "minutes", "moments", "shortly"})
NOT_WHEN = frozenset(
    {"heading", "vague", "century", "finance", "the_quarter", "the_period", "period_of", "quarter", "half"}
)


def date_of(doc: Doc, clause: CodedClause) -> EventDate:
    """The date of a coded clause.

    Basis ``clause``: the expression that hangs on the clause's own words; ``sentence``: on a verb joined to it or that
    reports it; ``narrative``: the day that the sentences before tell of; ``publication``: nothing is said and it is
    told as the day's news. What is told as background without a date gets None and precision ``unknown``. No date
    lies after publication: what is announced for later is dated by its announcement.
    """
    head, published = doc[clause.head], last_day(doc)
    sentence = sentence_of(doc, head)
    whole = course(doc, head)
    if whole is not None:
        return from_course(sentence, whole, published)
    mentions = dated_mentions(doc, sentence, published)
    along = attach.spine(head)
    own = nearest(doc, mentions, along)
    if own is not None:
        return dated(doc, own, "clause", published)
    if is_standing(head) or is_vague(doc, sentence, along):
        return UNKNOWN
    verb = attach.finite_verb(head)
    first = since(doc, mentions, verb)
    if first is not None and published is not None:
        return EventDate(first.value_start, published, "range", "sentence", first)
    shared = (
        from_siblings(doc, mentions, along)
        or from_main_clause(doc, mentions, verb)
        or from_companion(doc, mentions, verb, published)
        or (clause.code[:2] in cues("uttered") and from_document(doc, mentions, verb))
        or from_when(doc, mentions, verb)
    )
    if shared is not None:
        return dated(doc, shared, "sentence", published)
    back = at_that_time(doc, sentence)
    if back is not None:
        return dated(doc, back, "narrative", published)
    if published is None:
        return UNKNOWN
    return of_undated(doc, clause, mentions, verb, published)


def of_undated(doc: Doc, clause: CodedClause, mentions: list[DateMention], verb: Token, published: date) -> EventDate:
    """The date of a clause that has none of its own, nor shares one in its sentence: the narrative's, or none."""
    head, sentence = doc[clause.head], sentence_of(doc, verb)
    deed = head if is_recounted(head) else deed_in(head)
    other = same_noun(doc, deed, published) if deed is not None else None
    if other is not None:
        return dated(doc, other, "narrative", published)
    told_first = of_first_deed(doc, sentence) if deed is not None and deed.i != head.i else None
    if told_first is not None:
        return told_first
    uttered = head.i == verb.i and clause.code[:2] in cues("uttered") and verb.dep_ in {"ROOT", "ccomp", "conj"}
    behind = not uttered and (among_old(doc, sentence, head, published) or follows_old(doc, sentence, verb, published))
    if behind or is_background(doc, head, verb):
        return UNKNOWN
    material = clause.code[:2] in cues("material")
    said = attach.reporter(verb)
    if said is not None and not material and is_of_record(said, verb):
        return UNKNOWN
    when = nearest(doc, mentions, attach.spine(said)) if said is not None else None
    if when is not None and not (when.value_start and published - when.value_start <= RECENT):
        when = None
    if when is not None and not material:
        return dated(doc, when, "sentence", published)
    if said is not None and when is None and not material and is_of_others(said, verb):
        return UNKNOWN
    told = narrative(doc, sentence, verb, published, material) if not is_present(verb) else None
    if when is not None and (told is None or is_later(told, when)):
        return dated(doc, when, "sentence", published)
    if told is not None:
        return dated(doc, told, "narrative", published)
    if is_mentioned(head):
        return UNKNOWN
    return EventDate(published, published, "day", "publication")


def is_later(told: DateMention, report: DateMention) -> bool:
    """Whether a day lies after the one on which a report was made, which cannot tell of it."""
    return told.value_start is not None and report.value_start is not None and told.value_start > report.value_start


def of_first_deed(doc: Doc, sentence: Span) -> EventDate | None:
    """The date of the first violent deed that a text dates before a sentence ("nine were killed in the attack")."""
    for clause in doc._.clauses:
        if clause.code[:2] in cues("violent") and clause.head < sentence.start:
            when = date_of(doc, clause)
            if when.mention is not None:
                return EventDate(when.start, when.end, when.precision, "narrative", when.mention)
    return None


def dated_mentions(doc: Doc, sentence: Span, published: date | None) -> list[DateMention]:
    """A sentence's mentions that may date an event: with a value, not after publication."""
    return [
        mention
        for mention in mentions_in(doc, sentence.start_char, sentence.end_char)
        if mention.value_start is not None
        and mention.rule not in NOT_WHEN
        and not re.match(r"later\s+(?:this|today)", mention.text, re.I)
        and (published is None or mention.value_start <= published)
    ]


def is_vague(doc: Doc, sentence: Span, along: list[Token]) -> bool:
    """Whether a spine is dated by words that name no interval and not the day: "in recent weeks"."""
    told = [
        mention
        for mention in mentions_in(doc, sentence.start_char, sentence.end_char)
        if mention.rule == "vague" and not cues("vague_past").isdisjoint(mention.text.lower().split())
    ]
    return nearest(doc, told, along) is not None


def nearest(doc: Doc, mentions: list[DateMention], along: list[Token]) -> DateMention | None:
    """The mention nearest to a spine, None where none hangs on it."""
    best: tuple[int, int, DateMention] | None = None
    for mention in mentions:
        root = attach.root_of(doc, mention)
        far = attach.distance(mention, root, along) if root is not None else None
        if far is None or root is None:
            continue
        rank = (far, abs(root.i - along[0].i))
        if best is None or rank < best[:2]:
            best = (*rank, mention)
    return best[2] if best else None


def from_siblings(doc: Doc, mentions: list[DateMention], along: list[Token]) -> DateMention | None:
    """The date of a verb joined by "and" to the spine's last verb."""
    if not attach.is_verb(along[-1]):
        return None
    for verb in siblings(along[-1]):
        alike = verb.tag_ == along[-1].tag_ or (is_past(verb) and is_past(along[-1]) and not attach.says(verb))
        if not alike or attach.perfect(verb) != attach.perfect(along[-1]):
            continue
        found = nearest(doc, mentions, [verb])
        root = attach.root_of(doc, found) if found is not None else None
        if root is not None and not along[-1].i < root.i < verb.i:  # "warned him and in October expelled him"
            return found
    return None


def siblings(verb: Token) -> list[Token]:
    """The verbs joined to a verb by "and", nearest first."""
    found: list[Token] = []
    top = verb
    while top.dep_ == "conj" and attach.is_verb(top.head):
        top = top.head
        found.append(top)
    stack = [verb]
    while stack:
        for child in stack.pop().children:
            if child.dep_ == "conj" and attach.is_verb(child):
                found.append(child)
                stack.append(child)
    return found


def from_main_clause(doc: Doc, mentions: list[DateMention], verb: Token) -> DateMention | None:
    """The date of the clause above one with "as", "when" or "where he"; above one with "after", if over a day long."""
    if verb.dep_ not in {"advcl", "relcl"} or (verb.dep_ == "advcl" and not attach.is_verb(verb.head)):
        return None
    marks = {child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod", "npadvmod"}}
    above = attach.finite_verb(verb.head)
    together = bool(marks & SAME_TIME) or ("where" in marks and same_subject(above, verb))
    if not together and not marks & {"after"}:
        return None
    found = nearest(doc, mentions, attach.spine(above))
    if found is None or (not together and found.precision == "day"):
        return None
    return found


def from_companion(doc: Doc, mentions: list[DateMention], verb: Token, published: date | None) -> DateMention | None:
    """The recent day of what was done just before or after: "before leaving the port on Sunday, he received ..."."""
    for child in verb.children:
        if child.dep_ != "prep" or child.lower_ not in cues("companions"):
            continue
        for grand in child.children:
            found = nearest(doc, mentions, [grand]) if grand.tag_ == "VBG" else None
            if found and found.precision == "day" and found.value_start and published:
                return found if published - found.value_start <= RECENT else None
    return None


def from_document(doc: Doc, mentions: list[DateMention], verb: Token) -> DateMention | None:
    """The date of what brought out a document, for what it says: "issued a report on Monday that accused ..."."""
    if verb.dep_ != "relcl" or verb.head.lemma_.lower() not in cues("documents"):
        return None
    return nearest(doc, mentions, attach.spine(attach.finite_verb(verb.head)))


def from_when(doc: Doc, mentions: list[DateMention], verb: Token) -> DateMention | None:
    """The date of a clause with "when" under the verb, or under one before it joined to it by "and"."""
    for above in (verb, *siblings(verb)):
        for child in above.children:
            together = child.dep_ == "advcl" and any(t.lower_ == "when" for t in child.children)
            found = nearest(doc, mentions, [child]) if together else None
            if found is not None:
                return found
    return None
