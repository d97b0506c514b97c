"""Packs: what of one must be seen although it is no mistake."""

from datetime import date

from cse_rules.check.context import Context
from cse_rules.check.result import Weakened
from cse_rules.facts.values import Amount
from cse_rules.rules.ruleset import Deviation, Parameter, Ruleset


def check_packs(ctx: Context, weaker: tuple[Weakened, ...] = ()) -> None:
    """Triggers off or weaker, overrides without effect, and values that the base has brought up to date."""
    for one in ctx.ruleset.switched_off:
        if one.rule.trigger:
            message = f"trigger `{one.rule.id}` of `{one.base}` is switched off"
            ctx.warn("CSE382", message, one.at, f"it acts at once no longer, and each report says so: {one.because}")
    for less in weaker:
        message = f"trigger `{less.rule.id}` of `{less.base}` is weaker here: {'; '.join(less.how)}"
        ctx.warn("CSE384", message, less.at, f"each report says so: {less.because}")
    _without_effect(ctx)
    _later_values(ctx)


def _without_effect(ctx: Context) -> None:
    """An override that says what the base says hides that nothing is different."""
    pack = ctx.ruleset
    for base in pack.bases[:1]:
        for one in pack.extends.deviations if pack.extends is not None else ():
            if one.how == "overridden" and _said(one, pack) == _said(one, base):
                ctx.warn("CSE383", f"the override of {one.what} `{one.name}` changes nothing", one.at, "leave it out")


def _said(one: Deviation, ruleset: Ruleset) -> object:
    """What a ruleset says of something that can be overridden; None if it does not have it."""
    match one.what:
        case "parameter":
            found = ruleset.parameters.get(one.name)
            return None if found is None else _timeline(found)
        case "rule" | "trigger":
            return next((rule for rule in ruleset.rules if rule.id == one.name), None)
        case "directory entry":
            return ruleset.directory.get(one.name)
        case "topic":
            return ruleset.topics.get(one.name)
        case "detail question":
            return next((each for each in ruleset.details if f"{each.type}.{each.field}" == one.name), None)
        case "words for level":
            return ruleset.level_words.get(one.name)
        case "level map of":
            return ruleset.level_maps.get(one.name)
        case _:
            return ruleset.scale


def _timeline(parameter: Parameter) -> list[tuple[date, Amount]]:
    """The days on which the value changes, and to what: who says so is another matter."""
    found: list[tuple[date, Amount]] = []
    for dated in sorted(parameter.values, key=lambda one: one.since):
        if not found or found[-1][1] != dated.value:
            found.append((dated.since, dated.value))
    return found


def _later_values(ctx: Context) -> None:
    """A value of the base that is newer than the pack's own: one of the two is out of date."""
    for base in ctx.ruleset.bases[:1]:
        for name, old in base.parameters.items():
            new = ctx.ruleset.parameters.get(name, old)
            last = max(new.values, key=lambda one: one.since, default=None)
            for one in old.values if new != old else ():
                if last is not None and one.since > last.since:
                    message = f"`{base.id}` has a newer value of `${name}`, which does not count here"
                    help_ = f"{one.value} since {one.since}: say what counts from that day on"
                    ctx.warn("CSE381", message, last.at, help_)
