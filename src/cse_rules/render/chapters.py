"""A report in chapters: the four questions that everybody who looks at a case is asked, and what belongs to each."""

from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from cse_rules.assess import Assessment
from cse_rules.render.act_now import act_now
from cse_rules.render.actions import action_section, contact_lines, is_urgent, state_in_words, told_actions
from cse_rules.render.challenges import challenge_section
from cse_rules.render.level import level_section
from cse_rules.render.open_ends import not_asked_section, question_section
from cse_rules.render.outline import Line, Section
from cse_rules.render.plan import beside_the_actions
from cse_rules.render.report import first_sections, heading, last_sections, version
from cse_rules.render.signs import sign_sections
from cse_rules.render.words import Words

if TYPE_CHECKING:
    from cse_rules.assess.session import History, LateRecognition

SEEN, ASK, LEVEL, DO = "seen", "ask", "level", "do"


def _that_say_something(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return tuple(one for one in sections if one.lines)


@frozen
class Chapter:
    """A question of the reader's, and the sections that answer it."""

    name: str
    title: str
    sections: tuple[Section, ...] = field(converter=_that_say_something)


def before_all(assessment: Assessment, words: Words) -> tuple[Section, ...]:
    """The box, and whatever must be seen before the rest is believed."""
    sections = (act_now(assessment, words), *first_sections(assessment, words))
    return tuple(one for one in sections if one.lines)


def chapters(assessment: Assessment, words: Words, late: "LateRecognition | None" = None) -> tuple[Chapter, ...]:
    """What can be seen, what to ask, the level, what to do; then what is said to professionals."""
    found = (
        Chapter(SEEN, "What can be seen", tuple(sign_sections(assessment, words))),
        Chapter(
            ASK,
            "What else to ask, and of whom",
            (question_section(assessment, words), not_asked_section(assessment, words)),
        ),
        Chapter(LEVEL, "How high the concern about the situation is", (level_section(assessment, words),)),
        Chapter(
            DO,
            "What to do, and whom to contact",
            (
                concern_section(assessment, words),
                action_section(assessment, words),
                *beside_the_actions(assessment, words),
            ),
        ),
        Chapter(
            "challenges",
            "What professionals should challenge",
            (challenge_section(assessment, words, late),),
        ),
    )
    return tuple(one for one in found if one.sections)


def recognised_late(history: "History | None") -> "LateRecognition | None":
    """What was recognised late, if somebody has looked back."""
    if history is None:
        return None
    from cse_rules.assess.session import late_recognition  # whoever gives a history has imported it

    return late_recognition(history)


def flat(
    assessment: Assessment,
    words: Words,
    facts: Section,
    over_time: Section,
    late: "LateRecognition | None" = None,
) -> tuple[str, tuple[Section, ...]]:
    """The title and all sections one after another, for a form that has headings of two levels and no more.

    Args:
        assessment: from `assess`.
        words: to whom it is told.
        facts: the list of them.
        over_time: stands with the level.
        late: what was recognised late.
    """
    said = [
        Line(assessment.statement, tone="strong", mark=" "),
        *(Line(one, mark=" ") for one in version(words.audience)),
    ]
    parts: list[Section] = []
    for number, chapter in enumerate(chapters(assessment, words, late), 1):
        parts += _part(f"{number}. {chapter.title}", chapter.sections)
        parts += [over_time] if chapter.name == LEVEL and over_time.lines else []
    return heading(assessment, words), (
        *before_all(assessment, words),
        Section("In one sentence", said),
        *parts,
        *([facts] if facts.lines else []),
        *_part("What this rests on", _that_say_something(tuple(last_sections(assessment, words)))),
    )


def _part(title: str, sections: tuple[Section, ...]) -> list[Section]:
    return [Section(title), *(evolve(one, level=2) for one in sections)] if sections else []


def concern_section(assessment: Assessment, words: Words) -> Section:
    """Whether to raise a concern: what the rules call for, as the least, and where concerns go."""
    calls: dict[str, str] = {}
    for one in told_actions(assessment.actions, assessment, words):
        urgent = " — now" if is_urgent(one) and one.by != "immediately" else ""
        if one.contact not in calls:
            state = f"; {state_in_words(one)}" if words.audience.tells_every_fact else ""
            calls[one.contact] = f"{words.agency(one.contact)}{urgent} ({one.by}{state})"
    lines = [Line("The rules call for contact with:", [Line(one, mark="→") for one in calls.values()], "strong")]
    if not calls:
        lines = [Line("The rules call for no contact by what is recorded. That is no reason to raise none.")]
    to = assessment.checked.ruleset.refer_to
    where = [Line(f"Concerns go to: {words.agency(to)}", contact_lines(to, words))] if to else []
    least = Line(
        "It is for you to judge. What the rules call for is the least, and a concern can be raised at any level."
    )
    return Section("Would you raise a concern?", [least, *lines, *where])
