"""What a rule concludes: that there is something, that it is known, and that two rules never say it differently."""

from cse_rules.check.context import Context, Scope
from cse_rules.check.operands import kind_words
from cse_rules.check.practice import check_starts_at
from cse_rules.check.scopes import CHILD, path_kind
from cse_rules.check.strata import Stratum, stratum_of
from cse_rules.facts.kinds import Date
from cse_rules.facts.model import FactType
from cse_rules.rules.ruleset import Act, Raise, Rule


def check_conclusions(ctx: Context, rule: Rule, after: Scope) -> None:
    """Everything of a rule but its condition; `after` holds the names known at the end of it."""
    if not rule.source:
        ctx.error(
            "CSE347", f"rule `{rule.id}` has no source", rule.at, "say on which document it rests, and where in it"
        )
    for name, _ in rule.source:
        ctx.one_of("source", name, ctx.ruleset.sources, rule.places.get(f"source.{name}") or rule.place("source"))
    if stratum_of(rule) is Stratum.PROMPTS and not rule.ask and rule.challenge is None:
        help_ = "add `raise`, `level`, `act`, `ask` or `challenge`"
        ctx.error("CSE340", f"rule `{rule.id}` concludes nothing", rule.at, help_)
    if rule.trigger and not rule.act:
        ctx.error("CSE345", "a trigger acts at once, and this one has no `act`", rule.at)
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        ctx.error("CSE348", "`valid_to` is before `valid_from`", rule.place("valid_to"))
    if rule.raises is not None:
        _raise(ctx, rule.raises)
    if rule.level is not None:
        _level(ctx, rule, rule.level)
    if rule.per is not None:
        _per(ctx, rule, rule.per, after)
    for act in rule.act:
        _act(ctx, rule, act, after)
    check_starts_at(ctx, rule)
    for ask in rule.ask:
        for agency in ask.of:
            ctx.directory_entry(agency, ask.at)


def _raise(ctx: Context, raised: Raise) -> None:
    ctx.one_of("theme", raised.theme, ctx.ruleset.themes, raised.at)
    _band_and_weight(ctx, raised)
    first = ctx.raisers[raised.indicator][0]
    for word in ("kind", "band", "weight", "theme"):
        if getattr(first.raises, word) != getattr(raised, word):
            message = f"`{raised.indicator}` is raised with another {word} than by rule `{first.id}`"
            ctx.error("CSE341", message, raised.at, "one indicator is one thing: choose another code, or say the same")


def _band_and_weight(ctx: Context, raised: Raise) -> None:
    if raised.weight is not None:
        ctx.number(raised.weight, raised.at)
        parameter = ctx.ruleset.parameters.get(raised.weight)
        if parameter and any(isinstance(one.value, int) and one.value < 0 for one in parameter.values):
            ctx.error("CSE342", f"the weight `${raised.weight}` is negative: nothing is subtracted", raised.at)
    if raised.kind == "protective":
        for word, value in (("band", raised.band), ("weight", raised.weight)):
            if value is not None:
                message = f"a protective indicator has no {word}"
                ctx.error("CSE342", message, raised.at, "protection is listed, never subtracted")
    elif raised.band is None:
        if ctx.ruleset.bands:
            help_ = f"one of {', '.join(ctx.ruleset.bands)}"
            ctx.error("CSE342", f"`{raised.indicator}` has no band", raised.at, help_)
    else:
        ctx.one_of("band", raised.band, ctx.ruleset.bands, raised.at)


def _level(ctx: Context, rule: Rule, level: str) -> None:
    scale = ctx.ruleset.scale
    if level not in scale:
        ctx.unknown("level", level, scale, rule.place("level"))
    elif level == scale[0]:
        message = f"`{level}` is the lowest step, which no rule can set"
        ctx.error(
            "CSE343", message, rule.place("level"), "it stands where no rule sets another one and enough was asked"
        )


def _per(ctx: Context, rule: Rule, per: str, after: Scope) -> None:
    if per == CHILD:
        ctx.error("CSE309", "`per: child`, and there is one child", rule.place("per"), "leave it out")
    elif per not in after:
        help_ = "name what a `some` chooses (`as: …`) in the list itself, or in every branch of an `any`"
        ctx.error(
            "CSE309", f"`per: {per}` names no fact that is chosen whenever the rule is met", rule.place("per"), help_
        )
    else:
        chosen = after[per]
        if isinstance(chosen, FactType) and chosen.name == CHILD:
            ctx.error("CSE309", f"`per: {per}` is the child, of whom there is one", rule.place("per"), "leave it out")


def _act(ctx: Context, rule: Rule, act: Act, after: Scope) -> None:
    ctx.directory_entry(act.contact, act.at)
    if act.by is None:
        ctx.error(
            "CSE344",
            "an action without `by`",
            act.at,
            "write `by: immediately`, `by: {time: $name}`, or `by: {time: $name, after: e.to}`",
        )
        return
    if act.by.time is not None:
        ctx.time_due(act.by.time, act.at)
    path = act.by.after
    if path is None:
        return
    kind = path_kind(ctx, path, after)
    if kind is not None and not isinstance(kind, Date):
        ctx.error("CSE344", f"a deadline runs from a time, and `{path}` is {kind_words(kind)}", path.at or act.at)
    elif kind is not None and path.root not in (rule.per, CHILD):
        message = f"the deadline runs from `{path}`, and there may be several `{path.root}`"
        ctx.error("CSE344", message, path.at or act.at, f"add `per: {path.root}`: one action for each")
