"""Why a ruleset gives no answer to a rule on a day: not there, not in force, retired or switched off."""

from datetime import date

from cse_rules.check import CheckedRuleset
from cse_rules.errors import did_you_mean


def why_not_answered(name: str, checked: CheckedRuleset, day: date) -> str:
    """One sentence, as a message. A rule that comes later is not a rule that is not there."""
    ruleset = checked.ruleset
    rule = next((one for one in ruleset.rules if one.id == name), None)
    off = next((one for one in ruleset.switched_off if one.rule.id == name), None)
    if off is not None:
        return f"rule `{name}` of `{off.base}` is switched off in `{off.pack}`: {off.because}"
    if rule is None:
        hint = did_you_mean(name, [one.id for one in checked.in_force(day).rules])
        return f"there is no rule `{name}` in force on {day}" + (f"; {hint}" if hint else "")
    if rule.status == "retired":
        return f"rule `{name}` is retired: it is kept to be read, and not run"
    if rule.valid_from is not None and day < rule.valid_from:
        return f"rule `{name}` is not yet in force on {day}: it is valid from {rule.valid_from}"
    return f"rule `{name}` is no longer in force on {day}: it was valid to {rule.valid_to}"
