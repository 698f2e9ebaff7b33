"""Is it asserted? Negation, modality, conditions and questions around a predicate.

``scope(token)`` answers with a mood: ``asserted``, ``will`` (the deed is promised), ``should`` (it is asked for), or
one of the reasons for which a candidate is not an event: ``negated``, ``hypothetical``, ``conditional``, ``modal``,
``question``, ``purpose``, ``generic``. Conventions: RECORDS rule 1 in CONTRIBUTING.md ("What is an event").
"""

from dataclasses import dataclass

from spacy.tokens import Token

from eventcoder.actions.cues import (
    ASSERTING,
    BACKING,
    CONDITIONS,
    EVER,
    EVIDENCE,
    FACTIVE_INFINITIVE,
    FRAMES,
    GOVERNING,
    HABITS,
    HAPPENING,
    MAY,
    NEEDING,
    NEGATIONS,
    PREMISES,
    SHOULD,
    SINGLING,
    UNREAL,
    UNREAL_HEADS,
    UNREAL_NOUNS,
    VOTES,
    WILL,
    WISHING,
    WOULD,
    YET_TO_COME,
)
from eventcoder.actions.subjects import is_infinitive, is_verb


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
    if verb.dep_ == "xcomp" and verb.head.lower_ == "going" and is_infinitive(verb):
        return Scope("will", verb.head, negation(verb.head) is not None)
    if verb.dep_ == "xcomp" and verb.head.lemma_ == "need" and is_infinitive(verb):  # "said Chad needed to stop"
        return Scope("should", verb.head, negation(verb.head) is not None)
    if verb.dep_ == "xcomp" and verb.head.lower_ in ("have", "has") and is_infinitive(verb):  # "we have to cut off"
        return Scope("should", verb.head, negation(verb.head) is not None)
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
    if verb.lemma_ in BACKING and verb.dep_ in ("acl", "advcl", "amod") and verb.tag_ == "VBN" and not auxiliaries:
        return Scope("generic", verb)  # "rebels backed by Iran" says who they are
    if verb.tag_ == "VB" and not list(verb.lefts) and verb.dep_ in ("ROOT", "ccomp", "parataxis"):
        return Scope("hypothetical", verb)  # "Lock him up!" is a call, not the deed
    habit = _habit(verb)
    present = all(t.tag_ in ("VBZ", "VBP") and t.lemma_ != "have" for t in auxiliaries or [verb])
    if habit is not None and (present or habit.lower_ in EVER):
        return Scope("generic", habit)
    if verb.lower_ in ("going", "set", "due", "about", "scheduled", "expected") and verb.dep_ == "ROOT":
        return ASSERTED
    return ASSERTED


def _habit(verb: Token) -> Token | None:
    """The word that makes a deed a habit: "often", "every day", "whenever"."""
    for child in verb.children:
        if child.dep_ == "advmod" and child.lower_ in HABITS:
            return child
        if child.dep_ == "advcl" or (child.dep_ == "advmod" and child.lower_ in EVER):
            found = next((c for c in (child, *child.children) if c.lower_ in EVER), None)
            if found is not None:
                return found
        if child.dep_ == "npadvmod" and any(c.lower_ in ("every", "each") for c in child.children):
            return child
    return None


def _context(verb: Token) -> Scope:
    """What the clause hangs on: a condition, a purpose, a question, an unreal frame."""
    for child in verb.children:
        if child.dep_ in ("mark", "advmod") and child.lower_ in CONDITIONS:
            return Scope("conditional", child)
        if child.dep_ in ("mark", "advmod") and child.lower_ in ("until", "whenever") and verb.tag_ in ("VBZ", "VBP"):
            return Scope("conditional", child)
        if child.dep_ in ("mark", "advmod") and child.lower_ in YET_TO_COME and _to_come(verb):
            return Scope("conditional", child)
    infinitive = verb.tag_ == "VB" and is_infinitive(verb)
    if infinitive and verb.dep_ in ("acl", "relcl") and _singled_out(verb.head):
        return ASSERTED
    if infinitive and verb.dep_ in ("advcl", "acl", "relcl"):
        return Scope("purpose", verb)
    if infinitive and verb.dep_ in ("xcomp", "ccomp") and verb.head.lower_ == "able" and _was(verb.head.head):
        return ASSERTED
    if infinitive and verb.dep_ in ("xcomp", "ccomp") and verb.head.lower_ in NEEDING:
        return ASSERTED  # "had to cede": it was done; of "has to" the verb's own mood tells
    if infinitive and verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_ not in FACTIVE_INFINITIVE:
        return Scope("hypothetical", verb.head)
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("without", "from", "against", "instead"):
        return Scope("negated", verb.head)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "of" and verb.head.head.lower_ in ("short", "instead"):
        return Scope("negated", verb.head.head)  # "stopped short of accusing Minsk"
    if (
        verb.dep_ == "pcomp"
        and verb.head.lower_ in ("of", "for", "about", "on", "in")
        and verb.head.head.lemma_ in UNREAL_NOUNS | VOTES
    ):
        return Scope("hypothetical", verb.head.head)
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and _is_feared(verb.head):
        return Scope("hypothetical", verb.head)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "at" and verb.head.head.lemma_ == "aim":
        return Scope("purpose", verb.head.head)
    if verb.dep_ == "ROOT" and verb.sent[-1].text == "?" and not any(t.text in '"”' for t in verb.sent):
        return Scope("question", verb.sent[-1])
    if verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ in UNREAL_HEADS:
        return Scope("hypothetical", verb.head)
    return _told_as_untrue(verb)


