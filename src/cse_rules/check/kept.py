"""Whether a pack keeps what its base guarantees.

A guarantee with a `given` is kept by a rule of its own if that rule is met whenever the given is, and promises as much.
Where such a rule is always in force in the pack, nothing else matters. Where there is none, everything on which the
guarantee may rest must be as it was in the base: what cannot be told is refused.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from cse_rules.check.context import Context
from cse_rules.check.implying import implies
from cse_rules.check.monotone import may_be_taken_back
from cse_rules.check.strata import named_codes
from cse_rules.errors import Location
from cse_rules.facts.model import INDICATOR
from cse_rules.rules.conditions import ActionIs, Condition, LevelIs, Param, Pattern, Raised, Sum, parts
from cse_rules.rules.ruleset import Deviation, Guarantee, Rule, Ruleset

_HELP = "a pack weakens no guarantee: leave this as it is, or add a rule that keeps the promise by itself"
_HARMLESS = frozenset(
    {"source", "theme", "directory entry", "detail question", "words for level", "guarantee", "observation code"}
)
"""What changes no answer of a rule that is there already."""


def check_kept(ctx: Context) -> None:
    """Every pack from this one down to the ruleset that stands alone."""
    for pack in (ctx.ruleset, *ctx.ruleset.bases):
        if pack.extends is not None:
            _Kept(ctx, pack, pack.extends.base, pack.extends.deviations).check()


@frozen
class _Promise:
    """One thing that a guarantee promises."""

    guarantee: Guarantee
    given: Condition
    contact: str | None = None
    level: str | None = None

    def made_by(self, rule: Rule, scale: tuple[str, ...]) -> bool:
        """Whether the rule, once it is met, gives what is promised."""
        if rule.status == "retired":
            return False
        if self.level is not None:
            return rule.level in scale and self.level in scale and scale.index(rule.level) >= scale.index(self.level)
        at_once = self.guarantee.then_immediately
        acts = (act for act in rule.act if act.contact == self.contact and act.by is not None)
        return any(act.by is not None and (act.by.time is None or not at_once) for act in acts)

    def kept_by(self, rule: Rule, scale: tuple[str, ...]) -> bool:
        """Whether the rule is met whenever the promise holds."""
        return self.made_by(rule, scale) and implies(self.given, rule.when)


@frozen
class _Kept:
    """One pack held against its base."""

    ctx: Context
    pack: Ruleset
    base: Ruleset
    deviations: tuple[Deviation, ...]

    def check(self) -> None:
        here = {rule.id: rule for rule in self.pack.rules}
        changed = {rule.id for rule in self.base.rules if here.get(rule.id) != rule}
        inherited = {one.name: one for one in self.pack.guarantees}
        for one in self.base.guarantees:
            if inherited.get(one.name) != one:
                self._say(one, "and is not in the pack as it was", one.at)
            for promise in _promises(one):
                self._promise(promise, changed)

    def _promise(self, promise: _Promise, changed: set[str]) -> None:
        keepers = [rule for rule in self.pack.rules if promise.kept_by(rule, self.pack.scale)]
        spoken_of = _behind([promise.given], self.base)
        if not any(rule.valid_from is None and rule.valid_to is None for rule in keepers):
            makers = [rule for rule in self.base.rules if promise.made_by(rule, self.base.scale)]
            replaced = {
                rule.id
                for rule in makers
                if promise.kept_by(rule, self.base.scale) and any(_covers(keeper, rule) for keeper in keepers)
            }
            behind = {rule.id: rule for rule in makers} | _behind([rule.when for rule in makers], self.base)
            self._rests_on({name: rule for name, rule in behind.items() if name not in replaced}, promise, changed)
            conditions = [promise.given, *(rule.when for rule in behind.values())]
            if _reads_indicators(promise.given) or any(may_be_taken_back(self.ctx, one) for one in conditions):
                self._undisturbed(promise)
        self._rests_on(spoken_of, promise, changed)

    def _rests_on(self, rules: Mapping[str, Rule], promise: _Promise, changed: set[str]) -> None:
        """These rules and what they read must be as they were."""
        for name in rules:
            if name in changed:
                at, how = self._place(("rule", "trigger"), name)
                self._say(promise.guarantee, f"which may rest on rule `{name}`, {how} here", at)
        read = {part.name for rule in rules.values() for part in parts(rule.when) if isinstance(part, Param)}
        read |= {rule.raises.weight for rule in rules.values() if rule.raises is not None and rule.raises.weight}
        for name in sorted(read):
            if self.pack.parameters.get(name) != self.base.parameters.get(name):
                at, how = self._place(("parameter",), name)
                self._say(promise.guarantee, f"which may rest on `${name}`, {how} here", at)

    def _undisturbed(self, promise: _Promise) -> None:
        """It hangs on what there is not: then nothing that could give another answer may be new or different."""
        for one in self.deviations:
            if one.what not in _HARMLESS and (one.what, one.how) != ("parameter", "added"):
                what = f"and nobody can tell whether it is kept with {one.what} `{one.name}`, {one.how} here"
                self._say(promise.guarantee, what, one.at)

    def _place(self, what: tuple[str, ...], name: str) -> tuple[Location | None, str]:
        found = (one for one in self.deviations if one.what in what and one.name == name)
        return next(((one.at, one.how) for one in found), (self.pack.at, "changed"))

    def _say(self, guarantee: Guarantee, what: str, at: Location | None) -> None:
        self.ctx.error("CSE380", f"`{self.base.id}` guarantees “{guarantee.name}”, {what}", at, _HELP)


def _promises(guarantee: Guarantee) -> Iterator[_Promise]:
    """What is promised where something is given; the other forms are held against every rule anyway."""
    if guarantee.given is not None and guarantee.then_contact is not None:
        yield _Promise(guarantee, guarantee.given, contact=guarantee.then_contact)
    if guarantee.given is not None and guarantee.then_level is not None:
        yield _Promise(guarantee, guarantee.given, level=guarantee.then_level)


def _covers(one: Rule, other: Rule) -> bool:
    """Whether a rule is in force on every day on which the other one is."""
    begins = one.valid_from is None or (other.valid_from is not None and one.valid_from <= other.valid_from)
    ends = one.valid_to is None or (other.valid_to is not None and one.valid_to >= other.valid_to)
    return begins and ends


def _behind(conditions: Iterable[Condition], ruleset: Ruleset) -> dict[str, Rule]:
    """Every rule whose answer can make a difference to one of the conditions, however far behind it."""
    found: dict[str, Rule] = {}
    waiting = [rule for one in conditions for rule in _read_by(one, ruleset)]
    while waiting:
        rule = waiting.pop()
        if rule.id not in found:
            found[rule.id] = rule
            waiting += _read_by(rule.when, ruleset)
    return found


def _read_by(condition: Condition, ruleset: Ruleset) -> list[Rule]:
    """The rules that a condition reads itself: by their indicators, by the level, by their actions."""
    codes: set[str] = set()
    every = level = False
    actions = set()
    for part in parts(condition):
        match part:
            case Raised(raised):
                codes |= set(raised)
            case Pattern(type=INDICATOR.name):
                named = named_codes(part)
                codes |= set(named or ())
                every = every or named is None
            case Sum(sources):
                every = every or any(name == INDICATOR.name for name, _ in sources)
            case LevelIs():
                level = True
            case ActionIs(rule):
                actions.add(rule)
            case _:
                pass
    return [
        rule
        for rule in ruleset.rules
        if (rule.raises is not None and (every or rule.raises.indicator in codes))
        or (level and rule.level is not None)
        or rule.id in actions
    ]


def _reads_indicators(condition: Condition) -> bool:
    return any(
        isinstance(part, Raised)
        or (isinstance(part, Pattern) and part.type == INDICATOR.name)
        or (isinstance(part, Sum) and any(name == INDICATOR.name for name, _ in part.sources))
        for part in parts(condition)
    )
