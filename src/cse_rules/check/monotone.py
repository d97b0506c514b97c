"""More facts never lower a level and never take back a trigger: seen from the shape of each rule.

In a rule that raises, sets a level or is a trigger, every fact speaks for the rule. Upper bounds on what one fact says
of itself (an age, a date) are no matter: another fact does not change them. Everything else needs a reason.
"""

from collections.abc import Iterator

from cse_rules.check.context import Context
from cse_rules.check.scopes import Place, places, upper
from cse_rules.check.static import may_pass
from cse_rules.check.strata import Stratum, indicators_read, pattern_of, stratum_of, types_in
from cse_rules.errors import Location
from cse_rules.facts.kinds import Number
from cse_rules.facts.model import INDICATOR, FactType
from cse_rules.rules.conditions import (
    ActionIs,
    Compare,
    Condition,
    Count,
    Equals,
    FieldTest,
    Known,
    Latest,
    LevelIs,
    Not,
    NotEvery,
    Nothing,
    Path,
    Raised,
    Sum,
    Value,
    parts,
)
from cse_rules.rules.ruleset import Rule

_GIVE_A_REASON = "turn it round, or give the reason with `non_monotone: …`"
_NO_OFFSET = "nothing can offset a trigger: move it to a question or a challenge"


def check_monotone(ctx: Context, rule: Rule, found: tuple[Place, ...]) -> None:
    """Whether facts occur positively, and whether protection is ever subtracted."""
    bound = stratum_of(rule) <= Stratum.LEVEL or rule.trigger
    counted_against = [one for place in found for one in _against(ctx, place)]
    if bound and (rule.non_monotone is None or rule.trigger):
        for message, at in counted_against:
            ctx.error("CSE330", message, at, _NO_OFFSET if rule.trigger else _GIVE_A_REASON)
    if rule.non_monotone is not None and not (bound and counted_against):
        ctx.warn("CSE331", "`non_monotone` is not needed", rule.at, "leave it out: no fact counts against this rule")
    if rule.trigger:
        _rests_on(ctx, rule)
    for place in found:
        _protection(ctx, rule, place)


def may_be_taken_back(ctx: Context, condition: Condition) -> bool:
    """Whether another fact, another sign or another level could turn a yes into a no."""
    for place in places(ctx, condition)[0]:
        match place.condition:
            case LevelIs(Compare("at_least" | "more_than")):
                pass
            case LevelIs() | ActionIs():
                return True
            case _ if any(_against(ctx, place)):
                return True
            case _:
                pass
    return False


def _against(ctx: Context, place: Place) -> Iterator[tuple[str, Location | None]]:
    """Each thing in a condition by which another fact, or a detail learned later, could turn a yes into a no."""
    one, at = place.condition, _at(place.condition)
    match one:
        case Nothing():
            yield "`none` lets a fact count against the rule", at
        case Not():
            yield "`not` lets a fact count against the rule", at
        case NotEvery():
            yield "`not_every` lets a fact count against the rule", at
        case Latest():
            yield "`latest` lets a newer fact count against the rule", at
        case Count(_, bound) | Sum(_, _, bound):
            for word in upper(bound.op):
                yield f"`{word}` on a count or a sum lets a fact count against the rule", at
        case _:
            pass
    if isinstance(one, Sum):
        for type_name, name in one.sources:
            kind = ctx.model.types[type_name].kind_of(name) if type_name in ctx.model.types else None
            if isinstance(kind, Number) and (kind.minimum is None or kind.minimum < 0):
                yield f"`{type_name}.{name}` may be negative and lower the sum", at
    yield from _details(ctx, place)


def _details(ctx: Context, place: Place) -> Iterator[tuple[str, Location | None]]:
    for owner, one in _tests(ctx, place.condition):
        if isinstance(one.test, Known) and not one.test.known:
            yield f"`{'.'.join(one.path)}: {{known: false}}` lets what is learned later count against the rule", one.at
        derived = owner.derived.get(one.path[0])
        if derived is not None and not derived.stable and one.test != Equals(Value(True)):
            yield f"another fact can change `{owner.name}.{derived.name}`", one.at
        for path in (part for part in parts(one.test) if isinstance(part, Path) and part.fields):
            root = place.chosen.get(path.root, place.scope.get(path.root))
            read = root.derived.get(path.fields[0]) if isinstance(root, FactType) else None
            if read is not None and not read.stable:
                yield f"another fact can change `{path}`", path.at or one.at


def _tests(ctx: Context, condition: Condition) -> Iterator[tuple[FactType, FieldTest]]:
    """The tests of a condition, each with the type that has the field."""
    pattern = pattern_of(condition)
    more = condition.tests if isinstance(condition, Sum | Latest) else ()
    for name in types_in(condition):
        owner = INDICATOR if name == INDICATOR.name else ctx.model.types.get(name)
        if owner is not None:
            for one in (*(pattern.tests if pattern else ()), *more):
                yield owner, one


def _at(condition: Condition) -> Location | None:
    """Where a condition stands; one without a place of its own stands where its first part does."""
    return next((part.at for part in parts(condition) if getattr(part, "at", None) is not None), None)


def _rests_on(ctx: Context, rule: Rule) -> None:
    """A trigger that rests on an indicator can be taken back if the indicator can."""
    waiting, seen = list(indicators_read(rule)), set[str]()
    while waiting:
        code = waiting.pop()
        if code in seen:
            continue
        seen.add(code)
        for raiser in ctx.raisers.get(code, ()):
            if raiser.non_monotone is not None:
                message = f"the trigger rests on `{code}`, which more facts can take back"
                ctx.error("CSE330", message, _at(rule.when), _NO_OFFSET)
            waiting += indicators_read(raiser)


# --- protection ---------------------------------------------------------------------------------------------


def _protection(ctx: Context, rule: Rule, place: Place) -> None:
    """Protection is listed; it is never subtracted, and never adds to a level."""
    codes = _protective(ctx, place.condition)
    if not codes:
        return
    listed = ", ".join(f"`{code}`" for code in sorted(codes))
    if place.against:
        message = f"protection ({listed}) counts against the rule, under `{place.against[-1]}`"
        ctx.error(
            "CSE332", message, _at(place.condition), "protection is listed beside the level, never subtracted from it"
        )
    elif rule.level is not None:
        help_ = "add `kind: {none_of: [protective]}`"
        ctx.error("CSE333", f"protection ({listed}) would count towards a level", _at(place.condition), help_)


def _protective(ctx: Context, condition: Condition) -> frozenset[str]:
    """The indicators of protection that a condition may read."""
    if isinstance(condition, Raised):
        return frozenset(condition.codes) & ctx.protective
    if INDICATOR.name not in types_in(condition):
        return frozenset()
    pattern = pattern_of(condition)
    tests = condition.tests if isinstance(condition, Sum) else pattern.tests if pattern else ()
    named = tuple(one for one in tests if one.path[0] in ("kind", "code"))  # said, not left to a band or a theme
    raised = [rule.raises for rule in ctx.active if rule.raises is not None and rule.raises.kind == "protective"]
    return frozenset(one.indicator for one in raised if may_pass(ctx, one, named))
