"""What to ask next: the details that recorded facts lack, and the topics that nobody has asked about."""

from collections.abc import Iterable

from cse_rules.assess.actions import addressees
from cse_rules.assess.look import Look
from cse_rules.assess.parts import Finding, OpenTopic, Question
from cse_rules.assess.together import Together
from cse_rules.assess.whatif import topic_could_change
from cse_rules.derive.openness import OUR_RECORD
from cse_rules.derive.world import Lead, World
from cse_rules.facts.values import Answer


def questions(findings: Iterable[Finding], base: Look, *, try_answers: bool = True) -> tuple[Question, ...]:
    """One question for each missing detail and each open topic, those that could change the level first."""
    details: dict[Lead, set[str]] = {}
    topics: dict[str, set[str]] = {}
    made = []
    for finding in findings:
        if finding.answer is Answer.YES:
            made += _asked_outright(finding, base.world)
        elif finding.answer is Answer.NOT_KNOWN and (finding.rule.if_unknown == "ask" or finding.rule.trigger):
            for lead in finding.leads:
                details.setdefault(lead, set()).add(finding.rule.id)
            for topic in finding.not_asked:
                topics.setdefault(topic, set()).add(finding.rule.id)
    jointly = Together(base)
    made += [_detail(lead, rules, jointly, try_answers) for lead, rules in details.items()]
    made += [_topic(topic, rules, base, try_answers) for topic, rules in topics.items()]
    return tuple(sorted(made, key=_first))


def _first(one: Question) -> tuple[object, ...]:
    """What could change the level comes first, then what might; details before topics."""
    return not one.could_change_level, not one.might_raise_level, one.about is None, one.id


def open_topics(world: World) -> tuple[OpenTopic, ...]:
    """Every topic of the ruleset that is not closed, with the agencies that have not answered."""
    return tuple(
        OpenTopic(topic=name, title=topic.title, waiting_for=world.closings[name].waiting_for)
        for name, topic in sorted(world.checked.ruleset.topics.items())
        if not world.closings[name].closed
    )


def _asked_outright(finding: Finding, world: World) -> list[Question]:
    return [
        Question(
            id=f"{finding.id}#{position + 1}",
            ask=ask.say,
            of=addressees(ask.of, world),
            could_change_level=False,
            rules=(finding.rule.id,),
            about=finding.per,
        )
        for position, ask in enumerate(finding.rule.ask)
    ]


def _detail(lead: Lead, rules: set[str], jointly: Together, try_answers: bool) -> Question:
    fact, field = lead
    world = jointly.base.world
    type_name = "child" if fact == "child" else world.case.by_id[fact].type_name
    written = next((one for one in world.checked.ruleset.details if (one.type, one.field) == (type_name, field)), None)
    plain = f"What is known of “{field.replace('_', ' ')}” ({type_name.replace('_', ' ')})?"
    wanted = written.of if written else holders(type_name, world)
    alone = jointly.changes(lead) if try_answers else None
    others = jointly.of(lead) if try_answers else None
    return Question(
        id=f"{fact}.{field}",
        ask=written.ask if written else plain,
        of=addressees(wanted, world),
        could_change_level=alone if others is None else True,
        rules=tuple(sorted(rules)),
        about=fact,
        together_with=tuple(sorted(".".join(one) for one in others.leads - {lead})) if others is not None else (),
        might_raise_level=jointly.might_raise(lead, tried=try_answers),
    )


def holders(type_name: str, world: World) -> tuple[str, ...]:
    """The agencies that may hold something about facts of a type."""
    topics = world.checked.ruleset.topics.values()
    return tuple(dict.fromkeys(agency for topic in topics if type_name in topic.types for agency in topic.of))


def _topic(topic: str, rules: set[str], base: Look, try_answers: bool) -> Question:
    world = base.world
    known = world.checked.ruleset.topics.get(topic)
    if known is None:
        ask = "Since when does our own record hold every action, decision, statement and interview?"
        asked = ask if topic == OUR_RECORD else f"Is anything known of “{topic.replace('_', ' ')}”?"
        return Question(
            id=topic, ask=asked, of=addressees((), world), could_change_level=False, rules=tuple(sorted(rules))
        )
    return Question(
        id=topic,
        ask=known.ask,
        of=addressees(known.of, world),
        could_change_level=topic_could_change(topic, base) if try_answers else None,
        rules=tuple(sorted(rules)),
    )
