"""Who did the violence that a clause tells of without a doer.

"The strikes killed five": those whose strikes were told just before. "A bomb went off": who claimed it. Where neither
is told, it is only somebody who fights the victim's side elsewhere in the article; nobody is made a doer because he
speaks, searches or condemns.
"""

from collections import Counter
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc, Token

from eventcoder.actions.lexicon import lexicon
from eventcoder.actions.nearby import party
from eventcoder.actions.reading import FORCE, VIOLENT, Reading
from eventcoder.actions.subjects import is_verb
from eventcoder.actions.wars import at_war, invaded
from eventcoder.records import ActorMention, CodedClause

STEALTHY = ("181", "183", "185", "186")  # what bombers and kidnappers do, not armies
AIR = "195"
TAKING = ("173", "175", "181")  # arrests and abductions
BEFORE = 3  # sentences back to which "the attack" may point, and on to which a claim of it may follow
DEFINITE = frozenset("the this these that those such".split())
Sides = tuple[str | None, str | None]
SHARE = 0.6  # of the votes that the winner must have
LASTING = ("war", "conflict", "fighting", "hostility")  # mostly named as the background of something else
MUTUAL = frozenset("war fighting conflict clash battle hostility combat fight crossfire".split())
DOERS = (None, "GOV", "MIL", "REB", "CRM", "UAF", "COP")
FIGHTERS = ("MIL", "REB", "CRM", "UAF", "COP")


def fights_for(mention: ActorMention) -> str | None:
    """Whom somebody fights for: a country, or an armed group (by its name, where it has one) against it."""
    if mention.sector != "REB":
        return party(mention)
    return f"{mention.code}:{mention.name or ''}"


def told_sides(reading: Reading, sentence: int, clauses: list[CodedClause]) -> tuple[ActorMention, ActorMention] | None:
    """Who did a deed to whom that is named again without either ("the invasion", "this attack").

    Both sides of the latest deed of that root told before, where most of those are between the same two.
    """
    definite = any(c.lower_ in ("the", "this") for c in reading.token.lefts if c.dep_ == "det")
    if is_verb(reading.token) or not definite or reading.token.lemma_ in LASTING or not reading.code.startswith(FORCE):
        return None
    critics = {party(c.source) for c in clauses if c.sentence == sentence and c.code.startswith("11") and c.source}
    told: dict[Sides, tuple[ActorMention, ActorMention]] = {}
    votes: Counter[Sides] = Counter()
    for clause in clauses:
        source, target = clause.source, clause.target
        if source is None or target is None or clause.code[:2] != reading.code[:2] or clause.sentence > sentence:
            continue
        ends = fights_for(source), fights_for(target)
        if source.code and target.code and ends[0] != ends[1] and party(source) not in critics:
            votes[ends] += 1
            told[ends] = replace(source, basis="context"), replace(target, basis="context")
    if not votes:
        return _known_invasion(reading)
    best, count = votes.most_common(1)[0]
    return told[best] if count >= SHARE * votes.total() else None


def _known_invasion(reading: Reading) -> tuple[ActorMention, ActorMention] | None:
    """The two of the one war that everybody knows "the invasion" by."""
    doc = reading.token.doc
    if reading.token.lemma_ != "invasion" or doc._.published is None:
        return None
    known = invaded(doc._.published, doc._.actors)
    return (replace(known[0], basis="context"), replace(known[1], basis="context")) if known else None


def told_doer(reading: Reading, target: ActorMention, sentence: int, clauses: list[CodedClause]) -> ActorMention | None:
    """The doer of the deed that "the attack" points back to."""
    deed = reading.deed
    if deed is None or not reading.code.startswith(VIOLENT) or not _points_back(deed):
        return None
    earlier = [c for c in clauses if sentence - BEFORE <= c.sentence <= sentence and c.end <= deed.idx]
    for clause in sorted(earlier, key=lambda c: (c.sentence, c.start), reverse=True):
        if clause.source is not None and _acts(clause.source, target) and _same_deed(deed, reading, clause):
            return replace(clause.source, basis="context", members=())
    return None


