"""The one way in: a ruleset as written becomes a checked one, or every problem in it is named."""

from cse_rules.check.conclusions import check_conclusions
from cse_rules.check.conditions import check_types
from cse_rules.check.context import Context
from cse_rules.check.contradictions import check_contradictions
from cse_rules.check.guarantees import check_guarantees
from cse_rules.check.kept import check_kept
from cse_rules.check.monotone import check_monotone
from cse_rules.check.packs import check_packs
from cse_rules.check.reachable import reachable_answers
from cse_rules.check.result import CheckedRuleset, made_by_check
from cse_rules.check.scopes import check_names, places
from cse_rules.check.strata import Stratum, check_reading, in_order, stratum_of
from cse_rules.check.tables import check_tables
from cse_rules.check.topics import check_topics
from cse_rules.check.unused import check_unused
from cse_rules.check.weakened import weakened
from cse_rules.errors import RulesetError, in_reading_order
from cse_rules.facts.model import FACTS, FactModel
from cse_rules.rules.ruleset import Rule, Ruleset


def check(ruleset: Ruleset, *, model: FactModel = FACTS) -> CheckedRuleset:
    """Prove that a ruleset makes sense: every name is there, every test fits its field, no rule can take back a level.

    Args:
        ruleset: as read; it is not changed.
        model: the fact types that its rules may read.

    Raises:
        RulesetError: naming every error at once. Warnings alone do not stop; they are in the result.
    """
    ctx = Context(ruleset, model)
    check_tables(ctx)
    for rule in ctx.active:
        _check_rule(ctx, rule)
    ctx.rule = ctx.when = None
    ordered = in_order(ctx)
    check_guarantees(ctx)
    check_topics(ctx)
    check_kept(ctx)
    less = () if ctx.errors else weakened(ruleset)
    check_packs(ctx, less)
    # What a case can make a rule answer is worked out only for rules that make sense.
    reachable = {} if ctx.errors else reachable_answers(ctx, ordered)
    if ctx.errors:
        raise RulesetError(ctx.errors)
    check_unused(ctx)

    def of(stratum: Stratum) -> tuple[Rule, ...]:
        return tuple(rule for rule in ctx.active if stratum_of(rule) is stratum)

    return made_by_check(
        ruleset=ruleset,
        model=model,
        indicator_rules=ordered,
        level_rules=of(Stratum.LEVEL),
        action_rules=of(Stratum.ACTIONS),
        prompt_rules=of(Stratum.PROMPTS),
        warnings=in_reading_order(ctx.problems),
        reachable=reachable,
        weakened=less,
        non_monotone=tuple(rule for rule in ctx.active if rule.non_monotone and stratum_of(rule) <= Stratum.LEVEL),
    )


def _check_rule(ctx: Context, rule: Rule) -> None:
    ctx.rule, ctx.when = rule, rule.when
    found, after = places(ctx, rule.when)
    ends = [act.by.after.root for act in rule.act if act.by and act.by.after]
    check_names(ctx, rule.when, after, [*ends, *([rule.per] if rule.per else [])])
    for place in found:
        check_types(ctx, place)
        check_contradictions(ctx, place)
    check_conclusions(ctx, rule, after)
    check_reading(ctx, rule, found)
    check_monotone(ctx, rule, found)
