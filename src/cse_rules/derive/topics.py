"""Which topics have been closed by an answered enquiry: only those can make an absence a no."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from cse_rules.facts.case import Case
from cse_rules.facts.our_record import Enquiry
from cse_rules.facts.types import Fact, Observation
from cse_rules.facts.values import Span, Status, When
from cse_rules.rules.ruleset import Ruleset, Topic


@frozen
class Closing:
    """Whether a topic is closed, by which enquiries, and which agencies have still to answer."""

    closed_by: frozenset[str] = frozenset()
    waiting_for: tuple[str, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether every agency that must answer has."""
        return not self.waiting_for


def closings(case: Case, ruleset: Ruleset, fresh_for: Span | None, as_of: When) -> Mapping[str, Closing]:
    """For each topic: an answer stands while it is fresh and nothing of the topic is known to have happened since."""
    enquiries = [
        fact
        for fact in case.of_type("enquiry")
        if isinstance(fact, Enquiry) and fact.answered and fact.status is not Status.RULED_OUT
    ]
    return {name: _closing(topic, enquiries, case, ruleset, fresh_for, as_of) for name, topic in ruleset.topics.items()}


def nothing_asked(ruleset: Ruleset) -> Mapping[str, Closing]:
    """The same of a case without an enquiry: every topic waits for every agency that must answer."""
    return {name: Closing(waiting_for=topic.must_answer) for name, topic in ruleset.topics.items()}


def _closing(
    topic: Topic, enquiries: Iterable[Enquiry], case: Case, ruleset: Ruleset, fresh_for: Span | None, as_of: When
) -> Closing:
    answered = [enquiry for enquiry in enquiries if enquiry.topic == topic.id]
    about = [fact for fact in case.facts if topic.id in topics_of(fact, ruleset)] if answered else []
    closed_by: set[str] = set()
    waiting = []
    for agency in topic.must_answer:
        own = [one for one in answered if one.of == agency]
        answers = [one for one in own if _stands(one, about, fresh_for, as_of)]
        if answers and not _taken_back(answers, agency, topic, case):
            closed_by |= {str(enquiry.id) for enquiry in answers}
        else:
            waiting.append(agency)
    return Closing(frozenset(closed_by), tuple(waiting))


def _taken_back(answers: Iterable[Enquiry], agency: str, topic: Topic, case: Case) -> bool:
    """A newer enquiry that the agency answered only in part, or refused, leaves the topic open again."""
    newest = max((one.date.latest for one in answers if one.date), default=None)
    return any(
        isinstance(one, Enquiry)
        and (one.of, one.topic) == (agency, topic.id)
        and one.answer in ("partial", "refused")
        and (one.date is None or newest is None or one.date.latest > newest)
        for one in case.of_type("enquiry")
    )


def _stands(enquiry: Enquiry, about: Iterable[Fact], fresh_for: Span | None, as_of: When) -> bool:
    if enquiry.date is None or fresh_for is None:
        return False
    if enquiry.date.first_day < fresh_for.before(as_of.latest).date():
        return False
    if enquiry.answer == "facts_given" and not about:
        return False  # what was given has not been recorded yet
    later = (fact.happened or fact.recorded for fact in about)
    return not any(when is not None and when.first_day > enquiry.date.first_day for when in later)


def topics_of(fact: Fact, ruleset: Ruleset) -> frozenset[str]:
    """The topics that a fact belongs to: by its code if it is an observation, else by its type."""
    if isinstance(fact, Observation):
        code = ruleset.observations.get(fact.code)
        return frozenset({code.topic} if code else ())
    return topics_of_type(fact.type_name, ruleset)


def topics_of_type(type_name: str, ruleset: Ruleset) -> frozenset[str]:
    """The topics that hold a fact type."""
    return frozenset(name for name, topic in ruleset.topics.items() if type_name in topic.types)
