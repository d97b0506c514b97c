import attrs
import pytest

from cse_rules.check import CheckedRuleset
from cse_rules.facts import (
    FACTS,
    ActionTaken,
    Assessment,
    Case,
    Child,
    Contact,
    Decision,
    Disclosure,
    Enquiry,
    Fact,
    Judgement,
    KnownBy,
    LinkedChild,
    Many,
    MissingEpisode,
    Observation,
    OnlineAccount,
    Person,
    Possession,
    Premises,
    Range,
    Referral,
    ReturnInterview,
    Sighting,
    Statement,
    Status,
    Vehicle,
    When,
    Withdrawal,
    documented,
)  # fmt: skip
from cse_rules.render.names import clean
from cse_rules.render.phrases import PHRASES
from cse_rules.render.words import Words

DAY = When.parse("2017-02-01")
PEOPLE = (
    Person(id="driver", described_as="older", gender="male", description="a scar"),
    Person(id="friend", age=16),
    Person(id="uncle", age_is_at_least=30),
    Person(id="nobody"),
)


@pytest.fixture
def words(darlington: CheckedRuleset) -> Words:
    return Words(Case(records=PEOPLE), darlington.ruleset)


def told(fact: Fact) -> Fact:
    return attrs.evolve(fact, id=fact.id or "f")


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (
            Sighting(place="hotel", with_=Many(("driver",)), while_missing=True, times=Range(2, None)),
            "sighting at a hotel, with driver (described as older), while missing, on 2 or more occasions",
        ),
        (
            Sighting(place="vehicle", with_=Many(("friend", "uncle"), others_unknown=True), vehicle="car", date=DAY),
            ("sighting in or at a vehicle (vehicle car), with friend (aged 16), uncle (aged 30 or over) and others not "
            "known, on 2017-02-01"),
        ),
        (Sighting(while_missing=False), "sighting, while not missing"),
        (
            PEOPLE[0],
            "person driver (described as older)",
        ),
        (
            Person(id="p", relationship="said_to_be_partner", of_concern=True, household="childs_home"),
            ("person p, said by others to be close to the child, lives in the child's home, thought to pose a risk to "
            "children"),
        ),
        (
            MissingEpisode(from_=DAY, to=When.parse("2017-02-03"), stayed_overnight=True),
            "missing, from 2017-02-01, returned on 2017-02-03, away overnight",
        ),
        (MissingEpisode(ended=False, times=Range(2, 3)), "missing, on 2 to 3 occasions, not yet returned"),
        (
            MissingEpisode(kind="away", ended=True),
            "away from placement without authorisation, has returned",
        ),
        (ReturnInterview(of="m1", outcome="refused", date=DAY), "return interview offered and refused, about the episode m1, on 2017-02-01"),
        (
            Vehicle(id="car", registration="NK51ABC", registration_held="partial", held_by="teacher", colour="blue"),
            "vehicle car, blue, part of the registration is held by a teacher",
        ),
        (Premises(id="flat", type="flat", address="1 Some Street", occupant="friend"), "premises flat, a flat, where friend (aged 16) lives or works"),
        (Possession(item="mobile_phone", explained=False, from_="driver"), "possession: mobile phone, from driver (described as older), not accounted for"),
        (Contact(with_=Many(("nobody",)), means="online", hidden=True), "contact, with nobody, online, kept secret"),
        (Contact(account="acc", means="message"), "contact, by message, through online account acc"),
        (OnlineAccount(id="acc", platform="Chatter", handle="b_99", used_by="driver"), "online account acc, used by driver (described as older)"),
        (
            Observation(code="self_harm", known_by=KnownBy(how="told_by_other", may_be_named=False)),
            "Self-harm; told by somebody else; the source may not be named",
        ),
        (
            Disclosure(of="rape", by=Many(("driver",)), place="flat", premises="f1", about=When.about("2017-01"), told_to="teacher"),
            ("the child told of rape, by driver (described as older), at a flat (premises f1), happened between "
            "2017-01-01 and 2017-01-31, told to a teacher"),
        ),
        (
            Disclosure(of="sexual_activity", by=Many(("friend",)), child_age_then=12, date=DAY),
            "the child told of sexual activity, naming friend (aged 16), the child was 12 then, told on 2017-02-01",
        ),
        (Withdrawal(of="d1"), "the child took back a disclosure, d1"),
        (
            Observation(code="self_harm", known_by=KnownBy(how="told_by_other", who="the aunt"), status=Status.SUSPECTED),
            "Self-harm; told by somebody else; suspected",
        ),
        (Statement(by="social_worker", text="the words", date=DAY), "statement by a social worker (words not repeated here), on 2017-02-01"),
        (Referral(by="parent", to="police", about="home", times=Range(3, 3)), "referral by a parent to Police, about Home and family, on 3 occasions"),
        (
            Decision(by="cap", outcome="no_further_action", signed_off_by="manager", reason="because"),
            "decision by Children's Access Point (CAP): no further action, signed off by a manager",
        ),
        (ActionTaken(contact="police", for_="d1", date=DAY), "Police contacted, or acted, for d1, on 2017-02-01"),
        (Assessment(level="high", ruleset="darlington"), "earlier assessment: level high, ruleset darlington"),
        (Judgement(level="high", reason="because", by="manager"), "judgement by a manager, at least: High level of concern about the situation"),
        (LinkedChild(id="c2", relationship="friend", may_be=Many(("at_risk",))), "another child, c2 (friend), may be at risk"),
        (
            Enquiry(topic="home", of="police", answer="nothing_known", recorded=DAY, same_event_as="e0"),
            "Police asked about “Home and family”: nothing known; recorded on 2017-02-01; the same event as e0",
        ),
    ],
)  # fmt: skip
def test_a_fact_is_told_in_plain_words_and_without_what_is_sensitive(words: Words, fact: Fact, said: str) -> None:
    assert said == words.say(told(fact))


