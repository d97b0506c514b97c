"""What is defined and never used: no error, for it may be wanted next, but worth a look."""

from collections.abc import Iterable, Iterator

from cse_rules.check.context import Context
from cse_rules.errors import Location
from cse_rules.rules.conditions import Param, Value, parts
from cse_rules.rules.ruleset import Ruleset


def check_unused(ctx: Context) -> None:
    """Parameters, sources, directory entries and observation codes that nothing uses. Retired rules use them too.

    What a pack takes over may be there for what it has switched off.
    """
    ruleset = ctx.ruleset
    conditions = [part for rule in ruleset.rules for part in parts(rule.when)]
    conditions += [part for one in ruleset.guarantees if one.given is not None for part in parts(one.given)]
    words = {part.value for part in conditions if isinstance(part, Value)}
    parameters = {part.name for part in conditions if isinstance(part, Param)} | set(_parameters(ruleset))
    cited = [one.source for one in ruleset.rules] + [one.source for one in ruleset.phrases.values()]
    cited += [source for one in ruleset.practice for source in one.cited]
    sources = {name for source in cited for name, _ in source}
    _unused(
        ctx, "parameter", {f"${name}": one.at for name, one in ruleset.parameters.items() if name not in parameters}
    )
    _unused(ctx, "source", {name: one.at for name, one in ruleset.sources.items() if name not in sources})
    agencies = words | set(_agencies(ruleset))
    _unused(ctx, "directory entry", {name: one.at for name, one in ruleset.directory.items() if name not in agencies})
    # A rule that reads the theme, or every observation, uses all codes without naming one.
    if not any(read.type == "observation" and read.field in ("theme", "grade") for read in ctx.reads):
        codes = {code: one.at for code, one in ruleset.observations.items() if code not in words}
        _unused(ctx, "observation code", codes)


def _unused(ctx: Context, what: str, found: dict[str, Location | None]) -> None:
    tables = [
        table
        for base in ctx.ruleset.bases[:1]
        for table in (base.parameters, base.sources, base.directory, base.observations)
    ]
    for name, at in found.items():
        if not any(name.removeprefix("$") in table for table in tables):
            ctx.warn("CSE357", f"{what} `{name}` is never used", at)


def _parameters(ruleset: Ruleset) -> Iterator[str]:
    """Parameters named outside conditions."""
    named: list[str | None] = [ruleset.fresh_for, ruleset.step_down_window]
    for rule in ruleset.rules:
        named.append(rule.raises.weight if rule.raises else None)
        named += [act.by.time for act in rule.act if act.by]
    named += [name for one in ruleset.practice for name in one.times]
    return (name for name in named if name is not None)


def _agencies(ruleset: Ruleset) -> Iterator[str]:
    """Directory entries named outside conditions."""
    lists: list[Iterable[str | None]] = [[ruleset.refer_to, ruleset.information_to]]
    lists += [(*topic.of, *topic.required) for topic in ruleset.topics.values()]
    lists += [detail.of for detail in ruleset.details]
    lists += [ask.of for rule in ruleset.rules for ask in rule.ask]
    lists += [[act.contact] for rule in ruleset.rules for act in rule.act]
    lists += [[one.then_contact] for one in ruleset.guarantees]
    if ruleset.plan is not None:
        lists += [ruleset.plan.owners, ruleset.plan.to, [one.by for one in ruleset.plan.reviews]]
    return (name for names in lists for name in names if name is not None)
