"""Cards for other programs, in the manner of CDS Hooks, and what people did with them read back as facts."""

from cse_rules.render.cards.feedback import read_feedback
from cse_rules.render.cards.making import cards
from cse_rules.render.cards.schemas import cards_schema, feedback_schema
from cse_rules.render.cards.writing import facts_as_yaml, render_cards

__all__ = ["cards", "cards_schema", "facts_as_yaml", "feedback_schema", "read_feedback", "render_cards"]
