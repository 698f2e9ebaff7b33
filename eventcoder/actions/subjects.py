"""Who does what a verb says, and other questions to the dependency parse that need no slots.

The subject is followed through conjunction, control, participles and relative clauses. Labels are ClearNLP's, as the
English spaCy models give them.
"""

from spacy.tokens import Token

SUBJECTS = {"nsubj", "csubj"}
PASSIVES = {"nsubjpass", "csubjpass"}
TIME_ENTS = {"DATE", "TIME"}
RELATIVE = {"WDT", "WP"}
# the object, not the subject, does what the complement says
OBJECT_ORIENTED = frozenset(
    "accuse blame charge arrest detain sue praise criticize criticise condemn prevent ban bar stop convict "
    "suspect jail imprison sentence indict thank denounce punish fine sanction prohibit discourage deter chide "
    "fault blacklist designate expel execute dismiss reprimand rebuke censure commend hail laud applaud".split()
)
INTRANSITIVE = frozenset("confer arrive depart travel resign retreat converge rally march clash die".split())
DOCUMENTS = frozenset(
    "letter statement resolution decree report bill law document communique declaration order".split()
)
ISSUING = frozenset("issue sign send pass write release publish adopt approve deliver read".split())
AGAINST = frozenset(("on", "against", "at"))
SUFFERED = frozenset(
    "wound injure hurt kill arrest detain jail capture destroy damage burn loot raze displace abduct kidnap".split()
)
PART_OF = frozenset("one two three some several many most among part member".split())
SUBJECT_CONTROL = frozenset("promise threaten vow pledge agree use employ exploit fire".split())


def is_verb(token: Token) -> bool:
    """A verb form, or a participle that the tagger took for an adjective."""
    return token.pos_ in ("VERB", "AUX")


def is_infinitive(verb: Token) -> bool:
    """ "to stop" """
    return is_verb(verb) and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def is_time(token: Token) -> bool:
    """Part of a date or time expression, as the dates room or the model sees it."""
    if token.ent_type_ in TIME_ENTS:
        return True
    dated: frozenset[int] | None = token.doc.user_data.get("date_tokens")
    if dated is None:
        spans = [token.doc.char_span(m.start, m.end, alignment_mode="expand") for m in token.doc._.dates]
        dated = frozenset(t.i for span in spans if span is not None for t in span)
        token.doc.user_data["date_tokens"] = dated
    return token.i in dated


def conjuncts(token: Token) -> list[Token]:
    """The token and everything joined to it by conjunction, in text order."""
    out = [token]
    for child in token.children:
        excepted = any(c.lower_ == "not" for c in child.lefts)  # "Syria but not Turkey"
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") and not excepted:
            out += conjuncts(child)
    return sorted(out, key=lambda t: t.i)


def antecedent(token: Token) -> Token:
    """The noun a relative pronoun stands for; the token itself otherwise."""
    if token.tag_ in RELATIVE or (token.lower_ == "that" and token.pos_ in ("PRON", "SCONJ")):
        for ancestor in token.ancestors:
            if ancestor.dep_ == "relcl":
                return ancestor.head
    return token


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: by its auxiliary, its subject, or as a bare past participle."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return True
    if _elliptic(verb):
        return True
    if verb.tag_ != "VBN" or any(c.dep_ == "aux" for c in verb.children):
        return False
    if any(c.dep_ == "nsubj" for c in verb.children):  # "five were held and guns found"
        return verb.dep_ == "conj" and is_verb(verb.head) and is_passive(verb.head)
    if verb.dep_ in ("acl", "advcl", "amod"):
        return verb.lemma_ not in INTRANSITIVE and not any(c.dep_ == "dobj" for c in verb.children)
    return verb.dep_ == "conj" and is_verb(verb.head) and is_passive(verb.head)


def _elliptic(verb: Token) -> bool:
    """ "Two were killed and three wounded": the auxiliary is that of the verb before."""
    if verb.tag_ != "VBD" or verb.dep_ != "conj" or verb.lemma_ not in SUFFERED or not is_verb(verb.head):
        return False
    deps = {c.dep_ for c in verb.children}
    return "nsubj" in deps and not deps & {"dobj", "aux", "ccomp"} and is_passive(verb.head)


def _own_subject(verb: Token) -> list[Token]:
    found = [c for c in verb.children if c.dep_ in SUBJECTS or c.dep_ in PASSIVES]
    if not found:  # the parse may hang it on the auxiliary
        helping = (a for a in verb.children if a.dep_ in ("aux", "auxpass"))
        found = [c for a in helping for c in a.children if c.dep_ in SUBJECTS or c.dep_ in PASSIVES]
    return [antecedent(t) for c in found for t in conjuncts(c) if c.dep_ != "expl"]


