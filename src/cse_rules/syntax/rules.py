"""From YAML to rules."""

from cse_rules.errors import Diagnostic, Location
from cse_rules.rules.ruleset import Act, Ask, Challenge, Deadline, Raise, Rule
from cse_rules.syntax.conditions import read_condition
from cse_rules.syntax.field_tests import read_path
from cse_rules.syntax.forms import Form, form
from cse_rules.syntax.nodes import Node
from cse_rules.syntax.overrides import Reason
from cse_rules.syntax.templates import expand


def read_rules(
    root: Node, theme_file: str, problems: list[Diagnostic], instead: dict[str, Reason] | None = None
) -> list[Rule]:
    """The rules of one theme file: a list, an entry for each. `instead` gathers those that say `override`, and why."""
    if not root.is_list:
        problems.append(
            Diagnostic("CSE207", "a theme file is a list of rules", root.at, help="start each with `- rule:`")
        )
        return []
    expanded = [one for node in root.value for one in expand(node, problems)]
    instead = {} if instead is None else instead
    return [rule for node in expanded if (rule := _rule(node, theme_file, problems, instead)) is not None]


def _rule(node: Node, theme_file: str, problems: list[Diagnostic], instead: dict[str, Reason]) -> Rule | None:
    asked = form(node, problems, "a rule")
    if asked is None:
        return None
    before = len(problems)
    name = asked.word("rule", required=True)
    asked.what = f"rule `{name}`" if name else "a rule"
    when = asked.get("when", required=True)
    condition = read_condition(when, problems) if when else None
    per = asked.word("per")
    if name and "override" in asked.node.value:
        instead[name] = Reason(because=asked.text("override"), at=asked.at("override"))
    rule = Rule(
        id=name or "",
        title=asked.text("title", required=True),
        source=read_source(asked, required=True),
        when=condition,  # type: ignore[arg-type]  # a rule without one is not returned
        raises=_raise(asked),
        level=asked.word("level"),
        act=tuple(act for one in _one_or_more(asked, "act") if (act := _act(one)) is not None),
        ask=tuple(ask for one in _one_or_more(asked, "ask") if (ask := _ask(one)) is not None),
        challenge=_challenge(asked),
        trigger=asked.flag("trigger"),
        per=per,
        if_unknown=asked.word("if_unknown", of=("ask", "presume", "quiet")) or "ask",  # type: ignore[arg-type]  # one of
        non_monotone=asked.text("non_monotone") or None,
        status=asked.word("status", of=("draft", "stable", "retired")) or "draft",  # type: ignore[arg-type]  # one of
        valid_from=asked.day("valid_from"),
        valid_to=asked.day("valid_to"),
        note=asked.text("note") or None,
        reviewed=asked.day("reviewed"),
        accept=read_pairs(asked, "accept"),
        theme_file=theme_file,
        at=asked.at("rule"),
        places=_places(node),
    )
    asked.done()
    return rule if len(problems) == before else None


def _places(node: Node) -> dict[str, Location]:
    """Where each key has its value, and where each source is named."""
    source = node.value.get("source")
    cited = source.keys_at if source is not None and source.is_mapping else {}
    return {key: one.at for key, one in node.value.items()} | {f"source.{name}": at for name, at in cited.items()}


def read_source(asked: Form, *, required: bool = False) -> tuple[tuple[str, str], ...]:
    """`source: {deck: "Sarah, part 2"}`: which source, and where in it."""
    source = asked.group("source", required=required)
    if source is None:
        return ()
    return tuple((name, source.text(name)) for name in source.node.value)


def read_pairs(asked: Form, key: str) -> tuple[tuple[str, str], ...]:
    """A group in which every key has a text."""
    inner = asked.group(key)
    return tuple((name, inner.text(name)) for name in inner.node.value) if inner else ()


def _one_or_more(asked: Form, key: str) -> list[Form]:
    node = asked.get(key)
    if node is None:
        return []
    made = [form(one, asked.problems, f"`{key}`") for one in (node.value if node.is_list else [node])]
    return [one for one in made if one is not None]


def _raise(asked: Form) -> Raise | None:
    inner = asked.group("raise")
    if inner is None:
        return None
    kind = inner.word("kind", required=True, of=("harm", "risk", "vulnerability", "protective"))
    weight = inner.get("weight")
    if weight is not None and not str(weight.value).startswith("$"):
        inner.add("CSE216", "`weight` is a parameter", weight.at, "write `$name` and define it in parameters.yaml")
    raised = Raise(
        indicator=inner.word("indicator", required=True) or "",
        kind=kind or "risk",  # type: ignore[arg-type]  # one of
        theme=inner.word("theme", required=True) or "",
        band=inner.word("band"),
        weight=str(weight.value)[1:] if weight else None,
        at=inner.node.at,
    )
    inner.done()
    return raised


def _act(inner: Form) -> Act | None:
    do = inner.text("do") or inner.text("say", required="do" not in inner.node.value)
    act = Act(
        contact=inner.word("contact", required=True) or "",
        by=_deadline(inner),
        do=do,
        include=inner.texts("include"),
        at=inner.node.at,
    )
    inner.done()
    return act


def _deadline(asked: Form) -> Deadline | None:
    node = asked.get("by")
    if node is None:
        return None
    if not node.is_mapping:
        if node.value != "immediately":
            help_ = "write `immediately`, `{time: $name}`, or `{time: $name, after: e.to}` for a time after a fact"
            asked.add("CSE219", "`by` is `immediately`, or within a time", node.at, help_)
        return Deadline()
    inner = Form(node, asked.problems, "`by`")
    time, after = inner.get("time", required=True), inner.get("after")
    inner.done()
    if time is None or not str(time.value).startswith("$"):
        asked.add("CSE216", "`time` is a parameter", node.at, "write `$name` and define it in parameters.yaml")
        return None
    return Deadline(time=str(time.value)[1:], after=read_path(after, inner))


def _ask(inner: Form) -> Ask | None:
    ask = Ask(say=inner.text("say", required=True), of=inner.words("of", required=True), at=inner.node.at)
    inner.done()
    return ask


def _challenge(asked: Form) -> Challenge | None:
    inner = asked.group("challenge")
    if inner is None:
        return None
    challenge = Challenge(
        say=inner.text("say", required=True),
        because=inner.text("because", required=True),
        starts_at=inner.word("starts_at"),
        at=inner.node.at,
    )
    inner.done()
    return challenge
