"""Cards about the assessment as a whole: its level and statement, what was not asked, what does not act or failed."""

from collections.abc import Iterable

from cse_rules.assess import Assessment
from cse_rules.assess.parts import Action, RaisedIndicator
from cse_rules.render.actions import action_lines
from cse_rules.render.cards.card import Plain, card
from cse_rules.render.cards.plain import fits
from cse_rules.render.cards.suggested import to_do
from cse_rules.render.level import level_section
from cse_rules.render.open_ends import not_asked_section
from cse_rules.render.outline import Line, Section
from cse_rules.render.plan import beside_the_actions
from cse_rules.render.second_opinion import disagreement_section
from cse_rules.render.signs import KINDS
from cse_rules.render.switched_off import switched_off_sections
from cse_rules.render.words import Words


def level_card(assessment: Assessment, planned: Iterable[Action], words: Words) -> Plain:
    """The statement, how the level came about, what was not asked, and what is to be done that can wait its time."""
    planned = tuple(planned)
    ruleset = assessment.checked.ruleset
    lowest = assessment.level == ruleset.scale[0]
    return card(
        "level",
        "",
        words,
        summary=_statement(assessment),
        sections=[
            Section(f"As of {assessment.as_of}", [Line(assessment.statement)]),
            level_section(assessment, words),
            Section("Signs that were found", _signs(assessment)),
            Section("To be done", action_lines(planned, assessment, words, when=True)),
            *beside_the_actions(assessment, words),
            not_asked_section(assessment, words),
            Section("Notes", map(Line, (*assessment.notes, ruleset.statement))),
        ],
        indicator="info" if lowest else "warning",
        topic=("level", "Level of concern about the situation"),
        suggestions=to_do(planned, assessment, words),
    )


def _statement(assessment: Assessment) -> str:
    """The statement whole or not at all: half of one is a level without what belongs to it."""
    if fits(assessment.statement):
        return assessment.statement
    open_ = len(assessment.not_asked)
    topics = "1 topic" if open_ == 1 else f"{open_} topics"
    return f"The statement on the situation is longer than this line: read it below; {topics} not asked"


def _signs(assessment: Assessment) -> list[Line]:
    return [
        Line(title, [Line(_sign(one)) for one in found])
        for kind, title in KINDS.items()
        if (found := [one for one in assessment.indicators if one.kind == kind])
    ]


def _sign(found: RaisedIndicator) -> str:
    hunch = " [professional concern only]" if found.hunch else ""
    return f"{found.title}{hunch}{' [presumed: a detail is not known]' if found.presumed else ''}"


def insufficient_card(assessment: Assessment, words: Words) -> Plain | None:
    """That a lowest result would need more to be asked and answered."""
    if assessment.sufficient:
        return None
    needed = assessment.checked.ruleset.sufficient
    open_ = [one for one in assessment.not_asked if one.topic in needed]
    failed = [one.rule.title for one in assessment.findings if one.failed]
    topics = "1 topic was" if len(open_) == 1 else f"{len(open_)} topics were"
    said = [f"{topics} not asked, or not answered"] if open_ else []
    said += [f"{len(failed)} rule{'' if len(failed) == 1 else 's'} could not be answered"] if failed else []
    lines = [Line(f"{one.title} — no answer yet from: {words.agencies(one.waiting_for)}") for one in open_]
    lines += [Line(f"a rule could not be answered: {title}") for title in failed]
    return card(
        "insufficient",
        "",
        words,
        summary=f"Not enough information: {'; '.join(said) or 'what is known is not enough for a lowest result'}",
        sections=[Section("Before the lowest result can be given", lines)],
        indicator="warning",
        topic=("sufficient", "Whether enough was asked"),
    )


def silent_card(assessment: Assessment, words: Words) -> Plain | None:
    """That triggers do not act here, or act more weakly, because a local pack says so."""
    number = sum(one.rule.trigger for one in assessment.silent)
    if not number:
        return None
    triggers = "1 trigger" if number == 1 else f"{number} triggers"
    return card(
        "silent",
        "",
        words,
        summary=f"{triggers} switched off or weakened in this local pack: look at what is recorded yourself",
        sections=switched_off_sections(assessment, words),
        indicator="warning",
        topic=("switched_off", "What is switched off or weakened"),
    )


def errors_card(assessment: Assessment, words: Words) -> Plain | None:
    """That something went wrong: the rest stands."""
    if not assessment.errors:
        return None
    number = len(assessment.errors)
    return card(
        "errors",
        "",
        words,
        summary=f"{'1 problem' if number == 1 else f'{number} problems'} while assessing: the rest stands",
        sections=[
            Section("Errors: the rest stands", map(Line, assessment.errors)),
            disagreement_section(assessment, words),
        ],
        indicator="warning",
        topic=("errors", "What went wrong"),
    )
