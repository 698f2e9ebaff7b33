"""Mistakes that small models make again and again in the parses of news, mended in one place.

Every rule looks for a tree that cannot be right (a finite verb whose subject hangs in the phrase before it, a gerund
with an adjective of its own) and moves as little as makes it right. Text, sentences and entities stay as they are.
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"))
NOMINAL = frozenset(("NOUN", "PROPN"))
FINITE = frozenset(("VBD", "VBZ", "VBP"))
ASIDE = frozenset(("aux", "auxpass", "advmod", "neg", "punct"))
TRANSFER = frozenset(
    "return give send hand deliver transfer supply sell offer grant extradite deport repatriate donate ship present "
    "award cede surrender restore".split()
)  # "returned X to Y"
GIVING = TRANSFER | frozenset("tell show cost deny promise pay lend ask allow owe bring buy teach leave cause".split())
# nouns that take "to" themselves: "the ambassador to Rome"
TAKES_TO = frozenset(
    "access aid ambassador answer approach assistance attachment blow commitment contribution damage devotion end "
    "envoy exception invitation key letter link loyalty message objection opposition passage pledge reaction reference "
    "relation reply resistance response return right road route solution statement support threat tie tribute trip "
    "victim visit visitor way".split()
)
# verbs that take "to" or "into" themselves
MOTION = frozenset(
    "go come travel move flee belong relate link refer date lead head fly march return contribute inject accord add "
    "amount apply respond speak talk turn say subject expose bring take put attach convert pay".split()
)
# deeds that are told by what they did, and sites that do nothing
DEEDS = frozenset(
    "attack bombing explosion blast strike airstrike raid shelling assault crash shooting offensive ambush clash "
    "battle incident attempt massacre barrage quake earthquake bomb".split()
)
SITES = frozenset(
    "church school mosque market hospital station building hotel checkpoint base area mass city town village center "
    "centre neighbourhood neighborhood house home street road district province region camp airport headquarters "
    "square rally ceremony wedding funeral parade capital".split()
)
JOINT = frozenset(  # what two do with each other
    "talk talks meeting summit war conflict dispute negotiation agreement deal tie relation relationship conversation "
    "discussion dialogue border".split()
)
HAPPEN = frozenset("ensue erupt flare arrive depart confer resign retreat converge".split())
CLAUSE_WORDS = frozenset("after before since until as once".split())
# verbs whose "about" or "as" is drawn to the noun before it
TELLING = {
    **dict.fromkeys("blame pin".split(), "on"),
    **dict.fromkeys("complain protest inform brief lecture question".split(), "about"),
    **dict.fromkeys("describe denounce brand label reject dismiss portray characterize condemn".split(), "as"),
}
ACTIVE = frozenset("invade withdraw retreat arrive resign intervene vote rule decide agree fail refuse".split())
HARM = frozenset("kill injure wound claim leave destroy damage displace".split())


def repair(doc: Doc) -> Doc:
    """Mend the doc's trees in place."""
    for token in doc:
        if token.dep_ == "relcl" and token.lemma_ in HARM:
            _harm(token)
        if token.dep_ == "acl" and token.tag_ in ("VBN", "VBD"):
            _clause_of_time(token)
            _headless(token)
        if token.lower_ == "up" and token.i + 2 < len(doc):
            _up_to(token)
        if token.tag_ == "VBG":
            _gerund(token)
            _visiting(token)
        elif token.dep_ == "conj" and token.lemma_ in JOINT:
            _owners(token)
        elif token.pos_ in ("VERB", "AUX"):
            if _is_finite(token):
                _second_subject(token)
                _shed_relative(token)
                _find_subject(token)
                _joined_subject(token)
                _finite_conjunct(token)
            if token.lemma_ in TRANSFER:
                _recipient(token)
            if token.lemma_ in TELLING:
                _topic(token)
        elif token.dep_ == "dative" and token.ent_type_ in ("NORP", "GPE"):
            _nationality(token)
    return doc


def _up_to(up: Token) -> None:
    """ "seized up to 16 advisers", read as a verb "seize up" with a phrase: it only counts the advisers."""
    verb, to, number = up.head, up.nbor(1), up.nbor(2)
    if verb.pos_ != "VERB" or to.lower_ != "to" or not number.like_num or any(c.dep_ == "dobj" for c in verb.children):
        return
    noun = next((c for c in to.children if c.dep_ == "pobj"), None)
    if noun is None or not (noun.i == number.i or noun.is_ancestor(number)) or verb.lemma_ in MOTION:
        return
    _attach(noun, verb, "dobj")
    _attach(up, number, "advmod")
    _attach(to, number, "advmod")


def _nationality(token: Token) -> None:
    """ "accused Angolan troops", read as giving troops to Angolan: the word belongs to its neighbour."""
    if token.head.lemma_ in GIVING:  # "gave Israel two weeks"
        return
    noun = next((c for c in token.head.rights if c.dep_ == "dobj"), None)
    if noun is not None and noun.pos_ == "NOUN" and noun.left_edge.i == token.i + 1 and not list(token.children):
        _attach(token, noun, "amod")


