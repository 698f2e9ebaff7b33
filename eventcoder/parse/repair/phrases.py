"""Phrases that were drawn to the wrong word, and words taken for what they are not."""

from spacy.tokens import Token

from eventcoder.parse.repair.tree import NOMINAL, attach

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
# verbs whose "about" or "as" is drawn to the noun before it
TELLING = {
    **dict.fromkeys("blame pin".split(), "on"),
    **dict.fromkeys("complain protest inform brief lecture question".split(), "about"),
    **dict.fromkeys("describe denounce brand label reject dismiss portray characterize condemn".split(), "as"),
}
# nouns of deeds that their endings do not tell
DONE = frozenset(
    "arrest murder seizure capture visit rescue release siege rape kidnap raid attack strike recapture abuse ban "
    "assault use theft transfer sale search threat overthrow defeat pursuit".split()
)
NAMING = frozenset("call label brand dub".split())
HARM = frozenset("kill injure wound claim leave destroy damage displace".split())


def up_to(up: Token) -> None:
    """ "seized up to 16 advisers", read as a verb "seize up" with a phrase: it only counts the advisers."""
    verb, to, number = up.head, up.nbor(1), up.nbor(2)
    if verb.pos_ != "VERB" or to.lower_ != "to" or not number.like_num or any(c.dep_ == "dobj" for c in verb.children):
        return
    noun = next((c for c in to.children if c.dep_ == "pobj"), None)
    if noun is None or not (noun.i == number.i or noun.is_ancestor(number)) or verb.lemma_ in MOTION:
        return
    attach(noun, verb, "dobj")
    attach(up, number, "advmod")
    attach(to, number, "advmod")


def doer_of_deed(by: Token) -> None:
    """ "the expulsion of ten envoys by Poland": the envoys are by nobody, the expulsion is."""
    victim = by.head
    deed = victim.head.head
    if victim.dep_ != "pobj" or victim.head.lower_ != "of" or deed.pos_ != "NOUN" or _is_deed(victim):
        return
    if _is_deed(deed):
        attach(by, deed, "prep")


