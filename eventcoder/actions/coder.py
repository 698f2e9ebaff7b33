"""From a doc with actors to coded clauses, and to the candidates that are no events, with their reasons."""

from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Token

from eventcoder.actions.blame import alleged, blamed, warned
from eventcoder.actions.clauses import (
    bare_mention,
    clause_tokens,
    confidence,
    corrections,
    differ,
    distinct,
    joint,
    only_modifies,
    reciprocal,
    sports_sentences,
    time_of,
    trigger_span,
)
from eventcoder.actions.doers import told_sides
from eventcoder.actions.harm import FIGHT, HARM, amid_fighting, as_fighting, fighting
from eventcoder.actions.interpret import Interpreter
from eventcoder.actions.lexicon import NOTHING
from eventcoder.actions.moods import settle
from eventcoder.actions.nearby import above, nearby
from eventcoder.actions.participants import (
    Pair,
    doers,
    incomplete,
    lacking,
    land,
    others,
    pairs_of,
    people,
    same_people,
    within,
)
from eventcoder.actions.reading import FORCE, VIOLENT, Reading
from eventcoder.actions.reports import Report, report_of
from eventcoder.actions.scope import ASSERTED, Scope, scope
from eventcoder.actions.sides import against_foe, each_other, is_enemy, located, unmask
from eventcoder.actions.subjects import is_verb
from eventcoder.actions.understood import shared, supplied, whose
from eventcoder.ontology import lookup
from eventcoder.records import ActorMention, CodedClause, Dropped, text_of

DOUBTFUL = 0.5  # what "would" without a speaker costs
NEAR, ARTICLE = "~near", "~article"  # in a rule's id: who is missing was found near by, or by the article's other acts
LOOSE = 0.3  # what a participant costs that only stands near


def code_doc(doc: Doc) -> Doc:
    """Set ``doc._.clauses`` and append to ``doc._.dropped``."""
    coder = Coder(doc)
    coder.run()
    doc._.clauses = coder.clauses
    doc._.dropped = [*doc._.dropped, *coder.dropped]
    return doc


@cache
def _valid(code: str) -> bool:
    try:
        lookup(code)
    except (KeyError, ValueError):
        return False
    return True


def _deplored(reading: Reading) -> Token | None:
    """ "condemned the bombing": the word of the violence, whose doer nobody names."""
    return reading.about if reading.stances[:1] == ("condemn",) and reading.content.startswith(VIOLENT) else None


def _speaks(reading: Reading, mood: Scope) -> bool:
    """Whether to ask for a content that is no event by itself, to refuse or to threaten it, is one."""
    wished = mood.mood == "should" and not (mood.cue is not None and mood.cue.lemma_ == "need")
    return wished or (mood.mood in WILL and (mood.negated or reading.code.startswith("13")))


SPOKEN = ("02", "05", "10", "11", "13")
FINDING = (blamed, warned, alleged)  # what a speaker does to those he speaks of
WILL = ("will", "would")
CROWDS = ("14", "15")
PROTESTS = ("141", "142", "143", "144", "145")
ISSUES = ("083", "104", "024")  # what a demand or an appeal for reform is about stands in the last digit


