"""The one layout.

- Two spaces for each step inwards, lists a step inside their key, keys in the order of `orders`.
- What was written in brackets stays so if the line then has at most 120 columns; else each entry gets a line. A list of
  words is wrapped instead. Rows of a table, each in brackets on a line of its own, stay as they are however long: rows
  are there to be held against each other.
- A condition or conclusion of one line (`when`, `where`, `raise`, …) is written in brackets.
- One blank line between rules or scenarios, one at most anywhere else; two spaces before a comment behind something.
- Quotation marks are double ones; none are added or taken away, because they can mean something.
"""

import re
from collections.abc import Iterable

from cse_rules.syntax.formatting.orders import Form
from cse_rules.syntax.formatting.tree import Group, Item, Scalar, Tree

WIDTH = 120
"""The columns of a line, if it can be broken at all."""
_STEP = 2
_IN_BRACKETS = ("when", "where", "is", "raise", "given", "then", "sum", "of", "one_of", "none_of", "within", "source")
"""Keys whose value is written in brackets where it fits on the line."""
_BREAKS_FLOW = re.compile(r"[\[\]{},]|[:?-]$|^[:?-]")


def laid_out(tree: Tree, form: Form) -> str:
    """The text of a tree."""
    root = tree.root
    if isinstance(root, Scalar):
        lines = root.lines
    elif not root.items:
        lines = ["[]" if root.is_list else "{}", *root.foot]
    else:
        lines = _block(root, 0, form)
    lines = [*tree.lead, *lines, *tree.foot]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return "\n".join(_without_double_blanks(lines)) + "\n"


def _without_double_blanks(lines: list[str]) -> Iterable[str]:
    before = "-"
    for line in lines:
        if line or before:
            yield line
        before = line


def _block(group: Group, indent: int, form: Form) -> list[str]:
    """Each entry on lines of its own."""
    lines: list[str] = []
    items = group.items if group.is_list else form.ordered(group.items)
    row = _is_table(group, form)
    for position, item in enumerate(items):
        above = item.lead
        if position == 0 and indent:
            above = above[1:] if above[:1] == [""] else above
        elif position and not indent and group.is_list and form.spaced and above[:1] != [""]:
            above = ["", *above]
        entry = _entry(item, group, indent, form, row=row)
        lines += [*_comments(above, indent), *entry]
    return [*lines, *_comments(group.foot, indent)]


def _comments(several: Iterable[str], indent: int) -> list[str]:
    return [" " * indent + one if one else "" for one in several]


def _is_table(group: Group, form: Form) -> bool:
    """Whether its entries are rows: those of a list, of a table with a name for each, or one alone, as of a day."""
    values = [item.value for item in group.items]
    alone = len(values) == 1 and isinstance(values[0], Group) and values[0].flow and not values[0].is_list
    return group.is_list or form.named or alone


def _entry(item: Item, group: Group, indent: int, form: Form, *, row: bool) -> list[str]:
    start = " " * indent + ("-" if group.is_list else f"{item.key}:")
    inner = form if group.is_list else form.of(item.key or "")
    value = item.value
    if isinstance(value, Scalar):
        return _scalar(start, value, indent, item.trail)
    if not value.items:
        return [*_comments(value.foot, indent), _with(f"{start} {'[]' if value.is_list else '{}'}", item.trail)]
    flow = _flow(value, inner) if value.flow or (item.key in _IN_BRACKETS and not _several(value)) else None
    if flow is not None:
        line = f"{start} {flow}"
        if len(line) <= WIDTH or (row and value.one_line):
            return [_with(line, item.trail)]
        if value.flow and value.is_list and all(isinstance(one.value, Scalar) for one in value.items):
            return [_with(start, item.trail), *_wrapped(value, indent + _STEP)]
    below = _block(value, indent + _STEP, inner)
    return _behind_a_dash(item.trail, below, indent) if group.is_list else [_with(start, item.trail), *below]


def _several(value: Scalar | Group) -> bool:
    """Whether it holds a list of groups on lines of their own, where each is better left."""
    if isinstance(value, Scalar) or value.flow:
        return False
    inner = [item.value for item in value.items]
    listed = value.is_list and len(inner) > 1 and any(isinstance(one, Group) for one in inner)
    return listed or any(map(_several, inner))


def _behind_a_dash(trail: str, below: list[str], indent: int) -> list[str]:
    """The first line of an entry stands behind the dash; comments above it or behind the dash go above both."""
    above = [trail] if trail else []
    while not below[0] or below[0].lstrip().startswith("#"):
        above.append(below.pop(0).strip())
    return [*_comments(above, indent), " " * indent + "- " + below[0][indent + _STEP :], *below[1:]]


def _scalar(start: str, value: Scalar, indent: int, trail: str) -> list[str]:
    if value.header:
        body = [" " * (indent + _STEP) + line if line else "" for line in value.lines]
        return [_with(f"{start} {value.header}", trail), *body]
    first, *more = value.lines
    lines = [f"{start} {first}" if first else start, *(" " * (indent + _STEP) + one if one else "" for one in more)]
    lines[-1] = _with(lines[-1], trail)
    return lines


def _with(line: str, comment: str) -> str:
    return f"{line}  {comment}" if comment else line


def _wrapped(value: Group, indent: int) -> list[str]:
    """A list of words over several lines."""
    lines, line = [], ""
    for item in value.items:
        assert isinstance(item.value, Scalar)
        word = f"{_flow_scalar(item.value)},"
        if line and indent + _STEP + len(line) + 1 + len(word) > WIDTH:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [" " * indent + "[", *(" " * (indent + _STEP) + one for one in (*lines, line)), " " * indent + "]"]


# --- in brackets ----------------------------------------------------------------------------------------------


def _flow(value: Scalar | Group, form: Form) -> str | None:
    """In brackets on one line; None if something in it cannot be written so."""
    if isinstance(value, Scalar):
        return _flow_scalar(value)
    if value.foot:
        return None
    parts = []
    for item in value.items if value.is_list else form.ordered(value.items):
        inner = _flow(item.value, form if value.is_list else form.of(item.key or ""))
        bare = item.key is not None and not value.flow and item.key[:1] not in ("'", '"')
        if inner is None or (bare and _BREAKS_FLOW.search(str(item.key))) or item.trail or any(item.lead):
            return None
        parts.append(inner if value.is_list else f"{item.key}: {inner or 'null'}")
    return f"[{', '.join(parts)}]" if value.is_list else f"{{{', '.join(parts)}}}"


def _flow_scalar(value: Scalar) -> str | None:
    if value.header or "\n" in value.value:
        return None if value.header or len(value.lines) > 1 else value.lines[0]
    text = " ".join(value.lines)
    return None if value.plain and not value.in_brackets and _BREAKS_FLOW.search(text) else text
