"""What one assessment says and another one of the same case does not, or says later, weaker or of less.

Everything is held against what stands in its own place: the same rule, the same facts, the same agency. Something else
that happens to be more cautious takes nobody's place.
"""

from collections.abc import Iterable, Iterator

from attrs import frozen

from cse_rules.assess import Assessment
from cse_rules.assess.assessment import Action, ChallengePrompt, Question, RaisedIndicator, Trigger
from cse_rules.facts.values import Answer, Span
from cse_rules.render.names import listed, plain

_KINDS = ("protective", "vulnerability", "risk", "harm")
"""From what is listed for the child to what has already been done to it."""


@frozen
class Loss:
    """Something lost on the way from one assessment to the other; read the other way round it is gained."""

    lost: str
    gained: str


def losses(one: Assessment, other: Assessment) -> tuple[Loss, ...]:
    """What of the first is missing, later or weaker in the second; levels are for the caller."""
    return (
        *_triggers(one, other),
        *_actions(one, other),
        *_challenges(one, other),
        *_signs(one, other),
        *_questions(one, other),
    )


# --- triggers ------------------------------------------------------------------------------------------------


def _triggers(one: Assessment, other: Assessment) -> Iterator[Loss]:
    for mine in one.triggers:
        name = f"`{mine.rule.id}`{_about(mine.facts, one)}"
        theirs = [each for each in other.triggers if _same_trigger(mine, each)]
        if not theirs:
            yield Loss(f"a trigger is gone: {name}", f"a trigger is new: {name}")
        elif not mine.possible and all(each.possible for each in theirs):
            said = f"trigger {name} was"
            yield Loss(f"{said} certain and is only possible", f"{said} only possible and is certain")
        elif not mine.possible:
            words, there = (
                {who_and_what for each in several for who_and_what in each.say} for several in ([mine], theirs)
            )
            if words - there:
                changed = f"what trigger {name} says is worded otherwise, and nobody can tell that it is not weaker"
                yield Loss(changed, changed)


def _same_trigger(one: Trigger, other: Trigger) -> bool:
    return one.rule.id == other.rule.id and (
        bool(set(one.facts) & set(other.facts)) or not one.facts or not other.facts
    )


def _about(facts: tuple[str, ...], found: Assessment) -> str:
    """The fact that it is about, where the rule speaks of each by itself."""
    several = sum(bool(set(each.facts)) for each in found.triggers)
    return f" about {', '.join(facts)}" if facts and several > 1 else ""


# --- actions -------------------------------------------------------------------------------------------------


def _actions(one: Assessment, other: Assessment) -> Iterator[Loss]:
    """By rule, fact and agency; one of a rule that has another name now is the same if it is about the same facts."""
    left = list(other.actions)
    waiting: list[Action] = []
    pairs: list[tuple[Action, Action]] = []
    for mine in one.actions:
        theirs = next((each for each in left if (each.id, each.contact) == (mine.id, mine.contact)), None)
        if theirs is None:
            waiting.append(mine)
        else:
            left.remove(theirs)
            pairs.append((mine, theirs))
    for mine in waiting:
        theirs = next((each for each in left if _takes_its_place(mine, each, one, other)), None)
        if theirs is None:
            named = f"for {plain(mine.contact)}: `{mine.id}`"
            yield Loss(f"an action is gone {named}", f"an action is new {named}")
        else:
            left.remove(theirs)  # it takes no other place
            pairs.append((mine, theirs))
    for mine, theirs in pairs:
        yield from _weaker_action(mine, theirs, one, other)


def _takes_its_place(mine: Action, theirs: Action, one: Assessment, other: Assessment) -> bool:
    renamed = theirs.rule.id not in one.rules and mine.rule.id not in other.rules
    return renamed and mine.contact == theirs.contact and set(mine.facts) == set(theirs.facts)


def _weaker_action(mine: Action, theirs: Action, one: Assessment, other: Assessment) -> Iterator[Loss]:
    name = f"for {plain(mine.contact)}: `{mine.id}`"
    if _later(mine, theirs, one, other):
        yield Loss(f"an action is due later {name}", f"an action is due sooner {name}")
    if theirs.presumed and not mine.presumed:
        yield Loss(
            f"an action was certain and is only presumed {name}", f"an action was presumed and is certain {name}"
        )
    dropped = [each for each in mine.include if each not in theirs.include]
    if dropped:
        what = f"{listed([f'“{each}”' for each in dropped])} {name}"
        yield Loss(f"an action no longer includes {what}", f"an action now includes {what}")


def _later(mine: Action, theirs: Action, one: Assessment, other: Assessment) -> bool:
    """Where no day is known it is the length of time that counts; a day that is not known any more is no day."""
    if theirs.by == "immediately" or mine.by == "immediately":
        return theirs.by != "immediately"
    if mine.due is not None:
        return theirs.due is None or theirs.due > mine.due
    spans = _span(mine, one), _span(theirs, other)
    if spans[0] is None or spans[1] is None:
        return False
    start = one.as_of.earliest
    return spans[1].after(start) > spans[0].after(start)


