"""A contact with the front door that a ruleset refers to: what was seen, what it comes to, and which other children."""

from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from cse_rules.assess.actions import addressees, may_be_addressed, persons_of_concern
from cse_rules.assess.assessment import Assessment
from cse_rules.assess.documents.entries import Entry, entries_of
from cse_rules.assess.documents.fields import NotKnown, not_known
from cse_rules.assess.parts import Question
from cse_rules.derive.world import World
from cse_rules.facts.types import Person
from cse_rules.facts.values import Status

_OF_THE_CHILD = ("learning_disability", "physical_disability", "looked_after", "child_protection_plan")
"""What bears on how the child is spoken with and who answers for the child."""
_GROWN_UP = frozenset({"parent", "step_parent", "parents_partner", "grandparent", "carer", "professional"})
ADULT = 18


@frozen(kw_only=True)
class YoungPerson:
    """Somebody of the record who is, or may be, a child too."""

    id: str
    certain: bool
    """Under 18; otherwise nobody has said how old they are, or only that they are about as old as the child."""
    of_concern: bool
    """Recorded as posing a risk to children, or named in what the child told."""


@frozen(kw_only=True, eq=False, repr=False)
class ContactForm:
    """A contact with the front door of an area. It does not wait for what is not known."""

    assessment: Assessment
    to: str
    """The directory entry of the ruleset's front door, its `refer_to`."""
    child: Mapping[str, bool]
    """What is recorded of the child that bears on how the child is spoken with and who answers for the child."""
    child_not_known: tuple[NotKnown, ...]
    children: tuple[Entry, ...]
    """Every other child of the case, each once; who told of them is left out."""
    who_they_are: NotKnown
    """Of whom to ask which other children may be involved."""
    young_people: tuple[YoungPerson, ...]
    not_to_be_told: tuple[str, ...]
    """Directory entries of households in which a person of concern lives or may live."""
    questions: tuple[Question, ...]
    """Those that could change the level."""
    other_questions: int
    """How many more there are: they stand in the report."""

    def __repr__(self) -> str:
        return f"<ContactForm of {self.assessment.case.id} to {self.to}>"


def contact_form(assessment: Assessment) -> ContactForm:
    """The contact with the front door that an assessed case calls for, or may call for; pure."""
    world = assessment.look.world
    directory = assessment.checked.ruleset.directory
    first = tuple(one for one in assessment.questions if one.could_change_level or one.might_raise_level)
    child = {name: value for name in _OF_THE_CHILD if (value := getattr(world.case.child, name)) is not None}
    return ContactForm(
        assessment=assessment,
        to=next(iter(addressees((), world)), ""),
        child=child,
        child_not_known=tuple(not_known("child", name, world) for name in _OF_THE_CHILD if name not in child),
        children=tuple(map(_without_source, (one for one in entries_of((), world) if one.type == "linked_child"))),
        who_they_are=not_known("linked_child", "id", world),
        young_people=tuple(_young_people(world)),
        not_to_be_told=tuple(name for name, entry in directory.items() if not may_be_addressed(entry, world)),
        questions=first,
        other_questions=len(assessment.questions) - len(first),
    )


def _without_source(entry: Entry) -> Entry:
    """The entry as it may stand where sources have no place."""
    return evolve(entry, known=evolve(entry.known, who=None))


def _young_people(world: World) -> Iterator[YoungPerson]:
    """People who are under 18, and those of whom nobody has said that they are older and who may be."""
    of_concern = persons_of_concern(world)
    for one in world.case.of_type("person"):
        if not isinstance(one, Person) or one.status is Status.RULED_OUT:
            continue
        if one.age is not None:
            if one.age < ADULT:
                yield YoungPerson(id=str(one.id), certain=True, of_concern=one in of_concern)
        elif (one.age_is_at_least or 0) < ADULT and one.described_as != "older" and one.relationship not in _GROWN_UP:
            yield YoungPerson(id=str(one.id), certain=False, of_concern=one in of_concern)
