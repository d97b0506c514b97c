"""What a change of rules does to one case, and whether it makes the answer less cautious."""

from collections import Counter
from typing import Any

from attrs import field, frozen

from cse_rules.assess import Assessment
from cse_rules.render.names import plain
from cse_rules.workbench.diff.losing import losses, worded

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

    Less cautious is: a lower level or highest possible level, the lowest level where there was not enough information;
    a trigger, an action, a challenge or a sign of anything but protection that is no longer there, or is presumed or
    possible where it was certain; an action that is due later or includes less; a sign of a weaker kind or in a lower
    band; the words of a trigger, if they are others; and a question that goes to fewer agencies, or that is not asked
    any more although no rule that waited for it is met. What else becomes more cautious makes up for none of it. Levels
    of different scales cannot be compared; that counts as less cautious, because nobody can tell that it is not.
    """
    words = Counter(worded(before)), Counter(worded(after))
    gone, come = words[0] - words[1], words[1] - words[0]
    less = [*_lower(before, after), *(one.lost for one in losses(before, after))]
    more = [*_lower(after, before, "higher"), *(one.gained for one in losses(after, before))]
    scales = before.checked.ruleset.scale, after.checked.ruleset.scale
    if scales[0] != scales[1]:
        less = ["the scales differ, so the levels cannot be compared", *(one.lost for one in losses(before, after))]
        more = [one.gained for one in losses(after, before)]
    return CaseChange(
        case=before.case.id,
        file=file,
        as_of=str(after.as_of),
        level=(before.level or INSUFFICIENT, after.level or INSUFFICIENT),
        could_be=(before.could_be, after.could_be),
        gone=tuple(sorted(gone.elements())),
        come=tuple(sorted(come.elements())),
        less=tuple(dict.fromkeys(less)),
        more=tuple(dict.fromkeys(one for one in more if one not in less)),
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
