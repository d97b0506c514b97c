"""One case under several rulesets, side by side, and where they part."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from cse_rules.assess import Assessment, assess
from cse_rules.assess.parts import Action, RaisedIndicator
from cse_rules.check import CheckedRuleset
from cse_rules.errors import CaseError, Diagnostic, RulesetError, dotted
from cse_rules.facts.case import Case
from cse_rules.facts.values import Answer
from cse_rules.render.act_now import due_now
from cse_rules.render.names import plain


@frozen
class Column:
    """A ruleset and what it says of the case; `problems` if it cannot assess it."""

    name: str
    checked: CheckedRuleset
    assessment: Assessment | None
    problems: tuple[Diagnostic, ...] = ()


@frozen
class Comparison:
    """The columns, in the order in which the rulesets were named."""

    case: Case
    columns: tuple[Column, ...]

    @property
    def usable(self) -> tuple[tuple[Column, Assessment], ...]:
        """The rulesets that can assess the case."""
        return tuple((one, one.assessment) for one in self.columns if one.assessment is not None)

    @property
    def read_by_some(self) -> Mapping[str, tuple[str, ...]]:
        """For each fact that one ruleset reads and another leaves unread, the rulesets that read it."""
        found = {}
        for fact in self.case.facts:
            name = str(fact.id)
            readers = tuple(one.name for one, seen in self.usable if seen.uses.get(name, "unread") != "unread")
            if 0 < len(readers) < len(self.usable):
                found[name] = readers
        return found

    def only_some(self, what: str) -> Mapping[str, tuple[str, ...]]:
        """For each trigger, contact and so on that not every ruleset gives, those that give it."""
        said = {one.name: given(seen, what) for one, seen in self.usable}
        every = dict.fromkeys(word for words in said.values() for word in words)
        found = {word: tuple(name for name, words in said.items() if word in words) for word in every}
        return {word: names for word, names in found.items() if len(names) < len(said)}

    @property
    def counted_as(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """What each recorded fact counts for under each ruleset; facts that count alike in all are left out."""
        found = {}
        for fact in (str(one.id) for one in self.case.facts):
            readings = {one.name: reading(seen, fact) for one, seen in self.usable}
            if len(set(readings.values())) > 1:
                found[fact] = readings
        return found


def reading(found: Assessment, fact: str) -> tuple[str, ...]:
    """What a fact counts for: the signs behind which it stands, or else what became of it."""
    signs = tuple(said_sign(one, found) for one in found.indicators if fact in one.facts)
    if signs:
        return signs
    behind = [one for one in found.findings if fact in one.evidence and one.answer is Answer.YES]
    if any(one.rule.id in found.level_found.set_by for one in behind):
        return ("counts towards the level",)
    prompted = dict.fromkeys(f"“{one.rule.title}”" for one in behind)
    if prompted:
        return (f"no sign and nothing towards the level, but not ignored: used for {', '.join(prompted)}",)
    return (_BECAME[found.uses.get(fact, "unread")],)


_BECAME: Mapping[str, str] = {
    "evidence": "no sign; it answers what was asked, or holds the level",
    "lead": "open: a detail is not known",
    "aged out": "too long ago to count",
    "not met": "looked at, and no sign",
    "unread": "not looked at by any rule",
}


def said_sign(one: RaisedIndicator, found: Assessment) -> str:
    """A sign with its band and, where it is added up, what it is worth."""
    weights = [rule.raises.weight for rule in one.rules if rule.raises and rule.raises.weight]
    worth = [f"worth {found.world.parameters[name]}" for name in weights[:1]]
    about = [*([plain(one.band)] if one.band else []), *worth]
    return f"{one.title} [{', '.join(about)}]" if about else one.title


def compare(case: Case, rulesets: Mapping[str, CheckedRuleset]) -> Comparison:
    """Assess a case under each ruleset.

    One that lacks a word of the case, or has no value yet for a parameter on that day, is left out with the reason.

    Args:
        case: with an `as_of`.
        rulesets: by the name under which they are shown.
    """
    columns = []
    for name, checked in rulesets.items():
        try:
            columns.append(Column(name, checked, assess(case, checked, try_answers=False)))
        except (CaseError, RulesetError) as error:
            columns.append(Column(name, checked, None, error.diagnostics))
    return Comparison(case, tuple(columns))


def given(found: Assessment, what: str) -> list[str]:
    """What an assessment gives: titles of triggers, contacts or prompts, codes of indicators, ids of challenges.

    `at_once` is all that stands in the box of what to do now: whom to contact and why, and what is to be established.
    """
    match what:
        case "at_once":
            return at_once(found)
        case "trigger":
            return [f"{one.rule.title}{' (possible)' if one.possible else ''}" for one in found.triggers]
        case "contact":
            directory = found.checked.ruleset.directory
            return list(dict.fromkeys(directory[one.contact].title for one in found.actions))
        case "indicator":
            return [one.indicator for one in found.indicators]
        case "prompt":
            titles = {rule.id: rule.title for rule in found.checked.rules}
            return list(dict.fromkeys(titles[one.rule] for one in found.challenges))
        case _:
            return [one.id for one in found.challenges]


def at_once(found: Assessment) -> list[str]:
    """What does not wait: each action that is due immediately or overdue, then each trigger to be established now."""
    now, directory = due_now(found), found.checked.ruleset.directory
    said = [
        f"{directory[one.contact].title}: {one.rule.title}" if isinstance(one, Action) else one.rule.title
        for one in now.to_do
    ]
    return list(dict.fromkeys([*said, *(f"to establish now: {one.rule.title}" for one in now.possible)]))


def place_of(problem: Diagnostic) -> str:
    """Where the problem is: a line of the case or of the ruleset, or the way to it in data."""
    return str(problem.location) if problem.location is not None else dotted(problem.path)


def comparison_data(found: Comparison) -> dict[str, Any]:
    """The comparison as plain data: `rulesets` in their order, and `apart`."""
    return {
        "case": found.case.id,
        "as_of": str(found.case.as_of),
        "rulesets": [_data(one) for one in found.columns],
        "apart": {
            "facts_counted_as": {
                fact: {name: list(signs) for name, signs in readings.items()}
                for fact, readings in found.counted_as.items()
            },
            "facts_read_by": {name: list(readers) for name, readers in found.read_by_some.items()},
            "at_once": {word: list(names) for word, names in found.only_some("at_once").items()},
            **{
                f"{what}s": {word: list(names) for word, names in found.only_some(what).items()}
                for what in ("trigger", "contact", "indicator", "challenge")
            },
        },
    }


def _data(one: Column) -> dict[str, Any]:
    ruleset, seen = one.checked.ruleset, one.assessment
    head = {"name": one.name, "id": ruleset.id, "edition": ruleset.edition, "hash": ruleset.content_hash}
    if seen is None:
        return head | {"problems": [{"message": each.message, "at": place_of(each)} for each in one.problems]}
    return head | {
        "level": seen.level,
        "could_be": seen.could_be,
        "held_by": seen.held_by,
        "set_by": list(seen.level_found.set_by),
        "not_asked": [each.topic for each in seen.not_asked],
        "scale": list(ruleset.scale),
        "at_once": given(seen, "at_once"),
        "triggers": given(seen, "trigger"),
        "contacts": given(seen, "contact"),
        "indicators": given(seen, "indicator"),
        "questions": [each.id for each in seen.questions],
        "unread": list(seen.used_as("unread")),
    }
