"""The JSON Schemas of cards and of feedback."""

import json
from importlib.resources import files
from typing import Any


def cards_schema() -> dict[str, Any]:
    """The JSON Schema of `cards`."""
    return _schema("cards")


def feedback_schema() -> dict[str, Any]:
    """The JSON Schema of what `read_feedback` reads."""
    return _schema("feedback")


def _schema(name: str) -> dict[str, Any]:
    text = files("cse_rules").joinpath(f"render/schemas/{name}.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
