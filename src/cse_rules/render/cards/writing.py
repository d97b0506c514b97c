"""Cards as JSON text, and the facts of feedback as YAML."""

import json
import re
from collections.abc import Iterable
from typing import Any

from attrs import evolve

from cse_rules.assess import Assessment
from cse_rules.facts.records import with_id
from cse_rules.facts.types import Fact
from cse_rules.render.cards.making import cards
from cse_rules.syntax.converter import converter

_PLAIN = re.compile(r"[a-z][a-z0-9_/#-]*")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2})?")
_NO_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def render_cards(assessment: Assessment, *, ascii_only: bool = False) -> str:
    """The cards as JSON text, the same for the same assessment.

    Args:
        assessment: from `assess`.
        ascii_only: write every other letter as an escape, for where these cannot be shown.
    """
    return json.dumps(cards(assessment), ensure_ascii=ascii_only, indent=2) + "\n"


def facts_as_yaml(facts: Iterable[Fact]) -> str:
    """Facts as entries of a case file's `facts`, one on a line; empty if there are none.

    An id that follows from the content is left out: reading the entry gives it again.
    """
    return "".join(f"- {one.type_name}: {_flow(converter().unstructure(_bare(one)))}\n" for one in facts)


def _bare(fact: Fact) -> Fact:
    bare = evolve(fact, id=None)
    return bare if with_id(bare).id == fact.id else fact


def _flow(value: Any) -> str:
    """Plain data on one line; what YAML could take for something else stands in quotation marks, as in JSON."""
    match value:
        case dict():
            return f"{{{', '.join(f'{key}: {_flow(inner)}' for key, inner in value.items())}}}"
        case list():
            return f"[{', '.join(map(_flow, value))}]"
        case str() if (_PLAIN.fullmatch(value) and value not in _NO_WORDS) or _MOMENT.fullmatch(value):
            return value
        case _:
            return json.dumps(value, ensure_ascii=True)
