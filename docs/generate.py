"""Write the reference pages that follow from the code, so that they can never say anything else.

python docs/generate.py          write them
python docs/generate.py --check  say which are out of date, and exit with 1
"""

import ast
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

import cse_rules
from cse_rules.facts import FACTS, Fact, FactModel
from cse_rules.facts.kinds import Code, Date, FieldSpec, Flag, Group, Kind, ListOf, Number, Reference, Text, fields_of
from cse_rules.facts.model import INDICATOR, DerivedField, FactType

DOCS = Path(__file__).parent
SOURCE = Path(cse_rules.__file__).parent
NOTICE = "% Written by docs/generate.py from the code. Do not edit.\n"

# --- facts ----------------------------------------------------------------------------------------------------

FACTS_INTRO = """# The facts

A fact is one dated, sourced statement about a case. What is left out is *not known*, never no and never zero. In a case
file a fact is written as its type with its fields; `id`, `recorded`, `known_by`, `status` and `same_event_as` may stand
inside it or beside it:

```yaml
facts:
  - missing_episode: {id: m1, from: 2017-02-10, ended: false}
    known_by: {how: told_by_other, who: mum}
    recorded: 2017-02-11
```

## How values are written

| holds | write |
|---|---|
| a time | `2017-02-10`; `2017-02-10T22:30` (local time); `{days_ago: 2}`, counted back from `as_of` |
| a time known roughly | `{about: 2017}`; `{about: "2017-02"}`, some time in that month; \
`{about: "2017-02-10"}`, a week on either side; `{earliest: 2017-02-01, latest: 2017-02-10}` |
| true or false | `true`, `false`; nothing else |
| a whole number | `16`, without quotation marks |
| a number or a range | `2`; `{at_least: 2}`; `{at_least: 2, at_most: 4}` |
| a word | one word of the list; *of the ruleset* means that the ruleset in use defines the list |
| an id | the id of another fact of the same case |
| several | `[driver]`; `[driver, others_unknown]` if the list may not be complete |
| text | free text; rules cannot read it, and no message ever repeats it |

A field marked *sensitive* never appears in a message, a log or the `repr` of a fact. A fact without an `id` is given
one from its content; give it one yourself if anything else is to refer to it.

**Open** types are things in the world: that none is recorded means nothing until somebody has asked and was answered.
**Closed** types are our own record: that none is recorded means no, from the day since which the record is said to be
complete (`record_complete_since`). See [three answers](../explanation/three-answers.md).

*Worked out* fields are never written down: rules read them like any other.
"""


def facts_page(model: FactModel = FACTS) -> str:
    """Every fact type with its fields, what they hold and what they mean."""
    everywhere = fields_of(Fact)
    parts = [NOTICE, FACTS_INTRO, "## Every fact\n", _table(everywhere.values(), {})]
    parts.append("`known_by` has three fields of its own: " + _group(everywhere["known_by"].kind) + "\n")
    types = [model.types["child"], *model.fact_types]
    parts.append("## The types\n")
    parts += [_type(kind, everywhere) for kind in types]
    parts.append(
        "## What rules raise\n\nRules can read what other rules raised as if it were a fact of the type `indicator`. "
        "It cannot be written in a case.\n"
    )
    parts.append(_table(INDICATOR.fields.values(), INDICATOR.derived))
    return "\n".join(parts).rstrip() + "\n"


def _type(kind: FactType, everywhere: object) -> str:
    assert isinstance(everywhere, dict)
    own = [spec for name, spec in kind.fields.items() if name not in everywhere or (name == "id" and spec.required)]
    doc = (kind.cls.__doc__ or "").strip().splitlines()[0]
    if kind.name == "child":
        record = "Written under `child:`; there is always one."
    else:
        record = "Closed: our own record." if kind.closed else "Open: something in the world."
        record += f" Its time is `{kind.event}`." if kind.event else " It has no time of its own."
    return f"### `{kind.name}`\n\n{doc} {record}\n\n{_table(own, kind.derived)}"


