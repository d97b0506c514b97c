"""Exported rules as the JSON of durable-rules, and what was left out, in words."""

import json
from collections.abc import Iterator

from cse_rules.engines.durable.exporting import Exported


def render_durable_rules(exported: Exported, *, ascii_only: bool = False) -> str:
    """The rulesets as JSON text, for a host to register."""
    return json.dumps(exported.rulesets, ensure_ascii=ascii_only, indent=1) + "\n"


def left_out_lines(exported: Exported) -> Iterator[str]:
    """A line for each construct of each rule that is not in it, triggers marked."""
    for one in exported.left_out:
        kind = "trigger" if one.rule in exported.triggers_left_out else "rule"
        yield f"{kind} `{one.rule}`: `{one.what}`: {one.why}"
