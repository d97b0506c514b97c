"""What follows from a rule, and what else is said of it, each as a sentence without its full stop."""

from cse_rules.render.sentences.words import Scope, Speech, called, code, day, noun, quoted, raw
from cse_rules.rules.ruleset import Act, Ask, Challenge, Deadline, Raise, Rule

_KINDS = {
    "harm": "a sign of harm", "risk": "a sign of risk", "vulnerability": "a sign of vulnerability",
    "protective": "a sign of what protects",
}  # fmt: skip
_IF_UNKNOWN = {
    "ask": "Where this is not known, it becomes a question",
    "presume": "Where this is not known, and could be met without any fact beyond those recorded, what follows is "
    "presumed and marked as presumed; it sets no level; where only a fact that nobody recorded could meet it, nothing "
    "is presumed",
    "quiet": "Where this is not known, it does not become a question",
}
_STATUS = {"draft": "a draft", "stable": "stable", "retired": "retired, kept to be read and not run"}


def conclusions(rule: Rule, speech: Speech, scope: Scope) -> tuple[str, ...]:
    """Everything that follows where the condition is met."""
    said = [raised(rule.raises, speech)] if rule.raises is not None else []
    said += [f"the level of concern about the situation is at least {code(rule.level)}"] if rule.level else []
    said += [act(one, speech, scope) for one in rule.act]
    said += [ask(one, speech) for one in rule.ask]
    said += [challenge(rule.challenge)] if rule.challenge is not None else []
    return tuple(said)


def raised(one: Raise, speech: Speech) -> str:
    """The sign that a rule raises, with its kind, band, theme and weight."""
    parts = [f"{_KINDS[one.kind]} is raised: {code(one.indicator, marked=True)}"]
    parts += [f"in band {code(one.band)}"] if one.band is not None else []
    parts += [f"under the theme {speech.titled('themes', one.theme)}"]
    parts += [f"with the weight {speech.parameter(one.weight)}"] if one.weight is not None else []
    return ", ".join(parts)


def act(one: Act, speech: Speech, scope: Scope) -> str:
    """Whom to contact, by when, for what and with what."""
    include = f", including {'; '.join(map(quoted, one.include))}" if one.include else ""
    return (
        f"{deadline(one.by, speech, scope)} contact {speech.bare('directory', one.contact)}: {quoted(one.do)}{include}"
    )


def deadline(by: Deadline | None, speech: Speech, scope: Scope) -> str:
    """By when."""
    if by is None:
        return "without a time by when,"
    at_once = "immediately" if by.time is None else f"within {speech.parameter(by.time)}"
    return f"{at_once} after {scope.path(by.after)}," if by.after is not None else f"{at_once},"


def ask(one: Ask, speech: Speech) -> str:
    """A question and those who may hold the answer."""
    return f"ask {'; '.join(speech.bare('directory', name) for name in one.of) or 'nobody'}: {quoted(one.say)}"


def challenge(one: Challenge) -> str:
    """A prompt to the professional with its reason."""
    starts = f", taken up at the stage {raw(one.starts_at)}" if one.starts_at is not None else ""
    return f"challenge: {quoted(one.say)}, because: {quoted(one.because)}{starts}"


def remarks(rule: Rule, scope: Scope) -> tuple[str, ...]:
    """How the rule works beside its condition: alone for each fact, at once, while not known, against facts, when."""
    said = []
    if rule.per is not None:
        kind = scope.type_of(rule.per)
        said.append(f"Each such {noun(kind) if kind else 'fact'} ({called(rule.per)}) is looked at by itself")
    said += ["This acts whatever the level, and nothing can offset it"] if rule.trigger else []
    said += [_IF_UNKNOWN[rule.if_unknown]]
    if rule.non_monotone is not None:
        said.append(f"Facts may count against this rule, because {quoted(rule.non_monotone)}")
    if rule.valid_from is not None or rule.valid_to is not None:
        first = f" from {day(rule.valid_from)}" if rule.valid_from is not None else ""
        last = f" until {day(rule.valid_to)}, that day included" if rule.valid_to is not None else ""
        said.append(f"In force{first}{last}")
    return tuple(said)


def standing(rule: Rule, speech: Speech) -> tuple[str, ...]:
    """How far the rule is settled and where it comes from."""
    said = [f"This rule is {_STATUS[rule.status]}"]
    if rule.reviewed is not None:
        said.append(f"Last reviewed on {day(rule.reviewed)}")
    if rule.note is not None:
        said.append(f"Note: {quoted(rule.note)}")
    for lint, reason in rule.accept:
        said.append(f"The check {raw(lint)} is accepted, because {quoted(reason)}")
    return (*said, f"Source: {source(rule.source, speech)}")


def source(cited: tuple[tuple[str, str], ...], speech: Speech) -> str:
    """Each source by its title, with the place in it."""
    return "; ".join(f"{speech.titled('sources', name)}, {quoted(place)}" for name, place in cited) or "none"
