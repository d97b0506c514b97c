"""Drawn rules: a condition with conclusions that fit it."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs
from hypothesis import strategies as st

from cse_rules.facts.model import FactModel
from cse_rules.rules.conditions import (
    ActionIs,
    All,
    Compare,
    Condition,
    Equals,
    LevelIs,
    OneOf,
    Path,
    Pattern,
    Some,
    Value,
    parts,
)
from cse_rules.rules.ruleset import Act, Ask, Challenge, Deadline, Raise, Rule
from cse_rules.testing.strategies.rulemaking.conditions import Maker
from cse_rules.testing.strategies.rulemaking.tables import BANDS


def _without_unused_names(condition: Condition, outside: set[str]) -> Condition:
    """A name that is given and never used is an error; here it is dropped."""
    used = {part.root for part in parts(condition) if isinstance(part, Path)} | outside

    def cleaned(node: Any) -> Any:
        if isinstance(node, tuple):
            return tuple(map(cleaned, node))
        if not attrs.has(type(node)):
            return node
        changes = {one.name: cleaned(getattr(node, one.name)) for one in attrs.fields(type(node)) if one.eq}
        if isinstance(node, Pattern) and node.name not in used:
            changes["name"] = None
        return attrs.evolve(node, **changes)

    result: Condition = cleaned(condition)
    return result


def _chosen(condition: Condition) -> dict[str, str]:
    """The names that stand whenever the rule is met, with their types."""
    several = condition.conditions if isinstance(condition, All) else (condition,)
    return {one.pattern.name: one.pattern.type for one in several if isinstance(one, Some) and one.pattern.name}


def acts(make: Maker, condition: Condition, *, at_once: bool) -> tuple[Act, ...]:
    """What a rule calls for; the deadline may run from the time of a chosen fact."""
    made = []
    dated = [name for name, owner in _chosen(condition).items() if owner in ("sighting", "contact", "observation")]
    for number in range(make.one(1, 1, 2)):
        after = Path(dated[0], ("date",)) if dated and make.chance(40) else None
        by = Deadline() if at_once or make.chance(30) else Deadline(time=make.one("week", "clock"), after=after)
        made.append(Act(contact=make.one("police", "council", "school", "parent"), by=by, do=f"do {number}"))
    return tuple(made)


def rule_of(number: int, make: Maker, condition: Condition, **more: Any) -> Rule:
    """A rule with this condition; perhaps one finding for each choice of a fact."""
    per = None
    names = _chosen(condition)
    if names and make.chance(40):
        per = make.one(*sorted(names))
    for act in more.get("act", ()):
        if act.by.after is not None:  # the deadline of each one runs from its own time
            per = act.by.after.root
    return Rule(
        id=f"r{number}",
        title=f"Rule {number}",
        source=(("paper", str(number)),),
        when=_without_unused_names(condition, {per} if per else set()),
        per=per,
        if_unknown=make.one("ask", "ask", "ask", "presume", "quiet"),
        **more,
    )


def indicators(make: Maker, number: int) -> dict[str, Raise]:
    """The indicators that the rules of a ruleset may raise, of which there are so many."""
    codes = {}
    for name in (f"i{each}" for each in range(1, max(3, number) + 1)):
        kind = make.one("harm", "risk", "risk", "vulnerability", "protective")
        protective = kind == "protective"
        codes[name] = Raise(
            indicator=name,
            kind=kind,
            theme=make.one("one", "two"),
            band=None if protective else make.one(*BANDS),
            weight=None if protective else make.one("light", "heavy", None),
        )
    return codes


def later_rules(draw: st.DrawFn, raised: Mapping[str, Raise], number: int, model: FactModel) -> list[Rule]:
    """Rules that act, ask or challenge: they may read the level, and facts may count against them."""
    made: list[Rule] = []
    make = Maker(draw, {code: one for code, one in raised.items() if one.kind != "protective"}, model)

    def condition() -> Condition:
        level = LevelIs(make.one(Compare("at_least", Value("medium")), Equals(Value("low")), OneOf((Value("high"),))))
        found: Callable[[], Condition] = make.one(
            lambda: level, lambda: make.condition(True), lambda: make.condition(True),
            lambda: make.of_indicators(False) or level,
            lambda: All((level, make.condition(True))),
        )  # fmt: skip
        return found()

    for _ in range(draw(st.integers(0, 2))):
        when = condition()
        made.append(rule_of(number + len(made), make, when, act=acts(make, when, at_once=False)))
    acting = [rule.id for rule in made]
    for _ in range(draw(st.integers(0, 2))):
        challenge = Challenge(say="Why?", because="It matters.")
        ask = (Ask(say="What?", of=(make.one("police", "parent"),)),)
        if acting and make.chance(50):
            state = ActionIs(make.one(*acting), make.one("outstanding", "overdue", "done"))
            made.append(rule_of(number + len(made), make, state, challenge=challenge))
        else:
            conclusion: dict[str, Any] = {"challenge": challenge} if make.chance(50) else {"ask": ask}
            made.append(rule_of(number + len(made), make, condition(), **conclusion))
    return made
