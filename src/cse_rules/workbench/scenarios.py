"""Running scenarios: each story told with a virtual clock, each expectation compared, each answer noted."""

from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from cse_rules.assess import Assessment, assess
from cse_rules.check import CheckedRuleset
from cse_rules.engines.answers import Engine
from cse_rules.errors import CaseError, Diagnostic, Location, RulesetError, did_you_mean
from cse_rules.facts.case import Case
from cse_rules.facts.values import Answer
from cse_rules.workbench.differences import ANSWERS, differences, unknown_words
from cse_rules.workbench.expectations import Expectation
from cse_rules.workbench.stories import Scenario, read_scenarios


@frozen
class ScenarioResult:
    """How one story went; `failures` are sentences."""

    file: str
    sentence: str
    failures: tuple[str, ...]
    at: Location

    @property
    def passed(self) -> bool:
        """Whether everything came out as the story expects."""
        return not self.failures


@frozen
class ScenarioReport:
    """All stories of a ruleset, and the reachable answers that none of them shows."""

    results: tuple[ScenarioResult, ...]
    missing: tuple[tuple[str, Answer], ...]

    @property
    def passed(self) -> bool:
        """Whether every story passed and every reachable answer is shown."""
        return not self.missing and all(result.passed for result in self.results)


@frozen
class Told:
    """One day of a story: the case as it was known, what came of it, and what was expected."""

    expected: Expectation
    case: Case
    assessment: Assessment

    @property
    def failures(self) -> tuple[str, ...]:
        """A sentence for each thing that came out otherwise."""
        return tuple(f"on {self.expected.day}: {one}" for one in differences(self.expected, self.assessment))


def run_scenarios(folder: Path, checked: CheckedRuleset) -> ScenarioReport:
    """Tell every story beside the rules and compare what comes out.

    Raises:
        RulesetError: if a scenario file cannot be read, or expects something that the ruleset does not have.
    """
    shown: set[tuple[str, Answer]] = set()
    results = []
    for scenario in usable_scenarios(folder, checked):
        failures: list[str] = []
        for told in tell(scenario, checked):
            failures += told.failures
            shown |= _shown(told.expected, told.assessment)
        results.append(ScenarioResult(scenario.file, scenario.sentence, tuple(failures), scenario.at))
    missing = tuple(
        (rule, answer)
        for rule, answers in sorted(checked.reachable.items())
        for answer in Answer
        if answer in answers and (rule, answer) not in shown
    )
    return ScenarioReport(tuple(results), missing)


def usable_scenarios(folder: Path, checked: CheckedRuleset) -> tuple[Scenario, ...]:
    """Every scenario beside the rules.

    Raises:
        RulesetError: if a file cannot be read, or a story expects something that the ruleset does not have.
    """
    scenarios = read_scenarios(folder)
    problems = [problem for one in scenarios for problem in _unknown_words(one, checked)]
    if problems:
        raise RulesetError(problems)
    return scenarios


def tell(scenario: Scenario, checked: CheckedRuleset, *, engine: Engine | None = None) -> Iterator[Told]:
    """What comes of a story on each day of which something is expected.

    Raises:
        RulesetError: if a fact of the story cannot be read, or uses words that the ruleset does not have.
    """
    scenario.case_on(max(day for day, _ in scenario.days), checked.model)  # every fact of the story can be read
    for expected in scenario.expectations:
        case = scenario.case_on(expected.day, checked.model)
        try:
            assessment = assess(case, checked, engine=engine, try_answers=False)
        except CaseError as error:
            raise RulesetError(problem.at(scenario.at) for problem in error.diagnostics) from None
        yield Told(expected, case, assessment)


def _shown(expected: Expectation, assessment: Assessment) -> set[tuple[str, Answer]]:
    """The rules whose answer an expectation demands, by rule id or by the code of their indicator."""
    shown = set()
    for key, answer in ANSWERS.items():
        for word in expected.lists[key]:
            for finding in assessment.findings:
                raised = finding.rule.raises
                named = word == finding.rule.id or (raised is not None and raised.indicator == word)
                if named and assessment.answer(finding.rule.id) is answer:
                    shown.add((finding.rule.id, answer))
    for name in (*expected.lists["challenge"], *expected.lists["possible"]):
        if name in assessment.rules:
            shown.add((name, assessment.answer(name)))
    return shown


def _unknown_words(scenario: Scenario, checked: CheckedRuleset) -> Iterator[Diagnostic]:
    known = checked.ruleset.sources
    for source, _ in scenario.source:
        if source not in known:
            message = f"unknown source `{source}` in scenario `{scenario.sentence}`"
            yield Diagnostic("CSE402", message, scenario.at, help=did_you_mean(source, known))
    for expected in scenario.expectations:
        yield from unknown_words(expected, checked)