def _is_feared(noun: Token) -> bool:
    """ "the danger of Sudan invading Chad": whose deed a fear or a plan is about."""
    if noun.lemma_ in UNREAL_NOUNS:
        return True
    return noun.dep_ == "pobj" and noun.head.lower_ in ("of", "for", "about") and noun.head.head.lemma_ in UNREAL_NOUNS


def _to_come(verb: Token) -> bool:
    """ "could be lifted only after Iran recognizes Israel": a present that hangs on a future has not come."""
    words = [c for c in verb.children if c.dep_ in ("aux", "auxpass")] or [verb]
    outer = [c for c in verb.head.children if c.dep_ == "aux"]
    return words[0].tag_ in ("VBZ", "VBP") and any(c.tag_ == "MD" and c.lower_ not in ("would",) for c in outer)


def _told_as_untrue(verb: Token) -> Scope:
    """A clause that its governor does not assert: "has not confirmed that ...", "no sign that ...", "the fear is"."""
    head = verb.head
    if verb.dep_ == "ccomp" and is_verb(head) and not any(c.tag_ in ("WRB", "WP", "WDT") for c in verb.children):
        if head.lemma_ == "be":
            subject = next((c for c in head.children if c.dep_ == "nsubj"), None)
            return Scope("hypothetical", subject) if subject is not None and subject.lemma_ in PREMISES else ASSERTED
        if head.lemma_ in WISHING and (verb.tag_ == "VB" or is_subjunctive(verb)):  # "demanded that it take over"
            return Scope("hypothetical", head)
        cue = negation(head) if head.lemma_ in ASSERTING else None
        return Scope("negated", cue) if cue is not None else ASSERTED
    if verb.dep_ in ("acl", "ccomp", "relcl") and head.lemma_ in EVIDENCE:
        cue = negation(head)
        return Scope("negated", cue) if cue is not None else ASSERTED
    return ASSERTED


def is_subjunctive(verb: Token) -> bool:
    """ "suggested that Chad *hold* talks": a form without its ending after a singular subject."""
    return verb.tag_ == "VBP" and any(c.dep_ == "nsubj" and c.tag_ in ("NN", "NNP") for c in verb.children)


def _singled_out(noun: Token) -> bool:
    """ "was the first leader to visit X", "was one of three to": the deed of one who is told apart by it was done."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ == "one":
        return True
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
    if noun.dep_ == "nsubj" and is_verb(head) and any(c.lower_ == "any" for c in noun.lefts):
        return Scope("hypothetical", noun)  # "any attack will bring a response"
    if noun.dep_ in ("nsubj", "nsubjpass") and head.lemma_ in HAPPENING and is_verb(head):
        outer = _verb_scope(head)
        outer = outer if outer.mood != "asserted" else _context(head)
        if outer.mood in ("will", "would", "modal", "should", "hypothetical", "conditional", "purpose"):
            return Scope("hypothetical", outer.cue)  # "expected the talks to start next year"
    if noun.dep_ == "conj":
        return _noun_scope(head) if head.pos_ in ("NOUN", "PROPN") else ASSERTED
    if noun.dep_ in ("pobj", "dobj", "poss", "compound"):
        anchor = head.head if noun.dep_ == "pobj" else head
        if noun.dep_ == "pobj" and head.lower_ in ("without", "against", "despite") and head.lower_ == "without":
            return Scope("negated", head)
        if anchor.lemma_ in UNREAL_NOUNS and noun.dep_ == "pobj" and head.lower_ in ("of", "for", "about"):
            return Scope("hypothetical", anchor)
        if is_verb(anchor):
            framed = noun.dep_ == "pobj" and head.lower_ in FRAMES  # "discussed fish at a meeting"
            if anchor.lemma_ in UNREAL_HEADS and not framed:
                return Scope("hypothetical", anchor)
            outer = _verb_scope(anchor)
            governed = noun.dep_ == "dobj" or (noun.dep_ == "pobj" and head.lower_ in GOVERNING)
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
        joint = token.dep_ == "conj" or (token.dep_ == "advcl" and any(c.lower_ == "while" for c in token.lefts))
        outer = _context(ancestor) if joint else ASSERTED
        if outer.mood in ("conditional", "purpose", "hypothetical") and not any(
            c.dep_ in ("nsubj", "nsubjpass") for c in token.children
        ):
            return outer
    return own
