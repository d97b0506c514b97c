"""Whether the level would be another if nothing had grown old."""

from cse_rules.assess.look import Look, look_ageless
from cse_rules.check import CheckedRuleset
from cse_rules.derive.world import World
from cse_rules.engines.strata import takes_many
from cse_rules.facts.comparing import window_start
from cse_rules.facts.model import INDICATOR
from cse_rules.facts.our_record import Assessment
from cse_rules.facts.values import Span, When
from cse_rules.rules.conditions import Pattern, Sum, Within, parts


def level_without_ageing(base: Look) -> str:
    """The level as if every window reached back for ever; the same one where every fact lies in its window."""
    if not takes_many(base.engine) and not _anything_old(base.world):
        return base.settled.level
    return look_ageless(base).settled.level


def _anything_old(world: World) -> bool:
    """Whether a window that some rule looks through leaves out a fact of the case, or may."""
    window = world.parameters.get(world.checked.ruleset.step_down_window or "")
    if isinstance(window, Span):
        start = window.before(world.as_of.latest).date()
        for one in world.case.of_type("assessment"):
            if isinstance(one, Assessment) and one.date is not None and one.date.last_day < start:
                return True
    for type_name, path, name in _windows(world.checked):
        if type_name == INDICATOR.name:
            return True
        facts = world.case.of_type(type_name)
        if not facts:
            continue
        span = world.parameters.get(name)
        if not isinstance(span, Span):
            return True
        start_of_window = window_start(span, world.as_of)
        for fact in facts:
            value = world.read(fact, path).value
            if isinstance(value, When) and value.before(start_of_window) is not False:
                return True
    return False


def _windows(checked: CheckedRuleset) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """The fact types, fields and lengths of all windows that end on the day of the assessment."""
    kept: tuple[tuple[str, tuple[str, ...], str], ...] | None = checked.kept.get("windows")
    if kept is None:
        kept = checked.kept["windows"] = _windows_of(checked)
    return kept


def _windows_of(checked: CheckedRuleset) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    found: dict[tuple[str, tuple[str, ...], str], None] = {}
    for rule in checked.rules:
        for part in parts(rule.when):
            types = [part.type] if isinstance(part, Pattern) else [name for name, _ in getattr(part, "sources", ())]
            for test in part.tests if isinstance(part, Pattern | Sum) else ():
                if isinstance(test.test, Within) and test.test.after is None:
                    found |= {(name, test.path, test.test.span.name): None for name in types}
    return tuple(found)
