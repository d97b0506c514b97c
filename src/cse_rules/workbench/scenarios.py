"""Running scenarios: each story told with a virtual clock, each expectation compared, each answer noted."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import Factory, evolve, field, frozen

from cse_rules.assess import Assessment, assess
from cse_rules.check import CheckedRuleset
from cse_rules.engines.answers import Engine
from cse_rules.errors import CaseError, Diagnostic, Location, RulesetError, did_you_mean
from cse_rules.facts.case import Case
from cse_rules.facts.values import Answer
from cse_rules.workbench.differences import ANSWERS, differences, unknown_words
from cse_rules.workbench.expectations import Expectation
from cse_rules.workbench.inheriting import Aside, Gathered, gather
from cse_rules.workbench.stories import Scenario

NO_VALUE = "CSE356"
"""A parameter has no value yet on a day: the story of that day fails, and the others are told."""


@frozen
class ScenarioResult:
    """How one story went; `failures` are sentences, each about what stands in the same place of `places`."""

    file: str
    sentence: str
    failures: tuple[str, ...]
    at: Location
    of: str | None = None
    """The id of the ruleset whose story it is, if that is a base of the one under test."""
    places: tuple[Location, ...] = field(default=Factory(lambda self: (self.at,) * len(self.failures), takes_self=True))
    """For each failure the expectation that was not met, or else the story."""

    @property
    def passed(self) -> bool:
        """Whether everything came out as the story expects."""
        return not self.failures


@frozen
class ScenarioReport:
    """All stories of a ruleset, and the reachable answers that none of them shows."""

    results: tuple[ScenarioResult, ...]
    missing: tuple[tuple[str, Answer], ...]
    aside: tuple[Aside, ...] = ()
    """Of a pack: the stories of its bases that are not told, or not as they stand, and why."""

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
    """Tell every story beside the rules, and beside those of every ruleset that these extend, and compare.

    Raises:
        RulesetError: if a scenario file cannot be read, or expects something that the ruleset does not have.
    """
    shown: set[tuple[str, Answer]] = set()
    results = []
    gathered = gather(folder, checked.ruleset)
    _refuse_unknown_words(gathered.own, checked)
    for scenario in gathered.told:
        failures = [*_outcome(scenario, checked, shown), *_needless(scenario, gathered, checked)]
        said, places = tuple(one for one, _ in failures), tuple(at for _, at in failures)
        results.append(ScenarioResult(scenario.file, scenario.sentence, said, scenario.at, scenario.of, places))
    results += _set_aside_for_nothing(gathered, checked)
    missing = tuple(
        (rule, answer)
        for rule, answers in sorted(checked.reachable.items())
        for answer in Answer
        if answer in answers and (rule, answer) not in shown
    )
    return ScenarioReport(tuple(results), missing, gathered.aside)


def _outcome(scenario: Scenario, checked: CheckedRuleset, shown: set[tuple[str, Answer]]) -> list[tuple[str, Location]]:
    """What came out otherwise, and where the story says so.

    A story of a base that speaks of what a pack does not have has to be replaced too.
    """
    failures: list[tuple[str, Location]] = []
    try:
        if scenario.of is not None:
            _refuse_unknown_words([scenario], checked)
        for told in tell(scenario, checked):
            failures += [(one, told.expected.at) for one in told.failures]
            shown |= _shown(told.expected, told.assessment)
    except RulesetError as error:
        if scenario.of is None and any(one.code != NO_VALUE for one in error.diagnostics):
            raise
        for one in error.diagnostics:
            told_how = f" ({one.help})" if one.code == NO_VALUE else ""
            failures.append((one.message + told_how, one.location if told_how and one.location else scenario.at))
    return failures


def usable_scenarios(folder: Path, checked: CheckedRuleset) -> tuple[Scenario, ...]:
    """Every scenario that is told: those beside the rules, and those of the rulesets that these extend.

    Raises:
        RulesetError: if a file cannot be read, or a story expects something that the ruleset does not have.
    """
    scenarios = gather(folder, checked.ruleset).told
    _refuse_unknown_words(scenarios, checked)
    return scenarios


def _refuse_unknown_words(scenarios: Iterable[Scenario], checked: CheckedRuleset) -> None:
    problems = [problem for one in scenarios for problem in _unknown_words(one, checked)]
    if problems:
        raise RulesetError(problems)


def _needless(scenario: Scenario, gathered: Gathered, checked: CheckedRuleset) -> Iterator[tuple[str, Location]]:
    """The stories that this one replaces although they still come out: a test of the base would be lost."""
    for one in gathered.replaced:
        story = one.story
        if one.own and one.by == scenario and story.expectations and not _outcome(story, checked, set()):
            why = f"it replaces “{story.sentence}” of {story.of}, which still comes out: leave `replaces` out"
            yield why, scenario.at


def _set_aside_for_nothing(gathered: Gathered, checked: CheckedRuleset) -> Iterator[ScenarioResult]:
    """The same for a story that is set aside, with nothing told in its place."""
    for one in gathered.replaced:
        story, by = one.story, one.by
        if one.own and not by.told and story.expectations and not _outcome(story, checked, set()):
            why = f"it is set aside, and still comes out as {story.of} tells it: leave `set_aside` out"
            yield ScenarioResult(by.file, by.sentence, (why,), by.at)


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
        except RulesetError as error:
            raise RulesetError(_without_value(one, expected, scenario) for one in error.diagnostics) from None
        yield Told(expected, case, assessment)


def _without_value(problem: Diagnostic, expected: Expectation, scenario: Scenario) -> Diagnostic:
    """On which day of the story a parameter has no value, and what decides which day that is."""
    if problem.code != NO_VALUE:
        return problem
    zero = scenario.day_0
    which = "as the story says" if scenario.own_day_0 else "because it gives no `day_0`"
    cure = "give it a later `day_0`, or the parameter an earlier value"
    help_ = f"{problem.help}; `day 0` of this story is {zero}, {which}: {cure}"
    return evolve(problem, location=expected.at, help=help_)


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
    acting = (str(one.more["rule"]) for one in expected.details["act"] if "rule" in one.more)
    for name in (*expected.lists["challenge"], *expected.lists["possible"], *acting):
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