def _is_deed(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and (noun.lemma_ in DONE or noun.lemma_.endswith(("tion", "sion", "ment", "ing", "sal")))


def gerund_of_nation(token: Token) -> None:
    """ "Israeli shelling killed five", read as Israelis who shell: the shelling is the subject."""
    nation = token.head
    if nation.ent_type_ != "NORP" or nation.tag_ != "JJ" or token.i != nation.i + 1 or nation.dep_ != "nsubj":
        return
    if any(c.dep_ in ("dobj", "aux", "ccomp", "xcomp") for c in token.children):
        return
    attach(token, nation.head, nation.dep_)
    attach(nation, token, "amod")
    token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_


def held(word: Token) -> None:
    """ "took ten teachers hostage", read as taking a teacher hostage: the teachers are taken."""
    taken = next((c for c in word.lefts if c.dep_ == "compound" and c.i == word.i - 1), None)
    if word.dep_ != "dobj" or word.tag_ != "NN" or taken is None or taken.tag_ not in ("NNS", "NNPS"):
        return
    for child in list(word.children):
        attach(child, taken if child.i < taken.i else word.head, child.dep_)
    attach(taken, word.head, "dobj")
    word.dep_ = "oprd"


def called_a_name(verb: Token) -> None:
    """ "called the envoy a fool", read as an envoy who is a fool: it is what he is called."""
    named = next((c for c in verb.rights if c.dep_ in ("dobj", "oprd") and c.pos_ in NOMINAL), None)
    name = next((c for c in named.rights if c.dep_ == "appos"), None) if named is not None else None
    if named is None or name is None or name.left_edge.lower_ not in ("a", "an") or name.left_edge.i != named.i + 1:
        return
    named.dep_ = "dobj"
    attach(name, verb, "oprd")


def once_more(verb: Token) -> None:
    """ "offered for the first time to meet X": not the time is to meet, but who offered."""
    time = verb.head
    outer = time.head.head
    if time.lower_ != "time" or time.dep_ != "pobj" or time.head.lower_ != "for" or outer.pos_ != "VERB":
        return
    if any(c.tag_ == "TO" for c in verb.lefts):
        attach(verb, outer, "xcomp")


def attributive(word: Token) -> None:
    """ "moved them to occupied Kherson", "met released hostages": a participle right before its noun describes it."""
    noun = next((c for c in word.rights if c.dep_ == "dobj"), None)
    lefts = list(word.lefts)
    if noun is None or noun.pos_ not in NOMINAL or noun.left_edge.i != word.i + 1 or word.head.i == word.i:
        return
    if any(c.dep_ in ("det", "poss", "nummod") for c in noun.lefts) or word.dep_ not in ("advcl", "pcomp", "xcomp"):
        return
    goal = [c for c in lefts if c.tag_ == "TO"]
    if len(lefts) != len(goal) or (not goal and word.lemma_ in GIVING):
        return
    head, dep = word.head, word.dep_
    if goal:
        attach(goal[0], head, "prep")
        attach(noun, goal[0], "pobj")
        goal[0].tag_ = "IN"
    elif head.pos_ == "ADP":
        attach(noun, head, "pobj")
    elif dep == "advcl" and not any(c.dep_ == "dobj" for c in head.children):
        attach(noun, head, "dobj")
    else:
        return
    for child in [c for c in word.children if c.i > noun.i]:
        attach(child, noun if child.dep_ == "conj" and child.pos_ in NOMINAL else head, child.dep_)
    attach(word, noun, "amod")
    word.tag_, word.pos_ = "JJ", "ADJ"


def nationality(token: Token) -> None:
    """ "accused Angolan troops", read as giving troops to Angolan: the word belongs to its neighbour."""
    if token.head.lemma_ in GIVING:  # "gave Israel two weeks"
        return
    noun = next((c for c in token.head.rights if c.dep_ == "dobj"), None)
    if noun is not None and noun.pos_ == "NOUN" and noun.left_edge.i == token.i + 1 and not list(token.children):
        attach(token, noun, "amod")


def topic(verb: Token) -> None:
    """ "complained to the council about X", "blamed the raid on Y": the phrase belongs to the verb."""
    word = TELLING[verb.lemma_]
    if any(c.lower_ == word for c in verb.children):
        return
    for prep in verb.doc[verb.i + 1 : verb.right_edge.i]:
        if prep.dep_ == "prep" and prep.lower_ == word and verb.is_ancestor(prep) and prep.head.pos_ in NOMINAL:
            governors = [t for t in prep.ancestors if t.pos_ in ("VERB", "AUX")]
            if governors and governors[0].i == verb.i:
                attach(prep, verb, "prep")
            return


def gerund(token: Token) -> None:
    """ "in Russian shelling of the town": what has an adjective and no object is a noun."""
    described = any(c.dep_ in ("amod", "poss", "det", "nummod") and c.i < token.i for c in token.children)
    if not described or token.dep_ not in ("pobj", "pcomp", "nsubj", "nsubjpass", "dobj", "conj"):
        return
    if any(c.dep_ in ("dobj", "aux", "nsubj", "ccomp", "xcomp") for c in token.children):
        return
    token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_
    if token.dep_ == "pcomp":
        token.dep_ = "pobj"


def visiting(token: Token) -> None:
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
        attach(child, verb, child.dep_)
    attach(token, guest, "amod")


def recipient(verb: Token) -> None:
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
        attach(prep, verb, "prep")
        return


def _first_goal(holder: Token, prep: Token) -> bool:
    """Whether the phrase is the first "to" after its verb ("that date back to 640 to Peru": the second is not)."""
    return not any(t.lower_ == "to" for t in holder.doc[holder.i + 1 : prep.i])


def harm(verb: Token) -> None:
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
            attach(verb, token, "relcl")
            return


def hyphenated(particle: Token) -> None:
    """ "A sit-in", "the walk-outs": one noun, which the tokens split at the hyphen."""
    doc, i = particle.doc, particle.i
    if particle.pos_ == "NOUN" and i >= 2 and doc[i - 1].text == "-" and doc[i - 2].head.i == i:
        singular = particle.lower_[:-1] if particle.lower_ in ("ins", "outs") else particle.lower_
        particle.lemma_ = f"{doc[i - 2].lower_}-{singular}"
