"""One layout, nothing said otherwise, no comment lost."""

import re
from collections import Counter
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_rules import RulesetError, shipped_rulesets
from cse_rules.assess.rulesets import ruleset_folder
from cse_rules.rules import Ruleset
from cse_rules.syntax.formatting import format_text
from cse_rules.syntax.formatting.layout import laid_out
from cse_rules.syntax.formatting.orders import Form
from cse_rules.syntax.formatting.tree import Group, Scalar, read_tree
from cse_rules.syntax.nodes import read_text
from cse_rules.syntax.printer import print_ruleset
from cse_rules.workbench.schemas import schema_of
from tests.support.written import rulesets

OWN = ("ruleset", "parameters", "vocabulary", "guarantees", "language")


def form(text: str, kind: str = "rules") -> str:
    made = format_text(dedent(text), file="a.yaml", kind=kind)
    assert format_text(made, file="a.yaml", kind=kind) == made
    return made


def same(before: str, after: str, kind: str = "rules") -> None:
    assert form(before, kind) == dedent(after)


def test_keys_come_in_the_order_of_the_language_and_bring_their_comments() -> None:
    same(
        """
        # About this file.

        -   title: A   # behind the title
            # about the source,
            # in two lines
            source: {deck: p}
            rule:  a
            level: high
            when:
                some: sighting
                where: { place:   hotel }
        - rule: b
          title: B
          source: {deck: p}
          when: {some: sighting}
          # at the end of b
        # about c
        - rule: c
        # at the end
        """,
        """\
        # About this file.

        - rule: a
          title: A  # behind the title
          # about the source,
          # in two lines
          source: {deck: p}
          when: {some: sighting, where: {place: hotel}}
          level: high

        - rule: b
          title: B
          source: {deck: p}
          when: {some: sighting}
          # at the end of b

        # about c
        - rule: c
        # at the end
        """,
    )


def test_a_key_that_is_not_known_stays_behind_the_one_before_it() -> None:
    same("- {title: A, mine: x, rule: a}\n", "- {rule: a, title: A, mine: x}\n")


def test_what_is_in_brackets_is_broken_where_the_line_is_too_long() -> None:
    say = "x" * 100
    same(
        f"""\
        - rule: a
          act: {{say: {say}, contact: police, by: {{time: $t, after: e.to}}}}
        """,
        f"""\
        - rule: a
          act:
            contact: police
            by: {{time: $t, after: e.to}}
            say: {say}
        """,
    )


def test_rows_of_a_table_stay_rows_and_words_are_wrapped() -> None:
    long = ", ".join(f"word-{number}" for number in range(10, 30))
    same(
        f"""\
        - rule: "{{code}}"
          each:
            - {{code: a, title: {"x" * 120}}}
          when: {{raised: [{long}]}}
        """,
        f"""\
        - rule: "{{code}}"
          each:
            - {{code: a, title: {"x" * 120}}}
          when:
            raised:
              [
                word-10, word-11, word-12, word-13, word-14, word-15, word-16, word-17, word-18, word-19, word-20, word-21,
                word-22, word-23, word-24, word-25, word-26, word-27, word-28, word-29,
              ]
        """,
    )


def test_entries_with_names_of_their_own_are_rows_as_well() -> None:
    title = "x" * 120
    form_ = f"""\
        observations:
          a: {{title: {title}, topic: t, theme: t}}
          b:
            title: B
            topic: t
            theme: t
        """
    same(form_, form_, "vocabulary")


def test_a_pack_says_first_what_it_extends() -> None:
    same(
        """\
        switch_off: {b: why}
        ruleset: a
        title: A
        override:
          directory:
            school: {because: us, title: School}
        extends: {edition: "1", ruleset: ../base}
        """,
        """\
        ruleset: a
        extends: {ruleset: ../base, edition: "1"}
        title: A
        override:
          directory:
            school: {title: School, because: us}
        switch_off: {b: why}
        """,
        "ruleset",
    )


