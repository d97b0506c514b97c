"""Words of the ruleset's own language list in the ruleset's own text."""

from collections.abc import Iterator

from cse_rules.derive.phrases import phrases_in
from cse_rules.errors import Location, Severity
from cse_rules.facts.types import Statement
from cse_rules.rules.ruleset import Rule
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE512"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """What stands in quotation marks is somebody else's."""
    phrases = about.ruleset.phrases
    for rule, at, text in _texts(about):
        for name in phrases_in(Statement(by="social_worker", text=text), phrases) or ():
            phrase = phrases[name]
            yield Finding(f"“{phrase.forms[0]}”: {phrase.problem}", rule, at, phrase.instead)


def _texts(about: Linted) -> Iterator[tuple[Rule | None, Location | None, str]]:
    """Every text that a report may print, with its place."""
    ruleset = about.ruleset
    yield from ((None, ruleset.at, text) for text in (ruleset.title, ruleset.preface, ruleset.statement))
    for topic in ruleset.topics.values():
        yield from ((None, topic.at, text) for text in (topic.title, topic.ask))
    yield from ((None, code.at, code.title) for code in ruleset.observations.values())
    yield from ((None, one.at, one.ask) for one in ruleset.details)
    for rule in about.rules:
        said = [rule.title, *(one.do for one in rule.act), *(one.say for one in rule.ask)]
        said += [rule.challenge.say, rule.challenge.because] if rule.challenge else []
        yield from ((rule, rule.at, text) for text in said)
