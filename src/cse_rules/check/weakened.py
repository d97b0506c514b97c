"""Triggers that a pack says otherwise so that they act less surely than the base has them.

A pack may sharpen a trigger of its base, and say it in other words; it may not do less in silence.
"""

from collections.abc import Iterator
from datetime import date, datetime

from attrs import frozen

from cse_rules.check.implying import implies
from cse_rules.errors import Location
from cse_rules.facts.values import Span
from cse_rules.rules.ruleset import Act, Rule, Ruleset

_A_DAY = datetime(2000, 1, 1)


@frozen(kw_only=True)
class Weakened:
    """A trigger of a base, as the base has it, and in what the pack's own does less."""

    rule: Rule
    because: str
    """The reason that the pack gives for saying it otherwise."""
    pack: str
    base: str
    how: tuple[str, ...]
    at: Location | None = None


def weakened_triggers(ruleset: Ruleset) -> tuple[Weakened, ...]:
    """Each trigger of a base that acts less surely here, once, with the first reason that is given for it."""
    here = {rule.id: rule for rule in ruleset.rules}
    found: dict[str, Weakened] = {}
    for pack in (ruleset, *ruleset.bases):
        if pack.extends is None:
            continue
        base = pack.extends.base
        said = {one.name: one for one in pack.extends.deviations if one.how == "overridden"}
        for rule in base.rules:
            new = here.get(rule.id)
            if not rule.trigger or rule.status == "retired" or new is None or rule.id in found:
                continue
            how = tuple(_how(rule, new, base, ruleset))
            if how:
                names = (rule.id, *(act.by.time for act in rule.act if act.by is not None and act.by.time is not None))
                reason = next((said[name] for name in names if name in said), None)
                found[rule.id] = Weakened(
                    rule=rule,
                    because=(reason.because if reason else None) or "no reason is given",
                    pack=pack.id,
                    base=base.id,
                    how=how,
                    at=reason.at if reason else new.at,
                )
    return tuple(found.values())


def _how(old: Rule, new: Rule, base: Ruleset, ruleset: Ruleset) -> Iterator[str]:
    if (new.valid_from or date.min) > (old.valid_from or date.min):
        yield f"it is in force from {new.valid_from} on only"
    if (new.valid_to or date.max) < (old.valid_to or date.max):
        yield f"it is in force until {new.valid_to} only"
    if not implies(old.when, new.when):
        yield "nobody can tell that it is met whenever that of the base is"
    if old.level is not None and ruleset.rank(new.level) < ruleset.rank(old.level):
        yield f"it no longer sets the level `{old.level}`"
    for act in old.act:
        if not any(one.contact == act.contact and not _later(act, one, base, ruleset) for one in new.act):
            yield f"it contacts `{act.contact}` later, or not at all"


def _later(old: Act, new: Act, base: Ruleset, ruleset: Ruleset) -> bool:
    was, now = _time(old), _time(new)
    if now is None or was is None:
        return now is not None
    if old.by is not None and new.by is not None and old.by.after != new.by.after:
        return True
    spans = _newest(was, base), _newest(now, ruleset)
    return spans[1].after(_A_DAY) > spans[0].after(_A_DAY)


def _time(act: Act) -> str | None:
    """The name of the time within which; None is immediately."""
    return act.by.time if act.by is not None else None


def _newest(name: str, ruleset: Ruleset) -> Span:
    found = ruleset.parameters.get(name)
    values = sorted(found.values, key=lambda one: one.since) if found is not None else []
    newest = values[-1].value if values else None
    return newest if isinstance(newest, Span) else Span(0, "hours")
