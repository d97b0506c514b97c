"""The contact with the front door as an outline. No sensitive field of the case is in it."""

from cse_rules.assess.documents.contact import ContactForm
from cse_rules.assess.documents.entries import Entry
from cse_rules.assess.documents.fields import CONTACT_FIELDS
from cse_rules.facts.values import Status
from cse_rules.render.about import about_section, sources_section
from cse_rules.render.act_now import act_now
from cse_rules.render.actions import action_section
from cse_rules.render.forms.shared import (
    FIELD_NAMES,
    FormWords,
    blanks,
    not_known_lines,
    references_section,
    reporter_section,
)
from cse_rules.render.level import level_section
from cse_rules.render.names import clean, plain
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.report import cited
from cse_rules.render.signs import sign_sections
from cse_rules.render.words import HOW

NEEDS = (
    "Where is the child now, who is with the child, and is that away from anybody of concern?",
    "Does the child need medical care, food, sleep or a change of clothes first?",
    "Whom does the child trust, and who will tell the child what happens next?",
)
"""What is asked of whoever makes the contact. That care comes first: IICSA, G.5; the rest in our words."""
WHO_KNOWS = (
    "Does the child know of this contact, and what did the child say?",
    "Do those who care for the child know of it, and what did they say?",
    "Who else has been told?",
)
NOT_A_CONDITION = "Not having asked is no reason to wait where asking could add to the danger: say why it was not asked"
_HOUSEHOLD = "A person of concern lives there, or may"


def contact_title(form: ContactForm) -> str:
    """What the document is called."""
    to = FormWords.of(form.assessment).agency(form.to)
    return f"Contact with {to}: case {clean(form.assessment.case.id)}, as of {form.assessment.as_of}"


def contact_sections(form: ContactForm) -> tuple[Section, ...]:
    """The contact as it is read: what is done now, to whom, what was seen, and who else may be involved."""
    assessment = form.assessment
    words = FormWords.of(assessment)
    sections = (
        act_now(assessment, words),
        reporter_section(form.to, words),
        _child(form, words),
        Section("In one sentence", [Line(assessment.statement, tone="strong")]),
        *sign_sections(assessment, words),
        _children(form, words),
        _needs(form, words),
        _who_knows(form, words),
        level_section(assessment, words),
        action_section(assessment, words),
        _not_known(form, words),
        Section("Notes", map(Line, assessment.notes)),
        Section("Errors: the rest stands", [Line(one, tone="urgent") for one in assessment.errors]),
        sources_section(cited(assessment, words), assessment.checked.ruleset),
        references_section(CONTACT_FIELDS),
        about_section(assessment.checked.ruleset),
    )
    return tuple(one for one in sections if one.lines)


def _child(form: ContactForm, words: FormWords) -> Section:
    head = Line(f"Case: {clean(form.assessment.case.id)}")
    by_hand = blanks("Name and date of birth", "Address", "Language, and what helps the child to be heard")
    return Section("The child", [head, *by_hand])


def _children(form: ContactForm, words: FormWords) -> Section:
    """Every other child: those recorded as such, and people who are or may be children."""
    lines = [_linked(one, words) for one in form.children]
    for one in form.young_people:
        what = "under 18: a child too" if one.certain else "may be a child: nobody has recorded how old they are"
        what += "; of concern, or named in what the child told" if one.of_concern else ""
        lines.append(Line(f"{words.person(one.id)} (among the people in the record): {what}", blanks("Name"), "plain"))
    if not lines:
        lines.append(Line("No other child is recorded. Not recorded does not mean that there is none", mark="?"))
    asked = f"{form.who_they_are.ask or 'Which other children may be involved?'} Ask: "
    lines.append(Line(f"{asked}{words.agencies(form.who_they_are.of) or 'whoever may know'}", mark="?"))
    return Section("Other children who may be involved: at risk, harmed, or causing harm", lines)


def _linked(entry: Entry, words: FormWords) -> Line:
    if entry.ruled_out:
        return Line(f"{clean(entry.id)}: ruled out; named so that nobody reports this child anew")
    under = blanks("Name and date of birth")
    for field, value in entry.details.items():
        name = FIELD_NAMES.get(field, plain(field))
        under.append(Line(f"{name[:1].upper()}{name[1:]}: {words.value(field, value)}"))
    standing = f" ({plain(entry.status)})" if entry.status is not Status.RECORDED else ""
    how = HOW.get(entry.known.how or "", "not recorded")
    under += [*not_known_lines(entry.not_known, words), quiet(f"How it is known: {how}")]
    return Line(f"{clean(entry.id)}{standing}", under, "strong")


def _needs(form: ContactForm, words: FormWords) -> Section:
    recorded = [
        Line(f"{FIELD_NAMES[name][:1].upper()}{FIELD_NAMES[name][1:]}: {'yes' if value else 'no'}")
        for name, value in form.child.items()
    ]
    unknown = not_known_lines(form.child_not_known, words)
    return Section("What the child needs now", [*blanks(*NEEDS), *recorded, *unknown])


def _who_knows(form: ContactForm, words: FormWords) -> Section:
    kept = [f"Do not ask or tell: {words.agency(name)}. {_HOUSEHOLD}" for name in form.not_to_be_told]
    kept_from = [Line(one, tone="urgent", mark="!") for one in kept]
    return Section("Who knows of this contact", [*kept_from, *blanks(*WHO_KNOWS), quiet(f"{NOT_A_CONDITION}.")])


def _not_known(form: ContactForm, words: FormWords) -> Section:
    lines = [
        Line(one.ask, [Line(f"ask: {words.agencies(one.of)}", mark="→")] if one.of else [], mark="?")
        for one in form.questions
    ]
    if lines:
        lines.insert(0, Line("An answer to these could change the level; the contact does not wait for them"))
    if form.other_questions:
        lines.append(Line(f"Further questions: {form.other_questions}. They stand in the report on the case"))
    topics = form.assessment.not_asked
    if topics:
        lines.append(Line("Not asked, or not answered", [Line(one.title) for one in topics], "strong"))
    return Section("What is not known", lines)
