"""From a doc with actors to coded clauses, and to the candidates that are no events, with their reasons."""

from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Token

from eventcoder.actions.frames import is_verb
from eventcoder.actions.interpret import Interpreter, Reading
from eventcoder.actions.reports import Report, report_of
from eventcoder.actions.scope import Scope, scope
from eventcoder.actions.targets import FORCE, above, following, inside, missing_source, missing_target, partner
from eventcoder.ontology import lookup
from eventcoder.records import ActorMention, CodedClause, Dropped

# CAMEO events that stand without a target: statements, protests, mobilisations, violence with unnamed victims
NO_TARGET_NEEDED = (
    "010", "011", "012", "013", "014", "015", "016", "017", "0813", "0814", "0831", "0871", "0873", "14", "15", "1723", "1724",
    "18", "19", "20",
)  # fmt: skip
MUTUAL = ("03", "127", "125")  # "X and Y agreed" without saying with whom: with each other
NO_VICTIM = ("01", "08", "14", "15", "172")
SPOKEN_PURPOSE = ("02", "10", "11", "14")
VICTIM_ROOTS = ("17", "18", "19", "20")
REASONS = frozenset(("negated", "hypothetical", "conditional", "modal", "question", "purpose", "generic", "would"))
DOUBTFUL = 0.5  # what "would" without a speaker costs
LOOSE = 0.3  # what a participant costs that only stands near
UNCODED = 0.5  # what an unidentified participant costs in confidence
NOMINAL = 0.7  # what an event told by a noun alone costs


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


def distinct(clauses: list[CodedClause]) -> list[CodedClause]:
    """One clause a deed: of those in one sentence with the same root and the same two parties, the surest."""
    best: dict[object, CodedClause] = {}
    for clause in clauses:
        ends = tuple((m.start, m.code) if m is not None else None for m in (clause.source, clause.target))
        key = (clause.sentence, clause.code[:2], ends)
        if key not in best or clause.confidence > best[key].confidence:
            best[key] = clause
    return list(best.values())


PROTESTS = ("141", "142", "143", "144", "145")
ISSUES = ("083", "104", "024")  # what a demand or an appeal for reform is about stands in the last digit
Pair = tuple[ActorMention | None, ActorMention | None]


