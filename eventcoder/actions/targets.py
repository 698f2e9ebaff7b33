"""Participants that the clause leaves out and the article makes clear.

"Russia invaded": the article's other clauses say whom. What is taken from them has basis ``context`` and costs
confidence; what no clause makes clear stays out.
"""

from collections import Counter
from dataclasses import replace

from spacy.tokens import Doc, Token

from eventcoder.actions.doers import claimant, may_have_done, same, site, told_doer, violent
from eventcoder.actions.interpret import Interpreter
from eventcoder.actions.reading import FORCE, VIOLENT, Reading
from eventcoder.actions.reports import SAYING
from eventcoder.actions.subjects import is_verb
from eventcoder.actions.wars import foe, foes, sides, wars
from eventcoder.records import ActorMention, CodedClause

Pair = tuple[ActorMention, ActorMention]
Sides = tuple[str | None, str | None]
LASTING = ("war", "conflict", "fighting", "hostility")  # mostly named as the background of something else
DENIAL = "016"
SHARE = 0.6  # of the votes that the winner must have
NEAR = 2  # sentences
ABOUT = frozenset("in at on over about near into from inside outside regarding concerning across throughout".split())


def _family(code: str) -> str:
    """Force, verbal conflict or the rest: votes count double inside a family."""
    if code.startswith(FORCE) or code.startswith("138"):
        return "force"
    return "conflict" if code[:2] in ("10", "11", "12", "13", "16") else "other"


def _key(mention: ActorMention) -> str | None:
    return mention.code[:3] if mention.code and mention.code[:3] != "---" else None


def _side(mention: ActorMention) -> str | None:
    """Whom somebody fights for: a country, or an armed group (by its name, where it has one) against it."""
    if mention.sector != "REB":
        return _key(mention)
    return f"{mention.code}:{mention.name or ''}"


def partner(
    who: ActorMention, code: str, sentence: int, clauses: list[CodedClause], *, as_source: bool
) -> ActorMention | None:
    """The other side of the acts that ``who`` takes part in elsewhere in the article; None where that is not clear.

    For force only acts in the same direction vote; for the rest both directions do.
    """
    family = _family(code)
    side = _side if family == "force" else _key
    own = side(who)
    if own is None:
        return None
    votes: Counter[str] = Counter()
    best: dict[str, tuple[int, ActorMention]] = {}
    for clause in clauses:
        if clause.source is None or clause.target is None:
            continue
        ends = [(clause.source, clause.target)] if as_source else [(clause.target, clause.source)]
        if family != "force":
            ends.append(ends[0][::-1])
        elif _family(clause.code) != "force":
            continue
        for mine, other in ends:
            key = side(other)
            if side(mine) != own or key is None or key == own or other.basis == "context":
                continue
            if family == "force" and "MED" in (other.sector, mine.sector):
                continue
            if other.kind == "place" and family != "force":
                continue
            distance = abs(clause.sentence - sentence)
            votes[key] += (2 if distance <= NEAR else 1) * (2 if _family(clause.code) == family else 1)
            if key not in best or distance < best[key][0]:
                best[key] = (distance, other)
    if not votes:
        return None
    key, count = votes.most_common(1)[0]
    if count < SHARE * votes.total() or (family != "force" and as_source and best[key][0] > NEAR):
        return None
    return replace(best[key][1], basis="context", members=())


def culprit(
    critic: ActorMention | None, content: str, sentence: int, clauses: list[CodedClause]
) -> ActorMention | None:
    """Who did the deed that a clause condemns: the source of the nearest deed of that kind told so far."""
    own = _key(critic) if critic is not None else None
    fitting = [
        c
        for c in clauses
        if c.source is not None
        and _key(c.source) not in (None, own)
        and (c.code[:2] == content[:2] or (content.startswith(FORCE) and c.code.startswith(FORCE)))
        and c.sentence <= sentence
    ]
    if not fitting:
        return None
    nearest = max(fitting, key=lambda c: c.sentence)
    return replace(nearest.source, basis="context") if nearest.source is not None else None


