"""The report of an assessment as one page of HTML."""

from typing import TYPE_CHECKING, Any

from attrs import frozen

from cse_rules.assess import Assessment
from cse_rules.render.audiences import FULL, Audience
from cse_rules.render.chapters import before_all, chapters, recognised_late
from cse_rules.render.documents.days import HEADS, TITLE, notes, rows
from cse_rules.render.documents.jinja import documents
from cse_rules.render.documents.picture import picture
from cse_rules.render.documents.shown import Citing, Place, Shown
from cse_rules.render.documents.timeline import timeline
from cse_rules.render.library import SUPPORTS
from cse_rules.render.names import clean
from cse_rules.render.numbering import numbered, use
from cse_rules.render.outline import Section
from cse_rules.render.report import heading, last_sections, version
from cse_rules.render.sharing.leaks import refuse_leaks
from cse_rules.render.sharing.masking import words_for
from cse_rules.render.sharing.reading import html_texts
from cse_rules.render.sharing.refusing import fit
from cse_rules.render.sharing.told import as_told

if TYPE_CHECKING:
    from cse_rules.assess.session import History


@frozen
class Told:
    """A fact in the numbered list, and where the report tells it."""

    number: int
    said: str
    use: str
    places: list[Place]


def render_html(assessment: Assessment, *, audience: str = FULL.name, history: "History | None" = None) -> str:
    """The assessment as a page that stands alone: no script, nothing fetched, to be read, heard or printed.

    Args:
        assessment: from `assess`.
        audience: `full`, `police`, `partner` or `family`; what is not for them is left out or told in other words,
            and the finished page is searched for it.
        history: from `cse_rules.assess.session.history`, for the level on earlier days in the picture, and for what was
            recognised late. A family is shown neither.

    Raises:
        UnknownAudience: if there is no such audience.
        ReportRefused: for a family in whose household a person of concern lives, or may live.
        Leaked: if something that the audience is not told was found in the page; there is no page then.
        WriterMissing: without the `report` extra.
    """
    wanted = fit(assessment, audience)
    page = documents().get_template("report.html").render(context(assessment, wanted, history))
    refuse_leaks(html_texts(page), assessment, wanted)
    return page


def context(assessment: Assessment, audience: Audience = FULL, history: "History | None" = None) -> dict[str, Any]:
    """All that the template fills in."""
    assessment = as_told(assessment, audience)
    words = words_for(assessment, audience)
    facts = numbered(assessment, words)
    citing = Citing(facts.numbers)

    def shown(sections: tuple[Section, ...]) -> list[tuple[Section, list[Shown]]]:
        return [(one, citing.lines(one)) for one in sections]

    if audience.tells_every_fact:
        line = timeline(assessment, words, facts, history)
    else:  # when the level rose, and by when something is due, tells when something that is not told was recorded
        line, history = None, None
    late = recognised_late(history)
    return {
        "title": heading(assessment, words),
        "statement": assessment.statement,
        "version": version(audience),
        "ruleset": assessment.checked.ruleset,
        "supports": SUPPORTS,
        "before": shown(before_all(assessment, words)),
        "chapters": [(one, shown(one.sections)) for one in chapters(assessment, words, late)],
        "line": line,
        "picture": picture(line) if line is not None else None,
        "over_time": TITLE,
        "heads": HEADS,
        "days": rows(line, words.agency) if line is not None else [],
        "notes": list(notes(line)) if line is not None else [],
        "after": shown(tuple(one for one in last_sections(assessment, words) if one.lines)),
        "facts": [
            Told(number, clean(words.told(str(fact.id))), use(assessment, fact), citing.places.get(number, []))
            for number, fact in enumerate(facts.facts, 1)
        ],
        "rest": facts.rest if facts.untold else "",
    }
