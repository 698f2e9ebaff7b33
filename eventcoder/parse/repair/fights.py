"""The sides of a fight and those from whom a place is taken, drawn to the phrase before them."""

from spacy.tokens import Token

from eventcoder.parse.repair.tree import NOMINAL, attach

TAKING = frozenset("capture recapture retake seize wrest take win reclaim regain recover liberate conquer grab".split())
# what has two sides, and the nouns of place and time that have none
MUTUAL = frozenset(
    "fighting clash battle war conflict fight skirmish firefight gunfight shootout hostility violence infighting "
    "talk negotiation meeting summit discussion dialogue truce ceasefire agreement deal accord dispute standoff "
    "combat exchange encounter confrontation".split()
)
SITES = frozenset("capital city town village province region state district suburb north south east west area".split())


def far_between(between: Token) -> None:
    """ "Fighting raged in the capital between the army and rebels", read as a capital between them."""
    site = between.head
    if site.dep_ != "pobj" or not (site.pos_ == "PROPN" or site.lemma_.lower() in SITES):
        return
    for token in site.ancestors:
        if token.pos_ in NOMINAL and token.lemma_.lower() in MUTUAL:
            attach(between, token, "prep")
            return
        if token.pos_ in ("VERB", "AUX"):
            subject = next((c for c in token.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
            mutual = subject is not None and subject.lemma_.lower() in MUTUAL
            if mutual:
                attach(between, token, "prep")
            return


def sides(between: Token) -> None:
    """ "Between troops backed by tanks and rebels", read as tanks and rebels: the rebels are the other side."""
    found = [c for c in between.children if c.dep_ == "pobj"]
    if len(found) != 1 or any(c.dep_ == "conj" for c in found[0].children):
        return
    side = found[0]
    cut = next((c for c in side.rights if c.lower_ == "and"), None)
    if cut is not None:
        _join(side, cut)
        return
    first = next((c for c in side.lefts if c.dep_ in ("nmod", "compound") and c.pos_ == "NOUN"), None)
    kind = next((c for c in first.rights if c.dep_ == "conj" and c.pos_ == "ADJ"), None) if first is not None else None
    if first is not None and kind is not None and first.i < kind.i < side.i:
        _split(between, first, kind, side)
        return
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


def _join(side: Token, word: Token) -> None:
    """ "Between troops and Chadian rebels", cut off after the "and": the next noun is the other side."""
    other = word.nbor(1) if word.i + 1 < word.sent.end else word
    while other.dep_ in ("det", "amod", "compound", "nmod", "nummod", "poss") and other.head.i > other.i:
        other = other.head
    if other.i > word.i and other.pos_ in NOMINAL and not other.is_ancestor(side):
        attach(other, side, "conj")


def _split(between: Token, first: Token, kind: Token, second: Token) -> None:
    """ "Between the army and armed groups", read as groups of two kinds: the army is one side."""
    before = [c for c in second.lefts if c.i < first.i]
    attach(first, between, "pobj")
    attach(second, first, "conj")
    attach(kind, second, "amod")
    for word in before:
        attach(word, first, word.dep_)


def more_than(over: Token) -> None:
    """ "During the raid over 50 rebels were killed", read as a raid over rebels: it only counts those killed."""
    counted = next((c for c in over.children if c.dep_ == "pobj"), None)
    number = over.nbor(1) if over.i + 1 < len(over.doc) else over
    if counted is None or not number.like_num or number.head.i != counted.i:
        return
    verb = next((t for t in over.ancestors if t.pos_ == "VERB" and t.i > counted.i), None)
    if verb is None or any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    attach(counted, verb, "nsubjpass" if passive else "nsubj")
    attach(over, number, "advmod")
