"""A comparison of rulesets as sections to be printed, and as plain data for other tools."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from cse_rules.render.names import plain
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.rules.ruleset import Ruleset
from cse_rules.workbench.diff.caseload import Compared
from cse_rules.workbench.diff.cases import CaseChange
from cse_rules.workbench.diff.rulesets import Change

_MARKS = {"removed": "-", "changed": "~", "renamed": "~", "added": "+"}
_GAP = "  "
_SHORTEST = 16
_WIDTH = 96
"""Columns of the table: it fits a report of 100."""


def diff_sections(
    old: Ruleset, new: Ruleset, found: Iterable[Change], cases: Compared | None = None
) -> tuple[Section, ...]:
    """What changed in the rules, then what that changes for cases, the less cautious first."""
    listed = tuple(found)
    head = Section(
        "What is compared",
        [Line(f"{word}: {one.title}, edition {one.edition}, content hash {one.content_hash}", mark=" ")
         for word, one in (("old", old), ("new", new))],
    )  # fmt: skip
    sections = [head, Section("What changed in the ruleset", [_line(one) for one in listed] or [_nothing()])]
    if cases is not None:
        sections += _case_sections(cases)
    return tuple(sections)


def _nothing() -> Line:
    return Line("nothing that is read: the two say the same", mark=" ")


def _line(one: Change) -> Line:
    at = f" ({one.at})" if one.at is not None else ""
    urgent = one.how == "removed" and one.what in ("guarantee", "trigger")
    return Line(
        f"{one.what} `{one.name}` {'is' if one.how != 'changed' else 'was'} {one.how}{at}",
        [quiet(sentence) for sentence in one.details],
        tone="urgent" if urgent else "plain",
        mark=_MARKS[one.how],
    )


def _case_sections(cases: Compared) -> list[Section]:
    less, more, otherwise = cases.less_cautious, cases.more_cautious, cases.otherwise
    total = len(cases.changes)
    changed = len(less) + len(more) + len(otherwise)
    compared = f"{_number(total, 'case')} compared: {changed} changed, {total - changed} as before"
    sorts = f"{len(less)} less cautious, {len(more)} more cautious, {len(otherwise)} said otherwise"
    counts = [Line(compared, mark=" "), Line(sorts, mark=" ", tone="urgent" if less else "plain")]
    if cases.problems:
        said = f"{_number(len(cases.problems), 'problem')} in cases that neither ruleset can assess"
        counts.append(Line(said, tone="urgent", mark="!"))
    sections = [Section("Cases", counts), *_table(less + more + otherwise)]
    for title, several in (
        ("Less cautious", less), ("More cautious", more), ("Said otherwise, neither more nor less cautious", otherwise),
    ):  # fmt: skip
        if several:
            sections.append(Section(title, [_case(one) for one in several]))
    return sections


def _table(several: tuple[CaseChange, ...]) -> list[Section]:
    if not several:
        return []
    rows = [("case", "level", "could be", "actions", "questions")]
    titles = _told_apart(several)
    rows += [
        (title, _arrow(one.level), _arrow(one.could_be), _count("action", one), _count("question", one))
        for title, one in zip(titles, several, strict=True)
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    widths[0] = max(_SHORTEST, min(widths[0], _WIDTH - sum(widths[1:]) - len(_GAP) * (len(widths) - 1)))
    rows = [(_short(row[0], widths[0]), *row[1:]) for row in rows]
    lines = [_GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return [Section("Table", [Line(line, mark=" ") for line in lines])]


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _title(one: CaseChange) -> str:
    return f"{one.case}, {one.as_of}" if one.case != "scenario" else one.file.split(": ", 1)[-1]


def _told_apart(several: tuple[CaseChange, ...]) -> list[str]:
    """Each by its title; where two have the same one, by their files, and as much of the way as is needed."""
    titles = [_title(one) for one in several]
    alike = {title for title, number in Counter(titles).items() if number > 1}
    files = [one.file for title, one in zip(titles, several, strict=True) if title in alike]
    most = max((file.count("/") + 1 for file in files), default=1)
    depth = next((each for each in range(1, most) if len({_end(one, each) for one in files}) == len(set(files))), most)
    return [
        f"{_end(one.file, depth)}, {one.as_of}" if title in alike else title
        for title, one in zip(titles, several, strict=True)
    ]


def _end(file: str, depth: int) -> str:
    return "/".join(file.split("/")[-depth:])


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _arrow(pair: tuple[str, str]) -> str:
    was, now = map(plain, pair)
    return was if was == now else f"{was} → {now}"


def _count(sort: str, one: CaseChange) -> str:
    gone, come = (sum(word.startswith(f"{sort} ") for word in words) for words in (one.gone, one.come))
    return " ".join(part for part in (f"-{gone}" if gone else "", f"+{come}" if come else "") if part) or "="


def _case(one: CaseChange) -> Line:
    under = [Line(sentence, mark="▼") for sentence in one.less]
    under += [Line(sentence, mark="▲") for sentence in one.more]
    under += [Line(sentence, mark="~") for sentence in one.otherwise]
    # What else was gone or new is said above; of an action, its rule and its deadline are worth a look.
    under += [Line(f"no longer: {word}", mark="-", tone="quiet") for word in one.gone if word.startswith("action ")]
    under += [Line(f"new: {word}", mark="+", tone="quiet") for word in one.come if word.startswith("action ")]
    return Line(f"{_title(one)} ({one.file})" if one.case != "scenario" else one.file, under)


def diff_data(found: Iterable[Change], cases: Compared | None = None) -> dict[str, Any]:
    """The comparison as plain data: `changes`, and with cases `cases`, `counts` and `problems`."""
    data: dict[str, Any] = {
        "changes": [
            {
                "what": one.what, "name": one.name, "how": one.how, "details": list(one.details),
                "at": None if one.at is None else str(one.at),
            }
            for one in found
        ]
    }  # fmt: skip
    if cases is not None:
        data["counts"] = {
            "cases": len(cases.changes), "less_cautious": len(cases.less_cautious),
            "more_cautious": len(cases.more_cautious), "otherwise": len(cases.otherwise),
        }  # fmt: skip
        data["cases"] = [
            {
                "case": one.case, "file": one.file, "as_of": one.as_of,
                "level": list(one.level), "could_be": list(one.could_be),
                "less_cautious": list(one.less), "more_cautious": list(one.more), "otherwise": list(one.otherwise),
                "gone": list(one.gone), "new": list(one.come),
            }
            for one in cases.changes
            if one.changed
        ]  # fmt: skip
        data["problems"] = [
            {"code": one.code, "message": one.message, "at": str(one.location or "")} for one in cases.problems
        ]
    return data
