"""Is it asserted? Negation, modality, conditions and questions around a predicate.

``scope(token)`` answers with a mood: ``asserted``, ``will`` (the deed is promised), ``should`` (it is asked for), or
one of the reasons for which a candidate is not an event: ``negated``, ``hypothetical``, ``conditional``, ``modal``,
``question``, ``purpose``, ``generic``. Conventions: RECORDS rule 1 in CONTRIBUTING.md ("What is an event").
"""

from dataclasses import dataclass

from spacy.tokens import Token

from eventcoder.actions.subjects import is_infinitive, is_verb

WILL = frozenset(("will", "'ll", "’ll", "wo", "shall"))
WOULD = frozenset(("would", "'d", "’d"))
MAY = frozenset(("could", "may", "might", "can", "ca"))
SHOULD = frozenset(("should", "must", "ought"))
NEGATIONS = frozenset(("not", "n't", "n’t", "never", "no", "neither", "nor", "without", "hardly", "nothing", "nobody"))
CONDITIONS = frozenset(("if", "unless", "whether", "should", "provided", "lest"))
FACTIVE_INFINITIVE = frozenset(
    "continue begin start manage proceed go come help appear seem use force prompt lead compel".split()
)
UNREAL = frozenset(
    "possible potential planned proposed future alleged threatened imminent prospective hypothetical likely "
    "upcoming possibly would-be eventual feared supposed mock fake fictional simulated".split()
)
UNREAL_HEADS = frozenset(
    "avoid prevent avert prohibit deter prepare fear risk expect want hope wish imagine forestall oppose "
    "discuss consider contemplate stop preempt deny refuse decline foil thwart anticipate simulate await need require "
    "lack plot".split()
)
UNREAL_NOUNS = frozenset(
    "risk threat danger possibility prospect fear chance likelihood plan idea case event absence lack plot hope "
    "preparation probability potential need call talk opportunity mandate pretext offer".split()
)
HABITS = frozenset("frequently often regularly usually routinely always sometimes occasionally typically".split())
SINGLING = frozenset("first second third last latest only".split())


@dataclass(frozen=True, slots=True)
class Scope:
    """A mood and the word that sets it."""

    mood: str
    cue: Token | None = None
    negated: bool = False  # with ``will`` and ``should``: "will not", "must not"


ASSERTED = Scope("asserted")


def negation(token: Token) -> Token | None:
    """The negating word on a verb, adjective or noun."""
    for child in token.children:
        if child.dep_ == "neg" or (child.dep_ in ("det", "preconj", "advmod", "cc") and child.lower_ in NEGATIONS):
            return child
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and any(
            g.dep_ == "det" and g.lower_ in ("no", "neither") for g in child.children
        ):
            return child
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "agent") and child.lower_ in (
            "nobody",
            "none",
            "nothing",
            "neither",
        ):
            return child
    if token.dep_ == "conj" and is_verb(token) and is_verb(token.head):  # "did not attack or arrest"
        shared = any(c.lower_ in ("or", "nor") for c in token.head.children if c.dep_ == "cc")
        return negation(token.head) if shared else None
    return None


def _auxiliaries(verb: Token) -> list[Token]:
    found = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if (
        not any(a.tag_ == "MD" for a in found)
        and verb.dep_ == "conj"
        and is_verb(verb.head)
        and verb.tag_ in ("VB", "VBN")
        and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
    ):
        return [*_auxiliaries(verb.head), *found]
    return found


def _verb_scope(verb: Token) -> Scope:
    neg = negation(verb)
    auxiliaries = _auxiliaries(verb)
    words = {a.lower_: a for a in auxiliaries}
    for group, mood in ((WILL, "will"), (WOULD, "would"), (SHOULD, "should"), (MAY, "modal")):
        cue = next((words[w] for w in words if w in group), None)
        if cue is not None and not (mood == "modal" and neg is not None and cue.lower_ in ("ca", "can")):
            if mood in ("would", "should") and "have" in {a.lemma_ for a in auxiliaries}:
                return Scope("hypothetical", cue)
            return Scope(mood, cue, neg is not None)
    if neg is not None:
        return Scope("negated", neg)
    habit = next((c for c in verb.children if c.dep_ == "advmod" and c.lower_ in HABITS), None)
    if habit is not None and all(t.tag_ in ("VBZ", "VBP") and t.lemma_ != "have" for t in auxiliaries or [verb]):
        return Scope("generic", habit)
    if verb.lower_ in ("going", "set", "due", "about", "scheduled", "expected") and verb.dep_ == "ROOT":
        return ASSERTED
    return ASSERTED


