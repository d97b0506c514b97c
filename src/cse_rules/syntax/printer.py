"""From rules back to YAML: what is printed here and read again is the same ruleset."""

import re
from datetime import date
from itertools import groupby
from typing import Any

import attrs
import yaml

from cse_rules.rules.conditions import All
from cse_rules.rules.language import id_of
from cse_rules.rules.ruleset import Act, Deadline, Guarantee, Parameter, Phrase, Raise, Rule, Ruleset
from cse_rules.syntax.condition_printer import Bare, Day, condition_to_plain, path_to_plain, present
from cse_rules.syntax.practice_printer import challenge_to_plain, plan_to_plain
from cse_rules.syntax.words import OWN_FILES, WORD

_WIDTH = 100
# Plain words that YAML 1.1 or YAML 1.2 readers take for something other than text, beyond those that PyYAML knows.
_MISREAD = re.compile(
    r"""(?ix) y | n | [0-9]+(:[0-9]+)+ | 0o[0-7]+ | 0x[0-9a-f]+
    | [-+]? ([0-9]+\.?[0-9]* | \.[0-9]+) (e[-+]?[0-9]+)? | [-+]?\.(inf|nan)"""
)


_LINE_ENDS = re.compile("[\x85\u2028\u2029]")  # which PyYAML writes as they are, and no reader gives back
_PATH_OR_PARAMETER = re.compile(r"\$.*|[a-z][a-z0-9_-]*(\.[a-z_]+)+")


def print_ruleset(ruleset: Ruleset) -> dict[str, str]:
    """The files of a ruleset folder: file name to YAML text.

    Rules go into the theme files that they were read from. If that would change their order, or a theme file has no
    usable name, all go into `rules.yaml`. Templates (`each`) come out as the rules that they stand for, and what was
    only in comments is gone.
    """
    files: dict[str, Any] = {"ruleset": _head(ruleset)}
    vocabulary = present(
        topics={name: _plain(topic, "id") for name, topic in ruleset.topics.items()},
        observations={name: _plain(code, "code") for name, code in ruleset.observations.items()},
        details=[{"detail": f"{one.type}.{one.field}", "ask": one.ask, "of": list(one.of)} for one in ruleset.details],
    )
    guarantees = present(guarantees=[_guarantee(one) for one in ruleset.guarantees])
    parameters = present(parameters={name: _parameter(one) for name, one in ruleset.parameters.items()})
    language = present(
        groups={name: list(forms) for name, forms in ruleset.phrases.groups.items()},
        leave_alone=list(ruleset.phrases.leave_alone),
        phrases=[_phrase(one) for one in ruleset.phrases.values()],
        names_harm=_harm(ruleset.phrases.harm) if ruleset.phrases.harm else None,
    )
    own = {
        "parameters": parameters, "vocabulary": vocabulary, "guarantees": guarantees, "language": language,
        "challenge": challenge_to_plain(ruleset.challenge) if ruleset.challenge else None,
        "plan": plan_to_plain(ruleset.plan) if ruleset.plan else None,
    }  # fmt: skip
    files |= {name: content for name, content in own.items() if content}
    files |= {name: [_rule(rule) for rule in rules] for name, rules in _themes(ruleset.rules).items()}
    return {f"{name}.yaml": _text(content) for name, content in files.items()}


def _head(ruleset: Ruleset) -> dict[str, Any]:
    step_down = present(window=_parameter_name(ruleset.step_down_window), maps=dict(ruleset.level_maps))
    sufficient = {"topics": list(ruleset.sufficient)} | present(fresh_for=_parameter_name(ruleset.fresh_for))
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
    } | present(
        level_words=dict(ruleset.level_words),
        themes=dict(ruleset.themes),
        step_down=step_down,
        refer_to=ruleset.refer_to,
        calendar=ruleset.calendar,
        roles=dict(ruleset.roles),
        information_to=ruleset.information_to,
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
            return Day(value.isoformat())
        case tuple():
            return list(value)
        case _:
            return value


def _parameter_name(name: str | None) -> Bare | None:
    return None if name is None else Bare(f"${name}")


def _parameter(parameter: Parameter) -> dict[str, Any]:
    values = [
        {
            "value": one.value if isinstance(one.value, int) else str(one.value),
            "since": Day(one.since.isoformat()),
            "reference": one.reference,
        }
        for one in parameter.values
    ]
    return {"title": parameter.title, "values": values}


def _harm(words: Phrase) -> dict[str, Any]:
    lists = present(forms=list(words.forms), leave_alone=list(words.leave_alone))
    return lists | {"source": dict(words.source)}


def _phrase(phrase: Phrase) -> dict[str, Any]:
    return (
        ({} if phrase.id == id_of(phrase.forms[0]) else {"id": phrase.id})
        | {"phrase": phrase.forms[0]}
        | present(forms=list(phrase.forms[1:]), near=list(phrase.near), leave_alone=list(phrase.leave_alone))
        | {"problem": phrase.problem, "instead": phrase.instead, "source": dict(phrase.source)}
    )


def _guarantee(guarantee: Guarantee) -> dict[str, Any]:
    plain: dict[str, Any] = {"name": guarantee.name}
    if guarantee.monotone:
        return plain | {"monotone": "established"}
    if guarantee.given is None:
        return plain | {"independent_of": [".".join(field) for field in guarantee.independent_of]}
    by = "immediately" if guarantee.then_immediately else None
    act = {"contact": guarantee.then_contact} | present(by=by) if guarantee.then_contact else None
    return plain | {
        "given": condition_to_plain(guarantee.given),
        "then": present(act=act, level=guarantee.then_level),
    }


# --- rules --------------------------------------------------------------------------------------------------


def _rule(rule: Rule) -> dict[str, Any]:
    when = rule.when
    head = {"rule": rule.id, "title": rule.title, "source": dict(rule.source)} | present(
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
        | present(
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
    return _plain(raised, "weight") | present(weight=_parameter_name(raised.weight))


def _act(act: Act) -> dict[str, Any]:
    plain: dict[str, Any] = {"contact": act.contact}
    return plain | present(by=_deadline(act.by)) | {"do": act.do} | present(include=list(act.include))


def _deadline(by: Deadline | None) -> Any:
    if by is None or by.time is None:
        return by and "immediately"
    return {"time": _parameter_name(by.time)} | present(after=path_to_plain(by.after) if by.after else None)


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
_Dumper.add_representer(Bare, _represent_bare)
_Dumper.add_representer(Day, _represent_day)


def on_one_line(content: Any) -> str:
    """Plain data as YAML on one line, with quotation marks around whatever a reader could take for something else."""
    text = yaml.dump(
        content, Dumper=_Dumper, default_flow_style=True, sort_keys=False, allow_unicode=True, width=float("inf")
    )
    return text.removesuffix("\n").removesuffix("\n...").strip()


def _text(content: Any) -> str:
    text = yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return text.replace("\n- rule:", "\n\n- rule:") if isinstance(content, list) else text
