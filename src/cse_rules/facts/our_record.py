"""Our own record: what professionals asked, wrote, decided and did. Silence in it can be a no; see `closed`."""

from typing import Annotated, ClassVar

from annotated_types import Ge, Le
from attrs import frozen

from cse_rules.facts.kinds import Codes, FromRuleset, Ref, documented
from cse_rules.facts.types import (
    ONCE,
    Agency,
    Contact,
    Disclosure,
    Fact,
    LinkedChild,
    MissingEpisode,
    Observation,
    OnlineAccount,
    Person,
    Possession,
    Premises,
    Role,
    Sighting,
    Vehicle,
    Withdrawal,
)
from cse_rules.facts.values import Many, Range, When


@frozen(kw_only=True)
class ReturnInterview(Fact):
    """An independent return interview after a missing episode."""

    type_name: ClassVar[str] = "return_interview"
    closed: ClassVar[bool] = True

    of: Annotated[str, Ref(("missing_episode",))] | None = documented("which episode", default=None)
    outcome: Annotated[str, Codes(("not_offered", "offered", "refused", "held"))] | None = documented(
        "refused says nothing about what happened", default=None
    )
    date: When | None = documented("when", default=None)


@frozen(kw_only=True)
class Statement(Fact):
    """Words that stand in the record."""

    type_name: ClassVar[str] = "statement"
    closed: ClassVar[bool] = True

    by: Role | None = documented("whose words", default=None)
    date: When | None = documented("when", default=None)
    text: str | None = documented("the words", default=None, sensitive=True)


@frozen(kw_only=True)
class Referral(Fact):
    """Somebody asked an agency to act."""

    type_name: ClassVar[str] = "referral"
    closed: ClassVar[bool] = True

    by: Role | None = documented("in what capacity", default=None)
    to: Agency | None = documented("to which agency", default=None)
    about: Annotated[str, FromRuleset("topics")] | None = documented("about which topic", default=None)
    date: When | None = documented("when", default=None)
    times: Range = documented("how many referrals this record stands for", default=ONCE)


@frozen(kw_only=True)
class Decision(Fact):
    """What an agency decided."""

    type_name: ClassVar[str] = "decision"
    closed: ClassVar[bool] = True

    by: Agency | None = documented("which agency", default=None)
    outcome: Annotated[
        str,
        Codes(
            (
                "no_further_action", "closed", "stepped_down", "stepped_up", "early_help", "child_in_need",
                "section_47", "strategy_discussion", "referred_on", "other",
            )
        ),
    ] | None = documented("what was decided", default=None)  # fmt: skip
    to_level: Annotated[str, FromRuleset("scale")] | None = documented("the level stepped to", default=None)
    signed_off_by: Role | None = documented("the second person who agreed", default=None)
    about: Annotated[str, Ref()] | None = documented("the id of the fact it is about", default=None)
    date: When | None = documented("when", default=None)
    grounds: Annotated[
        Many,
        Codes(
            (
                "child_does_not_engage", "family_does_not_engage", "interview_refused", "apparent_consent",
                "age_of_child", "no_disclosure", "disclosure_withdrawn", "no_evidence", "level_low", "improvement",
                "other",
            )
        ),
    ] | None = documented("on what it was said to rest; `others_unknown` for more", default=None)  # fmt: skip
    reason: str | None = documented("in the words of the record", default=None, sensitive=True)


@frozen(kw_only=True)
class ActionTaken(Fact):
    """What was done and recorded."""

    type_name: ClassVar[str] = "action_taken"
    closed: ClassVar[bool] = True

    contact: Agency | None = documented("which agency was contacted or acted", default=None)
    for_: str | None = documented("the id of the fact, or of the rule, that it answers", default=None)
    date: When | None = documented("when", default=None)


@frozen(kw_only=True)
class ChallengeStep(Fact):
    """What was done about a challenge: it was put to somebody, and answered or not."""

    type_name: ClassVar[str] = "challenge_step"
    closed: ClassVar[bool] = True

    of: str | None = documented("the id of the challenge, as reports print it", default=None)
    stage: Annotated[str, FromRuleset("stages")] | None = documented("at which stage", default=None)
    did: Annotated[str, Codes(("raised", "accepted", "overridden"))] | None = documented(
        "put to the other side, accepted by it, or overridden", default=None
    )
    because: Annotated[str, FromRuleset("overridden_because")] | None = documented(
        "for which reason it was overridden; without one it is not answered", default=None
    )
    by: Role | None = documented("in what capacity", default=None)
    date: When | None = documented("when", default=None)


@frozen(kw_only=True)
class Assessment(Fact):
    """An earlier assessment of the same child."""

    type_name: ClassVar[str] = "assessment"
    closed: ClassVar[bool] = True

    ruleset: str | None = documented("the id of the ruleset it was made with", default=None)
    level: str | None = documented("the level it gave, on the scale of that ruleset", default=None)
    date: When | None = documented("when", default=None)


@frozen(kw_only=True)
class Judgement(Fact):
    """A professional's judgement of the level; it can only raise it, and says why."""

    type_name: ClassVar[str] = "judgement"
    closed: ClassVar[bool] = True

    level: Annotated[str, FromRuleset("scale")] | None = documented("at least this level", default=None)
    reason: str = documented("why", sensitive=True)
    by: Role | None = documented("in what capacity", default=None)
    date: When | None = documented("when", default=None)
    score: Annotated[int, Ge(0), Le(100)] | None = documented("a number, for tools that ask for one", default=None)


@frozen(kw_only=True)
class Enquiry(Fact):
    """An agency was asked about a topic. It closes the topic only if it was answered."""

    type_name: ClassVar[str] = "enquiry"
    closed: ClassVar[bool] = True

    topic: Annotated[str, FromRuleset("topics")] = documented("about which topic")
    of: Agency = documented("which agency was asked")
    date: When | None = documented("when it was answered, or asked where no answer came", default=None)
    answer: Annotated[str, Codes(("facts_given", "nothing_known", "partial", "refused", "no_reply"))] | None = (
        documented("what came back", default=None)
    )

    @property
    def answered(self) -> bool:
        """Only a full answer closes a topic: a refusal or an e-mail sent leaves it open."""
        return self.answer in ("facts_given", "nothing_known")


STANDARD_TYPES: tuple[type[Fact], ...] = (
    Person, MissingEpisode, ReturnInterview, Sighting, Vehicle, Premises, OnlineAccount, Possession, Contact,
    Disclosure, Withdrawal, Observation, Statement, Referral, Decision, ActionTaken, ChallengeStep, Assessment,
    Judgement, LinkedChild, Enquiry,
)  # fmt: skip
