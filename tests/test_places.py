"""Places: what is found, where it is, and where an event was."""

import itertools
import multiprocessing
import time
from pathlib import Path

import pytest
import yaml
from spacy.language import Language

from eventcoder import code
from eventcoder.pipeline import load, make_doc
from eventcoder.places import country_of
from eventcoder.places.candidates import candidates, explain_place
from eventcoder.places.gazetteer import Gazetteer, ensure_compiled, gazetteer
from eventcoder.places.locate import place_of
from eventcoder.places.names import key
from eventcoder.places.publisher import publisher_country
from eventcoder.places.tables import read_table
from eventcoder.records import CodedClause

CASES = Path(__file__).parent / "cases"
MENTIONS = yaml.safe_load((CASES / "places.yaml").read_text(encoding="utf-8"))
EVENTS = yaml.safe_load((CASES / "places_events.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = load()
    for name in ("eventcoder_dates", "eventcoder_actors", "eventcoder_actions", "eventcoder_events"):
        pipeline.remove_pipe(name)
    return pipeline


@pytest.mark.parametrize("case", MENTIONS, ids=lambda c: c["text"][:40])
def test_places_of_a_sentence(nlp: Language, case: dict) -> None:
    found = {m.text: m for m in nlp(make_doc(nlp, case["text"], "2024-05-08"))._.places}
    assert set(case["places"]) <= set(found)
    for name, (country, *admin1) in case["places"].items():
        assert found[name].country == country
        assert found[name].latitude is not None
        if admin1:
            assert found[name].admin1 == admin1[0]
    assert not set(case.get("none", [])) & set(found)
    assert {m.text for m in found.values() if m.dateline} == set(case.get("dateline", []))


def test_mentions_are_sorted_apart_and_point_at_their_words(nlp: Language) -> None:
    text = "From Lagos to Abuja, Nigeria, and on to N'Djamena in Chad, lorries stood still."
    places = nlp(make_doc(nlp, text, "2024-05-08"))._.places
    assert [text[m.start : m.end] for m in places] == [m.text for m in places]
    assert len(places) >= 4
    assert all(a.end <= b.start for a, b in itertools.pairwise(places))


@pytest.mark.parametrize("case", EVENTS, ids=lambda c: c["text"][:40])
def test_place_of_an_event(nlp: Language, case: dict) -> None:
    doc = nlp(make_doc(nlp, case["text"], "2024-05-08"))
    head = next(t for t in doc if t.text == case["trigger"])
    verbal = case["code"][:2] in ("01", "02", "03", "05", "10", "11", "12", "13")
    clause = CodedClause(
        head.idx, head.idx + len(head), head.text, head.lemma_, head.i, 0, case["code"], None, None, "test",
        frozenset(t.i for t in head.subtree), verbal=verbal,
    )  # fmt: skip
    place = place_of(doc, clause)
    assert (place.mention.text if place else None) == case["place"]
    assert not case.get("country") or (place and place.mention.precision == "country")


def test_the_same_deed_told_again_lends_its_place() -> None:
    text = (
        "The French president met the Ghanaian president on Monday. "
        "The French president met the Ghanaian president in Accra on Monday, officials said."
    )
    met = [e for e in code(text, "2024-05-08") if e.event_root == "04"]
    assert [(e.place_name, e.place_basis) for e in met] == [("Accra", "article"), ("Accra", "clause")]


def test_who_tells_of_a_deed_on_his_own_ground_says_where_it_was() -> None:
    text = "The governor of the Donetsk region said Russian rockets had killed three people overnight."
    killed = [e for e in code(text, "2022-05-08") if e.event_root == "19"]
    assert [(e.place_text, e.place_country, e.place_basis) for e in killed] == [("Donetsk", "UKR", "sentence")]


def test_names_share_a_key_however_they_are_written() -> None:
    assert key("Al-Minyā") == key("AL MINYA")
    assert key("St.-Étienne") == key("Saint Etienne")


def test_country_of_a_name() -> None:
    assert country_of("Ivory Coast") == country_of("Côte d'Ivoire") == "CIV"
    assert country_of("Lyon") is None


@pytest.mark.parametrize(
    ("publisher", "country"),
    [
        ("The Times of India", "IND"),
        ("Kyiv Independent", "UKR"),
        ("South China Morning Post", "CHN"),
        ("Reuters", None),
    ],
)
def test_country_of_a_publisher(publisher: str, country: str | None) -> None:
    places = gazetteer()
    index = publisher_country(places, publisher)
    assert (places.iso3[index] if index >= 0 else None) == country


def test_the_publisher_decides_between_namesakes(nlp: Language) -> None:
    doc = make_doc(nlp, "Two men were shot in Cambridge on Tuesday.", "2024-05-08")
    doc._.publisher = "Boston Globe"
    assert [m.country for m in nlp(doc)._.places] == ["USA"]


def test_former_names_are_known() -> None:
    for old, new in (("Peking", "Beijing"), ("Rangoon", "Yangon"), ("Leningrad", "Saint Petersburg")):
        assert candidates(old)[0].place.name == new


def test_context_decides_and_is_explained() -> None:
    assert candidates("Springfield", "Springfield and Chicago, Illinois")[0].place.admin1 == "Illinois"
    assert "contained" in explain_place("Paris", "A tornado hit Paris, Texas.").splitlines()[0]
    assert "no place of that name" in explain_place("Xyzzyville")


def test_gazetteer_opens_in_milliseconds() -> None:
    folder = ensure_compiled()
    times = []
    for _ in range(5):
        start = time.perf_counter()
        Gazetteer(folder)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.05


def _size(_: int) -> int:
    return len(gazetteer())


def test_processes_share_one_gazetteer() -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert set(pool.map(_size, range(2))) == {len(gazetteer())}


@pytest.mark.parametrize("table", ["countries.tsv", "admin1.tsv", "regions.tsv", "names.tsv", "abbreviations.tsv"])
def test_tables_are_sorted_and_name_their_sources(table: str) -> None:
    rows = read_table(table)
    first = list(rows[0])[:2]
    keys = [tuple(int(r[c]) if c == "geonames_id" else r[c] for c in first) for r in rows]
    assert keys == sorted(keys)
    assert all(row["source"] for row in rows)
    for row in rows:
        if "latitude" in row:
            assert -90 <= float(row["latitude"]) <= 90
            assert -180 <= float(row["longitude"]) <= 180