class Coder:
    """One doc's clauses."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.reader = Interpreter(doc)
        self.clauses: list[CodedClause] = []
        self.pending: list[tuple[Reading, int, Report | None, list[ActorMention], list[ActorMention]]] = []
        self.dropped: list[Dropped] = []
        self.consumed: set[int] = set()
        self.deeds: set[int] = set()  # what did a harm that is coded: its victims are those of the harm
        self.playing: frozenset[int] = frozenset()
        self.corrections = corrections(doc)

    def run(self) -> None:
        """Code every sentence, heads before their dependents."""
        self.playing = sports_sentences(self.doc, self.reader.lex.classes.get("sports", frozenset()))
        for index, sentence in enumerate(self.doc.sents):
            known = [t for t in sentence if self.reader.lex.knows(t) and not only_modifies(t)]
            for token in sorted(known, key=lambda t: (sum(1 for _ in t.ancestors), t.i)):
                if token.i not in self.consumed:
                    self._code(token, index)
        self._understand()
        told = list(self.clauses)
        self.clauses = [against_foe(c, self.reader.reading(self.doc[c.head]), told) for c in told]
        self.clauses = distinct(amid_fighting(self.clauses, self.doc))
        self.clauses.sort(key=lambda c: (c.start, c.end))

    def _code(self, token: Token, sentence: int) -> None:
        reading = self.reader.reading(token)
        if reading is None:
            return
        self.consumed |= reading.consumed
        if reading.deed is not None and reading.deed.i != token.i:
            self.deeds.add(reading.deed.i)
        if sentence in self.playing:
            self._drop(reading, "sports", None)
            return
        if token.i in self.corrections:
            self._drop(reading, "correction", None)
            return
        if reading.code == NOTHING:
            self._drop(reading, "idiom", None)
            return
        mood = scope(token)
        if mood.mood == "negated" and any(self.doc[i].lower_ == "no" for i in reading.words):
            mood = ASSERTED  # "has no intention of": the phrase's own "no"
        silent = not _valid(reading.code) or (reading.entry.only_content and not reading.stances)
        report = report_of(token, self.reader)
        blame = next((b for find in FINDING if (b := find(self.reader, reading, mood, report)) is not None), None)
        if blame is not None:
            self._emit(blame, sentence, report)
        if silent and (blame is not None or not _speaks(reading, mood)):  # a content that is no event by itself
            return
        settled = settle(self.reader, reading, mood, report)
        if isinstance(settled, str):
            if not silent:
                self._drop(reading, settled, mood.cue)
            return
        self._emit(self._with_issue(settled), sentence, report)

    def _emit(self, reading: Reading, sentence: int, report: Report | None) -> None:
        sources = people(self.reader, doers(self.reader, reading))
        if reading.code.startswith(VIOLENT) and any(m.sector == "MED" for m in sources):
            sources = []  # "(Kyodo) Air strikes killed five": who reports it
        if reading.code.startswith(SPOKEN) and reading.token.tag_ == "VBG" and not any(m.code for m in sources):
            higher = above(reading.token, self.reader, [])  # "the rules were kept, he said, while accusing Minsk"
            sources = [higher] if higher is not None else sources
        targets = located(self.reader, reading, people(self.reader, reading.targets, sources))
        if not reading.code.startswith(FORCE):
            targets = others([land(t, self.doc) for t in targets], sources, aid=reading.code.startswith("07"))
        if reading.code.startswith(CROWDS):  # "marched at the invasion", "massed at the front": whose is understood
            targets = [t for t in targets if t.code or t.members or self.doc[t.head].dep_ == "dobj"]
        mutual = len(sources) > 1 and (differ(reading) or any(reciprocal(t) for t in reading.targets))
        if mutual or joint(reading, sources, targets):
            targets = []
        pairs = pairs_of(reading, sources, targets)
        if mutual and pairs[0][1] is None:  # not symmetric: each to each
            pairs = [(a, b) for a in sources for b in sources if a is not b]
        if incomplete(reading, pairs) or any(is_enemy(m, self.doc) for pair in pairs for m in pair):
            self.pending.append((reading, sentence, report, sources, targets))
            return
        self._add(reading, sentence, report, pairs)

    def _add(self, reading: Reading, sentence: int, report: Report | None, pairs: list[Pair], mark: str = "") -> None:
        """The pairs as clauses; ``mark`` says how somebody was supplied: ``~near`` or ``~article``."""
        for source, target in pairs:
            if source is not None and target is not None and source is not target and within(source, target):
                continue
            if mark == NEAR and source is not None and target is not None and same_people(source, target):
                continue
            if source is not None and target is not None and reading.code.startswith(FORCE):
                source, target = fighting(source, target, self.doc), fighting(target, source, self.doc)
            clause = self._clause(reading, sentence, report, source, target)
            if reading.doubtful:
                clause = replace(clause, confidence=round(clause.confidence * DOUBTFUL, 3))
            if mark:
                cost = LOOSE if mark == NEAR else 1
                clause = replace(
                    clause, confidence=round(clause.confidence * cost, 3), rule_id=f"{clause.rule_id}{mark}"
                )
            self.clauses.append(clause)

    def _understand(self) -> None:
        """What the article's other clauses supply to those that lack somebody; the rest is dropped with its reason."""
        told = list(self.clauses)
        self.clauses += [replace(c, rule_id=f"{c.rule_id}{ARTICLE}") for t in told if (c := whose(t, told)) is not None]
        for reading, sentence, report, sources, targets in self.pending:
            bare = pairs_of(reading, sources, targets)
            if reading.token.i in self.deeds and not targets:
                self._drop(reading, "no_target", None)
                continue
            if bare == [(None, None)] and (known := told_sides(reading, sentence, told)):
                self._add(reading, sentence, report, [known], ARTICLE)
                continue
            bare = [unmask(reading, pair, sentence, report, told) for pair in bare]
            if not is_verb(reading.token):
                bare = each_other(reading, bare)
            pairs = each_other(reading, shared([supplied(reading, sentence, pair, told) for pair in bare]))
            mark = "" if pairs == bare else ARTICLE
            reason = lacking(reading, pairs)
            if mark and reading.code == HARM and not sources:
                reading = replace(reading, code=FIGHT)  # the article's acts of force told who did it: they fight
            if reason == "no_target" and sources and (deed := _deplored(reading)) is not None:
                self._add(reading, sentence, report, pairs_of(reading, sources, [bare_mention(self.doc, deed)]))
                continue
            if reason:
                found = nearby(self.reader, reading, reason, sources, targets)
                mark, pairs = NEAR, pairs_of(reading, *found) if found is not None else []
            before = len(self.clauses)
            self._add(reading, sentence, report, pairs, mark)
            if len(self.clauses) == before:
                self._drop(reading, reason or "no_target", None)

    def _with_issue(self, reading: Reading) -> Reading:
        """A protest's code says what it is for: leadership, policy, rights or institutions."""
        if reading.code not in PROTESTS:
            return reading
        top = reading.token if is_verb(reading.token) or not is_verb(reading.token.head) else reading.token.head
        for token in top.subtree:
            issue = self.reader.reading(token) if token.i > reading.token.i else None
            if issue is not None and issue.code.startswith(ISSUES) and len(issue.code) == 4:
                return replace(reading, code=reading.code + issue.code[3], rule=f"{reading.rule}+{issue.rule}")
        return reading

    def _clause(
        self,
        reading: Reading,
        sentence: int,
        report: Report | None,
        source: ActorMention | None,
        target: ActorMention | None,
    ) -> CodedClause:
        start, end = trigger_span(reading)
        head = reading.token
        act = reading.uttered or head
        verbal = reading.code[:2] in ("01", "02", "03", "05", "10", "11", "12", "13") and reading.code != "057"
        return CodedClause(
            start=start,
            end=end,
            text=text_of(self.doc)[start:end],
            lemma=" ".join(t.lemma_ for t in sorted((self.doc[i] for i in reading.words), key=lambda t: t.i)),
            head=act.i,
            sentence=sentence,
            code=self._by_bomber(as_fighting(reading.code, source, target, self.doc), source),
            source=source,
            target=target,
            rule_id=reading.rule,
            tokens=clause_tokens(act),
            time=time_of(act),
            verbal=verbal,
            attributed_to=report.speaker_mention if report else None,
            confidence=confidence(reading, source, target),
            stances=reading.stances,
        )

    def _by_bomber(self, code: str, source: ActorMention | None) -> str:
        """The code, that of the bombing where the article names a bomber as the doer of a harm."""
        inner = self.reader.reading(self.doc[source.head]) if source is not None and code in (HARM, FIGHT) else None
        return inner.code if inner is not None and inner.code.startswith("183") else code

    def _drop(self, reading: Reading, reason: str, cue: Token | None) -> None:
        start, end = trigger_span(reading)
        reason = "hypothetical" if reason == "would" else reason
        self.dropped.append(
            Dropped(
                "event",
                reason,
                self.doc._.article_id,
                start=start,
                end=end,
                text=text_of(self.doc)[start:end],
                detail=f"{reading.rule} {reading.code}" + (f"; cue: {cue.text}" if cue is not None else ""),
            )
        )
