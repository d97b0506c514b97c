"""A condition on one line, as analysts write it."""

import re
from typing import Any

from cse_rules.rules.conditions import Condition
from cse_rules.syntax.condition_printer import condition_to_plain

_BARE = re.compile(r"[\w$.-]+")


def in_short(condition: Condition) -> str:
    """A condition on one line."""
    return flow(condition_to_plain(condition)).removeprefix("{").removesuffix("}")


def flow(content: Any) -> str:
    """Plain data on one line of YAML."""
    match content:
        case dict():
            return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in content.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(flow, content)) + "]"
        case bool():
            return "true" if content else "false"
        case _:
            text = str(content)
            return text if _BARE.fullmatch(text) else f'"{text}"'
