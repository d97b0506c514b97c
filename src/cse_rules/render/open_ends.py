"""What to ask and of whom, what was not asked, and what became of the facts that no rule used."""

import re
from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from cse_rules.assess import Assessment
from cse_rules.assess.parts import FactUse, Question
from cse_rules.render.evidence import evidence
from cse_rules.render.names import listed
from cse_rules.render.outline import Line, Section
from cse_rules.render.words import Words

_COULD_CHANGE = "COULD CHANGE THE LEVEL"


def question_section(assessment: Assessment, words: Words) -> Section:
    """Each question once, under the first agency that may know; the others are pointed to it by its number."""
    asked = sorted(
        _merged(_put_to(assessment, words)),
        key=lambda one: (not one.first.could_change_level, not one.first.might_raise_level),
    )
    directory = assessment.checked.ruleset.directory
    agencies = {agency for one in asked for agency in one.first.of or ("",)}
    numbered = list(enumerate(asked, 1))
    numbers = {each.id: number for number, one in numbered for each in one.several}
    lines = []
    for agency in sorted(agencies, key=[*directory, ""].index):
        own = [
            _question(number, one, numbers, words) for number, one in numbered if (one.first.of or ("",))[0] == agency
        ]
        also = [str(number) for number, one in numbered if agency in one.first.of[1:]]
        pointers = [Line(f"also ask: {', '.join(also)}", mark="→")] if also else []
        lines.append(Line(words.agency(agency) if agency else "Whoever may know", [*own, *pointers], "strong", " "))
    changing = sum(one.first.could_change_level is True for one in asked)
    head = []
    if any(one.first.could_change_level is None for one in asked):
        head.append(Line("It was not tried which of these could change the level."))
    if changing:
        head.append(Line(f"{changing} of {len(asked)} could change the level, and are marked; ask these first."))
    if any(one.first.together_with for one in asked):
        head.append(Line("Some raise the level only together: one answer alone does not, and all of them may."))
    if any(one.first.might_raise_level for one in asked):
        head.append(
            Line("What the level could be rests on those that might raise it, though no answer is known that does.")
        )
    return Section("Questions, and who may hold the answer", [*head, *lines])


def _put_to(assessment: Assessment, words: Words) -> Iterator[Question]:
    """The questions that the audience is shown: a family those that it may be asked, and of it alone."""
    directory = assessment.checked.ruleset.directory
    for one in assessment.questions:
        if not words.audience.asked_of_family:
            yield one
            continue
        own = tuple(name for name in one.of if directory[name].household or directory[name].relationship)
        if not words.audience.sees("instructions") and _instructs(one):
            continue
        if own and (one.about is None or words.tells(one.about)):
            yield evolve(one, of=own)


def _instructs(question: Question) -> bool:
    """Whether it says more than questions: that is how to ask, and for those who ask."""
    return any(not one.endswith("?") for one in re.split(r"(?<=[.?!])\s+", question.ask.strip()))


@frozen
class _Asked:
    """Questions in the same words to the same agencies, about several facts."""

    several: tuple[Question, ...]

    @property
    def first(self) -> Question:
        """The one whose words stand for all."""
        return self.several[0]


def _merged(questions: Iterable[Question]) -> list[_Asked]:
    """What is asked in the same words of the same agencies about several facts is asked once."""
    grouped: dict[object, list[Question]] = {}
    for one in questions:
        key = (one.ask, one.of, one.could_change_level, bool(one.together_with), one.might_raise_level)
        grouped.setdefault(key, []).append(one)
    return [_Asked(tuple(several)) for several in grouped.values()]


def _question(number: int, asked: _Asked, numbers: Mapping[str, int], words: Words) -> Line:
    about = [one.about for one in asked.several if one.about and one.about != "child"]
    told = evidence(about, words, before="about: ")
    mark = _mark(number, asked, numbers)
    return Line(f"{mark}{asked.first.ask}", told, "urgent" if mark else "plain", f"{number}.")


def _mark(number: int, asked: _Asked, numbers: Mapping[str, int]) -> str:
    """Whether the level hangs on it, and on which other answers as well."""
    if asked.first.might_raise_level:
        return "MIGHT RAISE THE LEVEL: "
    if not asked.first.could_change_level:
        return ""
    if not asked.first.together_with:
        return f"{_COULD_CHANGE}: "
    names = {name for one in asked.several for name in one.together_with}
    others = sorted({numbers[name] for name in names if name in numbers} - {number})
    listing = f" {listed(list(map(str, others)))}" if others else " OTHER ANSWERS"
    return f"{_COULD_CHANGE} TOGETHER WITH{listing}: "


def not_asked_section(assessment: Assessment, words: Words) -> Section:
    """The topics that are not closed, with the agencies that have not answered."""
    needed = assessment.checked.ruleset.sufficient
    return Section(
        "Not asked, or not answered",
        [
            Line(
                f"{one.title}{' (needed before the lowest result can be given)' if one.topic in needed else ''}"
                f" — no answer yet from: {words.agencies(one.waiting_for)}"
            )
            for one in assessment.not_asked
        ],
    )


def facts_section(assessment: Assessment, words: Words) -> Section:
    """What became of every fact; those that no rule read, and those that have grown old, by name."""
    uses: tuple[FactUse, ...] = ("evidence", "lead", "not met", "aged out", "unread")
    called = {"evidence": "evidence", "lead": "lacking a detail", "not met": "read, and no rule was met by them",
              "aged out": "too long ago for the rules that read them", "unread": "read by no rule"}  # fmt: skip
    total = len(assessment.uses)
    counts = ", ".join(f"{len(assessment.used_as(use))} {called[use]}" for use in uses if assessment.used_as(use))
    lines = [Line(f"{total} fact{'' if total == 1 else 's'}: {counts or 'none recorded'}")]
    for use in ("unread", "aged out", "not met"):
        found = [Line(words.told(one), fact=one) for one in assessment.used_as(use) if words.tells(one)]
        if found:
            lines.append(Line(f"{called[use][:1].upper()}{called[use][1:]}:", found, "strong", " "))
    return Section("What became of the facts", lines)
