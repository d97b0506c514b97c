"""A rule with a reachable answer that no scenario shows."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.facts.values import Answer
from cse_rules.render.names import listed
from cse_rules.rules.ruleset import Rule
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE510"
LEVEL = Severity.WARNING

_BY_RULE = {Answer.YES: "met", Answer.NO: "not_met", Answer.NOT_KNOWN: "not_known"}


def find(about: Linted) -> Iterator[Finding]:
    """One finding for a rule, with all the answers that are missing; nothing if the scenarios were not told."""
    missing: dict[str, list[Answer]] = {}
    for name, answer in about.told.missing if about.told is not None else ():
        missing.setdefault(name, []).append(answer)
    for rule in about.rules:
        if rule.id in missing:
            said = listed([str(answer) for answer in missing[rule.id]])
            yield Finding(f"no story shows the answer {said}", rule, help=_how(rule, missing[rule.id]))


def _how(rule: Rule, answers: list[Answer]) -> str:
    """What to write: an action or a level that follows from a rule does not say which rule was answered."""
    wanted = listed([f"`{_BY_RULE[answer]}: [{rule.id}]`" for answer in answers])
    return f"a story shows an answer by expecting it by name: write {wanted} on days on which it is so"
