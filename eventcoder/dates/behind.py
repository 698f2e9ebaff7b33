"""Whether an undated clause lies behind the day's news by the days that its surroundings name."""

from datetime import date, timedelta

from spacy.tokens import Doc, Span, Token

from eventcoder.dates import attach
from eventcoder.dates.told import HEAD, mentions_in, sentence_number, sentence_of
from eventcoder.records import DateMention

LONG = timedelta(days=7)  # before publication: what ended earlier is no longer the day's news


def is_old(mention: DateMention, published: date) -> bool:
    """Whether a mention names a time that was over more than a week before publication, or a stretch begun then."""
    told = mention.value_start if mention.precision == "range" else mention.value_end
    return told is not None and published - told > LONG


def among_old(doc: Doc, sentence: Span, head: Token, published: date) -> bool:
    """Whether a predicate's sentence names a time long over, and none of the day's news, beside the predicate."""
    beside = mentions_in(doc, sentence.start_char, sentence.end_char)
    recent = any(
        mention.value_start
        and mention.value_start <= published
        and not is_old(mention, published)
        and mention.precision == "day"
        for mention in beside
    )
    return not recent and any(is_old(mention, published) and _is_beside(doc, mention, head) for mention in beside)


def follows_old(doc: Doc, sentence: Span, verb: Token, published: date) -> bool:
    """Whether a deed in the past goes on from a sentence whose own clause is dated long ago, and nobody reports it."""
    if not (is_past(verb) or attach.perfect(verb) == "had") or attach.reporter(verb) is not None or not sentence.start:
        return False
    before = sentence_of(doc, doc[sentence.start - 1])
    root = before.root
    top = {root.i, *(child.i for child in root.children if child.dep_ == "conj")}
    old = False
    for mention in mentions_in(doc, before.start_char, sentence.end_char):
        if mention.value_start is None:
            continue
        if not is_old(mention, published):
            if mention.value_start <= published:
                return False
            continue
        found = attach.root_of(doc, mention)
        old = old or (found is not None and attach.finite_verb(found).i in top)
    return old


def is_past(verb: Token) -> bool:
    """Whether a verb is in the simple past, active or passive."""
    return verb.tag_ == "VBD" or any(child.dep_ == "auxpass" and child.tag_ == "VBD" for child in verb.children)


def since(doc: Doc, mentions: list[DateMention], verb: Token) -> DateMention | None:
    """The mention from which on a perfect tells: "have fled since the war began in March"."""
    if attach.perfect(verb) != "has":
        return None
    for mention in mentions:
        root = attach.root_of(doc, mention)
        opened = False
        for token in [root, *attach.ancestors(root)] if root is not None else []:
            if token.i == verb.i:
                if opened and mention.precision not in {"year", "decade"}:
                    return mention
                break
            opened = opened or _is_since(token)
    return None


def _is_since(token: Token) -> bool:
    """Whether a token is "since" or the verb of a clause that it opens."""
    return token.lower_ == "since" or any(child.lower_ == "since" and child.dep_ == "mark" for child in token.children)


def _is_beside(doc: Doc, mention: DateMention, head: Token) -> bool:
    """Whether a mention is told beside a predicate, not of some other noun: "the town that they took in May"."""
    root = attach.root_of(doc, mention)
    compared = is_past(attach.finite_verb(head))
    in_lead = sentence_number(doc, head) < HEAD  # where other nouns than the subject have histories of their own
    for token in [root, *attach.ancestors(root)] if root is not None else []:
        if compared and _is_since(token):
            return False  # "the first visit since May"
        if in_lead and token.dep_ in {"relcl", "acl"} and not token.head.dep_.startswith("nsubj"):
            return token.i == head.i or any(above.i == token.i for above in attach.ancestors(head))
    return True
