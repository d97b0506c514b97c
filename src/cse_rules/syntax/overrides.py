"""What a pack says of the ruleset that it extends: `extends`, `override` and `switch_off` in its `ruleset.yaml`."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import field, frozen

from cse_rules.errors import Diagnostic, Location
from cse_rules.syntax.forms import Form, form
from cse_rules.syntax.nodes import Node, what_is
from cse_rules.syntax.parameters import read_value

_FIELDS: Mapping[str, Mapping[str, Callable[[Form, str], Any]]] = {
    "directory": {"title": Form.text, "contact": Form.texts, "verified": Form.day, "note": Form.text},
    "topics": {"title": Form.text, "ask": Form.text, "of": Form.words, "required": Form.words},
    "details": {"ask": Form.text, "of": Form.words},
    "level_words": {"say": Form.text},
    "maps": {"levels": lambda asked, key: _texts_by_name(asked, key)},
}
"""For each table what of an entry can be said otherwise. Not who lives where: it decides whom to ask."""


@frozen(kw_only=True)
class Target:
    """The ruleset that a pack names under `extends`."""

    name: str
    at: Location
    edition: str | None = None
    """The edition that it must have, if the pack says so."""
    edition_at: Location | None = None


@frozen(kw_only=True)
class Override:
    """One entry of the base said otherwise."""

    table: str
    name: str
    because: str
    said: Mapping[str, Any]
    """The fields that differ; of a parameter its `values`, of the scale its `steps`."""
    at: Location


@frozen(kw_only=True)
class Reason:
    """Why a rule of the base is not run, or stands otherwise, and where that is said."""

    because: str
    at: Location


@frozen(kw_only=True)
class Wishes:
    """Everything that a pack wants otherwise, apart from rules, which say it themselves."""

    overrides: tuple[Override, ...] = ()
    switch_off: Mapping[str, Reason] = field(factory=dict)
    """For each rule of the base that is not to be run: the reason."""
    rules: Mapping[str, Reason] = field(factory=dict)
    """For each rule that stands in place of one of the base: the reason."""


def read_target(root: Node, problems: list[Diagnostic]) -> Target | None:
    """The ruleset that this one extends; None if it stands alone, or after noting what is wrong."""
    node = root.value.get("extends") if root.is_mapping else None
    if node is None:
        return None
    if isinstance(node.value, str) and node.value.strip():
        return Target(name=node.value.strip(), at=node.at)
    if not node.is_mapping:
        message = f"`extends` names a shipped ruleset or a folder, not {what_is(node)}"
        problems.append(Diagnostic("CSE240", message, node.at, help="write `extends: darlington`, or `../a-folder`"))
        return None
    asked = Form(node, problems, "`extends`")
    name, edition = asked.text("ruleset", required=True), asked.text("edition") or None
    asked.done()
    place = asked.node.value["ruleset"].at if name else node.at
    edition_at = asked.node.value["edition"].at if edition else None
    return Target(name=name, at=place, edition=edition, edition_at=edition_at) if name else None


def read_wishes(head: Form, rules: Mapping[str, Reason]) -> Wishes:
    """What `override` and `switch_off` say; every problem is noted.

    Args:
        head: the `ruleset.yaml` of the pack.
        rules: for each rule of its theme files that says `override`: the reason.
    """
    head.get("extends")
    off = head.group("switch_off")
    reasons = {name: _reason(off, name) for name in off.node.value} if off else {}
    found: list[Override] = []
    inner = head.group("override")
    if inner is not None:
        for table, fields in _FIELDS.items():
            found += _of_table(inner, table, fields)
        found += _parameters(inner)
        found += _scale(inner)
        inner.done()
    return Wishes(overrides=tuple(found), switch_off=reasons, rules=rules)


def _reason(asked: Form, rule: str) -> Reason:
    """Why a rule is switched off: nobody takes one out of use without saying why."""
    node = asked.node.value[rule]
    if node.value is None or (isinstance(node.value, str) and not node.value.strip()):
        asked.add("CSE251", f"rule `{rule}` is switched off without a reason", asked.at(rule), f"write `{rule}: why`")
        asked.taken.add(rule)
        return Reason(because="", at=asked.at(rule))
    return Reason(because=asked.text(rule), at=asked.at(rule))


def only_for_packs(root: Node, rules: Mapping[str, Reason]) -> list[Diagnostic]:
    """What a ruleset that stands alone cannot say."""
    said = [(key, root.find((key,), key=True)) for key in ("override", "switch_off") if key in root.value]
    said += [("override", reason.at) for reason in rules.values()]
    help_ = "say what it `extends`"
    return [Diagnostic("CSE246", f"`{key}` in a ruleset that extends no other", at, help=help_) for key, at in said]


def _entries(asked: Form, table: str) -> list[tuple[str, Form]]:
    inner = asked.group(table)
    made = [(name, form(node, inner.problems, f"`{name}`")) for name, node in inner.node.value.items()] if inner else []
    return [(name, one) for name, one in made if one is not None]


def _of_table(asked: Form, table: str, fields: Mapping[str, Callable[[Form, str], Any]]) -> list[Override]:
    found = []
    for name, one in _entries(asked, table):
        said = {key: read(one, key) for key, read in fields.items() if one.get(key) is not None}
        because = one.text("because", required=True)
        one.done()
        if not said:
            one.add("CSE249", f"nothing of `{name}` is said otherwise", one.node.at, f"say {', '.join(fields)}")
        elif because:
            found.append(Override(table=table, name=name, because=because, said=said, at=one.node.at))
    return found


def _parameters(asked: Form) -> list[Override]:
    """One value on its own, or several under `values`; the references are the reasons."""
    found = []
    for name, one in _entries(asked, "parameters"):
        if "values" in one.node.value:
            items = [form(node, one.problems, "an entry of `values`") for node in one.items("values")]
            read = [read_value(item) for item in items if item is not None]
            if not items:
                one.add("CSE249", f"nothing of `{name}` is said otherwise", one.node.at, "say value, since, reference")
            one.done()
        else:
            read = [read_value(one)]
        values = tuple(value for value in read if value is not None)
        if values:
            why = "; ".join(dict.fromkeys(value.reference for value in values))
            said = {"values": values}
            found.append(Override(table="parameters", name=name, because=why, said=said, at=one.node.at))
    return found


def _scale(asked: Form) -> list[Override]:
    one = asked.group("scale")
    if one is None:
        return []
    steps, because = one.words("steps", required=True), one.text("because", required=True)
    one.done()
    said = {"steps": steps}
    return [Override(table="scale", name="scale", because=because, said=said, at=one.node.at)] if steps else []


def _texts_by_name(asked: Form, key: str) -> dict[str, str]:
    inner = asked.group(key)
    return {name: inner.text(name) for name in inner.node.value} if inner else {}
