"""Rules as plain sentences, made from the rules alone: what a practitioner reads before approving them."""

from cse_rules.render.sentences.conditions import Clause
from cse_rules.render.sentences.rules import (
    RuleSaid,
    condition_sentence,
    guarantee_sentence,
    parameter_sentence,
    promise,
    rule_sentence,
    say_rule,
)
from cse_rules.render.sentences.words import Speech

__all__ = [
    "Clause",
    "RuleSaid",
    "Speech",
    "condition_sentence",
    "guarantee_sentence",
    "parameter_sentence",
    "promise",
    "rule_sentence",
    "say_rule",
]
