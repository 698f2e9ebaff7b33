"""Codings kept in the cache: what an edit of the knowledge concerns is coded anew, and nothing else is."""

import json
from pathlib import Path

import pytest
from kills import tables

from eventcoder.actions import lexicon as patterns
from eventcoder.actions.lexicon import Lexicon, lexicon
from eventcoder.actors import knowledge as actors
from eventcoder.actors import load_knowledge
from eventcoder.actors.knowledge import DIRECTORY, Knowledge
from eventcoder.actors.tables import Role, read_directory
from eventcoder.actors.words import load_words
from eventcoder.build import fingerprint
from eventcoder.build.coding import code_articles
from eventcoder.build.run import BuildResult, build
from eventcoder.pipeline import default_pipeline
from eventcoder.read import read, read_options
from eventcoder.records import Article
from eventcoder.speed import rebuilds

TEXTS = [
    "Fighters of the Zorblax Front attacked Kenyan troops near Garissa on Monday.",
    "France hoodwinked Mali on Tuesday, and Kenya condemned the move.",
    "Uganda's president met the leader of Kenya in Nairobi on Tuesday.",
    "The zorblers of Chad attacked a village on Sunday, killing four people.",
]
SAMPLES = Path(__file__).resolve().parents[1] / "data" / "articles" / "articles.jsonl"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    rows = [{"article_id": f"a{i}", "published": "2024-05-08", "text": text} for i, text in enumerate(TEXTS)]
    file = tmp_path / "articles.jsonl"
    file.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return file


