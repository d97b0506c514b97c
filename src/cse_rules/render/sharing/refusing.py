"""When a report is given to nobody of an audience: a household that holds, or may hold, a person of concern."""

from collections.abc import Iterable, Iterator

from cse_rules.assess import Assessment
from cse_rules.assess.actions import may_be_addressed, persons_of_concern
from cse_rules.assess.parts import Finding
from cse_rules.errors import CseRulesError
from cse_rules.facts.case import Case
from cse_rules.facts.types import Disclosure, Fact, LinkedChild, Observation, Withdrawal
from cse_rules.facts.values import Answer
from cse_rules.render.audiences import Audience, audience_named
from cse_rules.render.sharing.household import FAMILY, may_be_of_it, people_in
from cse_rules.rules.conditions import Pattern, parts
from cse_rules.rules.ruleset import DirectoryEntry

_HOMES = (
    DirectoryEntry(id="childs_home", title="the child's home", household="childs_home"),
    DirectoryEntry(id="other_parents_home", title="the other parent's home", household="other_parents_home"),
)
_OPEN = "the child told of harm, and it is not recorded of everybody who did it that they live elsewhere"


class ReportRefused(CseRulesError, ValueError):
    """There is no report for this audience; the message says why, and names nobody."""


def fit(assessment: Assessment, name: str) -> Audience:
    """The audience of that name, if a report of the assessment may be given to it.

    Raises:
        UnknownAudience: if there is no such audience.
        ReportRefused: if it may be given to nobody of it.
    """
    audience = audience_named(name)
    refuse_if_unfit(assessment, audience)
    return audience


def refuse_if_unfit(assessment: Assessment, audience: Audience) -> None:
    """Nothing, if a report may be given to the audience.

    Raises:
        ReportRefused: if it may not.
    """
    if not audience.for_family:
        return
    why = next(_reasons(assessment), None)
    if why is not None:
        raise ReportRefused(
            f"no report {audience.title}: {why}; agree with the police and children's social care who is told what"
        )


def _reasons(assessment: Assessment) -> Iterator[str]:
    """With more caution than `may_be_addressed`, which keeps questions and actions from such a household."""
    world = assessment.world
    entries = [
        *_HOMES,
        *(
            one
            for one in assessment.checked.ruleset.directory.values()
            if one.household or (one.relationship or "") in FAMILY
        ),
    ]
    if any(one.relationship in FAMILY for one in persons_of_concern(world)):
        yield "a person of concern is of the family"
    if any(not may_be_addressed(one, world) for one in entries):
        yield _OPEN if _open(assessment) else "a person of concern lives in a home of the child's, or may live there"
    others = (one for one in assessment.case.of_type("linked_child") if isinstance(one, LinkedChild))
    if any(one.relationship in ("sibling", None) and "causing_harm" in (one.may_be or ()) for one in others):
        yield "another child who may be causing harm is of the family, or may be"
    yield from _more_reasons(assessment)


def _open(assessment: Assessment) -> bool:
    told = (one for one in assessment.case.of_type("disclosure") if isinstance(one, Disclosure))
    return any(one.by is None or one.by.others_unknown for one in told)


def _more_reasons(assessment: Assessment) -> Iterator[str]:
    """Where nobody is recorded as a person of concern, and somebody of the household may be one all the same."""
    case = assessment.case
    if _any_of_it(_behind_signs(assessment), case):
        yield "somebody who is of the household or the family, or may be, takes part in what raised a sign"
    if _any_of_it(_reported(assessment), case):
        yield "somebody who is to be reported is of the household or the family, or may be"
    places = (one.premises for one in case.of_type("disclosure") if isinstance(one, Disclosure) and one.premises)
    if _any_of_it(places, case):
        yield "the child told of harm at a place of somebody who is of the household or the family, or may be"
    taken_back = [one.of for one in case.of_type("withdrawal") if isinstance(one, Withdrawal)]
    if any(one is None or not _names_somebody(case.by_id.get(one)) for one in taken_back):
        yield "the child took back what was told, and it is not recorded whom that was about"
    if any(_says_not_who(way, case) for one in _met(assessment) if _kind(one) == "harm" for way in _ways(one)):
        yield "nobody has recorded who did it, and it may be somebody of the household"


def _met(assessment: Assessment) -> list[Finding]:
    return [one for one in assessment.findings if one.answer is Answer.YES or one.presumed]


def _kind(finding: Finding) -> str:
    return finding.rule.raises.kind if finding.rule.raises is not None else ""


def _behind_signs(assessment: Assessment) -> set[str]:
    """The facts behind signs of harm and of risk."""
    return {name for one in _met(assessment) if _kind(one) in ("harm", "risk") for name in _facts(one)}


def _reported(assessment: Assessment) -> set[str]:
    """The facts behind actions that pass on something about a person, a vehicle, a place or an account."""
    acting = [one for one in _met(assessment) if one.rule.act and not _reads_signs(one)]
    return {name for one in acting for name in _facts(one)}


def _reads_signs(finding: Finding) -> bool:
    """Whether it looks at the signs that other rules found: those of vulnerability report nobody."""
    return any(isinstance(part, Pattern) and part.type == "indicator" for part in parts(finding.rule.when))


def _ways(finding: Finding) -> Iterator[frozenset[str]]:
    """The facts of each choice that makes it so; of what is presumed, of each that may."""
    for one in finding.outcome.choices:
        if one.certain or finding.presumed:
            yield one.evidence | {name for name, _ in one.leads}


def _facts(finding: Finding) -> set[str]:
    return {*finding.evidence, *(name for name, _ in finding.leads), *([finding.per] if finding.per else [])}


def _any_of_it(names: Iterable[str], case: Case) -> bool:
    return any(may_be_of_it(one) for one in people_in(names, case))


def _names_somebody(fact: Fact | None) -> bool:
    return isinstance(fact, Disclosure) and fact.by is not None and not fact.by.others_unknown and bool(tuple(fact.by))


def _says_not_who(way: frozenset[str], case: Case) -> bool:
    """Whether all that makes it a sign of harm is what somebody observed, and that names nobody."""
    behind = [case.by_id[name] for name in way if name in case.by_id]
    return bool(behind) and all(isinstance(one, Observation) for one in behind) and not any(people_in(way, case))
