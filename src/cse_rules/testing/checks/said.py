"""What an assessment says, in a form that knows no order, and how two of them differ."""

from collections.abc import Iterator, Mapping
from typing import Any

from cse_rules.assess import Assessment

Said = Mapping[str, Mapping[str, Any]]
_MOST = 8


def said(found: Assessment) -> Said:
    """All that an assessment says, by what it says it of; the order of rules and facts leaves no trace."""
    return {
        "the": {
            "level": found.level or "insufficient information",
            "established level": found.established,
            "level that it could be": found.could_be,
            "statement": found.statement,
            "holder of the level": found.held_by,
        },
        "rule": {
            one.id: (one.answer.value, one.evidence, one.leads, one.not_asked, one.presumed, one.failed)
            for one in found.findings
        },
        "trigger": {
            f"{one.rule.id} {', '.join(one.facts)}": (one.possible, tuple(sorted(one.say)), tuple(sorted(one.missing)))
            for one in found.triggers
        },
        "sign": {
            one.indicator: (one.kind, one.band, one.theme, one.facts, one.hunch, one.presumed)
            for one in found.indicators
        },
        "action": {
            one.id: (one.contact, one.state, one.by, one.due, one.facts, one.presumed, one.rerouted)
            for one in found.actions
        },
        "question": {one.id: (tuple(sorted(one.of)), one.about) for one in found.questions},
        "challenge": {one.id: (one.say, one.facts, one.presumed) for one in found.challenges},
        "topic not asked": {one.topic: one.waiting_for for one in found.not_asked},
        "fact": dict(found.uses),
        "error": dict.fromkeys(found.errors, True),
    }


def differences(before: Said, after: Said) -> list[str]:
    """A sentence for each thing that is said otherwise, the level first; none if nothing is."""
    found = list(_differences(before, after))
    more = len(found) - _MOST
    return found if more <= 0 else [*found[:_MOST], f"and {more} more"]


def _differences(before: Said, after: Said) -> Iterator[str]:
    for what, one in before.items():
        other = after[what]
        for name in sorted(one.keys() | other.keys()):
            mine, theirs = one.get(name), other.get(name)
            if mine == theirs:
                continue
            called = f"the {name}" if what == "the" else f"{what} `{name}`"
            if name not in other:
                yield f"{called} is gone"
            elif name not in one:
                yield f"{called} is new"
            else:
                yield f"{called}: {_short(theirs, mine)} instead of {_short(mine, theirs)}"


def _short(value: Any, other: Any) -> str:
    """Only the part that differs, of something that has several."""
    if not isinstance(value, tuple) or not isinstance(other, tuple) or len(value) != len(other):
        return _word(value)
    return _word(next(mine for mine, theirs in zip(value, other, strict=True) if mine != theirs))


def _word(value: Any) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(map(_word, value)) or "nothing"
    return "nothing" if value is None else str(value)
