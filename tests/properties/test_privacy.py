"""Sensitive text stays where it was written: in no error, no repr, no log, nothing that an assessment says."""

import logging
from typing import Any

import pytest
from hypothesis import strategies as st

from cse_rules import CaseError, case_from_dict, case_to_dict, explain
from cse_rules.facts import Case
from tests.support.cases import MARK, cases
from tests.support.looking import DARLINGTON, WORDS, full, of_both, told
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Shape, Situation

SENSITIVE = ("statement", "vehicle", "decision", "judgement", "premises", "person")


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(0)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@theorem(of_both(Shape(against=True), types=SENSITIVE, gaps=0.1), share=0.3, needs=0.9)
def test_sensitive_text_never_appears_in_a_repr_a_log_or_an_assessment(premise: Premise, situation: Situation) -> None:
    heard = _Heard()
    logging.getLogger().addHandler(heard)
    try:
        assessment = full(situation.case, situation.checked)
        explanation = explain(situation.case, situation.checked, situation.checked.rules[0].id)
    finally:
        logging.getLogger().removeHandler(heard)
    plain = str(case_to_dict(situation.case))
    premise.holds(MARK in plain)
    said = [repr(situation.case), repr(assessment), repr(told(assessment)), repr(explanation.findings), *heard.lines]
    said += [repr(fact) for fact in situation.case.facts] + [str(fact) for fact in situation.case.facts]
    said += [repr(situation.case.child), repr(assessment.level_found), repr(assessment.world)]
    assert not any(MARK in one for one in said)


def _leaves(node: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(node, dict):
        return [leaf for key, value in node.items() for leaf in _leaves(value, (*path, key))]
    if isinstance(node, list):
        return [leaf for position, value in enumerate(node) for leaf in _leaves(value, (*path, position))]
    return [path]


def _put(node: Any, path: tuple[str | int, ...], value: Any) -> None:
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value


WRONG = st.sampled_from((f"{MARK} wrong", [f"{MARK} wrong"], {"about": f"{MARK} wrong"}, f"2017-02-30 {MARK}"))


@theorem(
    st.tuples(cases(WORDS, types=SENSITIVE, gaps=0.1), st.randoms(use_true_random=False), WRONG), share=2, needs=0.5
)
def test_no_error_repeats_the_value_of_a_fact(premise: Premise, given: tuple[Case, Any, Any]) -> None:
    case, random, wrong = given
    plain = case_to_dict(case)
    leaves = [path for path in _leaves(plain) if path[-1] not in ("id", "case")]
    for path in random.sample(leaves, min(len(leaves), 2)):
        try:
            _put(plain, path, wrong)
        except (KeyError, TypeError):
            continue  # the one before stood above it
    try:
        read = case_from_dict(plain)
        full(read, DARLINGTON)
    except CaseError as error:
        premise.holds()
        assert MARK not in str(error)
        assert MARK not in repr(error)


@theorem(cases(WORDS, types=SENSITIVE, gaps=0.1), share=0.5, needs=0.9)
def test_what_is_written_and_read_again_is_the_same_case(premise: Premise, case: Case) -> None:
    premise.holds(bool(case.records))
    assert case == case_from_dict(case_to_dict(case))


def test_only_what_was_recorded_in_error_can_be_corrected() -> None:
    with pytest.raises(ValueError, match="withdrawal"):
        Case().correct("any", reason=f"{MARK} the child took it back")
