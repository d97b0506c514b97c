"""The stories of a pack: its own, and those of the rulesets that it extends, which must still come out.

What a story of a base says of a rule that the pack has switched off is left out of it, and the rest is told. A story
that is to come out otherwise in the pack is replaced by one of the pack, which names it and says why, or is set aside
with a reason. Nothing of it is silent: what is left out, set aside or replaced is listed with the outcome.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

from attrs import evolve, frozen

from cse_rules.errors import Diagnostic, Location, RulesetError, did_you_mean
from cse_rules.rules.ruleset import Ruleset
from cse_rules.workbench.expectations import Expectation
from cse_rules.workbench.stories import Scenario, read_scenarios


@frozen(kw_only=True)
class Replaced:
    """A story of a base and the one that is told instead."""

    story: Scenario
    by: Scenario
    own: bool
    """Whether the pack under test says so itself, and not a base of it."""


@frozen(kw_only=True)
class Aside:
    """A story of a base that is not told, or not as it stands, and why."""

    sentence: str
    of: str
    why: str
    at: Location


@frozen(kw_only=True)
class Gathered:
    """Every story that a ruleset has to pass, and what became of the others."""

    own: tuple[Scenario, ...]
    inherited: tuple[Scenario, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    empty: tuple[Scenario, ...] = ()
    """Stories of a base that speak of nothing but what is switched off."""

    @property
    def told(self) -> tuple[Scenario, ...]:
        """The stories to be told."""
        return (*self.own, *self.inherited)

    @property
    def aside(self) -> tuple[Aside, ...]:
        """What is said of those that are not told as they stand."""
        return (
            *(
                _aside(one.story, f"{'replaced' if one.by.told else 'set aside'}, because: {one.by.replaces.because}")
                for one in self.replaced
                if one.by.replaces is not None
            ),
            *(
                _aside(one, f"left out, for what {_listed(one.without)} would say and nothing else")
                for one in self.empty
            ),
            *(_aside(one, f"told without {_listed(one.without)}") for one in self.inherited if one.without),
        )


def gather(folder: Path, ruleset: Ruleset) -> Gathered:
    """The stories beside the rules, and beside those of every ruleset that these build upon.

    Raises:
        RulesetError: if a story cannot be read, or replaces one that is not there.
    """
    own = read_scenarios(folder)
    told = list(own)
    below: list[Scenario] = []
    for pack in (ruleset, *ruleset.bases):
        if pack.extends is not None:
            below += [evolve(one, of=pack.extends.base.id) for one in read_scenarios(Path(pack.extends.folder))]
    problems = list(_unknown(own, below, ruleset))
    if problems:
        raise RulesetError(problems)
    replaced: list[Replaced] = []
    inherited: list[Scenario] = []
    empty: list[Scenario] = []
    gone = _gone(ruleset)
    for one in below:
        story = _without(one, gone)
        by = next((other for other in told if other.of != one.of and _stands_for(other, one)), None)
        if by is not None:
            replaced.append(Replaced(story=story, by=by, own=by.of is None))
        elif story.without and not story.expectations:
            empty.append(story)
        else:
            inherited.append(story)
        told.append(one)
    own = tuple(one for one in own if one.told)
    return Gathered(own=own, inherited=tuple(inherited), replaced=tuple(replaced), empty=tuple(empty))


def _stands_for(other: Scenario, one: Scenario) -> bool:
    return other.replaces is not None and other.replaces.sentence == one.sentence


def _unknown(own: Collection[Scenario], below: Collection[Scenario], ruleset: Ruleset) -> Iterator[Diagnostic]:
    """Stories that replace one which is not there."""
    known = [one.sentence for one in below]
    for one in own:
        if one.replaces is None or one.replaces.sentence in known:
            continue
        what = "no base of it has" if ruleset.extends else "it extends no other ruleset that has"
        message = f"scenario `{one.sentence}` replaces one that {what}"
        if not one.told:
            message = f"scenario `{one.sentence}` is set aside, and {what} it"
        yield Diagnostic("CSE405", message, one.replaces.at, help=did_you_mean(one.replaces.sentence, known))


def _gone(ruleset: Ruleset) -> frozenset[str]:
    """The rules that are switched off, and the indicators that nothing else raises."""
    off = [one.rule for one in ruleset.switched_off]
    here = {rule.raises.indicator for rule in ruleset.rules if rule.raises is not None}
    codes = {rule.raises.indicator for rule in off if rule.raises is not None}
    return frozenset(rule.id for rule in off) | (codes - here)


def _without(story: Scenario, gone: Collection[str]) -> Scenario:
    """The story without what it says of these; a day of which nothing else is said is left out."""
    left_out: set[str] = set()
    kept: list[Expectation] = []
    for expected in story.expectations:
        named = _named(expected) & set(gone)
        left_out |= named
        one = _kept(expected, named) if named else expected
        if not named or _says_something(one):
            kept.append(one)
    return evolve(story, expectations=tuple(kept), without=tuple(sorted(left_out))) if left_out else story


def _named(expected: Expectation) -> set[str]:
    """The words of an expectation that may be rules or indicators."""
    words = {word for several in expected.lists.values() for word in several}
    return words | {one.more["rule"] for several in expected.details.values() for one in several if "rule" in one.more}


def _kept(expected: Expectation, gone: Collection[str]) -> Expectation:
    details = {
        key: tuple(one for one in several if one.word not in gone and one.more.get("rule") not in gone)
        for key, several in expected.details.items()
    }
    lists = {key: tuple(word for word in words if word not in gone) for key, words in expected.lists.items()}
    lists |= {key: tuple(one.word for one in several) for key, several in details.items()}
    return evolve(expected, lists=lists, details=details)


def _says_something(expected: Expectation) -> bool:
    levels = (expected.level, expected.could_be, expected.established, expected.held_by)
    return any(levels) or any(expected.lists.values())


def _aside(story: Scenario, why: str) -> Aside:
    return Aside(sentence=story.sentence, of=story.of or "", why=why, at=story.at)


def _listed(words: Collection[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)
