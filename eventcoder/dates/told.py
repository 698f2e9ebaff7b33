"""Whether an undated event is told as the day's news or as what lies behind it."""

from bisect import bisect_right
from datetime import date

from spacy.tokens import Doc, Span, Token

from eventcoder.dates import attach
from eventcoder.dates.attach import cues
from eventcoder.records import DateMention

STARTS = "date_sentences"
HEAD = 4  # an article's first sentences, in which a perfect is news


def is_background(doc: Doc, head: Token, verb: Token) -> bool:
    """Whether an undated event is background: in an aside, or told as long past or standing."""
    if _goes_on(head):
        return False
    if (
        attach.is_judged(head)
        or head.dep_ == "amod"
        or attach.is_of_another(head)
        or _is_spoken_of(head)
        or _is_presupposed(head)
        or _is_ground(head)
        or _is_aside(verb)
    ):
        return True
    words = {child.lower_ for child in verb.children}
    if verb.dep_ == "conj" and attach.is_verb(verb.head):
        words |= {child.lower_ for child in verb.head.children if child.dep_ == "advmod"}
    if words & cues("background_words"):
        return True
    if words & cues("news_words"):
        return False
    match attach.perfect(verb):
        case "had":
            return attach.reporter(verb) is None
        case "has":
            return _held(doc, verb)
    return False


def is_standing(head: Token) -> bool:
    """Whether a noun is of what goes on or was long ago ("the invasion"): it has the date that hangs on it or none."""
    if head.lemma_.lower() not in cues("standing") or attach.is_verb(head) or is_recounted(head):
        return False
    return head.dep_ == "nsubj" or not attach.carries(head.head, head)  # "launched an investigation" is news


def is_mentioned(head: Token) -> bool:
    """Whether an event is only spoken of, not told as news: "aid for victims of a raid", "men backed by him"."""
    if attach.is_verb(head):
        return head.dep_ == "acl" and head.tag_ == "VBN"
    return head.dep_ == "pobj" and head.head.head.dep_ == "pobj" and not is_recounted(head)


def is_present(verb: Token) -> bool:
    """Whether a verb is in the present or its progressive: what is so on the day of writing."""
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if attach.perfect(verb):
        return False
    return any(token.tag_ in {"VBZ", "VBP"} for token in (helpers or [verb]))


def _goes_on(verb: Token) -> bool:
    """Whether a verb is in the present progressive ("who are blocking the road"): it is true of the day."""
    helpers = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    return verb.tag_ == "VBG" and bool(helpers & {"is", "are", "'s", "'re"})


def is_recounted(noun: Token) -> bool:
    """Whether a noun is of a meeting already spoken of: "the talks", "their meeting"."""
    known = any(child.dep_ in {"det", "poss"} and child.lower_ not in {"a", "an"} for child in noun.children)
    return known and noun.lemma_.lower() in cues("recounted")


def deed_in(verb: Token) -> Token | None:
    """The deed already spoken of in which another was done: "nine were killed in the raid"."""
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ in {"in", "during", "by"}:
            for noun in prep.children:
                if is_recounted(noun):
                    return noun
    return None


def _is_presupposed(head: Token) -> bool:
    """Whether a subject speaks of a deed as known: "the decision to close the border hurt trade"."""
    return head.dep_ == "acl" and head.tag_ == "VB" and head.head.dep_ in {"nsubj", "nsubjpass"}


def _is_ground(head: Token) -> bool:
    """Whether a participle is what another deed is for: "sanctions on Ruritania for invading it"."""
    return head.dep_ == "pcomp" and head.head.lower_ in cues("grounds")


def _is_spoken_of(head: Token) -> bool:
    """Whether a noun is "a recent attack", or stands behind a preposition that sets it apart: "after its capture"."""
    if not attach.is_verb(head) and any(c.dep_ == "amod" and c.lower_ in cues("former") for c in head.children):
        return True
    while head.dep_ in {"conj", "appos"} and not attach.is_verb(head.head):
        head = head.head
    if attach.is_verb(head) or head.dep_ != "pobj" or head.lemma_.lower() in cues("recounted"):
        return False
    return head.head.lower_ in cues("behind")


