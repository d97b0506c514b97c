"""What lies outside of the fragment that durable-rules gets right, by name."""

from attrs import frozen


@frozen(order=True)
class NotCompared:
    """Something in a rule that is answered by our engine alone."""

    rule: str
    what: str
    """The word of the rule language, or the field as `sighting.date`."""
    why: str


class Outside(Exception):
    """A construct that is not translated; the text says why."""
