"""How rulesets are made up, for `rulesets`: tables, tests of fields, patterns, conditions, rules."""
