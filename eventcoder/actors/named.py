"""Names as actors: persons with their office on the day, states, bodies and groups of the tables."""

from datetime import date

from spacy.tokens import Token

from eventcoder.actors.article import Found, Reading, build, followed
from eventcoder.actors.compose import entity_code
from eventcoder.actors.context import context_country
from eventcoder.actors.people import Person
from eventcoder.actors.phrase import complements, is_plural, left_edge
from eventcoder.actors.tables import BODIES
from eventcoder.records import ActorMention

CHIEF_TITLES = frozenset(("president", "minister", "premier", "chancellor", "king"))


def person_mention(r: Reading, token: Token, person: Person) -> ActorMention:
    """A personal name with the title before it."""
    start, end = r.people.span_of[token.i]
    left = min(left_edge(token), start)
    if start and start - 1 in r.roles and r.roles[start - 1].end == start:
        left = min(left, left_edge(r.doc[start - 1]), r.roles[start - 1].start)
    name = person.entity.name if person.entity else " ".join(person.words).replace(" - ", "-")
    known = len(r.doc[start:end]) > 1 or person.entity is not None
    return build(r, token.i, left, end, person_code(r, person), name, "mention" if known else "coreference", "person")


def person_code(r: Reading, person: Person) -> str | None:
    """The tables' code where the person is known on that day, completed by the role in the text."""
    if person.entity is None:
        return person.code
    code = person.entity.code_on(r.day)
    if code is not None and person.code and _is_office(person.code) and _yields(code, person):
        kept = person.code[:3] in BODIES or code.startswith("---") or _has_ended(r, code[:3])
        return person.code if kept else code[:3] + person.code[3:]
    if _has_lost(person, r.day):
        return (code or "---")[:3] + "ELI"
    if code is not None and code[3:6] in ("OPP", "PTY") and person.code and person.code[3:] == "ELI":
        return code[:3] + "ELI"  # "former president X", who leads the opposition now
    if code is not None and len(code) == 3 and person.code and person.code[3:]:
        return code + person.code[3:]
    return code or person.code


def _has_ended(r: Reading, country: str) -> bool:
    """Whether a state is no more: who served it and holds an office now, holds another's."""
    state = r.knowledge.state(country)
    return state is not None and state.row_on(r.day) is None


def _has_lost(person: Person, day: date | None) -> bool:
    """The text calls former the very office that the tables still give ("ousted President X")."""
    row = person.entity.row_on(day) if person.entity is not None else None
    return (
        row is not None
        and (person.code or "")[3:] == "ELI"
        and any(term.endswith(row.office.lower()) for term in person.terms)
    )


def _yields(code: str, person: Person) -> bool:
    """Whether the tables' code gives way to the office in the text: that of an article about an earlier time."""
    if code.endswith("ELI"):
        return True
    return code[3:6] in ("OPP", "PTY") and any(term.split()[-1] in CHIEF_TITLES for term in person.terms)


def _is_office(code: str) -> bool:
    """Whether a code composed from the text names an office that the text gives as held."""
    return code[:3] in BODIES or (code[3:6] not in ("", "ELI", "CVL"))


