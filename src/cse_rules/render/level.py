"""The level of concern about the situation: how it came about, and what could raise it."""

from cse_rules.assess import Assessment
from cse_rules.derive.world import Lead
from cse_rules.facts.values import Answer
from cse_rules.render.names import listed
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.second_opinion import raised_lines
from cse_rules.render.words import Words
from cse_rules.rules.conditions import Pattern, parts
from cse_rules.rules.ruleset import Rule

_HELD = {
    "rules": "the rules that are met by what is recorded",
    "judgement": "a professional's judgement, which is higher than what the rules establish",
    "step-down guard": "an earlier assessment, which was higher: the level goes down one step at a time, and only with "
    "the sign-off of a second person (the step-down guard)",
}


def level_section(assessment: Assessment, words: Words) -> Section:
    """At least, could be, and the reasons for both."""
    found = assessment.level_found
    lowest = assessment.checked.ruleset.scale[0]
    lines = []
    if found.value is None:
        lines.append(
            Line("Insufficient information: no level can be given until more is asked and answered.", tone="strong")
        )
    else:
        least = "" if found.value == lowest else "At least: "
        held = _HELD.get(found.held_by, found.held_by)
        because = [Line(f"because of {held}")] if words.audience.tells_every_fact else []
        why = [*because, *_setters(assessment, words)]
        lines.append(Line(f"{least}{words.level(found.value)}", why, "strong"))
        if found.held_by != "rules":
            lines.append(Line(f"The rules alone establish: {words.level(found.established)}"))
    if found.could_be != (found.value or lowest):
        lines.append(Line(f"Could be: {words.level(found.could_be)}", _raisers(assessment, words), "strong"))
    if found.value is not None and not assessment.sufficient:
        lines.append(Line("Not everything that should be asked has been: read this as a floor and not as a result."))
    if assessment.not_asked:
        lines.append(Line(_not_asked(assessment, shown=found.could_be != (found.value or lowest))))
    return Section("Level of concern about the situation", lines)


def _not_asked(assessment: Assessment, *, shown: bool) -> str:
    """How many topics are open, and, where "could be" is shown, that it is no ceiling while there are any."""
    number = len(assessment.not_asked)
    topics = "1 topic was" if number == 1 else f"{number} topics were"
    top = assessment.level == assessment.checked.ruleset.scale[-1]
    said = f"{topics} not asked, or not answered" + ("." if top else f": {FURTHER if shown else RAISE}.")
    return f"{COVERS} {said}" if shown else said


COVERS = "“Could be” covers only what is recorded, with the details that it lacks."
RAISE = "what nobody has asked could raise the level"
FURTHER = f"{RAISE} further"


def _setters(assessment: Assessment, words: Words) -> list[Line]:
    """The rules that set the level, and what they rest on."""
    if assessment.held_by == "judgement":
        return _all("judgement", assessment, words)
    if assessment.held_by == "step-down guard":
        return _all("assessment", assessment, words)
    lines = []
    signs_told = [one for one in assessment.indicators if words.tells_all(one.facts)]
    raised = [f"“{one.title}”" for one in signs_told if one.band == assessment.established]
    for rule in assessment.level_found.set_by:
        found = next(one for one in assessment.findings if one.rule.id == rule and one.answer is Answer.YES)
        reads = _reads(found.rule)
        if not (raised if reads else words.tells_all(found.evidence)):
            continue
        signs = raised if reads else []
        source = quiet(f"source: {words.cite(found.rule.source)} (rule {rule})")
        lines.append(Line(f"set by: {found.rule.title}{': ' if signs else ''}{listed(signs)}", [source]))
    return lines


def _all(type_name: str, assessment: Assessment, words: Words) -> list[Line]:
    names = (str(one.id) for one in assessment.case.of_type(type_name))
    return [Line(words.fact(name), fact=name) for name in names if words.tells(name)]


def _reads(rule: Rule) -> bool:
    """Whether a rule looks at the signs that other rules found."""
    return any(isinstance(part, Pattern) and part.type == "indicator" for part in parts(rule.when))


def _raisers(assessment: Assessment, words: Words) -> list[Line]:
    """The missing details that could raise the level."""
    leads = [one for one in sorted(assessment.level_found.leads) if words.tells(one[0])]
    details = {_detail(lead, assessment, words): lead[0] for lead in leads}
    failed = [one.rule.title for one in assessment.findings if one.failed and one.rule.level is not None]
    return [
        *(Line(f"if it turned out so: {one}", mark="?", fact=fact) for one, fact in details.items()),
        *(Line(f"a rule could not be answered: {title}", mark="?") for title in failed),
        *raised_lines(assessment),
    ]


def _detail(lead: Lead, assessment: Assessment, words: Words) -> str:
    asked = next((one for one in assessment.questions if one.id == ".".join(lead)), None)
    return f"{asked.ask if asked else lead[1].replace('_', ' ')} ({words.told(lead[0])})"