def test_what_fits_is_put_on_one_line_and_lists_of_conditions_are_left() -> None:
    same(
        """\
        - rule: a
          when:
            any:
                - {some: sighting}
                - some: vehicle
          raise:
            theme: t
            indicator: a
            kind: risk
          ask: {say: "A?", of: [
             police,
             school
          ]}
        """,
        """\
        - rule: a
          when:
            any:
              - {some: sighting}
              - some: vehicle
          raise: {indicator: a, kind: risk, theme: t}
          ask: {say: "A?", of: [police, school]}
        """,
    )


def test_a_comment_keeps_what_is_in_brackets_from_being_put_on_one_line() -> None:
    same(
        """\
        - rule: a
          ask: {say: "A?", of: [  # whom
             police,  # because
             # and
             school
             # or
          ]}
        """,
        """\
        - rule: a
          ask:
            say: "A?"
            of:  # whom
              - police  # because
              # and
              - school
              # or
        """,
    )


def test_text_keeps_its_lines_and_its_marks() -> None:
    same(
        """\
        title:   'plain enough'
        edition: '1'
        preface: >-    # folded
            one
            two

              deeper
        statement: over
          several
          lines   # behind
        note: 'it''s "so"'
        a: ''
        b:
        c: "a
          b"
        d: {}
        e: [ ]
        f: {x: , y: ~}
        """,
        """\
        title: "plain enough"
        edition: "1"
        preface: >-  # folded
          one
          two

            deeper
        statement: over
          several
          lines  # behind
        note: 'it''s "so"'
        a: ""
        b:
        c: "a b"
        d: {}
        e: []
        f: {x: null, y: ~}
        """,
        "ruleset",
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: |+\n  x\n\n", 'a: "x\\n\\n"\n'),
        ("a: |2\n   x\n", 'a: " x\\n"\n'),
        ("a: >\n\n", 'a: ""\n'),
        ("? a\n: b\n", "a: b\n"),
        ("---\na: b\n...\n", "a: b\n"),
        ("# x\n---\n# y\na: b\n", "# x\n# y\na: b\n"),
        ("a:\r\n  - b\r\n", "a:\n  - b\n"),
        ("a:\n- b\n# c\n- d\n# about e\ne: f\n", "a:\n  - b\n  # c\n  - d\n# about e\ne: f\n"),
        ("- - a\n  - b\n", "- - a\n  - b\n"),
        ("-\n  # c\n  a: b\n", "# c\n- a: b\n"),
        ("- # c\n  a: b\n", "# c\n- a: b\n"),
        ("{a: b,\n c: d}  # x\n", "a: b\nc: d  # x\n"),
        ("# x\na\n", "# x\na\n"),
        ("[]\n# x\n", "[]\n# x\n"),
        ("a: {\n  # x\n}\n", "# x\na: {}\n"),
        ("a:\n  # x\n  b\n", "# x\na: b\n"),
        ("a:\n  b: c\n  # deep\n# flat\nd: e\n", "a:\n  b: c\n  # deep\n# flat\nd: e\n"),
        ("\n\na: b\n\n\n\nc: d\n\n\n", "a: b\n\nc: d\n"),
        ("a: b  #c\n", "a: b  #c\n"),
        ("a: b#c\n", "a: b#c\n"),
        ('a: "x # y"\n', 'a: "x # y"\n'),
        ("a\n", "a\n"),
        ('"a b": c\n', '"a b": c\n'),
        ("a: 'x\\y'\n", "a: 'x\\y'\n"),
        ("a: [b, {c: d}]\n", "a: [b, {c: d}]\n"),
        ("- {a: -1, b: x?}\n", "- {a: -1, b: x?}\n"),
    ],
)
def test_what_files_hold_is_laid_out_like_this(before: str, after: str) -> None:
    assert form(before, "anything") == after


