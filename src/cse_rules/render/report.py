"""The whole report, in the order in which it is read: what to do first comes first."""

from cse_rules.assess import Assessment
from cse_rules.render.act_now import act_now
from cse_rules.render.actions import action_section
from cse_rules.render.challenges import challenge_section
from cse_rules.render.level import level_section
from cse_rules.render.library import NAME, SUPPORTS, version
from cse_rules.render.open_ends import facts_section, not_asked_section, question_section
from cse_rules.render.outline import Line, Section
from cse_rules.render.plan import beside_the_actions
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
        challenge_section(assessment, words),
        *beside_the_actions(assessment, words),
        not_asked_section(assessment, words),
        facts_section(assessment, words),
        second_opinion_section(assessment),
        Section("Notes", map(Line, assessment.notes)),
        Section("Errors: the rest of this report stands", [Line(one, tone="urgent") for one in assessment.errors]),
        sources_section(assessment),
        footer_section(assessment),
    )
    return tuple(one for one in sections if one.lines)


def _statement(assessment: Assessment) -> Section:
    title = f"Case {assessment.case.id}, as of {assessment.as_of}"
    return Section(title, [Line(assessment.statement, tone="strong", mark=" ")])


def sources_section(assessment: Assessment) -> Section:
    """The documents behind the short names, only those that this report cites."""
    rules = [
        *(rule for one in assessment.indicators for rule in one.rules),
        *(trigger.rule for trigger in assessment.triggers),
        *(action.rule for action in assessment.actions),
        *(one.rule for one in assessment.findings if one.rule.id in assessment.level_found.set_by),
    ]
    ruleset = assessment.checked.ruleset
    cited = [*(rule.source for rule in rules), *(one.source for one in assessment.challenges)]
    cited += [source for one in ruleset.practice for source in one.cited]
    keys = {key for source in cited for key, _ in source}
    lines = []
    for key, source in ruleset.sources.items():
        if key in keys:
            lines.append(Line(f"{key}: {'; '.join(filter(None, (source.title, source.date, source.where)))}", mark=" "))
    return Section("Sources", lines)


def footer_section(assessment: Assessment) -> Section:
    """What every document says of itself: the ruleset, its edition, and that it never replaces judgement."""
    ruleset = assessment.checked.ruleset
    return Section(
        "About this report",
        [
            Line(f"Ruleset: {ruleset.title}, edition {ruleset.edition} ({ruleset.status})", mark=" "),
            *(
                Line(f"Built upon: {one.title}, edition {one.edition} ({one.status})", mark=" ")
                for one in ruleset.bases
            ),
            Line(f"Content hash: {ruleset.content_hash}", mark=" "),
            Line(f"Library: {NAME} {version()}", mark=" "),
            Line(ruleset.statement, mark=" "),
            Line(ruleset.preface, mark=" "),
            Line(SUPPORTS, mark=" ", tone="strong"),
        ],
    )
