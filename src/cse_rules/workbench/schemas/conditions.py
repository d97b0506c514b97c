"""Conditions: what may stand under `when`, each fact type with its own fields, each field with the tests it allows."""

from collections.abc import Iterable

from cse_rules.check.scopes import kind_in
from cse_rules.facts.kinds import Code, Date, Flag, Group, Kind, ListOf, Number, Reference, Text
from cse_rules.facts.model import INDICATOR, FactType
from cse_rules.syntax.conditions import ACTION_STATES
from cse_rules.workbench.schemas.words import (
    DAY,
    FLAG,
    HOLE,
    NEW_WORD,
    PATH,
    PATH_OR_NAME,
    WORD,
    Known,
    Schema,
    either,
    group,
    listed,
    one_or_more,
    said,
    words,
)

CHILD = "child"
_HEADS = {
    "some": "there is a fact like this",
    "none": "there is no fact like this",
    "count": "how many facts are like this",
    "latest": "the newest of these facts is like this",
    "not_every": "some member of a list has no fact like this",
}


def condition(known: Known) -> Schema:
    """A condition, or a list of them: all must be met, with one choice of facts."""
    return known.once("conditions", lambda: either(_one(known), listed(_one(known), least=1)))


def _one(known: Known) -> Schema:
    return known.once("condition", lambda: {"type": "object", "anyOf": list(_forms(known))})


def _forms(known: Known) -> Iterable[Schema]:
    """A form for each word that a condition can start with."""
    types = [*known.model.types.values(), INDICATOR]
    listable = [one for one in types if one.name != CHILD]
    chosen = said(NEW_WORD, "a name for the fact that is chosen, to speak of its fields later")
    several = listed(known.once("conditions", dict), least=1)
    yield _pattern(known, "some", types, {"as": chosen})
    yield _pattern(known, "none", types, {"as": chosen})
    bound = {op: _limit(known, op) for op in ("at_least", "more_than", "at_most", "less_than", "equals")}
    one_bound = [{"required": [op]} for op in bound]
    distinct = said(WORD, "count different values of this field")  # which fields there are depends on the type
    yield _pattern(known, "count", listable, {"as": chosen, "distinct": distinct, **bound}) | {"oneOf": one_bound}
    fields = either(words(_numbers(types)), HOLE)
    summed = one_or_more(fields, "the numbers to add up, as `type.field`")
    which = {"type": "object", "description": "which facts"}
    by_type = [
        {
            "if": {"properties": {"sum": {"type": "string", "pattern": rf"^{one.name}\."}}, "required": ["sum"]},
            "then": {"properties": {"where": where(known, one)}},
        }
        for one in listable
    ]
    yield group({"sum": summed, "where": which, **bound}, ["sum"]) | {"oneOf": one_bound, "allOf": by_type}
    dated = [one for one in listable if one.event is not None]
    yield _pattern(known, "latest", dated, {"as": chosen}, also="is")
    yield group({"all": said(several, "all of them, with one choice of facts")}, ["all"])
    yield group({"any": said(several, "at least one of them")}, ["any"])
    yield group({"not": known.once("conditions", dict)}, ["not"])
    of = group({"n": _limit(known, "n"), "of": several}, ["n", "of"], "at least so many of these")
    yield group({"at_least_of": of}, ["at_least_of"])
    member = said(NEW_WORD, "a name for the member")
    yield _pattern(known, "not_every", listable, {"as": member, "in": said(PATH_OR_NAME, "the list")}, ["as", "in"])
    codes = either(known.words("indicators"), HOLE)
    yield group({"raised": one_or_more(codes, "an indicator that is raised; of a list all of them")}, ["raised"])
    level = known.once("test-level", lambda: _level(known))
    yield group({"level": either(level, description="what the level is")}, ["level"])
    action = {"id": either(known.words("rules"), HOLE), "state": either(words(ACTION_STATES), HOLE)}
    yield group({"action": group(action, ["id", "state"], "the state of the action of a rule")}, ["action"])


