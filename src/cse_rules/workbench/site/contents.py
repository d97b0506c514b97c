"""What stands on the pages, gathered before any of them is written."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from cse_rules.check import CheckedRuleset
from cse_rules.check.result import Weakened
from cse_rules.render.sentences import RuleSaid, Speech, parameter_sentence, say_rule
from cse_rules.render.sentences.rules import promise
from cse_rules.rules.ruleset import Parameter, Rule, Ruleset
from cse_rules.workbench.coverage import Coverage
from cse_rules.workbench.scenarios import ScenarioReport, ScenarioResult
from cse_rules.workbench.stories import Scenario


@frozen(kw_only=True)
class RulePart:
    """One rule as a page shows it."""

    rule: Rule
    said: RuleSaid
    stories: tuple[str, ...]
    """The sentences of the stories that expect something of it by name."""
    clauses: str
    """How many of the answers that its clauses can give were shown."""


@frozen(kw_only=True)
class Theme:
    """The rules of one file, which make one page."""

    id: str
    title: str
    rules: tuple[RulePart, ...]

    @property
    def page(self) -> str:
        """The name of its page."""
        return f"rules-{self.id.replace('_', '-')}.html"


@frozen(kw_only=True)
class Contents:
    """All that the pages show."""

    ruleset: Ruleset
    themes: tuple[Theme, ...]
    guarantees: tuple[tuple[str, str], ...]
    """Pairs of the name of a guarantee and what it promises."""
    told: ScenarioReport
    """How the stories went, and which answers of rules none of them shows."""
    on: date
    """The day whose numbers the sentences name."""
    coverage: Coverage
    reachable: int
    """The number of answers that its rules can give."""
    unshown: frozenset[str]
    """The ids of the rules of which no story shows any answer."""
    weakened: tuple[Weakened, ...] = ()
    """Of a pack, the triggers that act less than in what it builds upon."""
    mutation: Mapping[str, Any] | None = field(default=None)
    """A report of `cse-rules test --mutate --format json`."""

    @property
    def failing(self) -> tuple[ScenarioResult, ...]:
        """The stories that come out otherwise than they say."""
        return tuple(one for one in self.told.results if not one.passed)

    @property
    def answers(self) -> tuple[int, int]:
        """Of rules as a whole: the answers that a story shows, and those that the rules can give."""
        return self.reachable - len(self.told.missing), self.reachable

    @property
    def without_a_story(self) -> tuple[Rule, ...]:
        """The rules that run and of which no story shows any answer."""
        return tuple(part.rule for theme in self.themes for part in theme.rules if part.rule.id in self.unshown)

    @property
    def gaps(self) -> tuple[Rule, ...]:
        """The rules that say of themselves that they are drafts."""
        return tuple(one for one in self.ruleset.rules if one.status == "draft")

    @property
    def parameters(self) -> tuple[tuple[Parameter, str], ...]:
        """Each parameter with its sentence, by name."""
        table = self.ruleset.parameters
        return tuple((table[name], parameter_sentence(table[name])) for name in sorted(table))


def gather(
    checked: CheckedRuleset,
    stories: tuple[Scenario, ...],
    told: ScenarioReport,
    coverage: Coverage,
    mutation: Mapping[str, Any] | None = None,
    *,
    on: date,
) -> Contents:
    """Everything about a ruleset that those who approve it should read.

    Args:
        checked: the ruleset.
        stories: those that were told, of its bases too.
        told: how they went.
        coverage: what they show of the clauses.
        mutation: a report of mutants of these rules, where there is one.
        on: the day whose numbers the sentences name.
    """
    ruleset = checked.ruleset
    speech = Speech(ruleset, on)
    shown = _shown(coverage)
    named = [(story.sentence, frozenset(_words(story))) for story in stories]
    by_file: dict[str, list[RulePart]] = {}
    for rule in ruleset.rules:
        words = {rule.id} | ({rule.raises.indicator} if rule.raises else set())
        part = RulePart(
            rule=rule,
            said=say_rule(rule, speech),
            stories=tuple(sentence for sentence, said in named if words & said),
            clauses=shown.get(rule.id, ""),
        )
        by_file.setdefault(rule.theme_file, []).append(part)
    themes = [
        Theme(id=name, title=ruleset.themes.get(name, name.replace("_", " ").capitalize()), rules=tuple(rules))
        for name, rules in by_file.items()
    ]
    return Contents(
        ruleset=ruleset,
        themes=tuple(themes),
        guarantees=tuple((one.name, promise(one, speech)) for one in ruleset.guarantees),
        told=told,
        reachable=sum(map(len, checked.reachable.values())),
        unshown=frozenset(
            name
            for name, answers in checked.reachable.items()
            if answers and all((name, answer) in told.missing for answer in answers)
        ),
        on=on,
        coverage=coverage,
        weakened=checked.weakened,
        mutation=mutation,
    )


def _words(story: Scenario) -> Iterator[str]:
    """Every word that a story expects something of."""
    for one in story.expectations:
        for words in one.lists.values():
            yield from words
        for several in one.details.values():
            for wanted in several:
                yield from (str(wanted.more[key]) for key in ("rule",) if key in wanted.more)


def _shown(coverage: Coverage) -> dict[str, str]:
    counts: dict[str, tuple[int, int]] = {}
    for one in coverage.clauses:
        shown, reachable = counts.get(one.rule.id, (0, 0))
        counts[one.rule.id] = (shown + len(one.reachable & one.shown), reachable + len(one.reachable))
    return {name: f"{shown} of {reachable}" for name, (shown, reachable) in counts.items()}