def _joined_subject(verb: Token) -> None:
    """ "A expelled B and C seized D": C, drawn to B, is the subject of the second verb."""
    if verb.dep_ != "conj" or any(c.dep_ in SUBJECTS for c in verb.children):
        return
    first = verb.head
    if first.pos_ != "VERB" or any(c.dep_ == "cc" for c in first.children):
        return
    for noun in first.rights:
        for joined in noun.rights:
            if joined.dep_ == "conj" and joined.pos_ in NOMINAL and _adjacent(joined.right_edge.i, verb):
                _attach(joined, verb, "nsubj")
                return


def _finite_conjunct(verb: Token) -> None:
    """ "gave X a week to leave and threatened Y": what is finite is joined to what is finite, not to "leave"."""
    inner = verb.head
    if (
        verb.dep_ != "conj"
        or verb.tag_ != "VBD"
        or inner.tag_ != "VB"
        or not any(c.tag_ == "TO" for c in inner.children)
    ):
        return
    outer = inner.head
    while outer.pos_ not in ("VERB", "AUX") and outer.head.i != outer.i:
        outer = outer.head
    if outer.tag_ == "VBD" and not any(c.dep_ in SUBJECTS for c in verb.children):
        _attach(verb, outer, "conj")


def _topic(verb: Token) -> None:
    """ "complained to the council about X", "blamed the raid on Y": the phrase belongs to the verb."""
    word = TELLING[verb.lemma_]
    if any(c.lower_ == word for c in verb.children):
        return
    for prep in verb.doc[verb.i + 1 : verb.right_edge.i]:
        if prep.dep_ == "prep" and prep.lower_ == word and verb.is_ancestor(prep) and prep.head.pos_ in NOMINAL:
            governors = [t for t in prep.ancestors if t.pos_ in ("VERB", "AUX")]
            if governors and governors[0].i == verb.i:
                _attach(prep, verb, "prep")
            return


def _attach(token: Token, head: Token, dep: str) -> None:
    token.head = head
    token.dep_ = dep


def _is_finite(verb: Token) -> bool:
    words = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return verb.tag_ in FINITE or any(c.tag_ in FINITE or c.tag_ == "MD" for c in words)


def _gerund(token: Token) -> None:
    """ "in Russian shelling of the town": what has an adjective and no object is a noun."""
    described = any(c.dep_ in ("amod", "poss", "det", "nummod") and c.i < token.i for c in token.children)
    if not described or token.dep_ not in ("pobj", "pcomp", "nsubj", "nsubjpass", "dobj", "conj"):
        return
    if any(c.dep_ in ("dobj", "aux", "nsubj", "ccomp", "xcomp") for c in token.children):
        return
    token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_
    if token.dep_ == "pcomp":
        token.dep_ = "pobj"


def _visiting(token: Token) -> None:
    """ "told visiting President Moon that ...": the word describes the guest."""
    verb = token.head
    guest = next((c for c in token.rights if c.dep_ == "dobj" and c.pos_ in NOMINAL), None)
    if token.lower_ not in ("visiting", "touring") or token.dep_ not in ("xcomp", "ccomp", "pcomp") or guest is None:
        return
    if (
        guest.left_edge.i != token.i + 1
        or verb.pos_ not in ("VERB", "AUX")
        or any(c.dep_ == "aux" for c in token.lefts)
    ):
        return
    for child in list(token.children):
        _attach(child, verb, child.dep_)
    _attach(token, guest, "amod")


def _owners(deed: Token) -> None:
    """ "Chad and Niger's talks covered ...": both hold the talks."""
    first = deed.head
    owner = next((c for c in deed.lefts if c.dep_ == "poss"), None)
    if first.pos_ != "PROPN" or owner is None or owner.pos_ != "PROPN" or owner.left_edge.i - first.i != 2:
        return
    head, dep = first.head, first.dep_
    _attach(deed, deed if dep == "ROOT" else head, dep)
    for child in [c for c in first.children if c.i > first.i]:
        _attach(child, owner, child.dep_)
    _attach(first, owner, "conj")


def _clause_of_time(verb: Token) -> None:
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
    _attach(verb, prep.head, "advcl")
    _attach(noun, verb, "nsubj")
    _attach(prep, verb, "mark")
    verb.tag_ = "VBD"


def _headless(verb: Token) -> None:
    """ "A report by senators called for sanctions", read as a report so called: without another verb it is the verb."""
    noun = verb.head
    if noun.dep_ != "ROOT" or noun.pos_ not in NOMINAL or noun.i > verb.i or _is_finite(verb):
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
        _attach(child, verb, child.dep_)
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
    _attach(noun, verb, "nsubj")


