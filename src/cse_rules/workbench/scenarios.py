"""Running scenarios: each story told with a virtual clock, each expectation compared, each answer noted."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from attrs import frozen

from cse_rules.assess import Assessment, assess
from cse_rules.assess.assessment import Question
from cse_rules.check import CheckedRuleset
from cse_rules.errors import CaseError, Diagnostic, Location, RulesetError, did_you_mean
from cse_rules.facts.values import Answer
from cse_rules.workbench.stories import Expectation, Scenario, read_scenarios

_ANSWERS: Mapping[str, Answer] = {
    "raised": Answer.YES, "not_raised": Answer.NO, "cannot_tell": Answer.NOT_KNOWN,
    "met": Answer.YES, "not_met": Answer.NO, "not_known": Answer.NOT_KNOWN,
}  # fmt: skip


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
            failures += [f"on {expected.day}: {sentence}" for sentence in _differences(expected, assessment)]
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
    for key, answer in _ANSWERS.items():
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
    ruleset = checked.ruleset
    rules = {rule.id for rule in ruleset.rules}
    codes = {rule.raises.indicator for rule in ruleset.rules if rule.raises is not None}
    known = {
        "raised": codes, "not_raised": codes, "cannot_tell": codes | rules,
        "met": rules, "not_met": rules, "not_known": rules,
        "challenge": rules | {"level-lower-by-ageing-alone"}, "no_challenge": rules | {"level-lower-by-ageing-alone"},
        "no_act": set(ruleset.directory), "possible": rules,
    }  # fmt: skip
    for expected in scenario.expectations:
        for key, words in known.items():
            for word in expected.lists[key]:
                if word not in words:
                    message = f"`{key}` expects `{word}`, which the ruleset does not have"
                    yield Diagnostic("CSE402", message, expected.at, help=did_you_mean(word, words))
        levels = {*ruleset.scale, "insufficient"}
        for level in (expected.level[1] if expected.level else None, expected.could_be):
            if level is not None and level not in levels:
                yield Diagnostic(
                    "CSE402", f"`{level}` is not on the scale", expected.at, help=did_you_mean(level, levels)
                )
        for act in expected.acts:
            if act.get("contact") not in ruleset.directory:
                help_ = did_you_mean(str(act.get("contact")), ruleset.directory)
                yield Diagnostic(
                    "CSE402", "an expected action without a contact of the directory", expected.at, help=help_
                )


def _differences(expected: Expectation, found: Assessment) -> Iterator[str]:
    yield from _of_level(expected, found)
    for key, answer in _ANSWERS.items():
        for word in expected.lists[key]:
            actual = _answer(word, found)
            if actual is not answer:
                instead = "and no such rule is in force" if actual is None else f"found {actual}"
                yield f"expected the answer of `{word}` to be {answer}, {instead}"
    for act in expected.acts:
        if not any(_fits(act, action) for action in found.actions):
            yield f"expected an action for {', '.join(f'{key} {value}' for key, value in act.items())}"
    contacts = {action.contact for action in found.actions}
    challenged = {one.rule for one in found.challenges}
    possible = {one.rule.id for one in found.triggers if one.possible}
    asked = {word for one in found.questions for word in _names_of(one, found)}
    yield from _absent(expected.lists["no_act"], contacts, "expected no action for {}")
    yield from _absent(expected.lists["no_challenge"], challenged, "expected no challenge `{}`")
    yield from _present(expected.lists["challenge"], challenged, "expected the challenge `{}`")
    yield from _present(expected.lists["possible"], possible, "expected that trigger `{}` is possible: establish now")
    yield from _present(expected.lists["ask"], asked, "expected a question about `{}`")


def _of_level(expected: Expectation, found: Assessment) -> Iterator[str]:
    rank = found.checked.ruleset.rank
    level = found.level or "insufficient"
    if expected.level is not None:
        how, wanted = expected.level
        if how == "is" and level != wanted:
            yield f"expected level {wanted}, found {level}"
        if how == "at_least" and rank(found.level) < rank(wanted):
            yield f"expected a level of at least {wanted}, found {level}"
    if expected.could_be is not None and found.could_be != expected.could_be:
        yield f"expected that it could be {expected.could_be}, found {found.could_be}"


def _present(wanted: Iterable[str], found: set[str], sentence: str) -> Iterator[str]:
    return (sentence.format(word) for word in wanted if word not in found)


def _absent(unwanted: Iterable[str], found: set[str], sentence: str) -> Iterator[str]:
    return (sentence.format(word) for word in unwanted if word in found)


def _names_of(question: Question, found: Assessment) -> set[str]:
    """What a story may call a question: its topic, a rule behind it, or `type.field` of the missing detail."""
    names = {question.id, question.id.split("#")[0], *question.rules}
    if question.about is not None and question.about in found.case.by_id and "#" not in question.id:
        names.add(f"{found.case.by_id[question.about].type_name}.{question.id.removeprefix(question.about + '.')}")
    return names


def _answer(word: str, found: Assessment) -> Answer | None:
    """The answer of a rule, or of an indicator: a yes from any of its rules, a no only from all."""
    if word in found.rules:
        return found.answer(word)
    answers = [
        one.answer for one in found.findings if one.rule.raises is not None and one.rule.raises.indicator == word
    ]
    if not answers:
        return None
    return next((one for one in (Answer.YES, Answer.NOT_KNOWN) if one in answers), Answer.NO)


def _fits(wanted: dict[str, str], action: object) -> bool:
    actual = {
        "contact": getattr(action, "contact", None),
        "by": getattr(action, "by", None),
        "state": getattr(action, "state", None),
        "rule": getattr(getattr(action, "rule", None), "id", None),
    }
    return all(actual[key] == value for key, value in wanted.items())