def _is_aside(verb: Token) -> bool:
    """Whether a verb stands in a clause that only tells which one is meant, or that "since" or "because" sets apart.

    "Said so before he left" tells of one occasion, as does "five died after a shell hit the school".
    """
    for token in [verb, *attach.ancestors(verb)]:
        if token.dep_ == "relcl" and _tells_which(token):
            return True
        if token.dep_ == "advcl":
            marks = {child.lower_ for child in token.children} & cues("background_marks")
            same = (marks == {"before"} and token.head.lemma_ in cues("reporting")) or (
                marks == {"after"} and token.head.lemma_ in cues("dying")
            )
            if marks and not same:
                return True
    return False


def _tells_which(verb: Token) -> bool:
    """Whether a relative clause lies behind its sentence: "the town they had held", "the aid that he requested".

    One whose noun is the doer goes on to tell ("adopted a motion that condemned him"), as does one after a comma.
    """
    if attach.perfect(verb) == "had":
        return True
    who = _subject(verb)
    past = attach.perfect(verb) == "has" or verb.tag_ in {"VBD", "VBN"}
    told_on = who is None or who.tag_ in {"WP", "WDT"} or verb.doc[max(0, verb.left_edge.i - 1)].is_punct
    return past and not told_on


def _held(doc: Doc, verb: Token) -> bool:
    """Whether a perfect tells what stands so for some time: below the article's head, and nobody's report."""
    if attach.reporter(verb) is not None or _quotes(verb) or (verb.tag_ == "VBG" and verb.dep_ != "xcomp"):
        return False
    return sentence_number(doc, verb) >= HEAD and not _is_for_later(doc, verb)


def _quotes(verb: Token) -> bool:
    """Whether a verb's subject goes on to speak: "has condemned the raid, calling it a crime"."""
    return any(
        child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_.lower() in cues("speaking")
        for child in verb.children
    )


def _is_for_later(doc: Doc, verb: Token) -> bool:
    """Whether a verb's words name a time not over by publication ("have called a strike for May 3"): that is news."""
    published = doc._.written
    if published is None:
        return False
    first, last = doc[verb.left_edge.i].idx, doc[verb.right_edge.i].idx
    return any(
        mention.value_end is not None and mention.value_end > published and first <= mention.start <= last
        for mention in doc._.dates
    )


def same_subject(verb: Token, other: Token) -> bool:
    """Whether two verbs have subjects with the same head word, or the second a pronoun."""
    mine, its = _subject(verb), _subject(other)
    return its is not None and (its.pos_ == "PRON" or (mine is not None and mine.lower_ == its.lower_))


def is_of_others(said: Token, verb: Token) -> bool:
    """Whether a report tells what others had said before: "aides said that he had called the envoy"."""
    return attach.perfect(verb) == "had" and not same_subject(said, verb)


def is_of_record(said: Token, verb: Token) -> bool:
    """Whether a court's papers or a book tell what somebody did once: "the indictment said that he asked for arms"."""
    teller, doer = _subject(said), _subject(verb)
    if teller is None or teller.lemma_.lower() not in cues("records"):
        return False
    return doer is None or doer.lower_ not in {teller.lower_, "it", "they", "we"}


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)


def last_day(doc: Doc) -> date | None:
    """The day after which nothing told can have happened: that of writing, else of publication."""
    day: date | None = doc._.written
    return day


def sentence_number(doc: Doc, token: Token) -> int:
    """The number of a token's sentence in its doc, from 0."""
    return bisect_right(sentence_starts(doc), token.i) - 1


def mentions_in(doc: Doc, start: int, end: int) -> list[DateMention]:
    """The mentions of dates that begin within a stretch of characters."""
    return [mention for mention in doc._.dates if start <= mention.start < end]


def sentence_of(doc: Doc, token: Token) -> Span:
    """A token's sentence; ``token.sent`` looks through the whole doc at every call."""
    starts = sentence_starts(doc)
    number = sentence_number(doc, token)
    return doc[starts[number] : starts[number + 1] if number + 1 < len(starts) else len(doc)]


def sentence_starts(doc: Doc) -> list[int]:
    """The indices of the tokens that open a sentence, once a doc; :func:`eventcoder.dates.add_dates` forgets them."""
    starts: list[int] | None = doc.user_data.get(STARTS)
    if starts is None:
        opens = (doc.to_array("SENT_START") == 1).nonzero()[0].tolist()
        starts = doc.user_data[STARTS] = opens if opens[:1] == [0] else [0, *opens]
    return starts
