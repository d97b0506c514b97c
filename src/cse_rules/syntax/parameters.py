"""Dated values, as they stand under `values:` of a parameter or in place of a base's."""

from cse_rules.facts.values import Amount, Span, WorkingDays
from cse_rules.rules.ruleset import ParameterValue
from cse_rules.syntax.forms import Form


def read_value(asked: Form) -> ParameterValue | None:
    """`{value: 90 days, since: 2017-01-01, reference: …}`; None after noting what is wrong."""
    node, since = asked.get("value", required=True), asked.day("since", required=True)
    reference = asked.text("reference", required=True)
    asked.done()
    if node is None or since is None:
        return None
    value: Amount
    if isinstance(node.value, int) and not isinstance(node.value, bool):
        value = node.value
    else:
        try:
            text = str(node.value)
            value = WorkingDays.parse(text) if "working" in text else Span.parse(text)
        except ValueError:
            asked.add(
                "CSE220",
                "a parameter is a whole number or a length of time",
                node.at,
                "write 3, 90 days, 6 months, 72 hours or 3 working days",
            )
            return None
    return ParameterValue(value=value, since=since, reference=reference, at=node.at)