def within(one: ActorMention, other: ActorMention) -> bool:
    """Whether one phrase lies in the other; "their troops" may stand for two that fight each other."""
    if (one.start, one.end) == (other.start, other.end):
        return one.code == other.code
    return one.start < other.end and other.start < one.end


def same_people(one: ActorMention, other: ActorMention) -> bool:
    """Whether a pronoun and a phrase of one code, neither tied to the other by the clause, are likely the same."""
    return one.code == other.code and "pronoun" in (one.kind, other.kind)


def same_deed(reading: Reading, sentence: int, clauses: list[CodedClause]) -> Pair | None:
    """Who did a deed to whom that is named again without either ("the invasion", "this attack").

    Both sides of the latest deed of that root told before, where most of those are between the same two.
    """
    definite = any(c.lower_ in ("the", "this") for c in reading.token.lefts if c.dep_ == "det")
    if is_verb(reading.token) or not definite or reading.token.lemma_ in LASTING or not reading.code.startswith(FORCE):
        return None
    told: dict[Sides, Pair] = {}
    votes: Counter[Sides] = Counter()
    for clause in clauses:
        source, target = clause.source, clause.target
        if source is None or target is None or clause.code[:2] != reading.code[:2] or clause.sentence > sentence:
            continue
        ends = _side(source), _side(target)
        if source.code and target.code and ends[0] != ends[1]:
            votes[ends] += 1
            told[ends] = replace(source, basis="context"), replace(target, basis="context")
    if not votes:
        return None
    best, count = votes.most_common(1)[0]
    return told[best] if count >= SHARE * votes.total() else None


def accuser(denier: ActorMention, sentence: int, clauses: list[CodedClause]) -> ActorMention | None:
    """Whose accusation is denied: that of the latest one told of, at most a sentence before, against the denier."""
    for clause in reversed(clauses):
        near = 0 <= sentence - clause.sentence <= 1 and clause.code.startswith("112")
        if near and clause.source is not None and clause.target is not None and _key(clause.target) == _key(denier):
            return replace(clause.source, basis="context")
    return None


def missing_target(
    reading: Reading, source: ActorMention, sentence: int, clauses: list[CodedClause]
) -> ActorMention | None:
    """The target that a clause leaves to be understood."""
    if reading.code == DENIAL:
        return accuser(source, sentence, clauses)
    if reading.content and reading.stances and reading.stances[0] in ("condemn", "praise"):
        found = culprit(source, reading.content, sentence, clauses)
        if found is not None:
            return found
    if reading.code.startswith("04"):  # a meeting is with whom it says
        return None
    return partner(source, reading.code, sentence, clauses, as_source=True) or _foe(reading, source)


def _foe(reading: Reading, who: ActorMention) -> ActorMention | None:
    """For fighting, the other side of the war that everybody knows."""
    doc = reading.token.doc
    if not reading.code.startswith(("19", "20")) or doc._.published is None:
        return None
    named = [m for m in doc._.actors if not site(doc, m)]
    sent = reading.token.sent  # "after troops invaded in 2003"
    told = [m.value_start for m in doc._.dates if sent.start_char <= m.start < sent.end_char and m.value_start]
    for day in (*told, doc._.published):
        found = foe(who, day, named)
        if found is not None:
            return replace(found, basis="context", members=())
    return None


def fighting(who: ActorMention, other: ActorMention, doc: Doc) -> ActorMention:
    """Fighters whose country only the article supplied, as those whom the other side is at war with, where named."""
    if who.sector != "REB" or who.basis != "context" or other.basis == "context" or doc._.published is None:
        return who
    theirs = foes(other, doc._.published)
    if not theirs or who.country == other.country or sides(who) in theirs:
        return who
    named = {m.country for m in doc._.actors if m.kind != "place"} & {side[:3] for side in theirs}
    return replace(who, code=f"{named.pop()}REB") if len(named) == 1 else who


