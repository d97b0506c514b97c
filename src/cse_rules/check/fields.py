"""Whether a test can be asked of a field, and whether what it is held against goes with the field."""

from cse_rules.check.context import Context, Scope
from cse_rules.check.operands import check_day, check_number, check_operand, fits, kind_words
from cse_rules.check.scopes import field_kind, path_kind
from cse_rules.errors import Location
from cse_rules.facts.kinds import Code, Date, Flag, Group, Kind, ListOf, Number, Reference, Text
from cse_rules.facts.model import FactType
from cse_rules.rules.conditions import (
    Between,
    Compare,
    CompatibleWith,
    Equals,
    FieldTest,
    In,
    Includes,
    Known,
    OlderThan,
    OneOf,
    Order,
    Path,
    StepsBelow,
    Test,
    Within,
)  # fmt: skip

_ALLOWED: dict[type[Kind], tuple[type[Test], ...]] = {
    Flag: (Equals, Known),
    Number: (Equals, OneOf, Compare, Known),
    Date: (Within, OlderThan, Order, Between, Known),
    Code: (Equals, OneOf, In, Known),
    Text: (CompatibleWith, Known),
    Reference: (Equals, OneOf, In, Known),
    ListOf: (Includes, Known),
    Group: (),
}
_HELP = {
    Flag: "ask for `true`, `false` or `known`",
    Number: "ask for `at_least`, `more_than`, `at_most`, `less_than`, `equals` or `known`",
    Date: "ask for `within`, `older_than`, `after`, `before`, `during`, `covers`, `between` or `known`",
    Code: "ask for a word, `one_of`, `none_of` or `known`",
    Text: "ask for `known` or `compatible_with`: rules do not read free text",
    Reference: "ask for `same_as`, `in` or `known`",
    ListOf: "ask for `includes` or `known`",
    Group: "name a field within it",
}
_WORDS: dict[type[Test], str] = {
    Equals: "equals", Known: "known", In: "in", Includes: "includes", CompatibleWith: "compatible_with",
    StepsBelow: "steps_below", Within: "within", OlderThan: "older_than", Between: "between",
}  # fmt: skip


def check_field_test(ctx: Context, one: FieldTest, owner: FactType, scope: Scope) -> None:
    """One line of a `where`."""
    kind = field_kind(ctx, owner, one.path, one.at)
    if kind is not None:
        check_test(ctx, one.test, kind, ".".join(one.path), scope, one.at)


def check_test(ctx: Context, test: Test, kind: Kind, name: str, scope: Scope, at: Location | None) -> None:
    """A test of something of this kind, called `name` in messages."""
    if not _may_be_asked(test, kind):
        message = f"`{_word(test)}` cannot be asked of `{name}`, which is {kind_words(kind)}"
        ctx.error("CSE310", message, at, _help(test, kind))
        return
    match test:
        case Equals(operand):
            check_operand(ctx, operand, kind, name, scope, at)
        case OneOf(operands):
            for one in operands:
                check_operand(ctx, one, kind, name, scope, at)
        case Compare(op, operand):
            if isinstance(kind, Number):
                check_number(ctx, operand, scope, at, bare_one=op == "at_least")
            else:
                check_operand(ctx, operand, kind, name, scope, at)
        case Includes(operand):
            assert isinstance(kind, ListOf)
            check_operand(ctx, operand, kind.of, name, scope, at)
        case In() | CompatibleWith() | StepsBelow():
            _against_a_path(ctx, test, kind, name, scope, at)
        case Within() | OlderThan() | Order() | Between():
            _time(ctx, test, scope, at)
        case Known():
            pass


def _against_a_path(
    ctx: Context, test: In | CompatibleWith | StepsBelow, kind: Kind, name: str, scope: Scope, at: Location | None
) -> None:
    path = test.of if isinstance(test, StepsBelow) else test.path
    other = path_kind(ctx, path, scope)
    if isinstance(test, In):
        wanted, good = f"a list that could hold `{name}`", isinstance(other, ListOf) and fits(kind, other.of)
    elif isinstance(test, CompatibleWith):
        wanted, good = "a mark such as a registration", isinstance(other, Text)
    else:
        wanted, good = "a level", other is not None and fits(kind, other)
        ctx.number(test.more_than.name, test.more_than.at or at)
    if other is not None and not good:
        message = f"`{path}` is {kind_words(other)}, not {wanted}"
        ctx.error("CSE311", message, path.at or at)


def _time(ctx: Context, test: Within | OlderThan | Order | Between, scope: Scope, at: Location | None) -> None:
    match test:
        case Within(span, newest, after):
            for one in (span, newest):
                if one is not None:
                    ctx.span(one.name, one.at or at)
            if after is not None:
                check_day(ctx, after, scope, at)
        case OlderThan(span):
            ctx.span(span.name, span.at or at)
        case Order(_, operand):
            check_day(ctx, operand, scope, at)
        case Between(first, last):
            check_day(ctx, first, scope, at)
            check_day(ctx, last, scope, at)


def _may_be_asked(test: Test, kind: Kind) -> bool:
    if isinstance(kind, Code) and isinstance(test, Compare):
        return kind.vocabulary in ("scale", "bands")
    if isinstance(kind, Code) and isinstance(test, StepsBelow):
        return kind.vocabulary == "scale"
    return isinstance(test, _ALLOWED[type(kind)])


def _help(test: Test, kind: Kind) -> str:
    if isinstance(test, Compare) and isinstance(kind, Code):
        return "only the words of the scale and of the bands have an order"
    if isinstance(test, Equals) and isinstance(kind, Date):
        return "two times are hardly ever the same; write `during`"
    return _HELP[type(kind)]


def _word(test: Test) -> str:
    """The test as analysts write it."""
    match test:
        case OneOf(negated=negated):
            return "none_of" if negated else "one_of"
        case Compare(op) | Order(op):
            return op
        case Equals(Path()):
            return "same_as"
        case _:
            return _WORDS[type(test)]
