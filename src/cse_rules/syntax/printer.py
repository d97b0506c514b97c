"""From rules back to YAML: what is printed here and read again is the same ruleset."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any, assert_never

import attrs
import yaml

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
    Operand,
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
)
from cse_rules.rules.ruleset import Act, Deadline, Guarantee, Parameter, Phrase, Raise, Rule, Ruleset
from cse_rules.syntax.forms import WORD
from cse_rules.syntax.rulesets import OWN_FILES

_WIDTH = 100
# Plain words that YAML 1.1 or YAML 1.2 readers take for something other than text, beyond those that PyYAML knows.
_MISREAD = re.compile(
    r"""(?ix) y | n | [0-9]+(:[0-9]+)+ | 0o[0-7]+ | 0x[0-9a-f]+
    | [-+]? ([0-9]+\.?[0-9]* | \.[0-9]+) (e[-+]?[0-9]+)? | [-+]?\.(inf|nan)"""
)


class _Bare(str):
    """`$name` or `seen.with`: means what it says only without quotation marks."""

    __slots__ = ()


class _Day(str):
    """A day, which every reader of YAML may take for one."""

    __slots__ = ()


_LINE_ENDS = re.compile("[\x85\u2028\u2029]")  # which PyYAML writes as they are, and no reader gives back
_PATH_OR_PARAMETER = re.compile(r"\$.*|[a-z][a-z0-9_-]*(\.[a-z_]+)+")


def print_ruleset(ruleset: Ruleset) -> dict[str, str]:
    """The files of a ruleset folder: file name to YAML text.

    Rules go into the theme files that they were read from. If that would change their order, or a theme file has no
    usable name, all go into `rules.yaml`. Templates (`each`) come out as the rules that they stand for, and what was
    only in comments is gone.
    """
    files: dict[str, Any] = {"ruleset": _head(ruleset)}
    vocabulary = _present(
        topics={name: _plain(topic, "id") for name, topic in ruleset.topics.items()},
        observations={name: _plain(code, "code") for name, code in ruleset.observations.items()},
        details=[{"detail": f"{one.type}.{one.field}", "ask": one.ask, "of": list(one.of)} for one in ruleset.details],
    )
    guarantees = _present(guarantees=[_guarantee(one) for one in ruleset.guarantees])
    parameters = _present(parameters={name: _parameter(one) for name, one in ruleset.parameters.items()})
    language = _present(phrases=[_phrase(one) for one in ruleset.phrases.values()])
    own = {"parameters": parameters, "vocabulary": vocabulary, "guarantees": guarantees, "language": language}
    files |= {name: content for name, content in own.items() if content}
    files |= {name: [_rule(rule) for rule in rules] for name, rules in _themes(ruleset.rules).items()}
    return {f"{name}.yaml": _text(content) for name, content in files.items()}


def condition_to_plain(condition: Condition) -> Any:  # noqa: C901  one case for each node
    """The condition as plain data, of the shape in which it stands under `when:`.

    `print_ruleset` writes parameters and paths in it without quotation marks, and text that looks like one with them.
    """
    match condition:
        case Some(pattern):
            return _pattern("some", pattern)
        case Nothing(pattern):
            return _pattern("none", pattern)
        case Count(pattern, bound, distinct):
            return _pattern("count", pattern) | _present(distinct=distinct) | _bound(bound)
        case Sum(sources, tests, bound):
            fields = [".".join(source) for source in sources]
            return {"sum": fields} | _present(where=_where(tests)) | _bound(bound)
        case Latest(pattern, tests):
            return _pattern("latest", pattern) | _present(**{"is": _where(tests)})
        case All(conditions):
            return {"all": [condition_to_plain(one) for one in conditions]}
        case Any_(conditions):
            return {"any": [condition_to_plain(one) for one in conditions]}
        case Not(inner):
            return {"not": condition_to_plain(inner)}
        case AtLeastOf(n, conditions):
            return {"at_least_of": {"n": _operand(n), "of": [condition_to_plain(one) for one in conditions]}}
        case NotEvery(pattern, path, member):
            where = _present(where=_where(pattern.tests, pattern.also))
            return {"not_every": pattern.type, "as": member, "in": _path(path)} | where
        case Raised(codes):
            return {"raised": list(codes)}
        case LevelIs(test):
            return {"level": _tests([test])}
        case ActionIs(rule, state):
            return {"action": {"id": rule, "state": state}}
    assert_never(condition)


def field_test_to_plain(test: FieldTest) -> dict[str, Any]:
    """One field and what is asked of it, as plain data."""
    return {".".join(test.path): _tests([test.test])}


def _head(ruleset: Ruleset) -> dict[str, Any]:
    step_down = _present(window=_parameter_name(ruleset.step_down_window), maps=dict(ruleset.level_maps))
    sufficient = {"topics": list(ruleset.sufficient)} | _present(fresh_for=_parameter_name(ruleset.fresh_for))
    return {
        "ruleset": ruleset.id,
        "title": ruleset.title,
        "edition": ruleset.edition,
        "status": ruleset.status,
        "preface": ruleset.preface,
        "statement": ruleset.statement,
        "scale": list(ruleset.scale),
        "bands": list(ruleset.bands),
        "sufficient": sufficient,
    } | _present(
        level_words=dict(ruleset.level_words),
        themes=dict(ruleset.themes),
        step_down=step_down,
        refer_to=ruleset.refer_to,
        reviewed=_scalar(ruleset.reviewed),
        accept=dict(ruleset.accept),
        sources={name: _plain(source, "id") for name, source in ruleset.sources.items()},
        directory={name: _plain(entry, "id") for name, entry in ruleset.directory.items()},
    )


def _themes(rules: tuple[Rule, ...]) -> dict[str, list[Rule]]:
    themes = [(name, list(inside)) for name, inside in groupby(rules, key=lambda rule: rule.theme_file)]
    names = [name for name, _ in themes]
    usable = all(WORD.fullmatch(name) and name not in OWN_FILES for name in names)
    in_order = names == sorted(set(names), key=lambda name: f"{name}.yaml")
    return dict(themes) if usable and in_order else {"rules": list(rules)}


def _plain(one: Any, *left_out: str) -> dict[str, Any]:
    """An entry field by field, without those that are as if left out."""
    fields = [field for field in attrs.fields(type(one)) if field.name not in ("at", *left_out)]
    said = {field.name: getattr(one, field.name) for field in fields if getattr(one, field.name) != field.default}
    return {name: _scalar(value) for name, value in said.items()}


def _scalar(value: Any) -> Any:
    match value:
        case date():
            return _Day(value.isoformat())
        case tuple():
            return list(value)
        case _:
            return value


def _present(**entries: Any) -> dict[str, Any]:
    """The entries that say something: not None, not false, not empty."""
    return {key: value for key, value in entries.items() if value or (value == 0 and value is not False)}


def _parameter_name(name: str | None) -> _Bare | None:
    return None if name is None else _Bare(f"${name}")


def _parameter(parameter: Parameter) -> dict[str, Any]:
    values = [
        {
            "value": one.value if isinstance(one.value, int) else str(one.value),
            "since": _Day(one.since.isoformat()),
            "reference": one.reference,
        }
        for one in parameter.values
    ]
    return {"title": parameter.title, "values": values}


def _phrase(phrase: Phrase) -> dict[str, Any]:
    return (
        {"phrase": phrase.forms[0]}
        | _present(forms=list(phrase.forms[1:]))
        | {"problem": phrase.problem, "instead": phrase.instead, "source": dict(phrase.source)}
    )


def _guarantee(guarantee: Guarantee) -> dict[str, Any]:
    plain: dict[str, Any] = {"name": guarantee.name}
    if guarantee.monotone:
        return plain | {"monotone": "established"}
    if guarantee.given is None:
        return plain | {"independent_of": [".".join(field) for field in guarantee.independent_of]}
    by = "immediately" if guarantee.then_immediately else None
    act = {"contact": guarantee.then_contact} | _present(by=by) if guarantee.then_contact else None
    return plain | {
        "given": condition_to_plain(guarantee.given),
        "then": _present(act=act, level=guarantee.then_level),
    }


# --- rules --------------------------------------------------------------------------------------------------


def _rule(rule: Rule) -> dict[str, Any]:
    when = rule.when
    head = {"rule": rule.id, "title": rule.title, "source": dict(rule.source)} | _present(
        status=None if rule.status == "draft" else rule.status,
        valid_from=_scalar(rule.valid_from),
        valid_to=_scalar(rule.valid_to),
        trigger=rule.trigger,
        non_monotone=rule.non_monotone,
        if_unknown=None if rule.if_unknown == "ask" else rule.if_unknown,
    )
    inner = [condition_to_plain(one) for one in when.conditions] if isinstance(when, All) else condition_to_plain(when)
    return (
        head
        | {"when": inner}
        | _present(
            per=rule.per,
            **{"raise": _raise(rule.raises) if rule.raises else None},
            level=rule.level,
            act=[_act(one) for one in rule.act],
            ask=[{"say": one.say, "of": list(one.of)} for one in rule.ask],
            challenge=_plain(rule.challenge) if rule.challenge else None,
            note=rule.note,
            reviewed=_scalar(rule.reviewed),
            accept=dict(rule.accept),
        )
    )


def _raise(raised: Raise) -> dict[str, Any]:
    return _plain(raised, "weight") | _present(weight=_parameter_name(raised.weight))


def _act(act: Act) -> dict[str, Any]:
    plain: dict[str, Any] = {"contact": act.contact}
    return plain | _present(by=_deadline(act.by)) | {"do": act.do} | _present(include=list(act.include))


def _deadline(by: Deadline | None) -> Any:
    if by is None or by.time is None:
        return by and "immediately"
    return {"time": _parameter_name(by.time)} | _present(after=_path(by.after) if by.after else None)


# --- conditions ---------------------------------------------------------------------------------------------


def _pattern(head: str, pattern: Pattern) -> dict[str, Any]:
    plain: dict[str, Any] = {head: pattern.type}
    where = _where(pattern.tests, pattern.also)
    return plain | _present(**{"as": pattern.name, "where": where})


def _where(tests: Iterable[FieldTest], also: Iterable[Some | Nothing] = ()) -> dict[str, Any]:
    by_field: dict[str, list[Test]] = {}
    for one in tests:
        by_field.setdefault(".".join(one.path), []).append(one.test)
    where: dict[str, Any] = {name: _tests(found) for name, found in by_field.items()}
    for nested in also:
        inner = {nested.pattern.type: _where(nested.pattern.tests, nested.pattern.also)}
        where.setdefault("some" if isinstance(nested, Some) else "none", []).append(inner)
    return where


def _bound(bound: Bound) -> dict[str, Any]:
    return {bound.op: _operand(bound.operand)}


def _tests(tests: list[Test]) -> Any:
    """One value alone means equals; everything else is named."""
    match tests:
        case [Equals(Value() | Param() as operand)]:
            return _operand(operand)
        case _:
            several = sum(isinstance(test, Equals) and isinstance(test.operand, Path) for test in tests) > 1
            return dict(_test(test, several=several) for test in tests)


def _test(test: Test, *, several: bool) -> tuple[str, Any]:  # noqa: C901  one case for each node
    match test:
        case Equals(Path(_, fields) as path):
            # Both words mean the same, but only `same_as` can name a member of a list.
            return "equals" if several and fields else "same_as", _path(path)
        case Equals(operand):
            return "equals", _operand(operand)
        case OneOf(operands, negated):
            return "none_of" if negated else "one_of", [_operand(one) for one in operands]
        case Compare(op, operand):
            return op, _operand(operand)
        case Known(known):
            return "known", known
        case In(path):
            return "in", _path(path)
        case Includes(operand):
            return "includes", _operand(operand)
        case CompatibleWith(path):
            return "compatible_with", _path(path)
        case StepsBelow(of, more_than):
            return "steps_below", {"of": _path(of), "more_than": _operand(more_than)}
        case Within():
            return "within", _within(test)
        case OlderThan(span):
            return "older_than", _operand(span)
        case Order(op, moment):
            return op, _moment(moment)
        case Between(first, last):
            return "between", [_moment(first), _moment(last)]
    assert_never(test)


def _within(within: Within) -> Any:
    span = _operand(within.span)
    if within.after is not None:
        return {"time": span, "after": _path(within.after)}
    return span if within.newest is None else {"from": span, "to": _operand(within.newest)}


def _operand(operand: Operand) -> Any:
    match operand:
        case Value(value):
            return value
        case Param(name):
            return _Bare(f"${name}")
        case Path():
            return _path(operand)
    assert_never(operand)


def _moment(moment: Path | Value) -> Any:
    return _path(moment) if isinstance(moment, Path) else _Day(moment.value)


def _path(path: Path) -> _Bare:
    return _Bare(str(path))


# --- text ---------------------------------------------------------------------------------------------------


class _Dumper(yaml.SafeDumper):
    """Block style, lists indented within their key, no anchors for what stands in two places."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    quoted = _MISREAD.fullmatch(text) or _PATH_OR_PARAMETER.fullmatch(text) or _LINE_ENDS.search(text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if quoted else None)


def _represent_bare(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text))


def _represent_day(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(text))


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(_Bare, _represent_bare)
_Dumper.add_representer(_Day, _represent_day)


def _text(content: Any) -> str:
    text = yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return text.replace("\n- rule:", "\n\n- rule:") if isinstance(content, list) else text
