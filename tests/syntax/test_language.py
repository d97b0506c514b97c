"""`language.yaml`: forms that can be read, lists that are taken over, and what is said where they cannot be."""

from pathlib import Path

import pytest

from cse_rules.assess import load_ruleset
from cse_rules.errors import RulesetError
from cse_rules.language import Finder
from cse_rules.syntax.language import read_list
from cse_rules.syntax.rulesets import folders_of, read_ruleset
from tests.support.small import texts, write

ENTRY = "phrase: a choice, problem: p, instead: i, source: {s: p}"
HEAD = 'list: ours\ntitle: Ours\nsources: {s: {title: A source, date: "2020"}}\n'


def a_list(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "language.yaml").write_text(text, encoding="utf-8")
    return folder


def said(folder: Path, text: str) -> list[str]:
    with pytest.raises(RulesetError) as caught:
        read_list(a_list(folder, text))
    return [
        f"{one.location.line if one.location else 0} {one.code} {one.message} ({one.help})"
        for one in caught.value.diagnostics
    ]


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ("put (a | b", "CSE260 a form that cannot be read: `(` is not closed (close it with `)`)"),
        ("put a)", "CSE260 a form that cannot be read: `)` closes nothing (leave it out, or open it with `(`)"),
        ("a | b", "CSE260 a form that cannot be read: `|` stands between words of `(…)` or `[…]` (write each form on a line of its own)"),
        ("put <slef>", "CSE260 a form that cannot be read: there is no group `<slef>` (did you mean `self`?)"),
        ("put ... ", "CSE260 a form that cannot be read: `...` stands between words (begin and end with a word)"),
        ("put ...12 it", "CSE260 a form that cannot be read: a gap of 12 words (from `...1` to `...9`)"),
        ("put ... ... it", "CSE260 a form that cannot be read: two gaps side by side (write one, such as `...6`)"),
        ("put?", "CSE260 a form that cannot be read: `?` means nothing in a form (what may be left out stands in `[…]`)"),
        ("put.it", "CSE260 a form that cannot be read: `.` means nothing in a form (forms have no full stops and commas; a gap is three dots, `...`)"),
        ("[put]", "CSE260 a form that cannot be read: nothing in it has to be there (write at least one word outside of `[…]`)"),
        ("put () it", "CSE260 a form that cannot be read: there is no word where one is needed (write a word, or leave the sign beside it out)"),
        ("put-in~ it", "CSE260 a form that cannot be read: `put-in~`: `~` stands behind a whole word (all forms of one word, such as `give~`)"),
        ("put ([a] | b)", "CSE260 a form that cannot be read: one of several that says nothing (write `[…]` around what may be left out)"),
        ("* <number>", "CSE261 a form that could be any words at all (at least one word has to be there as it is written, as `risk` in `put~ ... risk`)"),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_read_is_named_with_its_place_and_what_was_expected(
    form: str, message: str, tmp_path: Path
) -> None:
    text = f'{HEAD}groups: {{self: [herself]}}\nphrases:\n  - {{{ENTRY},\n     forms: [fine,\n       "{form}"]}}\n'

    assert said(tmp_path / "a", text) == [f"8 {message}"]


def test_all_that_is_wrong_is_named_at_once(tmp_path: Path) -> None:
    text = f'{HEAD}groups: {{one: ["(a"], two: [<three>], three: [b]}}\nleave_alone: ["x)"]\nphrases:\n  - {{{ENTRY}, near: ["<tow>"]}}\n'

    assert [one.split()[1] for one in said(tmp_path / "a", text)] == ["CSE260"] * 4


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    [message] = said(tmp_path / "a", f"{HEAD}extends: language-eng\n")

    assert message == "4 CSE262 there is no list of phrases `language-eng` (did you mean `language-en`?)"


def test_lists_that_extend_each_other_are_named(tmp_path: Path) -> None:
    a_list(tmp_path / "b", f"{HEAD}extends: ../a\n")

    assert ["CSE263" in one for one in said(tmp_path / "a", f"{HEAD}extends: ../b\n")] == [True]


def test_a_source_that_is_another_one_in_the_list_is_named(tmp_path: Path) -> None:
    text = "list: ours\ntitle: Ours\nextends: language-en\nsources: {kent_toolkit: {title: Mine, where: here}}\n"

    assert ["CSE264" in one for one in said(tmp_path / "a", text)] == [True]


