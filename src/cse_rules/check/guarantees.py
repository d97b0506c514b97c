"""Guarantees: that what the ruleset promises can be stated, and is not broken by the shape of its rules."""

from cse_rules.check.conditions import check_types
from cse_rules.check.context import Context, Read
from cse_rules.check.scopes import CHILD, check_names, no_such_field, places
from cse_rules.check.strata import Stratum, stratum_of
from cse_rules.rules.conditions import ActionIs, Condition, LevelIs
from cse_rules.rules.ruleset import Guarantee

_READ_WITH_THE_CHILD = {"child_age": ("born", "age"), "age_gap": ("born", "age"), "older": ("born", "age")}
"""Derived fields of other types that are worked out from fields of the child as well."""


def check_guarantees(ctx: Context) -> None:
    """Every guarantee of the ruleset."""
    rules_read = tuple(ctx.reads)
    for one in ctx.ruleset.guarantees:
        if one.given is not None:
            _given(ctx, one, one.given)
        if one.monotone:
            _monotone(ctx, one)
        for type_name, name in one.independent_of:
            _independent(ctx, one, type_name, name, rules_read)


def _given(ctx: Context, one: Guarantee, given: Condition) -> None:
    ctx.when = given
    found, after = places(ctx, given)
    check_names(ctx, given, after, ())
    for place in found:
        check_types(ctx, place)
        if isinstance(place.condition, LevelIs | ActionIs):
            ctx.error("CSE360", "a guarantee is about facts and indicators", place.condition.at)
    ctx.when = None
    if one.then_contact is not None:
        ctx.directory_entry(one.then_contact, one.at)
    if one.then_level is not None:
        ctx.one_of("level", one.then_level, ctx.ruleset.scale, one.at)


def _monotone(ctx: Context, one: Guarantee) -> None:
    for rule in ctx.active:
        if rule.non_monotone is not None and stratum_of(rule) <= Stratum.LEVEL:
            message = (
                f"rule `{rule.id}` is `non_monotone`, and the ruleset guarantees that more facts never lower the level"
            )
            help_ = f"the guarantee is at {one.at}" if one.at is not None else None
            ctx.error("CSE361", message, rule.at, help_)


def _independent(ctx: Context, one: Guarantee, type_name: str, name: str, rules_read: tuple[Read, ...]) -> None:
    if type_name not in ctx.model.types:
        ctx.unknown("fact", type_name, ctx.model.types, one.at, "CSE301")
        return
    owner = ctx.model.types[type_name]
    if owner.kind_of(name) is None:
        no_such_field(ctx, owner, (name,), one.at)
        return
    for read in rules_read:
        if (type_name, name) in _all_read(ctx, read):
            ctx.rule = read.rule
            through = "" if (read.type, read.field) == (type_name, name) else f" through `{read.type}.{read.field}`"
            message = f"`{type_name}.{name}` is read{through}, and the ruleset guarantees that nothing depends on it"
            ctx.error("CSE362", message, read.at)
    ctx.rule = None


def _all_read(ctx: Context, read: Read) -> set[tuple[str, str]]:
    """The field itself, and what it is worked out from."""
    found = {(read.type, read.field)}
    owner = ctx.model.types.get(read.type)
    derived = owner.derived.get(read.field) if owner else None
    if derived is not None:
        found.add((read.type, derived.needs))
        found |= {(CHILD, name) for name in _READ_WITH_THE_CHILD.get(read.field, ())}
    return found
