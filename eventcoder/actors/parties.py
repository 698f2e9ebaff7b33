"""The two parties of a meeting, a war or a deal: "the two leaders", "both sides", "his counterpart"."""

from spacy.tokens import Token

from eventcoder.actors.article import Reading
from eventcoder.actors.coref import sentences_before
from eventcoder.actors.phrase import is_plural
from eventcoder.records import ActorMention


def two_parties(r: Reading, token: Token, *, people: bool) -> tuple[ActorMention, ...]:
    """The last two parties of different countries before the token; () where there are none.

    Persons (by name before those by office) for "the two leaders"; for "the two countries" states and all who
    act for them, and as a last resort the two countries that the article names most.
    """
    mentions: list[ActorMention] = []
    for sent in sentences_before(token):
        here = [
            m
            for t in sent
            if t.i < token.i and (m := r.memo.get(t.i)) and m.head == t.i and m.country and not _tells(t, token)
        ]
        if people:
            here = [
                m for m in here if m.kind in ("person", "role") and m.sector not in (None, "CVL", "BUS", "COP", "MED")
            ]
        here = sorted(here, key=lambda m: (m.kind == "place", m.kind not in ("person", "state"), -m.start))
        mentions += here
        parties = _distinct(mentions)
        if len(parties) >= 2:
            return tuple(sorted(parties[:2], key=lambda m: m.start))
    return () if people else _most_named(r)


def _tells(subject: Token, token: Token) -> bool:
    """ "Prosecutors said the two men met": several who tell of two are neither of them."""
    return subject.dep_ == "nsubj" and is_plural(subject) and subject.head.is_ancestor(token)


def _most_named(r: Reading) -> tuple[ActorMention, ...]:
    top = [country for country, _ in r.countries().most_common(2)]
    firsts = [next((m for m in r.memo.values() if m and m.country == c and m.kind == "state"), None) for c in top]
    found = [m for m in firsts if m is not None]
    return tuple(sorted(found, key=lambda m: m.start)) if len(found) == 2 else ()


def _distinct(mentions: list[ActorMention]) -> list[ActorMention]:
    kept: list[ActorMention] = []
    for mention in mentions:
        if all((mention.code or "")[:3] != (other.code or "")[:3] for other in kept):
            kept.append(mention)
    return kept


def other_party(r: Reading, token: Token, one: ActorMention | None) -> ActorMention | None:
    """The latest earlier office-holder of another country than ``one``: whom "his counterpart" means."""
    if one is None or not one.country:
        return None
    for sent in sentences_before(token):
        for index in range(min(sent.end, token.i) - 1, sent.start - 1, -1):
            mention = r.memo.get(index)
            if (
                mention is not None
                and mention.head == index
                and mention.kind in ("person", "role")
                and mention.sector in ("GOV", "MIL", "LEG")
                and mention.country not in (None, one.country)
            ):
                return mention
    return None
