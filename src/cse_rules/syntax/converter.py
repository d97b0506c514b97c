"""Between plain data (JSON, YAML) and facts: cattrs, with hooks that guess nothing and lose nothing."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Annotated, Any, get_args, get_origin

import attrs
import cattrs
from annotated_types import Ge, Le
from attrs import evolve
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from cse_rules.errors import Diagnostic, did_you_mean
from cse_rules.facts.kinds import Code, Codes, fields_of
from cse_rules.facts.types import Child, Fact, KnownBy
from cse_rules.facts.values import Many, Range, Status, When

ID = re.compile(r"[\w][\w.:/-]{0,79}")
PLAIN_WORD = re.compile(r"[a-z_]{1,30}")


WHAT_AN_ID_IS = "an id is letters, digits, `-`, `_`, `.`, `:` or `/`"


class Unfit(ValueError):
    """A value of the wrong shape; the message never repeats the value."""

    def __init__(self, code: str, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.code, self.help = code, help


def _bool(value: Any, _: Any) -> bool:
    if not isinstance(value, bool):
        raise Unfit("CSE101", "expected true or false", "leave it out if it is not known")
    return value


def _int(value: Any, _: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unfit(
            "CSE101", "expected a whole number", "write it without quotation marks, and leave it out if not known"
        )
    return value


def _str(value: Any, _: Any) -> str:
    if not isinstance(value, str):
        raise Unfit("CSE101", "expected text", "put it in quotation marks")
    if not value.strip():
        raise Unfit("CSE102", "expected text, found none", "leave the key out if it is not known")
    return value


def _when(value: Any, _: Any) -> When:
    hint = 'write 2017-02-10, 2017-02-10T22:30, {about: "2017-02"} or {earliest: …, latest: …}'
    if isinstance(value, When):
        return value
    try:
        match value:
            case date() | str():
                return _moment(value)
            case {"about": int() | str() as about, **rest} if not rest and not isinstance(about, bool):
                return When.about(str(about))
            case {"earliest": date() | str() as first, "latest": date() | str() as last, **rest} if not rest:
                return When(_moment(first).earliest, _moment(last).latest)
            case {"days_ago": int()} | {"earliest": {"days_ago": int()}} | {"latest": {"days_ago": int()}}:
                raise Unfit("CSE103", "days that cannot be counted back", "give the case an `as_of` to count back from")
            case _:
                pass
    except Unfit:
        raise
    except ValueError as error:
        if "end is before" in str(error):
            raise Unfit("CSE113", "`latest` lies before `earliest`") from None
        if "offset" in str(error):
            raise Unfit("CSE103", "a time with an offset", "give local time without it") from None
        raise Unfit("CSE103", "not a date that exists", hint) from None
    raise Unfit("CSE103", "expected a date", hint)


def _moment(value: date | str) -> When:
    match value:
        case datetime():
            return When.at(value)
        case date():
            return When.day(value)
        case str():
            return When.parse(value)


def _range(value: Any, _: Any) -> Range:
    match value:
        case bool():
            pass
        case Range():
            return value
        case int() if value >= 0:
            return Range(value, value)
        case {"at_least": int() as low, **rest} if set(rest) <= {"at_most"} and low >= 0 and type(low) is int:
            high = rest.get("at_most")
            if high is None or (type(high) is int and high >= low):
                return Range(low, high)
        case _:
            pass
    raise Unfit("CSE101", "expected a whole number or a range", "write 2, {at_least: 2} or {at_least: 2, at_most: 4}")


def _status(value: Any, _: Any) -> Status:
    return Status(_code(value, tuple(status.value for status in Status)))


def _code(value: Any, words: tuple[str, ...]) -> str:
    text = _str(value, str)
    if text not in words:
        close = did_you_mean(text, words)
        listed = f"one of {', '.join(words)}" if len(words) <= 8 else None
        raise Unfit("CSE104", "a word that is not on the list for this field", close or listed)
    return text


def _annotated(converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    def structure(value: Any, annotation: Any) -> Any:
        inner, *marks = get_args(annotation)
        codes = next((mark.words for mark in marks if isinstance(mark, Codes)), None)
        if inner is str and codes is not None:
            return _code(value, codes)
        found = converter.structure(value, inner)
        match found:
            case Many() if codes is not None:
                for word in found:
                    _code(word, codes)
            case int():
                _bounded(found, found, marks)
            case Range():
                _bounded(found.at_least, found.at_most, marks)
            case str() if not ID.fullmatch(found):
                raise Unfit("CSE106", "expected a single word", WHAT_AN_ID_IS)
            case _:
                pass
        return found

    return structure


def _bounded(lowest: int, highest: int | None, marks: list[Any]) -> None:
    for mark in marks:
        match mark:
            case Ge(ge=int() as least) if lowest < least:
                break
            case Le(le=int() as most) if highest is None or highest > most:
                break
            case _:
                continue
    else:
        return
    bounds = " and ".join(str(getattr(one, "ge", getattr(one, "le", ""))) for one in marks)
    raise Unfit("CSE105", f"a number outside its bounds, which are {bounds}")


def _many(value: Any, _: Any) -> Many:
    if isinstance(value, Many):
        return value
    if not isinstance(value, list):
        raise Unfit("CSE101", "expected a list", "write [driver], or [driver, others_unknown] if there may be more")
    words = [_str(word, str) for word in value]
    return Many(tuple(word for word in words if word != "others_unknown"), others_unknown="others_unknown" in words)


def _renames(cls: type) -> dict[str, Any]:
    return {spec.attribute: override(rename=name) for name, spec in fields_of(cls).items() if spec.attribute != name}


@cache
def converter() -> cattrs.Converter:
    """The one converter: exact types in, all problems of a value at once."""

    def is_annotated(kind: Any) -> bool:
        origin: object = get_origin(kind)
        return origin is Annotated

    made = cattrs.Converter(detailed_validation=True, forbid_extra_keys=True)
    for cls, hook in (
        (bool, _bool),
        (int, _int),
        (str, _str),
        (When, _when),
        (Range, _range),
        (Many, _many),
        (Status, _status),
    ):
        made.register_structure_hook(cls, hook)
    made.register_structure_hook_func(is_annotated, _annotated(made))

    def is_record(kind: Any) -> bool:
        return isinstance(kind, type) and (issubclass(kind, Fact) or kind in (Child, KnownBy))

    def structure(kind: Any) -> Any:
        attrs.resolve_types(kind, include_extras=True)
        return make_dict_structure_fn(
            kind, made, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **_renames(kind)
        )

    def unstructure(kind: Any) -> Any:
        return make_dict_unstructure_fn(kind, made, _cattrs_omit_if_default=True, **_renames(kind))

    made.register_structure_hook_factory(is_record, structure)
    made.register_unstructure_hook_factory(is_record, unstructure)
    made.register_unstructure_hook(When, _plain_when)
    made.register_unstructure_hook(Range, _plain_range)
    made.register_unstructure_hook(Status, lambda status: status.value)
    made.register_unstructure_hook(
        Many, lambda many: [*many.known, "others_unknown"] if many.others_unknown else list(many.known)
    )
    return made


def _plain_when(when: When) -> Any:
    if when.earliest == when.latest:
        return when.earliest.isoformat()
    if when.earliest == When.day(when.first_day).earliest and when.latest == When.day(when.last_day).latest:
        if when.first_day == when.last_day:
            return when.first_day.isoformat()
        return {"earliest": when.first_day.isoformat(), "latest": when.last_day.isoformat()}
    return {"earliest": when.earliest.isoformat(), "latest": when.latest.isoformat()}


def _plain_range(value: Range) -> Any:
    if value.at_least == value.at_most:
        return value.at_least
    if value.at_most is None:
        return {"at_least": value.at_least}
    return {"at_least": value.at_least, "at_most": value.at_most}


def resolve_days_ago(value: Any, as_of: When | None) -> Any:
    """`{days_ago: 2}` as the day it was, seen from the day of the assessment; left alone if that is not known."""
    match value:
        case {"days_ago": int() as days, **rest} if not rest and not isinstance(days, bool) and 0 <= days <= 40_000:
            if as_of is None:
                return value
            try:
                return as_of.last_day - timedelta(days=days)
            except OverflowError:
                return value
        case Mapping():
            return {key: resolve_days_ago(inner, as_of) for key, inner in value.items()}
        case list():
            return [resolve_days_ago(inner, as_of) for inner in value]
        case _:
            return value


def problems_of(error: BaseException, cls: type, path: tuple[str | int, ...] = ()) -> list[Diagnostic]:
    """Cattrs' tree of errors as one list of diagnostics, each with the path of the value it is about."""
    match error:
        case ClassValidationError() | IterableValidationError():
            return [problem for inner in error.exceptions for problem in _problems_of_part(inner, cls, path)]
        case ForbiddenExtraKeysError():
            return [unknown_key(key, fields_of(cls), path) for key in sorted(error.extra_fields)]
        case Unfit():
            return [Diagnostic(error.code, f"{_where(path)}{error}", path=path, help=error.help)]
        case KeyError():
            missing = str(error.args[0]).removesuffix("_")
            return [Diagnostic("CSE108", f"`{missing}` is missing", path=path)]
        case _:
            return [Diagnostic("CSE101", f"{_where(path)}a value of the wrong shape", path=path)]


