"""The rules that a local pack has switched off: in every report, so that nobody takes their silence for an answer."""

from cse_rules.assess import Assessment
from cse_rules.assess.assessment import Silent
from cse_rules.facts.values import Answer
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.words import Words


def switched_off_section(assessment: Assessment, words: Words) -> Section:
    """Each of them with its reason, triggers first; in a box as soon as one of them is a trigger."""
    triggers = any(one.rule.trigger for one in assessment.silent)
    title = "Switched off in this pack"
    if triggers:
        surely = " AS SURELY" if all(one.weaker for one in assessment.silent if one.rule.trigger) else ""
        title = f"TRIGGERS THAT DO NOT ACT HERE{surely}, and other rules switched off"
    return Section(title, [_line(one, words) for one in assessment.silent], boxed=triggers)


def _line(one: Silent, words: Words) -> Line:
    what = "weakened" if one.weaker else "switched off"
    head = f"{'Trigger' if one.rule.trigger else 'Rule'} {what}: {one.rule.title}"
    under = [Line(how, mark="!") for how in one.weaker]
    if one.answer is Answer.YES and one.weaker:
        told = f"what is recorded meets it as {one.base} has it; see above whether anything follows here"
        under.append(Line(told, tone="strong", mark="!"))
    elif one.answer is Answer.YES:
        under.append(Line("what is recorded would meet it; nothing follows from that here", tone="strong", mark="!"))
    elif one.possible:
        under.append(Line("what is recorded may meet it, once a missing detail is known", tone="strong", mark="?"))
    under += [quiet(words.told(name)) for name in one.facts]
    why = f"why it is {'said otherwise' if one.weaker else 'off'} in {one.pack}"
    under.append(quiet(f"{why}: {one.because} (rule {one.rule.id} of {one.base})"))
    return Line(head, under, "urgent" if one.rule.trigger else "plain", "!" if one.rule.trigger else "•")
