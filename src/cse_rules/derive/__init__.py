"""What an engine needs beside the facts: ages, gaps, vocabulary, phrases, and which topics are closed."""

from cse_rules.derive.world import ActionState, Indicator, LevelView, Reading, Unseen, World

__all__ = ["ActionState", "Indicator", "LevelView", "Reading", "Unseen", "World"]
