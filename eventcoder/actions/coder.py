"""From a doc with actors to coded clauses, and to the candidates that are no events, with their reasons."""

from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Token

from eventcoder.actions.clauses import (
    NO_TARGET_NEEDED,
    bare_mention,
    clause_tokens,
    confidence,
    differ,
    distinct,
    joint,
    mood_of_governor,
    only_modifies,
    reciprocal,
    sports_sentences,
    time_of,
    trigger_span,
)
from eventcoder.actions.doers import site
from eventcoder.actions.interpret import Interpreter
from eventcoder.actions.lexicon import NOTHING, spec_holds
from eventcoder.actions.reading import COERCIVE, FORCE, Reading
from eventcoder.actions.reports import Report, report_of
from eventcoder.actions.scope import Scope, scope
from eventcoder.actions.subjects import is_verb
from eventcoder.actions.targets import (
    DENIAL,
    above,
    fighting,
    following,
    inside,
    made_in,
    missing_source,
    missing_target,
    partner,
    same_deed,
    same_people,
    within,
)
from eventcoder.actions.wars import at_war
from eventcoder.ontology import lookup
from eventcoder.records import ActorMention, CodedClause, Dropped, text_of

MUTUAL = ("03", "050", "054", "057", "06", "127", "125")  # "X and Y agreed" without saying with whom: with each other
SPOKEN_PURPOSE = ("02", "05", "09", "10", "11", "14")
USING = frozenset("send dispatch deploy use fire launch scramble order employ mobilize mount open stage".split())
FIGHTS = ("190", "193", "194", "195")
FIGHTS_NEAR = 4  # sentences
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
        self.playing: frozenset[int] = frozenset()

    def run(self) -> None:
        """Code every sentence, heads before their dependents."""
        self.playing = sports_sentences(self.doc, self.reader.lex.classes.get("sports", frozenset()))
        for index, sentence in enumerate(self.doc.sents):
            known = [t for t in sentence if self.reader.lex.knows(t) and not only_modifies(t)]
            for token in sorted(known, key=lambda t: (sum(1 for _ in t.ancestors), t.i)):
                if token.i not in self.consumed:
                    self._code(token, index)
        self._understand()
        self.clauses = distinct(self._warlike())
        self.clauses.sort(key=lambda c: (c.start, c.end))

    def _code(self, token: Token, sentence: int) -> None:
        reading = self.reader.reading(token)
        if reading is None:
            return
        self.consumed |= reading.consumed
        if sentence in self.playing:
            self._drop(reading, "sports", None)
            return
        if reading.code == NOTHING:
            self._drop(reading, "idiom", None)
            return
        mood = scope(token)
        silent = not _valid(reading.code) or (reading.entry.only_content and not reading.stances)
        if silent and mood.mood != "should":  # a content that is no event by itself
            return
        report = report_of(token, self.reader)
        settled = self._settle(reading, mood, report)
        if isinstance(settled, str):
            if not silent:
                self._drop(reading, settled, mood.cue)
            return
        self._emit(self._with_issue(settled), sentence, report)

    def _settle(self, reading: Reading, mood: Scope, report: Report | None) -> Reading | str:
        """Apply will and should; a string is the reason why there is no event."""
        own = report is not None and report.own_will(reading.sources)
        if mood.mood == "purpose" and reading.code.startswith(SPOKEN_PURPOSE) and mood_of_governor(reading.token):
            outer = self.reader.reading(reading.token.head)
            if outer is not None and outer.code.startswith(
                ("14", "133")
            ):  # what a protest demands is its code's matter
                return "purpose"
            return reading  # "took to the radio to demand answers": the demand is made
        if mood.mood == "purpose" and reading.code.startswith(COERCIVE) and mood_of_governor(reading.token):
            used = self._means(reading)
            if used is not None:
                return used
        if mood.mood == "asserted":
            return self._accusation(reading, report) if report is not None and not own else reading
        if mood.mood in ("will", "would"):
            if mood.mood == "would" and report is None and not mood.negated:
                promised = self.reader.with_mood(reading, Scope("will", mood.cue, mood.negated))
                return replace(promised, doubtful=True) if promised is not None else "hypothetical"
            if report is not None and not own and not self._is_host(reading, report):
                return "hypothetical"
            promised = self.reader.with_mood(reading, Scope("will", mood.cue, mood.negated))
            return self._uttered(promised, report) or "hypothetical"
        if mood.mood == "should":
            if report is None or not report.speakers:
                return "modal"
            return self._uttered(self.reader.with_mood(reading, mood, report.speakers), report) or "modal"
        return mood.mood

    def _is_host(self, reading: Reading, report: Report) -> bool:
        """ "X will visit Japan, the Japanese embassy said": who is to be met announces it too."""
        speaker = report.speaker_mention
        if not reading.code.startswith("04") or speaker is None or speaker.sector not in (None, "GOV"):
            return False
        met = {m.country for t in reading.targets if (m := self.reader.actor(t)) is not None}
        return speaker.country is not None and speaker.country in met

    def _means(self, reading: Reading) -> Reading | None:
        """ "sent jets to destroy a depot", "fired tear gas to disperse a crowd": what force was used for."""
        verb = reading.token.head
        if verb.lemma_ not in USING or verb.tag_ not in ("VBD", "VBN", "VBG"):
            return None
        frame = self.reader.frame(verb)
        if not any(spec_holds(self.reader.lex, t, "@means", None) for t in frame.get("object")):
            return None
        return replace(reading, sources=frame.get("agent") or frame.get("object"), doubtful=True)

    def _accusation(self, reading: Reading, report: Report) -> Reading:
        """ "Washington said Moscow was planning to annex ...": the adversary's plan is told as an accusation."""
        speaker = report.speaker_mention
        doers = [m for t in reading.sources if (m := self.reader.actor(t)) is not None]
        plan = reading.code[:2] == "13" and is_verb(reading.token)
        if not plan or speaker is None or not doers or not speaker.country or speaker.sector == "MED":
            return reading
        if any(m.country in (None, speaker.country) for m in doers):
            return reading
        inner = reading.content or "190"
        told = self.reader.with_mood(replace(reading, code=inner), Scope("accuse", report.verb), report.speakers)
        return self._uttered(told, report) or reading

    @staticmethod
    def _uttered(reading: Reading | None, report: Report | None) -> Reading | None:
        """The act is the saying: its place and day are those of the word of saying."""
        if reading is None or report is None or not is_verb(report.verb):
            return reading
        return replace(reading, uttered=report.verb)

    def _emit(self, reading: Reading, sentence: int, report: Report | None) -> None:
        sources = self._people(self._doers(reading))
        targets = self._people(reading.targets, sources)
        mutual = len(sources) > 1 and (differ(reading) or any(reciprocal(t) for t in reading.targets))
        if mutual or joint(reading, sources, targets):
            targets = []
        pairs = self._pairs(reading, sources, targets)
        if mutual and pairs[0][1] is None:  # not symmetric: each to each
            pairs = [(a, b) for a in sources for b in sources if a is not b]
        if self._wants(reading, pairs):
            self.pending.append((reading, sentence, report, sources, targets))
            return
        self._add(reading, sentence, report, pairs)

    def _add(self, reading: Reading, sentence: int, report: Report | None, pairs: list[Pair], mark: str = "") -> None:
        """The pairs as clauses; ``mark`` says how somebody was supplied: ``~near`` or ``~article``."""
        for source, target in pairs:
            if source is not None and target is not None and within(source, target):
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
        for clause in told:  # a nameless thing asked for, promised or condemned: whose it is, the article may tell
            if (
                clause.verbal
                and clause.target is not None
                and clause.target.kind == "unknown"
                and clause.source is not None
            ):
                found = partner(clause.source, clause.code, clause.sentence, told, as_source=True)
                if found is not None:
                    self.clauses.append(replace(clause, target=found, rule_id=f"{clause.rule_id}{ARTICLE}"))
        for reading, sentence, report, sources, targets in self.pending:
            bare = self._pairs(reading, sources, targets)
            if bare == [(None, None)] and (known := same_deed(reading, sentence, told)):
                self._add(reading, sentence, report, [known], ARTICLE)
                continue
            pairs = [self._supplied(reading, sentence, pair, told) for pair in bare]
            mark = "" if pairs == bare else ARTICLE
            reason = self._lacking(reading, pairs)
            if mark and reading.code == "180" and not sources:
                reading = replace(reading, code="190")  # the article's acts of force told who did it: they fight
            if reason:
                mark, pairs = NEAR, self._nearby(reading, reason, sources, targets)
            if not pairs:
                self._drop(reading, reason or "no_target", None)
            else:
                self._add(reading, sentence, report, pairs, mark)

    def _warlike(self) -> list[CodedClause]:
        """Harm without a named doer is fighting where the victims' country is at war and fights are told of near."""
        fights = [c.sentence for c in self.clauses if c.code.startswith(FIGHTS) and c.source is not None]
        return [
            replace(c, code="190")
            if c.code == "180"
            and c.source is None
            and at_war(None, c.target, self.doc._.published)
            and any(abs(c.sentence - s) <= FIGHTS_NEAR for s in fights)
            else c
            for c in self.clauses
        ]

    @staticmethod
    def _supplied(reading: Reading, sentence: int, pair: Pair, told: list[CodedClause]) -> Pair:
        """A pair with the one who is missing, where the article makes that clear."""
        source, target = pair
        if source is not None and target is None:
            found = missing_target(reading, source, sentence, told)
            return source, found if found != source else None
        if target is not None and source is None:
            found = missing_source(reading, target, sentence, told)
            return found if found != target else None, target
        return pair

    def _nearby(
        self, reading: Reading, reason: str, sources: list[ActorMention], targets: list[ActorMention]
    ) -> list[Pair]:
        """A last guess within the sentence, of low confidence: the subject above, the actor that follows.

        Nothing is guessed for a word that only describes ("US-backed", "suspected"), nor the doer of violence that
        is only named: who stands above tells of it.
        """
        head = reading.token
        if head.dep_ in ("amod", "compound", "nmod"):
            return []
        if head.dep_ == "acl" and head.tag_ == "VBN" and reason == "no_source":  # "the men accused of ..."
            return []
        if reason == "no_source":
            if not is_verb(head) and reading.code.startswith(COERCIVE):
                return []  # who speaks of an attack is not the attacker
            found = above(head, self.reader, targets, telling=not reading.code.startswith(FORCE))
            if found is None:
                return []
            sources = [found]
            if targets:
                return self._pairs(reading, sources, targets)
        found = following(head, self.reader, sources, beside=reading.code.startswith("04"))
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
        """The sources; a thing that somebody made speaks for its maker ("passed a resolution condemning ...")."""
        sources = reading.sources
        if len(sources) == 1 and self.reader.actor(sources[0]) is None and sources[0].dep_ in ("dobj", "pobj", "attr"):
            noun = sources[0]
            verb = noun.head if noun.dep_ != "pobj" else noun.head.head
            if is_verb(verb) and not reading.code.startswith(COERCIVE):
                makers = [t for t in self.reader.frame(verb).get("agent") if self.reader.actor(t) is not None]
                return makers or sources
        if reading.code.startswith(COERCIVE):  # "at a school that killed four": sites harm nobody
            sources = [
                t for t in sources if t.pos_ == "PROPN" or (m := self.reader.actor(t)) is None or not site(self.doc, m)
            ]
        return sources

    def _people(self, tokens: list[Token], taken: list[ActorMention] | None = None) -> list[ActorMention]:
        """Who fills the slots: an actor, one named inside the phrase, or the bare words."""
        out: list[ActorMention] = []
        for token in tokens:
            mention = self.reader.actor(token)
            if taken is not None and (mention is None or not (mention.code or mention.members)):
                mention = inside(token, self.reader, taken) or made_in(token, self.reader) or mention
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
        violent = reading.code[:2] in COERCIVE
        if all(s is None for s, _ in pairs) and not (violent and any(t is not None for _, t in pairs)):
            return "no_source"
        if all(t is None for _, t in pairs) and not reading.code.startswith(NO_TARGET_NEEDED):
            return "no_target"
        return None

    def _wants(self, reading: Reading, pairs: list[Pair]) -> bool:
        """Whether the article should be asked for somebody, though the clause could stand without."""
        return bool(self._lacking(reading, pairs)) or (
            reading.code.startswith((*FORCE, DENIAL)) and any((s is None) != (t is None) for s, t in pairs)
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
        act = reading.uttered or head
        verbal = reading.code[:2] in ("01", "02", "03", "05", "10", "11", "12", "13") and reading.code != "057"
        code = reading.code
        if code == "180" and source is not None and target is not None:
            fights = source.sector in ("MIL", "REB") or at_war(source, target, self.doc._.published)
            code = "190" if fights else code  # an army's or a rebel force's violence is fighting
        return CodedClause(
            start=start,
            end=end,
            text=text_of(self.doc)[start:end],
            lemma=" ".join(t.lemma_ for t in sorted((self.doc[i] for i in reading.words), key=lambda t: t.i)),
            head=act.i,
            sentence=sentence,
            code=code,
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