def _points_back(deed: Token) -> bool:
    """ "the strikes", "this attack": told before, and nobody named with it; a war or clash has two sides."""
    named = any(
        c.dep_ == "poss" or (c.dep_ in ("compound", "amod", "nmod") and c.ent_type_ in ("GPE", "NORP", "ORG"))
        for c in deed.children
    )
    definite = any(c.dep_ == "det" and c.lower_ in DEFINITE for c in deed.children)
    return definite and not named and deed.lemma_ not in MUTUAL


def _acts(who: ActorMention, victim: ActorMention) -> bool:
    """Somebody of a country who may use force, and not the victim's own kind."""
    if who.country is None or who.code == victim.code:
        return False
    return who.sector in FIGHTERS or (who.sector in DOERS and (who.sector is not None or who.basis != "context"))


def _same_deed(deed: Token, reading: Reading, clause: CodedClause) -> bool:
    if not clause.code.startswith(VIOLENT):
        return False
    bare = reading.code[:3] == "190" and clause.code.startswith(("183", "194", "195"))  # "the attack": a bombing
    return bare or deed.lemma_ in clause.lemma.split() or reading.code[:3] == clause.code[:3] != "190"


def same(reading: Reading, target: ActorMention, clauses: list[CodedClause]) -> ActorMention | None:
    """The one doer of all deeds of this kind (shelling, bombing) that the article tells of against that country."""
    kind = reading.code[:3]
    if kind in ("180", "190") or not reading.code.startswith(VIOLENT):
        return None
    deeds = [c for c in clauses if c.code[:3] == kind and c.target is not None and c.target.country == target.country]
    doers = {fights_for(c.source): c.source for c in deeds if c.source is not None and _acts(c.source, target)}
    return replace(next(iter(doers.values())), basis="context", members=()) if len(doers) == 1 else None


def claimant(reading: Reading, sentence: int, clauses: list[CodedClause]) -> ActorMention | None:
    """The armed group that claims, in the sentences that follow, to have done it."""
    if not reading.code.startswith(VIOLENT):
        return None
    for clause in sorted(clauses, key=lambda c: c.sentence):
        who = clause.source if clause.stances[:1] == ("claim",) else None
        if who is not None and who.country and sentence <= clause.sentence <= sentence + BEFORE:
            return replace(who, basis="context", members=()) if who.sector == "REB" else None
    return None


def site(doc: Doc, mention: ActorMention) -> bool:
    """A town, a base, an embassy: whoever holds it, it harms nobody."""
    head = doc[mention.head]
    return mention.kind == "place" or (head.pos_ == "NOUN" and head.lemma_ in lexicon().classes["site"])


def violent(doc: Doc, clauses: list[CodedClause], code: str) -> list[CodedClause]:
    """The clauses that may tell who did a deed of this code: deeds of force done, threats and arrests aside."""
    if not code.startswith(VIOLENT):
        return clauses
    deeds = [c for c in clauses if c.code.startswith((*VIOLENT, "175"))]
    return [c for c in deeds if c.source is not None and not site(doc, c.source)]


def may_have_done(
    who: ActorMention, victim: ActorMention, code: str, published: date | None, clauses: list[CodedClause]
) -> bool:
    """Whether the article's words make somebody a likely doer of violence against the victim."""
    if not code.startswith(VIOLENT):
        return True
    if code.startswith(STEALTHY):
        return who.sector in ("REB", "CRM", "UAF")
    if code.startswith(AIR) and who.sector != "MIL" and who.sector in FIGHTERS:
        return False  # rebels have no warplanes
    if who.sector in FIGHTERS:
        return True
    if who.sector not in DOERS:
        return False
    if at_war(who, victim, published):
        return True
    return any(
        c.source is not None
        and c.target is not None
        and c.source.kind != "pronoun"
        and c.source.basis != "context"
        and c.source.country == who.country
        and c.target.country == victim.country
        and c.code.startswith("19")
        for c in clauses
    )


def captor(freed: ActorMention, sentence: int, clauses: list[CodedClause]) -> ActorMention | None:
    """Who lets those go who are told to be freed: who took them, told near by."""
    own = party(freed)
    takings = [c for c in clauses if c.code.startswith(TAKING) and abs(c.sentence - sentence) <= BEFORE]
    fitting = [
        c.source
        for c in sorted(takings, key=lambda c: abs(c.sentence - sentence))
        if c.source is not None and c.target is not None and own is not None and party(c.target) == own
    ]
    return replace(fitting[0], basis="context", members=()) if fitting else None