class Coder:
    """One doc's clauses."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.reader = Interpreter(doc)
        self.clauses: list[CodedClause] = []
        self.pending: list[tuple[Reading, int, Report | None, list[ActorMention], list[ActorMention]]] = []
        self.dropped: list[Dropped] = []
        self.consumed: set[int] = set()

    def run(self) -> None:
        """Code every sentence, heads before their dependents."""
        for index, sentence in enumerate(self.doc.sents):
            known = [t for t in sentence if self.reader.lex.knows(t)]
            for token in sorted(known, key=lambda t: (sum(1 for _ in t.ancestors), t.i)):
                if token.i not in self.consumed:
                    self._code(token, index)
        self._understand()
        self.clauses = distinct(self.clauses)
        self.clauses.sort(key=lambda c: (c.start, c.end))

    def _code(self, token: Token, sentence: int) -> None:
        reading = self.reader.reading(token)
        if reading is None:
            return
        self.consumed |= reading.consumed
        if (
            not _valid(reading.code) or reading.entry.only_content and not reading.stances
        ):  # a content that is no event by itself
            return
        report = report_of(token, self.reader)
        mood = scope(token)
        settled = self._settle(reading, mood, report)
        if isinstance(settled, str):
            self._drop(reading, settled, mood.cue)
            return
        self._emit(self._with_issue(settled), sentence, report)

    def _settle(self, reading: Reading, mood: Scope, report: Report | None) -> Reading | str:
        """Apply will and should; a string is the reason why there is no event."""
        own = report is not None and report.own_will(reading.sources)
        if mood.mood == "purpose" and reading.code.startswith(SPOKEN_PURPOSE) and mood_of_governor(reading.token):
            return reading  # "took to the radio to demand answers": the demand is made
        if mood.mood == "asserted":
            return self._accusation(reading, report) if report is not None and not own else reading
        if mood.mood in ("will", "would"):
            if mood.mood == "would" and report is None and not mood.negated:
                promised = self.reader.with_mood(reading, Scope("will", mood.cue, mood.negated))
                return replace(promised, doubtful=True) if promised is not None else "hypothetical"
            if report is not None and not own:
                return "hypothetical"
            return self.reader.with_mood(reading, Scope("will", mood.cue, mood.negated)) or "hypothetical"
        if mood.mood == "should":
            if report is None or not report.speakers:
                return "modal"
            return self.reader.with_mood(reading, mood, report.speakers) or "modal"
        return mood.mood

    def _accusation(self, reading: Reading, report: Report) -> Reading:
        """ "Washington said Moscow was planning to annex ...": the adversary's plan is told as an accusation."""
        speaker = report.speaker_mention
        doers = [m for t in reading.sources if (m := self.reader.actor(t)) is not None]
        if reading.code[:2] != "13" or speaker is None or not doers or not speaker.country:
            return reading
        if any(m.country in (None, speaker.country) for m in doers):
            return reading
        inner = reading.content or "190"
        return (
            self.reader.with_mood(replace(reading, code=inner), Scope("accuse", report.verb), report.speakers)
            or reading
        )

    def _emit(self, reading: Reading, sentence: int, report: Report | None) -> None:
        sources = self._people(self._doers(reading))
        targets = self._people(reading.targets, sources)
        if joint(reading, sources, targets):
            targets = []
        pairs = self._pairs(reading, sources, targets)
        if self._wants(reading, pairs):
            self.pending.append((reading, sentence, report, sources, targets))
            return
        self._add(reading, sentence, report, pairs)

    def _add(
        self, reading: Reading, sentence: int, report: Report | None, pairs: list[Pair], *, loose: bool = False
    ) -> None:
        for source, target in pairs:
            if source is not None and target is not None and (source.start < target.end and target.start < source.end):
                continue
            clause = self._clause(reading, sentence, report, source, target)
            if reading.doubtful:
                clause = replace(clause, confidence=round(clause.confidence * DOUBTFUL, 3))
            if loose:
                clause = replace(
                    clause, confidence=round(clause.confidence * LOOSE, 3), rule_id=f"{clause.rule_id}~near"
                )
            self.clauses.append(clause)

    def _understand(self) -> None:
        """What the article's other clauses supply to those that lack somebody; the rest is dropped with its reason."""
        told = list(self.clauses)
        for clause in told:  # a nameless thing asked for, promised or condemned: whose it is, the article may tell
            if (
                clause.verbal
                and clause.target is not None
                and clause.target.kind == "unknown"
                and clause.source is not None
            ):
                found = partner(clause.source, clause.code, clause.sentence, told, as_source=True)
                if found is not None:
                    self.clauses.append(replace(clause, target=found, rule_id=f"{clause.rule_id}~article"))
        for reading, sentence, report, sources, targets in self.pending:
            if not targets and sources:
                found = missing_target(reading, sources[0], sentence, told)
                targets = [found] if found is not None and found not in sources else []
            elif not sources and targets:
                found = missing_source(reading, targets[0], sentence, told)
                sources = [found] if found is not None and found not in targets else []
            pairs = self._pairs(reading, sources, targets)
            reason = self._lacking(reading, pairs)
            if reason:
                pairs = self._nearby(reading, reason, sources, targets)
            if not pairs:
                self._drop(reading, reason or "no_target", None)
            else:
                self._add(reading, sentence, report, pairs, loose=bool(reason))

    def _nearby(
        self, reading: Reading, reason: str, sources: list[ActorMention], targets: list[ActorMention]
    ) -> list[Pair]:
        """A last guess within the sentence, of low confidence: the subject above, the actor that follows."""
        if reason == "no_source":
            found = above(reading.token, self.reader, targets)
            if found is None:
                return []
            sources = [found]
            if targets:
                return self._pairs(reading, sources, targets)
        found = following(reading.token, self.reader, sources)
        return self._pairs(reading, sources, [found]) if found is not None else []

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

    def _doers(self, reading: Reading) -> list[Token]:
        """The sources; a thing that somebody made or said speaks for its maker ("passed a resolution condemning ...")."""
        sources = reading.sources
        if len(sources) == 1 and self.reader.actor(sources[0]) is None and sources[0].dep_ in ("dobj", "pobj", "attr"):
            noun = sources[0]
            verb = noun.head if noun.dep_ != "pobj" else noun.head.head
            if is_verb(verb) and not reading.code.startswith(VICTIM_ROOTS):
                makers = [t for t in self.reader.frame(verb).get("agent") if self.reader.actor(t) is not None]
                return makers or sources
        if reading.code.startswith(VICTIM_ROOTS):  # "at a school that killed four": sites harm nobody
            sources = [
                t for t in sources if t.pos_ == "PROPN" or (m := self.reader.actor(t)) is None or m.kind != "place"
            ]
        return sources

    def _people(self, tokens: list[Token], taken: list[ActorMention] | None = None) -> list[ActorMention]:
        """Who fills the slots: an actor, one named inside the phrase, or the bare words."""
        out: list[ActorMention] = []
        for token in tokens:
            mention = self.reader.actor(token)
            if taken is not None and (mention is None or not (mention.code or mention.members)):
                mention = inside(token, self.reader, taken) or mention
            mention = self._in_full(token, mention) if mention is not None else bare_mention(self.doc, token)
            out += [m for m in (mention.members or (mention,)) if m not in out]
        return out

    def _in_full(self, token: Token, mention: ActorMention) -> ActorMention:
        """The fullest mention in the sentence of what a pronoun stands for; the pronoun where that is all there is."""
        if mention.kind != "pronoun" or not mention.code or mention.members:
            return mention
        sentence = list(token.sent)
        before, after = [t for t in sentence if t.i < token.i], [t for t in sentence if t.i > token.i]
        for candidate in [*reversed(before), *after]:
            if candidate.pos_ not in ("NOUN", "PROPN"):
                continue
            other = self.reader.actor(candidate)
            if other is not None and other.code == mention.code and other.kind not in ("pronoun", "owner", "place"):
                return replace(other, basis="coreference")
        return mention

    def _pairs(self, reading: Reading, sources: list[ActorMention], targets: list[ActorMention]) -> list[Pair]:
        if not targets and len(sources) > 1 and (reading.symmetric or reading.code.startswith(MUTUAL)):
            return [(a, b) for i, a in enumerate(sources) for b in sources[i + 1 :]]
        left: list[ActorMention | None] = [*sources] or [None]
        right: list[ActorMention | None] = [*targets] or [None]
        return [(s, t) for s in left for t in right]

    def _lacking(self, reading: Reading, pairs: list[Pair]) -> str | None:
        """Why a candidate cannot stand: nobody did it, or nobody suffered it where CAMEO needs somebody."""
        if not pairs:
            return "no_target"
        violent = reading.code[:2] in VICTIM_ROOTS
        if all(s is None for s, _ in pairs) and not (violent and any(t is not None for _, t in pairs)):
            return "no_source"
        if all(t is None for _, t in pairs) and not reading.code.startswith(NO_TARGET_NEEDED):
            return "no_target"
        return None

    def _wants(self, reading: Reading, pairs: list[Pair]) -> bool:
        """Whether the article should be asked for somebody, though the clause could stand without."""
        return bool(self._lacking(reading, pairs)) or (
            reading.code.startswith(FORCE) and any((s is None) != (t is None) for s, t in pairs)
        )

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
        verbal = reading.code[:2] in ("01", "02", "03", "05", "10", "11", "12", "13") and reading.code not in ("057",)
        code = reading.code
        if code == "180" and source is not None and source.sector in ("MIL", "REB") and target is not None:
            code = "190"  # an army's or a rebel force's violence is fighting
        return CodedClause(
            start=start,
            end=end,
            text=self.doc.text[start:end],
            lemma=" ".join(t.lemma_ for t in sorted((self.doc[i] for i in reading.words), key=lambda t: t.i)),
            head=head.i,
            sentence=sentence,
            code=code,
            source=source,
            target=target,
            rule_id=reading.rule,
            tokens=clause_tokens(head),
            time=time_of(head),
            verbal=verbal,
            attributed_to=report.speaker_mention if report else None,
            confidence=confidence(reading, source, target),
            stances=reading.stances,
        )

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
                text=self.doc.text[start:end],
                detail=f"{reading.rule} {reading.code}" + (f"; cue: {cue.text}" if cue is not None else ""),
            )  # fmt: skip
        )


