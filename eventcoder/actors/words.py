"""The word lists of knowledge/actors/words.yaml."""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import yaml

PATH = Path(__file__).resolve().parents[1] / "knowledge" / "actors" / "words.yaml"


@dataclass(frozen=True, slots=True)
class Words:
    """Sets of lower-case words, one a list of words.yaml."""

    light: frozenset[str]
    inhabited: frozenset[str]
    islands: frozenset[str]
    kingdoms: frozenset[str]
    female_names: frozenset[str]
    male_names: frozenset[str]
    settings: frozenset[str]
    delegates: frozenset[str]
    armed: frozenset[str]
    materiel: frozenset[str]
    property: frozenset[str]
    adjectives: frozenset[str]
    casualty: frozenset[str]
    compass: frozenset[str]
    counted: frozenset[str]
    crowds: frozenset[str]
    deeds: frozenset[str]
    pacts: frozenset[str]
    followers: frozenset[str]
    foreign: frozenset[str]
    notables: frozenset[str]
    occasions: frozenset[str]
    officers: frozenset[str]
    opponents: frozenset[str]
    rebellious: frozenset[str]
    common: frozenset[str]
    relations: frozenset[str]
    travelling: frozenset[str]
    hyphen_owner: frozenset[str]
    hyphen_attitude: frozenset[str]
    former: frozenset[str]
    harm: frozenset[str]
    anaphora_country: frozenset[str]
    anaphora_group: frozenset[str]
    pair_countries: frozenset[str]
    pair_people: frozenset[str]
    sides: frozenset[str]
    counterparts: frozenset[str]
    addresses: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]


@cache
def load_words() -> Words:
    """The lists, read once a process; a list that is missing or unknown is an error of the file."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C is ten times as fast
    raw = yaml.load(PATH.read_text(encoding="utf-8"), Loader=loader)
    return Words(**{field.name: frozenset(map(str, raw[field.name])) for field in fields(Words)})
