"""A condition as a clause with clauses under it: on one line for a text, or as a list within a list for a page."""

from typing import assert_never

from attrs import frozen

from cse_rules.facts.model import FACTS, INDICATOR
from cse_rules.render.sentences.asked import COMPARED, Asked, all_values
from cse_rules.render.sentences.table import ACTION_STATES, field_words, type_words
from cse_rules.render.sentences.words import (
    Noted,
    Scope,
    Speech,
    another,
    article,
    called,
    code,
    label,
    listed,
    noun,
    nouns,
    raw,
)
from cse_rules.rules.conditions import (
    ActionIs,
    All,
    Any_,
    AtLeastOf,
    Bound,
    Compare,
    Condition,
    Count,
    Equals,
    FieldTest,
    Latest,
    LevelIs,
    Not,
    NotEvery,
    Nothing,
    OneOf,
    Operand,
    Param,
    Path,
    Pattern,
    Raised,
    Some,
    Sum,
    Value,
    parts,
    types_taken,
)  # fmt: skip

_BOUNDS = {**COMPARED, "less_than": "fewer than", "equals": "exactly"}
_UPPER = frozenset({"at_most", "less_than", "equals"})


Taken = frozenset[str]
"""The fact types of which clauses before have taken facts for themselves."""
NOTHING: Taken = frozenset()


@frozen
class Clause:
    """What is asked, and under it the clauses that it speaks of, with the word that joins them."""

    text: str
    under: tuple["Clause", ...] = ()
    join: str = ""
    """`and`, `or`, or empty for clauses that are only listed."""

    def __str__(self) -> str:
        """On one line; clauses within clauses stand in brackets."""
        if not self.under:
            return self.text
        inner = [f"({one})" if one.under else str(one) for one in self.under]
        said = f"; {self.join} ".join(inner) if self.join else "; ".join(inner)
        return f"{self.text} {said}" if self.text else said


def scope_of(condition: Condition) -> Scope:
    """The names that a condition gives to facts."""
    types: dict[str, set[str]] = {}
    for part in parts(condition):
        if isinstance(part, Pattern) and part.name is not None:
            types.setdefault(part.name, set()).add(part.type)
    return Scope({name: frozenset(found) for name, found in types.items()})


