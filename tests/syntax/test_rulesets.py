"""A ruleset folder: read whole, or refused with every problem in its place."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cse_rules.errors import RulesetError
from cse_rules.facts import Span
from cse_rules.rules.conditions import Equals, FieldTest, Param, Pattern, Some, Value, Within
from cse_rules.rules.conditions import Path as FieldPath
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
    Phrase,
    Raise,
    Rule,
    Ruleset,
    Source,
    Topic,
)
from cse_rules.syntax import read_ruleset

HEAD = """\
ruleset: r
title: A ruleset
edition: "1"
status: draft
preface: about
statement: what it is
scale: [none_found, high]
bands: [low]
sufficient: {topics: [home], fresh_for: $fresh}
refer_to: police
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A folder with these files, `ruleset.yaml` among them unless it is given."""

    def write(**files: str) -> Path:
        for name, text in {"ruleset": HEAD, **files}.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def problems(folder: Path) -> list[str]:
    with pytest.raises(RulesetError) as caught:
        read_ruleset(folder)
    found = []
    for problem in caught.value.diagnostics:
        assert problem.location is not None
        place = f"{Path(problem.location.file).name}:{problem.location.line}:{problem.location.column}"
        found.append(f"{place} {problem.code} {problem.message}" + (f" ({problem.help})" if problem.help else ""))
    return found


# --- what is written is what is read --------------------------------------------------------------------------------


def test_every_file_of_a_folder_is_read_as_it_is_written(write: Write) -> None:
    folder = write(
        ruleset=HEAD
        + """\
level_words: {high: High}
themes: {home: At home}
sources:
  deck: {title: The deck, where: slide 3, date: "2017"}
directory:
  police: {title: Police, contact: ["101", "999"], verified: 2017-02-28, note: call, household: childs_home,
    relationship: parent}
step_down: {window: $window, maps: {other: {red: high}}}
""",
        vocabulary="""\
topics:
  home: {title: Home, ask: What?, of: [police, school], required: police, types: [contact]}
observations:
  sad: {title: Sad, topic: home, theme: home}
details:
  - {detail: person.age, ask: How old?, of: police}
""",
        parameters="""\
parameters:
  fresh: {title: Fresh for, values: [{value: 6 weeks, since: 2017-01-01, reference: page 1}]}
  n: {title: How many, values: [{value: 3, since: 2017-01-01, reference: page 2}]}
""",
        language="""\
phrases:
  - phrase: Making a choice!
    forms: [makes a choice]
    problem: blame
    instead: say who
    source: {deck: slide 4}
""",
        guarantees="""\
guarantees:
  - {name: one, monotone: established}
  - {name: two, independent_of: [child.gender, person.gender]}
  - {name: three, given: {some: disclosure}, then: {act: {contact: police, by: immediately}, level: high}}
  - {name: four, given: {some: disclosure}, then: {act: {contact: police}}}
""",
        themes="""\
- rule: r1
  title: >
    A rule
    on two lines
  source: {deck: slide 5}
  trigger: true
  per: d
  if_unknown: quiet
  non_monotone: it must
  status: stable
  valid_from: 2017-01-01
  valid_to: 2018-01-01
  note: a note
  when: {some: disclosure, as: d, where: {of: rape}}
  raise: {indicator: told, kind: harm, theme: home, band: low, weight: $n}
  level: high
  act:
    - {contact: police, by: immediately, say: call}
    - {contact: school, by: {time: $fresh, after: d.date}, do: tell, include: [who, when]}
    - {contact: school, by: {time: $fresh}, do: tell}
    - {contact: school, do: tell}
  ask: {say: Who?, of: police}
  challenge: {say: Why?, because: it matters}
