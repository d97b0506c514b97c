"""Whether each condition can be asked at all: types, fields, parameters, numbers."""

from cse_rules.check.context import Context, Scope
from cse_rules.check.fields import check_field_test, check_test
from cse_rules.check.operands import check_number, kind_words
from cse_rules.check.scopes import CHILD, Place, field_kind, path_kind
from cse_rules.errors import Location
from cse_rules.facts.kinds import Code, ListOf, Number, Reference
from cse_rules.facts.model import INDICATOR, FactType
from cse_rules.rules.conditions import (
    AtLeastOf,
    Bound,
    Count,
    FieldTest,
    Latest,
    LevelIs,
    NotEvery,
    Nothing,
    Path,
    Pattern,
    Raised,
    Some,
    Sum,
)  # fmt: skip


def check_types(ctx: Context, place: Place) -> None:
    """One condition; the conditions inside it have places of their own."""
    match place.condition:
        case Some(pattern) | Nothing(pattern):
            _pattern(ctx, pattern, place)
        case Count(pattern, bound, distinct):
            owner = _pattern(ctx, pattern, place)
            _not_the_child(ctx, pattern.type, "count", pattern.at)
            if owner is not None and distinct is not None:
                _distinct(ctx, owner, distinct, pattern.at)
            _bound(ctx, bound, place.scope, pattern.at)
        case Latest():
            _latest(ctx, place.condition, place)
        case NotEvery(pattern, path):
            _pattern(ctx, pattern, place)
            _not_the_child(ctx, pattern.type, "not_every", pattern.at)
            _list(ctx, path, {name: kind for name, kind in place.scope.items() if name != place.condition.member})
        case Sum():
            _sum(ctx, place.condition, place.scope)
        case AtLeastOf(n):
            check_number(ctx, n, place.scope, getattr(n, "at", None), bare_one=False)
        case Raised(codes, at=at):
            for code in codes:
                ctx.one_of("indicator", code, ctx.words("indicators"), at)
        case LevelIs(test, at=at):
            check_test(ctx, test, Code(vocabulary="scale"), "level", place.scope, at)
        case _:
            pass  # of `all`, `any` and `not`, each part is looked at by itself


def _pattern(ctx: Context, pattern: Pattern, place: Place) -> FactType | None:
    owner = ctx.fact_type(pattern.type, pattern.type_at or pattern.at)
    ctx.types_read.append((ctx.rule, pattern.type, pattern.at))
    if owner is not None:
        ctx.choosing = pattern.name
        for test in pattern.tests:
            check_field_test(ctx, test, owner, place.scope)
        ctx.choosing = None
    return owner


def _latest(ctx: Context, one: Latest, place: Place) -> None:
    owner = _pattern(ctx, one.pattern, place)
    if owner is not None:
        if owner.event is None:
            ctx.error("CSE314", f"`{owner.name}` has no time of its own, so none is the latest", one.pattern.at)
        for test in one.tests:
            check_field_test(ctx, test, owner, place.chosen)


# --- counting -----------------------------------------------------------------------------------------------


def _bound(ctx: Context, bound: Bound, scope: Scope, at: Location | None) -> None:
    check_number(ctx, bound.operand, scope, at, bare_one=bound.op == "at_least")


def _not_the_child(ctx: Context, type_name: str, word: str, at: Location | None) -> None:
    if type_name == CHILD:
        ctx.error("CSE314", f"`{word}` of the child, of whom there is one", at, "write `some: child`")


def _distinct(ctx: Context, owner: FactType, name: str, at: Location | None) -> None:
    kind = field_kind(ctx, owner, (name,), at)
    if kind is not None and not isinstance(kind, Code | Reference):
        message = f"`distinct` counts different words or facts, and `{name}` is {kind_words(kind)}"
        ctx.error("CSE314", message, at)


def _list(ctx: Context, path: Path, scope: Scope) -> None:
    kind = path_kind(ctx, path, scope)
    if kind is not None and not isinstance(kind, ListOf):
        ctx.error("CSE311", f"`{path}` is {kind_words(kind)}, not a list", path.at)


def _sum(ctx: Context, condition: Sum, scope: Scope) -> None:
    for source in dict.fromkeys(condition.sources):
        type_name, name = source
        if condition.sources.count(source) > 1:
            ctx.error("CSE314", f"`{type_name}.{name}` is in the sum twice", condition.at)
        owner = ctx.fact_type(type_name, condition.at)
        _not_the_child(ctx, type_name, "sum", condition.at)
        ctx.types_read.append((ctx.rule, type_name, condition.at))
        if owner is None:
            continue
        kind = field_kind(ctx, owner, (name,), condition.at)
        if kind is not None and not isinstance(kind, Number):
            ctx.error("CSE314", f"`{type_name}.{name}` is {kind_words(kind)}, and a sum adds numbers", condition.at)
        for one in condition.tests:
            if _has(ctx, type_name, one) or not any(_has(ctx, other, one) for other, _ in condition.sources):
                check_field_test(ctx, one, owner, scope)
    _bound(ctx, condition.bound, scope, condition.at)


def _has(ctx: Context, type_name: str, test: FieldTest) -> bool:
    """Whether facts of a type have the field: in a sum of several types, a field of one of them narrows that one."""
    owner = INDICATOR if type_name == INDICATOR.name else ctx.model.types.get(type_name)
    return owner is not None and test.path[0] in owner.readable
