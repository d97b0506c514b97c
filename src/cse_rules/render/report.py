"""The whole report, in the order in which it is read: what to do first comes first."""

from cse_rules.assess import Assessment
from cse_rules.render.about import about_section, sources_section
from cse_rules.render.act_now import act_now
from cse_rules.render.actions import action_section
from cse_rules.render.level import level_section
from cse_rules.render.open_ends import facts_section, not_asked_section, question_section
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.second_opinion import disagreement_section, second_opinion_section
from cse_rules.render.signs import sign_sections
from cse_rules.render.switched_off import switched_off_sections
from cse_rules.render.words import Words


def report(assessment: Assessment) -> tuple[Section, ...]:
    """Every section that has something to say."""
    words = Words.of(assessment)
    sections = (
        act_now(assessment, words),
        disagreement_section(assessment, words),
        *switched_off_sections(assessment, words),
        _statement(assessment),
        level_section(assessment, words),
        *sign_sections(assessment, words),
        action_section(assessment, words),
        question_section(assessment, words),
        _challenges(assessment, words),
        not_asked_section(assessment, words),
        facts_section(assessment, words),
        second_opinion_section(assessment),
        Section("Notes", map(Line, assessment.notes)),
        Section("Errors: the rest of this report stands", [Line(one, tone="urgent") for one in assessment.errors]),
        sources_section(cited(assessment), assessment.checked.ruleset),
        about_section(assessment.checked.ruleset),
    )
    return tuple(one for one in sections if one.lines)


def _statement(assessment: Assessment) -> Section:
    title = f"Case {assessment.case.id}, as of {assessment.as_of}"
    return Section(title, [Line(assessment.statement, tone="strong", mark=" ")])


def _challenges(assessment: Assessment, words: Words) -> Section:
    lines = []
    for one in assessment.challenges:
        facts = [quiet(words.told(name)) for name in _about(one.id, one.facts, assessment)]
        under = [Line(f"why: {one.because}", mark=" "), *facts]
        if one.presumed:
            under.append(Line("presumed: the record is not said to be complete", mark="?"))
        cited = f"source: {words.cite(one.source)} " if one.source else ""
        under.append(quiet(f"{cited}(rule {one.rule})"))
        lines.append(Line(one.say, under))
    return Section("Challenges to what was decided, not done or written", lines)


def _about(name: str, facts: tuple[str, ...], assessment: Assessment) -> tuple[str, ...]:
    """The facts behind a prompt; of one that is presumed, the fact that it is about."""
    finding = next((one for one in assessment.findings if one.id == name), None)
    return facts or ((finding.per,) if finding is not None and finding.per else ())


def cited(assessment: Assessment) -> frozenset[str]:
    """The short names of the documents that a report cites."""
    rules = [
        *(rule for one in assessment.indicators for rule in one.rules),
        *(trigger.rule for trigger in assessment.triggers),
        *(action.rule for action in assessment.actions),
        *(one.rule for one in assessment.findings if one.rule.id in assessment.level_found.set_by),
    ]
    sources = [*(rule.source for rule in rules), *(one.source for one in assessment.challenges)]
    return frozenset(key for source in sources for key, _ in source)