def _pattern(
    known: Known,
    head: str,
    types: Iterable[FactType],
    more: dict[str, Schema],
    required: Iterable[str] = (),
    also: str = "",
) -> Schema:
    """A form that looks for facts of a type; what may stand in its `where` depends on the type."""
    types = list(types)
    meanings = {one.name: meaning(one) for one in types}
    keys = {head: either(words(meanings), HOLE, description=_HEADS[head]), **more}
    tested = ["where", *([also] if also else [])]
    keys |= {key: {"type": "object", "description": "which of them: a test for each field"} for key in tested}
    by_type = []
    for one in types:
        its: Schema = dict.fromkeys(tested, where(known, one))
        if "distinct" in more:
            its["distinct"] = _distinct(one)
        when = {"properties": {head: {"const": one.name}}, "required": [head]}
        by_type.append({"if": when, "then": {"properties": its}})
    return group(keys, [head, *required]) | {"allOf": by_type}


def _distinct(owner: FactType) -> Schema:
    """The fields of which different values can be counted."""
    kinds = {name: kind_in(owner, (name,)) for name in owner.readable}
    fitting = [name for name, kind in kinds.items() if isinstance(kind, Code | Reference)]
    return either(words(fitting), HOLE, description="count different values of this field")


def meaning(kind: FactType) -> str:
    """The first line of what a fact type is."""
    if kind is INDICATOR:
        return "A sign that a rule has raised."
    return (kind.cls.__doc__ or "").strip().splitlines()[0]


def where(known: Known, owner: FactType) -> Schema:
    """The tests that may be asked of facts of a type."""
    return known.once(f"where-{owner.name}", lambda: _where(known, owner))


def _where(known: Known, owner: FactType) -> Schema:
    keys: dict[str, Schema] = {}
    for name in owner.readable:
        kind = kind_in(owner, (name,))
        doc = owner.derived[name].doc if name in owner.derived else owner.fields[name].doc
        if isinstance(kind, Group):
            for spec in kind.fields:
                keys[f"{name}.{spec.name}"] = either(_tests(known, spec.kind), description=spec.doc)
        elif kind is not None:
            keys[name] = either(_tests(known, kind), description=doc)
    keys["some"] = either(_nested(known), description="and there is such a fact as well")
    keys["none"] = either(_nested(known), description="and there is no such fact")
    return group(keys)


def _nested(known: Known) -> Schema:
    def make() -> Schema:
        return group({one.name: where(known, one) for one in (*known.model.types.values(), INDICATOR)})

    return one_or_more(known.once("nested", make))


# --- tests ----------------------------------------------------------------------------------------------------

_PATHS = {
    "same_as": "the same as a field of a chosen fact",
    "in": "on the list of a chosen fact",
    "compatible_with": "the known positions agree with a mark of a chosen fact",
}
_ORDERS = {
    "after": "after a time of a chosen fact, or a day", "before": "before a time of a chosen fact, or a day",
    "during": "within a time of a chosen fact", "covers": "covers a time of a chosen fact",
}  # fmt: skip
_LIMITS = {
    "at_least": "this or more", "more_than": "more than this", "at_most": "this or less", "less_than": "less than this",
    "equals": "exactly this", "n": "how many",
}  # fmt: skip


def _tests(known: Known, kind: Kind) -> Schema:
    """What a field of this kind can be held against."""
    match kind:
        case Code(vocabulary=str(name)):
            return known.once(f"test-{name}", lambda: _of_words(known, known.words(name), name))
        case Code(some):
            return _of_words(known, words(some))
        case ListOf(of):
            return _bare_or({}, includes=_member(known, of))
        case Flag():
            return known.once("test-flag", lambda: _flag())
        case Number():
            return known.once("test-number", lambda: _number(known))
        case Date():
            return known.once("test-time", lambda: _time(known))
        case Text():
            return known.once("test-text", lambda: _bare_or({}, compatible_with=_path("compatible_with")))
        case Reference(types):
            return known.once("test-id" if types else "test-id-of-any", lambda: _reference(known, any_fact=not types))
        case Group():
            return {"not": {}}


