"""The map of places: circles as large as their events are many, in the colour of how exactly the place is known."""

from dataclasses import dataclass
from math import sqrt
from urllib.parse import quote

from markupsafe import Markup, escape

from eventcoder.quality.worldmap import HEIGHT, WIDTH, outlines, project

Place = tuple[float, float, str, str, str, int]  # latitude, longitude, name, country, precision, events
PRECISIONS = ("point", "city", "admin1", "country", "region")
SMALLEST, LARGEST = 3.5, 22.0  # radii in the picture's units


@dataclass(frozen=True, slots=True)
class MapChart:
    """The picture and the precisions that occur in it, for the legend."""

    svg: Markup
    precisions: list[str]


def map_chart(places: list[Place]) -> MapChart:
    """The world with the places; those with few events are drawn last, over the others."""
    land, borders = outlines()
    most = max((n for *_, n in places), default=1)
    circles = []
    for latitude, longitude, name, country, precision, events in places:
        x, y = project(longitude, latitude)
        radius = SMALLEST + (LARGEST - SMALLEST) * (sqrt(events / most) if most > 1 else 0)
        where = "null=place_name" if name == "?" else f"place={quote(name, safe='')}"
        kind = precision if precision in PRECISIONS else "other"
        circles.append(
            Markup(
                '<a href="#rows:{}" tabindex="-1"><circle class="p-{}" cx="{:.1f}" cy="{:.1f}" r="{:.1f}">'
                "<title>{}, {}: {:,} ({})</title></circle></a>"
            ).format(where, kind, x, y, radius, name, country, events, precision)
        )
    top = "; ".join(f"{name} ({country}) {n:,}" for _, _, name, country, _, n in places[:5])
    label = escape(f"World map of the places of events. Most frequent: {top or 'none'}.")
    svg = Markup(
        '<svg class="map" viewBox="0 0 {:g} {:g}" role="img" aria-label="{}">'
        '<path class="land" d="{}"/><path class="border" d="{}"/>{}</svg>'
    ).format(WIDTH, HEIGHT, label, land, borders, Markup("").join(circles))
    present = {place[4] if place[4] in PRECISIONS else "other" for place in places}
    return MapChart(svg, [p for p in (*PRECISIONS, "other") if p in present])
