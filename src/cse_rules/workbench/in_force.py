"""What of a ruleset counts on a day, and what came or went over time: rules by their dates, parameters by theirs."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal

from attrs import field, frozen

from cse_rules.check import CheckedRuleset
from cse_rules.facts.values import Amount
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.rules.ruleset import ParameterValue, Rule


@frozen(kw_only=True)
class Change:
    """One thing that is different from a day on."""

    day: date
    """The first day on which it counts."""
    how: Literal["comes into force", "is no longer in force", "has a new value"]
    name: str
    """The id of the rule, or the name of the parameter."""
    rule: Rule | None = None
    value: Amount | None = None
    before: Amount | None = None
    """What the parameter was worth until then; None if it had no value."""


@frozen(kw_only=True)
class Shown:
    """A ruleset as it is on one day."""

    checked: CheckedRuleset = field(repr=False)
    on: date
    rules: tuple[Rule, ...]
    """Those that an assessment of that day runs, in the order in which they were written."""
    not_in_force: tuple[Rule, ...]
    """Those that come later, or are past."""
    values: dict[str, ParameterValue]
    since: date | None = None
    changes: tuple[Change, ...] = ()
    """What came or went after `since` and until `on`."""
    next: tuple[Change, ...] = ()
    """What is different on the first later day on which anything is."""


def show(checked: CheckedRuleset, *, on: date, since: date | None = None) -> Shown:
    """The ruleset in force on a day.

    Args:
        checked: the ruleset with all its dates.
        on: the day.
        since: with everything that came or went after this day, until `on`.

    Raises:
        ValueError: if `since` is later than `on`.
    """
    if since is not None and since > on:
        raise ValueError("`since` is later than `on`")
    running = {rule.id for rule in checked.in_force(on).rules}
    every = [rule for rule in checked.ruleset.rules if rule.status != "retired"]
    dated = changes(checked)
    later = [one for one in dated if one.day > on]
    return Shown(
        checked=checked,
        on=on,
        rules=tuple(rule for rule in every if rule.id in running),
        not_in_force=tuple(rule for rule in every if rule.id not in running),
        values=dict(checked.values_on(on)),
        since=since,
        changes=tuple(one for one in dated if since is not None and since < one.day <= on),
        next=tuple(one for one in later if one.day == later[0].day),
    )


def changes(checked: CheckedRuleset) -> tuple[Change, ...]:
    """Everything that is ever different from a day on, in the order of these days."""
    found = [*_of_rules(checked), *_of_parameters(checked)]
    return tuple(sorted(found, key=lambda one: (one.day, one.rule is None, one.how, one.name)))


def _of_rules(checked: CheckedRuleset) -> Iterator[Change]:
    for rule in checked.rules:
        if rule.valid_from is not None:
            yield Change(day=rule.valid_from, how="comes into force", name=rule.id, rule=rule)
        if rule.valid_to is not None and rule.valid_to < date.max:
            day = rule.valid_to + timedelta(days=1)
            yield Change(day=day, how="is no longer in force", name=rule.id, rule=rule)


def _of_parameters(checked: CheckedRuleset) -> Iterator[Change]:
    for name, parameter in checked.ruleset.parameters.items():
        before: Amount | None = None
        for dated in sorted(parameter.values, key=lambda one: one.since):
            if dated.value != before:
                yield Change(day=dated.since, how="has a new value", name=name, value=dated.value, before=before)
            before = dated.value


def shown_sections(found: Shown) -> tuple[Section, ...]:
    """The rules and parameters of the day, what is switched off, and what came or went."""
    ruleset = found.checked.ruleset
    bases = [Line(f"built upon {one.title}, edition {one.edition}", mark=" ") for one in ruleset.bases]
    head = f"{ruleset.title}, edition {ruleset.edition} ({ruleset.status}), on {found.on}"
    counts = f"{_rules(len(found.rules))} in force, {len(found.not_in_force)} not in force on that day"
    off = [
        Line(f"{'TRIGGER ' if one.rule.trigger else ''}{one.rule.id}: {one.rule.title}", [quiet(one.because)])
        for one in ruleset.switched_off
    ]
    weaker = [
        Line(f"TRIGGER {one.rule.id}: {one.rule.title}", [*map(Line, one.how), quiet(one.because)])
        for one in found.checked.weakened
    ]
    sections = (
        Section(head, [*bases, Line(counts, mark=" ")]),
        Section("Switched off by the pack", off),
        Section("Weaker in the pack", weaker),
        *_since(found),
        Section("Rules in force", [_rule(rule) for rule in found.rules]),
        Section("Rules not in force on that day", [_rule(rule) for rule in found.not_in_force]),
        Section("Parameters on that day", [_parameter(name, found) for name in ruleset.parameters]),
        Section("What changes next", [_change(one) for one in found.next]),
    )
    return tuple(one for one in sections if one.lines)


def _since(found: Shown) -> Iterator[Section]:
    if found.since is not None:
        nothing = Line("nothing came and nothing went", mark=" ")
        yield Section(f"Since {found.since}", [_change(one) for one in found.changes] or [nothing])


def _rules(number: int) -> str:
    return f"{number} rule{'' if number == 1 else 's'}"


def _rule(rule: Rule) -> Line:
    dates = [f"from {rule.valid_from}"] if rule.valid_from else []
    dates += [f"to {rule.valid_to}"] if rule.valid_to else []
    when = f" ({' '.join(dates)})" if dates else ""
    return Line(f"{'TRIGGER ' if rule.trigger else ''}{rule.id}: {rule.title}{when}")


def _parameter(name: str, found: Shown) -> Line:
    parameter, dated = found.checked.ruleset.parameters[name], found.values.get(name)
    if dated is None:
        first = min(one.since for one in parameter.values)
        return Line(f"${name}: no value yet, its first one is from {first}", tone="strong")
    return Line(f"${name} = {dated.value}, since {dated.since}: {parameter.title}", [quiet(dated.reference)])


def _change(one: Change) -> Line:
    if one.rule is not None:
        return Line(f"{one.day}: rule {one.name} {one.how}: {one.rule.title}")
    was = "had no value before" if one.before is None else f"was {one.before}"
    return Line(f"{one.day}: ${one.name} is {one.value}, and {was}")


def shown_data(found: Shown) -> dict[str, Any]:
    """The same as plain data."""
    ruleset = found.checked.ruleset
    return {
        "ruleset": {"id": ruleset.id, "edition": ruleset.edition, "hash": ruleset.content_hash},
        "extends": [{"id": one.id, "edition": one.edition, "hash": one.content_hash} for one in ruleset.bases],
        "on": str(found.on),
        "since": str(found.since) if found.since else None,
        "rules": [_rule_data(rule) for rule in found.rules],
        "not_in_force": [_rule_data(rule) for rule in found.not_in_force],
        "switched_off": [
            {"rule": one.rule.id, "title": one.rule.title, "trigger": one.rule.trigger, "because": one.because}
            for one in ruleset.switched_off
        ],
        "weakened": [
            {"rule": one.rule.id, "title": one.rule.title, "how": list(one.how), "because": one.because}
            for one in found.checked.weakened
        ],
        "parameters": {
            name: {"value": _plain(one.value), "since": str(one.since), "reference": one.reference}
            for name, one in found.values.items()
        },
        "without_value": [name for name in ruleset.parameters if name not in found.values],
        "changes": [_change_data(one) for one in found.changes],
        "next": [_change_data(one) for one in found.next],
    }


def _rule_data(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": rule.title,
        "trigger": rule.trigger,
        "valid_from": str(rule.valid_from) if rule.valid_from else None,
        "valid_to": str(rule.valid_to) if rule.valid_to else None,
    }


def _change_data(one: Change) -> dict[str, Any]:
    if one.rule is not None:
        return {"day": str(one.day), "rule": one.name, "how": one.how}
    return {
        "day": str(one.day), "parameter": one.name, "how": one.how, "value": _plain(one.value),
        "before": _plain(one.before),
    }  # fmt: skip


def _plain(value: Amount | None) -> int | str | None:
    return value if value is None or isinstance(value, int) else str(value)
