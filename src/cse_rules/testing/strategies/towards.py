"""Cases aimed at the rules of a ruleset: beside every threshold and window, each detail left out in turn."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import DrawFn

from cse_rules.check import CheckedRuleset
from cse_rules.facts.case import Case
from cse_rules.facts.types import Fact
from cse_rules.facts.values import Span, When
from cse_rules.rules.conditions import Condition, Path
from cse_rules.rules.ruleset import Deadline, Rule
from cse_rules.testing.strategies.aimed import Aimed, aimed
from cse_rules.testing.strategies.aims.conditions import Aims
from cse_rules.testing.strategies.aims.fields import Scope
from cse_rules.testing.strategies.aims.plan import Plan
from cse_rules.testing.strategies.aims.twists import STEPS, Twist, twists
from cse_rules.testing.strategies.drawn import remember
from cse_rules.testing.strategies.facts import fact_of


@st.composite
def from_ruleset(
    draw: DrawFn,
    ruleset: CheckedRuleset,
    *,
    rules: Sequence[str] | None = None,
    max_size: int = 2,
    missing: float = 0.25,
    as_of: date | None = None,
) -> Case:
    """Cases aimed at the rules: each meets one, or misses it by one step or for want of one detail.

    A rule is picked and a case is built that meets it, down to the rules that raise what it reads. Then one thing is
    turned: a number, a count, a sum, a window or a deadline comes to lie just below, at or just above its threshold,
    or a detail that the rule asks for is left out. The conditions of the ruleset's guarantees are aimed at as well.

    Args:
        draw: given by Hypothesis.
        ruleset: the ruleset.
        rules: the ids of the rules to aim at; all that are in force if left out.
        max_size: how many facts, that no rule asked for, are added at most.
        missing: how often a detail is missing of which the rule does not ask, from 0 to 1.
        as_of: the day of the assessment; if left out, one on which every parameter has a value.

    Raises:
        InvalidArgument: if the ruleset has no such rule in force on that day.
    """
    source = aimed(ruleset, as_of)
    in_force = ruleset.in_force(source.as_of).rules
    wanted = {rule.id: rule for rule in in_force if rules is None or rule.id in rules}
    strange = sorted(set(rules or ()) - set(wanted))
    if strange:
        raise InvalidArgument(f"no rule `{strange[0]}` is in force on {source.as_of}")
    targets: list[tuple[Condition, Rule | None]] = [(rule.when, rule) for rule in wanted.values()]
    if rules is None:
        targets += [(one.given, None) for one in ruleset.ruleset.guarantees if one.given is not None]
    if not targets:
        raise InvalidArgument("the ruleset has no rule in force on that day")
    condition, rule = draw(st.sampled_from(targets))
    twist = draw(st.sampled_from(twists(condition, rule)))
    plan = Plan(draw, source)
    aims = Aims(plan, twist, ruleset.parameters_on(source.as_of), in_force)
    scope = aims.meet(condition, aims.start)
    if isinstance(twist.part, Deadline) and rule is not None:
        _turn(plan, aims, twist, twist.part, scope)
    case = plan.case(missing)
    case = case.with_fact(*draw(_others(source, case, max_size, missing)))
    return remember(case, ruleset)


def _turn(plan: Plan, aims: Aims, twist: Twist, by: Deadline, scope: Scope) -> None:
    """Let the deadline of an action be tomorrow, today or yesterday: of the fact that it runs from, or of all."""
    span = aims.parameters.get(by.time or "")
    if not isinstance(span, Span) or twist.side is None:
        return
    edge = span.before(When.day(plan.as_of).latest).date()
    day = min(plan.as_of, edge - timedelta(days=STEPS[twist.side]))
    drafts = [scope[by.after.root]] if isinstance(by.after, Path) and by.after.root in scope else list(plan.drafts)
    for draft in plan.drafts:
        if draft not in drafts:
            continue
        name = by.after.fields[0] if by.after is not None else "recorded"
        draft.values[name] = When.day(day)
        if by.after is None:  # nothing is written down before it happened
            late = [key for key, one in draft.values.items() if isinstance(one, When) and one.first_day > day]
            draft.values |= {key: When.day(day) for key in late}


@st.composite
def _others(draw: DrawFn, source: Aimed, case: Case, max_size: int, missing: float) -> list[Fact]:
    """A few facts that no rule asked for."""
    kinds = source.drawable
    ids = {name: [str(one.id) for one in several] for name, several in case.by_type.items()}
    found = []
    for number in range(draw(st.integers(0, max_size))):
        kind = draw(st.sampled_from(kinds))
        fields = {"id": st.just(f"other-{number + 1}"), "same_event_as": st.none()}
        found.append(draw(fact_of(kind, source, ids=ids, missing=missing, fields=fields)))
    return found
