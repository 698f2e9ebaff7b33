"""Who fills a clause's slots, in which pairs, and what is missing."""

from dataclasses import replace

from spacy.tokens import Doc, Token

from eventcoder.actions.clauses import NO_TARGET_NEEDED, bare_mention
from eventcoder.actions.doers import site
from eventcoder.actions.interpret import Interpreter
from eventcoder.actions.nearby import inside, made_in, party
from eventcoder.actions.reading import COERCIVE, FORCE, Reading
from eventcoder.actions.subjects import conjuncts, is_verb
from eventcoder.records import ActorMention

# "X and Y agreed" names no other: with each other
MUTUAL = ("03", "050", "054", "057", "06", "127", "125", "161")
DENIAL = "016"
TRUCES = ("0871", "0356")
Pair = tuple[ActorMention | None, ActorMention | None]


def doers(reader: Interpreter, reading: Reading) -> list[Token]:
    """The sources; a thing that somebody made speaks for its maker ("passed a resolution condemning ...")."""
    sources = reading.sources
    if len(sources) == 1 and reader.actor(sources[0]) is None and sources[0].dep_ in ("dobj", "pobj", "attr"):
        noun = sources[0]
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        if is_verb(verb) and not reading.code.startswith(COERCIVE):
            makers = [t for t in reader.frame(verb).get("agent") if reader.actor(t) is not None]
            return makers or sources
    if reading.code.startswith(COERCIVE):  # "at a school that killed four": sites harm nobody
        sources = [t for t in sources if t.pos_ == "PROPN" or (m := reader.actor(t)) is None or not site(reader.doc, m)]
    return sources


def people(reader: Interpreter, tokens: list[Token], taken: list[ActorMention] | None = None) -> list[ActorMention]:
    """Who fills the slots: an actor, one named inside the phrase, or the bare words."""
    out: list[ActorMention] = []
    for token in tokens:
        mention = reader.actor(token)
        if taken is not None and (mention is None or not (mention.code or mention.members)):
            mention = inside(token, reader, taken) or made_in(token, reader) or mention
        mention = _in_full(reader, token, mention) if mention is not None else bare_mention(reader.doc, token)
        found = mention.members or (mention,)
        if party(mention) is None and not mention.members:
            found = _listed(token, reader) or found
        out += [m for m in found if m not in out]
    return out


def _listed(token: Token, reader: Interpreter) -> tuple[ActorMention, ...]:
    """Who a group of no one country is said to be: "ten foreigners, six Malians and a Turk", "papers, including X"."""
    whole = token.head if token.dep_ == "poss" else token
    named = [c for c in token.children if c.dep_ == "appos"]
    named += [g for c in whole.children if c.lower_ in ("including", "like") for g in c.children if g.dep_ == "pobj"]
    every = [t for n in named for t in conjuncts(n)]
    every += [t for e in every for c in e.children if c.dep_ == "appos" for t in conjuncts(c)]
    mentions = [m for t in sorted(every, key=lambda t: t.i) if (m := reader.actor(t)) is not None]
    known = tuple(m for m in mentions if party(m) is not None and not m.members)
    return known if len(known) > 1 else ()


def _in_full(reader: Interpreter, token: Token, mention: ActorMention) -> ActorMention:
    """The fullest mention in the sentence of what a pronoun stands for; the pronoun where that is all there is."""
    if mention.kind != "pronoun" or not mention.code or mention.members:
        return mention
    sentence = list(token.sent)
    before, after = [t for t in sentence if t.i < token.i], [t for t in sentence if t.i > token.i]
    for candidate in [*reversed(before), *after]:
        if candidate.pos_ not in ("NOUN", "PROPN"):
            continue
        other = reader.actor(candidate)
        if other is None or other.code != mention.code or other.kind in ("pronoun", "owner", "place"):
            continue
        if not site(reader.doc, other):
            return replace(other, basis="coreference")
    return mention


def land(mention: ActorMention, doc: Doc) -> ActorMention:
    """A town or a region as its country's, where no force is used on those who live there."""
    lived_in = mention.sector == "CVL" and site(doc, mention)
    return replace(mention, code=mention.country or mention.code) if lived_in else mention


def others(targets: list[ActorMention], sources: list[ActorMention], *, aid: bool = False) -> list[ActorMention]:
    """Of several targets those that are not the only source's own: "ties between India and its neighbours"."""
    if len(sources) != 1 or len(targets) < 2 or sources[0].sector not in (None, "GOV"):
        return targets
    if aid:  # "sent supplies as well as doctors to Chad": the doctors are the giver's
        return [t for t in targets if t.country is None or t.country != sources[0].country] or targets
    own = sources[0].country
    return [t for t in targets if own is None or t.country != own or t.sector not in (None, "GOV")] or targets


def pairs_of(reading: Reading, sources: list[ActorMention], targets: list[ActorMention]) -> list[Pair]:
    """Each source with each target; several who act mutually and name no other, each with each other."""
    if not targets and len(sources) > 1 and (reading.symmetric or reading.code.startswith(MUTUAL)):
        return [(a, b) for i, a in enumerate(sources) for b in sources[i + 1 :]]
    left: list[ActorMention | None] = [*sources] or [None]
    right: list[ActorMention | None] = [*targets] or [None]
    return [(s, t) for s in left for t in right]


def lacking(reading: Reading, pairs: list[Pair]) -> str | None:
    """Why a candidate cannot stand: nobody did it, or nobody suffered it where CAMEO needs somebody."""
    if not pairs:
        return "no_target"
    violent = reading.code[:2] in COERCIVE
    if all(s is None for s, _ in pairs) and not (violent and any(t is not None for _, t in pairs)):
        return "no_source"
    if all(t is None for _, t in pairs) and not reading.code.startswith(NO_TARGET_NEEDED):
        return "no_target"
    return None


def incomplete(reading: Reading, pairs: list[Pair]) -> bool:
    """Whether the article should be asked for somebody, though the clause could stand without."""
    return bool(lacking(reading, pairs)) or (
        reading.code.startswith((*FORCE, DENIAL, *TRUCES)) and any((s is None) != (t is None) for s, t in pairs)
    )


def within(one: ActorMention, other: ActorMention) -> bool:
    """Whether one phrase lies in the other; "their troops" may stand for two that fight each other."""
    if (one.start, one.end) == (other.start, other.end):
        return one.code == other.code
    return one.start < other.end and other.start < one.end


def same_people(one: ActorMention, other: ActorMention) -> bool:
    """Whether a pronoun and a phrase of one code, neither tied to the other by the clause, are likely the same."""
    return one.code == other.code and "pronoun" in (one.kind, other.kind)
