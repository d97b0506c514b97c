"""The information report for the police as an outline. Sensitive fields are shown in it, and nowhere else."""

from collections.abc import Iterable

from cse_rules.assess.documents.entries import Entry, Registration
from cse_rules.assess.documents.fields import INFORMATION_FIELDS
from cse_rules.assess.documents.information import Event, InformationReport, Place
from cse_rules.assess.parts import Trigger
from cse_rules.facts.values import Status
from cse_rules.render.about import about_section
from cse_rules.render.actions import contact_lines
from cse_rules.render.contacts import EMERGENCY
from cse_rules.render.forms.shared import (
    BLANK,
    FIELD_NAMES,
    InformationWords,
    blanks,
    not_known_lines,
    provenance_line,
    references_section,
    reporter_section,
)
from cse_rules.render.library import SUPPORTS
from cse_rules.render.names import clean, listed, on, plain
from cse_rules.render.outline import Line, Section, quiet

HANDLING = (
    "This report holds what no other output of the library holds: registrations, addresses, accounts, descriptions and "
    "who told it. Send it to the addressee alone, in the way agreed for it, and keep no copy outside the record"
)
NOT_A_REFERRAL = "It does not replace a referral, and a referral does not replace it: both may be needed"
_KINDS = {
    "vehicle": ("Vehicles", "vehicle"),
    "premises": ("Premises and other places", "place"),
    "online_account": ("Accounts online", "account online"),
    "linked_child": ("Other children who may be involved", "other child"),
}
_A_PLACE = {"area_of_concern": "a place in an area of concern", "other": "a place of another kind"}
_ALLEGATION = "An allegation is told to the police at once and directly: this report is not the way to make it"


def information_title(report: InformationReport) -> str:
    """What the document is called."""
    about = report.assessment
    return f"Information report for the police: case {clean(about.case.id)}, as of {about.as_of}"


def information_sections(report: InformationReport) -> tuple[Section, ...]:
    """The report as it is read: danger first, then to whom, what, and what the police alone fill in."""
    words = InformationWords.of(report.assessment)
    shown = [one for one in report.entries if not one.ruled_out and one.why != "not linked"]
    people = [one for one in shown if one.type == "person"]
    sections = (
        _danger(report, words),
        _before_sending(report, words),
        reporter_section(report.send_to, words),
        Section("The child", [Line(f"Case: {clean(report.assessment.case.id)}"), *blanks("Name and date of birth")]),
        _empty(report),
        _entries("People of concern", [one for one in people if one.why == "of concern"], words),
        _entries("Other people in what was seen or told", [one for one in people if one.why == "linked"], words),
        *(
            Section(
                title,
                [
                    *(_entry(one, words) for one in shown if one.type == kind),
                    *(_place(one, words) for one in report.places if kind == "premises"),
                ],
            )
            for kind, (title, _) in _KINDS.items()
        ),
        Section("What was seen or told", [_event(one, words) for one in report.events if not one.ruled_out]),
        _ruled_out(report, words),
        _not_linked(report.entries),
        _not_recorded(report),
        _grading(),
        references_section(INFORMATION_FIELDS),
        about_section(report.assessment.checked.ruleset),
    )
    return tuple(one for one in sections if one.lines)


def _danger(report: InformationReport, words: InformationWords) -> Section:
    lines = [Line(EMERGENCY, tone="urgent", mark="!"), *(_trigger(one, words) for one in report.dangers)]
    if not report.dangers:
        said = "Nothing recorded calls for acting at once. That is no answer: ask before you send this"
        lines.append(Line(said, mark="?"))
    return Section("First: is a child, or anybody else, in danger now?", lines, boxed=True)


def _trigger(trigger: Trigger, words: InformationWords) -> Line:
    contacts = list(dict.fromkeys(contact for contact, _ in trigger.say))
    reach = [line for one in contacts for line in contact_lines(one, words, named=len(contacts) > 1)]
    who = words.agencies(contacts) or "whoever may know"
    if trigger.possible:
        missing = [Line(one, mark="?") for one in dict.fromkeys(trigger.missing)]
        return Line(f"Possible: {trigger.rule.title}. Establish now, with {who}", [*reach, *missing], "urgent", "?")
    said = [Line(one, mark="→") for one in dict.fromkeys(say for _, say in trigger.say)]
    why = quiet(f"because: {trigger.rule.title}")
    first = f"Before this report is sent, contact {words.agencies(contacts)}" if contacts else trigger.rule.title
    return Line(first, [*said, *reach, why], "urgent", "!")


def _before_sending(report: InformationReport, words: InformationWords) -> Section:
    refer = f". For the referral contact {words.agency(report.refer_to)}" if report.refer_to else ""
    lines = [
        Line(SUPPORTS, tone="strong"),
        Line(f"{HANDLING}.", tone="strong"),
        Line(f"{NOT_A_REFERRAL}{refer}."),
        Line("Names are not in the record: write them in where you know them (✎), and leave a gap where you do not."),
        Line("Take out whatever does not belong. Nothing here was graded. A source who may not be named is left out."),
    ]
    return Section("Before you send this", lines)


def _empty(report: InformationReport) -> Section:
    if report.entries or report.events:
        return Section("")
    lines = [
        Line("No person, vehicle, place, account online or other child is recorded: there is nothing to send yet."),
        Line("Record them as facts of the case: person, vehicle, premises, online_account, linked_child; and what was "
             "seen as sighting or contact. A part of a registration is worth recording: AB?2 ???."),
    ]  # fmt: skip
    return Section("Nothing is recorded for this report", lines)