def _context(verb: Token) -> Scope:
    """What the clause hangs on: a condition, a purpose, a question, an unreal frame."""
    for child in verb.children:
        if child.dep_ in ("mark", "advmod") and child.lower_ in CONDITIONS:
            return Scope("conditional", child)
        if child.dep_ in ("mark", "advmod") and child.lower_ == "until" and verb.tag_ in ("VBZ", "VBP"):
            return Scope("conditional", child)
    infinitive = verb.tag_ == "VB" and is_infinitive(verb)
    if infinitive and verb.dep_ in ("acl", "relcl") and _singled_out(verb.head):
        return ASSERTED
    if infinitive and verb.dep_ in ("advcl", "acl", "relcl"):
        return Scope("purpose", verb)
    if infinitive and verb.dep_ in ("xcomp", "ccomp") and verb.head.lower_ == "able" and _was(verb.head.head):
        return ASSERTED
    if infinitive and verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_ not in FACTIVE_INFINITIVE:
        return Scope("hypothetical", verb.head)
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("without", "from", "against", "instead"):
        return Scope("negated", verb.head)
    if (
        verb.dep_ == "pcomp"
        and verb.head.lower_ in ("of", "for", "about", "on")
        and verb.head.head.lemma_ in UNREAL_NOUNS
    ):
        return Scope("hypothetical", verb.head.head)
    if verb.dep_ == "ROOT" and verb.sent[-1].text == "?" and not any(t.text in '"”' for t in verb.sent):
        return Scope("question", verb.sent[-1])
    if verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ in UNREAL_HEADS:
        return Scope("hypothetical", verb.head)
    return ASSERTED


def _singled_out(noun: Token) -> bool:
    """ "was the first leader to visit X": the deed of one who is told apart by it has been done."""
    return any(c.lower_ in SINGLING or c.tag_ == "JJS" for c in noun.children) or noun.lower_ in SINGLING


def _was(verb: Token) -> bool:
    """ "was able to": a past ability is told of because it was used."""
    return verb.tag_ == "VBD" and negation(verb) is None


def _noun_scope(noun: Token) -> Scope:
    neg = negation(noun)
    if neg is not None:
        return Scope("negated", neg)
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "advmod") and child.lower_ in UNREAL:
            return Scope("hypothetical", child)
    head = noun.head
    if noun.dep_ == "conj":
        return _noun_scope(head) if head.pos_ in ("NOUN", "PROPN") else ASSERTED
    if noun.dep_ in ("pobj", "dobj", "poss", "compound"):
        anchor = head.head if noun.dep_ == "pobj" else head
        if noun.dep_ == "pobj" and head.lower_ in ("without", "against", "despite") and head.lower_ == "without":
            return Scope("negated", head)
        if anchor.lemma_ in UNREAL_NOUNS and noun.dep_ == "pobj" and head.lower_ in ("of", "for", "about"):
            return Scope("hypothetical", anchor)
        if is_verb(anchor):
            if anchor.lemma_ in UNREAL_HEADS:
                return Scope("hypothetical", anchor)
            outer = _verb_scope(anchor)
            governed = noun.dep_ == "dobj" or (noun.dep_ == "pobj" and head.lower_ in ("to", "in", "of", "into"))
            if governed and outer.mood in ("negated", "modal", "would", "will", "hypothetical"):
                return Scope("negated" if outer.mood == "negated" else "hypothetical", outer.cue)
            if governed:
                around = _context(anchor)
                return around if around.mood != "asserted" else ASSERTED
    return ASSERTED


def scope(token: Token) -> Scope:
    """The mood of a predicate, its own words first, then what it hangs on."""
    if not is_verb(token):
        if token.pos_ == "ADJ":
            neg = negation(token) or (negation(token.head) if is_verb(token.head) else None)
            if neg is not None:
                return Scope("negated", neg)
            return scope(token.head) if is_verb(token.head) and token.dep_ in ("acomp", "oprd") else ASSERTED
        return _noun_scope(token)
    own = _verb_scope(token)
    if own.mood in ("modal", "negated", "hypothetical", "generic"):
        return own
    around = _context(token)
    if around.mood != "asserted":
        return around
    ancestor = token.head
    if own.mood == "asserted" and token.dep_ in ("conj", "xcomp", "ccomp", "advcl", "pcomp") and is_verb(ancestor):
        outer = _context(ancestor) if token.dep_ == "conj" else ASSERTED
        if outer.mood in ("conditional", "purpose", "hypothetical") and not any(
            c.dep_ in ("nsubj", "nsubjpass") for c in token.children
        ):
            return outer
    return own