def _table(specs: object, derived: object) -> str:
    rows = ["| field | holds | meaning |", "|---|---|---|"]
    for spec in specs:  # type: ignore[attr-defined]  # fields
        assert isinstance(spec, FieldSpec)
        marks = "".join([" (must be given)" * spec.required, " *(sensitive)*" * spec.sensitive])
        rows.append(f"| `{spec.name}`{marks} | {holds(spec.kind)} | {spec.doc} |")
    for field in derived.values():  # type: ignore[attr-defined]  # derived fields
        assert isinstance(field, DerivedField)
        rows.append(f"| `{field.name}` *(worked out)* | {holds(field.kind)} | {field.doc} |")
    return "\n".join(rows) + "\n"


def holds(kind: Kind) -> str:
    """What a field can hold, in a few words."""
    match kind:
        case Flag():
            return "true or false"
        case Number(minimum, maximum, ranged):
            low = "" if minimum is None else f", {minimum} or more" if maximum is None else f", {minimum} to {maximum}"
            return f"a number{' or a range' if ranged else ''}{low}"
        case Date():
            return "a time"
        case Code(words, None):
            return ", ".join(f"`{word}`" for word in words)
        case Code(_, vocabulary):
            return f"a word of the ruleset: its {vocabulary}"
        case Text():
            return "text"
        case Reference(types):
            return "the id of a " + " or a ".join(f"`{name}`" for name in types) if types else "the id of a fact"
        case ListOf(of):
            return f"several: {holds(of)}"
        case Group(fields):
            return "fields of its own: " + ", ".join(f"`{field.name}`" for field in fields)


def _group(kind: Kind) -> str:
    assert isinstance(kind, Group)
    return "; ".join(f"`{one.name}` ({one.doc}): {holds(one.kind)}" for one in kind.fields) + "."


# --- diagnostics ----------------------------------------------------------------------------------------------

DIAGNOSTICS_INTRO = """# The diagnostics

Each problem has a code, a place and, where there is one, a way to mend it. All problems of a file are named at once.
`…` stands for words that differ. Lines of a ruleset are shown with the problem; lines of a case never are.
"""

PASSED_ON = {"CSE330": "`…` lets a fact count against the rule"}
"""Messages that are made in one function and said in another, so that scanning does not find them."""

FAMILIES = {
    "CSE0": "Reading a file",
    "CSE1": "Cases",
    "CSE2": "How a ruleset is written",
    "CSE3": "What a ruleset says",
    "CSE4": "Scenarios",
}


