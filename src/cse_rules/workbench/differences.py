"""Where an assessment differs from what a story expects of it, in sentences."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cse_rules.assess import Assessment
from cse_rules.assess.parts import Action, ChallengePrompt, Question, RaisedIndicator
from cse_rules.check import CheckedRuleset
from cse_rules.errors import Diagnostic, did_you_mean
from cse_rules.facts.values import Answer
from cse_rules.render.names import listed
from cse_rules.rules.practice import BY_AGEING_ALONE
from cse_rules.workbench.expectations import Expectation, Wanted

ANSWERS: Mapping[str, Answer] = {
    "raised": Answer.YES, "not_raised": Answer.NO, "cannot_tell": Answer.NOT_KNOWN,
    "met": Answer.YES, "not_met": Answer.NO, "not_known": Answer.NOT_KNOWN,
}  # fmt: skip
_OF_SIGNS = ("raised", "not_raised", "cannot_tell")
HELD_BY = ("rules", "judgement", "step-down guard", "insufficient information")
"""What can hold a level where it is."""


def unknown_words(expected: Expectation, checked: CheckedRuleset) -> Iterator[Diagnostic]:
    """What a story expects and the ruleset does not have: it could never come out, or never fail to."""
    ruleset = checked.ruleset
    rules = {rule.id for rule in checked.rules}
    codes = {rule.raises.indicator for rule in checked.rules if rule.raises is not None}
    triggers = {rule.id for rule in checked.rules if rule.trigger}
    known: dict[str, Iterable[str]] = {
        "raised": codes, "not_raised": codes, "cannot_tell": codes | rules, "presumed": codes | rules,
        "not_presumed": codes | rules, "met": rules, "not_met": rules, "not_known": rules,
        "challenge": rules | {BY_AGEING_ALONE}, "no_challenge": rules | {BY_AGEING_ALONE},
        "no_act": set(ruleset.directory),
        "act": set(ruleset.directory), "set_by": rules, "possible": rules, "trigger": triggers, "no_trigger": triggers,
    }  # fmt: skip
    for key, words in known.items():
        for word in expected.lists[key]:
            if word not in words:
                message = f"`{key}` expects `{word}`, which the ruleset does not have"
                yield Diagnostic("CSE402", message, expected.at, help=did_you_mean(word, words))
    levels = {*ruleset.scale, "insufficient"}
    for level in (expected.level[1] if expected.level else None, expected.could_be, expected.established):
        if level is not None and level not in levels:
            help_ = did_you_mean(level, levels)
            yield Diagnostic("CSE402", f"`{level}` is not on the scale", expected.at, help=help_)
    if expected.held_by is not None and expected.held_by not in HELD_BY:
        help_ = did_you_mean(expected.held_by, HELD_BY) or f"one of {', '.join(HELD_BY)}"
        yield Diagnostic("CSE402", f"nothing is held by `{expected.held_by}`", expected.at, help=help_)
    for key, several in expected.details.items():
        for one in several:
            yield from _unknown_details(key, one, expected, checked)


def _unknown_details(key: str, one: Wanted, expected: Expectation, checked: CheckedRuleset) -> Iterator[Diagnostic]:
    ruleset = checked.ruleset
    known: dict[str, Iterable[str]] = {
        "kind": ("harm", "risk", "vulnerability", "protective"), "band": ruleset.bands, "theme": ruleset.themes,
        "state": ("outstanding", "done", "overdue", "not_known"), "rule": {rule.id for rule in checked.rules},
        "of": ruleset.directory,
        "include": {text for rule in checked.rules for act in rule.act for text in act.include},
    }  # fmt: skip
    for name, words in known.items():
        if name not in one.more:
            continue
        for word in one.more[name] if name in ("of", "include") else (one.more[name],):
            if word not in words:
                message = f"`{key}` expects `{name}: {word}`, which the ruleset does not have"
                yield Diagnostic("CSE402", message, expected.at, help=did_you_mean(word, words))


def differences(expected: Expectation, found: Assessment) -> Iterator[str]:
    """A sentence for each thing that did not come out as expected; none if all did."""
    yield from _of_level(expected, found)
    for key, answer in ANSWERS.items():
        for word in expected.lists[key]:
            actual = answer_of(word, found, sign=key in _OF_SIGNS)
            if actual is not answer:
                instead = "and no such rule is in force" if actual is None else f"found {actual}"
                yield f"expected the answer of `{word}` to be {answer}, {instead}"
    yield from _of_indicators(expected.details["raised"], found)
    for act in expected.details["act"]:
        if not any(_is_action(act, action) for action in found.actions):
            yield f"expected an action for contact {act}, found {_instead(act, found)}"
    for one in expected.details["challenge"]:
        if not any(_is_challenge(one, challenge) for challenge in found.challenges):
            yield f"expected the challenge `{one.word}`{_more(one)}"
    yield from _of_questions(expected, found)
    yield from _of_triggers(expected, found)
    yield from _of_presumptions(expected, found)
    contacts = {action.contact for action in found.actions}
    challenged = {one.rule for one in found.challenges}
    yield from _absent(expected.lists["no_act"], contacts, "expected no action for {}")
    yield from _absent(expected.lists["no_challenge"], challenged, "expected no challenge `{}`")
    yield from _anything_else(expected, found)
    yield from found.errors


def answer_of(word: str, found: Assessment, *, sign: bool) -> Answer | None:
    """The answer of an indicator: a yes from any of its rules, a no only from all; or of a rule.

    Where both have one name, `sign` says which is meant.
    """
    raising = [
        one.answer for one in found.findings if one.rule.raises is not None and one.rule.raises.indicator == word
    ]
    ruling = [one.answer for one in found.findings if one.rule.id == word]
    answers = raising or ruling if sign else ruling or raising
    if not answers:
        return None
    return next((one for one in (Answer.YES, Answer.NOT_KNOWN) if one in answers), Answer.NO)


def _of_level(expected: Expectation, found: Assessment) -> Iterator[str]:
    rank = found.checked.ruleset.rank
    level = found.level or "insufficient"
    if expected.level is not None:
        how, wanted = expected.level
        if how == "is" and level != wanted:
            yield f"expected level {wanted}, found {level}"
        if how == "at_least" and rank(found.level) < rank(wanted):
            yield f"expected a level of at least {wanted}, found {level}"
    if expected.could_be is not None and found.could_be != expected.could_be:
        yield f"expected that it could be {expected.could_be}, found {found.could_be}"
    if expected.established is not None and found.established != expected.established:
        yield f"expected that rules establish {expected.established}, found {found.established}"
    yield from _present(expected.lists["set_by"], set(found.level_found.set_by), "expected the level to be set by `{}`")
    if expected.held_by is not None and found.held_by != expected.held_by:
        yield f"expected the level to be held by {expected.held_by}, found {found.held_by}"


def _of_indicators(wanted: tuple[Wanted, ...], found: Assessment) -> Iterator[str]:
    raised = {one.indicator: one for one in found.indicators}
    for one in wanted:
        indicator = raised.get(one.word)
        for key, value in one.more.items() if indicator is not None else ():
            actual = getattr(indicator, key)
            if actual != value:
                yield f"expected `{one.word}` to have {key} {value}, found {actual or 'none'}"


def _of_questions(expected: Expectation, found: Assessment) -> Iterator[str]:
    names = [(question, _names_of(question, found)) for question in found.questions]
    for one in expected.details["ask"]:
        asked = [question for question, called in names if one.word in called]
        if not asked:
            yield f"expected a question about `{one.word}`"
        elif "of" in one.more and not any(set(question.of) == set(one.more["of"]) for question in asked):
            actual = " or ".join(", ".join(question.of) for question in asked)
            yield f"expected a question about `{one.word}` of {', '.join(one.more['of'])}, found {actual}"
    every = {name for _, called in names for name in called}
    yield from _absent(expected.lists["no_ask"], every, "expected no question about `{}`")


def _of_triggers(expected: Expectation, found: Assessment) -> Iterator[str]:
    acting = {one.rule.id for one in found.triggers if not one.possible}
    possible = {one.rule.id for one in found.triggers if one.possible}
    yield from _present(expected.lists["trigger"], acting, "expected trigger `{}` to act now")
    yield from _absent(expected.lists["no_trigger"], acting | possible, "expected trigger `{}` not to act")
    yield from _present(expected.lists["possible"], possible, "expected that trigger `{}` is possible: establish now")


def _of_presumptions(expected: Expectation, found: Assessment) -> Iterator[str]:
    presumed = {one.rule.id for one in found.findings if one.presumed}
    presumed |= {one.indicator for one in found.indicators if one.presumed}
    yield from _present(expected.lists["presumed"], presumed, "expected `{}` to be presumed")
    yield from _absent(expected.lists["not_presumed"], presumed, "expected `{}` not to be presumed")


def _anything_else(expected: Expectation, found: Assessment) -> Iterator[str]:
    """What came out beside what is listed, where a story says that there is nothing else."""
    for key in expected.lists["nothing_else"]:
        match key:
            case "raised":
                listed = {*expected.lists["raised"], *expected.lists["presumed"]}
                more = [one.indicator for one in found.indicators if not listed & _called(one)]
            case "act":
                acts = expected.details["act"]
                more = [one.id for one in found.actions if not any(_is_action(act, one) for act in acts)]
            case "challenge":
                prompts = expected.details["challenge"]
                more = [one.id for one in found.challenges if not any(_is_challenge(one_, one) for one_ in prompts)]
            case _:
                named = {*expected.lists["trigger"], *expected.lists["possible"]}
                more = [one.rule.id for one in found.triggers if one.rule.id not in named]
        if more:
            yield f"expected nothing else under `{key}`, found {', '.join(f'`{one}`' for one in more)}"


def _called(indicator: RaisedIndicator) -> set[str]:
    return {indicator.indicator, *(rule.id for rule in indicator.rules)}


def _present(wanted: Iterable[str], found: set[str], sentence: str) -> Iterator[str]:
    return (sentence.format(word) for word in wanted if word not in found)


def _absent(unwanted: Iterable[str], found: set[str], sentence: str) -> Iterator[str]:
    return (sentence.format(word) for word in unwanted if word in found)


def _more(one: Wanted) -> str:
    return str(one).removeprefix(one.word)


def _names_of(question: Question, found: Assessment) -> set[str]:
    """What a story may call a question: its topic, a rule behind it, or `type.field` of the missing detail."""
    names = {question.id, question.id.split("#")[0], *question.rules}
    if question.about is not None and question.about in found.case.by_id and "#" not in question.id:
        names.add(f"{found.case.by_id[question.about].type_name}.{question.id.removeprefix(question.about + '.')}")
    return names


def _instead(wanted: Wanted, found: Assessment) -> str:
    """The actions for the same contact, said as a story would expect them; or that there is none."""
    actions = [one for one in found.actions if one.contact == wanted.word]
    if not actions:
        others = listed(list(dict.fromkeys(one.contact for one in found.actions)))
        return f"none for it{f', but for {others}' if others else ''}"
    return "; ".join(dict.fromkeys(_said_action(one) for one in actions))


def _said_action(one: Action) -> str:
    about = _about(one.id)
    said = [f"by {one.by}", f"due {one.due.date()}" if one.due else "", f"state {one.state}", f"rule {one.rule.id}"]
    said += [f"for {about}" if about else "", "presumed true" if one.presumed else ""]
    return ", ".join(filter(None, said))


def _is_action(wanted: Wanted, action: Action) -> bool:
    about = {"rule": action.rule.id, "for": _about(action.id), "state": action.state, "presumed": action.presumed}

    def fits(key: str, value: Any) -> bool:
        if key == "by":
            return action.by == value or action.by.startswith((f"{value} of ", f"{value} (from "))
        if key == "due":
            return action.due is not None and bool(action.due.date() == value)
        if key == "include":
            return set(value) <= set(action.include)
        return bool(about[key] == value)

    return action.contact == wanted.word and all(fits(key, value) for key, value in wanted.more.items())


def _is_challenge(wanted: Wanted, challenge: ChallengePrompt) -> bool:
    about, presumed = wanted.more.get("for"), wanted.more.get("presumed")
    return (
        challenge.rule == wanted.word
        and (about is None or _about(challenge.id) == about)
        and (presumed is None or challenge.presumed is presumed)
    )


def _about(name: str) -> str:
    """The fact that a finding is about: `rule/fact`, perhaps with the number of the action."""
    return name.split("#")[0].partition("/")[2]
