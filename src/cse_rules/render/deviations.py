"""What a pack says otherwise than the rulesets that it extends: each thing with its reason and its place."""

from collections.abc import Iterator

from cse_rules.render.names import plain
from cse_rules.rules.ruleset import Deviation, Parameter, Ruleset

_HOWS = ("switched off", "overridden", "added")


def deviation_lines(ruleset: Ruleset) -> Iterator[str]:
    """Triggers that are switched off, from whichever base, then the packs one by one; nothing for a ruleset alone."""
    for off in ruleset.switched_off:
        if off.rule.trigger:
            named_ = f"`{off.rule.id}` of {off.base} ({off.rule.title})"
            yield f"TRIGGER SWITCHED OFF: {named_}, by {off.pack}: {off.because}"
    for pack in (ruleset, *ruleset.bases):
        if pack.extends is None:
            return
        base = pack.extends.base
        yield f"{pack.id} extends {named(base)}"
        for how in _HOWS:
            several = [one for one in pack.extends.deviations if one.how == how]
            if several:
                yield f"  {how}: {len(several)}"
            for one in several:
                yield f"    {one.what} `{one.name}`{_said(one, pack, base)}{f' ({one.at})' if one.at else ''}"


def named(ruleset: Ruleset) -> str:
    """A ruleset as reports name it, so that nobody confuses two editions."""
    return f"{ruleset.title}, edition {ruleset.edition} ({ruleset.status}), content hash {ruleset.content_hash}"


def _said(one: Deviation, pack: Ruleset, base: Ruleset) -> str:
    if one.what == "parameter" and one.how == "overridden":
        return f": {_values(pack.parameters[one.name])}; {base.id}: {_values(base.parameters[one.name])}"
    if one.what == "scale":
        steps = ", ".join(map(plain, pack.scale))
        return f": {steps}; {base.id}: {', '.join(map(plain, base.scale))}; {one.because}"
    return f": {one.because}" if one.because else ""


def _values(parameter: Parameter) -> str:
    """The newest value, with who says so."""
    newest = max(parameter.values, key=lambda one: one.since)
    return f"{newest.value} since {newest.since} ({newest.reference})"
