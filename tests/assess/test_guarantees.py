import pytest

from tests.support.small import assessed, case, rule

RAPE = "{some: disclosure, where: {of: rape}}"
POLICE = f"- {{name: always police, given: {RAPE}, then: {{act: {{contact: police, by: immediately}}}}}}\n"
POLICE_SOME_TIME = f"- {{name: police, given: {RAPE}, then: {{act: {{contact: police}}}}}}\n"
HIGHEST = f"- {{name: always high, given: {RAPE}, then: {{level: high}}}}\n"
ABOUT_ALL_CASES = (
    "- {name: monotone, monotone: established}\n- {name: nothing of gender, independent_of: [child.gender]}\n"
)

NOW = rule("now", RAPE, "act: {contact: police, by: immediately, do: c}")
SOON = rule("soon", RAPE, "act: {contact: police, by: {time: $week}, do: c}")
ELSEWHERE = rule("elsewhere", RAPE, "act: {contact: school, by: immediately, do: c}")
HIGH = rule("high", RAPE, "level: high")
MEDIUM = rule("medium", RAPE, "level: medium")
TOLD = "disclosure: {id: d1, of: rape}"


@pytest.mark.parametrize(
    ("guarantee", "rules", "facts", "broken"),
    [
        (POLICE, (NOW,), (TOLD,), ()),
        (POLICE, (SOON,), (TOLD,), ("always police",)),
        (POLICE, (ELSEWHERE,), (TOLD,), ("always police",)),
        (POLICE, (HIGH,), (TOLD,), ("always police",)),
        (POLICE, (HIGH,), (), ()),
        (POLICE, (HIGH,), ("disclosure: {id: d1}",), ()),
        (POLICE_SOME_TIME, (SOON,), (TOLD,), ()),
        (HIGHEST, (HIGH,), (TOLD,), ()),
        (HIGHEST, (MEDIUM,), (TOLD,), ("always high",)),
        (HIGHEST, (MEDIUM,), (TOLD, "judgement: {reason: r, level: high}"), ("always high",)),
        (POLICE + HIGHEST, (MEDIUM,), (TOLD,), ("always police", "always high")),
        (ABOUT_ALL_CASES, (MEDIUM,), (TOLD,), ()),
    ],
)
def test_a_guarantee_that_an_assessment_does_not_keep_is_an_error(
    guarantee: str, rules: tuple[str, ...], facts: tuple[str, ...], broken: tuple[str, ...]
) -> None:
    assert (
        tuple(f"the guarantee “{name}” is not kept" for name in broken)
        == assessed(case(*facts), *rules, guarantees=guarantee).errors
    )


def test_a_guarantee_may_rest_on_an_indicator() -> None:
    raised = rule("told", RAPE, "raise: {indicator: told, kind: harm, band: high, theme: life}")
    promise = "- {name: told is high, given: {raised: [told]}, then: {level: high}}\n"

    assert assessed(case(TOLD), raised, guarantees=promise).errors == ("the guarantee “told is high” is not kept",)
    assert assessed(case(TOLD), raised, HIGH, guarantees=promise).errors == ()
