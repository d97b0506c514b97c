"""A rule that is met only where another one is met as well, from which as much follows."""

from collections.abc import Iterator

from cse_rules.check.implying import Tables, implies
from cse_rules.check.same_shape import renamed
from cse_rules.errors import Severity
from cse_rules.rules.conditions import Pattern, parts
from cse_rules.rules.ruleset import Rule, Ruleset
from cse_rules.workbench.linting import Finding, Linted
from cse_rules.workbench.wider import Wider

CODE = "CSE504"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """Of rules from which the same follows beside a level, each is held against those that may be wider."""
    tables = Tables.of(about.ruleset)
    alike: dict[object, list[Rule]] = {}
    for rule in about.rules:
        alike.setdefault(_beside_the_level(rule), []).append(rule)
    for rules in alike.values():
        wider = Wider.of([rule.when for rule in rules]) if len(rules) > 1 else None
        for number, rule in enumerate(rules if wider is not None else ()):
            for other in wider.than(number) if wider is not None else ():
                said = _said(rule, rules[other], about.ruleset, tables, first=number < other)
                if said is not None:
                    yield said
                    break


def _said(rule: Rule, wider: Rule, ruleset: Ruleset, tables: Tables, *, first: bool) -> Finding | None:
    """What to say of a rule beside a wider one. Of two with the same condition the first stays."""
    if not _as_much(wider, rule, ruleset) or not implies(rule.when, wider.when, tables):
        return None
    if (first or rule.level != wider.level) and implies(wider.when, rule.when, tables):
        return None  # two levels on one condition are the matter of another lint
    more = "the same" if rule.level == wider.level else f"more: the level `{wider.level}`"
    help_ = "leave it out, or let it conclude something of its own"
    return Finding(f"whenever this is met, `{wider.id}` is met, and concludes {more}", rule, help=help_)


def _as_much(wider: Rule, rule: Rule, ruleset: Ruleset) -> bool:
    """Whether another rule, where it is met, concludes as much on every day on which this one is valid."""
    begins = wider.valid_from is None or (rule.valid_from is not None and wider.valid_from <= rule.valid_from)
    ends = wider.valid_to is None or (rule.valid_to is not None and wider.valid_to >= rule.valid_to)
    return begins and ends and ruleset.rank(wider.level) >= ruleset.rank(rule.level)


def _beside_the_level(rule: Rule) -> object:
    """What follows from a rule beside a level; the only fact of a type is the same one under any name."""
    types = [part.type for part in parts(rule.when) if isinstance(part, Pattern)]
    alone = {
        part.name: f"the {part.type}"
        for part in parts(rule.when)
        if isinstance(part, Pattern) and part.name is not None and types.count(part.type) == 1
    }
    per = alone.get(rule.per, rule.per) if rule.per is not None else None
    return rule.raises, renamed(rule.act, alone), rule.ask, rule.challenge, rule.trigger, rule.if_unknown, per
