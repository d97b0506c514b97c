"""Drawn conditions over every construct of the rule language."""

from hypothesis import strategies as st

from cse_rules.facts.model import FactType
from cse_rules.rules.conditions import (
    All,
    Any_,
    AtLeastOf,
    Bound,
    Compare,
    Condition,
    Count,
    Equals,
    FieldTest,
    Latest,
    Not,
    NotEvery,
    Nothing,
    OneOf,
    Param,
    Path,
    Pattern,
    Raised,
    Some,
    Sum,
    Value,
)
from cse_rules.testing.strategies.rulemaking.joins import Patterns
from cse_rules.testing.strategies.rulemaking.tables import BANDS, CLOSED, WEIGHTS

_ADDED_UP = (("missing_episode", "times"), ("contact", "times"), ("observation", "grade"), ("judgement", "score"))


class Maker(Patterns):
    """Draws conditions."""

    def condition(self, against: bool, depth: int = 0) -> Condition:
        """Something about facts, and perhaps about indicators raised before."""
        kinds = ["some", "some", "join", "join", "join", "count", "count", "distinct", "sum"]
        kinds += ["child"] + (["any", "at least of"] if depth < 2 else [])
        kinds += ["raised", "indicator"] if self.codes else []
        kinds += ["none", "none", "latest", "upper", "upper sum"] * (2 if depth == 0 else 1) if against else []
        kinds += ["not", "not every"] * 2 if against and depth < 2 else []
        kind = self.one(*kinds)
        first = self.first()
        match kind:
            case "some":
                return Some(self.pattern(first, {}, against))
            case "join":
                return self.join(against)
            case "child":
                test = self.test(self.model.types["child"], self.one("age", "age", "learning_disability"), against)
                return Some(Pattern("child", (test,) if test else ()))
            case "any":
                return Any_((self.condition(against, depth + 1), self.condition(against, depth + 1)))
            case "at least of":
                several = tuple(self.condition(against, depth + 1) for _ in range(self.one(2, 3)))
                return AtLeastOf(Param("two"), several)
            case "none":
                return Nothing(self.pattern(self.one(self.first(), *CLOSED), {}, against))
            case "not":
                return Not(self.condition(against, depth + 1))
            case "not every":
                return self._not_every()
            case "latest":
                return self._latest(against)
            case "raised" | "indicator":
                return self._raised(kind)
        return self._how_many(kind, first, against)

    def _how_many(self, kind: str, first: str, against: bool) -> Count | Sum:
        if kind == "distinct":
            name, field = self.one(
                ("observation", "code"), ("sighting", "place"), ("possession", "item"), ("possession", "from")
            )
            return Count(self.pattern(name, {}, against), Bound("at_least", Param("two")), field)
        if kind in ("count", "upper"):
            op = self.one("at_most", "less_than") if kind == "upper" else self.one("at_least", "more_than")
            once = op == "at_least" and self.chance(30)
            operand = Value(1) if once else Param(self.one("two", "two", "three", "light"))
            return Count(self.pattern(first, {}, against), Bound(op, Param("two") if op == "less_than" else operand))
        sources = self.draw(st.lists(st.sampled_from(_ADDED_UP), min_size=1, max_size=2, unique=True))
        test = None
        if len(sources) == 1 and self.chance(50):
            test = self.test(self.model.types[sources[0][0]], "status", against)
        op = "at_least" if kind == "sum" else "at_most"
        return Sum(tuple(sources), (test,) if test else (), Bound(op, Param("three")))

    def _latest(self, against: bool) -> Latest:
        name, field = self.one(
            ("observation", "code"), ("decision", "outcome"), ("sighting", "place"), ("assessment", "level")
        )
        tested = self.test(self.model.types[name], field, against)
        return Latest(Pattern(name), (tested,) if tested else ())

    def _raised(self, kind: str) -> Raised | Some:
        codes = sorted(code for code, raised in self.codes.items() if raised.kind != "protective")
        if kind == "raised":
            return Raised(tuple(self.draw(st.lists(st.sampled_from(codes), min_size=1, max_size=2, unique=True))))
        return Some(Pattern("indicator", (FieldTest(("code",), Equals(Value(self.one(*codes)))),)))

    def join(self, against: bool) -> All:
        """Facts chosen one after another, each held against those before; at the end perhaps something absent."""
        pairs: tuple[tuple[str, ...], ...] = (
            ("sighting", "person"), ("contact", "person"), ("contact", "possession"), ("disclosure", "person"),
            ("missing_episode", "sighting"), ("sighting", "vehicle"), ("observation", "observation"),
            ("missing_episode", "missing_episode"), ("observation", "missing_episode"), ("vehicle", "vehicle"),
            ("disclosure", "withdrawal"), ("contact", "sighting"), ("assessment", "decision"), ("person", "sighting"),
            ("vehicle", "vehicle"), ("vehicle", "vehicle"), ("assessment", "decision"),  # else too rare
        )  # fmt: skip
        scope: dict[str, FactType] = {"child": self.model.types["child"]} if self.chance(20) else {}
        made: list[Condition] = []
        for name in self.one(*pairs):
            alias = self.name()
            made.append(Some(self.pattern(name, scope, against, name=alias)))
            scope[alias] = self.model.types[name]
        if against and self.chance(50):
            other = self.one("action_taken", "return_interview", "decision", "observation", "sighting")
            made.append(Nothing(self.pattern(other, scope, against)))
        elif against and self.chance(30):
            listing = [alias for alias, owner in scope.items() if owner.name in ("sighting", "contact")]
            if listing:
                made.append(self._every(listing[0], "with"))
        return All(tuple(made))

    def _not_every(self) -> All:
        alias = self.name()
        return All((Some(Pattern(self.one("sighting", "contact"), name=alias)), self._every(alias, "with")))

    def _every(self, alias: str, field: str) -> NotEvery:
        member = self.name()
        test = self.test(self.model.types["person"], self.one("described_as", "of_concern", "older"), True)
        tests = (FieldTest(("id",), Equals(Path(member, ()))), *((test,) if test else ()))
        return NotEvery(Pattern("person", tests), Path(alias, (field,)), member)

    def of_indicators(self, protective: bool) -> Condition | None:
        """What a later stratum asks of the indicators; none if too few are raised."""
        tests: list[FieldTest] = (
            [] if protective else [FieldTest(("kind",), OneOf((Value("protective"),), negated=True))]
        )
        candidates = [one for one in self.codes.values() if one.kind != "protective"]
        if not candidates:
            return None
        if self.chance(60):
            band = self.one(*sorted({str(one.band) for one in candidates}))
            tests.append(FieldTest(("band",), self.one(Equals(Value(band)), Compare("at_least", Value(band)))))
            candidates = [one for one in candidates if BANDS.index(str(one.band)) >= BANDS.index(band)]
            candidates = [one for one in candidates if one.band == band] or candidates
        total = sum(WEIGHTS[one.weight] for one in candidates if one.weight)
        kind = self.one("count", "count", "count", "sum", "distinct")
        if kind == "sum" and total >= 2:
            return Sum((("indicator", "weight"),), tuple(tests), Bound("at_least", Param("two")))
        if kind == "distinct" and len({one.theme for one in candidates}) >= 2:
            return Count(Pattern("indicator", tuple(tests)), Bound("at_least", Param("two")), "theme")
        several = len(candidates) >= 2 and self.chance(30)
        return Count(Pattern("indicator", tuple(tests)), Bound("at_least", Param("two") if several else Value(1)))
