"""What no report may hold, over generated cases: text of sensitive fields, comfort, and blame."""

import re
from datetime import date, timedelta
from typing import Any

import attrs

from cse_rules.assess import Assessment, assess, explain, load_ruleset
from cse_rules.assess.session import history
from cse_rules.derive.phrases import phrases_in
from cse_rules.facts import Case, KnownBy, Statement, When
from cse_rules.facts.kinds import Code, Date, Text, fields_of
from cse_rules.facts.types import Child, Fact
from cse_rules.render import assessment_to_dict, render_explanation, render_json, render_text
from cse_rules.render.cards import cards, facts_as_yaml, read_feedback, render_cards
from cse_rules.render.history import history_sections, history_to_dict
from cse_rules.render.signs import KINDS
from cse_rules.render.text import print_sections
from tests.support.answering import at_the_end, everything_accepted
from tests.support.cases import MARK, Words
from tests.support.cases import cases as drawn
from tests.support.premises import Premise, theorem

CHECKED = load_ruleset("darlington")
CASES = drawn(Words(CHECKED), most=6)
LEAK = "zqleak"
BORN = date(2003, 3, 13)


def secret(fact: Any) -> dict[str, Any]:
    """A value that can be recognised for each sensitive field, and none that looks like one for the others."""
    values: dict[str, Any] = {}
    for spec in fields_of(type(fact)).values():
        match spec.kind:
            case Text() if spec.sensitive:
                values[spec.attribute] = f"{LEAK} {MARK}"
            case Code() if spec.sensitive:
                values[spec.attribute] = "non_binary"
            case Date() if spec.sensitive:
                values[spec.attribute] = When.day(BORN)
            case Text() if MARK in str(getattr(fact, spec.attribute)):
                values[spec.attribute] = "plain"
    return values


def with_secrets(case: Case) -> Case:
    """The case with every sensitive field filled in."""
    records: list[Fact] = []
    for fact in case.records:
        how = fact.known_by.how if fact.known_by else None
        records.append(attrs.evolve(fact, **{**secret(fact), "known_by": KnownBy(how=how, who=f"{LEAK} {MARK}")}))
    child = attrs.evolve(Child(learning_disability=case.child.learning_disability), **secret(case.child))
    return attrs.evolve(case, records=records, child=child)


def cards_and_feedback(found: Assessment) -> tuple[str, str]:
    """The cards without the marks of Markdown and the addresses of other people's pages, and the facts of feedback."""
    facts = read_feedback(everything_accepted(cards(found), at_the_end(found)), found)
    return re.sub('"url": "[^"]*"', "", render_cards(found).replace("\\\\", "")), facts_as_yaml(facts)


def everything(found: Assessment) -> str:
    """All that can be printed of an assessment, explanations included, on one line and without capitals."""
    rules = [one.rule.id for one in found.findings if one.evidence or one.leads][:1]
    printed = [render_text(found), render_json(found), *cards_and_feedback(found)]
    printed += [render_explanation(explain(found.case, CHECKED, rule, try_answers=False)) for rule in rules]
    assert found.case.as_of is not None
    days = [found.case.as_of.last_day - timedelta(days=ago) for ago in (0, 30)]
    over_time = history(found.case, CHECKED, days=days)
    printed += [print_sections(history_sections(over_time)), str(history_to_dict(over_time)), repr(over_time)]
    return " ".join("".join(printed).lower().split())


@theorem(CASES, share=0.4, needs=0.9)
def test_text_of_sensitive_fields_never_appears(premise: Premise, case: Case) -> None:
    case = with_secrets(case)
    premise.holds(any(LEAK in str(attrs.asdict(fact)) for fact in case.records))
    printed = everything(assess(case, CHECKED, try_answers=False))
    for one in (LEAK, MARK, "non_binary", "non binary", BORN.isoformat()):
        assert one not in printed


OURS = re.compile(r"\b(safe|no risk|(high|medium|low)[- ]risk child)\b")
_RULE_IDS = sorted((rule.id for rule in CHECKED.rules), key=len, reverse=True)


@theorem(drawn(Words(CHECKED), least=0, most=2), share=0.4, needs=0.3)
def test_no_report_says_that_a_child_is_out_of_danger(premise: Premise, case: Case) -> None:
    found = assess(case, CHECKED, try_answers=False)
    premise.holds(found.level is None or found.level == CHECKED.ruleset.scale[0])
    printed = re.sub("━━ sources .*?━━ about this report", "", everything(found))  # addresses of other people's pages
    for one in _RULE_IDS:
        printed = printed.replace(one, "")
    assert OURS.search(printed) is None


@theorem(CASES, share=0.4, needs=0.9)
def test_our_own_words_hold_no_phrase_of_the_list(premise: Premise, case: Case) -> None:
    found = assess(case, CHECKED, try_answers=False)
    premise.holds(bool(found.indicators or found.questions))
    words = re.sub("━━ sources .*?━━ about this report", "", everything(found))  # addresses, broken over lines
    printed = Statement(by="social_worker", text=words.replace('"', " "))
    assert phrases_in(printed, CHECKED.ruleset.phrases) == ()


@theorem(CASES, share=0.4, needs=0.3)
def test_text_and_json_leave_nothing_out(premise: Premise, case: Case) -> None:
    """Every sign, action and challenge of an assessment stands in both, and every fact in JSON."""
    found = assess(case, CHECKED, try_answers=False)
    premise.holds(bool(found.actions) and bool(found.indicators))
    text = " ".join(re.sub("[┃┏┓┗┛━]", " ", render_text(found)).split())
    plain = assessment_to_dict(found)
    for one in found.indicators:
        assert one.title in text
        assert one.kind in KINDS
    for action in found.actions:
        assert action.say in text
    for challenge in found.challenges:
        assert challenge.say in text
    for question in found.questions:
        assert question.ask in text
    assert {str(fact.id) for fact in case.facts} == set(plain["facts"])
    assert len(found.triggers) == len(plain["triggers"])


@theorem(CASES, share=0.4, needs=0.1)
def test_whatever_acts_now_stands_before_the_level(premise: Premise, case: Case) -> None:
    found = assess(case, CHECKED, try_answers=False)
    text = " ".join(re.sub("[┃┏┓┗┛]", " ", render_text(found)).split())
    level = text.index("━━ Level of concern")
    premise.holds(bool(found.triggers))
    for trigger in found.triggers:
        shown = trigger.rule.title if trigger.possible else trigger.actions[0].say
        assert text.index(shown) < level
