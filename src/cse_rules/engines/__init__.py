"""Engines answer conditions; strangers to each other, they share only the shape of an answer."""

from cse_rules.engines.answers import Choice, Outcome

__all__ = ["Choice", "Outcome"]
