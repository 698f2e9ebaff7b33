"""From words to a code: the role noun and the country that its phrase names."""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from eventcoder.actors.article import LOCATIVE, Found, Reading, RoleHit
from eventcoder.actors.context import context_country
from eventcoder.actors.phrase import complements, left_edge, possessor
from eventcoder.actors.regions import region_before
from eventcoder.actors.tables import BODIES

NEARNESS = ("of", "from", "for", "in", "at", "with", "within", "on", "inside", "across", "loyal", "under", "outside")
ONLY_DELEGATES = frozenset(("for", "with", "loyal"))
ARMED_BY = frozenset(("REB", "COP", "SPY", "SEP", "OPP", "CRM"))
GUESTS = frozenset("ambassador envoy diplomat delegate delegation negotiator".split())
DOMESTIC = frozenset(("GOV", "LEG", "JUD", "COP", "OPP", "PTY", "ELI"))
PEOPLES = frozenset(("ethnic", "religious"))  # their leaders and politicians are notables, no government
NEVER_LENT = frozenset(("CVL",))
BODY_ROLES = frozenset(("MIL", "COP", "LEG", "JUD", "REF"))  # what acts for an international body: "UN troops"


@dataclass(frozen=True, slots=True)
class Composed:
    """A code and where its country came from."""

    code: str | None
    basis: str = "mention"


@dataclass(slots=True)
class _Parts:
    """What the phrase of a role tells: the body it belongs to, its country, and a lent role."""

    body: str | None = None
    country: str | None = None
    sector: str | None = None
    people: bool = False
    basis: str = "mention"

    def take(self, code: str | None, basis: str = "mention") -> None:
        """Add what a modifier says; the first country or body stays, the role nearest to the head counts."""
        if not code:
            return
        if code[:3] in BODIES:
            if self.body is None and self.country is None:
                self.body, self.basis = code, basis
            return
        if not code.startswith("---") and self.country is None and self.body is None:
            self.country, self.basis = code[:3], basis
        if code[3:6] and code[3:6] not in NEVER_LENT:
            self.sector = code[3:6]


def compose_role(r: Reading, head: Token, hit: RoleHit, stop: int | None = None) -> Composed:
    """The code of a role noun in its phrase; with ``stop``, of a title standing before a name at ``stop``."""
    start = left_edge(head if stop is None else r.doc[stop - 1]) if stop is None else stop_edge(r, hit, stop)
    parts = _Parts()
    owner = possessor(head)
    if owner is not None and owner.i < hit.start:
        mention = r.resolve(owner)
        if mention is not None:
            parts.take(mention.code, "mention" if mention.basis == "mention" else mention.basis)
    tokens = [*r.doc[min(start, hit.start) : hit.start], *(r.doc[hit.end : stop] if stop else ())]
    if stop is None and hit.term.split()[-1] in r.words.inhabited:
        _take_complements(r, head, hit, parts)
    _take_modifiers(r, tokens, parts)
    if stop is None:
        _take_complements(r, head, hit, parts)
    elif parts.country is None and parts.body is None:
        _take_home(r, stop, parts)
    if parts.country is None and parts.body is None and (region := region_before(r, hit)):
        parts.take(region)
    if parts.country is None and parts.body is None:
        parts.take(_short_body(r, head, hit), "coreference")
    if is_former(r, [*tokens, *r.doc[max(hit.start - 1, 0) : hit.start]]) and _is_lost(r, hit):
        country = parts.country or _supply(r, head, hit, stop)[0]
        return Composed(f"{country or '---'}ELI", parts.basis)
    return _merge(r, head, hit, parts, stop)


def _short_body(r: Reading, head: Token, hit: RoleHit) -> str | None:
    """The international body that "Council members", "a commission official" mean, named in full before."""
    for token in r.doc[max(head.i - 2, 0) : head.i]:
        if token.dep_ != "compound" or token.i in r.found or token.lower_ not in ("council", "commission", "agency"):
            continue
        for index in sorted((i for i in r.found if i < token.i), reverse=True):
            named = r.found[index]
            code = entity_code(r, named) or ""
            if code[:3] in BODIES and r.doc[named.end - 1].lower_ == token.lower_:
                return code
    return None


