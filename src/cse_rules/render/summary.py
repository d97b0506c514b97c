"""What a checked ruleset holds, in a few lines."""

from cse_rules.check import CheckedRuleset
from cse_rules.render.deviations import deviation_lines, named
from cse_rules.rules.ruleset import Rule


def render_summary(checked: CheckedRuleset) -> str:
    """How many rules of which sort, how many indicators, and the rules in which facts may count against the result.

    Of a pack, first what it says otherwise than what it extends.
    """
    ruleset = checked.ruleset
    codes = {rule.raises.indicator for rule in checked.rules if rule.raises is not None}
    sorts = [
        (len(checked.indicator_rules), "for indicators"),
        (len(checked.level_rules), "for levels"),
        (len(checked.action_rules), "for actions"),
        (len(checked.prompt_rules), "for questions and challenges"),
    ]
    holds = [
        (len(codes), "indicators"),
        (len(ruleset.parameters), "parameters"),
        (len(ruleset.topics), "topics"),
        (len(ruleset.guarantees), "guarantees"),
    ]
    triggers = sum(rule.trigger for rule in checked.rules)
    rules = ", ".join(f"{number} {what}" for number, what in sorts)
    lines = [
        named(ruleset),
        *deviation_lines(checked),
        f"{len(checked.rules)} rules: {rules}; {triggers} are triggers",
        ", ".join(f"{number} {what}" for number, what in holds),
        _not_monotone(checked.non_monotone),
        *(f"  {rule.id}: {rule.non_monotone}" for rule in checked.non_monotone),
    ]
    return "\n".join(lines) + "\n"


def _not_monotone(rules: tuple[Rule, ...]) -> str:
    if not rules:
        return "more facts can never lower a level or take back a sign"
    number = len(rules)
    return f"{number} rule{'' if number == 1 else 's'} in which more facts can lower a level or take back a sign:"
