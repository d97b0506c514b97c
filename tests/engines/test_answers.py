import pytest

from cse_rules.engines.answers import Choice, Outcome
from cse_rules.facts import Answer

CERTAIN = Choice(evidence=frozenset({"m1"}))
OTHER = Choice(evidence=frozenset({"m2"}))
LEAD = Choice(certain=False, evidence=frozenset({"m3"}), leads=frozenset({("m3", "to")}))
UNASKED = Choice(certain=False, not_asked=frozenset({"health"}))


@pytest.mark.parametrize(
    ("outcome", "answer", "possible"),
    [
        (Outcome(), Answer.NO, False),
        (Outcome((CERTAIN,)), Answer.YES, True),
        (Outcome((LEAD, CERTAIN)), Answer.YES, True),
        (Outcome((LEAD,)), Answer.NOT_KNOWN, True),
        (Outcome(open=frozenset({"health"})), Answer.NOT_KNOWN, False),
        (Outcome((CERTAIN,), open=frozenset({"health"})), Answer.YES, True),
        (Outcome(failed="ValueError"), Answer.NOT_KNOWN, True),
        (Outcome(closed_by=frozenset({"e1"})), Answer.NO, False),
    ],
)
def test_any_certain_choice_is_a_yes_and_a_possible_one_or_an_open_topic_is_not_known(
    outcome: Outcome, answer: Answer, possible: bool
) -> None:
    assert (answer, possible) == (outcome.answer, outcome.possible)


@pytest.mark.parametrize(
    ("outcome", "evidence"),
    [
        (Outcome((CERTAIN, OTHER, LEAD)), {"m1", "m2"}),
        (Outcome(closed_by=frozenset({"e1", "e2"})), {"e1", "e2"}),
        (Outcome((LEAD,), closed_by=frozenset({"e1"})), set()),
        (Outcome((CERTAIN,), closed_by=frozenset({"e1"})), {"m1"}),
    ],
)
def test_evidence_is_every_fact_of_a_yes_and_every_enquiry_of_a_no(outcome: Outcome, evidence: set[str]) -> None:
    assert evidence == outcome.evidence


def test_the_reasons_for_not_knowing_come_from_choices_that_are_not_certain() -> None:
    outcome = Outcome((CERTAIN, LEAD, UNASKED), open=frozenset({"missing"}))

    assert (frozenset({("m3", "to")}), frozenset({"health", "missing"})) == (outcome.leads, outcome.not_asked)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome((LEAD, CERTAIN), open=frozenset({"missing"})), Outcome((CERTAIN,))),
        (Outcome((LEAD,), open=frozenset({"missing"})), Outcome((LEAD,), open=frozenset({"missing"}))),
        (Outcome(closed_by=frozenset({"e1"})), Outcome(closed_by=frozenset({"e1"}))),
    ],
)
def test_a_yes_is_settled_without_what_could_only_have_made_it_one(outcome: Outcome, expected: Outcome) -> None:
    assert expected == outcome.settled
