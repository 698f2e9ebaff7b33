"""The day that a text's sentences tell of when one of them names none."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Doc, Span, Token

from eventcoder.dates import attach
from eventcoder.dates.attach import cues
from eventcoder.dates.told import last_day, same_subject, sentence_number, sentence_starts
from eventcoder.records import DateMention, text_of

TOLD = "date_days"
RECENT = timedelta(days=5)  # before publication: what news goes on to tell without naming its day again
BACK, AHEAD, LEDE = 1, 3, 3  # sentences looked at before, after, and at the head of the article


@dataclass(frozen=True, slots=True)
class Told:
    """A single recent day that a finite clause says something happened (or was said) on; ``verb`` is its token."""

    mention: DateMention
    verb: int
    sentence: int
    saying: bool


def told_days(doc: Doc, published: date) -> list[Told]:
    """The recent days named by the statements of a text, in order, once a doc; those of asides left out."""
    kept: list[Told] | None = doc.user_data.get(TOLD)
    if kept is not None:
        return kept
    found: list[Told] = []
    doc.user_data[TOLD] = found
    starts = sentence_starts(doc)
    for mention in doc._.dates:
        if mention.value_start is None or mention.precision != "day" or mention.rule in {"clock", "ago"}:
            continue
        if not timedelta(0) <= published - mention.value_start <= RECENT:
            continue
        root = attach.root_of(doc, mention)
        if root is None or (root.dep_ in {"poss", "compound", "nmod"} and root.head.dep_ not in {"nsubj", "nsubjpass"}):
            continue
        verb = attach.finite_verb(root)
        number = bisect_right(starts, root.i) - 1
        found.append(Told(mention, verb.i, number, verb.lemma_.lower() in cues("reporting")))
    return found


def narrative(doc: Doc, sentence: Span, verb: Token, published: date, material: bool) -> DateMention | None:
    """The day of an undated statement.

    A deed has the day of the last deed told before, else of the next one after the article's head, else the day on
    which its report was made. An utterance has the day of its speaker's last one, else that of the article's head.
    """
    number = sentence_number(doc, sentence[0])
    days = told_days(doc, published)
    before = [told for told in days if number - BACK <= told.sentence < number]
    for told in reversed(before):
        if material and not told.saying:
            return told.mention
        if not material and (same_subject(doc[told.verb], verb) or not told.saying):
            return told.mention
    if material and number < LEDE:
        for told in days:
            if number <= told.sentence <= number + AHEAD and not told.saying and doc[told.verb].tag_ in {"VBD", "VBN"}:
                return told.mention
    if not material:
        for told in days:
            if number < told.sentence <= number + AHEAD and told.saying and same_subject(verb, doc[told.verb]):
                return told.mention
    lede = [told for told in days if told.sentence < min(number + 1, LEDE)]
    return lede[0].mention if lede else None


def same_noun(doc: Doc, noun: Token, published: date) -> DateMention | None:
    """The day that hangs on another occurrence of an eventive noun ("talks late Monday" for "the talks")."""
    best: tuple[int, DateMention] | None = None
    for mention in doc._.dates:
        if mention.value_start is None or mention.value_start > published or mention.precision != "day":
            continue
        root = attach.root_of(doc, mention)
        for above in attach.ancestors(root)[:5] if root is not None else []:
            if above.lemma_ == noun.lemma_ and above.i != noun.i:
                far = abs(above.i - noun.i)
                if best is None or far < best[0]:
                    best = (far, mention)
            if attach.is_finite(above):
                break
    return best[1] if best else None


def at_that_time(doc: Doc, sentence: Span) -> DateMention | None:
    """What "at the time" points back to: the last interval named in the two sentences before."""
    text = text_of(doc)[sentence.start_char : sentence.end_char].lower()
    if not any(phrase in text for phrase in cues("at_that_time")):
        return None
    latest = last_day(doc)
    for mention in reversed(doc._.dates):
        if mention.value_start is None or (latest is not None and mention.value_start > latest):
            continue
        if mention.start < sentence.start_char:
            return mention if sentence.start_char - mention.start < 500 else None
    return None
