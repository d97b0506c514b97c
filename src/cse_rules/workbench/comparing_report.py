"""A comparison of rulesets for people: the levels side by side, why each, and where they part."""

from collections.abc import Iterable
from itertools import groupby

from cse_rules.assess import Assessment
from cse_rules.errors import Diagnostic
from cse_rules.render.level import level_section
from cse_rules.render.names import plain
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.words import Words
from cse_rules.workbench.comparing import Column, Comparison, given, said_sign

_GAP = "   "
_NO_LEVEL = "insufficient information"
_SCALES = "Each level stands on the scale of its own ruleset: the same word does not mean the same in two of them."
_PARTING = (("trigger", "act at once"), ("contact", "to be contacted"), ("prompt", "challenge"))


def comparison_sections(found: Comparison) -> tuple[Section, ...]:
    """The levels side by side, the rulesets one under another, then where they part."""
    sections = [_side_by_side(found), *map(_column, found.columns)]
    if len(found.usable) > 1:
        parting = [*_facts(found), *_given_by_some(found)]
        sections.append(Section("Where they part", parting or [Line("in nothing but their levels", mark=" ")]))
    return tuple(sections)


def _side_by_side(found: Comparison) -> Section:
    """One line a ruleset: its level, how far up it could go, and what to do at once."""
    rows = [("ruleset", "level", "could be", "act at once", "to be asked")]
    for one in found.columns:
        seen = one.assessment
        rows.append(
            (one.name, "cannot assess it", "", "", "")
            if seen is None
            else (one.name, _level(seen), could_be(seen), _triggered(seen), _questions(seen))
        )
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = [_GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return Section("Side by side", [*(Line(line, mark=" ") for line in lines), Line(_SCALES, tone="quiet", mark=" ")])


def _level(seen: Assessment) -> str:
    """The level, with its step; what rules and judgement establish is a floor."""
    if seen.level is None:
        return _NO_LEVEL
    ruleset = seen.checked.ruleset
    step = ruleset.rank(seen.level)
    return f"{'at least ' if step else ''}{plain(seen.level)} ({step + 1} of {len(ruleset.scale)})"


def could_be(seen: Assessment) -> str:
    """The level if every missing detail speaks for it; where nothing was found that says nothing."""
    lowest = seen.checked.ruleset.scale[0]
    return "ask first" if seen.level is None and seen.could_be == lowest else plain(seen.could_be)


def _triggered(seen: Assessment) -> str:
    sure = sum(not one.possible for one in seen.triggers)
    possible = len(seen.triggers) - sure
    words = [*(["yes"] if sure else []), *([f"{possible} to establish now"] if possible else [])]
    return ", ".join(words) or "no"


def _questions(seen: Assessment) -> str:
    number = len(seen.questions)
    return f"{number} question{'' if number == 1 else 's'}"


def _column(one: Column) -> Section:
    ruleset = one.checked.ruleset
    title = f"{one.name}: {ruleset.title}, edition {ruleset.edition}"
    seen = one.assessment
    if seen is None:
        return Section(title, [Line("the case cannot be assessed with it", [_problem(each) for each in one.problems],
                                    tone="strong", mark="!")])  # fmt: skip
    steps = " < ".join(map(plain, ruleset.scale))
    place = f", step {ruleset.rank(seen.level) + 1} of {len(ruleset.scale)}" if seen.level else ""
    return Section(
        title,
        [
            Line(f"level: {plain(seen.level) if seen.level else _NO_LEVEL}{place} ({steps})", tone="strong", mark=" "),
            *level_section(seen, Words.of(seen)).lines,
            *([_not_asked(seen)] if seen.not_asked else []),
            Line(f"act at once: {_listed(given(seen, 'trigger'))}", tone="strong" if seen.triggers else "plain"),
            Line("signs, and what each counts for" if seen.indicators else "signs: none found", _signs(seen)),
            Line(f"to be contacted: {_listed(given(seen, 'contact'))}"),
            Line(f"{_questions(seen)} to ask; {len(seen.used_as('unread'))} facts that no rule looks at"),
        ],
    )


def _not_asked(seen: Assessment) -> Line:
    number = len(seen.not_asked)
    said = f"{number} topic{' is' if number == 1 else 's are'} open: nobody asked, or not everybody answered"
    topics = _listed(one.title for one in seen.not_asked)
    return Line(f"{said}: {topics}" if seen.level is None else said)


def _signs(seen: Assessment) -> list[Line]:
    """By band, the highest first; those that protect at the end."""
    bands = seen.checked.ruleset.bands

    def rank(band: str | None) -> int:
        return bands.index(band) if band in bands else -1

    ordered = sorted(seen.indicators, key=lambda one: (-rank(one.band), one.title))
    groups = groupby(ordered, key=lambda one: one.band)
    return [quiet(_listed(said_sign(one, seen) for one in several)) for _, several in groups]


def _facts(found: Comparison) -> list[Line]:
    """Each fact that does not count alike: the rulesets that say the same of it stand together."""
    if not found.usable:
        return []
    say = Words.of(found.usable[0][1])
    lines = []
    for fact, readings in found.counted_as.items():
        alike: dict[tuple[str, ...], list[str]] = {}
        for name, signs in readings.items():
            alike.setdefault(signs, []).append(name)
        under = [Line(f"{', '.join(names)}: {'; '.join(signs)}", mark="-") for signs, names in alike.items()]
        lines.append(Line(say.told(fact), under))
    return lines


def _given_by_some(found: Comparison) -> list[Line]:
    """What only some call for, those that call for the same standing together."""
    lines = []
    for what, said in _PARTING:
        together: dict[tuple[str, ...], list[str]] = {}
        for word, names in found.only_some(what).items():
            together.setdefault(names, []).append(word)
        lines += [Line(f"{said}, in {', '.join(names)} alone: {'; '.join(words)}") for names, words in together.items()]
    return lines


def _problem(one: Diagnostic) -> Line:
    return Line(one.message + (f" ({one.help})" if one.help else ""), mark="-")


def _listed(words: Iterable[str]) -> str:
    return "; ".join(words) or "none"
