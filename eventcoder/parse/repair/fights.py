"""The sides of a fight and those from whom a place is taken, drawn to the phrase before them."""

from spacy.tokens import Token

from eventcoder.parse.repair.tree import NOMINAL, attach

TAKING = frozenset("capture recapture retake seize wrest take win reclaim regain recover liberate conquer grab".split())


def sides(between: Token) -> None:
    """ "Between troops backed by tanks and rebels", read as tanks and rebels: the rebels are the other side."""
    found = [c for c in between.children if c.dep_ == "pobj"]
    if len(found) != 1 or any(c.dep_ == "conj" for c in found[0].children):
        return
    side = found[0]
    for clause in [c for c in side.rights if c.dep_ in ("acl", "relcl")]:
        joined = [t for t in clause.subtree if t.dep_ == "conj" and t.pos_ in NOMINAL and t.head.pos_ in NOMINAL]
        word = next((c for t in joined[:1] for c in t.head.rights if c.lower_ == "and" and c.i < t.i), None)
        if len(joined) == 1 and word is not None:
            attach(joined[0], side, "conj")
            attach(word, side, "cc")


def taken_from(verb: Token) -> None:
    """ "Took the town of Ouanga from rebels", read as an Ouanga from rebels: it is taken from them."""
    taken = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if taken is None or any(c.dep_ == "prep" and c.lower_ == "from" for c in verb.children):
        return
    for prep in verb.doc[taken.i + 1 : taken.right_edge.i + 1]:
        if prep.dep_ == "prep" and prep.lower_ == "from" and prep.head.pos_ in NOMINAL:
            attach(prep, verb, "prep")
            return
