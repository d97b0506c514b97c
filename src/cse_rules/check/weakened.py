"""Triggers of a base that a pack has, and that act less there: later, for somebody else, or in fewer cases.

What is not certainly as much counts as less: nobody may find out from a child that it was.
"""

from collections.abc import Iterator

from cse_rules.check.implying import Tables, implies
from cse_rules.check.result import Weakened
from cse_rules.check.same_shape import renamed
from cse_rules.facts.model import INDICATOR
from cse_rules.rules.conditions import Param, Pattern, Raised, Sum, parts
from cse_rules.rules.ruleset import Act, Deviation, Rule, Ruleset


def weakened(ruleset: Ruleset) -> tuple[Weakened, ...]:
    """Every trigger of a base that is still there and is not certainly as much as it was; none for no pack."""
    here = {rule.id: rule for rule in ruleset.rules}
    found: dict[str, Weakened] = {}
    for position, base in enumerate(ruleset.bases):
        above = (ruleset, *ruleset.bases[:position])
        for rule in base.rules:
            instead = here.get(rule.id)
            if not rule.trigger or rule.status == "retired" or instead is None or rule.id in found:
                continue
            how = tuple(_less(rule, instead, base, ruleset))
            if how:
                pack, said = _who(rule, base, above)
                found[rule.id] = Weakened(
                    rule=rule, instead=instead, how=how, because=(said.because if said else None) or "no reason given",
                    pack=pack.id, base=base.id, at=said.at if said and said.at else instead.at,
                )  # fmt: skip
    return tuple(found[name] for name in sorted(found))


def _who(rule: Rule, base: Ruleset, above: tuple[Ruleset, ...]) -> tuple[Ruleset, Deviation | None]:
    """The pack that says the trigger otherwise, or something that it rests on, and where; the nearest one."""
    behind = _behind(rule, base)
    names = {
        "trigger": {rule.id},
        "rule": {one.id for one in behind},
        "parameter": {name for one in behind for name in one.parameters},
    }
    for what, known in names.items():
        for pack in above:
            for one in pack.extends.deviations if pack.extends is not None else ():
                if one.how != "added" and one.what == what and one.name in known:
                    return pack, one
    return above[0], None


def _behind(rule: Rule, base: Ruleset) -> list[Rule]:
    """The trigger, and the rules that raise what it waits for, and what these wait for."""
    found: dict[str, Rule] = {}
    waiting = [rule]
    while waiting:
        one = waiting.pop()
        if one.id not in found:
            found[one.id] = one
            waiting += _raisers(one, base)
    return list(found.values())


def _raisers(rule: Rule, base: Ruleset) -> list[Rule]:
    """The rules that raise an indicator that a rule names; all that raise, where it names none."""
    codes: set[str] = set()
    for part in parts(rule.when):
        if isinstance(part, Raised):
            codes |= set(part.codes)
        elif (isinstance(part, Pattern) and part.type == INDICATOR.name) or (
            isinstance(part, Sum) and any(name == INDICATOR.name for name, _ in part.sources)
        ):
            codes |= {one.raises.indicator for one in base.rules if one.raises is not None}
    return [one for one in base.rules if one.raises is not None and one.raises.indicator in codes]


# --- what is less ---------------------------------------------------------------------------------------------


def _less(rule: Rule, instead: Rule, base: Ruleset, ruleset: Ruleset) -> Iterator[str]:
    tables = Tables.of(base, ruleset)
    yield from _in_force(rule, instead)
    if not implies(rule.when, instead.when, tables):
        yield "its condition may leave out what was in it"
    here = {one.id: one for one in ruleset.rules}
    for one in _behind(rule, base)[1:]:
        other = here.get(one.id)
        if other is None or other.raises != one.raises:
            yield f"it rests on rule `{one.id}`, which does not raise `{one.raises and one.raises.indicator}` here"
        elif not implies(one.when, other.when, tables) or any(_in_force(one, other)):
            yield f"it rests on rule `{one.id}`, whose condition may leave out here what was in it"
    names = (_alone(rule), _alone(instead))
    mine, theirs = (renamed(one.act, each) for one, each in zip((rule, instead), names, strict=True))
    for act in mine:
        yield from _act(act, theirs, tables)
    if rule.level is not None and ruleset.rank(instead.level) < ruleset.rank(rule.level):
        yield f"it sets {f'only the level `{instead.level}`' if instead.level else 'no level'}"
    if rule.raises is not None and instead.raises != rule.raises:
        yield f"it does not raise `{rule.raises.indicator}` as it did"


def _in_force(rule: Rule, instead: Rule) -> Iterator[str]:
    if instead.valid_from is not None and (rule.valid_from is None or rule.valid_from < instead.valid_from):
        yield f"it is not in force before {instead.valid_from}"
    if instead.valid_to is not None and (rule.valid_to is None or rule.valid_to > instead.valid_to):
        yield f"it is not in force after {instead.valid_to}"


def _alone(rule: Rule) -> dict[str, str]:
    """For each fact that is the only one of its type in a condition: one name that it has in every condition."""
    patterns = [part for part in parts(rule.when) if isinstance(part, Pattern)]
    types = [one.type for one in patterns]
    return {one.name: f"the {one.type}" for one in patterns if one.name is not None and types.count(one.type) == 1}


def _act(act: Act, others: tuple[Act, ...], tables: Tables) -> Iterator[str]:
    """What an action lacks that stands in for another one: the one that lacks least."""
    same = [one for one in others if one.contact == act.contact]
    if not same:
        yield f"`{act.contact}` is not contacted"
        return
    lacking = [
        [
            *([f"`{act.contact}` may be contacted later"] if _later(act, one, tables) else []),
            *(f"`{act.contact}` is not told of “{what}”" for what in act.include if what not in one.include),
        ]
        for one in same
    ]
    yield from min(lacking, key=len)


def _later(act: Act, instead: Act, tables: Tables) -> bool:
    mine, theirs = act.by, instead.by
    if theirs is None or mine is None:
        return theirs is None and mine is not None
    if theirs.time is None:
        return False
    if mine.time is None or mine.after != theirs.after:
        return True
    return not tables.turned.at_most_as_long(Param(theirs.time), Param(mine.time))
