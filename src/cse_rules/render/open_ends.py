"""What to ask and of whom, what was not asked, and what became of the facts that no rule used."""

from cse_rules.assess import Assessment
from cse_rules.assess.assessment import FactUse, Question
from cse_rules.render.outline import Line, Section
from cse_rules.render.words import Words

_COULD_CHANGE = "COULD CHANGE THE LEVEL: "


def question_section(assessment: Assessment, words: Words) -> Section:
    """Each question once, under the first agency that may know; the others are pointed to it by its number."""
    asked = sorted(_merged(assessment), key=lambda one: not one[0].could_change_level)
    directory = assessment.checked.ruleset.directory
    agencies = {agency for one, _ in asked for agency in one.of or ("",)}
    numbered = list(enumerate(asked, 1))
    lines = []
    for agency in sorted(agencies, key=[*directory, ""].index):
        own = [_question(number, *one, words) for number, one in numbered if (one[0].of or ("",))[0] == agency]
        also = [str(number) for number, (one, _) in numbered if agency in one.of[1:]]
        pointers = [Line(f"also ask: {', '.join(also)}", mark="→")] if also else []
        lines.append(Line(words.agency(agency) if agency else "Whoever may know", [*own, *pointers], "strong", " "))
    changing = sum(one.could_change_level is True for one, _ in asked)
    head = []
    if any(one.could_change_level is None for one, _ in asked):
        head.append(Line("It was not tried which of these could change the level."))
    if changing:
        head.append(Line(f"{changing} of {len(asked)} could change the level, and are marked; ask these first."))
    return Section("Questions, and who may hold the answer", [*head, *lines])


def _merged(assessment: Assessment) -> list[tuple[Question, list[str]]]:
    """What is asked in the same words of the same agencies about several facts is asked once."""
    grouped: dict[tuple[str, tuple[str, ...], bool | None], tuple[Question, list[str]]] = {}
    for one in assessment.questions:
        _, about = grouped.setdefault((one.ask, one.of, one.could_change_level), (one, []))
        about += [one.about] if one.about else []
    return list(grouped.values())


def _question(number: int, question: Question, about: list[str], words: Words) -> Line:
    told = [Line(f"about: {words.told(name)}", mark=" ", tone="quiet") for name in about if name != "child"]
    mark = _COULD_CHANGE if question.could_change_level else ""
    return Line(f"{mark}{question.ask}", told, "urgent" if mark else "plain", f"{number}.")


def not_asked_section(assessment: Assessment, words: Words) -> Section:
    """The topics that are not closed, with the agencies that have not answered."""
    needed = assessment.checked.ruleset.sufficient
    return Section(
        "Not asked, or not answered",
        [
            Line(
                f"{one.title}{' (needed before the lowest result can be given)' if one.topic in needed else ''}"
                f" — no answer yet from: {words.agencies(one.waiting_for)}"
            )
            for one in assessment.not_asked
        ],
    )


def facts_section(assessment: Assessment, words: Words) -> Section:
    """What became of every fact; those that no rule read, and those that have grown old, by name."""
    uses: tuple[FactUse, ...] = ("evidence", "lead", "not met", "aged out", "unread")
    called = {"evidence": "evidence", "lead": "lacking a detail", "not met": "read, and no rule was met by them",
              "aged out": "too long ago for the rules that read them", "unread": "read by no rule"}  # fmt: skip
    total = len(assessment.uses)
    counts = ", ".join(f"{len(assessment.used_as(use))} {called[use]}" for use in uses if assessment.used_as(use))
    lines = [Line(f"{total} fact{'' if total == 1 else 's'}: {counts or 'none recorded'}")]
    for use in ("unread", "aged out", "not met"):
        found = [Line(words.told(one)) for one in assessment.used_as(use)]
        if found:
            lines.append(Line(f"{called[use][:1].upper()}{called[use][1:]}:", found, "strong", " "))
    return Section("What became of the facts", lines)
