"""Topics: what can be asked about, so that "nothing was found" can ever be told from "nobody asked"."""

from cse_rules.check.context import Context
from cse_rules.check.scopes import CHILD
from cse_rules.facts.model import INDICATOR
from cse_rules.rules.ruleset import Topic

_BY_CODE = "observation"


def check_topics(ctx: Context) -> None:
    """Topics, observation codes, and whether all that rules read can be asked about."""
    ruleset = ctx.ruleset
    owners: dict[str, str] = {}
    for topic in ruleset.topics.values():
        _topic(ctx, topic, owners)
    for code in ruleset.observations.values():
        ctx.one_of("topic", code.topic, ruleset.topics, code.at)
        ctx.one_of("theme", code.theme, ruleset.themes, code.at)
    for name in ruleset.sufficient:
        ctx.one_of("topic", name, ruleset.topics, ruleset.at)
    if ruleset.fresh_for is not None:
        ctx.span(ruleset.fresh_for, ruleset.at)
    elif ruleset.topics or ruleset.sufficient:
        help_ = "under `sufficient`, write `fresh_for: $name`"
        ctx.error("CSE352", "nothing says how long an answer stands", ruleset.at, help_)
    _unasked(ctx, owners)


def _topic(ctx: Context, topic: Topic, owners: dict[str, str]) -> None:
    for agency in (*topic.of, *topic.required):
        ctx.directory_entry(agency, topic.at)
    for agency in topic.required:
        if agency not in topic.of and agency in ctx.ruleset.directory:
            ctx.error(
                "CSE351", f"`{agency}` must answer about `{topic.id}` and is not asked", topic.at, "add it to `of`"
            )
    for name in topic.types:
        if name not in ctx.model.types:
            ctx.unknown("fact", name, [kind.name for kind in ctx.model.fact_types], topic.at, "CSE301")
        elif name == CHILD or ctx.model.types[name].closed:
            what = "always there" if name == CHILD else "our own record"
            ctx.error("CSE351", f"`{name}` is {what}, and belongs to no topic", topic.at)
        elif name == _BY_CODE:
            ctx.error(
                "CSE351", "each code of an `observation` names its own topic", topic.at, "leave it out of `types`"
            )
        elif owners.setdefault(name, topic.id) != topic.id:
            ctx.error("CSE351", f"`{name}` belongs to the topics `{owners[name]}` and `{topic.id}`", topic.at)


def _unasked(ctx: Context, owners: dict[str, str]) -> None:
    """Open types that a rule reads and nobody can be asked about: their absence could never be told from silence."""
    said = set[str]()
    for rule, name, at in ctx.types_read:
        kind = ctx.model.types.get(name)
        if kind is None or kind.closed or name in (CHILD, _BY_CODE, INDICATOR.name, *owners, *said):
            continue
        said.add(name)
        ctx.rule = rule
        help_ = f"add `{name}` to the `types` of a topic in vocabulary.yaml"
        ctx.error("CSE353", f"`{name}` belongs to no topic, so nobody can be asked about it", at, help_)
    ctx.rule = None