@frozen
class Told:
    """Says the conditions of one rule."""

    speech: Speech
    scope: Scope

    @classmethod
    def of(cls, condition: Condition, speech: Speech) -> "Told":
        """For the names that this condition gives."""
        return cls(speech, scope_of(condition))

    def clause(self, one: Condition, taken: Taken = NOTHING) -> Clause:  # noqa: C901  # one case a node
        """A condition as a clause; of the fact types in `taken`, clauses before it have taken facts for themselves."""
        match one:
            case Some(pattern):
                return Clause(self._there_is(pattern, taken))
            case Nothing(pattern):
                return Clause(self._there_is_no(pattern))
            case Count():
                return Clause(self._count(one))
            case Sum():
                return Clause(self._sum(one))
            case Latest(pattern, tests):
                return Clause(self._latest(pattern, tests, taken))
            case NotEvery(pattern, path, member):
                of = f"at least one of {self.scope.path(path)} (each called {called(member)})"
                return Clause(f"for {of} there is no {self._of(pattern)}")
            case Raised(codes):
                if len(codes) == 1:
                    return Clause(f"the sign {code(codes[0], marked=True)} is raised")
                return Clause(f"a sign is raised: {listed((code(each, marked=True) for each in codes), 'or')}")
            case LevelIs(test):
                return Clause(f"the level of concern about the situation is {self._level(test)}")
            case ActionIs(rule, state):
                is_ = ACTION_STATES.get(state) or code(state)
                return Clause(f"the action of the rule {self.speech.titled('rules', rule)} ({raw(rule)}) is {is_}")
            case All(inner):
                return self._several("", "all of this holds:", self._side_by_side(inner, taken), "and")
            case Any_(inner):
                either = tuple(self.clause(each, taken) for each in inner)
                return self._several("either", "one of these holds:", either, "or")
            case Not(inner_one):
                return Clause("it is not so that", (self.clause(inner_one),))
            case AtLeastOf(n, inner):
                number = self._number(n)
                text = f"at least {number.amount} of these hold{f' {number.note}' if number.note else ''}:"
                return Clause(text, tuple(self.clause(each) for each in inner))
            case _ as never:
                assert_never(never)

    def _side_by_side(self, inner: tuple[Condition, ...], taken: Taken) -> tuple[Clause, ...]:
        """Each with what those before it have taken: two clauses never choose the same fact."""
        said = []
        for one in inner:
            said.append(self.clause(one, taken))
            taken = taken | types_taken(one)
        return tuple(said)

    def _several(self, lead: str, alone: str, clauses: tuple[Clause, ...], join: str) -> Clause:
        """Clauses side by side; a list of one, or of none, says that it is one."""
        if not clauses:
            return Clause(f"{alone} nothing is listed")
        return Clause(lead, clauses, join) if len(clauses) > 1 else Clause(alone, clauses, join)

    # --- facts ----------------------------------------------------------------------------------------------

    def _there_is(self, pattern: Pattern, taken: Taken) -> str:
        if pattern.type == "child":
            said = self._of_the_child(pattern)
            return said or f"the child{self._name(pattern)} is one{self._quals(pattern, 'who is recorded')}"
        words = type_words(pattern.type)
        is_there = words.is_there if words is not None else "is recorded"
        one = another if pattern.type in taken else article
        head = f"{one(noun(pattern.type))}{self._lead(pattern)}{self._name(pattern)} {is_there}"
        return head + self._quals(pattern, taken=taken)

    def _of_the_child(self, pattern: Pattern) -> str:
        """A single test of the child, said of the child at once; empty if there is more to say."""
        if pattern.name is not None or pattern.also or len(pattern.tests) != 1:
            return ""
        test = self._asked("child").test(pattern.tests[0])
        if test.startswith("who "):
            return f"the child {test.removeprefix('who ')}"
        return f"the child's {test.removeprefix('whose ')}"

    def _there_is_no(self, pattern: Pattern) -> str:
        if pattern.type == "child":
            return f"the child{self._name(pattern)} is not one{self._quals(pattern, 'who is recorded')}"
        model = FACTS.types.get(pattern.type)
        if pattern.type == INDICATOR.name or (model is not None and model.closed):
            words = type_words(pattern.type)
            is_there = words.is_there if words is not None else "is recorded"
            return f"no {noun(pattern.type)}{self._lead(pattern)}{self._name(pattern)} {is_there}{self._quals(pattern)}"
        return f"it is known that there was no {self._of(pattern)}"

    def _of(self, pattern: Pattern) -> str:
        """The noun with all that is said of it."""
        return f"{noun(pattern.type)}{self._lead(pattern)}{self._name(pattern)}{self._quals(pattern)}"

    def _name(self, pattern: Pattern) -> str:
        return f" ({called(pattern.name)})" if pattern.name is not None else ""

    def _lead(self, pattern: Pattern) -> str:
        return self._asked(pattern.type).lead(pattern.tests)

    def _asked(self, type_name: str) -> Asked:
        return Asked(self.speech, self.scope, type_name)

    def _quals(self, pattern: Pattern, otherwise: str = "", *, taken: Taken = NOTHING) -> str:
        """`which …, and whose …`, with what is nested in brackets."""
        tests = pattern.tests[1:] if self._lead(pattern) else pattern.tests
        said = [self._asked(pattern.type).test(one) for one in tests]
        taken = taken | ({pattern.type} - {"child", INDICATOR.name})
        for one in pattern.also:
            said.append(self._nested(one, taken))
            taken = taken | types_taken(one)
        if not said:
            return f" {otherwise}" if otherwise else ""
        return f" {', and '.join(said)}"

    def _nested(self, one: Some | Nothing, taken: Taken) -> str:
        inside = one.pattern
        there_is = "there is no"
        model = FACTS.types.get(inside.type)
        if isinstance(one, Nothing) and not (model is not None and model.closed) and inside.type != INDICATOR.name:
            there_is = "it is known that there was no"
        quals = self._quals(inside, taken=taken if isinstance(one, Some) else NOTHING).strip()
        told = f"{noun(inside.type)}{self._lead(inside)}{self._name(inside)}{f' ({quals})' if quals else ''}"
        if isinstance(one, Some):
            return f"for which there is {another(told) if inside.type in taken else article(told)}"
        return f"for which {there_is} {told}"

    def _latest(self, pattern: Pattern, tests: tuple[FieldTest, ...], taken: Taken) -> str:
        quals = self._quals(pattern, taken=taken).strip()
        only = f" (looking only at those {quals})" if quals else ""
        other = "other " if pattern.type in taken else ""
        head = f"the latest {other}{noun(pattern.type)}{self._lead(pattern)}{self._name(pattern)}{only}"
        if not tests:
            return f"there is {head}"
        return f"{head} is one {', and '.join(self._asked(pattern.type).test(one) for one in tests)}"

    # --- numbers --------------------------------------------------------------------------------------------

    def _count(self, one: Count) -> str:
        pattern, bound = one.pattern, one.bound
        words = type_words(pattern.type)
        number = self._number(bound.operand)
        many = f"{nouns(pattern.type)}{self._lead(pattern)}"
        single = number.amount == "1"
        upper = bound.op in _UPPER and pattern.type != INDICATOR.name
        model = FACTS.types.get(pattern.type)
        known = "it is known that " if upper and not (model is not None and model.closed) else ""
        quals = self._quals(pattern).strip()
        each = f", counting each one {quals}" if quals else ""
        note = f" {number.note}" if number.note else ""
        name = self._name(pattern)
        if one.distinct is not None:
            what = self._different(pattern.type, one.distinct)
            are_there = (words.are_there if words else "are recorded").removeprefix("are ")
            head = f"there are {_BOUNDS[bound.op]} {number.amount} different {what}"
            return f"{known}{head} among the {many}{name} {are_there}{note}{each}"
        if isinstance(bound.operand, Path) or not number.amount.split()[0].isdigit():
            head = f"the number of {many}{name} is {_BOUNDS[bound.op]} {number.amount}"
            return f"{known}{head}{note}{each}"
        what = f"{noun(pattern.type)}{self._lead(pattern)}" if single else many
        there = (words.is_there, words.are_there) if words is not None else ("is recorded", "are recorded")
        return f"{known}{_BOUNDS[bound.op]} {number.amount} {what}{name} {there[0 if single else 1]}{note}{each}"

    def _different(self, type_name: str, name: str) -> str:
        path = tuple(name.split("."))
        words = field_words(type_name, path)
        return words.plural if words is not None and words.plural else f"values of the {label(type_name, path)}"

    def _sum(self, one: Sum) -> str:
        added = listed(
            f"the {label(type_name, tuple(name.split('.')))} of each {noun(type_name)}"
            for type_name, name in one.sources
        )
        types = {type_name for type_name, _ in one.sources}
        asked = self._asked(types.pop() if len(types) == 1 else "")
        quals = ", and ".join(asked.test(test) for test in one.tests)
        return f"{added} add up to {self._bound(one.bound)}{f', counting each one {quals}' if quals else ''}"

    def _bound(self, bound: Bound) -> str:
        return f"{_BOUNDS[bound.op]} {self._number(bound.operand)}"

    def _number(self, operand: Operand) -> Noted:
        if isinstance(operand, Path):
            return Noted(self.scope.path(operand))
        return self.speech.amount(operand)

    def _level(self, test: Equals | OneOf | Compare) -> str:
        def word(operand: Operand) -> str:
            match operand:
                case Value(bool() | int()):
                    return str(self._number(operand))
                case Value(value):
                    return code(str(value))
                case Param() | Path():
                    return str(self._number(operand))

        match test:
            case Equals(operand):
                return word(operand)
            case Compare(op, operand):
                return f"{COMPARED[op]} {word(operand)}"
            case OneOf(operands, negated):
                if not negated and len(operands) > 1 and all_values(operands):
                    return listed(map(word, operands), "or")
                return f"{'none' if negated else 'one'} of: {', '.join(map(word, operands))}"
            case _ as never:
                assert_never(never)
