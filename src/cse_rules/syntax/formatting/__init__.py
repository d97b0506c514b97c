"""YAML files of a ruleset laid out one way, with every comment kept and nothing said otherwise.

What the layout is stands in `layout`; in which order keys come, in `orders`. It can only ever move things:
`format_text` reads its own result again and refuses one that says anything else than before.
"""

from collections import Counter

from cse_rules.errors import Diagnostic, Location, RulesetError
from cse_rules.syntax.formatting.layout import WIDTH, laid_out
from cse_rules.syntax.formatting.orders import form_of
from cse_rules.syntax.formatting.tree import read_tree
from cse_rules.syntax.nodes import Node, read_text

__all__ = ["WIDTH", "format_text"]


def format_text(text: str, *, file: str, kind: str) -> str:
    """The text in the one layout.

    Args:
        text: YAML.
        file: what messages call it.
        kind: what the file holds: rules, scenarios, or the name of one of a ruleset's own files.

    Raises:
        RulesetError: if it cannot be read, or cannot be laid out without saying something else.
    """
    text = text.replace("\r\n", "\n")
    before, problems = read_text(text, file=file, quote=True)
    if before is None or problems:
        raise RulesetError(problems)
    tree = read_tree(text)
    made = laid_out(tree, form_of(kind))
    after, _ = read_text(made, file=file, quote=False)
    if after is None or not _same(before, after) or Counter(tree.comments) != Counter(read_tree(made).comments):
        message = "the file cannot be laid out without changing what it says, and stays as it is"
        raise RulesetError([Diagnostic("CSE016", message, Location(file, 1, 1), help="this is a mistake of cse-rules")])
    return made


def _same(before: Node, after: Node) -> bool:
    """Whether two trees say the same: the order of keys apart, but for groups whose order counts."""
    if before.is_mapping and after.is_mapping:
        return before.value.keys() == after.value.keys() and all(
            _same(one, after.value[key]) for key, one in before.value.items()
        )
    if before.is_list and after.is_list:
        return len(before.value) == len(after.value) and all(map(_same, before.value, after.value))
    kinds = type(before.value) is type(after.value)
    return kinds and bool(before.value == after.value) and before.quoted == after.quoted
