"""How well, and how fast, blaming words are found."""
