"""Words of professionals that place the responsibility for abuse on a child, found in a text: never rewritten."""

from cse_rules.language.finder import Finder, Found

__all__ = ["Finder", "Found"]