""",
    )
    (folder / "themes.scenarios.yaml").write_text("not: [read", encoding="utf-8")
    since = date(2017, 1, 1)
    fresh = ParameterValue(value=Span(6, "weeks"), since=since, reference="page 1")
    ruleset = read_ruleset(folder)
    assert ruleset == Ruleset(
        id="r",
        title="A ruleset",
        edition="1",
        status="draft",
        preface="about",
        statement="what it is",
        scale=("none_found", "high"),
        level_words={"high": "High"},
        bands=("low",),
        themes={"home": "At home"},
        sources={"deck": Source(id="deck", title="The deck", where="slide 3", date="2017")},
        directory={
            "police": DirectoryEntry(
                id="police",
                title="Police",
                contact=("101", "999"),
                verified=date(2017, 2, 28),
                note="call",
                household="childs_home",
                relationship="parent",
            )
        },
        topics={
            "home": Topic(
                id="home", title="Home", ask="What?", of=("police", "school"), required=("police",), types=("contact",)
            )
        },
        observations={"sad": ObservationCode(code="sad", title="Sad", topic="home", theme="home")},
        details=(DetailQuestion(type="person", field="age", ask="How old?", of=("police",)),),
        phrases={
            "making-a-choice": Phrase(
                id="making-a-choice",
                forms=("Making a choice!", "makes a choice"),
                problem="blame",
                instead="say who",
                source=(("deck", "slide 4"),),
            )
        },
        parameters={
            "fresh": Parameter(name="fresh", title="Fresh for", values=(fresh,)),
            "n": Parameter(
                name="n", title="How many", values=(ParameterValue(value=3, since=since, reference="page 2"),)
            ),
        },
        rules=(
            Rule(
                id="r1",
                title="A rule on two lines",
                source=(("deck", "slide 5"),),
                when=Some(Pattern("disclosure", (FieldTest(("of",), Equals(Value("rape"))),), name="d")),
                raises=Raise(indicator="told", kind="harm", theme="home", band="low", weight="n"),
                level="high",
                act=(
                    Act(contact="police", by=Deadline(), do="call"),
                    Act(
                        contact="school",
                        by=Deadline(time="fresh", after=FieldPath("d", ("date",))),
                        do="tell",
                        include=("who", "when"),
                    ),
                    Act(contact="school", by=Deadline(time="fresh"), do="tell"),
                    Act(contact="school", by=None, do="tell"),
                ),
                ask=(Ask(say="Who?", of=("police",)),),
                challenge=Challenge(say="Why?", because="it matters"),
                trigger=True,
                per="d",
                if_unknown="quiet",
                non_monotone="it must",
                status="stable",
                valid_from=since,
                valid_to=date(2018, 1, 1),
                note="a note",
            ),
        ),
        guarantees=(
            Guarantee(name="one", monotone=True),
            Guarantee(name="two", independent_of=(("child", "gender"), ("person", "gender"))),
            Guarantee(
                name="three",
                given=Some(Pattern("disclosure")),
                then_contact="police",
                then_immediately=True,
                then_level="high",
            ),
            Guarantee(name="four", given=Some(Pattern("disclosure")), then_contact="police"),
        ),
        sufficient=("home",),
        fresh_for="fresh",
        step_down_window="window",
        level_maps={"other": {"red": "high"}},
        refer_to="police",
    )
    assert [rule.theme_file for rule in ruleset.rules] == ["themes"]


def test_the_hash_names_the_content_whatever_the_line_ends_and_the_folder(write: Write, tmp_path: Path) -> None:
    first = read_ruleset(write()).content_hash
    other = tmp_path / "other"
    other.mkdir()
    (other / "ruleset.yaml").write_bytes(HEAD.replace("\n", "\r\n").encode())
    assert read_ruleset(other).content_hash == first
    (other / "ruleset.yaml").write_text(HEAD.replace("about", "about it"), encoding="utf-8")
    assert read_ruleset(other).content_hash != first


def test_a_folder_without_a_ruleset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesetError, match=r"error\[CSE003\]: a ruleset is a folder with a `ruleset.yaml`$"):
        read_ruleset(tmp_path)


def test_a_file_that_would_not_be_read_is_refused(write: Write) -> None:
    folder = write()
    (folder / "more.yml").write_text("[]", encoding="utf-8")
    assert problems(folder) == [
        "more.yml:1:1 CSE014 a file of a ruleset ends in `.yaml` (a file that nobody reads would be silently left out)"
    ]


@pytest.mark.parametrize("name", ["Triggers.YAML", "more.Yml", "a.scenarios.YAML"])
def test_so_is_one_whose_ending_is_written_otherwise(write: Write, name: str) -> None:
    folder = write()
    (folder / name).write_text("[]", encoding="utf-8")
    (found,) = problems(folder)
    assert found.startswith(f"{name}:1:1 CSE014 a file of a ruleset ends in `.yaml`")


@pytest.mark.parametrize("name", ["triggers/t.yaml", "triggers/more/T.YML", "triggers/t.scenarios.yaml"])
def test_so_is_one_in_a_folder_within_it(write: Write, name: str) -> None:
    folder = write()
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text("[]", encoding="utf-8")
    (found,) = problems(folder)
    assert found.startswith(f"{Path(name).name}:1:1 CSE014 a file of a ruleset stands beside its `ruleset.yaml` (")


def test_cases_other_rulesets_and_hidden_folders_may_stand_within_it(write: Write) -> None:
    folder = write()
    for name, text in (
        ("cases/a.yaml", "case: a"),
        ("pack/ruleset.yaml", HEAD),
        ("pack/x.yaml", "[]"),
        (".git/a.yml", ""),
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    assert read_ruleset(folder).id == "r"


def test_the_line_is_shown_with_a_mark_under_what_is_wrong(write: Write) -> None:
    with pytest.raises(RulesetError) as caught:
        read_ruleset(write(ruleset=HEAD.replace("status: draft", "status: darft")))
    assert str(caught.value).splitlines()[1:] == [
        "    status: darft",
        "            ^^^^^",
        "    help: did you mean `draft`?",
    ]


def test_the_problems_of_all_files_are_said_at_once(write: Write) -> None:
    folder = write(ruleset=HEAD + "titel: x\n", parameters="parameters: []\n", a="- rule: [", b="rules: []\n")
    assert problems(folder) == [
        "a.yaml:2:1 CSE005 this is not YAML: a bracket that nothing closed (close it; text with a colon, a comma, a bracket or a `#` in it goes in quotation marks)",
        "b.yaml:1:1 CSE207 a theme file is a list of rules (start each with `- rule:`)",
        "parameters.yaml:1:13 CSE209 `parameters` must be a group of keys, not a list (write `{key: value}`, or each key on a line of its own)",
        "ruleset.yaml:11:1 CSE208 unknown key `titel` in ruleset.yaml (did you mean `title`?)",
    ]


# --- templates ------------------------------------------------------------------------------------------------------


def test_a_template_stands_for_one_rule_a_row(write: Write) -> None:
    folder = write(
        a="""\
