"""What can be told without a case: an indicator's code, kind, band and theme stand in the rule that raises it."""

from cse_rules.check.context import Context
from cse_rules.rules.conditions import Compare, Equals, FieldTest, OneOf, Test, Value
from cse_rules.rules.ruleset import Raise


def may_pass(ctx: Context, raised: Raise, tests: tuple[FieldTest, ...]) -> bool:
    """Whether an indicator could pass these tests; a test that only a case can answer may be passed."""
    said = {"code": raised.indicator, "kind": raised.kind, "band": raised.band, "theme": raised.theme}
    ladder = ctx.ruleset.bands
    return all(step_passes(ladder, said[one.path[0]], one.test) for one in tests if one.path[0] in said)


def step_passes(ladder: tuple[str, ...], said: str | None, test: Test) -> bool:
    """Whether a word could pass a test; where the test asks for an order, its place on the ladder counts."""
    match test:
        case Equals(Value(value)):
            return said == value
        case OneOf(operands, negated):
            words = [operand.value for operand in operands if isinstance(operand, Value)]
            return len(words) < len(operands) or (said in words) is not negated
        case Compare(op, Value(str(value))):
            if value not in ladder:
                return False
            steps = (ladder.index(said) if said in ladder else -1) - ladder.index(
                value
            )  # none at all is below every step
            return {"at_least": steps >= 0, "more_than": steps > 0, "at_most": steps <= 0, "less_than": steps < 0}[op]
        case _:
            return True
