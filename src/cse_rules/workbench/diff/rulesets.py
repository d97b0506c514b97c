"""What changed from one edition of a ruleset to the next, in plain sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal

import attrs
from attrs import frozen

from cse_rules.errors import Location
from cse_rules.render.in_short import in_short
from cse_rules.render.names import listed, plain
from cse_rules.rules.conditions import All, Condition
from cse_rules.rules.ruleset import Act, Ask, Deadline, Guarantee, Parameter, ParameterValue, Raise, Rule, Ruleset

How = Literal["removed", "changed", "added", "renamed"]

_TABLES = {
    "directory": "directory entry", "topics": "topic", "observations": "observation code", "phrases": "phrase",
    "sources": "source", "themes": "theme", "roles": "role",
    "level_words": "words for level", "level_maps": "level map of",
}  # fmt: skip
_HEAD = (
    "id", "title", "edition", "status", "preface", "statement", "scale", "bands", "sufficient", "fresh_for",
    "step_down_window", "refer_to", "calendar", "reviewed", "accept",
)  # fmt: skip
_LONG = ("preface", "statement")
_PLAIN = {
    "status": "its status",
    "level": "the level that it sets",
    "if_unknown": "what it does where the answer is not known",
    "per": "what it is answered for one by one",
    "source": "its source",
    "title": "its title",
    "note": "its note",
    "non_monotone": "the reason why facts may count against it",
    "valid_from": "the first day of its validity",
    "valid_to": "the last day of its validity",
    "reviewed": "the day of its last review",
    "accept": "what lints are to be silent about",
}
_FIRST = ("guarantee", "trigger", "rule", "parameter")


@frozen(kw_only=True)
class Change:
    """One thing of a ruleset that is not as it was."""

    what: str
    """`guarantee`, `trigger`, `rule`, `parameter`, or another part of a ruleset."""
    name: str
    how: How
    details: tuple[str, ...]
    """Sentences that say what was and what is."""
    at: Location | None = None
    """Where it stands now, or where it stood."""


def changes(old: Ruleset, new: Ruleset) -> tuple[Change, ...]:
    """Everything that is said otherwise in the new ruleset, guarantees, triggers, rules and parameters first.

    What only stands elsewhere in its file, or in another file, is no change.
    """
    found = [
        *_guarantees(old, new),
        *_rules(old.rules, new.rules),
        *_of_table("parameter", old.parameters, new.parameters, _parameter),
        *_head(old, new),
    ]
    for table, what in _TABLES.items():
        found += _of_table(what, getattr(old, table), getattr(new, table), _fields)
    found += _of_table(
        "detail question", {f"{one.type}.{one.field}": one for one in old.details},
        {f"{one.type}.{one.field}": one for one in new.details}, _fields,
    )  # fmt: skip
    for what, before, after in _practice(old, new):
        found += _of_table(what, before, after, _fields)
    order = {what: place for place, what in enumerate(_FIRST)}
    hows = ("removed", "changed", "renamed", "added")
    return tuple(sorted(found, key=lambda one: (order.get(one.what, len(order)), hows.index(one.how))))


# --- rules --------------------------------------------------------------------------------------------------


def _rules(old: Iterable[Rule], new: Iterable[Rule]) -> Iterator[Change]:
    before, after = _by_name(old), _by_name(new)
    gone = {name: rule for name, rule in before.items() if name not in after}
    come = {name: rule for name, rule in after.items() if name not in before}
    for name, rule in list(gone.items()):
        same = next((other for other in come if attrs.evolve(come[other], id=rule.id) == rule), None)
        if same is not None:
            at = come[same].at
            del gone[name], come[same]
            yield Change(what=_sort(rule), name=name, how="renamed", details=(f"it is now `{same}`",), at=at)
    for name, rule in gone.items():
        yield Change(what=_sort(rule), name=name, how="removed", details=_in_full(rule), at=rule.at)
    for name, rule in after.items():
        if name in come:
            yield Change(what=_sort(rule), name=name, how="added", details=_in_full(rule), at=rule.at)
        elif name in before and before[name] != rule:
            was = before[name]
            what = "trigger" if was.trigger or rule.trigger else "rule"
            yield Change(what=what, name=name, how="changed", details=tuple(_rule(was, rule)), at=rule.at)


def _by_name(rules: Iterable[Rule]) -> dict[str, Rule]:
    """By id; where an id stands twice, which the checker refuses, the second one is not taken for the first."""
    found: dict[str, Rule] = {}
    for rule in rules:
        number = 1
        while (name := rule.id if number == 1 else f"{rule.id} ({number})") in found:
            number += 1
        found[name] = rule
    return found


def _sort(rule: Rule) -> str:
    return "trigger" if rule.trigger else "rule"


def _in_full(rule: Rule) -> tuple[str, ...]:
    """A rule that is there in one edition alone."""
    said = [f"“{rule.title}”", f"when {in_short(rule.when)}"]
    said += [f"raises {_raised(rule.raises)}"] if rule.raises else []
    said += [f"sets the level {plain(rule.level)}"] if rule.level else []
    said += [_act(one) for one in rule.act] + [_ask(one) for one in rule.ask]
    said += [f"challenges: “{rule.challenge.say}”"] if rule.challenge else []
    return tuple(said)


def _rule(was: Rule, now: Rule) -> Iterator[str]:
    if was.trigger and not now.trigger:
        yield "it is no longer a trigger: it no longer acts whatever the level"
    if now.trigger and not was.trigger:
        yield "it is now a trigger: it acts whatever the level"
    if was.when != now.when:
        yield from _condition(was.when, now.when)
    if was.raises != now.raises:
        yield from _raise(was.raises, now.raises)
    yield from _several([_act(one) for one in was.act], [_act(one) for one in now.act])
    yield from _several([_ask(one) for one in was.ask], [_ask(one) for one in now.ask])
    for word in ("say", "because", "starts_at"):
        before, after = (getattr(one.challenge, word) if one.challenge else None for one in (was, now))
        if before != after:
            yield _turned(f"what its challenge gives under `{word}`", _quoted(before), _quoted(after))
    for word, name in _PLAIN.items():
        before, after = (_plainly(word, getattr(one, word)) for one in (was, now))
        if before != after:
            yield _turned(name, before, after)


def _plainly(word: str, value: Any) -> str | None:
    """A part of a rule that is one word, one text or one day."""
    match value:
        case None:
            return None
        case tuple():
            return _cited(value)
        case str() if word in ("title", "note", "non_monotone"):
            return _quoted(value)
        case str() if word == "level":
            return plain(value)
        case _:
            return str(value)


def _condition(was: Condition, now: Condition) -> Iterator[str]:
    """Clause by clause, if both are lists; else as a whole."""
    if isinstance(was, All) and isinstance(now, All):
        # The same clause twice wants two facts, so how often it is there counts.
        before, after = (Counter(map(in_short, one.conditions)) for one in (was, now))
        gone, come = list((before - after).elements()), list((after - before).elements())
        if len(gone) == len(come) == 1:
            yield f"a clause was: {gone[0]}"
            yield f"that clause is: {come[0]}"
            return
        if gone or come:
            yield from (f"a clause is gone: {one}" for one in gone)
            yield from (f"a clause is new: {one}" for one in come)
            return
        yield "its clauses stand in another order"
        return
    yield f"its condition was: {in_short(was)}"
    yield f"its condition is: {in_short(now)}"


def _raise(was: Raise | None, now: Raise | None) -> Iterator[str]:
    if was is None or now is None:
        before, after = (None if one is None else _raised(one) for one in (was, now))
        yield _turned("the indicator that it raises", before, after)
        return
    for word in ("indicator", "kind", "band", "weight", "theme"):
        before, after = getattr(was, word), getattr(now, word)
        if before != after:
            dollar = "$" if word == "weight" else ""
            yield _turned(
                "the indicator that it raises" if word == "indicator" else f"the {word} of `{now.indicator}`",
                before and f"{dollar}{before}",
                after and f"{dollar}{after}",
            )


def _raised(raised: Raise) -> str:
    return f"`{raised.indicator}` ({', '.join(one for one in (raised.kind, raised.band, raised.theme) if one)})"


def _act(act: Act) -> str:
    include = f", with {listed(list(act.include))}" if act.include else ""
    return f"calls for {plain(act.contact)} {_by(act.by)}{include}: “{act.do}”"


def _by(by: Deadline | None) -> str:
    if by is None or by.time is None:
        return "immediately"
    return f"within ${by.time}" + (f" of {by.after}" if by.after else "")


def _ask(ask: Ask) -> str:
    return f"asks {listed([plain(one) for one in ask.of])}: “{ask.say}”"


# --- guarantees and parameters ------------------------------------------------------------------------------


def _guarantees(old: Ruleset, new: Ruleset) -> Iterator[Change]:
    before = {one.name: one for one in old.guarantees}
    after = {one.name: one for one in new.guarantees}
    return _of_table("guarantee", before, after, _guarantee)


def _guarantee(was: Guarantee, now: Guarantee) -> Iterator[str]:
    if was.given != now.given:
        before, after = (None if one.given is None else in_short(one.given) for one in (was, now))
        yield _turned("what it is given", before, after)
    for word, name in (
        ("then_contact", "whom it promises to contact"), ("then_immediately", "that it is at once"),
        ("then_level", "the level that it promises"), ("monotone", "that more facts never lower the level"),
    ):  # fmt: skip
        if getattr(was, word) != getattr(now, word):
            yield _turned(name, _said(getattr(was, word)), _said(getattr(now, word)))
    if was.independent_of != now.independent_of:
        fields = [[".".join(one) for one in guarantee.independent_of] for guarantee in (was, now)]
        yield _turned("what the level never depends on", ", ".join(fields[0]), ", ".join(fields[1]))


def _parameter(was: Parameter, now: Parameter) -> Iterator[str]:
    if was.title != now.title:
        yield _turned("its title", _quoted(was.title), _quoted(now.title))
    before, after = ({one.since: one for one in parameter.values} for parameter in (was, now))
    for since in sorted({*before, *after}):
        if before.get(since) != after.get(since):
            yield from _dated(before.get(since), after.get(since), since)


def _dated(was: ParameterValue | None, now: ParameterValue | None, since: date) -> Iterator[str]:
    """A value of a day; where only the number or only the reference changed, that alone."""
    if was is not None and now is not None and was.reference == now.reference:
        yield _turned(f"its value since {since}", str(was.value), str(now.value))
    elif was is not None and now is not None and was.value == now.value:
        yield _turned(f"the reference of its value since {since}", _quoted(was.reference), _quoted(now.reference))
    else:
        yield _turned(f"its value since {since}", _value(was), _value(now))


def _value(one: ParameterValue | None) -> str | None:
    return None if one is None else f"{one.value} ({one.reference})"


# --- everything else ----------------------------------------------------------------------------------------


def _head(old: Ruleset, new: Ruleset) -> Iterator[Change]:
    for word in _HEAD:
        was, now = getattr(old, word), getattr(new, word)
        if was != now:
            sentence = "it is worded otherwise" if word in _LONG else _turned("it", _said(was), _said(now))
            yield Change(what="ruleset", name=word, how="changed", details=(sentence,), at=new.at)


def _practice(old: Ruleset, new: Ruleset) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    """How challenges are carried on and plans carried out, as tables; of the stages as such only their order."""
    first, second = _challenge(old), _challenge(new)
    yield "challenge process", first[0], second[0]
    yield "stage", first[1], second[1]
    was, now = _plan(old), _plan(new)
    yield "plan", was[0], now[0]
    yield "review", was[1], now[1]


def _challenge(ruleset: Ruleset) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    process = ruleset.challenge
    if process is None:
        return {}, {}
    stages = {one.id: one for one in process.stages}
    order: Any = tuple(stages)
    return {"challenge": attrs.evolve(process, stages=order)}, stages


def _plan(ruleset: Ruleset) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    plan = ruleset.plan
    if plan is None:
        return {}, {}
    return {"plan": attrs.evolve(plan, reviews=())}, {one.level: one for one in plan.reviews}


def _of_table(what: str, old: Mapping[str, Any], new: Mapping[str, Any], say: Any) -> Iterator[Change]:
    """The entries of a table that are gone, new or said otherwise."""
    for name in [*old, *(name for name in new if name not in old)]:
        was, now = old.get(name), new.get(name)
        at = getattr(now if now is not None else was, "at", None)
        if now is None:
            yield Change(what=what, name=name, how="removed", details=tuple(_entry(was)), at=at)
        elif was is None:
            yield Change(what=what, name=name, how="added", details=tuple(_entry(now)), at=at)
        elif was != now:
            yield Change(what=what, name=name, how="changed", details=tuple(say(was, now)), at=at)


def _entry(one: Any) -> Iterator[str]:
    match one:
        case Parameter():
            yield f"“{one.title}”"
            yield from (f"{_value(value)} since {value.since}" for value in one.values)
        case Guarantee():
            if one.given is not None:
                yield f"given {in_short(one.given)}"
        case str():
            yield f"“{one}”"
        case _ if hasattr(one, "title"):
            yield f"“{one.title}”"


def _fields(was: Any, now: Any) -> Iterator[str]:
    if not attrs.has(type(now)):
        yield _turned("it", _said(was), _said(now))
        return
    for field in attrs.fields(type(now)):
        before, after = getattr(was, field.name), getattr(now, field.name)
        if field.eq and before != after:
            yield _turned(f"its {plain(field.name)}", _said(before), _said(after))


def _several(was: list[str], now: list[str]) -> Iterator[str]:
    yield from (f"it no longer {one}" for one in was if one not in now)
    yield from (f"it now {one}" for one in now if one not in was)


def _turned(name: str, was: str | None, now: str | None) -> str:
    """One sentence for what was and what is."""
    if was in (None, ""):
        return f"{name} is {now}, and was not given"
    if now in (None, ""):
        return f"{name} was {was}, and is not given"
    return f"{name} was {was} and is {now}"


def _quoted(text: str | None) -> str | None:
    return None if text is None else f"“{text}”"


def _cited(source: tuple[tuple[str, str], ...]) -> str:
    return "; ".join(f"{name}: {place}" for name, place in source)


def _said(value: Any) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return "promised" if value else "not promised"
        case tuple():
            return ", ".join(str(_said(one)) for one in value)
        case Mapping():
            return ", ".join(f"{key}: {_said(one)}" for key, one in value.items())
        case str():
            return f"“{value}”" if " " in value else value
        case _:
            return str(value)
