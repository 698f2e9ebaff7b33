"""Participants that the clause leaves out and the article makes clear.

"Russia invaded": the article's other clauses say whom. What is taken from them has basis ``context`` and costs
confidence; what no clause makes clear stays out.
"""

from collections import Counter
from dataclasses import replace

from eventcoder.actions.doers import SHARE, captor, claimant, fights_for, may_have_done, same, site, told_doer, violent
from eventcoder.actions.nearby import party
from eventcoder.actions.participants import DENIAL, TRUCES, Pair
from eventcoder.actions.reading import FORCE, VIOLENT, Reading
from eventcoder.actions.subjects import is_verb
from eventcoder.actions.wars import foe, wars
from eventcoder.records import ActorMention, CodedClause

NEAR = 2  # sentences
MEASURES = ("16", "170", "171", "172", "173", "174")
RELEASE = "0841"
UTTERED = ("03", "13")  # promises and threats
SEVERAL = frozenset("two both three four rival warring opposing".split())


def _family(code: str) -> str:
    """Force, verbal conflict or the rest: votes count double inside a family."""
    if code.startswith(FORCE) or code.startswith("138"):
        return "force"
    return "conflict" if code[:2] in ("10", "11", "12", "13", "16") else "other"


def partner(
    who: ActorMention, code: str, sentence: int, clauses: list[CodedClause], *, as_source: bool
) -> ActorMention | None:
    """The other side of the acts that ``who`` takes part in elsewhere in the article; None where that is not clear.

    For force only acts in the same direction vote; for the rest both directions do.
    """
    family = _family(code)
    side = fights_for if family == "force" else party
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


def _culprit(
    critic: ActorMention | None, content: str, sentence: int, clauses: list[CodedClause]
) -> ActorMention | None:
    """Who did the deed that a clause condemns: the source of the nearest deed of that kind told so far."""
    own = party(critic) if critic is not None else None
    fitting = [
        c
        for c in clauses
        if c.source is not None
        and party(c.source) not in (None, own)
        and (c.code[:2] == content[:2] or (content.startswith(FORCE) and c.code.startswith(FORCE)))
        and c.sentence <= sentence
    ]
    if not fitting:
        return None
    nearest = max(fitting, key=lambda c: c.sentence)
    return replace(nearest.source, basis="context") if nearest.source is not None else None


def _accuser(denier: ActorMention, sentence: int, clauses: list[CodedClause]) -> ActorMention | None:
    """Whose accusation is denied: that of the latest one told of, at most a sentence before, against the denier."""
    for clause in reversed(clauses):
        near = 0 <= sentence - clause.sentence <= 1 and clause.code.startswith("112")
        if near and clause.source is not None and clause.target is not None and party(clause.target) == party(denier):
            return replace(clause.source, basis="context")
    return None


def whose(clause: CodedClause, told: list[CodedClause]) -> CodedClause | None:
    """A clause about a nameless thing asked for, promised or condemned, with those whose the article tells it is."""
    if not clause.verbal or clause.source is None or clause.target is None or clause.target.kind != "unknown":
        return None
    found = partner(clause.source, clause.code, clause.sentence, told, as_source=True)
    return replace(clause, target=found) if found is not None else None


def supplied(reading: Reading, sentence: int, pair: Pair, told: list[CodedClause]) -> Pair:
    """A pair with the one who is missing, where the article makes that clear."""
    source, target = pair
    if source is not None and target is None:
        found = _missing_target(reading, source, sentence, told)
        return source, found if found != source else None
    if target is not None and source is None:
        found = _missing_source(reading, target, sentence, told)
        return found if found != target else None, target
    return pair


def shared(pairs: list[Pair]) -> list[Pair]:
    """The doer found for one victim, for all of them: "a nurse and three guards died in the blast"."""
    found = [source for source, _ in pairs if source is not None]
    if len({source.code for source in found}) != 1:
        return pairs
    return [(source or (found[0] if found[0] != target else None), target) for source, target in pairs]