- rule: has-{code}
  title: "{name} ({n})"
  source: {deck: a}
  each:
    - {code: sad, name: Is sad, n: 3, days: $short}
    - {code: mad, name: Is mad, n: 4, days: $long, source: {book: b}}
  when: {some: observation, where: {code: "{code}", date: {within: "{days}"}}}
"""
    )
    sad, mad = read_ruleset(folder).rules
    assert [rule.id for rule in (sad, mad)] == ["has-sad", "has-mad"]
    assert [rule.title for rule in (sad, mad)] == ["Is sad (3)", "Is mad (4)"]
    assert [rule.source for rule in (sad, mad)] == [(("deck", "a"),), (("book", "b"),)]
    tests = (FieldTest(("code",), Equals(Value("mad"))), FieldTest(("date",), Within(Param("long"))))
    assert mad.when == Some(Pattern("observation", tests))
    assert [rule.at and rule.at.line for rule in (sad, mad)] == [1, 1]


@pytest.mark.parametrize(
    ("each", "found"),
    [
        ("[]", ["3:9 CSE207 `each` holds a list of rows (start each row with `-`)"]),
        ("{code: a}", ["3:9 CSE207 `each` holds a list of rows (start each row with `-`)"]),
        ("[a]", ["3:10 CSE209 a row of `each` is a group of keys"]),
        (
            "[{cod: a}]",
            ["1:9 CSE218 no row has a value for `{code}`", "3:11 CSE218 `cod` of the row is never used in the rule"],
        ),
        ("[{code: [a]}]", ["1:9 CSE218 no row has a value for `{code}`"]),
    ],
)  # fmt: skip
def test_a_template_that_does_not_fit_its_rows_is_refused(write: Write, each: str, found: list[str]) -> None:
    folder = write(a=f"- rule: has-{{code}}\n  title: T\n  each: {each}\n  source: {{d: e}}\n  when: {{raised: [a]}}\n")
    assert [line.removeprefix("a.yaml:") for line in problems(folder)][: len(found)] == found


# --- what cannot be read --------------------------------------------------------------------------------------------


def rule(**lines: str) -> str:
    body = {"rule": "r", "title": "T", "source": "{d: e}", "when": "{raised: [a]}"} | lines
    return "".join(f"{'- ' if not number else '  '}{key}: {line}\n" for number, (key, line) in enumerate(body.items()))


A_WORD = "lower-case letters, digits, `_` and `-`, starting with a letter"
WRONG_RULES = {
    "another-word": (rule(rlue="x"), "5:3 CSE208 unknown key `rlue` in rule `r` (did you mean `rule`?)"),
    "no-group": (
        "- x\n",
        "1:3 CSE209 a rule must be a group of keys, not text (write `- rule: its-id`, and below it `title: …`, `source: …` and `when: …`)",
    ),
    "no-title": ("- {rule: r, source: {d: e}, when: {raised: a}}\n", "1:3 CSE201 `title` is missing in rule `r`"),
    "no-condition": ("- {rule: r, title: T, source: {d: e}}\n", "1:3 CSE201 `when` is missing in rule `r`"),
    "source-that-is-text": (
        rule(source="deck"),
        "3:11 CSE209 `source` must be a group of keys, not text (write `{deck: where in it}`: one of your `sources`, and the place in it)",
    ),
    "blank-title": (rule(title="' '"), "2:10 CSE202 `title` must be text, not nothing (put it in quotation marks)"),
    "number-title": (rule(title="5"), "2:10 CSE202 `title` must be text, not a number (put it in quotation marks)"),
    "id-of-two-words": (rule(rule="A b"), f"1:9 CSE203 `rule` must be one word, not text ({A_WORD})"),
    "word-that-others-misread": (
        rule(level="off"),
        "5:10 CSE203 `level`: a word that other readers take for true or false (choose another word)",
    ),
    "unknown-kind": (
        rule(**{"raise": "{indicator: i, kind: harmful, theme: t}"}),
        "5:31 CSE204 unknown word `harmful` for `kind` (did you mean `harm`?)",
    ),
    "unknown-if-unknown": (
        rule(if_unknown="guess"),
        "5:15 CSE204 unknown word `guess` for `if_unknown` (one of ask, presume, quiet)",
    ),
    "weight-that-is-a-number": (
        rule(**{"raise": "{indicator: i, kind: harm, theme: t, weight: 3}"}),
        "5:55 CSE216 `weight` is a parameter (write `$name` and define it in parameters.yaml)",
    ),
    "trigger-that-is-a-word": (rule(trigger="yes"), "5:12 CSE205 `trigger` must be true or false"),
    "day-that-is-none": (
        rule(valid_from="20170228"),
        "5:15 CSE206 `valid_from` must be a day that exists (write it as 2017-02-28)",
    ),
    "week-for-a-day": (
        rule(valid_to="'2017-W09-1'"),
        "5:13 CSE206 `valid_to` must be a day that exists (write it as 2017-02-28)",
    ),
    "by-when": (
        rule(act="{contact: police, by: soon, do: call}"),
        "5:30 CSE219 `by` is `immediately`, or within a time (write `immediately`, `{time: $name}`, or `{time: $name, after: e.to}` for a time after a fact)",
    ),
    "by-number": (
        rule(act="{contact: police, by: {time: 3}, do: call}"),
        "5:30 CSE216 `time` is a parameter (write `$name` and define it in parameters.yaml)",
    ),
    "nothing-to-do": (rule(act="[{contact: police}]"), "5:9 CSE201 `say` is missing in `act`"),
    "list-of-what-to-include": (
        rule(act="{contact: police, do: call, include: [5]}"),
        "5:46 CSE202 `include` must be text, not a number",
    ),
    "ask-nobody": (rule(ask="{say: Who?}"), "5:8 CSE201 `of` is missing in `ask`"),
    "challenge-without-reason": (rule(challenge="{say: Why?}"), "5:14 CSE201 `because` is missing in `challenge`"),
    "challenge-that-is-text": (
        rule(challenge="Why?"),
        "5:14 CSE209 `challenge` must be a group of keys, not text (write `{say: What to ask, because: why}`)",
    ),
}


@pytest.mark.parametrize("name", WRONG_RULES)
def test_a_rule_that_cannot_be_read_is_refused_in_its_place(write: Write, name: str) -> None:
    text, expected = WRONG_RULES[name]
    assert problems(write(a=text)) == [f"a.yaml:{expected}"]


NO_VALUE = (
    "parameters.yaml:1:45 CSE220 a parameter is a whole number or a length of time"
    " (write 3, 90 days, 6 months, 72 hours or 3 working days)"
)
ELSEWHERE = {
    "head-that-is-a-list": (
        {"ruleset": "[]"},
        ["ruleset.yaml:1:1 CSE209 ruleset.yaml must be a group of keys, not a list (write `{key: value}`, or each key on a line of its own)"],
    ),
    "head-that-is-empty": ({"ruleset": ""}, ["ruleset.yaml:1:1 CSE007 the file is empty"]),
    "parameter-of-another-sort": (
        {"parameters": "parameters: {n: {title: N, values: [{value: often, since: 2017-01-01, reference: r}]}}"},
        [NO_VALUE],
    ),
    "parameter-that-is-true": (
        {"parameters": "parameters: {n: {title: N, values: [{value: true, since: 2017-01-01, reference: r}]}}"},
        [NO_VALUE],
    ),
    "parameter-without-a-day": (
        {"parameters": "parameters: {n: {title: N, values: [{value: 3, reference: r}]}}"},
        ["parameters.yaml:1:37 CSE201 `since` is missing in an entry of `values`"],
    ),
    "freshness-that-is-no-parameter": (
        {"ruleset": HEAD.replace("$fresh", "6 weeks")},
        ["ruleset.yaml:9:41 CSE216 `fresh_for` is a parameter (write `$name` and define it in parameters.yaml)"],
    ),
    "detail-that-is-no-text": (
        {"vocabulary": "details: [{detail: 5, ask: a, of: b}, {ask: a, of: b}]"},
        [
            "vocabulary.yaml:1:20 CSE211 `detail` names a field as `type.field`, not a number",
            "vocabulary.yaml:1:39 CSE201 `detail` is missing in an entry of `details`",
        ],
    ),
    "topics-that-are-text": (
        {"vocabulary": "topics: {home: at home}\ndetails: x"},
        [
            "vocabulary.yaml:1:16 CSE209 `home` must be a group of keys, not text (write `{key: value}`, or each key on a line of its own)",
            "vocabulary.yaml:2:10 CSE207 `details` must be a list, not text (start each entry with `-`)",
        ],
    ),
    "phrase-twice": (
        {
            "language": "phrases:\n"
            "  - {phrase: a choice, problem: p, instead: i, source: {d: e}}\n"
            "  - {phrase: A choice., problem: p, instead: i, source: {d: e}}\n"
        },
        ["language.yaml:3:5 CSE012 the same phrase twice (put its other forms under `forms`)"],
    ),
    "phrase-without-words": (
        {"language": "phrases: [{problem: p, instead: i, source: {d: e}}]"},
        ["language.yaml:1:11 CSE201 `phrase` is missing in an entry of `phrases`"],
    ),
    "guarantee-of-nothing": (
        {"guarantees": "guarantees: [{name: n}]"},
        ["guarantees.yaml:1:14 CSE221 a guarantee is `given` and `then`, or `monotone`, or `independent_of`"],
    ),
    "guarantee-that-promises-nothing": (
        {"guarantees": "guarantees: [{name: n, given: {raised: a}, then: {}}]"},
        ["guarantees.yaml:1:50 CSE221 `then` promises an `act` or a `level`"],
    ),
    "guarantee-independent-of-no-field": (
        {"guarantees": "guarantees: [{name: n, independent_of: gender}]"},
        ["guarantees.yaml:1:40 CSE221 `independent_of` lists fields as `type.field` (did you mean `child.gender`?)"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_cannot_be_read_elsewhere_is_refused_in_its_place(write: Write, name: str) -> None:
    files, expected = ELSEWHERE[name]
    assert problems(write(**files)) == expected
