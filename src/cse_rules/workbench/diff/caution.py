"""What counts as less cautious: every kind of loss, in one table.

The table is all there is: a comparison names a loss by its key, and the sentence is made here. What cannot be
compared by a machine, such as a text that is worded otherwise, counts as a loss, because nobody can tell from here that
it is none.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from attrs import frozen

Direction = Literal["less", "more"]


@frozen
class Kind:
    """One way in which the answer to a case can be less cautious than it was."""

    what: str
    """In plain words, for the reference."""
    less: str
    """The sentence for a case; `{name}` is what it is about, `{strong}` what was and `{weak}` what is."""
    more: str | None
    """The sentence for the opposite; None where there is none, because neither can be told from the other."""


@frozen
class Loss:
    """What one answer to a case says and the other one does not, or says more weakly."""

    kind: str
    """A key of `WHAT_COUNTS`."""
    name: str = ""
    strong: str = ""
    weak: str = ""

    def sentence(self, direction: Direction = "less") -> str | None:
        """The sentence about a case; None if the opposite of this loss is no gain."""
        kind = WHAT_COUNTS[self.kind]
        text = kind.less if direction == "less" else kind.more
        return None if text is None else text.format(name=self.name, strong=self.strong, weak=self.weak)


WHAT_COUNTS: Mapping[str, Kind] = {
    # --- the level
    "level": Kind(
        "the level is lower, or there was not enough information and is now for the lowest level",
        "the level is lower: {strong} before, {weak} now",
        "the level is higher: {weak} before, {strong} now",
    ),
    "could-be": Kind(
        "the level that it could be is lower",
        "the level that it could be is lower: {strong} before, {weak} now",
        "the level that it could be is higher: {weak} before, {strong} now",
    ),
    "established": Kind(
        "the level is the same, and rules alone establish a lower one",
        "rules alone establish a lower level: {strong} before, {weak} now",
        "rules alone establish a higher level: {weak} before, {strong} now",
    ),
    "rule-level": Kind(
        "a rule that is met sets a lower level, or none, whatever other rules set",
        "rule {name} sets a lower level: {strong} before, {weak} now",
        "rule {name} sets a higher level: {weak} before, {strong} now",
    ),
    "scale": Kind(
        "the scales of the two rulesets differ, so that nobody can compare their levels",
        "the scales differ, so the levels cannot be compared",
        None,
    ),
    "sufficient": Kind(
        "the level is the same, and what is known now counts as enough information",
        "what is known counts as enough information, and did not",
        "what is known does not count as enough information any more",
    ),
    # --- what a rule that is met, or presumed, concludes
    "presumed": Kind(
        "what a rule concludes was certain and is only presumed",
        "what rule {name} concludes was certain and is only presumed",
        "what rule {name} concludes was only presumed and is certain",
    ),
    "facts": Kind(
        "a rule that is met no longer rests on a fact, although it still asks for facts of that type, or rests on none "
        "of the facts it rested on",
        "rule {name} no longer rests on {strong}",
        "rule {name} now rests on {strong} as well",
    ),
    # --- triggers
    "trigger": Kind(
        "a trigger is gone, for any of the facts that it spoke of",
        "a trigger is gone: {name}",
        "a trigger is new: {name}",
    ),
    "trigger-possible": Kind(
        "a trigger was certain and is only possible",
        "trigger {name} was certain and is only possible",
        "trigger {name} was only possible and is certain",
    ),
    "trigger-contact": Kind(
        "somebody with whom a possible trigger is to be established is left out",
        "the possible trigger {name} is no longer to be established with {strong}",
        "the possible trigger {name} is now to be established with {strong} as well",
    ),
    # --- actions
    "action": Kind(
        "an action is gone, or goes to somebody else",
        "an action for {strong} is gone: {name}",
        "an action for {strong} is new: {name}",
    ),
    "deadline": Kind(
        "an action is due later; where the day cannot be told, its deadline is longer, or runs from a day that is not "
        "known any more",
        "an action is due later: {name}, {strong} before, {weak} now",
        "an action is due sooner: {name}, {weak} before, {strong} now",
    ),
    "state": Kind(
        "an action counts as further on: done, not known, outstanding or overdue, in this order",
        "an action counts as {weak} and did as {strong}: {name}",
        "an action counts as {strong} and did as {weak}: {name}",
    ),
    "include": Kind(
        "something that an action must include is left out",
        "an action no longer includes “{strong}”: {name}",
        "an action now includes “{strong}”: {name}",
    ),
    "reach": Kind(
        "the directory no longer says how to reach somebody for whom there is an action",
        "the directory no longer says how to reach {name}",
        "the directory now says how to reach {name}",
    ),
    # --- signs: of harm, of risk and of vulnerability
    "sign": Kind("a sign is gone", "an indicator is gone: {name}", "an indicator is new: {name}"),
    "sign-rule": Kind(
        "a rule no longer raises a sign, although another one does",
        "rule {name} no longer raises {strong}, which another rule raises",
        "rule {name} now raises {strong}, which another rule raises",
    ),
    "kind": Kind(
        "a sign is of another kind, less grave: harm, risk, vulnerability, protection, in this order",
        "indicator {name} was a sign of {strong} and is one of {weak}",
        "indicator {name} was a sign of {weak} and is one of {strong}",
    ),
    "band": Kind(
        "a sign is in a lower band",
        "indicator {name} is in a lower band: {strong} before, {weak} now",
        "indicator {name} is in a higher band: {weak} before, {strong} now",
    ),
    "bands": Kind(
        "the bands of the two rulesets differ, so that nobody can compare the bands of a sign",
        "the bands differ, so those of indicators cannot be compared",
        None,
    ),
    "weight": Kind(
        "a sign weighs less",
        "indicator {name} weighs less: {strong} before, {weak} now",
        "indicator {name} weighs more: {weak} before, {strong} now",
    ),
    # --- challenges and questions
    "challenge": Kind(
        "a challenge is gone; the one about ageing may go where the level is no lower than it was without ageing",
        "a challenge is gone: {name}",
        "a challenge is new: {name}",
    ),
    "question": Kind(
        "a question is gone, unless each rule that asked it is now met for what it asked about",
        "a question is gone: {name}",
        "a question is new: {name}",
    ),
    "asked": Kind(
        "a question is no longer put to one of those who were asked",
        "question {name} is no longer put to {strong}",
        "question {name} is now put to {strong} as well",
    ),
    "topic": Kind(
        "a topic no longer counts as not asked about",
        "a topic no longer counts as open: {name}",
        "a topic now counts as open: {name}",
    ),
    "waiting": Kind(
        "an agency no longer has to answer before a topic is closed",
        "topic {name} no longer waits for {strong}",
        "topic {name} now waits for {strong} as well",
    ),
    # --- words, and what is said beside
    "words": Kind(
        "an action, a question, a challenge or a level is worded otherwise, so that a person has to compare the two",
        "{name} is worded otherwise: “{strong}” before, “{weak}” now",
        None,
    ),
    "switched-off": Kind(
        "the report no longer says that a rule, which is still switched off, would be met or may be",
        "it is no longer said that {name}, which is switched off, {strong}",
        "it is now said that {name}, which is switched off, {strong}",
    ),
    "error": Kind(
        "a rule fails, or a guarantee is not kept",
        "new: {name}",
        "no longer: {name}",
    ),
    "guarantee": Kind(
        "a guarantee that was not kept is no longer given",
        "it is no longer said, because it is no longer promised: {name}",
        "it is now said: {name}",
    ),
    "unusable": Kind(
        "the case can no longer be assessed at all",
        "it can no longer be assessed: {name}",
        "it could not be assessed before: {name}",
    ),
}


def sentences(losses: Iterable[Loss], direction: Direction = "less") -> tuple[str, ...]:
    """Each loss as a sentence, none of them twice."""
    return tuple(dict.fromkeys(text for one in losses if (text := one.sentence(direction)) is not None))
