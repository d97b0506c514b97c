"""What a local pack has switched off or weakened: in every report, so that nobody takes a silence for an answer."""

from collections.abc import Iterator

from cse_rules.assess import Assessment
from cse_rules.assess.parts import Silent
from cse_rules.facts.values import Answer
from cse_rules.render.evidence import evidence
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.words import Words


def switched_off_sections(assessment: Assessment, words: Words) -> Iterator[Section]:
    """Each of them with its reason, triggers first; in a box as soon as one of them is a trigger."""
    off = [one for one in assessment.silent if not one.weaker]
    triggers = any(one.rule.trigger for one in off)
    title = "TRIGGERS THAT DO NOT ACT HERE, and other rules switched off" if triggers else "Switched off in this pack"
    yield Section(title, [_off(one, words) for one in off], boxed=triggers)
    weaker = [_weaker(one, words) for one in assessment.silent if one.weaker]
    yield Section("TRIGGERS THAT ARE WEAKER HERE than in what this is built upon", weaker, boxed=True)


def _off(one: Silent, words: Words) -> Line:
    head = f"{'Trigger' if one.rule.trigger else 'Rule'} switched off: {one.rule.title}"
    under = [*_would(one, "nothing follows from that here"), *evidence(one.facts, words)]
    under.append(quiet(f"why it is off in {one.pack}: {one.because} (rule {one.rule.id} of {one.base})"))
    return Line(head, under, "urgent" if one.rule.trigger else "plain", "!" if one.rule.trigger else "•")


def _weaker(one: Silent, words: Words) -> Line:
    follows = "it is met here as well, and does less" if one.acts_here else "nothing follows from that here"
    under = [Line(how, mark="↓") for how in one.weaker]
    under += [*_would(one, follows), *evidence(one.facts, words)]
    under.append(quiet(f"why it is weaker in {one.pack}: {one.because} (rule {one.rule.id} of {one.base})"))
    return Line(f"Trigger weakened: {one.rule.title}", under, "urgent", "!")


def _would(one: Silent, follows: str) -> list[Line]:
    """What the rule of the base would say to what is recorded."""
    as_there = f" as {one.base} has it" if one.weaker else ""
    if one.answer is Answer.YES:
        return [Line(f"what is recorded would meet it{as_there}; {follows}", tone="strong", mark="!")]
    if one.possible:
        said = f"what is recorded may meet it{as_there}, once a missing detail is known"
        return [Line(said, tone="strong", mark="?")]
    return []
