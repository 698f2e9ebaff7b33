"""Harm that is fighting: 180 becomes 190 where armies, rebels or peoples at war do it; and who those fighters are."""

from dataclasses import replace

from spacy.tokens import Doc

from eventcoder.actions.wars import at_war, foes, sides
from eventcoder.records import ActorMention, CodedClause

HARM, FIGHT = "180", "190"
BOMBING, AIR_STRIKE = "183", "195"  # CAMEO's 183 is for bombs that no military drops
ARMED_STATE = (None, "GOV", "MIL")
FIGHTS = ("190", "193", "194", "195")
NEAR = 4  # sentences


def as_fighting(code: str, source: ActorMention | None, target: ActorMention | None, doc: Doc) -> str:
    """The code, that of fighting where an army, a rebel force or a party to the war does harm to somebody."""
    if code == BOMBING and source is not None and source.sector in ARMED_STATE and (source.code or "---")[:3] != "---":
        return AIR_STRIKE
    if code != HARM or source is None or target is None:
        return code
    return FIGHT if source.sector in ("MIL", "REB") or at_war(source, target, doc._.published) else code


def amid_fighting(clauses: list[CodedClause], doc: Doc) -> list[CodedClause]:
    """Harm without a named doer is fighting where the victims' country is at war and fights are told of near."""
    fights = [c.sentence for c in clauses if c.code.startswith(FIGHTS) and c.source is not None]
    return [
        replace(c, code=FIGHT)
        if c.code == HARM
        and c.source is None
        and at_war(None, c.target, doc._.published)
        and any(abs(c.sentence - s) <= NEAR for s in fights)
        else c
        for c in clauses
    ]


def fighting(who: ActorMention, other: ActorMention, doc: Doc) -> ActorMention:
    """Fighters whose country only the article supplied, as those whom the other side is at war with, where named."""
    if who.sector != "REB" or who.basis != "context" or other.basis == "context" or doc._.published is None:
        return who
    theirs = foes(other, doc._.published)
    if not theirs or who.country == other.country or sides(who) in theirs:
        return who
    named = {m.country for m in doc._.actors if m.kind != "place"} & {side[:3] for side in theirs}
    return replace(who, code=f"{named.pop()}REB") if len(named) == 1 else who
