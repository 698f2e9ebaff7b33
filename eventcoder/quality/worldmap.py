"""The world as a flat picture: the projection, the coast and border lines, and the countries' boxes.

The lines are Natural Earth's 1:110m (public domain), already projected: ``assets/world.txt`` holds two SVG paths,
land and inner borders, in the coordinates that :func:`project` gives. The boxes are those of its 1:10m countries.
"""

from functools import cache
from importlib.resources import files
from math import pi, radians
from typing import NamedTuple

WIDTH, HEIGHT = 960.0, 432.0
_SCALE = WIDTH / (2 * 0.8707 * pi)
_NORTH = 252.0


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees to picture coordinates (x to the right, y down) by the Natural Earth projection (Šavrič et al. 2011)."""
    lam, phi = radians(longitude), radians(latitude)
    p2 = phi * phi
    p4 = p2 * p2
    x = lam * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)))
    y = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
    return WIDTH / 2 + _SCALE * x, _NORTH - _SCALE * y


class Box(NamedTuple):
    """A country's extent in degrees; ``west`` is greater than ``east`` where it crosses the 180th meridian."""

    west: float
    south: float
    east: float
    north: float


@cache
def outlines() -> tuple[str, str]:
    """The SVG path data of the land and of the borders between countries."""
    land, borders = _asset("world.txt").splitlines()
    return land, borders


@cache
def boxes() -> dict[str, Box]:
    """The box of each country by its ISO 3166 alpha-3 code."""
    rows = [line.split("\t") for line in _asset("country_boxes.tsv").splitlines()[1:]]
    return {code: Box(*map(float, edges)) for code, *edges in rows}


def _asset(name: str) -> str:
    return (files("eventcoder.quality") / "assets" / name).read_text(encoding="utf-8")
