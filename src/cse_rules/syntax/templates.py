"""Tick lists: one rule written once, with a row for each sign (`each:`)."""

import re

from attrs import evolve

from cse_rules.errors import Diagnostic
from cse_rules.syntax.nodes import Node

_HOLE = re.compile(r"\{([a-z_]+)\}")


def expand(node: Node, problems: list[Diagnostic]) -> list[Node]:
    """The rule once for each row of its `each:`, or the rule itself. A row's `source` takes the place of the rule's."""
    if not node.is_mapping or "each" not in node.value:
        return [node]
    rows = node.value["each"]
    if not rows.is_list or not rows.value:
        problems.append(Diagnostic("CSE207", "`each` holds a list of rows", rows.at, help="start each row with `-`"))
        return []
    body = {key: value for key, value in node.value.items() if key != "each"}
    made = []
    for row in rows.value:
        if not row.is_mapping:
            problems.append(Diagnostic("CSE209", "a row of `each` is a group of keys", row.at))
            continue
        values = {key: str(cell.value) for key, cell in row.value.items() if isinstance(cell.value, str | int)}
        used: set[str] = set()
        filled = {key: _fill(value, values, used, problems) for key, value in body.items()}
        if "source" in row.value:
            filled["source"] = row.value["source"]
            used.add("source")
        problems += [
            Diagnostic("CSE218", f"`{key}` of the row is never used in the rule", row.keys_at[key])
            for key in row.value
            if key not in used
        ]
        made.append(Node(filled, row.at, node.keys_at))
    return made


def _fill(node: Node, values: dict[str, str], used: set[str], problems: list[Diagnostic]) -> Node:
    if node.is_mapping:
        return evolve(node, value={key: _fill(one, values, used, problems) for key, one in node.value.items()})
    if node.is_list:
        return evolve(node, value=[_fill(one, values, used, problems) for one in node.value])
    if not isinstance(node.value, str) or not _HOLE.search(node.value):
        return node

    def cell(found: re.Match[str]) -> str:
        name = found[1]
        used.add(name)
        if name not in values:
            problems.append(Diagnostic("CSE218", f"no row has a value for `{{{name}}}`", node.at))
        return values.get(name, "")

    text = _HOLE.sub(cell, node.value)
    return evolve(node, value=text, quoted=node.quoted and not text.startswith("$"))
