"""A finite verb that lost its subject or its clause."""

from collections.abc import Iterator

from spacy.tokens import Token

from eventcoder.parse.repair.tree import NOMINAL, SUBJECTS, adjacent, attach, is_finite

JOINT = frozenset(  # what two do with each other
    "talk talks meeting summit war conflict dispute negotiation agreement deal tie relation relationship conversation "
    "discussion dialogue border".split()
)
SPEECH = frozenset("call urge vow warn promise appeal demand say add pledge thank express".split())
SPEAKING = frozenset("urge warn plead demand promise pledge vow caution argue stress insist declare".split())
FAR = 6  # words from a noun to the relative clause that more likely tells of the name before it
HAPPEN = frozenset("ensue erupt flare arrive depart confer resign retreat converge".split())
CLAUSE_WORDS = frozenset("after before since until as once".split())
ACTIVE = frozenset("invade withdraw retreat arrive resign intervene vote rule decide agree fail refuse".split())


def joined_subject(verb: Token) -> None:
    """ "A expelled B and C seized D": C, drawn to B, is the subject of the second verb."""
    if verb.dep_ != "conj" or any(c.dep_ in SUBJECTS for c in verb.children):
        return
    first = verb.head
    if first.pos_ != "VERB" or any(c.dep_ == "cc" for c in first.children):
        return
    for noun in first.rights:
        for joined in noun.rights:
            if joined.dep_ == "conj" and joined.pos_ in NOMINAL and adjacent(joined.right_edge.i, verb):
                attach(joined, verb, "nsubj")
                return


def finite_conjunct(verb: Token) -> None:
    """ "gave X a week to leave and threatened Y": what is finite is joined to what is finite, not to "leave".

    So too "said he would resign and called for a vote", "confirmed that Y had been held and urged calm".
    """
    inner = verb.head
    if verb.dep_ != "conj" or verb.tag_ != "VBD":
        return
    bare = inner.tag_ == "VB" and any(c.tag_ in ("TO", "MD") for c in inner.children)
    told = inner.tag_ == "VBN" and verb.lemma_ in SPEECH and any(c.lower_ == "had" for c in inner.children)
    if not (bare or told):
        return
    outer = inner.head
    while outer.pos_ not in ("VERB", "AUX") and outer.head.i != outer.i:
        outer = outer.head
    if outer.tag_ == "VBD" and not any(c.dep_ in SUBJECTS for c in verb.children):
        attach(verb, outer, "conj")


def shared_passive(verb: Token) -> None:
    """ "Three were killed and nine injured": the number is the subject of the second participle, not joined."""
    number = verb.head
    first = number.head
    if number.pos_ != "NUM" or number.dep_ != "conj" or first.tag_ != "VBN" or not adjacent(number.i, verb):
        return
    attach(verb, first, "conj")
    attach(number, verb, "nsubjpass")


def said_after(verb: Token) -> None:
    """ "... should wait, urged the minister", read as urging him: after the words and a comma comes who spoke."""
    speaker = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if verb.dep_ != "conj" or speaker is None or verb.i < 2 or verb.nbor(-1).text not in (",", '"', "”", "’", "''"):
        return
    others = any(c.dep_ in SUBJECTS or c.dep_ in ("xcomp", "ccomp", "advcl", "prep", "conj") for c in verb.children)
    joined = any(c.dep_ == "cc" for c in verb.head.children)
    if not others and not joined and speaker.left_edge.i == verb.i + 1:
        verb.dep_ = "parataxis"
        attach(speaker, verb, "nsubj")


def owners(deed: Token) -> None:
    """ "Chad and Niger's talks covered ...": both hold the talks."""
    first = deed.head
    owner = next((c for c in deed.lefts if c.dep_ == "poss"), None)
    if first.pos_ != "PROPN" or owner is None or owner.pos_ != "PROPN" or owner.left_edge.i - first.i != 2:
        return
    head, dep = first.head, first.dep_
    attach(deed, deed if dep == "ROOT" else head, dep)
    for child in [c for c in first.children if c.i > first.i]:
        attach(child, owner, child.dep_)
    attach(first, owner, "conj")


def clause_of_time(verb: Token) -> None:
    """ "after troops invaded the town": no noun phrase about invaded troops, but a clause."""
    noun, prep = verb.head, verb.head.head
    if noun.dep_ != "pobj" or prep.dep_ != "prep" or prep.lower_ not in CLAUSE_WORDS or noun.right_edge.i < verb.i:
        return
    if any(t.is_punct or t.dep_ == "relcl" for t in verb.doc[noun.i + 1 : verb.i]):
        return
    if any(c.dep_ in ("agent", "aux", "auxpass") for c in verb.children):
        return
    if not any(c.dep_ == "dobj" for c in verb.children):
        acts = verb.lemma_ in ACTIVE or noun.ent_type_ in ("GPE", "NORP")
        if not acts or verb.i - noun.i > 1:
            return
    attach(verb, prep.head, "advcl")
    attach(noun, verb, "nsubj")
    attach(prep, verb, "mark")
    verb.tag_ = "VBD"


