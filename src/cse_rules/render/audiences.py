"""For whom a report is: what each audience sees of it, and why. One table, which everything that renders reads."""

from typing import Literal

from attrs import frozen

from cse_rules.errors import CseRulesError, did_you_mean
from cse_rules.facts.types import KnownBy

Part = Literal[
    "challenges", "professional concern", "what is possible", "the record itself", "engines", "instructions",
]  # fmt: skip
"""What a report may leave out; the rest is for everybody."""


class UnknownAudience(CseRulesError, ValueError):
    """A word that is no audience; the message names those there are."""


@frozen(kw_only=True)
class Audience:
    """Who reads a report, and what it therefore says."""

    name: str
    title: str
    named: bool
    """Whether ids, the name of the case and free words stand as the record has them; else numbered words."""
    sources: Literal["by role", "professionals", "none"]
    """Who told what: by role; by role if it was a professional; not at all."""
    types: frozenset[str] | None = None
    """The types of facts that are told, None is all; what rests on others is not told either."""
    unheard: frozenset[str] = frozenset()
    """How something is known, where it is not told because it was told in trust, or is no more than a concern."""
    left_out: frozenset[Part] = frozenset()
    asked_of_family: bool = False
    """Whether only those questions are put that the family may be asked."""
    for_family: bool = False
    """Whether it goes to the household, and so to nobody where a person of concern may live there."""
    note: str = ""
    """What the report itself says of what is not in it."""
    why: str

    def sees(self, part: Part) -> bool:
        """Whether a part of the report is for them."""
        return part not in self.left_out

    def tells(self, type_name: str) -> bool:
        """Whether facts of a type are told to them."""
        return self.types is None or type_name in self.types

    def hears(self, known_by: KnownBy | None) -> bool:
        """Whether what is known in this way is told to them."""
        if not self.unheard or known_by is None:
            return True
        return known_by.how not in self.unheard and known_by.may_be_named is not False

    @property
    def tells_every_fact(self) -> bool:
        """Whether all facts are told; if not, nothing may be said that moves with those that are not."""
        return self.types is None and not self.unheard


FULL = Audience(
    name="full",
    title="for those who work on the case",
    named=True,
    sources="by role",
    why="They hold the record already. Names, statements and addresses are in no report.",
)
_AUDIENCES = (
    FULL,
    Audience(
        name="police",
        title="for the police",
        named=True,
        sources="professionals",
        note="Who told what is said of professionals only, and only in what capacity.",
        why="They need people, vehicles and places under the words that the information reports use as well. Who of "
        "the family, the neighbours or other children told something is left out: what the police hold may be "
        "disclosed in proceedings, and they ask for a source separately.",
    ),
    Audience(
        name="partner",
        title="for another agency",
        named=False,
        sources="professionals",
        left_out=frozenset({"engines"}),
        note="Other people, vehicles, places and children have numbers here; ask separately who they are.",
        why="They need what was seen and what to do. Who the others are, is asked for separately: people, vehicles, "
        "places and other children have numbers, and the case has no name, should the document go astray.",
    ),
    Audience(
        name="family",
        title="for the family",
        named=False,
        sources="none",
        types=frozenset({"observation", "missing_episode", "possession"}),
        unheard=frozenset({"told_by_child", "told_by_other", "professional_concern"}),
        left_out=frozenset(
            {
                "challenges", "professional concern", "what is possible", "the record itself", "engines",
                "instructions",
            }
        ),
        asked_of_family=True,
        for_family=True,
        note="What the child or others told, what concerns other people and what was done already is not in it, nor "
        "what rests on that; the level is that of everything recorded.",
        why="They need the signs, the level, whom to turn to and what they are asked. What the child told, who told "
        "anything and what is thought about other people could put somebody in danger; concerns without evidence and "
        "challenges are a matter between professionals.",
    ),
)  # fmt: skip
AUDIENCES = {one.name: one for one in _AUDIENCES}
"""By name, the one that sees most first."""


def audience_named(name: str) -> Audience:
    """The audience of that name.

    Raises:
        UnknownAudience: if there is none; the message says which there are.
    """
    found = AUDIENCES.get(name)
    if found is None:
        hint = did_you_mean(name, AUDIENCES)
        raise UnknownAudience(
            f"unknown audience `{name}`; there are {', '.join(AUDIENCES)}" + (f"; {hint}" if hint else "")
        )
    return found
