"""The checker takes a ruleset or says what is wrong with it, and what it takes never fails in the engine."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from cse_rules import Case, CheckedRuleset, RulesetError, assess, check, read_ruleset
from cse_rules.errors import Diagnostic, Severity
from cse_rules.workbench.linting import lint
from tests.support.broken import wrong_files, wrong_rulesets
from tests.support.cases import Words, cases
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Shape, Situation, situations
from tests.support.small import write


def _of_use(found: Iterable[Diagnostic]) -> bool:
    """Whether each has a code and says something."""
    return all(one.code.startswith("CSE") and one.message for one in found)


def _engine_takes(checked: CheckedRuleset, case: Case) -> None:
    """No rule fails; a day on which a parameter has no value yet is named."""
    try:
        assessment = assess(case, checked, try_answers=False)
    except RulesetError as error:
        assert {one.code for one in error.diagnostics} == {"CSE356"}
        return
    assert assessment.errors == ()


@theorem(situations(Shape(against=True)), share=0.5, needs=0.9)
def test_a_well_typed_ruleset_has_no_errors_can_be_linted_and_never_fails(
    premise: Premise, situation: Situation
) -> None:
    found = (*situation.checked.warnings, *lint(situation.checked))
    assert _of_use(found)
    assert Severity.ERROR not in {one.severity for one in situation.checked.warnings}
    _engine_takes(situation.checked, situation.case)
    premise.holds(bool(situation.case.facts))


@theorem(st.tuples(wrong_rulesets(), st.data()), share=0.5, needs=0.25)
def test_whatever_stands_in_a_ruleset_it_is_refused_with_reasons_or_never_fails(premise: Premise, given: Any) -> None:
    wrong, data = given
    try:
        checked = check(wrong.ruleset)
    except RulesetError as error:
        premise.holds()
        assert error.diagnostics
        assert _of_use(error.diagnostics)
        return
    assert _of_use((*checked.warnings, *lint(checked)))
    _engine_takes(checked, data.draw(cases(Words(checked), most=3)))


@theorem(st.tuples(wrong_files(), st.data()), share=0.5, needs=0.6)
def test_whatever_stands_in_the_files_each_problem_has_its_place_in_them(premise: Premise, given: Any) -> None:
    texts, data = given
    with TemporaryDirectory() as name:
        folder = write(Path(name), {file.removesuffix(".yaml"): text for file, text in texts.items()})
        try:
            ruleset = read_ruleset(folder)
            checked = check(ruleset)
        except RulesetError as error:
            premise.holds()
            assert error.diagnostics
            assert _of_use(error.diagnostics)
            for one in error.diagnostics:
                if one.location is not None:
                    lines = Path(one.location.file).read_text(encoding="utf-8").splitlines()
                    assert 1 <= one.location.line <= len(lines) + 1
            return
        assert _of_use((*checked.warnings, *lint(checked)))
    _engine_takes(checked, data.draw(cases(Words(checked), most=3)))