def surface_subject(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subject, found through conjunction, control, participles and relative clauses."""
    own = _own_subject(verb)
    if own or depth > 6:
        return own
    head, dep = verb.head, verb.dep_
    if dep == "advcl" and verb.tag_ == "VBG" and any(c.lower_ == "while" for c in verb.children):
        while head.dep_ in ("pcomp", "prep", "xcomp") and head.head.i != head.i:  # "... for rushing it while urging"
            head = head.head
    if head.i == verb.i:
        return []
    if dep in ("conj", "advcl", "xcomp", "ccomp", "dep", "pcomp") and is_verb(head):
        return _controller(head, verb, depth)
    if dep == "acomp" and head.lemma_ == "be":  # "were opposed to the plan"
        return surface_subject(head, depth + 1)
    if dep in ("acl", "relcl"):
        return _who_is(_noun_controller(verb, depth), depth)
    if dep == "amod" and verb.tag_ == "VBG":  # "the visiting president"
        return [head]
    if dep == "pcomp" and head.lower_ == "for" and (blamed := _blamed(head)):
        return blamed
    if dep == "pcomp" and head.dep_ in ("prep", "agent", "mark", "prt"):
        return _controller(head.head, verb, depth) if is_verb(head.head) else _holder(head.head, depth)
    if dep in ("xcomp", "ccomp") and head.pos_ in ("ADJ", "NOUN", "PROPN"):
        return _holder(head, depth)
    return []


def _blamed(reason: Token) -> list[Token]:
    """ "imposed sanctions on X for invading", "anger at X for ...": whom it is against did what it is for."""
    holders = [reason.head, *(c for c in reason.head.children if c.dep_ in ("dobj", "nsubjpass") and c.i < reason.i)]
    preps = [c for h in holders for c in h.rights if c.dep_ == "prep" and c.lower_ in AGAINST and c.i < reason.i]
    return [
        t for prep in preps[-1:] for c in prep.children if c.dep_ == "pobj" and not is_time(c) for t in conjuncts(c)
    ]


def _controller(head: Token, verb: Token, depth: int) -> list[Token]:
    """Who does the dependent verb's deed, seen from the governing verb."""
    objects = [t for c in head.children if c.dep_ in ("dobj", "dative") and c.i < verb.i for t in conjuncts(c)]
    oriented = head.lemma_ in OBJECT_ORIENTED or (verb.dep_ == "xcomp" and head.lemma_ not in SUBJECT_CONTROL)
    if objects and verb.dep_ in ("xcomp", "pcomp", "ccomp") and oriented and not any(is_time(t) for t in objects):
        return [antecedent(t) for t in objects if t.dep_ != "dative" or t.pos_ != "ADP"]
    return surface_subject(head, depth + 1)


def _who_is(nouns: list[Token], depth: int) -> list[Token]:
    """ "Chad was the first to send troops", "issued a letter allowing ...": who the noun is, or speaks by it."""
    if len(nouns) != 1:
        return nouns
    noun, verb = nouns[0], nouns[0].head
    if (group := _of_group(noun)) is not None:
        return surface_subject(group, depth + 1) or nouns
    is_made = noun.dep_ == "dobj" and noun.lemma_ in DOCUMENTS and verb.lemma_ in ISSUING
    if not is_made and (noun.dep_ != "attr" or verb.lemma_ != "be"):
        return nouns
    return [t for t in surface_subject(verb, depth + 1) if t.pos_ in ("NOUN", "PROPN", "PRON")] or nouns


def _of_group(noun: Token) -> Token | None:
    """The verb that says who belongs to a group: "among those banned are ...", "is one of nine names added"."""
    if noun.dep_ != "pobj" or noun.head.dep_ != "prep":
        return None
    above = noun.head.head
    if noun.head.lower_ == "of" and above.dep_ == "attr" and above.lemma_.lower() in PART_OF:
        above = above.head
    elif noun.head.lower_ != "among":
        return None
    return above if above.lemma_ == "be" else None


def _noun_controller(verb: Token, depth: int) -> list[Token]:
    """A clause on a noun: the noun itself, or for "the decision to leave" the one who holds the noun."""
    if verb.dep_ == "acl" and is_infinitive(verb):
        return _holder(verb.head, depth)
    if verb.dep_ == "relcl" and not any(c.tag_ in RELATIVE or c.lower_ == "that" for c in verb.children):
        return [] if any(c.dep_ in SUBJECTS for c in verb.children) else [verb.head]
    return [verb.head]


def _holder(noun: Token, depth: int) -> list[Token]:
    """Whose plan, refusal or readiness it is: possessor, "by" phrase, modifier, or the subject it belongs to."""
    for child in noun.children:
        if child.dep_ == "poss":
            return conjuncts(child)
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "of") and noun.pos_ != "ADJ":
            found = [t for c in child.children if c.dep_ == "pobj" for t in conjuncts(c)]
            if found and child.lower_ == "by":
                return found
    if noun.dep_ in ("dobj", "attr", "acomp", "oprd") and is_verb(noun.head):
        return surface_subject(noun.head, depth + 1)
    if noun.dep_ in ("ROOT", "conj") and noun.pos_ == "ADJ":
        return [t for c in noun.children if c.dep_ in SUBJECTS | PASSIVES for t in conjuncts(c)]
    return [c for c in noun.children if c.dep_ in ("amod", "compound", "nmod") and (c.ent_type_ in ("NORP", "GPE"))]