def joint(reading: Reading, sources: list[ActorMention], targets: list[ActorMention]) -> bool:
    """Whether several agree to do something with each other ("X and Y agreed to share information on Z")."""
    mutual = reading.content.startswith(("04", "05", "06", "087", "settle"))
    if not (mutual and reading.code.startswith("03") and targets):
        return False
    return len({m.code[:3] for m in sources if m.code}) > 1


def mood_of_governor(token: Token) -> bool:
    """Whether what a purpose clause hangs on is itself asserted."""
    head = token.head
    return is_verb(head) and scope(head).mood == "asserted"


def bare_mention(doc: Doc, token: Token) -> ActorMention:
    """A participant whom nothing identifies: its words, without a code."""
    left = min(
        (t.i for t in token.subtree if t.i <= token.i and t.dep_ in ("det", "amod", "compound", "nummod", "poss")),
        default=token.i,
    )
    left = left if token.i - left <= 6 else token.i
    start, end = doc[left].idx, token.idx + len(token)
    return ActorMention(start, end, doc.text[start:end], token.i, None, kind="unknown")


def trigger_span(reading: Reading) -> tuple[int, int]:
    """Character offsets of the words that carry the action, from the first to the last near the head."""
    doc, head = reading.token.doc, reading.token
    near = [i for i in sorted(reading.words | {head.i}) if abs(i - head.i) <= 8]
    first, last = doc[min(near)], doc[max(near)]
    return first.idx, last.idx + len(last)


