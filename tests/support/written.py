"""Hypothesis strategies for rules as they can be written, whether or not they mean anything."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from cse_rules.facts import Span, WorkingDays
from cse_rules.rules import Rule, Ruleset
from cse_rules.rules.conditions import (
    ActionIs,
    All,
    Any_,
    AtLeastOf,
    Between,
    Bound,
    Compare,
    CompatibleWith,
    Condition,
    Count,
    Equals,
    FieldTest,
    In,
    Includes,
    Known,
    Latest,
    LevelIs,
    Not,
    NotEvery,
    Nothing,
    OlderThan,
    OneOf,
    Order,
    Param,
    Path,
    Pattern,
    Raised,
    Some,
    StepsBelow,
    Sum,
    Test,
    Value,
    Within,
)
from cse_rules.rules.language import Phrase, Phrases, id_of
from cse_rules.rules.practice import ChallengeProcess, PlanProcess, Review, Stage
from cse_rules.rules.ruleset import (
    Act,
    Ask,
    Challenge,
    Deadline,
    DetailQuestion,
    DirectoryEntry,
    Guarantee,
    ObservationCode,
    Parameter,
    ParameterValue,
    Raise,
    Source,
    Topic,
)

# Words that some reader of YAML takes for something else, words with every sign, and common ones.
words = st.sampled_from(("no", "on", "y", "null", "true", "a-b", "a_1", "low", "high", "driver", "hotel", "self_harm"))
names = st.sampled_from(("n", "days", "_x", "repeat_count"))
fields = st.sampled_from(("date", "place", "with", "known_by.how", "no", "n", "child_age"))
texts = (
    st.sampled_from(("a: b", "# c", "- d", "1e3", "0o17", "1:30", "2017-02-10", "yes", "“e”", "$f", "g.h", "{i}"))
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
    | st.text("ab ", min_size=90, max_size=220)
)  # fmt: skip
lines = texts.map(lambda text: " ".join(text.split())).filter(bool)
days = st.dates(date(1000, 1, 1), date(9999, 12, 31))
params = names.map(Param)
paths = st.builds(Path, words, st.sampled_from(((), ("date",), ("known_by", "how"))))
dotted_paths = paths.filter(lambda path: bool(path.fields))
anything = texts | st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
values = st.builds(
    Value, st.booleans() | st.integers(-(10**17), 10**17) | anything.filter(lambda text: not text.startswith("$"))
)
operands = values | params | dotted_paths
moments = paths | days.map(lambda day: Value(day.isoformat()))
comparisons = st.sampled_from(("at_least", "more_than", "at_most", "less_than"))
bounds = st.builds(Bound, comparisons | st.just("equals"), operands)
one_of = st.builds(OneOf, st.lists(operands, min_size=1, max_size=3).map(tuple), st.booleans())

tests: SearchStrategy[Test] = st.one_of(
    st.builds(Equals, operands | paths),
    one_of,
    st.builds(Compare, comparisons, operands),
    st.builds(Known, st.booleans()),
    st.builds(In, paths),
    st.builds(Includes, operands),
    st.builds(CompatibleWith, paths),
    st.builds(StepsBelow, paths, params),
    st.builds(Within, params),
    st.builds(Within, params, newest=params),
    st.builds(Within, params, after=paths),
    st.builds(OlderThan, params),
    st.builds(Order, st.sampled_from(("after", "before", "during", "covers")), moments),
    st.builds(Between, moments, moments),
)


def _word_for(test: Test) -> Any:
    match test:
        case Equals(operand):
            return "same_as" if isinstance(operand, Path) else "equals"
        case OneOf(_, negated):
            return negated
        case Compare(op, _) | Order(op, _):
            return op
        case _:
            return type(test)


@st.composite
def field_tests(draw: DrawFn) -> tuple[FieldTest, ...]:
    """The tests of a `where`: each field once, with each word once."""
    found: list[FieldTest] = []
    for field in draw(st.lists(fields, unique=True, max_size=2)):
        each = draw(st.lists(tests, min_size=1, max_size=2, unique_by=_word_for))
        found += [FieldTest(tuple(field.split(".")), test) for test in each]
    return tuple(found)


def _nested(inner: SearchStrategy[Pattern]) -> SearchStrategy[tuple[Some | Nothing, ...]]:
    """What a `where` nests: all of its `some` together, all of its `none` together, in either order."""
    some: SearchStrategy[list[Some | Nothing]] = st.lists(st.builds(Some, inner), max_size=1)
    none: SearchStrategy[list[Some | Nothing]] = st.lists(st.builds(Nothing, inner), max_size=2)
    both = st.tuples(some, none) | st.tuples(none, some)
    return both.map(lambda pair: (*pair[0], *pair[1]))


_innermost = st.builds(Pattern, words, field_tests())
_inner = st.builds(Pattern, words, field_tests(), _nested(_innermost))
patterns = st.builds(Pattern, words, field_tests(), _nested(_inner), st.none() | words)
unnamed = st.builds(Pattern, words, field_tests(), _nested(_inner))
sources = st.lists(
    st.tuples(st.sampled_from(("sighting", "indicator")), st.sampled_from(("weight", "times"))), min_size=1
)

_leaves: SearchStrategy[Condition] = st.one_of(
    st.builds(Some, patterns),
    st.builds(Nothing, patterns),
    st.builds(Count, patterns, bounds, st.none() | fields),
    st.builds(Sum, sources.map(tuple), field_tests(), bounds),
    st.builds(Latest, patterns, field_tests()),
    st.builds(NotEvery, unnamed, paths, words),
    st.builds(Raised, st.lists(words, min_size=1, max_size=3).map(tuple)),
    st.builds(LevelIs, st.builds(Equals, operands) | one_of | st.builds(Compare, comparisons, operands)),
    st.builds(ActionIs, words, st.sampled_from(("outstanding", "done", "overdue", "not_known"))),
)


def _inside(inner: SearchStrategy[Condition]) -> SearchStrategy[Condition]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(All, several),
        st.builds(Any_, several),
        st.builds(Not, inner),
        st.builds(AtLeastOf, operands, several),
    )


conditions: SearchStrategy[Condition] = st.recursive(_leaves, _inside, max_leaves=4)
_plain_conditions = st.builds(Some, st.builds(Pattern, words, field_tests())) | st.builds(Raised, st.tuples(words))
"""For a ruleset, where most is drawn for all that stands around the conditions."""


def _several(one: SearchStrategy[Any], max_size: int = 2) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, max_size=max_size).map(tuple)


cited = st.dictionaries(words, lines, max_size=2).map(lambda found: tuple(found.items()))
acts = st.builds(
    Act,
    contact=words,
    by=st.none() | st.builds(Deadline) | st.builds(Deadline, time=names, after=st.none() | paths),
    do=lines,
    include=_several(lines),
)


def rules(theme_files: Sequence[str] = ("a",), *, when: SearchStrategy[Condition] = conditions) -> SearchStrategy[Rule]:
    """Rules that stand in one of these files."""
    return st.builds(
        Rule,
        id=words,
        title=lines,
        source=cited,
        when=when,
        raises=st.none()
        | st.builds(
            Raise,
            indicator=words,
            kind=st.sampled_from(("harm", "risk", "vulnerability", "protective")),
            theme=words,
            band=st.none() | words,
            weight=st.none() | names,
        ),
        level=st.none() | words,
        act=_several(acts),
        ask=_several(st.builds(Ask, say=lines, of=_several(words))),
        challenge=st.none() | st.builds(Challenge, say=lines, because=lines, starts_at=st.none() | words),
        trigger=st.booleans(),
        reviewed=st.none() | days,
        accept=st.dictionaries(words, lines, max_size=1).map(lambda found: tuple(found.items())),
        per=st.none() | words,
        if_unknown=st.sampled_from(("ask", "presume", "quiet")),
        non_monotone=st.none() | lines,
        status=st.sampled_from(("draft", "stable", "retired")),
        valid_from=st.none() | days,
        valid_to=st.none() | days,
        note=st.none() | lines,
        theme_file=st.sampled_from(theme_files),
    )


guarantees = st.one_of(
    st.builds(Guarantee, name=lines, monotone=st.just(True)),
    st.builds(
        Guarantee,
        name=lines,
        independent_of=st.lists(st.tuples(words, fields), min_size=1, max_size=2).map(tuple),
    ),
    st.builds(Guarantee, name=lines, given=_plain_conditions, then_level=words),
    st.builds(
        Guarantee,
        name=lines,
        given=_plain_conditions,
        then_contact=words,
        then_immediately=st.booleans(),
        then_level=st.none() | words,
    ),
)
spans = st.builds(Span, st.integers(0, 99_999), st.sampled_from(("years", "months", "weeks", "days", "hours")))
working_days = st.builds(WorkingDays, st.integers(0, 9_999))
dated = st.builds(
    ParameterValue, value=st.integers(-(10**17), 10**17) | spans | working_days, since=days, reference=lines
)


challenge_processes = st.builds(
    ChallengeProcess,
    stages=_several(
        st.builds(
            Stage,
            id=words,
            title=lines,
            owner=words,
            to=words,
            time=st.none() | names,
            record=_several(lines),
            source=cited,
        )
    ),
    meanwhile=lines,
    because=st.none() | lines,
    urgent=st.none() | words,
    overridden_because=st.dictionaries(words, lines, max_size=2),
    source=cited,
)
plans = st.builds(
    PlanProcess,
    owner=words,
    because=st.none() | lines,
    owners=st.dictionaries(words, words, max_size=2),
    reviews=_several(st.builds(Review, level=words, time=names, by=words, source=cited)),
    to=_several(words),
    duty=lines,
    source=cited,
)


written_forms = st.sampled_from(
    (
        "her choice",
        "put~ herself at ...2 risk",
        "(a | b c) [d]",
        "prostitut*",
        "street-wise",
        "it's legal",
        "no",
        "1e3",
        "*'s own",
    )
)


@st.composite
def phrases(draw: DrawFn) -> Phrases:
    """Phrases under ids of their own, or under those that their first forms give them, with what forms need."""
    groups = draw(st.dictionaries(words, st.lists(written_forms, min_size=1, max_size=2).map(tuple), max_size=2))
    forms = written_forms | st.sampled_from([f"<{name}> goes" for name in groups] or ["goes"])
    found = {}
    for form in draw(st.lists(lines, max_size=2)):
        name = draw(st.just(id_of(form)) | words.map(lambda word: f"own-{word}"))
        found[name] = Phrase(
            id=name, forms=(form, *draw(_several(forms))), near=draw(_several(forms)), leave_alone=draw(_several(forms)),
            problem=draw(lines), instead=draw(lines), source=draw(cited),
        )  # fmt: skip
    return Phrases(entries=found, leave_alone=tuple(dict.fromkeys(draw(_several(forms)))), groups=groups)


@st.composite
def _named(draw: DrawFn, /, cls: type, key: str = "id", **parts: SearchStrategy[Any]) -> dict[str, Any]:
    found = draw(st.lists(words | lines, unique=True, max_size=2))
    return {name: cls(**{key: name}, **{part: draw(one) for part, one in parts.items()}) for name in found}


@st.composite
def rulesets(draw: DrawFn) -> Ruleset:
    """Rulesets with something, or nothing, of everything that can stand in one."""
    theme_files = draw(st.sampled_from((("a",), ("a", "b", "a-b"), ("", "language"))))
    ordered = draw(st.booleans())
    found = draw(_several(rules(theme_files, when=_plain_conditions), 3))
    word_to_line = st.dictionaries(words, lines, max_size=2)
    return Ruleset(
        id=draw(words),
        title=draw(lines),
        edition=draw(lines),
        status=draw(st.sampled_from(("draft", "illustrative", "stable", "retired"))),
        preface=draw(lines),
        statement=draw(lines),
        scale=draw(_several(words)),
        level_words=draw(word_to_line),
        bands=draw(_several(words)),
        themes=draw(word_to_line),
        sources=draw(_named(Source, title=lines, where=st.none() | lines, date=st.none() | lines)),
        directory=draw(
            _named(
                DirectoryEntry,
                title=lines,
                contact=_several(lines),
                verified=st.none() | days,
                note=st.none() | lines,
                household=st.sampled_from((None, "childs_home", "other_parents_home")),
                relationship=st.none() | words,
            )
        ),
        topics=draw(
            _named(Topic, title=lines, ask=lines, of=_several(words), required=_several(words), types=_several(words))
        ),
        observations=draw(_named(ObservationCode, "code", title=lines, topic=words, theme=words)),
        details=draw(_several(st.builds(DetailQuestion, type=words, field=fields, ask=lines, of=_several(words)))),
        phrases=draw(phrases()),
        parameters=draw(_named(Parameter, "name", title=lines, values=_several(dated))),
        rules=tuple(sorted(found, key=lambda rule: rule.theme_file)) if ordered else found,
        guarantees=draw(_several(guarantees)),
        sufficient=draw(_several(words)),
        fresh_for=draw(st.none() | names),
        step_down_window=draw(st.none() | names),
        level_maps=draw(st.dictionaries(words, word_to_line, max_size=2)),
        reviewed=draw(st.none() | days),
        accept=tuple(draw(st.dictionaries(words, lines, max_size=1)).items()),
        refer_to=draw(words),
        calendar=draw(st.sampled_from((None, "england"))),
        roles=draw(word_to_line),
        challenge=draw(st.none() | challenge_processes),
        plan=draw(st.none() | plans),
        information_to=draw(st.none() | words),
    )
