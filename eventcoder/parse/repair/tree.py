"""Moving words of a dependency tree, and what several repairs ask of it."""

from spacy.tokens import Token

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"))
NOMINAL = frozenset(("NOUN", "PROPN"))
FINITE = frozenset(("VBD", "VBZ", "VBP"))
ASIDE = frozenset(("aux", "auxpass", "advmod", "neg", "punct"))


def attach(token: Token, head: Token, dep: str) -> None:
    """Hang a token on another head."""
    token.head = head
    token.dep_ = dep


def is_finite(verb: Token) -> bool:
    """Whether a verb, or an auxiliary of it, has tense: it heads a clause."""
    words = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return verb.tag_ in FINITE or any(c.tag_ in FINITE or c.tag_ == "MD" for c in words)


def adjacent(left: int, verb: Token) -> bool:
    """Whether nothing but auxiliaries, adverbs and commas stands between a token and its verb."""
    between = verb.doc[left + 1 : verb.i]
    return all(t.dep_ in ASIDE for t in between)
