"""Which way a date without a year or week points: back or ahead, from the verb that governs it.

Directions are signed and have a strength: 2 where the verb itself says so ("left", "will leave"), 1 where only its
surroundings do (a noun in a past sentence, the present tense), 0 where nothing tells. 3 is of plans in a past
sentence ("a march planned for Sunday was banned"), which may have come true since.

The words that decide stand in ``knowledge/dates/direction.yaml``.
"""

import re
from collections.abc import Callable
from functools import cache

from spacy.tokens import Doc, Span, Token

from eventcoder.dates.lexicon import table

PAST, BEHIND, UNKNOWN, AHEAD, FUTURE, EITHER = -2, -1, 0, 1, 2, 3
WEAKENED = {PAST: BEHIND, FUTURE: AHEAD, EITHER: EITHER}  # what the verb says of a noun's date
NOMINAL = frozenset({"poss", "compound", "nmod", "amod", "nummod"})
FALLBACK = re.compile(
    r"\b(?:will|shall|won't|would|(?-i:may)|should|must|(?:plans?|planned|expected|scheduled|due|set|going|agreed|hopes?"
    r"|intends?|is|are|was|were) to|due|scheduled|until|'ll)\b",
    re.I,
)
SAID = re.compile(r"\b(?:said|told|announced|reported|says)\b", re.I)


@cache
def cues(kind: str) -> frozenset[str]:
    """The words of one kind."""
    return frozenset(table("direction.yaml")[kind])


def is_verb(token: Token) -> bool:
    """Whether a token is a predicate: a verb, or an adjective like "due"."""
    return token.pos_ in {"VERB", "AUX"} or token.lower_ in {"due", "payable", "effective", "ready", "likely"}


def path_up(token: Token, limit: int = 12) -> list[Token]:
    """A token's heads up to and including the first verb."""
    found: list[Token] = []
    while token.head.i != token.i and len(found) < limit:
        token = token.head
        found.append(token)
        if is_verb(token):
            break
    return found


def governor(token: Token) -> Token | None:
    """The verb that a token hangs on, through nouns and prepositions; the token itself where it is one."""
    if is_verb(token):
        return token
    path = path_up(token)
    return path[-1] if path and is_verb(path[-1]) else None


def auxiliaries(verb: Token) -> list[Token]:
    """A verb's auxiliaries, those of the verb it is joined to by "and" where it has none."""
    found = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if not found and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.tag_ in {"VB", "VBN"}:
        return auxiliaries(verb.head)
    return found


def of_verb(verb: Token, depth: int = 0) -> int:
    """The direction of a verb: ahead for modals, infinitives of plans and what is scheduled, else its tense."""
    helpers = auxiliaries(verb)
    lowered = {helper.lower_ for helper in helpers}
    if lowered & cues("ahead"):
        return FUTURE
    if lowered & cues("possible"):
        failed = "could" in lowered and any(
            word.lower_ in {"not", "n't", "never", "neither", "nor", "nobody", "none"}
            for word in verb.doc[verb.left_edge.i : verb.i]
        )
        return PAST if "have" in lowered or failed else FUTURE
    if any(helper.tag_ == "TO" for helper in helpers):
        return PAST if "have" in lowered else _of_infinitive(verb, depth)
    head = verb.head
    if verb.dep_ == "advcl" and is_verb(head) and depth < 4 and any(child.lower_ == "as" for child in verb.children):
        return of_verb(head, depth + 1)  # "as planned": the deed's own tense
    if (verb.lower_ in cues("slated") or verb.lemma_ in cues("slated")) and verb.tag_ not in {"VBD", "VBG", "VB"}:
        perfect = {child.lower_ for child in head.children} if head.lemma_ == "be" else lowered
        if "had" in perfect:
            return PAST
        matrix = governor(head) if verb.dep_ == "acl" else None
        return EITHER if matrix is not None and depth < 4 and of_verb(matrix, depth + 1) == PAST else FUTURE
    if verb.dep_ == "advcl" and depth < 4 and _awaits(verb, depth):
        return FUTURE
    if verb.tag_ == "VBD" or any(helper.tag_ == "VBD" for helper in helpers):
        return PAST
    if any(helper.lemma_ == "have" for helper in helpers):
        return PAST
    if verb.tag_ == "VBG" and verb.lemma_ in cues("reporting"):
        return PAST
    if verb.tag_ == "VBN" and not helpers:
        return PAST if verb.dep_ in {"acl", "advcl", "relcl"} else UNKNOWN
    if verb.tag_ in {"VBG", "VB"} and not helpers:
        head = verb.head
        return of_verb(head, depth + 1) if head.i != verb.i and depth < 4 and is_verb(head) else UNKNOWN
    return _of_present(verb)