def entity_mention(r: Reading, token: Token, hit: Found) -> ActorMention | None:
    """A name of the tables; a group at home in no country takes the one beside it, else the article's."""
    entity, code = hit.entity, entity_code(r, hit)
    if entity.form == "metonym" and token.dep_ in ("compound", "nmod") and token.head.lemma_.lower() in r.words.pacts:
        return None  # "the Oslo accords": the city has given them its name
    basis, kind = "mention", entity.kind
    left = min(left_edge(token), hit.start) if token.pos_ in ("NOUN", "PROPN") else hit.start
    if entity.kind == "organisation" and code and code.startswith("---"):
        named = [r.found[t.i].entity.home for t in r.tokens[left : hit.start] if t.i in r.found]
        country = next((c for c in named if c), None)
        if country is None:
            country, basis = context_country(r, token)
        code = (country or "---") + code[3:]
    if entity.form == "metonym" and code and len(code) == 3 and _governs(token):
        code += "GOV"
    if entity.form == "demonym" and "ethnic" in {t.lower_ for t in r.tokens[left : hit.start]}:
        country, basis = _where_they_live(r, token, entity.home)
        return build(r, token.i, left, hit.end, (country or "---") + "CVL", entity.name, basis, "group")
    ahead = {t.lower_ for t in r.tokens[left : hit.start]}
    if entity.form == "demonym" and token.tag_ in ("NNS", "NNPS") and ahead & r.words.rebellious:
        code, kind = (code or "---")[:3] + "REB", "group"
    elif entity.form == "demonym" and (
        _counted(token)
        or _at_home(r, token)
        or _harmed(r, token)
        or ahead & r.words.common
        or any(t.pos_ == "NUM" for t in r.tokens[left : hit.start])
    ):
        code, kind = (code or "---")[:3] + "CVL", "group"
    partner = _joint_force(r, token, hit, code)
    if partner is not None:
        ours = build(r, token.i, hit.start, hit.end, code, entity.name, basis, kind)
        return build(r, token.i, left, hit.end, None, None, "mention", "group", (partner, ours))
    return build(r, token.i, left, hit.end, code, entity.name, basis, kind)


def _joint_force(r: Reading, token: Token, hit: Found, code: str | None) -> ActorMention | None:
    """ "Nigerian and British armed forces": the forces of the country named before those that the tables know."""
    first = r.found.get(hit.start - 2) if hit.start > 1 and r.doc[hit.start - 1].lower_ == "and" else None
    if first is None or first.entity.form != "demonym" or not is_plural(token) or len(code or "") < 6:
        return None
    theirs = entity_code(r, first)
    own = theirs[:3] + (code or "")[3:] if theirs else None
    return build(r, first.end - 1, first.start, first.end, own, first.entity.name, "mention", "group")


def _where_they_live(r: Reading, token: Token, home: str | None) -> tuple[str | None, str]:
    """The country of an ethnic minority: of the clause or the article, and not the one they are named after."""
    country, basis = context_country(r, token)
    if country is None or country == home:
        country = next((c for c, _ in r.countries().most_common(3) if c != home), country)
    return country, "context" if country else basis


def _governs(token: Token) -> bool:
    """A capital that acts, or is dealt with, is the government; one that is only a place is not."""
    while token.dep_ == "conj":
        token = token.head
    dealt_with = token.dep_ == "pobj" and token.head.lower_ in ("with", "by", "between", "against")
    return token.dep_ in ("nsubj", "nsubjpass", "poss") or dealt_with


def _counted(token: Token) -> bool:
    """Single or counted people of a country ("a Palestinian", "three Afghans")."""
    if token.tag_ in ("NN", "NNP") and any(
        child.dep_ == "det" and child.lower_ in ("a", "an") for child in token.lefts
    ):
        return token.dep_ not in ("amod", "compound", "nmod")
    return any(child.dep_ == "nummod" for child in token.lefts)


def _at_home(r: Reading, token: Token) -> bool:
    """People by where they live: "Palestinians of the West Bank", "Russians in Estonia"."""
    if token.tag_ not in ("NNS", "NNPS"):
        return False
    return any(obj.i in r.found or obj.i in r.places for _, obj in complements(token, "of", "in", "from"))


def _harmed(r: Reading, token: Token) -> bool:
    """Those who suffer are people, no government: "killed Kenyans", "the massacre of Ukrainians"."""
    if token.tag_ not in ("NNS", "NNPS"):
        return False
    while token.dep_ == "conj":
        token = token.head
    if token.dep_ in ("dobj", "nsubjpass"):
        return token.head.lemma_ in r.words.casualty
    return token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_.lower() in r.words.harm


def abbreviation(r: Reading, token: Token) -> ActorMention | None:
    """Letters that the article introduced in brackets after a full name."""
    index = r.abbreviations.get(token.text)
    return None if index is None or index >= token.i else followed(r, token, r.resolve(r.doc[index]), token.i)
