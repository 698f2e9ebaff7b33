"""Plot one dyad's conflict and cooperation by month: ``python examples/plot_dyad.py PANEL A B PICTURE``.

PANEL is what ``eventcoder panel --by month,dyad`` writes; A and B are ISO 3166 codes. Both directions are added up.
"""

import sys

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import polars as pl

KINDS = {
    "material_conflict": "#c4432b",
    "verbal_conflict": "#e0962e",
    "material_cooperation": "#1f9e89",
    "verbal_cooperation": "#4a86c5",
}


def main(panel: str, a: str, b: str, picture: str) -> None:
    """Stacked bars: conflict upwards, cooperation downwards."""
    both = pl.col("source_country").is_in([a, b]) & pl.col("target_country").is_in([a, b])
    across = pl.col("source_country") != pl.col("target_country")
    months = pl.read_parquet(panel).filter(both & across).group_by("period").agg(pl.col(*KINDS).sum()).sort("period")
    labels = [str(day)[:7] for day in months["period"]]
    figure, axes = plt.subplots(figsize=(9, 4))
    feet = {1: [0] * len(labels), -1: [0] * len(labels)}
    for kind, colour in KINDS.items():
        sign = 1 if kind.endswith("conflict") else -1
        values = [sign * int(n) for n in months[kind]]
        axes.bar(labels, values, bottom=feet[sign], color=colour, label=kind.replace("_", " "))
        feet[sign] = [foot + value for foot, value in zip(feet[sign], values, strict=True)]
    axes.axhline(0, color="black", linewidth=0.8)
    axes.set_ylabel("events")
    axes.set_title(f"{a} and {b}: conflict above, cooperation below the line")
    axes.tick_params(axis="x", rotation=90)
    axes.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(picture)


if __name__ == "__main__":
    main(*sys.argv[1:5])
