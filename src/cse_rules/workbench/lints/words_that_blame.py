"""Words of the ruleset's own language list in the ruleset's own text."""

from collections.abc import Iterator

from cse_rules.derive.phrases import finder_for
from cse_rules.errors import Location, Severity
from cse_rules.render.names import plain
from cse_rules.rules.ruleset import Rule, Ruleset
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE512"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """What stands in quotation marks is somebody else's, and so are the titles of sources."""
    phrases = about.ruleset.phrases
    finder = finder_for(phrases)
    for rule, at, where, text in _texts(about):
        for found in finder.find(text):
            phrase = phrases[found.phrase]
            yield Finding(f"“{text[found.begin : found.end]}”{where}: {phrase.problem}", rule, at, phrase.instead)


def _texts(about: Linted) -> Iterator[tuple[Rule | None, Location | None, str, str]]:
    """Every text of its own that a report or a page may print, with its place."""
    at = about.ruleset.at
    yield from ((None, at, f" in {where}", text) for where, text in _of_head(about.ruleset) if text)
    yield from ((None, at, "", text) for at, text in _of_tables(about.ruleset) if text)
    for rule in about.rules:
        yield from ((rule, at or rule.at, "", text) for at, text in _of_rule(rule) if text)


def _of_head(ruleset: Ruleset) -> Iterator[tuple[str, str]]:
    """What has no place of its own, and what it is."""
    yield from (("the title", ruleset.title), ("the preface", ruleset.preface), ("the statement", ruleset.statement))
    yield from ((f"the words for level `{name}`", text) for name, text in ruleset.level_words.items())
    yield from ((f"theme `{name}`", text) for name, text in ruleset.themes.items())
    yield from ((f"level `{name}`", plain(name)) for name in ruleset.scale)
    yield from ((f"band `{name}`", plain(name)) for name in ruleset.bands)


def _of_tables(ruleset: Ruleset) -> Iterator[tuple[Location | None, str | None]]:
    for entry in ruleset.directory.values():
        yield from ((entry.at, text) for text in (entry.title, entry.note))
    for topic in ruleset.topics.values():
        yield from ((topic.at, text) for text in (topic.title, topic.ask))
    yield from ((code.at, code.title) for code in ruleset.observations.values())
    yield from ((one.at, one.ask) for one in ruleset.details)
    yield from ((one.at, one.title) for one in ruleset.parameters.values())
    yield from ((one.at, one.name) for one in ruleset.guarantees)
    deviations = ruleset.extends.deviations if ruleset.extends is not None else ()
    yield from ((one.at, one.because) for one in deviations)


def _of_rule(rule: Rule) -> Iterator[tuple[Location | None, str | None]]:
    yield from ((rule.at, text) for text in (rule.title, rule.note, rule.non_monotone))
    if rule.raises is not None:
        yield rule.raises.at, plain(rule.raises.indicator)
    for act in rule.act:
        yield from ((act.at, text) for text in (act.do, *act.include))
    yield from ((ask.at, ask.say) for ask in rule.ask)
    if rule.challenge is not None:
        yield from ((rule.challenge.at, text) for text in (rule.challenge.say, rule.challenge.because))