def headless(verb: Token) -> None:
    """ "A report by senators called for sanctions", read as a report so called: without another verb it is the verb."""
    noun = verb.head
    if noun.dep_ != "ROOT" or noun.pos_ not in NOMINAL or noun.i > verb.i or is_finite(verb):
        return
    if any(c.dep_ in SUBJECTS or c.dep_ in ("agent", "auxpass") for c in verb.children) or any(
        c.dep_ in ("relcl", "conj", "appos", "ccomp", "parataxis") for c in noun.children
    ):
        return
    governs = {c.dep_ for c in verb.children} & {"dobj", "xcomp", "ccomp"}
    if (
        verb.lemma_ not in HAPPEN
        and not governs
        and not (verb.lemma_ == "call" and any(c.lower_ in ("for", "on") for c in verb.children))
    ):
        return
    for child in [c for c in noun.children if c.i > verb.i]:
        attach(child, verb, child.dep_)
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
    attach(noun, verb, "nsubj")


def second_subject(verb: Token) -> None:
    """ "ties between Paris and Rome have cooled": a second subject after "and" belongs to the phrase before it."""
    subjects = [c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")]
    if len(subjects) != 2:
        return
    first, second = subjects
    joint = verb.doc[second.left_edge.i - 1]
    if joint.dep_ == "prep" and first.is_ancestor(joint) and not list(joint.children):
        attach(second, joint, "pobj")  # "shelling in response to attacks killed five"
        return
    listed = joint.text == "," and joint.head.dep_ == "pobj" and joint.head.head.lower_ in ("between", "among")
    if (joint.dep_ == "cc" or listed) and first.is_ancestor(joint.head) and joint.head.pos_ in NOMINAL:
        attach(second, joint.head, "conj")


def find_subject(verb: Token) -> None:
    """A finite verb's lost subject: taken for an adverbial, or drawn into the phrase before it."""
    if verb.dep_ not in ("ROOT", "ccomp", "parataxis") or any(c.dep_ in SUBJECTS for c in verb.children):
        return
    for child in reversed(list(verb.lefts)):
        if child.dep_ == "advmod" and child.text.isupper() and len(child) > 1 and child.is_sent_start:
            child.pos_, child.tag_, child.lemma_ = "PROPN", "NNP", child.text  # "USAID announced ..."
        if child.dep_ in ("advmod", "npadvmod", "dep", "nmod") and child.pos_ == "PROPN" and child.ent_type_ != "DATE":
            if adjacent(child.right_edge.i, verb):
                child.dep_ = "nsubj"
            return
        if child.dep_ == "prep":
            found = next(_drawn_in(child, verb), None)
            if found is not None:
                attach(found, verb, "nsubj")
            return


def _drawn_in(prep: Token, verb: Token) -> Iterator[Token]:
    """ "On a visit to Oslo, President Petro said": the name after the comma is no second goal of the visit."""
    for token in prep.subtree:
        if token.dep_ in ("conj", "appos") and token.pos_ in NOMINAL and adjacent(token.right_edge.i, verb):
            before = token.left_edge.i - 1
            joined = any(c.dep_ == "cc" for c in token.head.children)
            if not joined and token.doc[before].text == ",":
                yield token


def nearer_person(verb: Token) -> None:
    """ "Additions include two nephews of Mr Lee, who was born in Rome": one person was, not the additions."""
    noun, who = verb.head, next((c for c in verb.lefts if c.lower_ == "who" and c.dep_ in ("nsubj", "nsubjpass")), None)
    if who is None or who.i < 2 or who.nbor(-1).text != ",":
        return
    one = any(c.tag_ == "VBZ" or c.lower_ == "was" for c in (verb, *verb.lefts))
    wrong = one if noun.tag_ in ("NNS", "NNPS") else who.i - noun.i > FAR and noun.ent_type_ != "PERSON"
    name = who.nbor(-2)
    if wrong and name.ent_type_ == "PERSON" and name.i > noun.i and not verb.is_ancestor(name):
        while name.head.ent_type_ == "PERSON" and name.dep_ in ("compound", "flat"):
            name = name.head
        attach(verb, name, "relcl")


def shed_relative(verb: Token) -> None:
    """ "Troops destined for Goma began arriving", read as "[troops destined for] [Goma began]": the troops began."""
    inner = next((c for c in verb.lefts if c.dep_ == "ccomp" and c.tag_ in ("VBN", "VBD")), None)
    wrong = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if inner is None or wrong is None or not inner.i < wrong.i or not adjacent(wrong.right_edge.i, verb):
        return
    subject = next((c for c in inner.lefts if c.dep_ == "nsubj" and c.pos_ in NOMINAL), None)
    if subject is None or any(t.is_punct for t in verb.doc[subject.right_edge.i + 1 : verb.i]):
        return
    if any(c.dep_ in ("aux", "auxpass") for c in inner.children):
        return
    bare = next((c for c in inner.rights if c.dep_ == "prep" and not list(c.children) and c.i < wrong.i), None)
    if bare is None:
        return
    attach(subject, verb, "nsubj")
    attach(inner, subject, "acl")
    attach(wrong, bare, "pobj")
