"""The plot: the time for one case by the number of its facts, both on a logarithmic scale."""

import math
from collections.abc import Iterator

from benchmarks.caseload.contestants import BY_HAND, MEANING, OURS, PLAIN
from benchmarks.caseload.report import Results

WIDTH, HEIGHT = 900, 560
LEFT, RIGHT, TOP, BOTTOM = 80, 230, 54, 60
APART = 17
"""Pixels between two names, so that each can be read."""
COLOURS = {OURS: "#c2410c", MEANING: "#fb923c", BY_HAND: "#111827", PLAIN: "#6b7280"}
OTHERS = ("#1d4ed8", "#60a5fa", "#15803d", "#7e22ce", "#0e7490", "#a16207", "#be185d")
FONT = "font-family='Helvetica, Arial, sans-serif'"


def plot(results: Results) -> str:
    """The SVG."""
    lines = {
        name: [(size, found[name].median) for size, found in results.ready.items() if name in found]
        for name in (*COLOURS, *results.versions)
        if any(name in found for found in results.ready.values())
    }
    colours = COLOURS | dict(zip(results.versions, OTHERS, strict=False))
    sizes = list(results.ready)
    times = [time for points in lines.values() for _, time in points]
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))

    def across(size: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * math.log(size / sizes[0]) / math.log(sizes[-1] / sizes[0])

    def down(time: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (math.log10(time) - low) / (high - low)

    drawn = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' role='img'>",
        "<title>Time for one case from ready facts to the answer, by the number of its facts</title>",
        f"<rect width='{WIDTH}' height='{HEIGHT}' fill='#ffffff'/>",
        _text(LEFT, 28, "One case against 54 rules, from ready facts to the answer (median)", size=17, weight="bold"),
        _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, "facts in the case", anchor="middle"),
        *_grid([down(10.0**power) for power in range(low, high + 1)], [_said(power) for power in range(low, high + 1)]),
        *(
            _text(across(size), HEIGHT - BOTTOM + 22, str(size), anchor="middle") for size in sizes
        ),
    ]  # fmt: skip
    ends = _spread({name: down(points[-1][1]) for name, points in lines.items()})
    for name, points in lines.items():
        colour = colours[name]
        path = " ".join(f"{across(size):.1f},{down(time):.1f}" for size, time in points)
        wide = 3.5 if name == OURS else 2
        dashed = " stroke-dasharray='6 4'" if name in (BY_HAND, PLAIN) else ""
        drawn.append(f"<polyline points='{path}' fill='none' stroke='{colour}' stroke-width='{wide}'{dashed}/>")
        drawn += [f"<circle cx='{across(x):.1f}' cy='{down(y):.1f}' r='3' fill='{colour}'/>" for x, y in points]
        end, last = across(points[-1][0]), down(points[-1][1])
        edge = WIDTH - RIGHT + 26
        drawn.append(
            f"<line x1='{end + 5:.1f}' y1='{last:.1f}' x2='{edge - 4}' y2='{ends[name]:.1f}' stroke='{colour}' "
            "stroke-width='0.8' stroke-opacity='0.6'/>"
        )
        weight = "bold" if name == OURS else "normal"
        drawn.append(_text(edge, ends[name] + 4, name, colour=colour, weight=weight))
    return "\n".join([*drawn, "</svg>"]) + "\n"


def _grid(ys: list[float], names: list[str]) -> Iterator[str]:
    for y, name in zip(ys, names, strict=True):
        yield f"<line x1='{LEFT}' y1='{y:.1f}' x2='{WIDTH - RIGHT}' y2='{y:.1f}' stroke='#e5e7eb'/>"
        yield _text(LEFT - 10, y + 4, name, anchor="end")


def _said(power: int) -> str:
    return f"{10**power} µs" if power < 3 else f"{10 ** (power - 3)} ms" if power < 6 else f"{10 ** (power - 6)} s"


def _spread(wanted: dict[str, float]) -> dict[str, float]:
    """Where each name stands: as near as can be to where its line ends, and no two on each other."""
    names = sorted(wanted, key=lambda name: wanted[name])
    places: list[float] = []
    for name in names:
        places.append(max(wanted[name], places[-1] + APART) if places else wanted[name])
    limit = float(HEIGHT - BOTTOM)
    for n in reversed(range(len(places))):
        places[n] = min(places[n], limit)
        limit = places[n] - APART
    return dict(zip(names, places, strict=True))


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", size: int = 13, colour: str = "#374151",
    weight: str = "normal",
) -> str:  # fmt: skip
    return (
        f"<text x='{x:.1f}' y='{y:.1f}' {FONT} font-size='{size}' font-weight='{weight}' fill='{colour}' "
        f"text-anchor='{anchor}'>{text}</text>"
    )
