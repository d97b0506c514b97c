"""Phrases that were found in records: the words in their place, why they do harm, what to write instead."""

import json
from collections.abc import Iterable, Mapping, Sequence

from cse_rules.errors import Diagnostic, Severity
from cse_rules.language.located import LocatedPhrase
from cse_rules.rules.language import Phrase
from cse_rules.rules.ruleset import Source


def render_language(found: Sequence[LocatedPhrase], sources: Mapping[str, Source]) -> str:
    """As text, in reading order, with a last line that counts; the same if nothing was found."""
    lines: list[str] = []
    for one in found:
        lines += [*_head(one), *_why(one, sources), ""]
    if not found:
        return "no listed phrase was found; that says nothing of all else that a record should hold\n"
    number = "1 phrase" if len(found) == 1 else f"{len(found)} phrases"
    return "\n".join([*lines, f"{number} to think about; nothing was changed"]) + "\n"


def _head(one: LocatedPhrase) -> list[str]:
    within = f", {one.within}" if one.within else ""
    head = [f"{one.at}{within}: “{one.words}”"]
    if one.before or one.after:
        shown = one.words if len(one.words) == one.at.width else one.words[: one.at.width]
        rest = one.after if shown == one.words else ""
        head += [f"    {one.before}{shown}{rest}", f"    {' ' * len(one.before)}{'^' * len(shown)}"]
    if one.note:
        head.append(f"    note: {one.note}")
    return head


def _why(one: LocatedPhrase, sources: Mapping[str, Source]) -> list[str]:
    said = [f"    why: {one.phrase.problem}", f"    instead: {one.phrase.instead}"]
    for name, place in one.phrase.source:
        title = sources[name].title if name in sources else name
        said.append(f"    source: {title} ({place})")
    return said


def render_language_json(found: Iterable[LocatedPhrase], sources: Mapping[str, Source]) -> str:
    """An object for each finding, in reading order, for other tools; words around it are left out."""
    plain = [
        {
            "file": one.at.file,
            "line": one.at.line,
            "column": one.at.column,
            "within": one.within or None,
            "phrase": one.phrase.id,
            "found": one.words,
            "problem": one.phrase.problem,
            "instead": one.phrase.instead,
            "source": [
                {"id": name, "title": sources[name].title if name in sources else name, "place": place}
                for name, place in one.phrase.source
            ],
            "note": one.note or None,
        }
        for one in found
    ]
    return json.dumps(plain, indent=2, ensure_ascii=False) + "\n"


def as_diagnostics(found: Iterable[LocatedPhrase]) -> list[Diagnostic]:
    """For printers of diagnostics: the id of the phrase is the code."""
    return [
        Diagnostic(
            one.phrase.id,
            f"“{one.words}”{f' in {one.within}' if one.within else ''}: {one.phrase.problem}",
            one.at,
            help=f"instead: {one.phrase.instead}",
            severity=Severity.WARNING,
        )
        for one in found
    ]


def about_phrases(phrases: Mapping[str, Phrase]) -> dict[str, str]:
    """For each code what it finds."""
    return {name: f"“{one.forms[0]}”: {one.problem}" for name, one in phrases.items()}