def missing_source(
    reading: Reading, target: ActorMention | None, sentence: int, clauses: list[CodedClause]
) -> ActorMention | None:
    """The doer of a deed of force that a clause leaves out ("were shelled")."""
    if target is None or not (reading.symmetric or reading.code.startswith(FORCE)):
        return None
    doc = reading.token.doc
    deeds = violent(doc, clauses, reading.code)
    found = (
        told_doer(reading, target, sentence, deeds)
        or claimant(reading, sentence, clauses)
        or same(reading, target, deeds)
    )
    if found is not None and found.code != target.code:
        return found
    found = partner(target, reading.code, sentence, deeds, as_source=False)
    if found is not None and may_have_done(found, target, reading.code, doc._.published, deeds):
        return found
    return None if reading.code.startswith(VIOLENT) and _torn(target) else _foe(reading, target)


def _torn(victim: ActorMention) -> bool:
    """Whether a civil war in the victim's country leaves open which side did the deed."""
    if victim.sector in ("GOV", "MIL", "COP", "REB"):
        return False
    return any(side[:3] == other[:3] == victim.country for side, other, _, _ in wars())


def above(token: Token, reader: Interpreter, taken: list[ActorMention], *, telling: bool = True) -> ActorMention | None:
    """The nearest subject of a clause above the token that is an actor; ``telling``: also of a word of saying."""
    at = token
    while at.head.i != at.i:
        at = at.head
        if not is_verb(at) or (at.lemma_ in SAYING and not telling):
            continue
        for candidate in reader.frame(at).get("agent"):
            mention = reader.actor(candidate)
            if (
                mention is not None
                and mention.code
                and mention.kind != "owner"
                and not mention.members
                and mention not in taken
            ):
                return mention
    return None


def following(
    token: Token, reader: Interpreter, taken: list[ActorMention], *, beside: bool = False
) -> ActorMention | None:
    """The nearest actor after the token in its sentence, else before it; another country's before one's own.

    With ``beside`` not one who is only where or what it is about ("in Rome", "on Iraq").
    """
    sentence = list(token.sent)
    own: ActorMention | None = None
    for candidate in [t for t in sentence if t.i > token.i] + [t for t in reversed(sentence) if t.i < token.i]:
        if candidate.pos_ not in ("NOUN", "PROPN", "PRON"):
            continue
        if beside and candidate.head.lower_ in ABOUT and candidate.dep_ == "pobj":
            continue
        if beside and candidate.dep_ == "nsubj" and candidate.head.lemma_ in SAYING:
            continue
        mention = _whole(candidate, token, reader)
        if mention is None or not mention.code or mention.members or mention.head != candidate.i:
            continue
        if any(mention.start < m.end and m.start < mention.end for m in taken):
            continue
        if not any(_key(mention) == _key(m) for m in taken):
            return mention
        own = own or mention
    return own


def inside(token: Token, reader: Interpreter, taken: list[ActorMention]) -> ActorMention | None:
    """The actor named inside a phrase that names none itself ("normal ties with Pakistan")."""
    for candidate in sorted(token.subtree, key=lambda t: t.i):
        if candidate.i == token.i or candidate.pos_ not in ("NOUN", "PROPN", "ADJ") or abs(candidate.i - token.i) > 12:
            continue
        mention = _whole(candidate, token, reader)
        if mention is None or not mention.code or mention.members or _key(mention) is None:
            continue
        if not any(_key(mention) == _key(m) for m in taken):
            return mention
    return None


def _whole(part: Token, top: Token, reader: Interpreter) -> ActorMention | None:
    """The fullest mention that a word belongs to: for "Chadian" in "arms from the Chadian army", that army."""
    mention = reader.actor(part)
    while part.dep_ in ("compound", "amod", "nmod") and part.head.i != top.i and mention is not None:
        outer, part = reader.actor(part.head), part.head
        if outer is not None and outer.kind not in ("owner", "place") and _key(outer) == _key(mention):
            mention = outer
    return mention


def made_in(token: Token, reader: Interpreter) -> ActorMention | None:
    """Whose goods are hit where the origin hangs on the measure ("a ban on gold and rubies from Myanmar")."""
    while token.dep_ == "conj":
        token = token.head
    if token.dep_ != "pobj" or token.head.dep_ != "prep" or token.head.head.pos_ != "NOUN":
        return None
    origins = [t for t in reader.frame(token.head.head).get("from") if t.i > token.i]
    return next((m for t in origins if (m := reader.actor(t)) is not None and m.code), None)
