"""Which challenges and questions of one assessment are gone from another one, or say less."""

from collections.abc import Iterator

from cse_rules.assess.parts import ChallengePrompt, Finding, Question
from cse_rules.facts.values import Answer
from cse_rules.render.names import plain
from cse_rules.workbench.diff.caution import Loss
from cse_rules.workbench.diff.sides import Side, certain, facts_of, same_rule, stands


def challenge_losses(finding: Finding, others: tuple[Finding, ...]) -> Iterator[Loss]:
    """The challenge of a rule that is met or presumed."""
    was, name = finding.rule.challenge, f"`{finding.id}`"
    if was is None:
        return
    there = [one.rule.challenge for one in others if stands(one)]
    if not there or None in there:
        yield Loss("challenge", name)
    for now in there:
        for text, other in ((was.say, now.say), (was.because, now.because)) if now else ():
            if text.split() != other.split():
                yield Loss("words", f"the challenge {name}", text, other)


def ageing_losses(before: Side, after: Side) -> Iterator[Loss]:
    """The library's own challenges, which belong to no rule. One about ageing is answered by a level as high."""
    there = {one.id for one in _own(after)}
    same_scale = before.ruleset.scale == after.ruleset.scale
    wanted = before.found.level_found.without_ageing
    rank = after.ruleset.rank
    if not same_scale or rank(after.found.level) < rank(wanted):
        yield from (Loss("challenge", f"`{one.id}`") for one in _own(before) if one.id not in there)


def _own(side: Side) -> list[ChallengePrompt]:
    return [one for one in side.found.challenges if one.rule not in side.findings]


def outright_losses(finding: Finding, others: tuple[Finding, ...], before: Side, after: Side) -> Iterator[Loss]:
    """The questions that a rule which is met puts outright."""
    mine = before.asked_by(finding)
    if mine and not others:
        yield from (Loss("question", f"`{one.id}`") for one in mine)
    for other in others:
        free = list(after.asked_by(other))
        same: dict[str, Question] = {}
        for one in mine:
            twin = next((two for two in free if two.ask.split() == one.ask.split()), None)
            if twin is not None:
                free.remove(twin)
                same[one.id] = twin
        for one in mine:
            there = same.get(one.id) or (free.pop(0) if free else None)
            yield from _weaker(one, there)


def question_losses(before: Side, after: Side) -> Iterator[Loss]:
    """The questions about a missing detail or an open topic, and the topics that are open."""
    outright = _outright(before)
    for one in before.found.questions:
        if one.id in outright:
            continue
        there = after.questions.get(one.id)
        if there is not None or not _answered(one, before, after):
            yield from _weaker(one, there)
    topics = {one.topic: one for one in after.found.not_asked}
    for was in before.found.not_asked:
        now = topics.get(was.topic)
        if now is None:
            yield Loss("topic", f"`{was.topic}`")
        else:
            gone = (who for who in was.waiting_for if who not in now.waiting_for)
            yield from (Loss("waiting", f"`{was.topic}`", plain(who)) for who in gone)


def _outright(side: Side) -> set[str]:
    return {one.id for several in side.findings.values() for finding in several for one in side.asked_by(finding)}


def _weaker(one: Question, there: Question | None) -> Iterator[Loss]:
    name = f"`{one.id}`"
    if there is None:
        yield Loss("question", name)
        return
    yield from (Loss("asked", name, plain(who)) for who in one.of if who not in there.of)
    if one.ask.split() != there.ask.split():
        yield Loss("words", f"question {name}", one.ask, there.ask)


def _answered(one: Question, before: Side, after: Side) -> bool:
    """Whether each rule that asked is now met, for the fact it asked about: then what it concludes takes its place."""
    asking = [
        finding
        for rule in one.rules
        for finding in before.findings.get(rule, ())
        if finding.answer is Answer.NOT_KNOWN and _asks(finding, one)
    ]
    return bool(asking) and all(_met(finding, before, after) for finding in asking)


def _asks(finding: Finding, one: Question) -> bool:
    if one.about is None:
        return one.id in finding.not_asked
    return any(f"{fact}.{field}" == one.id for fact, field in finding.leads)


def _met(finding: Finding, before: Side, after: Side) -> bool:
    there = after.findings.get(same_rule(before, after, finding.rule.id), ())
    return any(certain(one) and (finding.per is None or finding.per in facts_of(one)) for one in there)
