"""What a change of rules does to one case, and whether it makes the answer less cautious."""

from collections import Counter
from typing import Any

from attrs import field, frozen

from cse_rules.assess import Assessment
from cse_rules.render.json import assessment_to_dict
from cse_rules.render.names import plain
from cse_rules.workbench.diff.caution import Loss, sentences
from cse_rules.workbench.diff.losses import losses

INSUFFICIENT = "insufficient"
UNUSABLE = "unusable"
_OF_THE_RULESET = ("ruleset", "library")


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
    otherwise: tuple[str, ...] = ()
    """The parts of the report that say something else, if that is neither less nor more cautious."""
    before: Assessment | None = field(default=None, repr=False, eq=False)
    after: Assessment | None = field(default=None, repr=False, eq=False)

    @property
    def changed(self) -> bool:
        """Whether anything of the report is said otherwise."""
        return bool(self.less or self.more or self.otherwise)


def case_change(before: Assessment, after: Assessment, *, file: str = "") -> CaseChange:
    """Hold two assessments of the same case side by side: rule by rule and fact by fact.

    What counts as less cautious stands in `cse_rules.workbench.diff.caution.WHAT_COUNTS`; the same the other way round
    is more cautious. A case can be both. What is neither and yet not the same is named part by part.
    """
    gone, come = _words(before) - _words(after), _words(after) - _words(before)
    less, more = sentences(losses(before, after)), sentences(losses(after, before), "more")
    return CaseChange(
        case=before.case.id,
        file=file,
        as_of=str(after.as_of),
        level=(before.level or INSUFFICIENT, after.level or INSUFFICIENT),
        could_be=(before.could_be, after.could_be),
        gone=tuple(sorted(gone.elements())),
        come=tuple(sorted(come.elements())),
        less=less,
        more=more,
        otherwise=() if less or more else _otherwise(before, after),
        before=before,
        after=after,
    )


def unusable(
    case: str, file: str, as_of: str, before: Assessment | None, after: Assessment | None, why: str
) -> CaseChange:
    """A case that only one of the two rulesets can assess; one that can no longer be assessed is less cautious."""
    was, now = (one.level or INSUFFICIENT if one else UNUSABLE for one in (before, after))
    could = tuple(one.could_be if one else UNUSABLE for one in (before, after))
    loss = [Loss("unusable", why)]
    return CaseChange(
        case=case,
        file=file,
        as_of=as_of,
        level=(was, now),
        could_be=(could[0], could[1]),
        less=sentences(loss) if after is None else (),
        more=sentences(loss, "more") if before is None else (),
        before=before,
        after=after,
    )


def _words(found: Assessment) -> Counter[str]:
    """Everything that an assessment says, by what it is and whom or what it is about."""
    return Counter(
        [
            *(f"trigger {one.rule.id}{' (possible)' if one.possible else ''}" for one in found.triggers),
            *(
                f"action {one.contact} {one.by}{', presumed' if one.presumed else ''} ({one.id})"
                for one in found.actions
            ),
            *(f"question {one.id} of {', '.join(one.of)}" for one in found.questions),
            *(f"challenge {one.id}" for one in found.challenges),
            *(
                f"indicator {one.indicator} ({one.kind}{', presumed' if one.presumed else ''})"
                for one in found.indicators
            ),
        ]
    )


def _otherwise(before: Assessment, after: Assessment) -> tuple[str, ...]:
    """The parts of a report that differ, whatever it is in them: nothing that is printed differs unsaid."""
    was, now = (_report(one) for one in (before, after))
    return tuple(f"said otherwise: {plain(part)}" for part in was if was[part] != now[part])


def _report(found: Assessment) -> dict[str, Any]:
    """All of it, but not which rules stand behind a question: one more of them asks nothing else."""
    said = {part: said for part, said in assessment_to_dict(found).items() if part not in _OF_THE_RULESET}
    return said | {"questions": [{**one, "rules": None} for one in said["questions"]]}
