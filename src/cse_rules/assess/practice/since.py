"""From when on the reason of a challenge stands: its clock runs from there, and more facts do not start it anew."""

from attrs import evolve

from cse_rules.assess.actions import learned, newest_of
from cse_rules.assess.assessment import Assessment
from cse_rules.assess.findings import stands
from cse_rules.assess.parts import Action, Finding
from cse_rules.assess.run import assess
from cse_rules.facts.pruning import pointing_only_at
from cse_rules.facts.values import When
from cse_rules.rules.conditions import ActionIs, Count, LevelIs, Sum, parts


def stands_since(finding: Finding, assessment: Assessment) -> When | None:
    """From when on a reason stands: the first way in which it does. More facts do not start it anew."""
    world = assessment.world
    ways = [newest_of(way, world) for way in finding.outcome.ways if way]
    known = [one for one in ways if one is not None]
    first = min(known, key=lambda when: when.latest, default=None)
    if any(isinstance(one, Count | Sum) for one in parts(finding.rule.when)):
        first = _first_counted(finding, assessment) or first
    if first is None:
        first = newest_of((finding.per,), world) if finding.per else learned(finding, world)
    read = list(parts(finding.rule.when))
    others: list[When | None] = [first]
    if any(isinstance(one, LevelIs) for one in read) and world.level is not None:
        others.append(world.level.since())
    overdue = {one.rule for one in read if isinstance(one, ActionIs)}
    others += [_overdue_since(one) for one in assessment.actions if one.rule.id in overdue and _about(one, finding)]
    return max((one for one in others if one is not None), key=lambda when: when.latest, default=None)


def _overdue_since(action: Action) -> When | None:
    return When.at(action.due) if action.state == "overdue" and action.due is not None else None


def _about(action: Action, finding: Finding) -> bool:
    return not finding.evidence or bool(set(action.facts) & set(finding.evidence))


def _first_counted(finding: Finding, assessment: Assessment) -> When | None:
    """Of what is counted, when there was enough of it: tried without those facts that were learned last."""
    known = assessment.case.by_id
    learned_at = {name: known[name].recorded or known[name].happened for name in finding.evidence if name in known}
    dated = {name: when for name, when in learned_at.items() if when is not None}
    for when in sorted(set(dated.values()), key=lambda one: one.latest):
        later = {name for name, each in dated.items() if each.latest > when.latest}
        if not later:
            break
        present = known.keys() - later
        kept = [pointing_only_at(one, present, later) for one in assessment.case.records if str(one.id) in present]
        fewer = assess(evolve(assessment.case, records=kept), assessment.checked, try_answers=False)
        if any(one.id == finding.id and stands(one) for one in fewer.findings):
            return when
    return None
