"""What every document ends with: where its rules come from, which edition they are, and what it is not."""

from collections.abc import Container

from cse_rules.render.library import NAME, SUPPORTS, version
from cse_rules.render.outline import Line, Section
from cse_rules.rules.ruleset import Ruleset


def sources_section(cited: Container[str], ruleset: Ruleset) -> Section:
    """The documents behind the short names, only those that are cited."""
    return Section(
        "Sources",
        [
            Line(f"{key}: {'; '.join(filter(None, (source.title, source.date, source.where)))}", mark=" ")
            for key, source in ruleset.sources.items()
            if key in cited
        ],
    )


def about_section(ruleset: Ruleset, *, title: str = "About this report") -> Section:
    """The edition and its content hash, the library, and that it supports judgement and never replaces it."""
    return Section(
        title,
        [
            Line(f"Ruleset: {ruleset.title}, edition {ruleset.edition} ({ruleset.status})", mark=" "),
            *(
                Line(f"Built upon: {one.title}, edition {one.edition} ({one.status})", mark=" ")
                for one in ruleset.bases
            ),
            Line(f"Content hash: {ruleset.content_hash}", mark=" "),
            Line(f"Library: {NAME} {version()}", mark=" "),
            Line(ruleset.statement, mark=" "),
            Line(ruleset.preface, mark=" "),
            Line(SUPPORTS, mark=" ", tone="strong"),
        ],
    )
