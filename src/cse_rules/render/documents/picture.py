"""The timeline as marks on a picture. Places along it are percentages, so that letters keep their size on any width."""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from cse_rules.render.documents.days import unrecorded
from cse_rules.render.documents.timeline import STATES, Timeline, ends
from cse_rules.render.names import plain
from cse_rules.render.numbering import placed

_LEFT, _WIDE = 5.0, 90.0
ROW, LANE, TOP = 24, 30, 14
_TICKS = 4


@frozen
class Bar:
    """A line between two places."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str


@frozen
class Mark:
    """A sign with its middle at a place; `number` is how many things it stands for."""

    x: float
    y: float
    kind: str
    number: int = 1


@frozen
class Label:
    """Words at a height, or at a place along the bottom."""

    y: float
    text: str
    x: float = 0
    anchor: str = "start"


@frozen(kw_only=True)
class Picture:
    """What is drawn."""

    height: int
    rows: tuple[Label, ...]
    """What each row is, at its left."""
    grid: tuple[float, ...]
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Label, ...]
    today: float
    title: str
    description: str


def picture(line: Timeline) -> Picture:
    """Where each fact, level and action is drawn."""
    levels = len(line.scale)
    heights = [TOP + ROW * (levels - 1 - row) for row in range(levels)]
    facts = heights[0] + LANE
    states = {state: facts + LANE * place for place, state in enumerate(line.states, 1)}
    bottom = max([facts, *states.values()]) + LANE - 8
    x, now = _Places(line), line.steps[-1]
    rows = [Label(height, text) for height, text in zip(heights, line.scale, strict=True)]
    rows += [Label(facts, "facts"), *(Label(height, STATES[state].lower()) for state, height in states.items())]
    marks = [
        *(Mark(x(one.first, one.last), facts, "fact", len(one.facts)) for one in line.stretches if one.facts),
        *(
            Mark(x(one.first, one.last), height, state, len(one.of(state)))
            for state, height in states.items()
            for one in line.stretches
            if one.of(state)
        ),
        Mark(x(line.as_of), heights[now.level], "level"),
        *([Mark(x(line.as_of), heights[now.could_be], "could")] if now.could_be > max(now.level, 1) else []),
    ]
    return Picture(
        height=bottom + 26,
        rows=tuple(rows),
        grid=tuple(one.y for one in rows),
        bars=(*_lasting(line, facts), *_levels(line, heights)),
        marks=tuple(marks),
        ticks=tuple(_ticks(line, bottom + 14)),
        today=x(line.as_of),
        title=f"Timeline from {line.first} to {line.last}",
        description=" ".join(_described(line)),
    )


class _Places:
    """The place of a day, or of the middle of a stretch, in percent of the width."""

    def __init__(self, line: Timeline) -> None:
        self.first, self.days = line.first, max((line.last - line.first).days, 0)

    def __call__(self, first: date, last: date | None = None) -> float:
        if not self.days:
            return _LEFT + _WIDE / 2
        middle = ((first - self.first).days + ((last or first) - self.first).days) / 2
        return round(_LEFT + _WIDE * min(max(middle / self.days, 0), 1), 2)


def _levels(line: Timeline, heights: list[int]) -> Iterator[Bar]:
    """Steps: a level holds until the next day that was looked at."""
    x = _Places(line)
    for kind, raised in (("could", 4), ("level", 0)):
        heights_of = [heights[one.could_be if kind == "could" else one.level] - raised for one in line.steps]
        for one, then, here, there in zip(line.steps, line.steps[1:], heights_of, heights_of[1:], strict=False):
            yield Bar(x(one.day), here, x(then.day), here, kind)
            if here != there:
                yield Bar(x(then.day), here, x(then.day), there, kind)


def _lasting(line: Timeline, height: int) -> Iterator[Bar]:
    """Facts that lasted, or of which nobody says on which day of several they happened."""
    x = _Places(line)
    stretches = sorted(
        (max(when.first_day, line.first), max(ends(fact), line.first))
        for _, fact in line.facts
        if (when := placed(fact))
    )
    joined: list[tuple[date, date]] = []
    for first, last in stretches:
        if joined and first <= joined[-1][1] + timedelta(days=1):
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        elif last > first:
            joined.append((first, last))
    yield from (Bar(x(first), height, x(min(last, line.last)), height, "lasting") for first, last in joined)


def _ticks(line: Timeline, height: float) -> Iterator[Label]:
    days = (line.last - line.first).days
    number = min(_TICKS, days + 1)
    x = _Places(line)
    if number == 1:
        yield Label(height, str(line.first), x(line.first), "middle")
        return
    for place in range(number):
        day = line.first + timedelta(days=round(days * place / (number - 1)))
        yield Label(height, str(day), x(day), "start" if not place else "end" if place == number - 1 else "middle")


def _described(line: Timeline) -> Iterator[str]:
    """The picture in words; the table says the rest."""
    now = line.steps[-1]
    could = f" and could be {line.scale[now.could_be]}" if now.could_be > max(now.level, 1) else ""
    yield f"On {line.as_of} the level of concern about the situation is {_at_least(line, now.level)}{could}."
    yield f"{len(line.facts)} facts have a date."
    for state in line.states:
        yield f"{plain(STATES[state])}: {sum(1 for one in line.actions if one.state == state)}."
    yield from unrecorded(line)
    yield "The table below the picture says the same."


def _at_least(line: Timeline, level: int) -> str:
    return f"at least {line.scale[level]}" if level > 1 else line.scale[level]
