"""Many cases under two rulesets: which of them change, the less cautious first."""

from collections.abc import Callable, Iterable
from pathlib import Path

from attrs import frozen

from cse_rules.assess import assess
from cse_rules.assess.assessment import Assessment
from cse_rules.check import CheckedRuleset
from cse_rules.errors import CaseError, Diagnostic, Location
from cse_rules.facts.case import Case
from cse_rules.syntax.cases import load_case
from cse_rules.workbench.diff.cases import CaseChange, case_change, unusable
from cse_rules.workbench.progress import Listener
from cse_rules.workbench.stories import read_scenarios

ENDINGS = (".yaml", ".yml", ".json")


@frozen
class Compared:
    """Every case that was compared, and those that neither ruleset could assess."""

    changes: tuple[CaseChange, ...]
    """The less cautious first, then the others that changed, then the unchanged; by file within each."""
    problems: tuple[Diagnostic, ...] = ()

    @property
    def less_cautious(self) -> tuple[CaseChange, ...]:
        """The cases in which the new ruleset is less cautious in anything."""
        return tuple(one for one in self.changes if one.less)

    @property
    def more_cautious(self) -> tuple[CaseChange, ...]:
        """The cases in which the new ruleset is more cautious, and in nothing less."""
        return tuple(one for one in self.changes if one.more and not one.less)

    @property
    def otherwise(self) -> tuple[CaseChange, ...]:
        """The cases that are said otherwise, neither more nor less cautious."""
        return tuple(one for one in self.changes if one.changed and not one.less and not one.more)


def case_files(path: Path) -> tuple[Path, ...]:
    """The case files in a folder and all folders in it, in order; a file is itself.

    Raises:
        CaseError: if there is no such file or folder, or no case in it.
    """
    if not path.is_dir():
        return (path,)
    found = tuple(one for one in sorted(path.rglob("*")) if one.suffix.lower() in ENDINGS and not _is_story(one))
    if not found:
        help_ = f"a case file ends in {', '.join(ENDINGS)}"
        raise CaseError([Diagnostic("CSE003", "no case in this folder", Location(str(path), 1, 1), help=help_)])
    return found


def _is_story(path: Path) -> bool:
    return path.name.endswith(".scenarios.yaml")


def compare_cases(
    files: Iterable[Path],
    old: CheckedRuleset,
    new: CheckedRuleset,
    *,
    read: Callable[[Path], Case] = load_case,
    told: Listener | None = None,
) -> Compared:
    """Assess each case under both rulesets.

    Args:
        files: case files.
        old: the ruleset as it is.
        new: the ruleset as it would be.
        read: makes a case of a file.
        told: hears of each file as it is begun.
    """
    problems: list[Diagnostic] = []
    found = []
    for path in files:
        if told:
            told(path.name)
        try:
            case = read(path)
        except CaseError as error:
            problems += error.diagnostics
            continue
        found.append(_compared(case, str(path), old, new, problems))
    return _sorted(found, problems)


def compare_scenarios(
    folder: Path, old: CheckedRuleset, new: CheckedRuleset, *, told: Listener | None = None
) -> Compared:
    """Each day on which a story of the ruleset expects something, as a case under both rulesets."""
    problems: list[Diagnostic] = []
    found = []
    for story in read_scenarios(folder):
        if told:
            told(story.sentence)
        for day in sorted({one.day for one in story.expectations}):
            case = story.case_on(day, new.model)
            found.append(_compared(case, f"{story.file}: {story.sentence}", old, new, problems))
    return _sorted(found, problems)


def _compared(
    case: Case, file: str, old: CheckedRuleset, new: CheckedRuleset, problems: list[Diagnostic]
) -> CaseChange | None:
    found: list[Assessment | None] = []
    why: list[Diagnostic] = []
    for ruleset in (old, new):
        try:
            found.append(assess(case, ruleset, try_answers=False))
        except CaseError as error:
            found.append(None)
            why += error.diagnostics
    before, after = found
    if before is not None and after is not None:
        return case_change(before, after, file=file)
    if before is None and after is None:
        problems += [one if one.location else one.at(Location(file, 1, 1)) for one in why]
        return None
    return unusable(case.id, file, str(case.as_of), before, after, "; ".join(one.message for one in why))


def _sorted(found: Iterable[CaseChange | None], problems: Iterable[Diagnostic]) -> Compared:
    def place(one: CaseChange) -> tuple[int, str, str]:
        return (0 if one.less else 1 if one.changed else 2, one.file, one.as_of)

    return Compared(tuple(sorted(filter(None, found), key=place)), tuple(dict.fromkeys(problems)))
