"""The nearest miss in a sentence. The value of a sensitive field is never in it."""

from typing import Any, assert_never

from cse_rules.assess.apart import Apart
from cse_rules.assess.nearest import Miss, NearFact, ShortOf
from cse_rules.render.in_short import flow, in_short
from cse_rules.render.names import clean, plain
from cse_rules.render.outline import Line, quiet
from cse_rules.render.words import Words
from cse_rules.rules.conditions import Compare, Condition, Within
from cse_rules.syntax.condition_printer import field_test_to_plain

_OPS = {"at_least": "at least", "more_than": "more than", "at_most": "at most", "less_than": "fewer than"}
_OF = {"facts": "recorded", "values": "different ones recorded", "sum": "in all", "clauses": "of these met"}


def in_words(miss: Miss, words: Words) -> str:
    """What is missing, and by how much."""
    match miss:
        case ShortOf():
            return _number(miss)
        case NearFact():
            return f"nearly: {words.told(miss.fact)}: {_off(miss)}"
    assert_never(miss)


def apart_line(apart: Apart, words: Words, clause: Condition | None = None) -> Line:
    """Why a clause is met by itself and not together with others, and the facts that meet it.

    Args:
        apart: what keeps it apart.
        words: the words of the assessment.
        clause: it, to be named where the line does not stand under it.
    """
    met = "met by itself" if clause is None else f"“{in_short(clause)}” is met by itself"
    others = " and ".join(f"“{in_short(one)}”" for one in apart.others)
    if apart.tests:
        asked = ", ".join(flow(field_test_to_plain(one)).removeprefix("{").removesuffix("}") for one in apart.tests)
        why = f"nothing that meets it is sure to pass {asked}"
    elif apart.shared:
        why = "each of them needs a fact of its own, and these are too few"
    else:
        why = "no choice of facts meets them all"
    facts = [quiet(words.told(name)) for name in apart.shared or apart.facts]
    return Line(f"{met}, and not together with {others}: {why}", facts, mark="≈")


def apart_data(apart: Apart, words: Words) -> dict[str, Any]:
    """The same for other programs."""
    return {
        "says": apart_line(apart, words).text,
        "with": [in_short(one) for one in apart.others],
        "facts": list(apart.facts),
        "shared": list(apart.shared),
    }


def miss_data(miss: Miss, words: Words) -> dict[str, Any]:
    """A miss for other programs."""
    said = {"says": in_words(miss, words)}
    match miss:
        case ShortOf():
            return said | {"recorded": miss.recorded, "op": miss.op, "limit": miss.limit}
        case NearFact():
            field = ".".join(miss.test.path)
            off = {"days_ago": miss.days_ago, "days_off": miss.days_off}
            return (
                said
                | {"fact": miss.fact, "field": field}
                | {key: days for key, days in off.items() if days is not None}
            )
    assert_never(miss)


def _number(short: ShortOf) -> str:
    if short.op in ("at_least", "more_than"):
        wanted = short.limit + (short.op == "more_than")
        return f"{short.recorded} of {wanted} {_OF[short.of]}; {wanted - short.recorded} more would meet it"
    return f"{short.recorded} {_OF[short.of]}, and {_OPS.get(short.op, short.op)} {short.limit} is asked for"


def _off(near: NearFact) -> str:
    field = " ".join(map(plain, near.test.path))
    ago = "" if near.days_ago is None else "today" if near.days_ago == 0 else f"{_days(near.days_ago)} ago"
    if near.days_off is not None:
        when = f"{ago}, " if ago else ""
        return f"{when}{_days(near.days_off)} too long ago for {near.limit}"
    if near.too_recent:
        # A window ends before its newer edge: what lies on the edge is not in it.
        long = f"more than {near.limit}" if isinstance(near.test.test, Within) else f"{near.limit} or longer"
        return f"{ago or field}: too recent, {long} ago is asked for"
    if isinstance(near.test.test, Compare) and near.value is not None and near.limit is not None:
        return f"{field} is {clean(near.value)}; {_OPS[near.test.test.op]} {near.limit} is asked for"
    asked = flow(field_test_to_plain(near.test)).removeprefix("{").removesuffix("}")
    is_ = "" if near.value is None else f"{field} is {clean(plain(near.value))}; "
    return f"{is_}asked for is {asked}"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