@pytest.fixture
def ruleset(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    return write(folder, texts())


def test_a_ruleset_takes_over_a_list_and_its_own_entries_come_on_top(ruleset: Path) -> None:
    own = "  - {id: streetwise, phrase: street smart, problem: own, source: {book: p}}\n"
    more = 'leave_alone: ["streetwise project"]\n'
    (ruleset / "language.yaml").write_text(f"extends: language-en\n{more}phrases:\n{own}", encoding="utf-8")
    shared, made = read_list("language-en"), read_ruleset(ruleset)
    streetwise = made.phrases["streetwise"]

    assert list(made.phrases) == list(shared.phrases)
    assert (streetwise.problem, streetwise.instead) == ("own", shared.phrases["streetwise"].instead)
    assert streetwise.forms == ("street smart", *shared.phrases["streetwise"].forms)
    assert set(shared.sources) - set(made.sources) == set()
    found = Finder(made.phrases).find("He is streetwise. The streetwise project met.")
    assert [one.begin for one in found] == [6]


def test_an_entry_can_keep_none_of_the_forms_of_the_list(ruleset: Path) -> None:
    own = "  - {id: streetwise, phrase: street smart, forms: []}\n"
    (ruleset / "language.yaml").write_text(f"extends: language-en\nphrases:\n{own}", encoding="utf-8")

    assert read_ruleset(ruleset).phrases["streetwise"].forms == ("street smart",)


def test_the_content_hash_and_what_is_kept_on_disk_cover_the_list(
    ruleset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CSE_RULES_CACHE", str(tmp_path / "shelf"))
    ours = a_list(tmp_path / "ours", f"{HEAD}phrases:\n  - {{{ENTRY}}}\n")
    (ruleset / "language.yaml").write_text("extends: ../ours\n", encoding="utf-8")
    first = load_ruleset(ruleset).ruleset
    a_list(ours, f"{HEAD}phrases:\n  - {{{ENTRY}, forms: [choices]}}\n")
    second = load_ruleset(ruleset).ruleset

    assert [one.phrases["a-choice"].forms for one in (first, second)] == [("a choice",), ("a choice", "choices")]
    assert first.content_hash != second.content_hash
    assert folders_of(ruleset)[-1].resolve() == ours.resolve()
    assert load_ruleset(ruleset).ruleset.phrases == second.phrases


def test_a_pack_has_the_list_of_its_base_and_may_take_it_over_again(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    head = 'ruleset: local\nextends: {ruleset: darlington}\ntitle: Local\nedition: "1"\nstatus: draft\n'
    (pack / "ruleset.yaml").write_text(head, encoding="utf-8")
    base = (
        read_ruleset(Path("rulesets") / "darlington")
        if Path("rulesets").is_dir()
        else load_ruleset("darlington").ruleset
    )

    assert read_ruleset(pack).phrases == base.phrases
    own = "phrases:\n  - {phrase: bad company, problem: p, instead: i, source: {deck: p}}\n"
    (pack / "language.yaml").write_text(f"extends: language-en\n{own}", encoding="utf-8")
    made = read_ruleset(pack)
    assert set(made.phrases) == {*base.phrases, "bad-company"}
    assert made.phrases["streetwise"] == base.phrases["streetwise"]


def test_words_that_name_harm_are_added_to_those_of_the_list(tmp_path: Path) -> None:
    harm = "names_harm: {forms: [was hurt], source: {s: p}}\n"
    theirs = a_list(tmp_path / "theirs", HEAD + harm)
    ours = "list: more\ntitle: More\nextends: ../theirs\nsources: {t: {title: Another}}\n"
    ours += "names_harm: {forms: [was burnt], leave_alone: [was burnt toast], source: {t: p}}\n"
    found = read_list(a_list(tmp_path / "ours", ours))
    assert read_list(theirs).phrases.harm is not None
    assert found.phrases.harm is not None
    assert found.phrases.harm.forms == ("was hurt", "was burnt")
    assert [one.phrase for one in Finder(found.phrases.of_harm).find("He was hurt. It was burnt toast.")] == [
        "names-harm"
    ]
    assert list(found.phrases) == []


def test_what_is_wrong_in_words_that_name_harm_is_named(tmp_path: Path) -> None:
    text = HEAD + "names_harm: {forms: [was <hurt>], sorce: {s: p}}\n"
    assert said(tmp_path / "a", text) == [
        "4 CSE201 `source` is missing in `names_harm` (None)",
        "4 CSE260 a form that cannot be read: there is no group `<hurt>` (define it under `groups`, or leave out `<` and `>`)",
        "4 CSE208 unknown key `sorce` in `names_harm` (did you mean `source`?)",
    ]
