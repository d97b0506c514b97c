"""Cases generated for one ruleset: small, near its thresholds, full of gaps, and so that its rules are often met."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import attrs
from hypothesis import strategies as st

from cse_rules.check import CheckedRuleset
from cse_rules.facts import Case, Child, Enquiry, Fact, KnownBy, Many, Person, Range, Span, Status, When
from cse_rules.facts.kinds import Code, Date, FieldSpec, Flag, Group, ListOf, Number, Reference
from cse_rules.rules.conditions import Equals, FieldTest, OneOf, Pattern, Sum, Value, parts
from cse_rules.rules.ruleset import Ruleset

DAY = date(2017, 6, 30)
TODAY = When.day(DAY)
MARK = "zqmark"
"""Stands in every sensitive text that is generated, so that a leak can be seen."""

_EDGES = (0, 1, 2, 3, 4, 6, 7, 8, 20, 29, 30, 31, 41, 42, 43, 60, 90, 91, 92, 93, 181, 200, 364, 365, 366, 400, 800)
_FIRST = ("person", "vehicle", "premises", "missing_episode", "disclosure", "assessment")
"""Types that others point at."""


def day(ago: int) -> When:
    """Some days before the day of the assessment."""
    return When.day(DAY - timedelta(days=ago))


def times() -> st.SearchStrategy[When]:
    """Days near the edge of a window, moments, and stretches that nobody knows more of."""
    edges = st.sampled_from(_EDGES)
    exact = edges.map(day)
    moments = edges.map(lambda ago: When.at(datetime(2017, 6, 30, 12) - timedelta(days=max(ago, 1))))
    about = st.tuples(edges, st.integers(1, 40)).map(
        lambda pair: When.between(DAY - timedelta(days=pair[0] + pair[1]), DAY - timedelta(days=pair[0]))
    )
    return st.one_of(exact, exact, exact, moments, about)


class Words:
    """What the rules of a ruleset look for, so that cases can hold it."""

    def __init__(self, checked: CheckedRuleset) -> None:
        self.checked = checked
        self.ruleset: Ruleset = checked.ruleset
        self.words: dict[tuple[str, str], list[Any]] = {}
        self.types: list[str] = []
        for rule in checked.rules:
            for part in parts(rule.when):
                names = [part.type] if isinstance(part, Pattern) else [name for name, _ in getattr(part, "sources", ())]
                if isinstance(part, Pattern | Sum):
                    self.types += names
                    for test in part.tests:
                        for name in names:
                            self._note(name, test)
        self.types = [name for name in self.types if name in checked.model.types and name != "child"]
        numbers = [one.value for parameter in self.ruleset.parameters.values() for one in parameter.values]
        self.numbers = sorted({max(0, n + step) for n in numbers if isinstance(n, int) for step in (-1, 0, 1)} | {0, 1})

    def _note(self, type_name: str, test: FieldTest) -> None:
        operands = [test.test.operand] if isinstance(test.test, Equals) else []
        if isinstance(test.test, OneOf):
            operands = list(test.test.operands)
        found = self.words.setdefault((type_name, ".".join(test.path)), [])
        found += [one.value for one in operands if isinstance(one, Value)]

    def of(self, type_name: str, spec: FieldSpec) -> list[Any]:
        """The words that a field may hold, those that rules look for several times over."""
        assert isinstance(spec.kind, Code)
        wanted = [one for one in self.words.get((type_name, spec.name), ()) if isinstance(one, str)]
        words: list[Any] = list(spec.kind.words) or list(self.vocabulary(str(spec.kind.vocabulary)))
        wanted = [one for one in wanted if one in words]
        return (wanted * 3 + words) if wanted else words

    def vocabulary(self, name: str) -> Sequence[str]:
        ruleset = self.ruleset
        tables: dict[str, Sequence[str]] = {
            "observations": tuple(ruleset.observations),
            "topics": tuple(ruleset.topics),
            "directory": tuple(ruleset.directory),
            "scale": ruleset.scale,
            "bands": ruleset.bands,
        }
        return tables[name]


def value_of(type_name: str, spec: FieldSpec, ids: Mapping[str, Sequence[str]], words: Words) -> st.SearchStrategy[Any]:
    """A value for one field."""
    match spec.kind:
        case Flag():
            return st.booleans()
        case Number(low, high, ranged):
            near = [n for n in (*words.numbers, 12, 13, 14, 30) if n >= (low or 0) and (high is None or n <= high)]
            if not ranged:
                return st.sampled_from(near)
            some = st.sampled_from([n for n in words.numbers if n >= max(low or 0, 1)] or [1])
            return st.one_of(
                st.just(Range(1, 1)),
                some.map(lambda n: Range(n, n)),
                some.map(lambda n: Range(n, None)),
                st.tuples(some, st.integers(0, 2)).map(lambda pair: Range(pair[0], pair[0] + pair[1])),
            )
        case Date():
            return times()
        case Code():
            return st.sampled_from(words.of(type_name, spec))
        case Reference(types):
            wanted = [one for name, several in ids.items() if not types or name in types for one in several]
            return st.sampled_from(wanted) if wanted else st.none()
        case ListOf(Reference(types)):
            wanted = [one for name, several in ids.items() if name in types for one in several]
            members = st.lists(st.sampled_from(wanted), max_size=2, min_size=1) if wanted else st.just(list[str]())
            return st.builds(Many, members.map(tuple), st.sampled_from((False, False, True)))
        case ListOf(Code(several)):
            return st.builds(Many, st.lists(st.sampled_from(several), max_size=2).map(tuple), st.booleans())
        case Group():
            return st.builds(
                KnownBy,
                how=st.sampled_from(("seen", "told_by_child", "professional_concern", None)),
                who=st.sampled_from((None, f"{MARK} somebody")),
            )
    if spec.name == "registration":
        return st.sampled_from(("NK51ABC", "NK5?ABC", "NK51A??", "AB12CDE", f"{MARK}?"))
    if spec.name == "for":
        return st.sampled_from([*(one for several in ids.values() for one in several), words.checked.rules[0].id])
    if spec.name == "ruleset":
        return st.sampled_from((words.ruleset.id, "another"))
    if spec.name == "level":
        return st.sampled_from((*words.ruleset.scale, "red"))
    if not spec.sensitive:
        return st.sampled_from(("one", "another"))
    forms = [form for phrase in words.ruleset.phrases.values() for form in phrase.forms]
    return st.sampled_from([f"{MARK} {form} {MARK}" for form in forms[:6]] + [f"{MARK} text"])


@st.composite
def facts(
    draw: st.DrawFn,
    type_name: str,
    name: str,
    ids: Mapping[str, Sequence[str]],
    words: Words,
    *,
    gaps: float = 0.25,
    fixed: Mapping[str, Any] | None = None,
) -> Fact:
    """A fact of a type; each detail may be missing."""
    kind = words.checked.model.types[type_name]
    values: dict[str, Any] = {"id": name}
    blank = st.integers(0, 99)
    for spec in kind.fields.values():
        if spec.name in ("id", "status", "same_event_as", "recorded", "gender"):
            continue
        if spec.required or draw(blank) >= 100 * gaps:
            found = draw(value_of(type_name, spec, ids, words))
            if found is not None:
                values[spec.attribute] = found
    if draw(blank) < 12:
        values["status"] = draw(st.sampled_from((Status.SUSPECTED, Status.CONFIRMED, Status.RULED_OUT)))
    others = [one for one in ids.get(type_name, ()) if one < name]
    if others and draw(blank) < 15:
        values["same_event_as"] = draw(st.sampled_from(others))
    values |= fixed or {}
    values = _mended(kind.name, values)
    if draw(blank) < 70:  # nothing is written down before it happened
        after = max((one.first_day for one in values.values() if isinstance(one, When)), default=DAY)
        late = draw(st.sampled_from((0, 0, 1, 3, 30)))
        values.setdefault("recorded", When.day(min(DAY, after + timedelta(days=late))))
    return kind.cls(**values)  # type: ignore[no-any-return]  # a fact of that type


def _mended(type_name: str, values: dict[str, Any]) -> dict[str, Any]:
    """What a case refuses is not generated: it is tested elsewhere."""
    match type_name:
        case "missing_episode":
            start, end = values.get("from_"), values.get("to")
            if start and end and end.latest < start.earliest:
                values["from_"], values["to"] = end, start
            if end and values.get("ended") is False:
                values["ended"] = True
        case "disclosure":
            about, told = values.get("about"), values.get("date")
            if about and told and about.earliest > told.latest:
                values["about"], values["date"] = told, about
            if values.get("status") is Status.RULED_OUT:
                del values["status"]
        case "person":
            age, least = values.get("age"), values.get("age_is_at_least")
            if age is not None and least is not None and least > age:
                values["age_is_at_least"] = age
    return values


def _children() -> st.SearchStrategy[Child]:
    flag = st.sampled_from((None, None, True, False))
    birthdays = [When.day(date(2017 - years, month, 30)) for years in (12, 13, 14, 16, 18) for month in (6, 7)]
    ages: list[dict[str, Any]] = [{"age": n} for n in (11, 12, 13, 14, 16, 17, 18)]
    ages += [{"born": one} for one in birthdays]
    ages += [{"born": When.about("2004")}, {}, {}]
    return st.tuples(st.sampled_from(ages), flag, flag).map(
        lambda made: Child(learning_disability=made[1], looked_after=made[2], **made[0])
    )


def closing(ruleset: Ruleset, topics: Sequence[str], ago: int = 0) -> tuple[Enquiry, ...]:
    """Answered enquiries that close these topics."""
    return tuple(
        Enquiry(id=f"asked-{topic}-{agency}", topic=topic, of=agency, date=day(ago), answer="nothing_known")
        for topic in topics
        for agency in ruleset.topics[topic].must_answer
    )


@st.composite
def cases(
    draw: st.DrawFn,
    words: Words,
    *,
    least: int = 2,
    most: int = 6,
    gaps: float = 0.25,
    types: Sequence[str] = (),
    child: st.SearchStrategy[Child] | None = None,
) -> Case:
    """A case for a ruleset.

    Args:
        draw: from Hypothesis.
        words: what the rules of the ruleset look for.
        least: how many facts at least, enquiries not counted.
        most: how many facts at most.
        gaps: how often a detail is missing.
        types: the types of facts that are certainly in it.
        child: the child, if it matters.
    """
    pool = words.types or ["observation"]
    wanted = [*types, *draw(st.lists(st.sampled_from(pool), min_size=least, max_size=most))]
    if any(name in ("sighting", "contact", "disclosure", "possession") for name in wanted):
        wanted.append("person")
    ids: dict[str, list[str]] = {}
    made: list[tuple[str, str]] = []
    for name in wanted:
        several = ids.setdefault(name, [])
        several.append(f"{name}-{len(several) + 1}")
        made.append((name, several[-1]))
    found = [draw(facts(name, one, ids, words, gaps=gaps)) for name, one in made]
    topics = tuple(words.ruleset.topics)
    asked = draw(st.sampled_from(("none", "some", "all"))) if topics else "none"
    if asked == "some":
        topics = tuple(draw(st.lists(st.sampled_from(topics), max_size=4, unique=True)))
    enquiries = closing(words.ruleset, topics, draw(st.sampled_from((0, 0, 0, 1, 41, 43)))) if asked != "none" else ()
    return Case(
        child=draw(child or _children()),
        records=(*found, *enquiries),
        as_of=TODAY,
        record_complete_since=draw(st.sampled_from((None, day(3000), day(30)))),
    )


def older(name: str = "p") -> Person:
    """Somebody older."""
    return Person(id=name, described_as="older")


def replaced(case: Case, fact: Fact) -> Case:
    """The case with another version of one fact."""
    return attrs.evolve(case, records=[fact if one.id == fact.id else one for one in case.records])


def window(span: Span) -> date:
    """The first day of a window that ends on the day of the assessment."""
    return span.before(TODAY.latest).date()
