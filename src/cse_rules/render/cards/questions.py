"""Cards about questions: one for each agency, with everything that it may know."""

from collections.abc import Iterator

from cse_rules.assess import Assessment
from cse_rules.assess.parts import Question
from cse_rules.render.cards.card import Plain, card
from cse_rules.render.cards.suggested import may_change_level, to_ask
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.words import Words

_NOBODY = "Whoever may know"
_UNTRIED = (Line("It was not tried which of these could change the level.", mark="!"),)


def question_cards(assessment: Assessment, words: Words) -> Iterator[Plain]:
    """For each agency the questions that go to it first; those that others are asked before it are named as well."""
    of: dict[str, list[Question]] = {}
    for one in assessment.questions:
        of.setdefault((one.of or ("",))[0], []).append(one)
    for agency in sorted(of, key=[*assessment.checked.ruleset.directory, ""].index):
        also = [one for one in assessment.questions if agency in one.of[1:]]
        yield _card(agency, of[agency], also, words)


def _card(agency: str, asked: list[Question], also: list[Question], words: Words) -> Plain:
    changing = sum(may_change_level(one) is True for one in asked)
    untried = any(may_change_level(one) is None for one in asked)
    number = "1 question" if len(asked) == 1 else f"{len(asked)} questions"
    could = f", {changing} of which could change the level" if changing else ""
    title = words.agency(agency) if agency else _NOBODY
    return card(
        "ask",
        agency,
        words,
        summary=f"{number}{could}: {title}",
        sections=[
            Section(f"Ask: {title}", [*(_UNTRIED if untried else ()), *(_line(one, words) for one in asked)]),
            Section("Others are asked first, and it may know too", [Line(one.ask) for one in also]),
        ],
        indicator="warning" if changing or untried else "info",
        topic=(f"questions:{agency}", f"Questions: {title}"),
        suggestions=to_ask(asked, agency, words),
    )


def _line(question: Question, words: Words) -> Line:
    mark = ""
    if question.might_raise_level:
        mark = "might raise the level: "
    elif question.could_change_level:
        mark = f"could change the level{' together with other answers' if question.together_with else ''}: "
    about = [quiet(f"about: {words.told(question.about)}")] if question.about and question.about != "child" else []
    return Line(f"{mark}{question.ask}", about)