def diagnostics_page() -> str:
    """Every code in the source with the messages that carry it."""
    found: dict[str, set[str]] = {code: {message} for code, message in PASSED_ON.items()}
    for path in sorted(SOURCE.rglob("*.py")):
        for code, message in _messages(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(code, set()).add(message)
    parts = [NOTICE, DIAGNOSTICS_INTRO]
    for prefix, title in FAMILIES.items():
        parts += [f"## {title}\n", "| code | message |", "|---|---|"]
        for code in sorted(code for code in found if code.startswith(prefix)):
            messages = "<br>".join(sorted(message.replace("|", "\\|") for message in found[code] if message) or ["…"])
            parts.append(f"| {code} | {messages} |")
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def _messages(tree: ast.Module) -> Iterator[tuple[str, str]]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for function in functions:
        said: dict[str, list[str]] = {}
        for node in ast.walk(function):
            for name, value in _assigned(node):
                said.setdefault(name, []).extend(_texts(value, said))
        for node in ast.walk(function):
            if isinstance(node, ast.Call):
                yield from _said_by(node, said)


def _assigned(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Assign([ast.Name(name)], value):
            yield name, value
        case ast.Assign([ast.Tuple(names)], ast.Tuple(values)):
            yield from ((one.id, value) for one, value in zip(names, values, strict=True) if isinstance(one, ast.Name))


def _said_by(call: ast.Call, said: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    codes = [_code(argument) for argument in call.args]
    position = next((index for index, code in enumerate(codes) if code), None)
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if name in ("unknown", "one_of") and call.args:  # the helpers that make a message of its parts
        code = next(filter(None, codes), "CSE303")
        for what in _texts(call.args[0], said):
            yield code or "", f"unknown {what} `…`"
    elif position is not None and position + 1 < len(call.args):
        for message in _texts(call.args[position + 1], said):
            yield codes[position] or "", message


def _code(node: ast.expr) -> str | None:
    is_code = isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("CSE")
    return str(node.value) if is_code and isinstance(node, ast.Constant) else None


def _texts(node: ast.expr, said: dict[str, list[str]]) -> list[str]:
    """The texts that an expression can be, with `…` for what is filled in."""
    match node:
        case ast.Constant(str(text)):
            return [text]
        case ast.JoinedStr(values):
            parts = [one.value if isinstance(one, ast.Constant) else "…" for one in values]
            return ["".join(map(str, parts))]
        case ast.IfExp(_, body, otherwise):
            return [*_texts(body, said), *_texts(otherwise, said)]
        case ast.Name(name):
            return said.get(name, [])
    return []


# --- the command line -----------------------------------------------------------------------------------------

COMMANDS_INTRO = """# The command line

Results go to standard output, messages to standard error. The exit status is 0 if all is well, 1 if a check or a
scenario failed, 2 if the input cannot be used, 3 if a rule failed, or a second opinion differs, while the rest stands.
"""

WIDTH: dict[str, Any] = {"max_content_width": 90, "terminal_width": 90}


def commands_page() -> str:
    """The help text of every command."""
    from cse_rules.cli import main  # here, so that the other pages need no command line

    parts = [NOTICE, COMMANDS_INTRO]
    for names, context in _contexts(click.Context(main, info_name="cse-rules", **{**main.context_settings, **WIDTH})):
        title = f"{'#' * (len(names) + 1)} `{' '.join(names)}`\n"
        parts += [title, "```text", context.command.get_help(context).strip(), "```\n"]
    return "\n".join(parts).rstrip() + "\n"


def _contexts(context: click.Context) -> Iterator[tuple[tuple[str, ...], click.Context]]:
    yield tuple(context.command_path.split()), context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            inner = context.command.get_command(context, name)
            if inner is not None:
                yield from _contexts(click.Context(inner, parent=context, info_name=name, **WIDTH))


# --- what counts as less cautious ------------------------------------------------------------------------------

LESS_CAUTIOUS_INTRO = """# What counts as less cautious

`cse-rules diff OLD NEW` assesses each case under both rulesets and holds the two answers side by side: trigger by
trigger, action by action, sign by sign, question by question and challenge by challenge, each with its rule and the
fact that it is about. A rule is the same if its id is, or if nothing but its id is different. A case is less cautious
if there is any of the following, whatever else has become more cautious; with `--never-less-cautious` the exit status
is 1 if there is such a case.

In the sentences A is what is said more cautiously, B what is said less so. The third column is the same the other way
round, which is more cautious. Where it is empty nobody can tell from here which of the two says more: a person has to
look, so it counts as less cautious in both directions.

A title, a theme or a source that is not the same is neither: the case is then listed as said otherwise. That
something protects is listed and is no reason for less caution, so a sign of protection may come and go.
"""


def less_cautious_page() -> str:
    """Every kind of loss, with the sentence about a case."""
    from cse_rules.workbench.diff.caution import WHAT_COUNTS, Loss

    filled = {"name": "…", "strong": "A", "weak": "B"}
    rows = ["| less cautious is | what is said of the case | and the other way round |", "|---|---|---|"]
    for key, kind in WHAT_COUNTS.items():
        one = Loss(key, **filled)
        rows.append(f"| {kind.what} | {one.sentence()} | {one.sentence('more') or ''} |")
    return "\n".join([NOTICE, LESS_CAUTIOUS_INTRO, *rows]) + "\n"


# --- all of them ----------------------------------------------------------------------------------------------

PAGES: dict[str, Callable[[], str]] = {
    "reference/facts.md": facts_page,
    "reference/diagnostics.md": diagnostics_page,
    "reference/command-line.md": commands_page,
    "reference/less-cautious.md": less_cautious_page,
}


def out_of_date() -> Iterator[str]:
    """The pages that do not say what the code says."""
    for name, write in PAGES.items():
        path = DOCS / name
        if not path.is_file() or path.read_text(encoding="utf-8") != write():
            yield name


def run(*, check: bool) -> int:
    """Write the pages, or with `check` say which are out of date."""
    if check:
        stale = list(out_of_date())
        sys.stderr.write("".join(f"out of date: docs/{name}; run python docs/generate.py\n" for name in stale))
        return 1 if stale else 0
    for name, write in PAGES.items():
        (DOCS / name).write_text(write(), encoding="utf-8", newline="\n")
    return os.EX_OK


if __name__ == "__main__":
    sys.exit(run(check="--check" in sys.argv[1:]))
