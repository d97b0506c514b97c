"""The whole report, in the order in which it is read: what to do first comes first."""

from collections.abc import Iterator

from cse_rules.assess import Assessment
from cse_rules.render.about import about_section, sources_section
from cse_rules.render.act_now import act_now
from cse_rules.render.actions import action_section, told_actions
from cse_rules.render.audiences import FULL, Audience
from cse_rules.render.challenges import challenge_section
from cse_rules.render.level import level_section
from cse_rules.render.names import clean
from cse_rules.render.open_ends import facts_section, not_asked_section, question_section
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.plan import beside_the_actions
from cse_rules.render.second_opinion import disagreement_section, second_opinion_section
from cse_rules.render.sharing.masking import words_for
from cse_rules.render.sharing.refusing import refuse_if_unfit
from cse_rules.render.sharing.told import as_told
from cse_rules.render.signs import sign_sections
from cse_rules.render.switched_off import switched_off_sections
from cse_rules.render.words import Words


def report(assessment: Assessment, audience: Audience = FULL) -> tuple[Section, ...]:
    """Every section that has something to say to an audience.

    Raises:
        ReportRefused: if that audience is given none.
    """
    refuse_if_unfit(assessment, audience)
    assessment = as_told(assessment, audience)
    words = words_for(assessment, audience)
    sections = (
        act_now(assessment, words),
        *first_sections(assessment, words),
        _statement(assessment, words),
        level_section(assessment, words),
        *sign_sections(assessment, words),
        action_section(assessment, words),
        question_section(assessment, words),
        challenge_section(assessment, words),
        *beside_the_actions(assessment, words),
        not_asked_section(assessment, words),
        *last_sections(assessment, words),
    )
    return tuple(one for one in sections if one.lines)


def first_sections(assessment: Assessment, words: Words) -> Iterator[Section]:
    """What must be seen before the rest is believed."""
    if words.audience.sees("engines"):
        yield disagreement_section(assessment, words)
    if words.audience.sees("the record itself"):
        yield from switched_off_sections(assessment, words)


def last_sections(assessment: Assessment, words: Words) -> Iterator[Section]:
    """What is there for whoever wants to check."""
    if words.audience.sees("the record itself"):
        yield facts_section(assessment, words)
    if words.audience.sees("engines"):
        yield second_opinion_section(assessment)
    yield Section("Notes", map(Line, assessment.notes))
    yield Section("Errors: the rest of this report stands", _errors(assessment, words))
    yield sources_section(cited(assessment, words), assessment.checked.ruleset)
    yield about_section(assessment.checked.ruleset)


def heading(assessment: Assessment, words: Words) -> str:
    """The case, if it is named to the audience, and the day."""
    about = f"Case {clean(words.case.id)}" if words.audience.named else "About a child"
    return f"{about}, as of {assessment.as_of}"


def version(audience: Audience) -> list[str]:
    """For whom the report is, and what is not in it; nothing of one that says all."""
    return [f"This version is {audience.title}.", audience.note] if audience.note else []


def _statement(assessment: Assessment, words: Words) -> Section:
    lines = [Line(assessment.statement, tone="strong", mark=" "), *map(quiet, version(words.audience))]
    return Section(heading(assessment, words), lines)


def _errors(assessment: Assessment, words: Words) -> list[Line]:
    """Each as it is, where ids may be named."""
    if words.audience.named and words.audience.sees("engines"):
        return [Line(one, tone="urgent") for one in assessment.errors]
    number = len(assessment.errors)
    problems = "1 problem" if number == 1 else f"{number} problems"
    return [Line(f"{problems} while assessing: the full report says which", tone="urgent")] if number else []


def cited(assessment: Assessment, words: Words) -> frozenset[str]:
    """The short names of the documents that a report to an audience cites."""
    set_by, possible = assessment.level_found.set_by, words.audience.sees("what is possible")
    rules = [
        *(rule for one in assessment.indicators if words.tells_all(one.facts) for rule in one.rules),
        *(one.rule for one in assessment.triggers if words.tells_all(one.facts) and (possible or not one.possible)),
        *(action.rule for action in told_actions(assessment.actions, assessment, words)),
        *(one.rule for one in assessment.findings if one.rule.id in set_by and words.tells_all(one.evidence)),
    ]
    ruleset, challenged = assessment.checked.ruleset, words.audience.sees("challenges")
    challenges = assessment.challenges if challenged else ()
    sources = [*(rule.source for rule in rules), *(one.source for one in challenges)]
    practice = ruleset.practice if challenged else (ruleset.plan,)
    sources += [source for one in practice if one is not None for source in one.cited]
    return frozenset(key for source in sources for key, _ in source)
