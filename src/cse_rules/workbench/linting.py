"""Lints: what makes sense to the checker and may still not be what its writer meant.

A lint is a module of `workbench.lints` with a `CODE`, a `LEVEL` and a function `find`; its first line says what it
finds.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib import import_module
from pkgutil import iter_modules

from attrs import define, frozen

from cse_rules.check import CheckedRuleset
from cse_rules.errors import Diagnostic, Location, Severity, did_you_mean, in_reading_order
from cse_rules.rules.ruleset import Rule, Ruleset
from cse_rules.workbench import lints
from cse_rules.workbench.scenarios import ScenarioReport

ACCEPTANCE = "CSE500"


@frozen
class Finding:
    """Something that a lint found: in a rule, or in the ruleset's tables if it names none."""

    message: str
    rule: Rule | None = None
    at: Location | None = None
    help: str | None = None


@define
class Linted:
    """What lints look at."""

    checked: CheckedRuleset
    told: ScenarioReport | None = None
    """How the scenarios went; None if they were not told."""

    @property
    def ruleset(self) -> Ruleset:
        """The ruleset as written."""
        return self.checked.ruleset

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that are run, in the order in which they were written."""
        return tuple(rule for rule in self.ruleset.rules if rule.status != "retired")


@frozen
class Lint:
    """A lint by its code: what it is called, what it finds and how much that matters."""

    code: str
    name: str
    level: Severity
    about: str
    find: Callable[[Linted], Iterable[Finding]]
    firm: bool = False
    """Whether no reason can silence it."""


@cache
def registry() -> Mapping[str, Lint]:
    """Every lint, by its code."""
    found = {}
    for module in sorted(iter_modules(lints.__path__), key=lambda one: one.name):
        made = import_module(f"{lints.__name__}.{module.name}")
        about = str(made.__doc__).splitlines()[0].rstrip(".")
        found[made.CODE] = Lint(
            made.CODE, module.name.replace("_", "-"), made.LEVEL, about, made.find, getattr(made, "FIRM", False)
        )
    return dict(sorted(found.items()))


def lint(checked: CheckedRuleset, told: ScenarioReport | None = None) -> tuple[Diagnostic, ...]:
    """Everything that lints find and nobody has accepted with a reason.

    Args:
        checked: a ruleset without errors.
        told: how the scenarios went, from `run_scenarios`; left out if they were not told.
    """
    about = Linted(checked, told)
    used: set[tuple[str | None, str]] = set()
    found = [one for each in registry().values() for one in _of(each, about, used)]
    return in_reading_order([*found, *_needless(about, used)])


def _of(each: Lint, about: Linted, used: set[tuple[str | None, str]]) -> Iterator[Diagnostic]:
    for one in each.find(about):
        accepted = dict(one.rule.accept if one.rule else about.ruleset.accept)
        if each.code in accepted and not each.firm:
            used.add((one.rule.id if one.rule else None, each.code))
            continue
        where = f" in rule `{one.rule.id}`" if one.rule else ""
        at = one.at or (one.rule.at if one.rule else about.ruleset.at)
        yield Diagnostic(each.code, one.message + where, at, help=one.help, severity=each.level)


def _needless(about: Linted, used: set[tuple[str | None, str]]) -> Iterator[Diagnostic]:
    """What is accepted and is not found, or is no lint: it would hide the next mistake."""
    owners: list[tuple[Rule | None, tuple[tuple[str, str], ...], Location | None]]
    owners = [(None, about.ruleset.accept, about.ruleset.at), *((rule, rule.accept, rule.at) for rule in about.rules)]
    for rule, accepted, at in owners:
        for code, _ in accepted:
            where = f" in rule `{rule.id}`" if rule else ""
            if code not in registry():
                help_ = did_you_mean(code, registry())
                yield Diagnostic(ACCEPTANCE, f"`{code}` is no lint{where}", at, help=help_, severity=Severity.ERROR)
            elif registry()[code].firm:
                message = f"`{code}` cannot be accepted{where}"
                yield Diagnostic(ACCEPTANCE, message, at, help="mend what it names", severity=Severity.ERROR)
            elif (rule.id if rule else None, code) not in used and not _untold(code, about):
                message = f"`{code}` is accepted and not found{where}"
                yield Diagnostic(ACCEPTANCE, message, at, help="leave it out", severity=Severity.WARNING)


def _untold(code: str, about: Linted) -> bool:
    return about.told is None and registry()[code].name == "answer-not-shown"