def _of_present(verb: Token) -> int:
    """The present of plans ("leaves on Monday", "is leaving") lies ahead, that of reports behind."""
    if verb.lemma_ in cues("reporting"):
        return PAST
    return UNKNOWN if verb.lemma_ in cues("stative") else AHEAD


def _of_infinitive(verb: Token, depth: int) -> int:
    """ "Planned to leave on Thursday" points ahead; "the first to join on Friday" is its sentence's own."""
    head = verb.head
    if head.i == verb.i or depth > 4:
        return FUTURE
    if head.pos_ == "NOUN" and any(child.lower_ in {"first", "last", "only", "second"} for child in head.children):
        matrix = governor(head)
        return of_verb(matrix, depth + 1) if matrix is not None else FUTURE
    if head.lower_ in cues("slated") and head.tag_ in {"VBN", "JJ"}:
        return of_verb(head, depth + 1)
    if verb.dep_ == "advcl" and is_verb(head) and head.pos_ != "ADJ":
        return EITHER if of_verb(head, depth + 1) == PAST else FUTURE  # "flew home to vote on Sunday"
    if not is_verb(head) or head.pos_ == "ADJ" or head.lemma_ in cues("planning"):
        return FUTURE
    return of_verb(head, depth + 1)


def _awaits(verb: Token, depth: int) -> bool:
    """Whether a clause tells what another waits for: "would quit once the house met", "vowed to quit if it fell"."""
    marks = {child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"}} & cues("awaiting")
    matrix = governor(verb.head) if marks else None
    if matrix is None:
        return False
    if marks <= {"if", "unless"}:
        return matrix.lemma_ in cues("planning")
    return of_verb(matrix, depth + 1) == FUTURE


def by_parse(doc: Doc, start: int, end: int) -> int:
    """The direction of the words at two character offsets, from the parse."""
    found = doc.char_span(start, end, alignment_mode="expand")
    if found is None:
        return UNKNOWN
    path = path_up(found.root)
    verb = path[-1] if path and is_verb(path[-1]) else None
    nouns = [token for token in path if token.pos_ in {"NOUN", "PROPN"}]
    if found.root.dep_ in NOMINAL and nouns:
        return _of_noun(nouns[0], verb, found.root.dep_)
    if verb is None:
        return UNKNOWN
    verb = _bare_adverbial(found, verb)
    limit = _limit(found)
    if limit:
        return _up_to(limit, verb)
    before = {token.lower_ for token in path if token.pos_ in {"ADP", "SCONJ"}}
    if before & cues("behind"):
        return PAST if "since" in before else BEHIND
    if "for" in before and verb.lemma_ in cues("calling") and verb.dep_ != "acl":
        return FUTURE
    if verb.lemma_ in cues("arranging") and verb.tag_ in {"VBD", "VBN", "VBG"}:
        return EITHER
    direction = of_verb(verb)
    return WEAKENED.get(direction, UNKNOWN) if nouns else direction


def _of_noun(noun: Token, verb: Token | None, relation: str) -> int:
    """ "Wednesday's ruling" was; "Sunday's election" may be to come where its sentence looks ahead."""
    if noun.lemma_.lower() not in cues("forthcoming"):
        return BEHIND if relation == "poss" else UNKNOWN
    return WEAKENED.get(of_verb(verb), UNKNOWN) if verb is not None else UNKNOWN


def _bare_adverbial(found: Span, verb: Token) -> Token:
    """A date without preposition after "their offers to buy the company" belongs to the sentence's own verb."""
    root = found.root
    if root.dep_ != "npadvmod" or verb.dep_ not in {"acl", "relcl"} or verb.head.pos_ != "NOUN":
        return verb
    if verb.tag_ != "VB" or root.i < verb.i + 2:
        return verb
    return governor(verb.head) or verb


def _limit(found: Span) -> str:
    """The "until" or "by" right before a date, an hour between them allowed."""
    first = found.start
    for token in reversed(found.doc[max(0, first - 4) : first]):
        if token.lower_ in cues("until"):
            return token.lower_
        if not (token.like_num or token.lower_ in {"a.m.", "p.m.", "noon", "midnight", "the", "next", "late", "early"}):
            return ""
    return ""


def _up_to(word: str, verb: Token) -> int:
    """A deadline lies ahead unless its verb is told in the past ("had filed reports by Wednesday")."""
    direction = of_verb(verb)
    if verb.lemma_ in cues("moving"):
        return FUTURE
    helpers = {helper.lower_ for helper in auxiliaries(verb)}
    if word != "by" and helpers & {"has", "have"}:
        return FUTURE
    return direction if direction < 0 else FUTURE


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