def _is_lost(r: Reading, hit: RoleHit) -> bool:
    """Whether a former holder of the role is a notable: an office, no mere soldier or fighter."""
    if hit.role.sector == "MIL":
        return r.doc[hit.head].lemma_.lower() in r.words.officers
    return hit.role.sector in ("GOV", "LEG", "JUD", "")


def stop_edge(r: Reading, hit: RoleHit, stop: int) -> int:
    """Where the phrase of a title before a name begins."""
    edges = [left_edge(r.doc[i]) for i in range(hit.start, stop) if i < len(r.doc)]
    ahead = r.found.get(hit.start - 1)  # "Dutch Rear Admiral X", whatever the parse makes of it
    if ahead is not None and ahead.entity.form == "demonym" and ahead.end == hit.start:
        edges.append(ahead.start)
    return min([hit.start, *(edge for edge in edges if edge >= hit.start - 12)])


def _take_modifiers(r: Reading, tokens: Iterable[Token], parts: _Parts) -> None:
    seen: set[int] = set()
    for token in tokens:
        found, role = r.found.get(token.i), r.roles.get(token.i)
        if found is not None:
            former = found.start > 1 and r.doc[found.start - 2].lower_ == "ex"  # "ex-Peruvian minister"
            if (not found.loose or former) and id(found) not in seen:
                seen.add(id(found))
                parts.take(entity_code(r, found))
                parts.people = parts.people or found.entity.rows[0].kind in PEOPLES
        elif role is not None:
            if (
                id(role) not in seen
                and role.role.sector
                and not (attitude(r, role.start) or is_mere_adjective(r, token))
            ):
                seen.add(id(role))
                parts.take("---" + role.role.sector)
        elif token.i in r.places and token.pos_ == "PROPN":
            parts.take(r.places[token.i].country)
        elif token.i in r.people.by_head:
            mention = r.resolve(token)
            parts.take(mention.code if mention else None)


def is_mere_adjective(r: Reading, token: Token) -> bool:
    """ "A general strike", "national shops": words that name somebody only as nouns."""
    while token.dep_ == "conj" and token.head.dep_ in ("amod", "conj") and token.pos_ == "ADJ":
        token = token.head
        if token.dep_ == "amod":
            return True
    return token.dep_ in ("amod", "compound", "nmod") and token.lower_ in r.words.adjectives


def attitude(r: Reading, start: int) -> bool:
    """Whether the word at ``start`` is what somebody is for or against ("anti-government")."""
    doc = r.doc
    return start >= 2 and doc[start - 1].text == "-" and doc[start - 2].lower_ in r.words.hyphen_attitude


def _take_complements(r: Reading, head: Token, hit: RoleHit, parts: _Parts) -> None:
    delegate = is_delegate(r, hit)
    pairs = [pair for token in r.tokens[hit.start : hit.end] for pair in complements(token) if pair[1].i >= hit.end]
    found = sorted(pairs or complements(head), key=lambda pair: NEARNESS.index(pair[0]) if pair[0] in NEARNESS else 99)
    for preposition, obj in found:
        if preposition not in NEARNESS:
            continue
        mention = r.resolve(obj)
        if mention is None or not mention.code:
            continue
        if preposition in ("in", "at") and r.doc[hit.head].lemma_.lower() in GUESTS:
            continue  # "envoys in Cairo" are not Egypt's
        seat = preposition == "for" and hit.role.sector == "LEG" and mention.kind in ("place", "state")
        if preposition in ONLY_DELEGATES and not (delegate or seat) and mention.code[:3] not in BODIES:
            continue
        if preposition in LOCATIVE and mention.kind == "person":  # "a station on Garibaldi street"
            continue
        whole = delegate and (
            preposition in ("of", "for", "with", "from", "loyal") or (preposition == "at" and parts.sector is None)
        )
        parts.take(mention.code if whole or mention.code[:3] in BODIES else mention.code[:3], mention.basis)


def _take_home(r: Reading, stop: int, parts: _Parts) -> None:
    """ "Senator Lee of Utah": what the name itself is followed by."""
    _, end = r.people.span_of.get(stop, (stop, stop))
    for token in r.tokens[stop:end]:
        for _, obj in complements(token, "of", "from"):
            mention = r.resolve(obj) if obj.i >= end else None
            if mention is not None and mention.kind in ("state", "place") and mention.country:
                parts.take(mention.country)


