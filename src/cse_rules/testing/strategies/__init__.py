"""Strategies for facts, cases, rulesets and growing cases. They import facts, rules and the checker, and no engine."""
