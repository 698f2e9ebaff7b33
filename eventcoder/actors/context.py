"""The country that the article supplies where the words name none."""

from spacy.tokens import Span, Token

from eventcoder.actors.article import DATELINE_WEIGHT, LOCATIVE, Reading
from eventcoder.actors.phrase import clause

CLEAR_SHARE = 0.4
LEADING_SHARE, LEAD = 0.25, 2.5  # a country named much more often than any of many others
TORN_SHARE = 0.6
LOCAL = frozenset(("governor", "mayor", "prefect", "councillor", "councilor"))  # whose town or province stands near
RESIDENT = frozenset("resident villager local inhabitant townspeople".split())  # of where it happens
BEFORE = 3  # sentences in which that is looked for
HOLDERS = frozenset(("GOV", "LEG", "JUD", "COP", "ELI"))


def context_country(
    r: Reading, token: Token, *, travelling: bool = False, domestic: bool = False
) -> tuple[str | None, str]:
    """(country, "context"): of the place in the token's clause, else in its sentence, else of the article.

    ``travelling``: a role whose holders meet abroad; where they are says nothing of whose they are, and where the
    article is about two countries alike, neither does the article. ``domestic``: a role whose holders act within
    their own state; before the article is asked, so are the actors named earlier in the sentence.
    """
    if token.lemma_.lower() in LOCAL and (here := _only_place(r, token.sent)):
        return here, "context"
    if domestic and (named := _named_before(r, token)):
        return named, "context"
    if travelling:
        return (r.main_country, "context") if r.main_country and not is_torn(r, token) else (None, "mention")
    governor = clause(token)
    inside = {inner.i for inner in governor.subtree}
    located = _located(r, token.sent)
    verbs = {governor.i, token.i}
    near = [c for i, c in located if r.doc[i].head.head.i in verbs]
    for pool in (near, [c for i, c in located if i in inside], [c for _, c in located]):
        if len(set(pool)) == 1:
            return pool[0], "context"
    native = token.lemma_.lower() in RESIDENT or any(t.lower_ == "local" for t in token.lefts)
    if native and token.pos_ == "NOUN" and (told := _just_told(r, token)):
        return told, "context"
    return (r.main_country, "context") if r.main_country else (None, "mention")


def _just_told(r: Reading, token: Token) -> str | None:
    """The country of the spots of the latest sentence before that names any, where it is one."""
    sent = token.sent
    for _ in range(BEFORE):
        if sent.start == 0:
            return None
        sent = r.doc[sent.start - 1].sent
        countries = {country for _, country in _located(r, sent)}
        if countries:
            return countries.pop() if len(countries) == 1 else None
    return None


def _only_place(r: Reading, sent: Span) -> str | None:
    """The country of the places that a sentence names, where it is one."""
    named = {place.country for token in sent if (place := r.places.get(token.i)) is not None} - {None}
    return named.pop() if len(named) == 1 else None


def _named_before(r: Reading, token: Token) -> str | None:
    """The one country of the office-holders named earlier in the sentence ("the Zambian president told judges").

    Who speaks the sentence counts as earlier ("I will ask the head of state", Prodi said).
    """
    named = {
        mention.country
        for other in token.sent
        if (other.i < token.i or (other.head.dep_ == "ROOT" and other.head.i > token.i))
        and other.dep_ in ("nsubj", "nsubjpass")
        and (other.i in r.people.by_head or other.i in r.roles)
        and (mention := r.resolve(other)) is not None
        and mention.basis == "mention"
        and mention.kind in ("person", "role")
        and mention.sector in HOLDERS
    } - {None}
    return named.pop() if len(named) == 1 else None


def is_torn(r: Reading, token: Token) -> bool:
    """Whether several people are meant in an article that names two countries about equally often."""
    ranked = r.countries().most_common(2)
    return token.tag_ in ("NNS", "NNPS") and len(ranked) > 1 and ranked[1][1] >= TORN_SHARE * ranked[0][1]


def _located(r: Reading, sent: Span) -> list[tuple[int, str]]:
    """Places of a sentence that stand after "in", "near" and the like, with their countries."""
    located = []
    for token in sent:
        if token.dep_ != "pobj" or token.head.lower_ not in LOCATIVE:
            continue
        place, found = r.places.get(token.i), r.found.get(token.i)
        country = place.country if place else found.entity.home if found and found.entity.kind == "state" else None
        if country:
            located.append((token.i, country))
    return located


def main_country(r: Reading) -> str | None:
    """The country an article is about, where one dominates; the dateline's where it is among the two most named.

    A dateline whose country the text does not name again is only where the reporter sits.
    """
    counts = r.countries()
    if not counts:
        return None
    dateline = next((place.country for place in r.places.values() if place.dateline and place.country), None)
    ranked = counts.most_common(2)
    if dateline and dateline in {country for country, _ in ranked}:
        other = next((country for country, count in ranked if country != dateline and count >= DATELINE_WEIGHT), None)
        return dateline if other is None or counts[dateline] > DATELINE_WEIGHT else other
    total = sum(counts.values())
    top, second = ranked[0], ranked[1] if len(ranked) > 1 else ("", 0)
    share = top[1] / total
    clear = share >= CLEAR_SHARE or (share >= LEADING_SHARE and top[1] >= LEAD * second[1])
    return top[0] if clear and top[1] > second[1] else None
