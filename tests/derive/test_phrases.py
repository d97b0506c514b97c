import pytest

from cse_rules.derive.phrases import names_harm, phrases_in
from cse_rules.facts import Statement
from cse_rules.rules.language import Phrases
from cse_rules.rules.ruleset import Phrase
from cse_rules.syntax.language import read_list

PHRASES = {
    name: Phrase(id=name, forms=forms, problem="blames", instead="say who harms", source=(("book", "p"),))
    for name, forms in {
        "risk": ("putting herself at risk", "puts herself at risk"),
        "choice": ("child's choice",),
        "risky": ("risk",),
    }.items()
}


def found(text: str | None, by: str | None = "social_worker") -> tuple[str, ...] | None:
    return phrases_in(Statement(by=by, text=text), PHRASES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She is putting herself at risk.", ("risk",)),
        ("PUTS HERSELF AT RISK", ("risk",)),
        ("puts  herself\nat risk", ("risk",)),
        ("A risk, and she puts herself at risk", ("risk", "risky")),
        ("She puts herself at riskier places", ()),
        ("an asterisk", ()),
        ("risk-taking", ("risky",)),
        ("It was the child's choice", ("choice",)),
        ("It was the child\u2019s choice", ("choice",)),
        ("grandchild's choice", ()),
        ("Nothing of the kind", ()),
        ("", ()),
    ],
)
def test_a_phrase_is_found_as_whole_words_in_any_case_and_spacing(text: str, expected: tuple[str, ...]) -> None:
    assert expected == found(text)


@pytest.mark.parametrize(
    "text",
    [
        'She said: "I was putting myself at risk, it is the child\'s choice".',
        "She said \u201cit is a risk\u201d.",
        "She said \u2018it is a risk\u2019.",
    ],
)
def test_quoted_words_are_left_alone(text: str) -> None:
    assert found(text) == ()


def test_words_around_a_quotation_are_looked_at() -> None:
    assert found('A risk, and "the child\'s choice" she said') == ("risky",)


def test_a_quotation_mark_that_is_never_closed_hides_nothing() -> None:
    assert found('12" of snow is a risk') == ("risky",)


@pytest.mark.parametrize("by", ["child", "parent", "carer", "friend", "anonymous", "other"])
def test_the_words_of_anybody_who_is_not_a_professional_are_left_alone(by: str) -> None:
    assert found("I put it down as a risk", by) == ()


@pytest.mark.parametrize(("text", "expected"), [("a risk", None), ("nothing", ())])
def test_whose_words_they_are_matters_only_where_a_phrase_is_found(text: str, expected: object) -> None:
    assert expected == found(text, by=None)


def test_words_that_are_not_recorded_are_not_known() -> None:
    assert [found(None), found(None, by=None), found(None, by="child")] == [None, None, ()]


# --- words that name harm ---------------------------------------------------------------------------------------

LIST = read_list("language-en").phrases


@pytest.mark.parametrize(
    "text",
    [
        "She says she was raped at the flat.",
        "He was sexually assaulted by two men.",
        'The child said "he raped me".',
        "In his words: \u201cthey forced me into having sex\u201d.",
        "She was pressured into sending pictures.",
        "They were groomed online\nby a man.",
        "He has been trafficked.",
        "There is no evidence. She was raped.",
        "There is no doubt that she was raped.",
        "She never told anyone that she was raped until today.",
        "She was abused by her uncle.",
        "She has been exploited.",
        "He touched her breasts.",
        "A woman touched his penis.",
        "Two men had sex with her while she was drunk.",
        "He made her sleep with his friends.",
        "She made him sleep with her friends.",
        "Nothing was done after she was raped.",
        "Not only was she raped, she was blamed.",
        "She was left without support after she was raped.",
        "No one believed that she was raped.",
        "Nobody knew she was raped.",
        "She was not believed when she was raped.",
        "She denied drinking, and said she was raped.",
        "He has been abused.",
        "Her stepfather has been abusing her.",
        "They had sex with him when he was asleep.",
        "She was abused.",
        "They are being exploited.",
        "He said 'she was raped' to mum.",
        "She did not deny it. She was raped.",
        "She was never asked whether anybody hurt her; she was raped.",
        "He exploited her.",
        "They were exploited by older men.",
        "She couldn't stop him and was raped.",
        "He put his hand on her and touched the girl's bottom.",
    ],
)
@pytest.mark.parametrize("by", ["child", "parent", "social_worker", None])
def test_words_name_harm_whosever_they_are_and_in_quotation_marks_too(text: str, by: str | None) -> None:
    assert names_harm(Statement(by=by, text=text), LIST) is True


@pytest.mark.parametrize(
    "text",
    [
        "No sexual assault was disclosed.",
        "She denied that she had been raped.",
        "The training on sexual exploitation was held on Monday.",
        "A field of oilseed rape.",
        "The sexual violence team was told.",
        "She abused alcohol.",
        "He exploited a loophole.",
        "She had sex with her husband.",
        "The loophole was exploited.",
        "Alcohol was abused.",
        "The training on sexual exploitation was held.",
        "She was not raped.",
        "She wasn't raped.",
        "She has not been sexually abused.",
        "He hasn’t been exploited.",
        "There is no evidence that she was raped.",
        "There is no evidence of sexual exploitation.",
        "She denies being raped.",
        "She denied ever having been sexually abused.",
        "Nothing to suggest that she has been exploited.",
        "She does not think that she was raped.",
        "It is not known whether she was raped.",
        "No concerns about sexual exploitation.",
        "They ruled out rape.",
        "He is not thought to have been trafficked.",
        "The man denied raping her.",
        "He touched her shoulder.",
        "He made her sleep with the door open.",
        "Staff were verbally abused.",
        "He was drunk and the data was exploited.",
        "No one has raped her.",
        "Noise made her sleep badly.",
        "Sexual abuse was ruled out.",
        "Attendance is low.",
        "",
    ],
)
def test_a_denial_a_course_a_plant_and_an_adults_own_life_name_none(text: str) -> None:
    assert names_harm(Statement(by="social_worker", text=text), LIST) is False


def test_words_that_nobody_has_name_nobody_knows_what() -> None:
    assert names_harm(Statement(by="social_worker"), LIST) is None
    assert names_harm(Statement(by="social_worker", text="She was raped."), Phrases()) is False


def test_words_that_name_harm_are_no_words_that_blame() -> None:
    assert phrases_in(Statement(by="social_worker", text="She was raped."), LIST) == ()
