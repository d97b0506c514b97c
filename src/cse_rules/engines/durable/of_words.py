"""Tests of a word: a code, true or false, a level, and whether anything is recorded at all."""

from cse_rules.engines.durable.columns import NOT_KNOWN, Column, word_of
from cse_rules.engines.durable.outside import Outside
from cse_rules.engines.durable.setting import Setting
from cse_rules.engines.durable.tables import Comparison, Table, either, not_
from cse_rules.rules.conditions import Compare, Equals, OneOf, Test, Value


def of_word(test: Test, column: Column, setting: Setting) -> Table:
    """The test as a table.

    Raises:
        Outside: if it is held against something else than words.
    """
    (name,) = column.names
    match test:
        case Equals(Value(word)):
            return _words(name, [word_of(word)])
        case OneOf(operands, negated):
            table = _words(name, [word_of(one.value) for one in operands if isinstance(one, Value)])
            if all(isinstance(one, Value) for one in operands):
                return not_(table) if negated else table
        case Compare(op, Value(str() as limit)) if limit in setting.scale:
            return _on_the_scale(name, op, limit, setting.scale)
        case _:
            pass
    raise Outside("a word that is held against something else than words")


def _words(name: str, words: list[str]) -> Table:
    """One of several words: each by a conjunction of its own, for a disjunction in one goes wrong there."""
    other = [Comparison(name, "$neq", word) for word in (*words, NOT_KNOWN)]
    return Table(
        yes=either(*([Comparison(name, "$eq", word)] for word in words)),
        open=either([Comparison(name, "$eq", NOT_KNOWN)]),
        no=either(other),
    )


def _on_the_scale(name: str, op: str, limit: str, scale: tuple[str, ...]) -> Table:
    """A level: a word that is not on this scale is neither above nor below."""
    step = scale.index(limit)
    above = {"at_least": step, "more_than": step + 1, "at_most": step + 1, "less_than": step}[op]
    high, low = scale[above:], scale[:above]
    fits, fails = (high, low) if op in ("at_least", "more_than") else (low, high)
    return Table(
        yes=either(*([Comparison(name, "$eq", word)] for word in fits)),
        open=either(Comparison(name, "$neq", word) for word in scale),
        no=either(*([Comparison(name, "$eq", word)] for word in fails)),
    )


def whether_known(known: bool, column: Column) -> Table:
    """Whether the field is recorded: the one test whose answer is never *not known*."""
    (name,) = column.names
    fits, fails = ("yes", "no") if known else ("no", "yes")
    return Table(yes=either([Comparison(name, "$eq", fits)]), no=either([Comparison(name, "$eq", fails)]))
