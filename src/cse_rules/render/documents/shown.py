"""Lines as a page shows them: what is the same is said once, and facts are led to and gathered where there are many."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import define, field, frozen

from cse_rules.render.names import clean
from cse_rules.render.outline import Line, Section, Tone

MOST = 6
"""How many facts are told under a line before the rest of them is only named by number."""


@define
class Shown:
    """A line, what stands under it, and the number of the fact that it tells."""

    text: str
    tone: Tone = "plain"
    mark: str = ""
    under: list["Shown"] = field(factory=list)
    number: int | None = None
    anchor: str | None = None
    """What the fact leads back to."""
    more: str | None = None
    runs: list["Run"] = field(factory=list)
    """Further facts, by number."""


@frozen
class Run:
    """Numbers that follow each other."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"


def runs(numbers: Iterable[int]) -> list[Run]:
    """Numbers as few stretches."""
    found: list[Run] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1].last + 1:
            found[-1] = Run(found[-1].first, number)
        else:
            found.append(Run(number, number))
    return found


@frozen
class Place:
    """Where a fact is told."""

    anchor: str
    said: str


class Citing:
    """Turns lines into what is shown, and remembers for each fact where it was told: once in a section is enough."""

    def __init__(self, numbers: Mapping[str, int] | None = None) -> None:
        """For facts with these numbers; without any, lines stay as they are and lead nowhere."""
        self.numbers = numbers or {}
        self.places: dict[int, list[Place]] = {}
        self._section = ""

    def lines(self, section: Section) -> list[Shown]:
        """The lines of a section."""
        self._section = section.title
        return [self._one(line) for line in self._once(section.lines)]

    def _one(self, line: Line) -> Shown:
        under = self._once(line.under)
        number = self.numbers.get(line.fact) if line.fact is not None else None
        shown = Shown(clean(line.text), line.tone, line.mark.strip(), number=number)
        if number is not None:
            shown.anchor = self._told(number)
        told = [one for one in under if one.fact is not None and one.fact in self.numbers and not one.under]
        if len(told) > MOST:
            rest = {id(one) for one in told[MOST - 1 :]}
            shown.under = [self._one(one) for one in under if id(one) not in rest]
            shown.under.append(self._gathered(told[MOST - 1 :]))
        else:
            shown.under = [self._one(one) for one in under]
        return shown

    def _gathered(self, lines: list[Line]) -> Shown:
        numbers = {self.numbers[str(one.fact)] for one in lines}
        return Shown("", "quiet", more=f"and {len(numbers)} more", runs=runs(numbers))

    def _once(self, lines: Iterable[Line]) -> Iterable[Line]:
        return _once(lines) if self.numbers else lines

    def _told(self, number: int) -> str | None:
        """A name for the place, the first time that a section tells the fact."""
        places = self.places.setdefault(number, [])
        if any(one.said == self._section for one in places):
            return None
        places.append(Place(f"told-{number}-{len(places) + 1}", self._section))
        return places[-1].anchor


def _once(lines: Iterable[Line]) -> list[Line]:
    """Lines that say the same become one, with all that stands under them."""
    several: dict[tuple[str, Tone, str, str | None], list[Line]] = {}
    for line in lines:
        several.setdefault((line.text, line.tone, line.mark, line.fact), []).append(line)
    return [
        ones[0] if len(ones) == 1 else Line(key[0], _all_under(ones), key[1], key[2], key[3])
        for key, ones in several.items()
    ]


def _all_under(lines: Iterable[Line]) -> Iterator[Line]:
    """Of what stands under each, the same lines once, those that lead to facts before the others."""
    found = dict.fromkeys(one for line in lines for one in line.under)
    yield from sorted(found, key=lambda one: one.fact is None)
