"""The side that is only hinted at: the enemy, who holds the town that is retaken, the rebels who fight each other."""

from dataclasses import replace

from spacy.tokens import Doc

from eventcoder.actions.doers import FIGHTERS, fights_for, site
from eventcoder.actions.interpret import Interpreter
from eventcoder.actions.lexicon import lexicon
from eventcoder.actions.matching import contents
from eventcoder.actions.participants import Pair
from eventcoder.actions.reading import FORCE, Reading
from eventcoder.actions.reports import Report
from eventcoder.actions.understood import opponent
from eventcoder.actions.wars import foes
from eventcoder.records import ActorMention, CodedClause

ENEMY = frozenset(("enemy", "enemies"))
REGAINED = ("190", "192")
WAR = ("19", "20")
BLOWS = frozenset("strike hit target pound".split())  # which fall on those who live there
WHERE = ("in", "near", "at", "across", "around", "outside", "inside")


def is_enemy(mention: ActorMention | None, doc: Doc) -> bool:
    """ "The enemy", "enemy positions": whose enemy the speaker or the other side tells."""
    if mention is None or (mention.basis == "mention" and mention.code is not None):
        return False
    head = doc[mention.head]
    return head.lower_ in ENEMY or any(c.lower_ in ENEMY and c.dep_ in ("compound", "amod", "nmod") for c in head.lefts)


def unmask(reading: Reading, pair: Pair, sentence: int, report: Report | None, told: list[CodedClause]) -> Pair:
    """A pair with the enemy as the one who fights the other of the pair, or else the speaker."""
    doc = reading.token.doc
    source, target = pair
    for mention, other in ((source, target), (target, source)):
        if not is_enemy(mention, doc):
            continue
        speaker = report.speaker_mention if report is not None else None
        known = other if other is not None and other.country else speaker
        found = opponent(known, reading, sentence, told) if known is not None else None
        if mention is None or found is None:
            continue
        named = replace(mention, code=found.code, name=found.name, kind=found.kind, basis="coreference")
        source, target = (named, target) if mention is source else (source, named)
    return source, target


def _is_ground(doc: Doc, mention: ActorMention) -> bool:
    """A place or a site, or part of one ("half of the town", "dozens of villages")."""
    lex = lexicon()
    parts = contents(lex, doc[mention.head])
    return site(doc, mention) or any(
        t.ent_type_ in ("GPE", "LOC", "FAC") or t.lemma_ in lex.classes["ground"] for t in parts
    )


def against_foe(clause: CodedClause, reading: Reading | None, told: list[CodedClause]) -> CodedClause:
    """A deed of war that seems to be done to one's own, as done to the other side.

    What an army takes in its own country is taken from the enemy; whom an air strike kills abroad, where no words
    tell whose people they are, are the enemy's.
    """
    source, target = clause.source, clause.target
    if reading is None or source is None or target is None or source.country is None:
        return clause
    if source.country != target.country or source.sector not in (None, "MIL", "GOV"):
        return clause
    doc = reading.token.doc
    abroad = {side[:3] for side in foes(source, doc._.published)} - {source.country} if doc._.published else set()
    found = opponent(source, reading, clause.sentence, told)
    if found is None or fights_for(found) == fights_for(source) or found.sector not in (None, "GOV", *FIGHTERS):
        return clause
    if any(c.start == clause.start and c.source is not None and c.source.code == found.code for c in told):
        return clause  # "the army and allied militias advanced": who acts with one is no enemy
    if target.sector in (None, "CVL", "BUS") and _is_ground(doc, target):
        regained = clause.code.startswith(REGAINED) and reading.token.lemma_ not in BLOWS
        return replace(clause, target=found) if regained or (abroad and clause.code.startswith(FORCE)) else clause
    harmed = target.sector in (None, "CVL", "MIL", "BUS") and target.basis == "context"
    if harmed and found.country in abroad and clause.code.startswith(WAR):
        return replace(clause, target=replace(target, code=f"{found.country}{(target.code or '')[3:]}"))
    return clause


def each_other(reading: Reading, pairs: list[Pair]) -> list[Pair]:
    """Several of one name who clash, with nobody else named, fight each other ("infighting between the groups")."""
    source = pairs[0][0] if len(pairs) == 1 and pairs[0][1] is None else None
    if source is None or not reading.symmetric or source.sector != "REB" or not reading.code.startswith(FORCE):
        return pairs
    head = reading.token.doc[source.head]
    return [(source, source)] if head.tag_ in ("NNS", "NNPS", "PRP") else pairs


def located(reader: Interpreter, reading: Reading, targets: list[ActorMention]) -> list[ActorMention]:
    """A target without a country of its own ("occupied a zone"), as that of the place the clause tells."""
    if len(targets) != 1 or targets[0].code is not None or targets[0].members or targets[0].kind != "unknown":
        return targets
    head = reader.doc[targets[0].head]
    if not reading.code.startswith(FORCE) or head.pos_ != "NOUN" or head.lemma_ not in reader.lex.classes["ground"]:
        return targets
    for slot in WHERE:
        for token in reader.frame(reading.token).get(slot):
            host = reader.actor(token)
            if host is not None and host.country and host.sector in (None, "GOV"):
                return [replace(targets[0], code=host.country, kind="place", basis="context")]
    return targets
