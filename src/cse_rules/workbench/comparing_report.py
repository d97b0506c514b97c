"""A comparison of rulesets for people: the levels side by side, why each, and where they part."""

from collections.abc import Iterable
from itertools import groupby

from cse_rules.assess import Assessment
from cse_rules.render.act_now import due_now
from cse_rules.render.level import COVERS, FURTHER, level_section
from cse_rules.render.names import plain
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.words import Words
from cse_rules.workbench.comparing import Column, Comparison, given, place_of, said_sign

_GAP = "   "
_NO_LEVEL = "insufficient information"
_SCALES = "Each level stands on the scale of its own ruleset: the same word does not mean the same in two of them."
_PARTING = (("at_once", "act at once"), ("contact", "to be contacted"), ("prompt", "challenge"))


def comparison_sections(found: Comparison) -> tuple[Section, ...]:
    """The levels side by side, the rulesets one under another, then where they part."""
    sections = [_side_by_side(found), *map(_column, found.columns)]
    if len(found.usable) > 1:
        parting = [*_facts(found), *_given_by_some(found)]
        sections.append(Section("Where they part", parting or [Line(_in_levels_alone(found), mark=" ")]))
    return tuple(sections)


def _side_by_side(found: Comparison) -> Section:
    """One line a ruleset: its level, how far up missing details could take it, what to do at once, what is open."""
    rows = [("ruleset", "level", "could be", "act at once", "not asked", "to be asked")]
    for one in found.columns:
        seen = one.assessment
        rows.append(
            (one.name, "cannot assess it", "", "", "", "")
            if seen is None
            else (one.name, _level(seen), could_be(seen), _at_once(seen), _topics(seen), str(len(seen.questions)))
        )
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = [_GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    notes = [_SCALES]
    if any(_can_rise(seen) for _, seen in found.usable):
        notes.insert(0, f"{COVERS} Where topics were not asked, {FURTHER}.")
    return Section("Side by side", [*(Line(line, mark=" ") for line in lines), *map(quiet, notes)])


def _can_rise(seen: Assessment) -> bool:
    """Whether a topic is open, and there is a level above the present one."""
    return bool(seen.not_asked) and seen.level != seen.checked.ruleset.scale[-1]


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


def _at_once(seen: Assessment) -> str:
    """As many as stand in the box of what to do now, whether a trigger calls for them or a level."""
    now = due_now(seen)
    counts = ((len(now.to_do), "to do"), (len(now.possible), "to establish"))
    return ", ".join(f"{number} {what}" for number, what in counts if number) or "none"


def _topics(seen: Assessment) -> str:
    number = len(seen.not_asked)
    return f"{number} topic{'' if number == 1 else 's'}" if number else "none"


def _questions(seen: Assessment) -> str:
    number = len(seen.questions)
    return f"{number} question{'' if number == 1 else 's'}"


def _column(one: Column) -> Section:
    ruleset = one.checked.ruleset
    title = f"{one.name}: {ruleset.title}, edition {ruleset.edition}"
    seen = one.assessment
    if seen is None:
        return Section(title, [Line("the case cannot be assessed with it", _problems(one), tone="strong", mark="!")])
    steps = " < ".join(map(plain, ruleset.scale))
    place = f", step {ruleset.rank(seen.level) + 1} of {len(ruleset.scale)}" if seen.level else ""
    return Section(
        title,
        [
            Line(f"level: {plain(seen.level) if seen.level else _NO_LEVEL}{place} ({steps})", tone="strong", mark=" "),
            *level_section(seen, Words.of(seen)).lines,
            *([_open(seen)] if seen.not_asked and seen.level is None else []),
            _act_now(seen),
            Line("signs, and what each counts for" if seen.indicators else "signs: none found", _signs(seen)),
            Line(f"to be contacted: {_listed(given(seen, 'contact'))}"),
            Line(f"{_questions(seen)} to ask; {len(seen.used_as('unread'))} facts that no rule looks at"),
        ],
    )


def _act_now(seen: Assessment) -> Line:
    said = given(seen, "at_once")
    return Line(f"act at once: {'; '.join(said) or 'none'}", tone="strong" if said else "plain")


def _open(seen: Assessment) -> Line:
    return Line(f"open topics: {_listed(one.title for one in seen.not_asked)}")


def _signs(seen: Assessment) -> list[Line]:
    """By band, the highest first; those that protect at the end."""
    bands = seen.checked.ruleset.bands

    def rank(band: str | None) -> int:
        return bands.index(band) if band in bands else -1

    ordered = sorted(seen.indicators, key=lambda one: (-rank(one.band), one.title))
    groups = groupby(ordered, key=lambda one: one.band)
    return [quiet(_listed(said_sign(one, seen) for one in several)) for _, several in groups]


def _in_levels_alone(found: Comparison) -> str:
    """What is left to part in when nothing else does."""
    said = {(_level(seen), seen.could_be) for _, seen in found.usable}
    return "in nothing but their levels" if len(said) > 1 else "in nothing: they say the same of this case"


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


def _problems(one: Column) -> list[Line]:
    """What is wrong, once, with all its places."""
    places: dict[str, list[str]] = {}
    for each in one.problems:
        said = each.message + (f" ({each.help})" if each.help else "")
        places.setdefault(said, []).append(place_of(each))
    return [Line(said, map(quiet, filter(None, where)), mark="-") for said, where in places.items()]


def _listed(words: Iterable[str]) -> str:
    return "; ".join(words) or "none"