def _table(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("".join(line.replace(" | ", "\t") + "\n" for line in lines), encoding="utf-8")
    return path


def _rebuilt(articles: Path, folder: Path, own: dict[str, list[Path]]) -> BuildResult:
    """Built with the cache, after a check that a build without one gives the same bytes."""
    name = str(len(list(folder.iterdir())))
    result = build(articles, folder / name, cache=folder / "cache", own=own, min_confidence=0, check=False)
    build(articles, folder / f"{name}-fresh", own=own, min_confidence=0, check=False)
    assert tables(folder / name) == tables(folder / f"{name}-fresh")
    return result


def test_only_what_an_edit_concerns_is_coded_anew(articles: Path, tmp_path: Path) -> None:
    folder = tmp_path / "built"
    folder.mkdir()
    assert _rebuilt(articles, folder, {}).recoded == 4
    assert _rebuilt(articles, folder, {}).recoded == 0
    group = _table(tmp_path, "a.tsv", "name | code", "Zorblax Front | KENREB")
    assert _rebuilt(articles, folder, {"actors": [group]}).recoded == 1
    _table(tmp_path, "a.tsv", "name | code", "Zorblax Front | SOMREB")  # the same file, another code
    assert _rebuilt(articles, folder, {"actors": [group]}).recoded == 1
    roles = _table(tmp_path, "r.tsv", "term | sector | plural", "zorbler | REB | zorblers")
    assert _rebuilt(articles, folder, {"actors": [group], "agents": [roles]}).recoded == 1
    pattern = _table(tmp_path, "p.yaml", '- {id: hoodwink, code: "173", verb: hoodwink}')
    assert _rebuilt(articles, folder, {"actors": [group], "agents": [roles], "patterns": [pattern]}).recoded == 1
    assert _rebuilt(articles, folder, {"actors": [group], "agents": [roles]}).recoded == 1


def test_an_office_that_is_filled_concerns_those_who_speak_of_it(articles: Path, tmp_path: Path) -> None:
    text = "President Zorbl Quux met the leader of Kenya in Kampala, Uganda, on Tuesday, Ugandan officials said."
    articles.write_text(json.dumps({"article_id": "a", "published": "2024-05-08", "text": text}), encoding="utf-8")
    folder = tmp_path / "built"
    folder.mkdir()
    assert _rebuilt(articles, folder, {}).recoded == 1
    row = "Zorbl Quux | UGAGOV | person | president | 2024 | 2024"
    new = _table(tmp_path, "a.tsv", "name | code | kind | office | start | end", row)
    assert _rebuilt(articles, folder, {"actors": [new]}).recoded == 1


def test_the_benchmark_of_rebuilds_says_what_was_coded() -> None:
    texts = [*TEXTS, "The United Nations sent aid to Chad on Monday."]
    assert [built["coded"] for built in rebuilds(texts)] == [5, 0, 1, 1, 5]


def test_other_places_code_everything_anew(articles: Path, tmp_path: Path) -> None:
    folder = tmp_path / "built"
    folder.mkdir()
    assert _rebuilt(articles, folder, {}).recoded == 4
    place = _table(tmp_path, "p.tsv", "name | iso3 | latitude | longitude", "Camp Zulu | KEN | 1.0 | 37.0")
    assert _rebuilt(articles, folder, {"places": [place]}).recoded == 4


def test_every_table_counts_as_a_whole_or_by_what_is_looked_up() -> None:
    """A file of knowledge that is not in the common hash is one of those whose rows and entries are looked up."""
    knowledge = fingerprint.PACKAGE / "knowledge"
    apart = {p.relative_to(knowledge).as_posix() for p in knowledge.rglob("*") if fingerprint._is_looked_up(p)}
    rows, roles = read_directory(DIRECTORY)
    read_by_row = {f"actors/{r.file}" for r in (*rows, *roles)} | {f"actions/{e.file}" for e in lexicon().entries}
    assert apart == read_by_row


def _reduced_actors(article: Article, lookups: set[tuple[str, ...]]) -> Knowledge:
    """Only the rows that answer what was looked up."""
    full = load_knowledge()
    found = [key for names in (full.names, full.role_names) for _, _, key in names.find(article.text)]
    asked = {*lookups, *(("alias", key) for key in found), *(("role", key) for key in found)}
    entities = [e for what, *k in asked if what == "alias" for e in full.by_alias.get(k[0], ())]
    entities += [e for what, *k in asked if what == "surname" for e in full.by_surname.get(k[0], ())]
    kept = {(row.file, row.line) for e in entities for row in e.rows}
    rows, roles = read_directory(DIRECTORY)
    roles += [Role(term, "", "person") for term in sorted(load_words().delegates)]
    return Knowledge(
        [
            r
            for r in rows
            if (r.file, r.line) in kept
            or ("office", r.code[:3], r.office.lower()) in asked
            or (r.kind == "state" and any(a[:2] == ("state", r.code) for a in asked))
        ],
        [r for r in roles if any(("role", form) in asked for form in (r.term, *actors.plurals(r)))],
    )


def _reduced_patterns(words: set[str]) -> Lexicon:
    full, small = lexicon(), Lexicon()
    small.classes, small.compose = full.classes, full.compose
    ids = {entry.id for (_, word), found in full.index.items() if word in words for entry, _ in found}
    for entry in full.entries:
        if entry.id in ids:
            small.add(entry)
    return small


def test_a_coding_depends_on_nothing_that_it_did_not_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """With all rows and entries taken away that a coding did not ask for, it is the same."""
    nlp = default_pipeline()
    rows = [a for a in read([SAMPLES], read_options(None, None)) if isinstance(a, Article)][:12]
    events = 0
    for article in rows:
        (coding,) = code_articles(nlp, [article])
        small = _reduced_actors(article, coding.lookups.actors), _reduced_patterns(coding.lookups.words)
        assert len(small[1].entries) < len(lexicon().entries)
        with monkeypatch.context() as patch:
            patch.setattr(actors, "_load", lambda *_, k=small[0]: k)
            patch.setattr(patterns, "_lexicon", lambda _, p=small[1]: p)
            (again,) = code_articles(nlp, [article])
        assert (again.events, again.dropped) == (coding.events, coding.dropped)
        events += len(coding.events)
    assert events > 10
