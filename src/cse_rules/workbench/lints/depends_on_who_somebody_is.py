"""A rule that depends on gender or ethnicity."""

from collections.abc import Iterator

from cse_rules.check.scopes import CHILD
from cse_rules.check.strata import pattern_of, types_in
from cse_rules.errors import Severity
from cse_rules.rules.conditions import Count, Latest, Path, Sum, parts, walk
from cse_rules.rules.ruleset import Rule
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE513"
LEVEL = Severity.WARNING

FIELDS = frozenset({"gender", "ethnicity"})


def find(about: Linted) -> Iterator[Finding]:
    """Boys, girls and every background are treated alike; a rule that names one misses the others."""
    for rule in about.rules:
        for owner, field in sorted(set(_read(rule))):
            help_ = "ask for what was done, not for who somebody is"
            yield Finding(f"it depends on `{owner}.{field}`", rule, help=help_)


def _read(rule: Rule) -> Iterator[tuple[str, str]]:
    """The fields of the kind that a rule tests or compares with."""
    chosen = {CHILD: CHILD}
    for one in walk(rule.when):
        pattern = pattern_of(one)
        if pattern is not None and pattern.name:
            chosen[pattern.name] = pattern.type
        tests = (*(pattern.tests if pattern else ()), *(one.tests if isinstance(one, Sum | Latest) else ()))
        for name in types_in(one):
            yield from ((name, test.path[0]) for test in tests if test.path[0] in FIELDS)
        if isinstance(one, Count) and one.distinct in FIELDS:
            yield one.pattern.type, str(one.distinct)
    for part in parts(rule.when):
        if isinstance(part, Path) and part.fields and part.fields[0] in FIELDS:
            yield chosen.get(part.root, part.root), part.fields[0]