def is_delegate(r: Reading, hit: RoleHit) -> bool:
    """Whether the role speaks for somebody whose role it takes ("spokesman", "leader", "checkpoint")."""
    word = r.doc[hit.head].lemma_.lower()
    return (
        hit.role.kind == "facility"
        or word in r.words.delegates
        or hit.term.split()[-1] in r.words.delegates
        or not hit.role.sector
    )


def is_former(r: Reading, tokens: Iterable[Token]) -> bool:
    """Whether "former", "ex-", "ousted" stands among the modifiers."""
    return any(token.lower_ in r.words.former for token in tokens)


def _merge(r: Reading, head: Token, hit: RoleHit, parts: _Parts, stop: int | None) -> Composed:
    sector = _sector(r, hit, parts)
    if parts.body is not None and parts.country is None:
        lends = sector[:3] in BODY_ROLES and sector[:3] not in parts.body and len(parts.body) == 6
        return Composed(parts.body + sector[:3] if lends else parts.body, parts.basis)
    if parts.country is not None:
        return Composed(sector[:3] if sector[:3] in ("IGO", "MNC") else parts.country + sector, parts.basis)
    if sector[:3] in BODIES:
        return Composed(sector[:3])
    country, basis = _supply(r, head, hit, stop)
    return Composed((country or "---") + sector if country or sector else None, basis if country else "mention")


def _sector(r: Reading, hit: RoleHit, parts: _Parts) -> str:
    own = hit.role.sector
    lent = parts.sector
    if lent and lent != own:
        if hit.term in r.words.armed or r.doc[hit.head].lemma_.lower() in r.words.armed:
            if lent in ARMED_BY:
                return lent
            if lent == "GOV" and own == "REB":  # "government fighters", "militiamen of the regime"
                return "MIL"
        elif is_delegate(r, hit):
            if own == "PTY" and lent == "REB":  # "Maoist party leaders"
                return own
            follows = lent in ("GOV", "LEG") and r.doc[hit.head].lemma_.lower() in r.words.followers
            return (own or "CVL") if follows else lent
    leads = r.doc[hit.head].lemma_.lower() in r.words.notables
    if parts.people and not lent and own in ("GOV", "PTY") and hit.role.kind == "person" and leads:
        return "ELI"
    return own + hit.role.secondary


def _supply(r: Reading, head: Token, hit: RoleHit, stop: int | None) -> tuple[str | None, str]:
    """A country for a role that names none: from its conjunct, else from the article."""
    if hit.role.sector != "GOV" and hit.term.split()[0] in r.words.foreign:
        return None, "mention"
    if any(token.lower_ in r.words.foreign for token in r.tokens[left_edge(head) : hit.start]):
        return None, "mention"
    if any(obj.tag_ == "NNS" and obj.lemma_ in ("country", "nation", "state") for _, obj in complements(head, "of")):
        return None, "mention"  # "ambassadors of thirty countries"
    bearer = r.doc[stop] if stop is not None and stop < len(r.doc) else None
    for joined in (head, *((bearer, *bearer.ancestors) if bearer is not None and bearer.i in r.people.span_of else ())):
        if joined is not head and r.people.span_of.get(joined.i) != r.people.span_of[stop or 0]:
            break
        if joined.dep_ == "conj" and not any(token.dep_ in ("det", "poss") for token in joined.lefts):
            first = r.resolve(joined.head)
            if first is not None and first.country and first.kind in ("role", "group", "organisation"):
                return first.country, first.basis
    travelling = head.lemma_.lower() in r.words.travelling
    country, basis = context_country(r, head, travelling=travelling, domestic=hit.role.sector in DOMESTIC)
    if bearer is not None and country and hit.role.sector == "GOV" and r.knowledge.is_filled(country, hit.term, r.day):
        return None, "mention"  # "President Herrera" in a story about a country whose president is another
    return country, basis


def entity_code(r: Reading, found: Found) -> str | None:
    """The code of a table name on the article's day; where a group acts in several countries, the article's one."""
    entity = found.entity
    if len(entity.rows) > 1 and entity.kind == "organisation":
        here = r.countries()
        open_rows = [
            row
            for row in entity.rows
            if (row.start is None or r.day is None or row.start <= r.day)
            and (row.end is None or r.day is None or r.day <= row.end)
        ]
        if len({row.code for row in open_rows}) > 1:
            return max(open_rows, key=lambda row: here[row.code[:3]]).code
    return entity.code_on(r.day)
