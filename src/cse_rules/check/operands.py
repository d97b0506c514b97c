"""Whether what a field is held against goes with the field."""

from collections.abc import Collection
from datetime import date

from cse_rules.check.context import Context, Scope
from cse_rules.check.scopes import path_kind
from cse_rules.errors import Location, did_you_mean
from cse_rules.facts.kinds import Code, Date, Flag, Group, Kind, ListOf, Number, Reference, Text
from cse_rules.rules.conditions import Operand, Param, Path, Value

_WORDS: dict[type[Kind], str] = {
    Flag: "true or false",
    Number: "a number",
    Date: "a time",
    Code: "a word",
    Text: "free text",
    Reference: "the id of a fact",
    ListOf: "a list",
    Group: "a group of fields",
}


def kind_words(kind: Kind) -> str:
    """What a field holds, in the words of somebody who fills in forms."""
    return _WORDS[type(kind)]


def fits(kind: Kind, other: Kind) -> bool:
    """Whether two fields can be held against each other."""
    match kind, other:
        case Code(vocabulary=None), Code(vocabulary=None):
            return bool(set(kind.words) & set(other.words))
        case Code(), Code():
            return kind.vocabulary == other.vocabulary
        case Reference(types), Reference(others):
            return not types or not others or bool(set(types) & set(others))
        case _:
            return type(kind) is type(other)


def words_of(ctx: Context, kind: Code) -> Collection[str]:
    """Every word that the field can hold."""
    return kind.words if kind.vocabulary is None else ctx.words(kind.vocabulary)


def check_operand(ctx: Context, operand: Operand, kind: Kind, name: str, scope: Scope, at: Location | None) -> None:
    """A word, number or truth value, a parameter, or a field of a chosen fact, for a field of this kind."""
    if isinstance(kind, Number):
        check_number(ctx, operand, scope, at, bare_one=False)
        return
    at = operand.at or at
    match operand:
        case Value(value):
            _value(ctx, value, kind, name, at)
        case Param(parameter):
            ctx.error("CSE311", f"`${parameter}` is a parameter, and `{name}` is {kind_words(kind)}", at)
        case Path():
            other = path_kind(ctx, operand, scope)
            if other is not None and not fits(kind, other):
                message = f"`{operand}` is {kind_words(other)} that `{name}` cannot be held against"
                in_list = isinstance(other, ListOf) and fits(kind, other.of)
                ctx.error("CSE311", message, at, f"write {{in: {operand}}}" if in_list else None)


def _value(ctx: Context, value: str | int | bool, kind: Kind, name: str, at: Location | None) -> None:
    match kind:
        case Flag():
            if not isinstance(value, bool):
                ctx.error(
                    "CSE311", f"`{name}` is true or false", at, "write `true` or `false`, without quotation marks"
                )
        case Code():
            known = words_of(ctx, kind)
            if value not in known or not isinstance(value, str):
                gone = ctx.gone("level", _said(value)) if kind.vocabulary == "scale" else None
                help_ = gone or did_you_mean(_said(value), known) or ctx.listed(known)
                ctx.error("CSE303", f"unknown word `{_said(value)}` for `{name}`", at, help_)
        case Reference(()) if value in ctx.words("rules"):
            pass  # an action may answer a rule as well as a fact
        case _:
            message = f"`{name}` is the id of a fact, and ids differ from case to case"
            ctx.error("CSE311", message, at, "hold it against a chosen fact, such as {same_as: e.id}")


def _said(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def check_number(ctx: Context, operand: Operand, scope: Scope, at: Location | None, *, bare_one: bool) -> None:
    """A parameter or a number of a chosen fact; a number as such only for `at_least: 1`."""
    at = operand.at or at
    match operand:
        case Param(name):
            ctx.number(name, at)
        case Path():
            kind = path_kind(ctx, operand, scope)
            if kind is not None and not isinstance(kind, Number):
                ctx.error("CSE311", f"`{operand}` is {kind_words(kind)}, not a number", at)
        case Value(bool() | str()):
            ctx.error("CSE311", f"`{_said(operand.value)}` is not a number", at, "write `$name`, a parameter")
        case Value(value) if not (bare_one and value == 1):
            message = f"the number {value} stands in the rule itself"
            help_ = "only `at_least: 1` may; give any other a name, a date and a reference in parameters.yaml"
            ctx.error("CSE312", message, at, help_)
        case _:
            pass  # `at_least: 1`


def check_day(ctx: Context, operand: Path | Value, scope: Scope, at: Location | None) -> None:
    """A time of a chosen fact, or a day."""
    at = operand.at or at
    if isinstance(operand, Path):
        kind = path_kind(ctx, operand, scope)
        if kind is not None and not isinstance(kind, Date):
            ctx.error("CSE311", f"`{operand}` is {kind_words(kind)}, not a time", at)
        return
    try:
        date.fromisoformat(str(operand.value))
    except ValueError:
        ctx.error("CSE311", f"`{_said(operand.value)}` is not a day", at, "write it as 2017-02-28")
