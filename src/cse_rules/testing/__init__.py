"""Strategies and checks for those who embed or extend the library."""

import cse_rules_hypothesis

cse_rules_hypothesis.register()
