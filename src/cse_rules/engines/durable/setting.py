"""What a rule means beside the fact that it is asked of."""

from collections.abc import Mapping

from attrs import frozen

from cse_rules.facts.values import Amount, When


@frozen
class Setting:
    """The parameters in force, the scale and, unless a test is to hold on any day, the day."""

    parameters: Mapping[str, Amount]
    scale: tuple[str, ...]
    as_of: When | None = None
