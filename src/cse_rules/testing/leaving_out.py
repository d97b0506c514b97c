"""Sensitive text as it may be printed: a mark in its place, which keeps what a rule could read of it."""

from collections.abc import Iterator
from itertools import count
from string import ascii_uppercase, digits

from attrs import define, evolve, field

from cse_rules.check import CheckedRuleset
from cse_rules.derive.phrases import names_harm, phrases_in
from cse_rules.facts.our_record import Decision, Statement
from cse_rules.facts.types import Fact
from cse_rules.rules.conditions import CompatibleWith, Pattern, parts

LEFT_OUT = "(text left out)"


@define
class LeavingOut:
    """Marks for sensitive text, one for the whole of a case: two registrations that agree still do."""

    ruleset: CheckedRuleset | None = None
    _letters: dict[str, str] = field(factory=dict)
    _next: Iterator[str] = field(factory=lambda: _letters_without_end())

    def text(self, owner: Fact | object, type_name: str, name: str, value: str) -> str:
        """What stands in place of a text."""
        if (type_name, name) in self._registrations():
            return "".join(self._letter(letter) for letter in value.replace(" ", "").upper())
        if (type_name, name) in (("statement", "text"), ("decision", "reason")) and self.ruleset is not None:
            phrases = self.ruleset.ruleset.phrases
            words = evolve(owner, by="social_worker") if isinstance(owner, Statement) else owner
            found = (isinstance(words, Statement | Decision) and phrases_in(words, phrases)) or ()
            said = [phrases[one].forms[0] for one in found]
            if isinstance(owner, Statement) and phrases.harm is not None and names_harm(owner, phrases):
                said.append(phrases.harm.forms[0])
            return " / ".join((LEFT_OUT, *said))
        return LEFT_OUT

    def _letter(self, letter: str) -> str:
        if letter == "?":
            return letter
        if letter not in self._letters:
            self._letters[letter] = next(self._next)
        return self._letters[letter]

    def _registrations(self) -> set[tuple[str, str]]:
        """The fields of which rules compare the letters."""
        compared = {
            (pattern.type, test.path[0])
            for rule in (self.ruleset.rules if self.ruleset else ())
            for pattern in parts(rule.when)
            if isinstance(pattern, Pattern)
            for test in pattern.tests
            if isinstance(test.test, CompatibleWith)
        }
        return compared | {("vehicle", "registration")}


def _letters_without_end() -> Iterator[str]:
    yield from ascii_uppercase + digits
    yield from (chr(code) for code in count(0x4E00))  # letters without upper and lower case
