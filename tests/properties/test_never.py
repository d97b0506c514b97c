"""What is said never to be met is met by nothing."""

from datetime import date, timedelta
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from cse_rules.assess import assess
from cse_rules.engines.reference import Reference
from cse_rules.facts import Answer, Case, Child, Sighting, Span, When
from cse_rules.rules.conditions import (
    All,
    Between,
    FieldTest,
    Not,
    OlderThan,
    Order,
    Param,
    Pattern,
    Some,
    Test,
    Value,
    Within,
)
from cse_rules.rules.ruleset import Parameter, ParameterValue, Rule
from cse_rules.workbench.linting import Linted, registry
from cse_rules.workbench.stretches import empty
from tests.support.looking import of_both
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Shape, Situation
from tests.support.small import ruleset

DAYS = st.dates(date(2016, 1, 1), date(2018, 12, 31))
SPANS = st.builds(Span, st.integers(0, 14), st.sampled_from(["days", "weeks", "months"])) | st.builds(
    Span, st.sampled_from([0, 23, 24, 25, 48, 72, 240]), st.just("hours")
)
DATE = ("date",)


@st.composite
def windows(draw: st.DrawFn) -> tuple[tuple[FieldTest, ...], dict[str, Parameter], Rule]:
    """Two or three tests of one date, parameters that change once, and a rule that is in force for a while."""
    parameters = {}
    for name in ("a", "b"):
        values = [ParameterValue(value=draw(SPANS), since=date(2015, 1, 1), reference="x")]
        if draw(st.booleans()):
            values.append(ParameterValue(value=draw(SPANS), since=draw(DAYS), reference="x"))
        parameters[name] = Parameter(name=name, title=name, values=tuple(values))
    one, two = Param("a"), Param("b")

    def day() -> Value:
        return Value(str(draw(DAYS)))

    def test() -> Test:
        made: Any = draw(
            st.sampled_from(
                [
                    lambda: Within(one),
                    lambda: Within(one, newest=two),
                    lambda: OlderThan(two),
                    lambda: Order("before", day()),
                    lambda: Order("after", day()),
                    lambda: Between(day(), day()),
                ]
            )
        )
        return made()  # type: ignore[no-any-return]

    tests = tuple(FieldTest(DATE, test()) for _ in range(draw(st.integers(2, 3))))
    first = draw(st.none() | DAYS)
    last = draw(st.none() | DAYS.filter(lambda found: first is None or found >= first))
    when = Some(Pattern("sighting", tests))
    return tests, parameters, Rule(id="r", title="r", source=(), when=when, valid_from=first, valid_to=last)


@theorem(st.tuples(windows(), st.data()), share=1, needs=0.15)
def test_a_stretch_of_time_that_is_empty_has_no_day_in_it(premise: Premise, given: Any) -> None:
    (tests, parameters, rule), data = given
    said = empty(list(tests), rule, parameters)
    if not premise.holds(said is not None):
        return
    first, last = rule.valid_from or date(2015, 6, 1), rule.valid_to or date(2019, 6, 1)
    as_of = data.draw(st.dates(first, last))
    near = [as_of, *(date.fromisoformat(str(v)) for one in tests for v in days_of(one.test))]
    days = {day + timedelta(days=step) for day in near for step in (-100, -31, -30, -15, -14, -7, -2, -1, 0, 1, 2)}
    for value in parameters.values():
        for each in value.values:
            if isinstance(each.value, Span):
                start = each.value.before(When.day(as_of).latest).date()
                days |= {start + timedelta(days=step) for step in (-1, 0, 1)}
    records = [Sighting(id=f"s{n}", date=When.day(day)) for n, day in enumerate(sorted(d for d in days if d <= as_of))]
    checked = ruleset()
    case = Case(child=Child(age=15), records=tuple(records), as_of=When.day(as_of))
    world = assess(case, checked, try_answers=False).world
    values = {name: one.on(as_of) for name, one in parameters.items()}
    world = evolve(world, parameters={**world.parameters, **values}, memo={}, kept={})
    assert Reference().answer(rule, world).answer is not Answer.YES, said


def days_of(test: Test) -> list[str]:
    """The days that a test names."""
    match test:
        case Order(_, Value(str(day))):
            return [day]
        case Between(Value(str(first)), Value(str(last))):
            return [first, last]
        case _:
            return []


@theorem(of_both(Shape(against=True)), share=0.5, needs=0.5)
def test_a_rule_whose_clauses_exclude_each_other_is_not_met(premise: Premise, situation: Situation) -> None:
    """Every rule, beside the opposite of every other one: the lint finds those that hold their own opposite."""
    checked = situation.checked
    pairs = [
        Rule(id=f"{one.id}-{two.id}", title="never", source=(), when=All((one.when, Not(two.when))))
        for one in checked.rules[:6]
        for two in checked.rules[:6]
    ]
    about = Linted(evolve(checked, ruleset=evolve(checked.ruleset, rules=tuple(pairs))))
    found = {one.rule.id: one.rule for one in registry()["CSE533"].find(about) if one.rule is not None}
    world = assess(situation.case, checked, try_answers=False).world
    premise.holds(bool(found))
    for rule in found.values():
        assert Reference().answer(rule, world).answer is not Answer.YES, rule.when
