"""How actions become a plan."""

from cse_rules.assess.practice import Plan, plan_of
from tests.support.small import case, practised, raising, rule

SIGN = raising("missing", "{some: missing_episode}")
LOW = rule("low", "{raised: missing}", "level: low")
HIGH = rule("high", "{some: disclosure, where: {of: rape}}", "level: high")
CALL = rule(
    "call",
    "{some: disclosure, as: t, where: {of: rape}}",
    "per: t",
    "act: {contact: police, by: immediately, do: Call}",
)
ASK = rule(
    "ask", "{some: missing_episode, as: m}", "per: m", "act: {contact: school, by: {time: $three_days}, do: Ask}"
)
GONE = "missing_episode: {id: m1, from: 2017-06-01, recorded: 2017-06-01}"
TOLD = "disclosure: {id: t1, of: rape, date: 2017-06-02, recorded: 2017-06-02}"
RULES = (SIGN, LOW, HIGH, CALL, ASK)


def plan(*facts: str, as_of: str = "2017-06-05", **parts: str) -> Plan:
    return plan_of(practised(case(*facts, as_of=as_of), *RULES, **parts))


def test_every_action_has_the_role_that_carries_it_out() -> None:
    found = {one.action.id: one.owner for one in plan(GONE, TOLD).actions}
    assert found == {"call/t1": "manager", "ask/m1": "worker"}


def test_what_is_due_in_working_days_is_counted_by_the_calendar() -> None:
    (asked,) = (one.action for one in plan(GONE, as_of="2017-06-05").actions)
    assert (f"{asked.due:%Y-%m-%d}", asked.by, asked.state) == ("2017-06-06", "within 3 working days", "outstanding")
    (late,) = (one.action for one in plan(GONE, as_of="2017-06-07").actions)
    assert late.state == "overdue"


def test_the_situation_is_looked_at_again_so_long_after_it_was_looked_at_last() -> None:
    looked = "assessment: {ruleset: small, level: high, date: 2017-06-02, recorded: 2017-06-02}"
    review = plan(TOLD, looked).review
    assert review is not None
    assert (review.review.by, f"{review.due:%Y-%m-%d}", review.state) == ("social_care", "2017-06-07", "outstanding")
    late = plan(TOLD, looked, as_of="2017-06-08").review
    assert late is not None
    assert late.state == "overdue"


def test_what_nobody_has_looked_at_yet_counts_from_when_the_level_holds() -> None:
    review = plan(TOLD).review
    assert review is not None
    assert (str(review.last), f"{review.due:%Y-%m-%d}") == ("2017-06-02", "2017-06-07")


def test_a_look_without_a_day_leaves_open_when_the_next_one_is_due() -> None:
    review = plan(TOLD, "decision: {outcome: other}").review
    assert review is not None
    assert (review.last, review.due, review.state) == (None, None, "not_known")


def test_a_level_without_a_review_has_none() -> None:
    medium = rule("medium", "{raised: missing}", "level: medium")
    assert plan_of(practised(case(GONE), SIGN, medium)).review is None


def test_the_household_of_a_person_of_concern_does_not_get_the_plan() -> None:
    assert plan(GONE).to == ("mother", "social_care")
    concern = plan(GONE, "person: {id: p1, of_concern: true, household: childs_home}")
    assert (concern.to, concern.withheld) == (("social_care",), ("mother",))


def test_without_a_plan_of_the_ruleset_every_action_is_there_and_nobody_owns_it() -> None:
    found = plan(GONE, TOLD, plan="")
    assert {(one.action.id, one.owner) for one in found.actions} == {("call/t1", None), ("ask/m1", None)}
    assert (found.review, found.to, found.duty) == (None, (), "")


def test_a_year_that_the_calendar_does_not_know_is_among_the_errors() -> None:
    later = practised(case(GONE.replace("2017-06-01", "2040-12-28"), as_of="2040-12-29"), *RULES)
    assert [one for one in later.errors if "2041" in one or "2040" in one]


def test_closing_or_doing_nothing_more_is_no_look_at_the_situation() -> None:
    for outcome in ("closed", "no_further_action"):
        review = plan(TOLD, f"decision: {{outcome: {outcome}, date: 2017-06-05, recorded: 2017-06-05}}").review
        assert review is not None
        assert str(review.last) == "2017-06-02"


def test_a_look_before_the_level_was_there_does_not_make_the_next_one_overdue() -> None:
    review = plan(TOLD, "decision: {outcome: other, date: 2010-01-01, recorded: 2010-01-01}").review
    assert review is not None
    assert (str(review.last), review.state) == ("2017-06-02", "outstanding")