def _span(action: Action, found: Assessment) -> Span | None:
    """The length of time of its deadline, on the day of the assessment."""
    number = action.id.rpartition("#")[2] if "#" in action.id else "1"
    by = action.rule.act[int(number) - 1].by
    value = found.checked.parameters_on(found.as_of.last_day).get(by.time) if by is not None and by.time else None
    return value if isinstance(value, Span) else None


# --- challenges, signs ---------------------------------------------------------------------------------------


def _challenges(one: Assessment, other: Assessment) -> Iterator[Loss]:
    there: dict[str, ChallengePrompt] = {each.id: each for each in other.challenges}
    for mine in sorted(one.challenges, key=lambda each: each.id):
        theirs = there.get(mine.id)
        if theirs is None:
            yield Loss(f"a challenge is gone: `{mine.id}`", f"a challenge is new: `{mine.id}`")
        elif theirs.presumed and not mine.presumed:
            said = f"challenge `{mine.id}` was"
            yield Loss(f"{said} certain and is only presumed", f"{said} presumed and is certain")


def _signs(one: Assessment, other: Assessment) -> Iterator[Loss]:
    there = {each.indicator: each for each in other.indicators}
    for mine in one.indicators:
        if mine.kind == "protective":
            continue
        name, theirs = f"`{mine.indicator}`", there.get(mine.indicator)
        if theirs is None:
            yield Loss(f"an indicator is gone: {name}", f"an indicator is new: {name}")
            continue
        if theirs.presumed and not mine.presumed:
            said = f"indicator {name} was"
            yield Loss(f"{said} certain and is only presumed", f"{said} presumed and is certain")
        if _KINDS.index(theirs.kind) < _KINDS.index(mine.kind):
            yield _turned(f"indicator {name}", "a sign of", mine.kind, theirs.kind)
        if _lower_band(mine, theirs, one, other):
            yield _turned(f"indicator {name}", "in band", str(mine.band), str(theirs.band))


def _turned(what: str, how: str, was: str, now: str) -> Loss:
    return Loss(f"{what} was {how} {plain(was)} and is {how} {plain(now)}",
                f"{what} was {how} {plain(now)} and is {how} {plain(was)}")  # fmt: skip


def _lower_band(mine: RaisedIndicator, theirs: RaisedIndicator, one: Assessment, other: Assessment) -> bool:
    """Bands of two ladders cannot be compared: then another word is no reassurance."""
    if mine.band == theirs.band or mine.band is None:
        return False
    bands = one.checked.ruleset.bands
    if bands != other.checked.ruleset.bands or theirs.band is None:
        return True
    return bands.index(theirs.band) < bands.index(mine.band)


# --- questions -----------------------------------------------------------------------------------------------


def _questions(one: Assessment, other: Assessment) -> Iterator[Loss]:
    there = {each.id: each for each in other.questions}
    for mine in sorted(one.questions, key=lambda each: each.id):
        theirs = there.get(mine.id)
        if theirs is None:
            if not _answered(mine, one, other):
                yield Loss(f"a question is gone: `{mine.id}`", f"a question is new: `{mine.id}`")
            continue
        fewer = [each for each in mine.of if each not in theirs.of]
        if fewer:
            whom = f"{listed([plain(each) for each in fewer])}: `{mine.id}`"
            yield Loss(f"a question no longer goes to {whom}", f"a question goes to {whom} as well")


def _answered(question: Question, one: Assessment, other: Assessment) -> bool:
    """Whether what was asked is now said: a rule that waited for it is met, or one about the very fact."""
    before = {each.id for each in one.findings if each.answer is Answer.YES}
    met = [each for each in other.findings if each.answer is Answer.YES and each.id not in before]
    facts = {fact for each in met for fact in (*each.evidence, *([each.per] if each.per else []))}
    return bool({each.rule.id for each in met} & set(question.rules)) or question.about in facts


def worded(found: Assessment) -> Iterable[str]:
    """Everything that an assessment says, each with what it is about and in its own words."""
    yield from (f"trigger {each.rule.id}{' (possible)' if each.possible else ''}" for each in found.triggers)
    for action in found.actions:
        with_it = f", including {'; '.join(action.include)}" if action.include else ""
        presumed = ", presumed" if action.presumed else ""
        yield f"action {action.contact} {action.by} ({action.id}{presumed}): {action.say}{with_it}"
    yield from (f"question {each.id} of {', '.join(each.of)}" for each in found.questions)
    for challenge in found.challenges:
        yield f"challenge {challenge.id}{' (presumed)' if challenge.presumed else ''}: {challenge.say}"
    for sign in found.indicators:
        about = ", ".join(
            [sign.kind, *([f"band {sign.band}"] if sign.band else []), *(["presumed"] if sign.presumed else [])]
        )
        yield f"indicator {sign.indicator} ({about})"
