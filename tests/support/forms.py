"""What the tests of forms look at: cases with every kind of entry, and an outline as one text."""

from collections.abc import Iterable, Iterator

from hypothesis import strategies as st

from cse_rules.facts import Case
from cse_rules.facts.types import Fact
from cse_rules.render.outline import Line, Section
from tests.support.cases import cases
from tests.support.looking import WORDS

LISTED = ("person", "vehicle", "premises", "online_account", "linked_child")
"""The types of facts that a form for the police lists, each fact once."""
CASES = cases(WORDS, types=(*LISTED, "sighting", "contact", "disclosure"), most=5)
EVERYTHING = """
case: c17
as_of: 2017-06-01
child: {age: 15}
people:
  - {id: mum, relationship: parent, household: childs_home}
  - {id: driver, gender: male, described_as: older, description: tall, of_concern: true}
  - {id: man, described_as: older, description: in a long coat, status: ruled_out}
  - {id: peer, relationship: friend, age: 15}
  - {id: caller, relationship: online_contact}
facts:
  - vehicle: {id: car, registration: "AB?2 ???", make: estate car, colour: blue, driver: driver}
    known_by: {how: told_by_other, who: the caretaker, may_be_named: false}
  - vehicle: {id: van, registration_held: partial, held_by: teacher}
  - premises: {id: hotel, type: hotel, address: 1 Example Street}
    known_by: {how: seen}
  - online_account: {id: acc, platform: Chatter, handle: b_o_y*99, used_by: caller}
    known_by: {how: told_by_child}
  - sighting: {id: seen, place: hotel, with: [man, driver, others_unknown], premises: hotel, vehicle: car}
    known_by: {how: told_by_other, who: a neighbour}
  - contact: {id: chat, with: [caller], means: online, account: acc, date: 2017-05-02}
  - disclosure: {id: told, of: rape, by: [driver]}
    known_by: {how: told_by_child, may_be_named: true}
  - linked_child: {id: child-2, relationship: friend, may_be: [at_risk, causing_harm]}
  - linked_child: {id: child-3, status: ruled_out, relationship: sibling}
"""


def listed(case: Case) -> list[Fact]:
    """The facts of a case that a form for the police lists."""
    return [one for one in case.facts if one.type_name in LISTED]


def every_line(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines and what stands under them, as they are read."""
    for line in lines:
        yield line
        yield from every_line(line.under)


def text_of(sections: Iterable[Section]) -> str:
    """All that an outline says."""
    return "\n".join(text for one in sections for text in (one.title, *(line.text for line in every_line(one.lines))))


def registrations() -> st.SearchStrategy[str]:
    """Registrations as people note them, with `?` where a position is not known."""
    return st.text("AB12? ", min_size=1, max_size=9).filter(str.strip)
