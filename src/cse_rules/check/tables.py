"""The ruleset apart from its rules: scale, directory, vocabulary, parameters, language."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from cse_rules.check.context import Context
from cse_rules.check.practice import check_practice
from cse_rules.check.scopes import kind_in, no_such_field
from cse_rules.errors import Location
from cse_rules.facts.kinds import Code
from cse_rules.rules.ruleset import Parameter

T = TypeVar("T")


def check_tables(ctx: Context) -> None:
    """Every table of the ruleset that its rules may then rely on."""
    _scale(ctx)
    _rule_ids(ctx)
    for parameter in ctx.ruleset.parameters.values():
        _parameter(ctx, parameter)
    _directory(ctx)
    _details(ctx)
    check_practice(ctx)
    for phrase in ctx.ruleset.phrases.values():
        ctx.sources(phrase.source, phrase.at)


def _scale(ctx: Context) -> None:
    ruleset, at = ctx.ruleset, ctx.ruleset.at
    if len(ruleset.scale) < 2:
        ctx.error("CSE350", "`scale` needs two steps or more, the lowest first", at)
    for word, steps in (("scale", ruleset.scale), ("bands", ruleset.bands)):
        for step in _twice(steps):
            ctx.error("CSE350", f"`{step}` is in `{word}` twice", at)
    for level in ruleset.level_words:
        _level(ctx, level, at)
    for mapped in ruleset.level_maps.values():
        for level in mapped.values():
            _level(ctx, level, at)
    if ruleset.step_down_window is not None:
        ctx.span(ruleset.step_down_window, at)
    for entry in (ruleset.refer_to, ruleset.information_to):
        if entry is not None:
            ctx.directory_entry(entry, at)


def _level(ctx: Context, level: str, at: Location | None) -> None:
    ctx.one_of("level", level, ctx.ruleset.scale, at)


def _rule_ids(ctx: Context) -> None:
    first: dict[str, Location | None] = {}
    for rule in ctx.ruleset.rules:
        if rule.id in first:
            at = first[rule.id]
            help_ = f"the first one is at {at}" if at is not None else None
            ctx.error("CSE346", f"two rules have the id `{rule.id}`", rule.at, help_)
        first.setdefault(rule.id, rule.at)


def _parameter(ctx: Context, parameter: Parameter) -> None:
    if not parameter.values:
        ctx.error("CSE354", f"parameter `${parameter.name}` has no value", parameter.at)
    for day in _twice(one.since for one in parameter.values):
        ctx.error("CSE354", f"parameter `${parameter.name}` has two values since {day}", parameter.at)
    if len({isinstance(one.value, int) for one in parameter.values}) > 1:
        ctx.error("CSE354", f"parameter `${parameter.name}` is a number once and a length of time once", parameter.at)


def _directory(ctx: Context) -> None:
    person = ctx.model.types.get("person")
    known = kind_in(person, ("relationship",)) if person else None
    for entry in ctx.ruleset.directory.values():
        if entry.relationship is not None and isinstance(known, Code) and entry.relationship not in known.words:
            ctx.unknown("relationship", entry.relationship, known.words, entry.at)


def _details(ctx: Context) -> None:
    for detail in ctx.ruleset.details:
        for agency in detail.of:
            ctx.directory_entry(agency, detail.at)
        if detail.type not in ctx.model.types:
            ctx.unknown("fact", detail.type, ctx.model.types, detail.at, "CSE301")
            continue
        owner = ctx.model.types[detail.type]
        if kind_in(owner, tuple(detail.field.split("."))) is None:
            no_such_field(ctx, owner, (detail.field,), detail.at)
    for pair in _twice((detail.type, detail.field) for detail in ctx.ruleset.details):
        at = [detail.at for detail in ctx.ruleset.details if (detail.type, detail.field) == pair][-1]
        ctx.error("CSE355", f"two ways to ask for `{pair[0]}.{pair[1]}`", at)


def _twice(words: Iterable[T]) -> list[T]:
    return [word for word, times in Counter(words).items() if times > 1]
