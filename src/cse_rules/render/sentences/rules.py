"""Rules, parameters and guarantees as sentences."""

from datetime import date

from attrs import frozen

from cse_rules.render.sentences.conclusions import conclusions, remarks, standing
from cse_rules.render.sentences.conditions import Clause, Told
from cse_rules.render.sentences.table import field_words
from cse_rules.render.sentences.words import Speech, code, day, label, listed, quantity, quoted, raw
from cse_rules.rules.conditions import Condition
from cse_rules.rules.ruleset import Guarantee, Parameter, Rule, Ruleset


@frozen
class RuleSaid:
    """A rule in parts, so that a page can lay them out; as text they make one paragraph."""

    name: str
    when: Clause
    then: tuple[str, ...]
    remarks: tuple[str, ...]
    standing: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The condition and what follows from it, nothing else."""
        return f"If {self.when}, then {stopped('; and '.join(self.then) or 'nothing follows')}"

    def __str__(self) -> str:
        return " ".join((f"{self.name}:", self.sentence, *map(stopped, (*self.remarks, *self.standing))))


def stopped(sentence: str) -> str:
    """With its full stop, unless words that it quotes at its end bring one."""
    return sentence if sentence.endswith((".”", "?”", "!”")) else f"{sentence}."


def say_rule(rule: Rule, speech: Speech) -> RuleSaid:
    """A rule in parts; `speech` holds the words of its ruleset and serves for all its rules."""
    told = Told.of(rule.when, speech)
    return RuleSaid(
        name=f"{quoted(rule.title)} (rule {raw(rule.id)})",
        when=told.clause(rule.when),
        then=conclusions(rule, speech, told.scope),
        remarks=remarks(rule, told.scope),
        standing=standing(rule, speech),
    )


def rule_sentence(rule: Rule, ruleset: Ruleset, *, on: date | None = None) -> str:
    """A rule as a paragraph: condition, conclusions and all else that tells it from other rules.

    Two rules of a ruleset that differ in anything but their place never get the same paragraph.

    Args:
        rule: the rule.
        ruleset: where its words and parameters are found.
        on: the day whose numbers are named first, with all others beside them; the newest ones if left out.
    """
    return str(say_rule(rule, Speech(ruleset, on)))


def condition_sentence(condition: Condition, ruleset: Ruleset) -> str:
    """A condition on one line, without a full stop."""
    return str(Told.of(condition, Speech(ruleset)).clause(condition))


def parameter_sentence(parameter: Parameter) -> str:
    """What a parameter is for, and each of its values with its day and who says so."""
    values = "; ".join(
        f"{quantity(one.value)} since {day(one.since)} ({quoted(one.reference)})" for one in parameter.values
    )
    return f"${parameter.name}, {quoted(parameter.title)}: {values or 'no value'}."


def guarantee_sentence(guarantee: Guarantee, ruleset: Ruleset) -> str:
    """What a ruleset promises, in the words of its name and in ours."""
    return f"{quoted(guarantee.name)}: {promise(guarantee, Speech(ruleset))}."


def promise(guarantee: Guarantee, speech: Speech) -> str:
    """What is promised, without the name of the guarantee."""
    said = []
    if guarantee.given is not None:
        given = Told.of(guarantee.given, speech).clause(guarantee.given)
        said.append(f"whenever {given}, {_then(guarantee, speech)}")
    elif guarantee.then_contact or guarantee.then_level or guarantee.then_immediately:
        said.append(f"always, {_then(guarantee, speech)}")
    if guarantee.monotone:
        said.append("more facts never lower the level that rules establish")
    if guarantee.independent_of:
        fields = [_field(*one) for one in guarantee.independent_of]
        said.append(f"the level never depends on {listed(fields, 'or')}")
    return "; ".join(said) or "nothing"


def _then(guarantee: Guarantee, speech: Speech) -> str:
    said = []
    if guarantee.then_contact is not None:
        at_once = "at once" if guarantee.then_immediately else "in time"
        said.append(f"there is an action {at_once} for {speech.titled('directory', guarantee.then_contact)}")
    elif guarantee.then_immediately:
        said.append("it is at once")
    if guarantee.then_level is not None:
        said.append(f"the level is at least {code(guarantee.then_level)}")
    return ", and ".join(said) or "nothing is promised"


def _field(type_name: str, name: str) -> str:
    path = tuple(name.split("."))
    known = field_words(type_name, path) is not None
    whose = {"child": "the child", "person": "other people"}.get(type_name, raw(type_name))
    return f"the {label(type_name, path)} of {whose}" if known else f"{raw(name)} of {whose}"
