"""The grammar of date expressions: regular expressions composed of small named parts.

The patterns stand in ``knowledge/dates/patterns.yaml``, the words in ``lexicon.yaml``; here are the parts between.
:func:`rules` gives the named patterns, in order of preference where two match the same words.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from eventcoder.dates.lexicon import holidays, table, words


def one_of(names: Iterable[str]) -> str:
    """An alternative of literal words, longest first, any white space between the words of one."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return "(?:" + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered) + ")"


def any_case(pattern: str) -> str:
    """The pattern, whatever the case."""
    return f"(?i:{pattern})"


def proper(names: Iterable[str]) -> str:
    """Names written with a capital or all in capitals."""
    listed = [name.title() for name in names]
    return one_of([*listed, *(name.upper() for name in listed)])


@cache
def atoms() -> dict[str, str]:
    """The named parts from which the rules are composed."""
    table = words()
    abbreviated = proper(table["month_abbreviations"])
    ones = one_of([name for name, value in table["numbers"].items() if value < 10])
    tens = one_of([name for name, value in table["numbers"].items() if value >= 20])
    number = rf"(?:\d{{1,3}}|{tens}[\s-]{ones}|{one_of(table['numbers'])})"
    day = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%])|{any_case(one_of(table['ordinals']))}\b)"
    spelled = any_case(
        rf"(?:(?:nineteen|eighteen|twenty)[\s-]+(?:{tens}[\s-]{ones}|oh[\s-]+{ones}|{one_of(table['numbers'])})"
        rf"|two\s+thousand(?:\s+(?:and\s+)?{number})?)\b"
    )
    return {
        "WEEKDAY": proper(table["weekdays"]) + r"\b",
        "WEEKDAY_SHORT": rf"(?:{proper(table['weekdays'])}\b|{proper(table['weekday_abbreviations'])}\.?(?!\w))",
        "MONTH": rf"(?:{proper(table['months'])}\b|{abbreviated}\b\.?)",
        "DAY": day,
        "YEAR": r"(?:(?:1[5-9]|20)\d\d(?![\d%]))",
        "SPELLED": spelled,
        "NUMBER": any_case(number),
        "VAGUE": any_case(one_of(table["vague_numbers"])),
        "UNIT": any_case(one_of(table["units"])),
        "SEASON": any_case(one_of(table["seasons"])),
        "PART": any_case(one_of(table["parts"])),
        "DAYPART": any_case(one_of(table["day_parts"])),
        "DECADE": any_case(one_of(table["decades"])),
        "ORDINAL": rf"(?:{any_case(one_of(table['ordinals']))}|\d{{1,2}}(?:st|nd|rd|th))",
        "ZONE": one_of(table["zones"]),
        "LAST": any_case("last|past|previous|preceding|prior|next|following|coming|upcoming|ensuing|subsequent"),
        "NEAR": any_case(
            "(?:(?:the~)?(?:last|past|next|coming|upcoming)|the~(?:previous|preceding|prior|following|ensuing|subsequent))"
        ),
        "SAME": any_case("this(?:\\s+(?:coming|past))?|that(?:\\s+very)?|(?:that|the)\\s+same|the\\s+current|current"),
        "HOLIDAY": one_of([name for key in holidays() for name in {key.title().replace("'S", "'s"), key.upper()}]),
        "NOW": any_case(one_of(table["vague_alone"])),
    }


@cache
def patterns() -> list[dict[str, Any]]:
    """The entries of ``patterns.yaml``."""
    entries: list[dict[str, Any]] = table("patterns.yaml")
    return entries


@cache
def rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The named patterns, compiled."""
    table = atoms()
    compiled = []
    for rule in patterns():
        template = re.sub(r"\s+", "", rule["pattern"])
        pattern = re.sub(r"<([A-Z_]+)>", lambda found: "(?:" + table[found[1]] + ")", template)
        pattern = pattern.replace("~?", r"\s*").replace("~", r"\s+")
        compiled.append((str(rule["id"]), re.compile(r"(?<!\w)" + pattern)))
    return tuple(compiled)
