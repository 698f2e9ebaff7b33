"""Mistakes that small models make again and again in the parses of news, mended in one place.

Every rule looks for a tree that cannot be right (a finite verb whose subject hangs in the phrase before it, a gerund
with an adjective of its own) and moves as little as makes it right. Text, sentences and entities stay as they are.
"""

from spacy.language import Language
from spacy.tokens import Doc

from eventcoder.parse.repair.clauses import (
    JOINT,
    SPEAKING,
    clause_of_time,
    find_subject,
    finite_conjunct,
    headless,
    joined_subject,
    nearer_person,
    owners,
    said_after,
    second_subject,
    shared_passive,
    shed_relative,
)
from eventcoder.parse.repair.fights import TAKING, far_between, more_than, sides, taken_from
from eventcoder.parse.repair.phrases import (
    HARM,
    NAMING,
    TELLING,
    TRANSFER,
    attributive,
    called_a_name,
    doer_of_deed,
    gerund,
    gerund_of_nation,
    harm,
    held,
    hyphenated,
    nationality,
    once_more,
    recipient,
    topic,
    up_to,
    visiting,
)
from eventcoder.parse.repair.tree import is_finite


def repair(doc: Doc) -> Doc:
    """Mend the doc's trees in place."""
    for token in doc:
        if token.dep_ == "relcl" and token.lemma_ in HARM:
            harm(token)
        if token.lemma_ in NAMING and token.pos_ == "VERB":
            called_a_name(token)
        if token.dep_ == "relcl":
            nearer_person(token)
        if token.dep_ == "acl" and token.tag_ in ("VBN", "VBD"):
            shared_passive(token)
            clause_of_time(token)
            headless(token)
        if token.lower_ == "up" and token.i + 2 < len(doc):
            up_to(token)
        if token.lower_ in ("hostage", "captive", "prisoner"):
            held(token)
        if token.lower_ == "over" and token.dep_ == "prep":
            more_than(token)
        if token.lower_ == "between":
            far_between(token)
            sides(token)
        if token.lower_ in ("in", "out", "ins", "outs"):
            hyphenated(token)
        if token.lower_ == "by" and token.head.dep_ == "pobj":
            doer_of_deed(token)
        if token.tag_ == "VB" and token.dep_ in ("acl", "relcl"):
            once_more(token)
        if token.tag_ == "VBN" and token.dep_ in ("advcl", "pcomp", "xcomp"):
            attributive(token)
        if token.tag_ == "VBG":
            gerund(token)
            if token.dep_ == "acl":
                gerund_of_nation(token)
            visiting(token)
        elif token.dep_ == "conj" and token.lemma_ in JOINT:
            owners(token)
        elif token.pos_ in ("VERB", "AUX"):
            if is_finite(token):
                second_subject(token)
                shed_relative(token)
                find_subject(token)
                joined_subject(token)
                finite_conjunct(token)
            if token.lemma_ in SPEAKING:
                said_after(token)
            if token.lemma_ in TRANSFER:
                recipient(token)
            if token.lemma_ in TAKING:
                taken_from(token)
            if token.lemma_ in TELLING:
                topic(token)
        elif token.dep_ == "dative" and token.ent_type_ in ("NORP", "GPE"):
            nationality(token)
    return doc


@Language.factory("eventcoder_repairs", assigns=["token.head", "token.dep", "token.tag"])
def make_repairs(nlp: Language, name: str) -> object:
    """The component :func:`repair`."""
    return repair
