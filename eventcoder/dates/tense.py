"""Which way a date without a year or week points: back or ahead, from the verb that governs it."""

import re
from collections.abc import Callable

from spacy.tokens import Doc, Token

PAST, UNKNOWN, FUTURE = -1, 0, 1

AHEAD = frozenset("will shall 'll wo ’ll sha".split())
MAYBE = frozenset("would may might could should can must".split())
PLANNING = frozenset(
    "plan expect schedule intend hope want agree set due propose promise vow threaten pledge prepare decide ask urge order "
    "invite call demand seek need require aim begin start like allow slate book arrange tell instruct wait go bind "
    "postpone delay extend announce likely ready able determine likely poise".split()
)
SLATED = frozenset(
    "schedule plan expect due set slate payable effective slat book postpone delay upcoming forthcoming".split()
)
FALLBACK = re.compile(
    r"\b(?:will|shall|won't|would|may|could|should|must|(?:plans?|planned|expected|scheduled|due|set|going|agreed|hopes?"
    r"|intends?|is|are|was|were) to|due|scheduled|until|'ll)\b",
    re.I,
)
SAID = re.compile(r"\b(?:said|told|announced|reported|says)\b", re.I)


def governor(token: Token) -> Token | None:
    """The verb (or predicate adjective) that a token hangs on, through nouns and prepositions."""
    seen = 0
    while token.head.i != token.i and seen < 12:
        token, seen = token.head, seen + 1
        if token.pos_ in {"VERB", "AUX"} or token.lemma_ in {"due", "payable", "effective"}:
            return token
    return token if token.pos_ in {"VERB", "AUX"} else None


def auxiliaries(verb: Token) -> list[Token]:
    """A verb's auxiliaries, those of the verb it is joined to by "and" included where it has none."""
    found = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if not found and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.tag_ in {"VB", "VBN"}:
        return auxiliaries(verb.head)
    return found


def of_verb(verb: Token, depth: int = 0) -> int:
    """The direction of a verb: future for modals, infinitives of plans and what is scheduled, else its tense."""
    helpers = auxiliaries(verb)
    lowered = {helper.lower_ for helper in helpers}
    if lowered & AHEAD:
        return FUTURE
    if lowered & MAYBE:
        perfect = "have" in lowered
        return PAST if perfect else FUTURE
    if any(helper.tag_ == "TO" for helper in helpers):
        return _of_infinitive(verb, depth, "have" in lowered)
    if verb.lemma_.lower() in SLATED and (verb.tag_ in {"VBN", "JJ"} or verb.pos_ == "ADJ"):
        return FUTURE
    if verb.tag_ == "VBD" or any(helper.tag_ == "VBD" for helper in helpers):
        return PAST
    if any(helper.lemma_ == "have" for helper in helpers) or verb.tag_ == "VBN":
        return PAST if helpers or verb.dep_ in {"acl", "advcl", "relcl"} else UNKNOWN
    if verb.tag_ == "VBG" and not helpers and verb.head.i != verb.i and depth < 4:
        return of_verb(verb.head, depth + 1) if verb.head.pos_ in {"VERB", "AUX"} else UNKNOWN
    if verb.tag_ in {"VBZ", "VBP", "VB"} or any(helper.tag_ in {"VBZ", "VBP"} for helper in helpers):
        return FUTURE if verb.tag_ == "VBG" and helpers else UNKNOWN
    return UNKNOWN


def _of_infinitive(verb: Token, depth: int, perfect: bool) -> int:
    """ "planned to leave on Thursday" points ahead; "began to leave on Thursday" is the past's own."""
    head = verb.head
    if perfect:
        return PAST
    if head.i == verb.i or depth > 4:
        return FUTURE
    if head.lemma_.lower() in PLANNING or head.pos_ in {"NOUN", "ADJ", "AUX"}:
        return FUTURE
    return of_verb(head, depth + 1) if head.pos_ == "VERB" else FUTURE


def by_parse(doc: Doc, start: int, end: int) -> int:
    """The direction of the words at two character offsets, from the parse."""
    found = doc.char_span(start, end, alignment_mode="expand")
    if found is None:
        return UNKNOWN
    root = found.root
    verb = governor(root)
    if verb is None:
        return UNKNOWN
    before = found.start - 1
    if before >= 0 and doc[before].lower_ in {"until", "till", "by"}:
        return FUTURE if of_verb(verb) != PAST or verb.lemma_ in SLATED or doc[before].lower_ == "by" else PAST
    return of_verb(verb)


def by_words(text: str, start: int, end: int) -> int:
    """The direction from the words between the last reporting verb and the date, where there is no parse."""
    left = text[max(0, start - 90) : start]
    left = re.split(r"[.;!?\n]\s", left)[-1]
    said = list(SAID.finditer(left))
    if said:
        left = left[said[-1].end() :]
    return FUTURE if FALLBACK.search(left) else PAST


def directions(doc: Doc) -> Callable[[int, int], int]:
    """The function that tells a doc's directions by character offsets."""
    if doc.has_annotation("DEP"):
        return lambda start, end: by_parse(doc, start, end)
    return lambda start, end: by_words(doc.text, start, end)
