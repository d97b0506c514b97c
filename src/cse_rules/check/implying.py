"""Whether one condition can be met only where another one is met as well, as far as their shape tells."""

from cse_rules.rules.conditions import (
    All,
    Any_,
    Bound,
    Condition,
    Count,
    Equals,
    FieldTest,
    OneOf,
    Pattern,
    Raised,
    Some,
    Value,
    names_given,
    parts,
)


def implies(one: Condition, other: Condition) -> bool:
    """Whether `other` is met whenever `one` is; False where the shape does not tell."""
    if one == other:
        return True
    match one, other:
        case Any_(inner), _:
            return all(implies(each, other) for each in inner)
        case _, All(inner) if not _named(one) and _apart(inner):
            return all(implies(one, each) for each in inner)
        case _, Any_(inner):
            return any(implies(one, each) for each in inner)
        case All(inner), _:
            return any(implies(each, other) for each in inner)
        case Some(mine), Some(theirs):
            return _chosen(mine, theirs)
        case Count(mine, Bound("at_least", _), None), Some(theirs):
            return _chosen(mine, theirs)
        case Raised(mine), Raised(theirs):
            return set(mine) <= set(theirs)
        case _:
            return False


def _chosen(mine: Pattern, theirs: Pattern) -> bool:
    """Whether every fact that one pattern chooses is chosen by the other."""
    if mine.type != theirs.type or not set(theirs.also) <= set(mine.also):
        return False
    if _asks_status(mine) and not _asks_status(theirs):
        return False  # what has been ruled out is chosen only by a pattern that names the status
    return all(any(_passes(test, wanted) for test in mine.tests) for wanted in theirs.tests)


def _asks_status(pattern: Pattern) -> bool:
    return any(test.path == ("status",) for test in pattern.tests)


def _passes(test: FieldTest, wanted: FieldTest) -> bool:
    """Whether whatever passes one test passes the other: the same test, or fewer of its words."""
    if test == wanted:
        return True
    mine, theirs = _words(test), _words(wanted)
    return test.path == wanted.path and mine is not None and theirs is not None and mine <= theirs


def _words(test: FieldTest) -> frozenset[object] | None:
    match test.test:
        case Equals(Value(value)):
            return frozenset({value})
        case OneOf(operands, False) if all(isinstance(one, Value) for one in operands):
            return frozenset(one.value for one in operands if isinstance(one, Value))
        case _:
            return None


def _apart(inner: tuple[Condition, ...]) -> bool:
    """Whether no two of the conditions choose a fact of one type: these two facts must be different ones."""
    types = [part.type for part in parts(inner) if isinstance(part, Pattern)]
    return len(types) == len(set(types))


def _named(condition: Condition) -> bool:
    return any(name is not None for name in names_given(condition))
