"""The rules that a local pack has switched off: in every report, so that nobody takes their silence for an answer."""

from cse_rules.assess import Assessment
from cse_rules.assess.assessment import Silent
from cse_rules.facts.values import Answer
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.words import Words


def switched_off_section(assessment: Assessment, words: Words) -> Section:
    """Each of them with its reason, triggers first; in a box as soon as one of them is a trigger."""
    triggers = any(one.rule.trigger for one in assessment.silent)
    title = "TRIGGERS THAT DO NOT ACT HERE, and other rules switched off" if triggers else "Switched off in this pack"
    return Section(title, [_line(one, words) for one in assessment.silent], boxed=triggers)


def _line(one: Silent, words: Words) -> Line:
    head = f"{'Trigger' if one.rule.trigger else 'Rule'} switched off: {one.rule.title}"
    under = []
    if one.answer is Answer.YES:
        under.append(Line("what is recorded would meet it; nothing follows from that here", tone="strong", mark="!"))
    elif one.possible:
        under.append(Line("what is recorded may meet it, once a missing detail is known", tone="strong", mark="?"))
    under += [quiet(words.told(name)) for name in one.facts]
    under.append(quiet(f"why it is off in {one.pack}: {one.because} (rule {one.rule.id} of {one.base})"))
    return Line(head, under, "urgent" if one.rule.trigger else "plain", "!" if one.rule.trigger else "•")
