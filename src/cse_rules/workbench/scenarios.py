"""Running scenarios: each story told with a virtual clock, each expectation compared, each answer noted."""

from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from cse_rules.assess import Assessment, assess
from cse_rules.check import CheckedRuleset
from cse_rules.errors import CaseError, Diagnostic, Location, RulesetError, did_you_mean
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


def run_scenarios(folder: Path, checked: CheckedRuleset) -> ScenarioReport:
    """Tell every story beside the rules and compare what comes out.

    Raises:
        RulesetError: if a scenario file cannot be read, or expects something that the ruleset does not have.
    """
    scenarios = read_scenarios(folder)
    problems = [problem for one in scenarios for problem in _unknown_words(one, checked)]
    if problems:
        raise RulesetError(problems)
    shown: set[tuple[str, Answer]] = set()
    results = []
    for scenario in scenarios:
        failures: list[str] = []
        scenario.case_on(max(day for day, _ in scenario.days), checked.model)  # every fact of the story can be read
        for expected in scenario.expectations:
            case = scenario.case_on(expected.day, checked.model)
            try:
                assessment = assess(case, checked, try_answers=False)
            except CaseError as error:
                raise RulesetError(problem.at(scenario.at) for problem in error.diagnostics) from None
            failures += [f"on {expected.day}: {sentence}" for sentence in differences(expected, assessment)]
            shown |= _shown(expected, assessment)
        results.append(ScenarioResult(scenario.file, scenario.sentence, tuple(failures), scenario.at))
    missing = tuple(
        (rule, answer)
        for rule, answers in sorted(checked.reachable.items())
        for answer in Answer
        if answer in answers and (rule, answer) not in shown
    )
    return ScenarioReport(tuple(results), missing)


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
