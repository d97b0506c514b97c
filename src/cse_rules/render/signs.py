"""The signs that were found: harm, risk, vulnerability and protection apart; evidence apart from concern."""

from cse_rules.assess import Assessment
from cse_rules.assess.parts import RaisedIndicator
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.words import Words

KINDS = {
    "harm": "Harm: signs that the child has already been harmed",
    "risk": "Risk: signs that somebody may harm the child",
    "vulnerability": "Vulnerability: circumstances that others may take advantage of",
    "protective": "Protection: what helps the child; it takes nothing away from the level",
}
_NONE_PROTECTIVE = "Nothing that protects the child has been recorded. That is a question, not a finding."


def sign_sections(assessment: Assessment, words: Words) -> list[Section]:
    """Four lists, each by theme; those with nothing but professional concern behind them stand under their own line."""
    sections = []
    for kind, title in KINDS.items():
        found = [one for one in assessment.indicators if one.kind == kind and words.tells_all(one.facts)]
        evidence, hunches = [one for one in found if not one.hunch], [one for one in found if one.hunch]
        lines = _by_theme(evidence, assessment, words)
        if hunches:
            heading = "Professional concern only: nothing else is recorded behind these"
            lines.append(Line(heading, _by_theme(hunches, assessment, words), "strong"))
        if not lines and kind == "protective" and words.audience.tells_every_fact:
            lines = [Line(_NONE_PROTECTIVE)]
        if lines:
            sections.append(Section(title, lines))
    return sections


def _by_theme(found: list[RaisedIndicator], assessment: Assessment, words: Words) -> list[Line]:
    themes = assessment.checked.ruleset.themes
    order = list(dict.fromkeys([*themes, *(one.theme for one in found)]))
    return [
        Line(themes.get(theme, theme), [_sign(one, words) for one in found if one.theme == theme], "strong", " ")
        for theme in order
        if any(one.theme == theme for one in found)
    ]


def _sign(found: RaisedIndicator, words: Words) -> Line:
    band = f" [band: {found.band.replace('_', ' ')}]" if found.band else ""
    presumed = " [presumed: a detail is not known]" if found.presumed else ""
    sources = tuple(dict.fromkeys(one for rule in found.rules for one in rule.source))
    return Line(
        f"{found.title}{band}{presumed}",
        [
            *(
                Line(_fact(name, found.title, words), tone="quiet", mark=" ", fact=name)
                for name in found.facts
                if words.tells(name)
            ),
            quiet(f"source: {words.cite(sources)}"),
        ],
    )


def _fact(name: str, title: str, words: Words) -> str:
    """A fact, without repeating the title of the sign that it is."""
    told = words.told(name)
    if told == title:
        by = "" if words.audience.sources == "none" else "by whom and "
        return f"recorded; {by}when it was seen is not said"
    return told.removeprefix(title).lstrip(";, ") if told.startswith((f"{title}; ", f"{title}, ")) else told
