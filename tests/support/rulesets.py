"""Rulesets generated as data: small, well typed by construction, over every construct of the language, and checked."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import attrs
from attrs import frozen
from hypothesis import strategies as st

from cse_rules.check import CheckedRuleset, check
from cse_rules.facts import FACTS, Case, Span
from cse_rules.facts.kinds import Code, Date, FieldSpec, Flag, Group, Kind, ListOf, Number, Reference, Text
from cse_rules.facts.model import INDICATOR, FactType
from cse_rules.rules.conditions import (
    ActionIs,
    All,
    Any_,
    AtLeastOf,
    Between,
    Bound,
    Compare,
    CompatibleWith,
    Condition,
    Count,
    Equals,
    FieldTest,
    In,
    Includes,
    Known,
    Latest,
    LevelIs,
    Not,
    NotEvery,
    Nothing,
    OlderThan,
    OneOf,
    Order,
    Param,
    Path,
    Pattern,
    Raised,
    Some,
    StepsBelow,
    Sum,
    Test,
    Value,
    Within,
    parts,
)
from cse_rules.rules.ruleset import (
    Act,
    Ask,
    Challenge,
    Deadline,
    DirectoryEntry,
    Guarantee,
    ObservationCode,
    Parameter,
    ParameterValue,
    Phrase,
    Raise,
    Rule,
    Ruleset,
    Source,
    Topic,
)
from tests.support.cases import Words, cases

SCALE = ("none_found", "low", "medium", "high")
BANDS = ("low", "medium", "high")
THEMES = {"one": "One", "two": "Two"}
SINCE = date(2010, 1, 1)

OPEN = ("missing_episode", "sighting", "vehicle", "premises", "possession", "contact", "disclosure", "withdrawal")
"""Things in the world, observations and people left out."""
CLOSED = ("action_taken", "return_interview", "decision", "referral", "statement", "judgement", "assessment")
FIRST = ("observation", "observation", "missing_episode", "sighting", "contact", "possession", "disclosure", "person")
"""What most rules are about."""
_NUMBERS = {"two": 2, "three": 3, "thirteen": 13}
_SPANS = {"week": Span(7, "days"), "month": Span(1, "months"), "quarter": Span(90, "days"), "clock": Span(72, "hours")}
_WEIGHTS = {"light": 1, "heavy": 2}
_NEVER_READ = ("id", "same_event_as", "gender", "ethnicity", "known_by", "recorded", "for", "previous")
_ADDED_UP = (("missing_episode", "times"), ("contact", "times"), ("observation", "grade"), ("judgement", "score"))


def _parameters() -> dict[str, Parameter]:
    values: dict[str, int | Span] = {
        **_NUMBERS, **_SPANS, **_WEIGHTS, "fresh": Span(6, "weeks"), "year": Span(12, "months")
    }  # fmt: skip
    return {
        name: Parameter(name=name, title=name, values=(ParameterValue(value=value, since=SINCE, reference="test"),))
        for name, value in values.items()
    }


def _topic(name: str, of: tuple[str, ...], required: tuple[str, ...], types: tuple[str, ...]) -> Topic:
    return Topic(id=name, title=name, ask=f"What is known of {name}?", of=of, required=required, types=types)


def _tables() -> dict[str, Any]:
    """What the rules of every generated ruleset stand on."""
    topics = (
        _topic("things", ("police", "school"), ("police",), OPEN[:6]),
        _topic("told", ("council", "police"), (), OPEN[6:]),
        _topic("people", ("police", "parent"), ("police",), ("person", "linked_child")),
        _topic("signs", ("school",), (), ()),
    )
    codes = (("a", "signs", "one"), ("b", "signs", "two"), ("c", "people", "two"))
    directory = {name: DirectoryEntry(id=name, title=name.title()) for name in ("police", "council", "school")}
    directory["parent"] = DirectoryEntry(id="parent", title="Parent", household="childs_home", relationship="parent")
    return {
        "id": "generated",
        "title": "A generated ruleset",
        "edition": "1",
        "status": "draft",
        "preface": "For tests.",
        "statement": "For tests.",
        "scale": SCALE,
        "level_words": {},
        "bands": BANDS,
        "themes": THEMES,
        "sources": {"paper": Source(id="paper", title="A paper")},
        "directory": directory,
        "topics": {one.id: one for one in topics},
        "observations": {
            code: ObservationCode(code=code, title=code, topic=topic, theme=theme) for code, topic, theme in codes
        },
        "details": (),
        "phrases": {
            "puts-herself-at-risk": Phrase(
                id="puts-herself-at-risk", forms=("puts herself at risk",), problem="blames", instead="say who",
                source=(("paper", "1"),),
            )
        },
        "parameters": _parameters(),
        "sufficient": ("things", "told"),
        "fresh_for": "fresh",
        "step_down_window": "year",
        "refer_to": "council",
    }  # fmt: skip


Scope = Mapping[str, FactType]


class _Maker:
    """Draws conditions. `against`: whether facts may count against the rule, so that it is not monotone."""

    def __init__(self, draw: st.DrawFn, codes: Mapping[str, Raise]) -> None:
        self.draw = draw
        self.codes = codes
        self.names = 0

    def one(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def chance(self, percent: int) -> bool:
        return bool(self.draw(st.integers(0, 99)) < percent)

    def name(self) -> str:
        self.names += 1
        return f"n{self.names}"

    # --- tests --------------------------------------------------------------------------------------------

    def pattern(self, type_name: str, scope: Scope, against: bool, *, name: str | None = None) -> Pattern:
        owner = FACTS.types[type_name]
        tests: dict[tuple[str, ...], FieldTest] = {}
        joins = [one for one in self.joins(owner, scope) if not (one.path == ("id",) and not scope)]
        if joins and self.chance(70):
            join = self.one(*joins)
            tests[join.path] = join
        fields = [one for one in owner.readable if one not in _NEVER_READ]
        if type_name == "observation" and self.chance(75):
            tests["code",] = FieldTest(("code",), self.of_code(Code(("a", "b", "c"))))
        for _ in range(self.one(0, 1, 1, 2)):
            field = self.one(*fields)
            test = self.test(owner, field, against)
            if test is not None:
                tests.setdefault(test.path, test)
        also: tuple[Some | Nothing, ...] = ()
        if name and self.chance(15):
            inner = self.pattern(self.one(*FIRST), {**scope, name: owner}, against)
            also = (Nothing(inner) if against and self.chance(60) else Some(inner),)
        return Pattern(type_name, tuple(tests.values()), also, name)

    def test(self, owner: FactType, field: str, against: bool) -> FieldTest | None:
        kind = owner.kind_of(field)
        derived = owner.derived.get(field)
        if derived is not None and not derived.stable:
            return FieldTest((field,), Equals(Value(True))) if kind == Flag() else None
        if self.chance(6):
            return FieldTest((field,), Known(True if not against else self.chance(50)))
        if self.chance(6) and "known_by" in owner.fields:
            return FieldTest(("known_by", "how"), self.one(Known(True), Equals(Value("seen"))))
        if (owner.name, field) == ("assessment", "level"):
            kind = Code(vocabulary="scale")
        match kind:
            case Flag():
                return FieldTest((field,), Equals(Value(self.chance(60))))
            case Number(_, high):
                if high is not None and high <= 24:
                    limits = ("thirteen",)
                else:
                    limits = ("thirteen",) if field in ("age", "age_is_at_least") else ("two", "three")
                op = self.one("at_least", "more_than", "at_most", "less_than")
                return FieldTest(
                    (field,), self.one(Compare(op, Param(self.one(*limits))), Compare("at_least", Value(1)))
                )
            case Date():
                return FieldTest((field,), self.of_time())
            case Code(words, vocabulary):
                return FieldTest((field,), self.of_code(kind)) if words or vocabulary != "indicators" else None
            case ListOf(Code(words, None)):
                return FieldTest((field,), Includes(Value(self.one(*words))))
            case Text() | Reference() | ListOf():
                return FieldTest((field,), Known(True))
        return None

    def of_time(self) -> Test:
        spans = [Param(name) for name in _SPANS]
        day = Value(self.one("2017-05-31", "2017-06-23", "2017-06-29"))
        kind = self.one("within", "within", "between windows", "older", "order", "days")
        match kind:
            case "within":
                return Within(self.one(*spans))
            case "between windows":
                return Within(Param("quarter"), newest=Param("week"))
            case "older":
                return OlderThan(self.one(*spans))
            case "order":
                return Order(self.one("before", "after"), day)
        return Between(Value("2017-04-01"), day)

    def of_code(self, kind: Code) -> Test:
        tables = {"scale": SCALE, "bands": BANDS, "themes": tuple(THEMES), "observations": ("a", "b", "c")}
        tables |= {
            "directory": ("police", "council", "school"),
            "topics": ("things", "told"),
            "phrases": ("puts-herself-at-risk",),
        }
        words = kind.words or tables[str(kind.vocabulary)]
        if kind.vocabulary in ("scale", "bands") and self.chance(60):
            return Compare(self.one("at_least", "less_than"), Value(words[1]))
        some = tuple(
            Value(word) for word in self.draw(st.lists(st.sampled_from(words), min_size=1, max_size=2, unique=True))
        )
        if len(some) == 1 and self.chance(70):
            return Equals(some[0])
        return OneOf(some, negated=len(words) > 2 and self.chance(25))

    def joins(self, owner: FactType, scope: Scope) -> list[FieldTest]:
        """Every way to hold a field of this type against a fact chosen before."""
        found: list[FieldTest] = []
        for name, other in scope.items():
            if "id" in owner.fields and "id" in other.fields:
                found += _by_id(owner, other, name)
            for field, other_field in _pairs(owner, other, Date):
                there = Path(name, (other_field,))
                found += [FieldTest((field,), test) for test in (
                    Order("after", there), Order("before", there), Within(Param("week"), after=there),
                    Within(Param("clock"), after=there), Order(self.one("during", "covers"), there),
                )]  # fmt: skip
            for field, other_field in _pairs(owner, other, Number):
                if field != "times":
                    found.append(
                        FieldTest((field,), Compare(self.one("more_than", "at_most"), Path(name, (other_field,))))
                    )
            if owner.name == other.name == "vehicle":
                found.append(FieldTest(("registration",), CompatibleWith(Path(name, ("registration",)))))
            if owner.name == "decision" and other.name == "assessment":
                found.append(FieldTest(("to_level",), StepsBelow(Path(name, ("level",)), Param("light"))))
            if owner.name == "observation" == other.name:
                found.append(FieldTest(("code",), Equals(Path(name, ("code",)))))
        return found

    # --- conditions ---------------------------------------------------------------------------------------

    def condition(self, against: bool, depth: int = 0) -> Condition:
        """Something about facts, and perhaps about indicators raised before."""
        kinds = ["some", "some", "join", "join", "join", "count", "count", "distinct", "sum"]
        kinds += ["child"] + (["any", "at least of"] if depth < 2 else [])
        kinds += ["raised", "indicator"] if self.codes else []
        kinds += ["none", "none", "latest", "upper", "upper sum"] * (2 if depth == 0 else 1) if against else []
        kinds += ["not", "not every"] * 2 if against and depth < 2 else []
        kind = self.one(*kinds)
        first = self.one(*FIRST)
        match kind:
            case "some":
                return Some(self.pattern(first, {}, against))
            case "join":
                return self.join(against)
            case "count" | "upper":
                op = self.one("at_most", "less_than") if kind == "upper" else self.one("at_least", "more_than")
                operand = (
                    Value(1)
                    if op == "at_least" and self.chance(30)
                    else Param(self.one("two", "two", "three", "light"))
                )
                if op == "less_than":
                    operand = Param("two")
                return Count(self.pattern(first, {}, against), Bound(op, operand))
            case "distinct":
                name, field = self.one(
                    ("observation", "code"), ("sighting", "place"), ("possession", "item"), ("possession", "from")
                )
                return Count(self.pattern(name, {}, against), Bound("at_least", Param("two")), field)
            case "sum" | "upper sum":
                sources = self.draw(st.lists(st.sampled_from(_ADDED_UP), min_size=1, max_size=2, unique=True))
                bound = Bound(*(("at_least", Param("three")) if kind == "sum" else ("at_most", Param("three"))))
                tests: tuple[FieldTest, ...] = ()
                if len(sources) == 1 and self.chance(50):
                    test = self.test(FACTS.types[sources[0][0]], "status", against)
                    tests = (test,) if test else ()
                return Sum(tuple(sources), tests, bound)
            case "child":
                test = self.test(FACTS.types["child"], self.one("age", "age", "learning_disability"), against)
                return Some(Pattern("child", (test,) if test else ()))
            case "any":
                return Any_((self.condition(against, depth + 1), self.condition(against, depth + 1)))
            case "at least of":
                several = tuple(self.condition(against, depth + 1) for _ in range(self.one(2, 3)))
                return AtLeastOf(Param("two"), several)
            case "raised":
                return Raised(
                    tuple(
                        self.draw(st.lists(st.sampled_from(self.sorted_codes()), min_size=1, max_size=2, unique=True))
                    )
                )
            case "indicator":
                return Some(
                    Pattern("indicator", (FieldTest(("code",), Equals(Value(self.one(*self.sorted_codes())))),))
                )
            case "none":
                return Nothing(self.pattern(self.one(*FIRST, *CLOSED), {}, against))
            case "latest":
                name = self.one("observation", "decision", "sighting", "assessment")
                owner = FACTS.types[name]
                field = {"observation": "code", "decision": "outcome", "sighting": "place", "assessment": "level"}[name]
                tested = self.test(owner, field, against)
                return Latest(Pattern(name), (tested,) if tested else ())
            case "not":
                return Not(self.condition(against, depth + 1))
        return self.not_every()

    def sorted_codes(self) -> list[str]:
        return sorted(code for code, raised in self.codes.items() if raised.kind != "protective")

    def join(self, against: bool) -> All:
        """Facts chosen one after another, each held against those before; at the end perhaps something absent."""
        pairs: tuple[tuple[str, ...], ...] = (
            ("sighting", "person"), ("contact", "person"), ("contact", "possession"), ("disclosure", "person"),
            ("missing_episode", "sighting"), ("sighting", "vehicle"), ("observation", "observation"),
            ("missing_episode", "missing_episode"), ("observation", "missing_episode"), ("vehicle", "vehicle"),
            ("disclosure", "withdrawal"), ("contact", "sighting"), ("assessment", "decision"),
        )  # fmt: skip
        scope: dict[str, FactType] = {"child": FACTS.types["child"]} if self.chance(20) else {}
        made: list[Condition] = []
        for name in self.one(*pairs):
            alias = self.name()
            made.append(Some(self.pattern(name, scope, against, name=alias)))
            scope[alias] = FACTS.types[name]
        if against and self.chance(50):
            other = self.one("action_taken", "return_interview", "decision", "observation", "sighting")
            made.append(Nothing(self.pattern(other, scope, against)))
        elif against and self.chance(30):
            listing = [alias for alias, owner in scope.items() if owner.name in ("sighting", "contact")]
            if listing:
                made.append(self._every(listing[0], "with"))
        return All(tuple(made))

    def not_every(self) -> All:
        alias = self.name()
        return All((Some(Pattern(self.one("sighting", "contact"), name=alias)), self._every(alias, "with")))

    def _every(self, alias: str, field: str) -> NotEvery:
        member = self.name()
        test = self.test(FACTS.types["person"], self.one("described_as", "of_concern", "older"), True)
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
        total = sum(_WEIGHTS[one.weight] for one in candidates if one.weight)
        kind = self.one("count", "count", "count", "sum", "distinct")
        if kind == "sum" and total >= 2:
            return Sum((("indicator", "weight"),), tuple(tests), Bound("at_least", Param("two")))
        if kind == "distinct" and len({one.theme for one in candidates}) >= 2:
            return Count(Pattern("indicator", tuple(tests)), Bound("at_least", Param("two")), "theme")
        several = len(candidates) >= 2 and self.chance(30)
        return Count(Pattern("indicator", tuple(tests)), Bound("at_least", Param("two") if several else Value(1)))


def _pairs(owner: FactType, other: FactType, kind: type[Kind]) -> list[tuple[str, str]]:
    def fields(one: FactType) -> list[str]:
        return [
            name for name in one.readable
            if isinstance(one.kind_of(name), kind) and name != "recorded" and not (name in one.derived and not one.derived[name].stable)
        ]  # fmt: skip

    return [(mine, theirs) for mine in fields(owner) for theirs in fields(other)]


def _by_id(owner: FactType, other: FactType, name: str) -> list[FieldTest]:
    """The ids that one of the two facts gives and the other has."""

    def wanted(spec: FieldSpec, type_name: str) -> bool:
        kind = spec.kind.of if isinstance(spec.kind, ListOf) else spec.kind
        return (
            isinstance(kind, Reference)
            and spec.name not in ("id", "same_event_as")
            and type_name in (kind.types or (type_name,))
        )

    found = []
    for spec in owner.fields.values():
        if wanted(spec, other.name):
            there = Path(name, ("id",))
            found.append(FieldTest((spec.name,), Includes(there) if isinstance(spec.kind, ListOf) else Equals(there)))
    for spec in other.fields.values():
        if wanted(spec, owner.name):
            path = Path(name, (spec.name,))
            found.append(FieldTest(("id",), In(path) if isinstance(spec.kind, ListOf) else Equals(path)))
    for mine in owner.fields.values():
        for theirs in other.fields.values():
            if wanted(mine, "person") and wanted(theirs, "person") and isinstance(mine.kind, Reference):
                path = Path(name, (theirs.name,))
                found.append(FieldTest((mine.name,), In(path) if isinstance(theirs.kind, ListOf) else Equals(path)))
    if owner.name == "action_taken":
        found.append(FieldTest(("for",), Equals(Path(name, ("id",)))))
    return found * 3


# --- rules ----------------------------------------------------------------------------------------------------


def _without_unused_names(condition: Condition, outside: set[str]) -> Condition:
    """A name that is given and never used is an error; here it is dropped."""
    used = {part.root for part in parts(condition) if isinstance(part, Path)} | outside

    def cleaned(node: Any) -> Any:
        if isinstance(node, tuple):
            return tuple(map(cleaned, node))
        if not attrs.has(type(node)):
            return node
        changes = {one.name: cleaned(getattr(node, one.name)) for one in attrs.fields(type(node)) if one.eq}
        if isinstance(node, Pattern) and node.name not in used:
            changes["name"] = None
        return attrs.evolve(node, **changes)

    result: Condition = cleaned(condition)
    return result


def _chosen(condition: Condition) -> dict[str, str]:
    """The names that stand whenever the rule is met, with their types."""
    several = condition.conditions if isinstance(condition, All) else (condition,)
    return {one.pattern.name: one.pattern.type for one in several if isinstance(one, Some) and one.pattern.name}


def _acts(make: _Maker, condition: Condition, *, at_once: bool) -> tuple[Act, ...]:
    made = []
    dated = [name for name, owner in _chosen(condition).items() if owner in ("sighting", "contact", "observation")]
    for number in range(make.one(1, 1, 2)):
        after = Path(dated[0], ("date",)) if dated and make.chance(40) else None
        by = Deadline() if at_once or make.chance(30) else Deadline(time=make.one("week", "clock"), after=after)
        made.append(Act(contact=make.one("police", "council", "school", "parent"), by=by, do=f"do {number}"))
    return tuple(made)


def _rule(number: int, make: _Maker, condition: Condition, **more: Any) -> Rule:
    """A rule with this condition; perhaps one finding for each choice of a fact."""
    per = None
    names = _chosen(condition)
    if names and make.chance(40):
        per = make.one(*sorted(names))
    for act in more.get("act", ()):
        if act.by.after is not None:  # the deadline of each one runs from its own time
            per = act.by.after.root
    return Rule(
        id=f"r{number}",
        title=f"Rule {number}",
        source=(("paper", str(number)),),
        when=_without_unused_names(condition, {per} if per else set()),
        per=per,
        if_unknown=make.one("ask", "ask", "ask", "presume", "quiet"),
        **more,
    )


@frozen
class Shape:
    """What generated rules may do."""

    against: bool = False
    """Whether facts may count against a level, with a reason."""
    raising: tuple[int, int] = (1, 3)
    later: bool = True
    """Whether there are rules that act, ask and challenge."""


def _codes(make: _Maker) -> dict[str, Raise]:
    codes = {}
    for name in ("i1", "i2", "i3"):
        kind = make.one("harm", "risk", "risk", "vulnerability", "protective")
        protective = kind == "protective"
        codes[name] = Raise(
            indicator=name,
            kind=kind,
            theme=make.one("one", "two"),
            band=None if protective else make.one(*BANDS),
            weight=None if protective else make.one("light", "heavy", None),
        )
    return codes


@st.composite
def rulesets(draw: st.DrawFn, shape: Shape = Shape()) -> Ruleset:
    """A ruleset of a few rules in every stratum."""
    table = _codes(_Maker(draw, {}))
    rules: list[Rule] = []
    raised: dict[str, Raise] = {}
    reason = "a test"
    resting = False  # whether a trigger reads indicators
    for _ in range(draw(st.integers(*shape.raising))):
        make = _Maker(draw, {code: one for code, one in raised.items() if one.kind != "protective"})
        trigger = make.chance(30)
        # A trigger must not rest on what more facts can take back.
        against = shape.against and not trigger and not resting and make.chance(60)
        if trigger and any(rule.non_monotone for rule in rules):
            make = _Maker(draw, {})
        condition = make.condition(against)
        reads = any(isinstance(part, Raised) or getattr(part, "type", "") == "indicator" for part in parts(condition))
        resting = resting or (trigger and reads)
        code = make.one(
            *sorted(set(table) - set(raised) if reads else table)
        )  # so that no two rules wait for each other
        more: dict[str, Any] = {"raises": table[code], "trigger": trigger}
        if make.chance(40) and table[code].kind != "protective":
            more["level"] = make.one(*SCALE[1:])
        if trigger or make.chance(20):
            more["act"] = _acts(make, condition, at_once=trigger)
        if against:
            more["non_monotone"] = reason
        rules.append(_rule(len(rules), make, condition, **more))
        raised.setdefault(code, table[code])
    make = _Maker(draw, raised)
    for _ in range(draw(st.integers(1, 2))):
        condition_ = make.of_indicators(False) if make.chance(60) else None
        against = shape.against and make.chance(50)
        if condition_ is None:
            facts = _Maker(draw, {code: one for code, one in raised.items() if one.kind != "protective"})
            condition_ = facts.condition(against)
        rules.append(
            _rule(len(rules), make, condition_, level=make.one(*SCALE[1:]), non_monotone=reason if against else None)
        )
    if shape.later:
        rules += _later_rules(draw, raised, len(rules))
    ordered = draw(st.permutations(rules)) if draw(st.booleans()) else rules
    guarantees = () if shape.against else (Guarantee(name="more facts never lower the level", monotone=True),)
    return Ruleset(**_tables(), rules=tuple(ordered), guarantees=guarantees)


def _later_rules(draw: st.DrawFn, raised: Mapping[str, Raise], number: int) -> list[Rule]:
    """Rules that act, ask or challenge: they may read the level, and facts may count against them."""
    made: list[Rule] = []
    make = _Maker(draw, {code: one for code, one in raised.items() if one.kind != "protective"})

    def condition() -> Condition:
        level = LevelIs(make.one(Compare("at_least", Value("medium")), Equals(Value("low")), OneOf((Value("high"),))))
        found: Callable[[], Condition] = make.one(
            lambda: level, lambda: make.condition(True), lambda: make.condition(True),
            lambda: make.of_indicators(False) or level,
            lambda: All((level, make.condition(True))),
        )  # fmt: skip
        return found()

    for _ in range(draw(st.integers(0, 2))):
        when = condition()
        made.append(_rule(number + len(made), make, when, act=_acts(make, when, at_once=False)))
    acting = [rule.id for rule in made]
    for _ in range(draw(st.integers(0, 2))):
        challenge = Challenge(say="Why?", because="It matters.")
        ask = (Ask(say="What?", of=(make.one("police", "parent"),)),)
        if acting and make.chance(50):
            state = ActionIs(make.one(*acting), make.one("outstanding", "overdue", "done"))
            made.append(_rule(number + len(made), make, state, challenge=challenge))
        else:
            conclusion: dict[str, Any] = {"challenge": challenge} if make.chance(50) else {"ask": ask}
            made.append(_rule(number + len(made), make, condition(), **conclusion))
    return made


def ruleset_of(*rules: Rule) -> Ruleset:
    """A ruleset of just these rules, on the tables that generated ones stand on."""
    return Ruleset(**_tables(), rules=rules, guarantees=())


def checked_rulesets(shape: Shape = Shape()) -> st.SearchStrategy[CheckedRuleset]:
    """Generated rulesets that the checker has passed; it passes all of them."""
    return rulesets(shape).map(check)


@frozen(repr=False)
class Situation:
    """A ruleset and a case for it."""

    case: Case
    checked: CheckedRuleset

    def __repr__(self) -> str:
        ruleset = self.checked.ruleset
        rules = "\n".join(map(str, ruleset.rules)) if ruleset.id == "generated" else ruleset.id
        return f"Situation({self.case.child}, {self.case.records}, {self.case.record_complete_since}, {rules})"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))  # Hypothesis would print the whole ruleset


@st.composite
def situations(draw: st.DrawFn, shape: Shape = Shape(), **options: Any) -> Situation:
    """A generated ruleset and a case that its rules have something to say about."""
    checked = draw(checked_rulesets(shape))
    return Situation(draw(cases(Words(checked), **options)), checked)


__all__ = [
    "BANDS",
    "FIRST",
    "INDICATOR",
    "SCALE",
    "Group",
    "Shape",
    "Situation",
    "checked_rulesets",
    "ruleset_of",
    "rulesets",
    "situations",
]