def test_what_cannot_be_read_is_not_formatted() -> None:
    with pytest.raises(RulesetError, match="an anchor"):
        form("a: &x b\n")
    with pytest.raises(RulesetError, match="CSE005"):
        form("a: [\n")


# --- what always holds ----------------------------------------------------------------------------------------


def plain(text: str) -> object:
    root, problems = read_text(text, file="a.yaml", quote=False)
    return None if root is None or problems else root.plain()


@st.composite
def written_by_hand(draw: st.DrawFn) -> tuple[str, str]:
    """A file of a generated ruleset: some of it in brackets, with comments, blank lines and spaces; and what it is."""
    files = print_ruleset(draw(rulesets()))
    file = draw(st.sampled_from(sorted(files)))
    tree = read_tree(files[file])
    _into_brackets(draw, tree.root)
    text = laid_out(tree, Form())
    meant = plain(text)
    assert meant == plain(files[file]), (text, files[file])
    for _ in range(draw(st.integers(0, 6))):
        lines = text.split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["above", "behind", "blank", "spaces"])):
            case "above":
                comment = f"# {draw(st.sampled_from(['x', 'a: b', '- [', 'its']))}"
                lines.insert(at, " " * draw(st.integers(0, 8)) + comment)
            case "behind":
                lines[at] += " " * draw(st.integers(1, 3)) + "# y"
            case "blank":
                lines[at:at] = [""] * draw(st.integers(1, 3))
            case _:
                lines[at] = lines[at].replace(": ", ":   ", 1).replace(", ", " ,  ")
        changed = "\n".join(lines)
        if plain(changed) == meant:  # an edit inside a text would change it
            text = changed
    kind = file.removesuffix(".yaml")
    return text, kind if kind in OWN else "rules"


def _into_brackets(draw: st.DrawFn, value: Scalar | Group) -> None:
    if isinstance(value, Group):
        value.flow = draw(st.integers(0, 3)) == 0
        for item in value.items:
            _into_brackets(draw, item.value)


@given(written_by_hand())
def test_formatting_changes_no_meaning_loses_no_comment_and_is_done_once(written: tuple[str, str]) -> None:
    text, kind = written
    once = format_text(text, file="a.yaml", kind=kind)
    assert format_text(once, file="a.yaml", kind=kind) == once
    assert plain(once) == plain(text)
    assert Counter(read_tree(once).comments) == Counter(read_tree(text).comments)
    assert all(line == line.rstrip() for line in once.split("\n"))


@given(rulesets())
def test_every_printed_ruleset_can_be_formatted(ruleset: Ruleset) -> None:
    for file, text in print_ruleset(ruleset).items():
        kind = file.removesuffix(".yaml")
        once = format_text(text, file=file, kind=kind if kind in OWN else "rules")
        assert plain(once) == plain(text)


def test_a_comment_behind_a_dash_stays_with_its_entry() -> None:
    same(
        """
        - rule: a
          title: A
        # about b
        - # also about b
          rule: b
          when:
            - # about c
              some: contact
              where: {hidden: true}
            - # about d
              {some: sighting}
        """,
        """\
        - rule: a
          title: A

        # about b
        # also about b
        - rule: b
          when:
            # about c
            - some: contact
              where: {hidden: true}
            # about d
            - {some: sighting}
        """,
    )


SHIPPED = sorted(path for folder in shipped_rulesets() for path in ruleset_folder(folder).glob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_it_does_so_at_every_dash_of_the_shipped_rulesets(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    dashes = [number for number, line in enumerate(lines) if re.match(r" *- ", line)]
    for number in dashes[:: max(1, len(dashes) // 5)]:
        indent, entry = lines[number].split("- ", 1)
        before, after = lines[:number], lines[number + 1 :]
        put = "".join([*before, f"{indent}- # here\n{indent}  {entry}", *after])
        assert format_text(put, file=str(path), kind=schema_of(path.name)) == "".join(
            [*before, f"{indent}# here\n", lines[number], *after]
        )
