"""First on the page: what must be done now, and what must be established now."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from cse_rules.assess import Assessment
from cse_rules.assess.parts import Action, Trigger
from cse_rules.render.actions import action_lines, contact_lines, is_urgent, state_in_words, told_actions
from cse_rules.render.contacts import EMERGENCY
from cse_rules.render.evidence import evidence
from cse_rules.render.names import plain
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.words import Words
from cse_rules.rules.conditions import FieldTest, parts
from cse_rules.rules.ruleset import Rule


@frozen
class Now:
    """What does not wait, as everything that speaks of acting at once counts it."""

    triggered: tuple[Action, ...]
    """Actions of triggers that are certain: due immediately or overdue, and not done."""
    unsaid: tuple[Trigger, ...]
    """Triggers that are certain, for which a rule names no action."""
    possible: tuple[Trigger, ...]
    """Triggers that a missing detail leaves open: to be established now."""
    others: tuple[Action, ...]
    """Whatever else is due immediately or overdue, and not done."""
    done: tuple[Action, ...]
    """Actions of triggers of which it is recorded that they were done."""

    @property
    def to_do(self) -> tuple[Action | Trigger, ...]:
        """All that is to be done now; what is to be established now stands under `possible`."""
        return (*self.triggered, *self.unsaid, *self.others)


def due_now(assessment: Assessment) -> Now:
    """What must be done, and what must be established, now. Whether a trigger calls for it makes no difference."""
    certain = [one for one in assessment.triggers if not one.possible]
    triggered = {action.id for one in certain for action in one.actions}
    urgent = [one for one in assessment.actions if is_urgent(one)]
    return Now(
        triggered=tuple(one for one in urgent if one.id in triggered),
        unsaid=tuple(one for one in certain if not one.actions),
        possible=tuple(one for one in assessment.triggers if one.possible),
        others=tuple(one for one in urgent if one.id not in triggered),
        done=tuple(one for one in assessment.actions if one.id in triggered and one.state == "done"),
    )


def act_now(assessment: Assessment, words: Words) -> Section:
    """The box: triggers that are certain, what may be one, then whatever else is urgent. 999 is always named."""
    now = due_now(assessment)
    possible = now.possible if words.audience.sees("what is possible") else ()

    def shown(actions: Iterable[Action]) -> list[Action]:
        return told_actions(actions, assessment, words)

    lines = [
        *_by_contact(shown(now.triggered), assessment, words),
        *(_without_action(one, words) for one in now.unsaid if words.tells_all(one.facts)),
        *(possible_line(one, assessment, words) for one in possible),
        *_by_contact(shown(now.others), assessment, words),
        *(Line(f"{words.agency(one.contact)} — {state_in_words(one)}: {one.say}", mark="✓") for one in shown(now.done)),
    ]
    title = "ACT NOW" if lines else "IN AN EMERGENCY"
    return Section(title, [*lines, Line(EMERGENCY, tone="urgent", mark="!")], boxed=True)


def _by_contact(actions: Iterable[Action], assessment: Assessment, words: Words) -> list[Line]:
    """Each agency once, with everything to be said to it."""
    grouped: dict[str, list[Action]] = {}
    for action in actions:
        grouped.setdefault(action.contact, []).append(action)
    lines = []
    for contact, several in grouped.items():
        overdue = any(one.state == "overdue" for one in several)
        by = "immediately" if any(one.by == "immediately" for one in several) else several[0].by
        head = f"{words.agency(contact)} — {by}{' — OVERDUE' if overdue else ''}"
        said = action_lines(several, assessment, words, when=False)
        lines.append(Line(head, [*contact_lines(contact, words), *said], "urgent", "!"))
    return lines


def possible_line(trigger: Trigger, assessment: Assessment, words: Words) -> Line:
    """What is to be established now, and with whom, because a missing detail leaves a trigger open."""
    contacts = list(dict.fromkeys(contact for contact, _ in trigger.say))
    missing = " ".join(dict.fromkeys(trigger.missing))
    return Line(
        f"Possible: establish now, with {words.agencies(contacts) or 'whoever may know'}: {missing}",
        [
            *(line for one in contacts for line in contact_lines(one, words, named=len(contacts) > 1)),
            Line(f"it may be: {trigger.rule.title}", mark="→"),
            *_why_open(trigger, assessment, words),
            quiet(f"source: {words.cite(trigger.rule.source)} (rule {trigger.rule.id})"),
        ],
        "urgent",
        "?",
    )


def _why_open(trigger: Trigger, assessment: Assessment, words: Words) -> Iterator[Line]:
    """What is recorded and which detail of it is not: why nobody can exclude what the title says."""
    lacking: dict[str, list[str]] = {name: [] for name in trigger.facts}
    for finding in assessment.findings:
        if finding.rule.id == trigger.rule.id:
            for fact, field in finding.leads:
                if fact in lacking:
                    lacking[fact].append(plain(field))
    for name, fields in lacking.items():
        if not words.tells(name):
            continue
        unknown = f" (not known: {', '.join(dict.fromkeys(fields))})" if fields else ""
        yield Line(f"recorded: {words.told(name)}{unknown}", tone="quiet", mark=" ", fact=name)
    if _asks_for_an_age(trigger.rule):
        age = "it depends on how old the child was at that time, which is not known; recorded now"
        yield quiet(f"{age}: {words.child()}")


def _asks_for_an_age(rule: Rule) -> bool:
    """Whether it is about how old the child was when something happened."""
    tests = (one for one in parts(rule.when) if isinstance(one, FieldTest))
    return any(one.path[0].startswith("child_age") for one in tests)


def _without_action(trigger: Trigger, words: Words) -> Line:
    facts = evidence(trigger.facts, words)
    source = quiet(f"source: {words.cite(trigger.rule.source)} (rule {trigger.rule.id})")
    return Line(trigger.rule.title, [*facts, source], "urgent", "!")
