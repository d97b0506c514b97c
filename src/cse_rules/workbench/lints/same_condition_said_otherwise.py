"""Two rules with the same condition that raise different indicators or set different levels."""

from collections.abc import Iterator

from cse_rules.check.same_shape import shape
from cse_rules.errors import Severity
from cse_rules.rules.ruleset import Rule
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE505"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """What a rule does beside that, such as asking, may well stand in a rule of its own.

    What facts are called, and in which order things stand, makes no other condition.
    """
    first: dict[object, Rule] = {}
    for rule in about.rules:
        for word, said in (("raises", rule.raises and rule.raises.indicator), ("sets the level", rule.level)):
            if said is None:
                continue
            key = (word, shape(rule.when), rule.valid_from, rule.valid_to)
            other = first.setdefault(key, rule)
            there = other.raises and other.raises.indicator if word == "raises" else other.level
            if there != said:
                message = f"`{other.id}` has the same condition and {word} `{there}`; this one {word} `{said}`"
                yield Finding(message, rule, help="one of the two conditions may be meant otherwise")
