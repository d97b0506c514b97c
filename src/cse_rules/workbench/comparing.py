"""One case under several rulesets, side by side, and where they part."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from cse_rules.assess import Assessment, assess
from cse_rules.check import CheckedRuleset
from cse_rules.errors import CaseError, Diagnostic
from cse_rules.facts.case import Case
from cse_rules.render.names import plain
from cse_rules.render.outline import Line, Section
from cse_rules.render.words import Words

_NOTHING = "none"


@frozen
class Column:
    """A ruleset and what it says of the case; `problems` if it cannot assess it."""

    name: str
    checked: CheckedRuleset
    assessment: Assessment | None
    problems: tuple[Diagnostic, ...] = ()


@frozen
class Comparison:
    """The columns, in the order in which the rulesets were named."""

    case: Case
    columns: tuple[Column, ...]

    @property
    def usable(self) -> tuple[tuple[Column, Assessment], ...]:
        """The rulesets that can assess the case."""
        return tuple((one, one.assessment) for one in self.columns if one.assessment is not None)

    @property
    def read_by_some(self) -> Mapping[str, tuple[str, ...]]:
        """For each fact that one ruleset reads and another leaves unread, the rulesets that read it."""
        found = {}
        for fact in self.case.facts:
            name = str(fact.id)
            readers = tuple(one.name for one, seen in self.usable if seen.uses.get(name, "unread") != "unread")
            if 0 < len(readers) < len(self.usable):
                found[name] = readers
        return found

    def only_some(self, what: str) -> Mapping[str, tuple[str, ...]]:
        """For each trigger, contact, indicator or challenge that not every ruleset gives, those that give it."""
        given = {one.name: _given(seen, what) for one, seen in self.usable}
        every = dict.fromkeys(word for words in given.values() for word in words)
        found = {word: tuple(name for name, words in given.items() if word in words) for word in every}
        return {word: names for word, names in found.items() if len(names) < len(given)}


def compare(case: Case, rulesets: Mapping[str, CheckedRuleset]) -> Comparison:
    """Assess a case under each ruleset. One that lacks a word of the case is left out with the reason.

    Args:
        case: with an `as_of`.
        rulesets: by the name under which they are shown.
    """
    columns = []
    for name, checked in rulesets.items():
        try:
            columns.append(Column(name, checked, assess(case, checked, try_answers=False)))
        except CaseError as error:
            columns.append(Column(name, checked, None, error.diagnostics))
    return Comparison(case, tuple(columns))


def _given(found: Assessment, what: str) -> list[str]:
    match what:
        case "trigger":
            return [f"{one.rule.title}{' (possible)' if one.possible else ''}" for one in found.triggers]
        case "contact":
            directory = found.checked.ruleset.directory
            return list(dict.fromkeys(directory[one.contact].title for one in found.actions))
        case "indicator":
            return [one.indicator for one in found.indicators]
        case _:
            return [one.id for one in found.challenges]


def comparison_sections(found: Comparison) -> tuple[Section, ...]:
    """The rulesets one under another, then where they part."""
    sections = [_column(one) for one in found.columns]
    parting: list[Line] = []
    if found.usable:
        say = Words.of(found.usable[0][1])
        parting = [
            Line(f"{say.told(name)}: read by {', '.join(readers)} alone")
            for name, readers in found.read_by_some.items()
        ]
    for what in ("trigger", "contact", "indicator", "challenge"):
        parting += [Line(f"{what} {word}: {', '.join(names)} alone") for word, names in found.only_some(what).items()]
    if len(found.usable) > 1:
        sections.append(Section("Where they part", parting or [Line("in nothing but their levels", mark=" ")]))
    return tuple(sections)


def _column(one: Column) -> Section:
    ruleset = one.checked.ruleset
    title = f"{one.name}: {ruleset.title}, edition {ruleset.edition}"
    seen = one.assessment
    if seen is None:
        return Section(title, [Line("the case cannot be assessed with it", [_problem(each) for each in one.problems],
                                    tone="strong", mark="!")])  # fmt: skip
    steps = " < ".join(map(plain, ruleset.scale))
    level = plain(seen.level) if seen.level else "insufficient information"
    place = f", step {ruleset.rank(seen.level) + 1} of {len(ruleset.scale)}" if seen.level else ""
    return Section(
        title,
        [
            Line(f"level: {level}{place} ({steps})", tone="strong", mark=" "),
            Line(f"could be: {plain(seen.could_be)}", mark=" "),
            *(Line(f"{what}: {_listed(_given(seen, word))}", mark=" ") for what, word in _ROWS),
            Line(f"questions: {len(seen.questions)}; facts not read: {len(seen.used_as('unread'))}", mark=" "),
        ],
    )


_ROWS = (("act at once", "trigger"), ("to be contacted", "contact"), ("indicators", "indicator"))


def _problem(one: Diagnostic) -> Line:
    return Line(one.message + (f" ({one.help})" if one.help else ""), mark="-")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words) or _NOTHING


def comparison_data(found: Comparison) -> dict[str, Any]:
    """The comparison as plain data: `rulesets` in their order, and `apart`."""
    return {
        "case": found.case.id,
        "as_of": str(found.case.as_of),
        "rulesets": [_data(one) for one in found.columns],
        "apart": {
            "facts_read_by": {name: list(readers) for name, readers in found.read_by_some.items()},
            **{
                f"{what}s": {word: list(names) for word, names in found.only_some(what).items()}
                for what in ("trigger", "contact", "indicator", "challenge")
            },
        },
    }


def _data(one: Column) -> dict[str, Any]:
    ruleset, seen = one.checked.ruleset, one.assessment
    head = {"name": one.name, "id": ruleset.id, "edition": ruleset.edition, "hash": ruleset.content_hash}
    if seen is None:
        return head | {"problems": [each.message for each in one.problems]}
    return head | {
        "level": seen.level,
        "could_be": seen.could_be,
        "scale": list(ruleset.scale),
        "triggers": _given(seen, "trigger"),
        "contacts": _given(seen, "contact"),
        "indicators": _given(seen, "indicator"),
        "questions": [each.id for each in seen.questions],
        "unread": list(seen.used_as("unread")),
    }