def _second_subject(verb: Token) -> None:
    """ "ties between Paris and Rome have cooled": a second subject after "and" belongs to the phrase before it."""
    subjects = [c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")]
    if len(subjects) != 2:
        return
    first, second = subjects
    joint = verb.doc[second.left_edge.i - 1]
    if joint.dep_ == "cc" and first.is_ancestor(joint.head) and joint.head.pos_ in NOMINAL:
        _attach(second, joint.head, "conj")


def _adjacent(left: int, verb: Token) -> bool:
    """Whether nothing but auxiliaries, adverbs and commas stands between a token and its verb."""
    between = verb.doc[left + 1 : verb.i]
    return all(t.dep_ in ASIDE for t in between)


def _find_subject(verb: Token) -> None:
    """A finite verb's lost subject: taken for an adverbial, or drawn into the phrase before it."""
    if verb.dep_ not in ("ROOT", "ccomp", "parataxis") or any(c.dep_ in SUBJECTS for c in verb.children):
        return
    for child in reversed(list(verb.lefts)):
        if child.dep_ == "advmod" and child.text.isupper() and len(child) > 1 and child.is_sent_start:
            child.pos_, child.tag_, child.lemma_ = "PROPN", "NNP", child.text  # "USAID announced ..."
        if child.dep_ in ("advmod", "npadvmod", "dep", "nmod") and child.pos_ == "PROPN" and child.ent_type_ != "DATE":
            if _adjacent(child.right_edge.i, verb):
                child.dep_ = "nsubj"
            return
        if child.dep_ == "prep":
            found = next(_drawn_in(child, verb), None)
            if found is not None:
                _attach(found, verb, "nsubj")
            return


def _drawn_in(prep: Token, verb: Token) -> Iterator[Token]:
    """ "On a visit to Oslo, President Petro said": the name after the comma is no second goal of the visit."""
    for token in prep.subtree:
        if token.dep_ in ("conj", "appos") and token.pos_ in NOMINAL and _adjacent(token.right_edge.i, verb):
            before = token.left_edge.i - 1
            joined = any(c.dep_ == "cc" for c in token.head.children)
            if not joined and token.doc[before].text == ",":
                yield token


def _recipient(verb: Token) -> None:
    """ "returned a statue of the emperor to Algeria": the phrase belongs to the verb."""
    gift = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if gift is None or any(c.dep_ in ("prep", "dative") and c.lower_ in ("to", "into") for c in verb.children):
        return
    for prep in verb.doc[gift.i + 1 : verb.right_edge.i]:
        if prep.dep_ != "prep" or prep.lower_ not in ("to", "into") or not verb.is_ancestor(prep):
            continue
        if not any(c.dep_ == "pobj" for c in prep.children):
            continue
        holder = prep.head
        if holder.lower_ == "back":
            holder = holder.head
        if holder.lemma_ in TAKES_TO or (holder.lemma_ in MOTION | TRANSFER and _first_goal(holder, prep)):
            continue
        _attach(prep, verb, "prep")
        return


def _first_goal(holder: Token, prep: Token) -> bool:
    """Whether the phrase is the first "to" after its verb ("that date back to 640 to Peru": the second is not)."""
    return not any(t.lower_ == "to" for t in holder.doc[holder.i + 1 : prep.i])


def _shed_relative(verb: Token) -> None:
    """ "Troops destined for Goma began arriving", read as "[troops destined for] [Goma began]": the troops began."""
    inner = next((c for c in verb.lefts if c.dep_ == "ccomp" and c.tag_ in ("VBN", "VBD")), None)
    wrong = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if inner is None or wrong is None or not inner.i < wrong.i or not _adjacent(wrong.right_edge.i, verb):
        return
    subject = next((c for c in inner.lefts if c.dep_ == "nsubj" and c.pos_ in NOMINAL), None)
    if subject is None or any(t.is_punct for t in verb.doc[subject.right_edge.i + 1 : verb.i]):
        return
    if any(c.dep_ in ("aux", "auxpass") for c in inner.children):
        return
    bare = next((c for c in inner.rights if c.dep_ == "prep" and not list(c.children) and c.i < wrong.i), None)
    if bare is None:
        return
    _attach(subject, verb, "nsubj")
    _attach(inner, subject, "acl")
    _attach(wrong, bare, "pobj")


def _harm(verb: Token) -> None:
    """ "The attack on a school in Homs which killed five": neither school nor town killed anybody."""
    site = verb.head
    pronoun = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if pronoun is None or pronoun.lower_ not in ("which", "that"):
        return
    if site.lemma_.lower() not in SITES and site.ent_type_ not in ("GPE", "LOC", "FAC"):
        return
    for token in reversed(verb.doc[verb.sent.start : site.i]):
        if token.pos_ == "VERB" and not token.is_ancestor(site):
            return
        if token.pos_ in NOMINAL and token.lemma_.lower() in DEEDS:
            _attach(verb, token, "relcl")
            return


@Language.factory("eventcoder_repairs", assigns=["token.head", "token.dep", "token.tag"])
def make_repairs(nlp: Language, name: str) -> object:
    """The component :func:`repair`."""
    return repair
