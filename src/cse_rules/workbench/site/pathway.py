"""The pathway as a picture: what sets each level, and what follows from it. Drawn here, so that nothing is fetched.

What follows is never told by the title of a rule alone: that of a challenge says what is challenged, and would read as
what is to be done.
"""

import textwrap
from collections.abc import Iterator
from html import escape

from attrs import frozen

from cse_rules.render.sentences import Speech
from cse_rules.render.sentences.conditions import Told
from cse_rules.rules.conditions import Compare, Equals, LevelIs, OneOf, Value, walk
from cse_rules.rules.ruleset import Deadline, Rule, Ruleset

_LINE, _GAP, _PAD = 20, 26, 12
_LEFT, _MIDDLE, _RIGHT = 16, 400, 620
_WIDTH = 1000
_LONGEST = 50


@frozen
class Consequence:
    """One thing that a rule calls for: what sort of thing, of whom and by when, and its words."""

    head: str
    say: str
    rule: Rule

    @property
    def short(self) -> str:
        """Without its words; of an action and a question, where they follow."""
        return self.head if self.head.startswith("challenge") else f"{self.head} (“{self.rule.title}”)"


@frozen
class Step:
    """One level, the highest first: the rules that set it, and what those and the rules that read it call for."""

    level: str
    set_by: tuple[Rule, ...]
    leads_to: tuple[Consequence, ...]


def steps(ruleset: Ruleset) -> tuple[Step, ...]:
    """The levels of a ruleset with what leads to each and away from it."""
    live = [one for one in ruleset.rules if one.status != "retired"]
    speech = Speech(ruleset)
    made = []
    for level in reversed(ruleset.scale):
        setting = tuple(one for one in live if one.level == level)
        reading = tuple(one for one in live if one not in setting and _reads(one, level, ruleset.scale))
        leads_to = tuple(each for rule in (*setting, *reading) for each in _consequences(rule, speech))
        made.append(Step(level, setting, leads_to))
    return tuple(made)


def _consequences(rule: Rule, speech: Speech) -> Iterator[Consequence]:
    for act in rule.act:
        by = _by_when(act.by or Deadline(), rule, speech)
        yield Consequence(f"action: {speech.bare('directory', act.contact)}, {by}", act.do, rule)
    if rule.challenge is not None:
        yield Consequence(f"challenge to “{rule.title}”", rule.challenge.say, rule)
    for ask in rule.ask:
        whom = "; ".join(speech.bare("directory", name) for name in ask.of) or "whoever may know"
        yield Consequence(f"question to {whom}", ask.say, rule)


def _by_when(by: Deadline, rule: Rule, speech: Speech) -> str:
    """Without the history of the number, which stands with the rule."""
    if by.time is None:
        return "immediately"
    after = f" after {Told.of(rule.when, speech).scope.path(by.after)}" if by.after is not None else ""
    return f"within {speech.parameter(by.time).amount}{after}"


def picture(ruleset: Ruleset) -> str:
    """The same as an SVG; all that it shows stands as text beside it too."""
    parts, top = [], 40
    for step in steps(ruleset):
        setting = [line for rule in step.set_by for line in _wrapped(rule.title)]
        following = [line for one in step.leads_to for line in _wrapped(one.short)]
        lines = max(len(setting), len(following), 1)
        height = lines * _LINE + 2 * _PAD
        middle = top + height / 2
        parts.append(f'<rect class="level" x="{_MIDDLE}" y="{top}" width="180" height="{height}" rx="8"/>')
        parts.append(_text(_MIDDLE + 90, middle + 5, step.level.replace("_", " "), "middle", "name"))
        for number, line in enumerate(setting):
            parts.append(_text(_MIDDLE - 30, top + _PAD + number * _LINE + 14, line, "end"))
        for number, line in enumerate(following):
            parts.append(_text(_RIGHT, top + _PAD + number * _LINE + 14, line, "start"))
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


def _reads(rule: Rule, level: str, scale: tuple[str, ...]) -> bool:
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
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(said)}</text>'


def _wrapped(said: str) -> list[str]:
    """In lines that fit, and nothing cut: half a sentence can say the opposite."""
    return textwrap.wrap(f"• {said}", _LONGEST)


def _arrow(start: float, end: float, y: float) -> str:
    return f'<line class="arrow" x1="{start}" y1="{y}" x2="{end}" y2="{y}" marker-end="url(#tip)"/>'