def _entries(title: str, entries: Iterable[Entry], words: InformationWords) -> Section:
    return Section(title, [_entry(one, words) for one in entries])


def _entry(entry: Entry, words: InformationWords) -> Line:
    under = blanks("Name", "Also known as") if entry.type == "person" else []
    under += blanks("Name and date of birth") if entry.type == "linked_child" else []
    for field, value in entry.details.items():
        if field == "registration" and entry.registration is not None:
            under.append(Line(f"Registration: {registration_in_words(entry.registration)}", tone="strong"))
        else:
            name = FIELD_NAMES.get(field, plain(field))
            under.append(Line(f"{name[:1].upper()}{name[1:]}: {words.value(field, value)}"))
    under += not_known_lines(entry.not_known, words)
    if entry.details.get("age") is not None and entry.details["age"] < 18:
        under.append(Line("Under 18: a child too, to whom the same duties are owed", tone="strong", mark="!"))
    if entry.named_in:
        told = "; ".join(_pointed_at(one, words) for one in entry.named_in)
        under.append(Line(f"In what was seen or told: {told}", mark="→"))
    if entry.beside:
        under.append(Line(f"Together with: {', '.join(map(words.person, entry.beside))}", mark="→"))
    standing = f" ({plain(entry.status)})" if entry.status is not Status.RECORDED else ""
    return Line(f"{clean(entry.id)}{standing}", [*under, provenance_line(entry.known)], "strong")


def _place(place: Place, words: InformationWords) -> Line:
    """A place of which nobody recorded which it is, and whom to ask."""
    seen = "seen" if place.type == "sighting" else "told of by the child"
    when = on(place.when) or "on a day that is not recorded"
    where = _pointed_at(place.event, words) if words.has_name(place.event) else ""
    known = words.agencies(place.not_known.of) or "whoever told it"
    asked = [Line(place.not_known.ask, mark="?")] if place.not_known.ask else []
    said = f"{_A_PLACE.get(place.kind, f'a {plain(place.kind)}')}, {seen} {when}; which one is not known. Ask: {known}"
    return Line(f"{said[:1].upper()}{said[1:]}", [*asked, *([Line(f"In: {where}", mark="→")] if where else [])])


def _pointed_at(name: str, words: InformationWords) -> str:
    """An event by its id, if somebody gave it one; else in words, of which there are few if it was ruled out."""
    event = words.case.by_id[name]
    if words.has_name(name):
        return clean(name)
    if event.status is Status.RULED_OUT:
        return f"{plain(event.type_name)} {on(event.happened) or 'of a day that is not recorded'}"
    return words.say(event)


def registration_in_words(registration: Registration) -> str:
    """The registration as recorded, and which of its positions nobody knows."""
    unknown = list(map(str, registration.unknown))
    if not unknown:
        return clean(registration.text)
    which = f"position {unknown[0]} is" if len(unknown) == 1 else f"positions {listed(unknown)} are"
    return f"{clean(registration.text)} (in part: of {len(registration.marks)}, spaces left out, {which} not known)"


def _event(event: Event, words: InformationWords) -> Line:
    gone = [name for name in event.names if words.case.by_id[name].status is Status.RULED_OUT]
    under = [
        *([Line(_ALLEGATION, tone="urgent", mark="!")] if event.allegation else []),
        *([Line(f"Ruled out since: {', '.join(gone)}", mark="!")] if gone else []),
        provenance_line(event.known),
    ]
    return Line(words.told(event.id), under)


def _ruled_out(report: InformationReport, words: InformationWords) -> Section:
    """What was looked at and found not to be so: named, and nothing said of it."""
    gone: list[Entry | Event] = [*report.entries, *report.events]
    lines = [
        Line(f"{plain(one.type)}: {clean(one.id)}" if words.has_name(one.id) else _pointed_at(one.id, words))
        for one in gone
        if one.ruled_out
    ]
    head = [quiet("Looked at, and found not to be so. Named so that nobody reports it anew; nothing of it is a fact.")]
    return Section("Ruled out", [*head, *lines] if lines else [])


def _not_linked(entries: Iterable[Entry]) -> Section:
    """People in the record whom nothing links with what this report is about."""
    lines = [Line(clean(one.id)) for one in entries if not one.ruled_out and one.why == "not linked"]
    head = [quiet("In the record, and nothing recorded links them: no details are given. That is not a no.")]
    return Section("Other people in the record", [*head, *lines] if lines else [])


def _not_recorded(report: InformationReport) -> Section:
    kinds = {"person": "person", **{kind: name for kind, (_, name) in _KINDS.items()}}
    listed_ = {one.type for one in report.entries} | ({"premises"} if report.places else set())
    none = [name for kind, name in kinds.items() if kind not in listed_]
    if not none or len(none) == len(kinds):
        return Section("")
    said = "Not recorded does not mean that there is none"
    return Section("Not recorded", [Line(f"No {one}. {said}", mark="?") for one in none])


def _grading() -> Section:
    said = "The police grade information (3x5x2); whoever reports does not. Leave these empty"
    names = ("Source evaluation", "Intelligence assessment", "Handling code")
    return Section("For the police alone", [Line(said, tone="strong"), *(Line(f"{one}: {BLANK}") for one in names)])