def clause_tokens(head: Token) -> frozenset[int]:
    """The clause's own words: the subtree without other finite clauses; a noun's with the words of its light verb."""
    top = head
    if not is_verb(top):
        while top.dep_ in (
            "pobj",
            "prep",
            "dobj",
            "compound",
            "amod",
            "conj",
            "nsubj",
            "nsubjpass",
            "attr",
            "poss",
            "agent",
        ):
            if is_verb(top.head) or top.head.i == top.i:
                break
            top = top.head
    out: set[int] = set()
    stack = [top]
    while stack:
        token = stack.pop()
        out.add(token.i)
        for child in token.children:
            finite = child.dep_ in ("ccomp", "relcl", "advcl", "parataxis") or (child.dep_ == "conj" and is_verb(child))
            if not finite:
                stack.append(child)
    return frozenset(out)


def time_of(head: Token) -> str:
    """past, present, future or background (pluperfect and nominal events without a verb of their own)."""
    verb = head
    if not is_verb(head):
        return "background"
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if auxiliaries & {"will", "'ll", "shall", "would"}:
        return "future"
    if "had" in auxiliaries:
        return "background"
    if verb.tag_ in ("VBD", "VBN") or auxiliaries & {"has", "have", "was", "were"}:
        return "past"
    return "present"


def confidence(reading: Reading, source: ActorMention | None, target: ActorMention | None) -> float:
    """A first score in 0-1 from what is known; calibrated later."""
    score = 0.9 if is_verb(reading.token) else 0.9 * NOMINAL
    for mention in (source, target):
        if mention is not None and mention.code is None:
            score *= UNCODED
        elif mention is not None and mention.basis != "mention":
            score *= 0.6 if mention.basis == "context" and mention.kind != "role" else 0.9
    if source is None:
        score *= UNCODED
    if target is None and not reading.code.startswith(NO_VICTIM):
        score *= UNCODED
    return round(score, 3)


__all__ = ["Coder", "code_doc"]
