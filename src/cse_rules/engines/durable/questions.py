"""One test of one field as conjunctions: what is translated here is the fragment, and all else is outside of it."""

from attrs import frozen

from cse_rules.engines.durable.columns import Column
from cse_rules.engines.durable.of_numbers import of_number
from cse_rules.engines.durable.of_times import of_time
from cse_rules.engines.durable.of_words import of_word, whether_known
from cse_rules.engines.durable.outside import Outside
from cse_rules.engines.durable.setting import Setting
from cse_rules.engines.durable.tables import Table
from cse_rules.facts.kinds import Code, Date, Flag, Group, Kind, ListOf, Number, Reference, Text
from cse_rules.facts.model import FactType
from cse_rules.rules.conditions import CompatibleWith, FieldTest, In, Includes, Known, Path, StepsBelow, parts


@frozen
class Asked:
    """A test, translated: what it looks at, and when the answer is which."""

    column: Column
    table: Table


def translate(test: FieldTest, owner: FactType, setting: Setting) -> Asked:
    """The test as a table.

    Raises:
        Outside: if the other engine would need more than one fact, a field of its own, or something it gets wrong.
    """
    if test.path[0] in owner.derived:
        raise Outside("a field that is worked out from others")
    if any(isinstance(part, Path) for part in parts(test.test)):
        raise Outside("a field that is held against another fact")
    match test.test:
        case Known(known):
            column = Column(test.path, "known")
            return Asked(column, whether_known(known, column))
        case Includes() | In() | CompatibleWith() | StepsBelow():
            raise Outside("a list, a mark or a step on the scale")
        case _:
            return _by_kind(test, _kind(test, owner), setting)


def _kind(test: FieldTest, owner: FactType) -> Kind:
    spec = owner.fields[test.path[0]]
    if isinstance(spec.kind, Group) and len(test.path) > 1:
        return next(one.kind for one in spec.kind.fields if one.name == test.path[1])
    return spec.kind


def _by_kind(test: FieldTest, kind: Kind, setting: Setting) -> Asked:
    match kind:
        case Number():
            column = Column(test.path, "number")
            return Asked(column, of_number(test.test, column, setting))
        case Date():
            column = Column(test.path, "time")
            return Asked(column, of_time(test.test, column, setting))
        case Code() | Flag() | Text() | Reference():
            column = Column(test.path, "word")
            return Asked(column, of_word(test.test, column, setting))
        case ListOf() | Group():
            raise Outside("a list, a mark or a step on the scale")
