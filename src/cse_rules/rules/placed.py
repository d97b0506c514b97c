"""Where something stands in a file: told by messages, and no part of what it says."""

from attrs import field

from cse_rules.errors import Location


def placed() -> Location | None:
    """A field for the place: two things that say the same are equal wherever they stand."""
    location: Location | None = field(default=None, eq=False, repr=False, kw_only=True)
    return location
