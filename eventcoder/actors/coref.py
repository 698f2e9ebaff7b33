"""Who is meant by pronouns and definite phrases; None where that is not safe."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from eventcoder.actors.article import Reading
from eventcoder.actors.phrase import clause, conjuncts, is_plural
from eventcoder.actors.quotes import SAYING
from eventcoder.records import ActorMention

HE, SHE = frozenset(("he", "him", "his", "himself")), frozenset(("she", "her", "hers", "herself"))
IT, THEY = frozenset(("it", "its", "itself")), frozenset(("they", "them", "their", "theirs", "themselves"))
WE = frozenset(("we", "us", "our", "ours", "ourselves", "i", "me", "my", "mine", "myself"))
RELATIVE = frozenset(("who", "whom", "whose", "which", "that"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
SINGULAR_SECTORS = frozenset(("REB", "NGO", "REF", "CRM", "OPP"))  # an article rarely has two countries' of these
WINDOW = 3  # sentences looked back


def resolve_pronoun(r: Reading, token: Token) -> ActorMention | None:
    """The mention a pronoun stands for."""
    word = token.lower_
    if (explained := _in_brackets(r, token)) is not None:
        return explained
    if word in RELATIVE and token.tag_ in ("WP", "WDT", "WP$", "IN", "DT"):
        return _relative(r, token)
    if token.dep_ == "poss" and (owner := _owner_above(r, token)) is not None:
        return owner
    if word in SHE and (known := _first(r, token, lambda m, t: _is_known_woman(r, t))) is not None:
        return known
    if word in HE or word in SHE:
        return _first(r, token, lambda m, t: _is_single_person(r, m, t, female=word in SHE))
    if word in IT and token.dep_ != "expl":
        return _first(r, token, lambda m, t: _is_single_body(m, t))
    if word in THEY:
        return _first(r, token, lambda m, t: _are_people(r, m, t)) or _first(r, token, lambda m, t: _is_many(r, m, t))
    if word in WE:
        return _speaker(r, token)
    return None


def _in_brackets(r: Reading, token: Token) -> ActorMention | None:
    """ "He (Cameron) will go": whom the editor says that a pronoun means."""
    after = r.doc[token.i + 1 : token.i + 7]
    ends = [t.i for t in after if t.text in (")", "]")]
    if len(after) < 3 or after[0].text not in ("(", "[") or not ends:
        return None
    named = [m for t in r.doc[token.i + 2 : ends[0]] if (m := r.resolve(t)) is not None and m.code]
    return named[-1] if named else None


def _owner_above(r: Reading, token: Token) -> ActorMention | None:
    """ "Syria's excuse for its raid": within a phrase that is somebody's, the pronoun means that owner."""
    noun = token.head
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head
        owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
        mention = r.resolve(owner) if owner is not None else None
        if owner is None or mention is None or not mention.code:
            continue
        word = token.lower_
        if word in HE or word in SHE:
            return mention if _is_single_person(r, mention, owner, female=word in SHE) else None
        if word in IT:
            return mention if _is_single_body(mention, owner) else None
        return mention if word in THEY and _is_many(r, mention, owner) else None
    return None


def _relative(r: Reading, token: Token) -> ActorMention | None:
    noun = _antecedent(token)
    return r.resolve(noun) if noun is not None else None