def _bare_or(bare: Schema, **tests: Schema) -> Schema:
    """A value alone, if there is one, or a group of tests."""
    known = said(FLAG, "whether it is known at all")
    several = group({**tests, "known": known}, minProperties=1)
    return either(bare, several) if bare else several


def _path(op: str) -> Schema:
    return said(PATH_OR_NAME, _PATHS[op])


def _of_words(known: Known, word: Schema, vocabulary: str = "") -> Schema:
    one = either(word, HOLE, PATH)
    tests: dict[str, Schema] = {
        "one_of": listed(one, least=1, description="one of these"),
        "none_of": listed(one, least=1, description="none of these"),
        "equals": one,
        "same_as": _path("same_as"),
        "in": _path("in"),
    }
    if vocabulary in ("scale", "bands"):
        tests |= {op: said(one, text) for op, text in _LIMITS.items() if op not in ("equals", "n")}
    if vocabulary == "scale":
        steps = {"of": PATH_OR_NAME, "more_than": known.number()}
        tests["steps_below"] = group(steps, ["of", "more_than"], "so many steps below a level of a chosen fact")
    return _bare_or(either(word, HOLE), **tests)


def _level(known: Known) -> Schema:
    one = either(known.words("scale"), HOLE)
    tests: dict[str, Schema] = dict.fromkeys(("at_least", "more_than", "at_most", "less_than", "equals"), one)
    tests |= {op: listed(one, least=1) for op in ("one_of", "none_of")}
    return either(one, group(tests, minProperties=1, maxProperties=1))


def _member(known: Known, of: Code | Reference) -> Schema:
    if isinstance(of, Reference):
        return either(PATH, HOLE, description="a chosen fact is on the list: `p.id`")
    word = known.words(of.vocabulary) if of.vocabulary else words(of.words)
    return either(word, HOLE, PATH, description="this is on the list")


def _flag() -> Schema:
    return _bare_or(FLAG, equals=either(FLAG, PATH), same_as=_path("same_as"))


def _limit(known: Known, op: str) -> Schema:
    """What a number is held against; no number stands in a rule but `at_least: 1`."""
    one = [{"const": 1}] if op == "at_least" else []
    return either(known.number(), PATH, HOLE, *one, description=_LIMITS[op])


def _number(known: Known) -> Schema:
    tests = {op: _limit(known, op) for op in _LIMITS if op != "n"}
    several = listed(either(known.number(), PATH, HOLE), least=1)
    return _bare_or(either(known.number(), HOLE), **tests, same_as=_path("same_as"), one_of=several, none_of=several)


def _time(known: Known) -> Schema:
    span = either(known.span(), HOLE)
    after = group({"time": span, "after": PATH_OR_NAME}, ["time", "after"], "within this time after another event")
    part = group({"from": span, "to": span}, ["from", "to"], "a part of the past: from so long ago to so long ago")
    moment = either(PATH_OR_NAME, DAY, HOLE)
    within = either(span, after, part, description="so long back from the day of the assessment, or after an event")
    tests = {op: said(moment, text) for op, text in _ORDERS.items()}
    between: Schema = {"type": "array", "items": moment, "minItems": 2, "maxItems": 2, "description": "two times"}
    return _bare_or({}, within=within, older_than=said(span, "longer ago than this"), between=between, **tests)


def _reference(known: Known, *, any_fact: bool) -> Schema:
    """Ids differ from case to case: a rule holds them against chosen facts. An action may answer a rule as well."""
    rule = [known.words("rules")] if any_fact else []
    operand = either(PATH, HOLE, *rule)
    several = listed(operand, least=1)
    tests = {"equals": operand, "same_as": _path("same_as"), "in": _path("in"), "one_of": several, "none_of": several}
    return _bare_or(either(*rule, HOLE) if any_fact else {}, **tests)


def _numbers(types: Iterable[FactType]) -> list[str]:
    return [
        f"{one.name}.{name}"
        for one in types
        if one.name != CHILD
        for name in one.readable
        if isinstance(kind_in(one, (name,)), Number)
    ]