def _missing_target(
    reading: Reading, source: ActorMention, sentence: int, clauses: list[CodedClause]
) -> ActorMention | None:
    """The target that a clause leaves to be understood."""
    if reading.code == DENIAL:
        return _accuser(source, sentence, clauses)
    if reading.content and reading.stances and reading.stances[0] in ("condemn", "praise"):
        found = _culprit(source, reading.content, sentence, clauses)
        if found is not None:
            return found
    if reading.code.startswith("04"):  # a meeting is with whom it says
        return None
    if reading.symmetric and not SEVERAL.isdisjoint(source.text.lower().split()):
        return None  # "the two groups clashed": with each other
    if reading.code.startswith(TRUCES):
        return _enemy(reading, source, sentence, clauses)
    found = partner(source, reading.code, sentence, clauses, as_source=True)
    if found is None:
        return _foe(reading, source)
    if reading.code.startswith(UTTERED) and _others_named(reading, source, found):
        return None
    return _as_side(found, reading)


def _enemy(reading: Reading, who: ActorMention, sentence: int, clauses: list[CodedClause]) -> ActorMention | None:
    """With whom a truce is that names no other side: whom the article says that they fight, or everybody knows."""
    fight = replace(reading, code="190")
    found = partner(who, fight.code, sentence, clauses, as_source=True)
    found = found or partner(who, fight.code, sentence, clauses, as_source=False)
    return _as_side(found, fight) if found is not None else _foe(fight, who)


def _others_named(reading: Reading, source: ActorMention, found: ActorMention) -> bool:
    """Whether the clause itself names somebody else: "threatened to retaliate over Latvia's ban" is not to Ukraine."""
    words = {t.i for t in reading.token.subtree}
    actors: list[ActorMention] = reading.token.doc._.actors
    named = {party(m) for m in actors if m.head in words and m.head > reading.token.i}
    return bool(named - {None, party(source), party(found)})


def _as_side(found: ActorMention, reading: Reading) -> ActorMention:
    """Whom a campaign is against is the country, not the victims of one of its deeds, where the text names it."""
    if not reading.code.startswith(FORCE) or found.sector in (None, "REB") or found.country is None:
        return found
    actors: list[ActorMention] = reading.token.doc._.actors
    names = [m for m in actors if m.kind == "state" and m.code == found.country]
    if not names:
        return found
    here = reading.token.idx
    return replace(min(names, key=lambda m: abs(m.start - here)), basis="context", members=())


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


def opponent(who: ActorMention, reading: Reading, sentence: int, clauses: list[CodedClause]) -> ActorMention | None:
    """Whom somebody fights: the other side of a war known to all, else of the article's other acts of force."""
    return _foe(reading, who) or partner(who, reading.code, sentence, clauses, as_source=True)


def _missing_source(
    reading: Reading, target: ActorMention | None, sentence: int, clauses: list[CodedClause]
) -> ActorMention | None:
    """The doer of a deed of force that a clause leaves out ("were shelled")."""
    if target is not None and is_verb(reading.token) and reading.code.startswith(RELEASE):
        return captor(target, sentence, clauses)
    if target is None or not reading.code.startswith(("16", *FORCE)):
        return None
    fellow = _fellow(reading, target, sentence, clauses)
    if fellow is not None or reading.code.startswith("16"):
        return fellow
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


def _fellow(reading: Reading, target: ActorMention, sentence: int, clauses: list[CodedClause]) -> ActorMention | None:
    """Who bans, arrests or punishes in the article, where those measures of one kind have one author."""
    if not reading.code.startswith(MEASURES) or not is_verb(reading.token):
        return None
    kind, verb = reading.code[:3], reading.token.lemma_
    alike = [c for c in clauses if c.code[:3] == kind or (c.code.startswith(MEASURES) and verb in c.lemma.split())]
    told = [(abs(c.sentence - sentence), c.source) for c in alike if c.source is not None and not c.stances]
    known = [(distance, who) for distance, who in told if party(who) is not None and who.basis != "context"]
    if not known:
        return None
    votes = Counter(party(who) for _, who in known)
    best, count = votes.most_common(1)[0]
    _, nearest = min(((d, who) for d, who in known if party(who) == best), key=lambda found: found[0])
    if count < SHARE * votes.total() or nearest.code == target.code:
        return None
    return replace(nearest, basis="context", members=())


def _torn(victim: ActorMention) -> bool:
    """Whether a civil war in the victim's country leaves open which side did the deed."""
    if victim.sector in ("GOV", "MIL", "COP", "REB"):
        return False
    return any(side[:3] == other[:3] == victim.country for side, other, _, _ in wars())