def _antecedent(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    verb = clause(token)
    while (
        verb.dep_ not in ("relcl", "acl")
        and verb.head.i != verb.i
        and verb.dep_ in ("xcomp", "ccomp", "conj", "auxpass", "aux")
    ):
        verb = verb.head
    return verb.head if verb.dep_ in ("relcl", "acl") and verb.head.i < token.i else None


def _candidates(r: Reading, token: Token) -> Iterator[tuple[int, Token, ActorMention]]:
    """Earlier mentions, best first: the own sentence before earlier ones; subjects of the clauses around the
    pronoun, then other subjects, then the rest, near before far."""
    around = [clause(ancestor).i for ancestor in token.ancestors]
    barred = None if token.dep_ in ("poss", "nsubj", "nsubjpass") else own_subject(token)
    for back, sent in enumerate(sentences_before(token)):
        ranked = []
        for other in sent:
            if other.i >= token.i:
                break
            mention = r.memo.get(other.i)
            if mention is None or other.i != mention.head or (mention.kind == "pronoun" and mention.code is None):
                continue
            if other.i == barred:
                continue
            subject = other.dep_ in SUBJECTS
            verb = clause(other).i
            depth = around.index(verb) if subject and verb in around else 50
            ranked.append(((not subject, depth, other.i if back and subject else -other.i), other.i, mention))
        for _, index, mention in sorted(ranked, key=lambda item: item[0]):
            yield back, token.doc[index], mention


def own_subject(token: Token) -> int | None:
    """The subject that a pronoun in object position cannot mean."""
    verb = clause(token)
    for _ in range(4):
        subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
        if subject is not None:
            return subject.i
        if verb.dep_ not in ("xcomp", "advcl", "conj", "ccomp", "acl"):
            return None
        verb = clause(verb.head)
    return None


def sentences_before(token: Token) -> list[Span]:
    """The token's sentence and those before it that are looked back to, latest first."""
    doc, sent = token.doc, token.sent
    sentences = [sent]
    while len(sentences) < WINDOW and sentences[-1].start > 0:
        sentences.append(doc[sentences[-1].start - 1].sent)
    return sentences


def _first(r: Reading, token: Token, fits) -> ActorMention | None:  # type: ignore[no-untyped-def]
    for _, other, mention in _candidates(r, token):
        if fits(mention, other):
            return _joined(r, other, mention) if token.lower_ in THEY else mention
    return None


def _joined(r: Reading, token: Token, mention: ActorMention) -> ActorMention:
    members = tuple(m for m in (r.memo.get(t.i) for t in conjuncts(token)) if m is not None)
    if len(members) < 2 or mention.members:
        return mention
    same = {m.code for m in members}
    return ActorMention(
        mention.start, members[-1].end, token.doc.text[mention.start : members[-1].end], mention.head,
        mention.code if len(same) == 1 else None, None, mention.basis, "group", members,
    )  # fmt: skip


def _is_single_person(r: Reading, mention: ActorMention, token: Token, *, female: bool) -> bool:
    if mention.kind not in ("person", "pronoun", "role") or is_plural(token):
        return False
    if token.lower_ == "who" and (noun := _antecedent(token)) is not None:  # "Lee, who said that his government"
        named = r.resolve(noun)
        return named is not None and named.kind != "pronoun" and _is_single_person(r, named, noun, female=female)
    if mention.kind == "pronoun":
        return token.lower_ in (SHE if female else HE)
    person = r.people.by_head.get(token.i)
    if person is not None:
        return person.female is None or person.female == female
    hit = r.roles.get(token.i)
    word = token.lower_
    if hit is None or hit.role.kind != "person":
        return False
    return word not in (r.words.male if female else r.words.female)


def _is_known_woman(r: Reading, token: Token) -> bool:
    person = r.people.by_head.get(token.i)
    return (person is not None and person.female is True) or token.lower_ in SHE


def _is_single_body(mention: ActorMention, token: Token) -> bool:
    if mention.kind in ("state", "organisation"):
        return token.tag_ != "JJ" or token.dep_ == "poss"
    return mention.kind == "group" and not mention.members and not is_plural(token)


def _are_people(r: Reading, mention: ActorMention, token: Token) -> bool:
    """Several persons or parties, told by the form of the words: they come before a single body."""
    return mention.kind != "organisation" and is_plural(token) and _is_many(r, mention, token)


def _is_many(r: Reading, mention: ActorMention, token: Token) -> bool:
    if mention.members or (mention.kind == "pronoun" and token.lower_ in THEY):
        return True
    if len([t for t in conjuncts(token) if r.memo.get(t.i)]) > 1:
        return True
    if mention.kind in ("role", "group", "state") and is_plural(token):
        return True
    hit = r.roles.get(token.i)
    return mention.kind == "organisation" or (hit is not None and hit.role.kind in ("people", "body"))


def _speaker(r: Reading, token: Token) -> ActorMention | None:
    for quote in r.quotes:
        if quote.start < token.i < quote.end:
            return r.resolve(token.doc[quote.speaker]) if quote.speaker is not None else None
    verb = token
    while verb.head.i != verb.i:
        verb = verb.head
        if verb.lemma_ in SAYING:
            subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
            if subject is not None and subject.i != token.i and subject.lower_ not in WE:
                return r.resolve(subject)
    return None


def the_country(r: Reading, token: Token) -> ActorMention | None:
    """The country that "the country" means: the last one named, but for the one that acts in the same clause.

    That one is meant after all where the article has no other that is named about as often.
    """
    word, words = token.lower_, r.words
    allowed = words.islands if word == "island" else words.kingdoms if word == "kingdom" else None
    counts = r.countries()
    acting = own_subject(token)
    actor = r.memo.get(acting) if acting is not None else None
    near: list[ActorMention] = []
    for index in range(token.i - 1, sentences_before(token)[-1].start - 1, -1):
        mention = r.memo.get(index)
        if mention is None or mention.head != index or mention.kind not in ("state", "place") or not mention.country:
            continue
        if mention.basis == "mention" and (allowed is None or mention.country in allowed):
            near.append(mention)
    if not near:
        return last_of(r, token, ("state", "place"), country=True) if allowed is None else None
    first = near[0]
    if actor is None or actor.country != first.country:
        return first
    other = next((m for m in near if m.country != first.country), None)
    return other if other is not None and 2 * counts[other.country or ""] >= counts[first.country or ""] else first


def last_of(r: Reading, token: Token, kinds: tuple[str, ...], *, country: bool = False) -> ActorMention | None:
    """The latest earlier mention of one of the kinds (with a country, where asked)."""
    for index in range(token.i - 1, -1, -1):
        mention = r.memo.get(index)
        if mention is None or mention.head != index or mention.kind not in kinds or not mention.code:
            continue
        if country and mention.country is None:
            continue
        if mention.basis == "mention":
            return mention
    return None


def _same_term(earlier: str, term: str) -> bool:
    """ "The ministry" after "the foreign ministry"."""
    return earlier == term or earlier.endswith(f" {term}")


def same_role(r: Reading, token: Token, term: str) -> ActorMention | None:
    """The latest earlier mention with the same role noun (or a person introduced with it) whose country is told."""
    sector = r.roles[token.i].role.sector
    for index in range(token.i - 1, -1, -1):
        mention = r.memo.get(index)
        if mention is None or mention.head != index or not mention.code or mention.code.startswith("---"):
            continue
        hit = r.roles.get(index)
        if hit is not None and mention.basis == "context" and hit.term.endswith(f" {term}"):
            return mention  # "the bomber" after "a suicide bomber"
        if mention.basis != "mention":
            continue
        if hit is not None and _same_term(hit.term, term) and len(mention.code) > 3:
            return mention
        if index in r.found and len(mention.code) > 3 and r.doc[index].lower_ == token.lower_:
            return mention
        person = r.people.by_head.get(index)
        if (
            person is not None
            and sector not in ("GOV", "CVL", "")
            and mention.code[3:6] == sector
            and not is_plural(token)
        ):
            return mention
        if sector in SINGULAR_SECTORS and (mention.code[3:6] == sector or mention.code[:3] == sector):
            return mention
        person = r.people.by_head.get(index)
        if person is not None and term in person.terms:
            return mention
    return None
