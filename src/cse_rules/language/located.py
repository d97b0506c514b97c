"""A phrase that was found, with its place in a file and what to say of it."""

from attrs import field, frozen

from cse_rules.errors import Location
from cse_rules.rules.language import Phrase


@frozen(kw_only=True)
class LocatedPhrase:
    """One finding. It suggests and never rewrites."""

    at: Location
    """Where it begins; of a case file, where the text begins in which it stands."""
    phrase: Phrase
    words: str = field(repr=False)
    """As they are written, on one line."""
    before: str = field(default="", repr=False)
    """What stands before the words on their line, cut where it is long; nothing of a case."""
    after: str = field(default="", repr=False)
    within: str = ""
    """The column of a table, or the field of a case: `facts[3].statement.text`."""
    note: str = ""
    """What else has to be known of it."""