def unknown_key(key: str, known: Iterable[str], path: tuple[str | int, ...]) -> Diagnostic:
    """A key that nobody knows, named only if it is a slip for a known one.

    Any other word may be part of a value that lost its quotation marks or its key.
    """
    words = sorted(known)
    close = did_you_mean(key, words)
    message = f"unknown key `{key}`" if close and PLAIN_WORD.fullmatch(key) else "unknown key"
    return Diagnostic("CSE107", message, path=(*path, key), help=close or f"known keys: {', '.join(words)}")


def _problems_of_part(error: BaseException, cls: type, path: tuple[str | int, ...]) -> list[Diagnostic]:
    notes = [
        note.name if isinstance(note, AttributeValidationNote) else note.index
        for note in getattr(error, "__notes__", [])
        if isinstance(note, AttributeValidationNote | IterableValidationNote)
    ]
    specs = {spec.attribute: spec for spec in fields_of(cls).values()} if attrs.has(cls) else {}
    spec = specs.get(str(notes[0])) if notes else None
    if spec is None:
        return problems_of(error, cls, (*path, *notes[:1]))
    found = problems_of(error, KnownBy if spec.name == "known_by" else cls, (*path, spec.name))
    if spec.sensitive and isinstance(spec.kind, Code):  # the closest word would tell what was written
        found = [evolve(problem, help=f"one of {', '.join(spec.kind.words)}") for problem in found]
    return found


def _where(path: tuple[str | int, ...]) -> str:
    word = next((step for step in reversed(path) if isinstance(step, str)), None)
    return f"`{word}`: " if word else ""
