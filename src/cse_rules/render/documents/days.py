"""The timeline as a table, day by day, and what has to be said beside it: the words of the picture in every form."""

from collections.abc import Callable, Iterator

from attrs import frozen

from cse_rules.assess.parts import Action
from cse_rules.facts.values import When
from cse_rules.render.documents.shown import Run
from cse_rules.render.documents.timeline import STATES, Step, Stretch, Timeline
from cse_rules.render.outline import Line, Section, Table

TITLE = "Over time: facts, level and actions"
HEADS = ("Day", "Level, as known then", "Facts", "Actions")
Agency = Callable[[str], str]


@frozen
class Row:
    """What belongs to a day or a few."""

    days: tuple[str, ...]
    level: str
    runs: list[Run]
    actions: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as texts."""
        return (" ".join(self.days), self.level, numbers_of(self.runs), ". ".join(self.actions))


def rows(line: Timeline, agency: Agency) -> list[Row]:
    """A row for each stretch to which something belongs, in order."""
    return [
        Row(one.days, _level(line, one.step) if one.step else "", one.runs, tuple(_actions(line, one, agency)))
        for one in line.stretches
    ]


def numbers_of(several: list[Run]) -> str:
    """Facts by number, as `facts 1 to 3, 7`."""
    if not several:
        return ""
    one = len(several) == 1 and several[0].first == several[0].last
    return f"{'fact' if one else 'facts'} {', '.join(map(str, several))}"


def notes(line: Timeline) -> Iterator[str]:
    """What a reader has to know in order not to misread the picture."""
    number = len(line.undated_actions)
    if number:
        have = "1 action has" if number == 1 else f"{number} actions have"
        yield f"{have} no day: what they count from is not dated. They stand under “What to do”."
    if len(line.steps) == 1:
        yield "The level was looked at on one day only."
    else:
        yield f"The level was looked at on {len(line.steps)} days, each with what had been recorded by then."
    yield from unrecorded(line)


def unrecorded(line: Timeline) -> Iterator[str]:
    """That what nobody dated counts from the day of the case on, and the times for it from when it happened."""
    number = line.unrecorded
    if not number or not (line.counted or len(line.steps) > 1):
        return
    facts = "Of 1 fact of an earlier day" if number == 1 else f"Of {number} facts of earlier days"
    it, they = ("it", "it happened") if number == 1 else ("they", "they happened")
    yield (
        f"{facts} nobody recorded when {it} became known: the level counts {'it' if number == 1 else 'them'} from "
        f"{line.as_of} on, while the times for actions are counted from when {they}."
    )
    if line.counted:
        yield "So an action can be due, or overdue, on a day before the level that calls for it."


def day_section(line: Timeline, agency: Agency) -> Section:
    """The table as a section of a report that has no picture."""
    undated = [f"Without a date, and not in the table: {numbers_of(line.undated_runs)}."] if line.undated else []
    table = Table(HEADS, tuple(one.cells for one in rows(line, agency)))
    return Section(TITLE, [*map(Line, undated), *map(Line, notes(line))], level=2, table=table)


def _level(line: Timeline, step: Step) -> str:
    level = f"{'at least ' if step.level > 1 else ''}{line.scale[step.level]}"
    could = step.could_be > step.level and step.could_be > 1
    return f"{level}; could be {line.scale[step.could_be]}" if could else level


def _actions(line: Timeline, stretch: Stretch, agency: Agency) -> Iterator[str]:
    """The agencies of the actions by state, and by what their time is counted from where that has to be said."""
    for state, name in STATES.items():
        found: dict[When | None, list[Action]] = {}
        for one in stretch.of(state):
            found.setdefault(line.counted.get(one.id), []).append(one)
        for since, several in found.items():
            called = "; ".join(dict.fromkeys(agency(one.contact) for one in several))
            yield f"{name}: {called}{_counted(since) if since is not None else ''}"


def _counted(since: When) -> str:
    day = "the day it happened" if since.first_day == since.last_day else "by when it had happened"
    return f" (counted from {since.last_day}, {day}; nobody recorded when it became known)"
