"""What a change of rules does to one case, and whether it makes the answer less cautious."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from attrs import field, frozen

from cse_rules.assess import Assessment
from cse_rules.assess.assessment import Action
from cse_rules.render.names import plain

INSUFFICIENT = "insufficient"


@frozen(kw_only=True)
class CaseChange:
    """One case under two rulesets. `less` and `more` are sentences: why the new answer is less, or more, cautious."""

    case: str
    file: str
    as_of: str
    level: tuple[str, str]
    """Before and after; `insufficient` is insufficient information, `unusable` a case that cannot be assessed."""
    could_be: tuple[str, str]
    gone: tuple[str, ...] = ()
    """What is no longer said: triggers, actions, questions, challenges and indicators, each with its sort before it."""
    come: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    before: Assessment | None = field(default=None, repr=False, eq=False)
    after: Assessment | None = field(default=None, repr=False, eq=False)

    @property
    def changed(self) -> bool:
        """Whether anything is said otherwise."""
        pairs = (self.level, self.could_be)
        return bool(self.gone or self.come or self.less or self.more) or any(was != now for was, now in pairs)


def case_change(before: Assessment, after: Assessment, *, file: str = "") -> CaseChange:
    """Hold two assessments of the same case side by side.

    Less cautious is: a lower level or highest possible level, the lowest level where there was not enough information,
    a trigger, an action, a challenge or a sign of anything but protection that is no longer there, an action with a
    later deadline, or a question that is no longer asked although nothing else is said in its place. Levels of
    different scales cannot be compared; that counts as less cautious, because nobody can tell that it is not.
    """
    gone, come = _words(before) - _words(after), _words(after) - _words(before)
    less = [*_lower(before, after), *_missing(before, after)]
    more = [*_lower(after, before, "higher"), *_missing(after, before, "new")]
    scales = before.checked.ruleset.scale, after.checked.ruleset.scale
    if scales[0] != scales[1]:
        less = ["the scales differ, so the levels cannot be compared", *_missing(before, after)]
        more = _missing(after, before, "new")
    # A question that is answered by what is now said goes away; one that just goes away is missed.
    less, more = (
        less + ([] if more else _questions(before, after)),
        more + ([] if less else _questions(after, before, "new")),
    )
    return CaseChange(
        case=before.case.id,
        file=file,
        as_of=str(after.as_of),
        level=(before.level or INSUFFICIENT, after.level or INSUFFICIENT),
        could_be=(before.could_be, after.could_be),
        gone=tuple(sorted(gone.elements())),
        come=tuple(sorted(come.elements())),
        less=tuple(less),
        more=tuple(more),
        before=before,
        after=after,
    )


def unusable(
    case: str, file: str, as_of: str, before: Assessment | None, after: Assessment | None, why: str
) -> CaseChange:
    """A case that only one of the two rulesets can assess; one that can no longer be assessed is less cautious."""
    was, now = (one.level or INSUFFICIENT if one else "unusable" for one in (before, after))
    could = tuple(one.could_be if one else "unusable" for one in (before, after))
    return CaseChange(
        case=case,
        file=file,
        as_of=as_of,
        level=(was, now),
        could_be=(could[0], could[1]),
        less=(f"it can no longer be assessed: {why}",) if after is None else (),
        more=(f"it could not be assessed before: {why}",) if before is None else (),
        before=before,
        after=after,
    )


def _words(found: Assessment) -> Counter[str]:
    """Everything that an assessment says, by what it is and whom or what it is about."""
    return Counter(
        [
            *(f"trigger {one.rule.id}{' (possible)' if one.possible else ''}" for one in found.triggers),
            *(f"action {one.contact} {one.by} ({one.rule.id})" for one in found.actions),
            *(f"question {one.id} of {', '.join(one.of)}" for one in found.questions),
            *(f"challenge {one.id}" for one in found.challenges),
            *(
                f"indicator {one.indicator} ({one.kind}{', presumed' if one.presumed else ''})"
                for one in found.indicators
            ),
        ]
    )


def _lower(one: Assessment, other: Assessment, word: str = "lower") -> list[str]:
    """In what the other's level stands below this one's."""
    rank = one.checked.ruleset.rank
    said = []
    if _rank(other, rank) < _rank(one, rank):
        was, now = (one, other) if word == "lower" else (other, one)
        said.append(f"the level is {word}: {_level(was)} before, {_level(now)} now")
    if rank(other.could_be) < rank(one.could_be):
        was, now = (one, other) if word == "lower" else (other, one)
        said.append(f"the level that it could be is {word}: {plain(was.could_be)} before, {plain(now.could_be)} now")
    if one.established != other.established and rank(other.established) < rank(one.established) and not said:
        said.append(f"rules alone establish a {word} level")
    return said


def _rank(found: Assessment, rank: Any) -> float:
    """Not enough information stands above the lowest level: it never says that nothing was found."""
    return 0.5 if found.level is None else float(rank(found.level))


def _level(found: Assessment) -> str:
    return plain(found.level) if found.level else "insufficient information"


def _missing(one: Assessment, other: Assessment, word: str = "gone") -> list[str]:
    """What this one says and the other does not."""
    said = []
    for name, possible in _triggers(one).items():
        there = _triggers(other).get(name)
        if there is None:
            said.append(f"a trigger is {word}: `{name}`")
        elif there and not possible:
            is_now = "was certain and is only possible" if word == "gone" else "was only possible and is certain"
            said.append(f"trigger `{name}` {is_now}")
    said += _actions(one, other, word)
    for sort, mine, theirs in (
        ("a challenge", {item.id for item in one.challenges}, {item.id for item in other.challenges}),
        ("an indicator", _signs(one), _signs(other)),
    ):
        said += [f"{sort} is {word}: `{name}`" for name in sorted(mine - theirs)]
    return said


def _questions(one: Assessment, other: Assessment, word: str = "gone") -> list[str]:
    """What this one asks and the other does not."""
    gone = {item.id for item in one.questions} - {item.id for item in other.questions}
    return [f"a question is {word}: `{name}`" for name in sorted(gone)]


def _triggers(found: Assessment) -> dict[str, bool]:
    """Each trigger that speaks, and whether it is only possible."""
    named: dict[str, bool] = {}
    for one in found.triggers:
        named[one.rule.id] = named.get(one.rule.id, True) and one.possible
    return named


def _signs(found: Assessment) -> set[str]:
    return {one.indicator for one in found.indicators if one.kind != "protective"}


def _actions(one: Assessment, other: Assessment, word: str) -> list[str]:
    """By contact: as many actions, each at least as soon."""
    said = []
    theirs = _dues(other.actions)
    for contact, dues in _dues(one.actions).items():
        there = theirs.get(contact, [])
        if len(there) < len(dues):
            said.append(f"fewer actions for {plain(contact)}: {len(dues)} before, {len(there)} now" if word == "gone"
                        else f"more actions for {plain(contact)}: {len(there)} before, {len(dues)} now")  # fmt: skip
        if any(later > sooner for sooner, later in zip(dues, there, strict=False)):
            said.append(f"an action for {plain(contact)} is due {'later' if word == 'gone' else 'sooner'}")
    return said


def _dues(actions: Iterable[Action]) -> dict[str, list[datetime]]:
    """For each contact, when its actions are due, soonest first; a time that is not known counts as the last."""
    found: dict[str, list[datetime]] = {}
    for one in actions:
        due = datetime.min if one.by == "immediately" else one.due or datetime.max
        found.setdefault(one.contact, []).append(due)
    return {contact: sorted(dues) for contact, dues in found.items()}
