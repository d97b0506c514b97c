"""What is not known, ranked by what an answer could do to the level."""

from attrs import frozen

from cse_rules.assess.assessment import Assessment
from cse_rules.assess.look import Look, look
from cse_rules.assess.parts import Question
from cse_rules.assess.run import assess
from cse_rules.assess.together import Together
from cse_rules.assess.whatif import levels_by_detail, levels_by_topic
from cse_rules.check import CheckedRuleset
from cse_rules.derive.world import Lead
from cse_rules.engines.compiled import Compiled
from cse_rules.facts.case import Case
from cse_rules.rules.ruleset import Rule


@frozen(kw_only=True)
class Gap:
    """A missing detail or an open topic, and what is at stake."""

    question: Question
    levels: tuple[str | None, ...]
    """The levels, other than the present one, that some answer gives; the highest first, None (not enough is known)
    last."""
    together: str | None = None
    """The level that no answer to it alone gives, and one together with answers to `question.together_with`."""
    triggers: tuple[Rule, ...]
    """Triggers that stay not known until it is answered."""


@frozen(kw_only=True)
class Gaps:
    """The gaps of a case, those that could raise the level furthest first."""

    assessment: Assessment
    gaps: tuple[Gap, ...]
    tried: bool
    """Whether answers were tried; if not, no gap names a level."""


def gaps(case: Case, ruleset: CheckedRuleset, *, try_answers: bool | None = None) -> Gaps:
    """What nobody has recorded and rules ask for, ranked by what it could do to the level.

    Args:
        case: with an `as_of`.
        ruleset: a checked ruleset.
        try_answers: as in `assess`.

    Raises:
        CaseError: as `assess`.
    """
    found = assess(case, ruleset, try_answers=try_answers)
    base = look(case, ruleset, Compiled())
    rules = {finding.rule.id: finding.rule for finding in found.findings}
    jointly = Together(base)
    unknown = [one for one in found.questions if not _asked_outright(one)]
    made = [
        Gap(
            question=one,
            levels=_levels(one, base) if one.could_change_level else (),
            together=_together(one, jointly),
            triggers=tuple(rules[name] for name in one.rules if name in rules and rules[name].trigger),
        )
        for one in unknown
    ]
    scale = ruleset.ruleset.scale
    return Gaps(
        assessment=found,
        gaps=tuple(sorted(made, key=lambda one: _rank(one, base.level, scale))),
        tried=all(one.could_change_level is not None for one in unknown),
    )


def _asked_outright(question: Question) -> bool:
    """A rule that is met asks it whatever is known; nothing is missing for the rule itself."""
    return "#" in question.id and question.id.partition("#")[0].partition("/")[0] in question.rules


def _levels(question: Question, base: Look) -> tuple[str | None, ...]:
    if question.about is not None:
        found = levels_by_detail(_lead(question, question.about), base)
    else:
        found = levels_by_topic(question.id, base)
    scale = base.world.checked.ruleset.scale
    return tuple(sorted(found - {base.level}, key=lambda one: -_step(one, scale)))


def _together(question: Question, jointly: Together) -> str | None:
    if question.about is None or not question.together_with:
        return None
    found = jointly.of(_lead(question, question.about))
    return None if found is None else found.level


def _lead(question: Question, fact: str) -> Lead:
    return fact, question.id.removeprefix(f"{fact}.")


def _step(level: str | None, scale: tuple[str, ...]) -> int:
    return -1 if level is None else scale.index(level)


def _rank(gap: Gap, now: str | None, scale: tuple[str, ...]) -> tuple[object, ...]:
    """Higher levels first, by one answer before by several, then triggers, then the level in any other way."""
    given = (*gap.levels, gap.together)
    raised = max((_step(one, scale) for one in given if _step(one, scale) > _step(now, scale)), default=-1)
    question = gap.question
    number = (-raised, len(question.together_with), not question.might_raise_level, -len(gap.triggers))
    return (*number, not question.could_change_level, -len(question.rules), question.about is None, question.id)
