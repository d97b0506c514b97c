"""A rule that is met only where another one is met as well, from which as much follows."""

from collections.abc import Iterator

from attrs import evolve

from cse_rules.check.implying import Tables, implies
from cse_rules.check.same_shape import renamed
from cse_rules.errors import Severity
from cse_rules.rules.conditions import (
    All,
    Condition,
    Count,
    Latest,
    Pattern,
    Raised,
    Some,
    Sum,
    parts,
    words_named,
)
from cse_rules.rules.ruleset import Rule, Ruleset
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE504"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """Only rules that ask for the same words of the same facts are held against each other, or it would take long."""
    tables = Tables.of(about.ruleset)
    wide: dict[object, list[int]] = {}
    for number, rule in enumerate(about.rules):
        wide.setdefault((_beside_the_level(rule), _rarest(rule.when)), []).append(number)
    for number, rule in enumerate(about.rules):
        others = sorted({one for key in _keys(rule) for one in wide.get(key, ())} - {number})
        for other in others:
            wider = about.rules[other]
            if not _as_much(wider, rule, about.ruleset) or not implies(rule.when, wider.when, tables):
                continue
            back = implies(wider.when, rule.when, tables)
            if back and (rule.level != wider.level or number < other):
                continue  # of two rules that ask the same the first one stays; two levels are another lint's matter
            help_ = "leave it out, or let it conclude something of its own"
            more = "the same" if rule.level == wider.level else f"more: the level `{wider.level}`"
            yield Finding(f"whenever this is met, `{wider.id}` is met, and concludes {more}", rule, help=help_)
            break


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


def _keys(rule: Rule) -> Iterator[object]:
    beside = _beside_the_level(rule)
    yield beside, None
    for one in set(_asked(rule.when)):
        yield beside, one


def _asked(condition: Condition) -> Iterator[tuple[str, str]]:
    """The fact types that a condition asks for, each alone and with each word that it names alone."""
    for part in parts(condition):
        match part:
            case Pattern(type_name, tests):
                yield type_name, ""
                words = ((test.path, words_named(test)) for test in tests)
                yield from ((type_name, f"{path}: {said[0]}") for path, said in words if len(said) == 1)
            case Sum(sources):
                yield from ((type_name, "") for type_name, _ in sources)
            case Raised(codes):
                yield "indicator", ""
                yield from (("indicator", f"{('code',)}: {code}") for code in codes if len(codes) == 1)


def _rarest(condition: Condition) -> tuple[str, str] | None:
    """Something that every narrower condition must ask for as well; None if it may ask for something else."""
    clauses = condition.conditions if isinstance(condition, All) else (condition,)
    sure = [one for one in clauses if isinstance(one, Some | Count | Latest | Sum | Raised)]
    if not sure:
        return None
    bare = evolve(sure[0].pattern, also=()) if isinstance(sure[0], Some | Count | Latest) else sure[0]
    return max(_asked(Some(bare) if isinstance(bare, Pattern) else bare), key=lambda one: len(one[1]))
