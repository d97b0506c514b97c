"""The pathway as a picture: what sets each level, and what follows at it. Drawn here, so that nothing is fetched."""

from html import escape

from attrs import frozen

from cse_rules.rules.conditions import Compare, Equals, LevelIs, OneOf, Value, walk
from cse_rules.rules.ruleset import Rule, Ruleset

_LINE, _GAP, _PAD = 20, 26, 12
_LEFT, _MIDDLE, _RIGHT = 16, 400, 620
_WIDTH = 1000
_LONGEST = 50


@frozen
class Step:
    """One level, the highest first: the rules that set it, and those that act when it is reached."""

    level: str
    set_by: tuple[Rule, ...]
    leads_to: tuple[Rule, ...]


def steps(ruleset: Ruleset) -> tuple[Step, ...]:
    """The levels of a ruleset with what leads to each and away from it."""
    live = [one for one in ruleset.rules if one.status != "retired"]
    return tuple(
        Step(
            level=level,
            set_by=tuple(one for one in live if one.level == level),
            leads_to=tuple(one for one in live if _acts_at(one, level, ruleset.scale)),
        )
        for level in reversed(ruleset.scale)
    )


def picture(ruleset: Ruleset) -> str:
    """The same as an SVG; all that it shows stands as text beside it too."""
    parts, top = [], 40
    for step in steps(ruleset):
        lines = max(len(step.set_by), len(step.leads_to), 1)
        height = lines * _LINE + 2 * _PAD
        middle = top + height / 2
        parts.append(f'<rect class="level" x="{_MIDDLE}" y="{top}" width="180" height="{height}" rx="8"/>')
        parts.append(_text(_MIDDLE + 90, middle + 5, step.level.replace("_", " "), "middle", "name"))
        for number, rule in enumerate(step.set_by):
            parts.append(_text(_MIDDLE - 30, top + _PAD + number * _LINE + 14, rule.title, "end"))
        for number, rule in enumerate(step.leads_to):
            parts.append(_text(_RIGHT, top + _PAD + number * _LINE + 14, rule.title, "start"))
        if step.set_by:
            parts.append(_arrow(_MIDDLE - 24, _MIDDLE - 4, middle))
        if step.leads_to:
            parts.append(_arrow(_MIDDLE + 184, _RIGHT - 8, middle))
        top += height + _GAP
    heads = (
        _text(_MIDDLE - 30, 22, "what sets it", "end", "head"),
        _text(_MIDDLE + 90, 22, "level", "middle", "head"),
        _text(_RIGHT, 22, "what follows", "start", "head"),
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top}" role="img" '
        'aria-labelledby="pathway-title"><title id="pathway-title">From rules to levels, and from levels to action'
        "</title>"
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z"/></marker></defs>' + "".join((*heads, *parts)) + "</svg>"
    )


def _acts_at(rule: Rule, level: str, scale: tuple[str, ...]) -> bool:
    """Whether the rule asks for this level, alone or among others."""
    here = scale.index(level)
    for part in walk(rule.when):
        match part:
            case LevelIs(Equals(Value(str(value)))) if value == level:
                return True
            case LevelIs(OneOf(operands, negated)) if (Value(level) in operands) is not negated:
                return True
            case LevelIs(Compare(op, Value(str(value)))) if value in scale:
                there = scale.index(value)
                if {"at_least": here >= there, "more_than": here > there, "at_most": here <= there}.get(
                    op, here < there
                ):
                    return True
            case _:
                pass
    return False


def _text(x: float, y: float, said: str, anchor: str, kind: str = "rule") -> str:
    short = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(short)}</text>'


def _arrow(start: float, end: float, y: float) -> str:
    return f'<line class="arrow" x1="{start}" y1="{y}" x2="{end}" y2="{y}" marker-end="url(#tip)"/>'