def test_every_standard_fact_type_has_a_phrase_of_its_own() -> None:
    assert {kind.name for kind in FACTS.fact_types} == set(PHRASES)


def test_a_fact_about_which_nothing_is_known_can_be_told(words: Words) -> None:
    required = {"id": "x", "reason": "r", "code": "self_harm", "topic": "home", "of": "police"}
    for kind in FACTS.fact_types:
        given = {name: required[name] for name, spec in kind.fields.items() if spec.required}
        assert words.say(kind.cls(**{**given, "id": "x"}))


@attrs.frozen(kw_only=True)
class Tattoo(Fact):
    type_name = "tattoo"

    place: str | None = documented("where", default=None)
    secret: str | None = documented("what", default=None, sensitive=True)
    covered: bool | None = documented("whether", default=None)


def test_a_type_of_somebodys_own_is_told_field_by_field(words: Words) -> None:
    fact = Tattoo(id="t", place="left_arm", secret="a name", covered=False)
    assert words.say(fact) == "tattoo: place left arm, covered no"
    assert words.say(Tattoo(id="t")) == "tattoo"


def test_the_child_is_told_without_gender_ethnicity_and_birthday(darlington: CheckedRuleset) -> None:
    child = Child(born=DAY, gender="female", ethnicity="some", learning_disability=True, looked_after=False)
    assert Words(Case(child=child), darlington.ruleset).fact("child") == (
        "the child, date of birth held, learning disability, not looked after"
    )


def test_an_id_is_shown_only_if_somebody_gave_it(darlington: CheckedRuleset) -> None:
    case = Case(records=(Observation(code="self_harm"), Observation(code="weight_gain", id="w")))
    words = Words(case, darlington.ruleset)
    assert {words.told(name) for name in case.by_id} == {"Self-harm", "[w] Weight gain"}


def test_nothing_steers_the_terminal() -> None:
    assert clean("a\x1b[31mb\u202ec\u2028d\ne") == "a [31mb c d e"
