"""Rules as data: conditions, rules and rulesets. No YAML, no evaluation."""

from cse_rules.rules.ruleset import Rule, Ruleset

__all__ = ["Rule", "Ruleset"]
