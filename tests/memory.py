"""The peak memory of a build by stage, for few and for many articles: ``python tests/memory.py 4000 40000``."""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

BUILD = """
import json, sys
from pathlib import Path
from eventcoder.build import run

peaks = {}


def told(stage):
    lines = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(x.split()[1]) for x in lines if x.startswith("VmHWM"))
    peaks[stage] = max(peaks.get(stage, 0), peak // 1024)
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted anew


def timed(self, stage, do, timed=run._Run._timed):
    try:
        return timed(self, stage, do)
    finally:
        told(stage)


def code(self, *given, code=run._Run._code):
    code(self, *given)
    told("code")


run._Run._timed, run._Run._code = timed, code
result = run.build(sys.argv[1], sys.argv[2])
print(json.dumps({"peaks": peaks, "seconds": result.seconds, "events": result.counts.events}))
"""
STATES = "Kenya Uganda Ghana Peru Chile Japan France Norway Egypt Jordan Nepal Brazil Serbia Albania Cuba".split()
DEEDS = (
    "{a}'s president met the leader of {b} in {town} on {day} to discuss the plan that {name} had drawn up.",
    "{a} condemned {b} on {day} after police in {town} arrested {name}, an engineer, and {n} others at the border.",
    "{a} promised {b} aid worth {n} million dollars, {name} told reporters near {town} on {day}.",
    "Rebels in {b} attacked soldiers from {a} near {town} on {day}, killing {n} people, {name} said.",
)
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def articles(number: int, seed: int = 0) -> Iterator[dict[str, str]]:
    """Short articles, each with names, numbers and words that stand in no other, as in real news."""
    chance = random.Random(seed)

    def name(syllables: int) -> str:
        word = "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(syllables))
        return word.capitalize()

    for i in range(number):
        told = chance.choice(DEEDS).format(
            a=chance.choice(STATES),
            b=chance.choice(STATES),
            town=name(3),
            name=f"{name(2)} {name(4)}",
            day=chance.choice(DAYS),
            n=chance.randint(2, 900),
        )
        published = f"2024-{1 + i * 11 // number:02}-{1 + i % 28:02}"
        yield {"article_id": f"{name(5)}-{i}", "published": published, "title": name(3), "text": told}


def measure(number: int) -> dict[str, dict[str, float]]:
    """Build so many articles in a process of its own; gives its peaks in MB and its seconds by stage."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        with file.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(a) + "\n" for a in articles(number))
        command = [sys.executable, "-c", BUILD, str(file), str(Path(folder) / "out")]
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, dict[str, float]] = json.loads(told)
    return found


def main() -> None:
    """Print the peaks by stage and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("few", type=int)
    parser.add_argument("many", type=int)
    asked = parser.parse_args()
    few, many = measure(asked.few), measure(asked.many)
    for stage, peak in many["peaks"].items():
        print(f"{stage:10} {few['peaks'][stage]:7} MB {peak:7} MB")
    most = [max(m["peaks"].values()) for m in (few, many)]
    print(f"peak       {most[0]:7} MB {most[1]:7} MB   ratio {most[1] / most[0]:.3f}")
    print("seconds", few["seconds"], many["seconds"], "events", few["events"], many["events"])


if __name__ == "__main__":
    main()
