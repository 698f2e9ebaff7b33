"""An event's date: its clause's, its sentence's, the narrative's, or the day of publication."""

from datetime import date, timedelta

from spacy.tokens import Doc, Span, Token

from eventcoder.dates import attach
from eventcoder.dates.attach import cues
from eventcoder.records import CodedClause, DateMention, EventDate

UNKNOWN = EventDate(None, None, "unknown", None)
RECENT = timedelta(days=7)  # a day of the narrative within which undated sentences of the day's news go on
NOT_WHEN = frozenset({"vague", "century", "year_end", "finance", "the_quarter", "quarter", "half"})


def date_of(doc: Doc, clause: CodedClause) -> EventDate:
    """The date of a coded clause.

    Basis ``clause``: the expression that hangs on the clause's own words; ``sentence``: on a verb joined to it or that
    reports it; ``narrative``: the day that the sentences before tell of; ``publication``: nothing is said and it is
    told as the day's news. What is told as background without a date gets None and precision ``unknown``. No date
    lies after publication: what is announced for later is dated by its announcement.
    """
    head, published = doc[clause.head], doc._.published
    mentions = dated_mentions(doc, head.sent, published)
    along = attach.spine(head)
    own = nearest(doc, mentions, along, clause.tokens)
    if own is not None:
        return dated(doc, own, "clause", published)
    verb = attach.finite_verb(head)
    shared = from_siblings(doc, mentions, along, clause.tokens)
    if shared is not None:
        return dated(doc, shared, "sentence", published)
    if published is None or is_background(doc, head, verb, along):
        return UNKNOWN
    said = attach.reporter(verb)
    if said is not None:
        when = nearest(doc, mentions, attach.spine(said), frozenset())
        if when is not None and when.value_start and published - when.value_start <= RECENT:
            return dated(doc, when, "sentence", published)
    return undated(doc, head, published)


def dated_mentions(doc: Doc, sentence: Span, published: date | None) -> list[DateMention]:
    """A sentence's mentions that may date an event: with a value, not after publication."""
    return [
        mention
        for mention in doc._.dates
        if sentence.start_char <= mention.start < sentence.end_char
        and mention.value_start is not None
        and mention.rule not in NOT_WHEN
        and (published is None or mention.value_start <= published)
    ]


def nearest(doc: Doc, mentions: list[DateMention], along: list[Token], tokens: frozenset[int]) -> DateMention | None:
    """The mention nearest to a spine, None where none hangs on it."""
    best: tuple[int, int, DateMention] | None = None
    for mention in mentions:
        root = attach.root_of(doc, mention)
        far = attach.distance(root, along, tokens) if root is not None else None
        if far is None or root is None:
            continue
        rank = (far, abs(root.i - along[0].i))
        if best is None or rank < best[:2]:
            best = (*rank, mention)
    return best[2] if best else None


def from_siblings(
    doc: Doc, mentions: list[DateMention], along: list[Token], tokens: frozenset[int]
) -> DateMention | None:
    """The date of a verb joined by "and" to the spine's last verb."""
    if not attach.is_verb(along[-1]):
        return None
    for verb in attach.siblings(along[-1]):
        if verb.tag_ == along[-1].tag_:
            found = nearest(doc, mentions, [verb], tokens)
            if found is not None:
                return found
    return None


def dated(doc: Doc, mention: DateMention, basis: str, published: date | None) -> EventDate:
    """A mention as an event's date: from "since" on to publication, a range's two ends joined, never beyond publication."""
    start, end, precision = mention.value_start, mention.value_end, mention.precision
    before = doc.text[max(0, mention.start - 10) : mention.start].lower().split()
    if published is not None and before[-1:] == ["since"]:
        end, precision = published, "range"
    other = range_end(doc, mention)
    if other is not None and start is not None and other.value_end is not None and other.value_end > start:
        end, precision = other.value_end, "range"
    return EventDate(start, end, precision, basis, mention)


def range_end(doc: Doc, mention: DateMention) -> DateMention | None:
    """The second mention of "from Tuesday to Sunday" and "between 1998 and 2001"."""
    before = doc.text[max(0, mention.start - 12) : mention.start].lower().split()
    if before[-1:] not in (["from"], ["between"]):
        return None
    for other in doc._.dates:
        if other.start > mention.end:
            between = doc.text[mention.end : other.start].strip().lower()
            return other if between in {"to", "through", "until", "till", "and", "up to"} else None
    return None


def is_background(doc: Doc, head: Token, verb: Token, along: list[Token]) -> bool:
    """Whether an undated event is told as what lies behind the news."""
    top = along[-1]
    if not attach.is_verb(head) and not attach.is_finite(top):
        return True  # a noun set apart: "over the arrests"
    if any(child.lower_ in cues("background_words") for child in verb.children):
        return True
    if any(child.lower_ in cues("news_words") for child in verb.children):
        return False
    chain = [verb, *attach.ancestors(verb)]
    for token in chain:
        if token.dep_ == "relcl":
            return True
        if token.dep_ == "advcl" and any(child.lower_ in cues("background_marks") for child in token.children):
            return True
    said = attach.reporter(verb)
    kind = attach.perfect(verb)
    if kind == "had":
        return said is None
    if kind == "has":
        progressive = any(child.lower_ == "been" for child in verb.children) and verb.tag_ == "VBG"
        return not progressive and said is None and sentence_number(doc, verb) > 1
    return False


def sentence_number(doc: Doc, token: Token) -> int:
    """The number of a token's sentence in its doc, the first is 0 (counted no further than 3)."""
    for number, sentence in enumerate(doc.sents):
        if sentence.start <= token.i < sentence.end or number == 3:
            return number
    return 3


def undated(doc: Doc, head: Token, published: date) -> EventDate:
    """The narrative's day, or publication."""
    mention = narrative(doc, head.sent, published)
    if mention is not None:
        return dated(doc, mention, "narrative", published)
    return EventDate(published, published, "day", "publication")


def narrative(doc: Doc, sentence: Span, published: date) -> DateMention | None:
    """The last single day, at most a week before publication, that the sentences before say something happened on."""
    for mention in reversed(doc._.dates):
        if mention.start >= sentence.start_char or mention.value_start is None or mention.precision != "day":
            continue
        if timedelta(0) <= published - mention.value_start <= RECENT:
            return mention
    return None
