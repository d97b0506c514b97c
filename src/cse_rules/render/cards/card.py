"""One card: what all of them have, and whose word it is."""

from collections.abc import Iterable
from typing import Any, Literal

from cse_rules.render.cards.names import CardKind, card_id, system
from cse_rules.render.cards.plain import as_markdown, on_one_line, shortened
from cse_rules.render.contacts import EMERGENCY
from cse_rules.render.outline import Line, Section
from cse_rules.render.words import Words
from cse_rules.rules.ruleset import Ruleset

Plain = dict[str, Any]
Urgency = Literal["info", "warning", "critical"]
Cited = Iterable[tuple[str, str]]
SUPPORTS = "This card supports the judgement of professionals and never replaces it."


def card(
    kind: CardKind,
    about: str,
    words: Words,
    *,
    summary: str,
    beside: str = "",
    sections: Iterable[Section],
    indicator: Urgency,
    topic: tuple[str, str],
    cited: Cited = (),
    suggestions: Iterable[Plain] = (),
    one_of_them: bool = False,
    override: Iterable[Plain] = (),
) -> Plain:
    """A card with all its keys, those that hold nothing as well.

    Args:
        kind: which sort of card it is.
        about: the id of what it is about.
        words: how things are called.
        summary: of which as many whole words are shown as there is room for.
        beside: stands in brackets behind the summary where there is room for both.
        sections: the detail.
        indicator: how urgent it is.
        topic: the id and the title of the rule, or of what else it is about.
        cited: the sources; the ruleset itself where there are none.
        suggestions: what can be done.
        one_of_them: whether one of these excludes the others.
        override: the reasons for which it may be overridden.
    """
    ruleset, cited = words.ruleset, tuple(cited)
    return {
        "uuid": card_id(ruleset, kind, about),
        "summary": shortened(summary, beside=beside),
        "detail": as_markdown([*sections, _footer(ruleset)]),
        "indicator": indicator,
        "source": _source(cited, topic, ruleset),
        "suggestions": list(suggestions),
        "selectionBehavior": "at-most-one" if one_of_them else "any",
        "overrideReasons": list(override),
        "links": _links(cited, ruleset),
    }


def _footer(ruleset: Ruleset) -> Section:
    edition = f"Ruleset: {ruleset.title}, edition {ruleset.edition} ({ruleset.status})"
    return Section("About this card", [Line(edition), Line(SUPPORTS), Line(EMERGENCY)])


def _source(cited: tuple[tuple[str, str], ...], topic: tuple[str, str], ruleset: Ruleset) -> Plain:
    """The first source that has an address; else the first; else the ruleset."""
    code, title = topic
    found: Plain = {"label": on_one_line(f"{ruleset.title}, edition {ruleset.edition}")}
    first = next((one for one in cited if _address(one[0], ruleset)), next(iter(cited), None))
    if first is not None:
        key, place = first
        known = ruleset.sources.get(key)
        found["label"] = on_one_line(f"{known.title if known else key}: {place}")
        if address := _address(key, ruleset):
            found["url"] = address
    return {**found, "topic": {"system": system(ruleset, "rule"), "code": code, "display": on_one_line(title)}}


def _links(cited: tuple[tuple[str, str], ...], ruleset: Ruleset) -> list[Plain]:
    """To the sources that have an address, and to nothing else."""
    return [
        {"label": on_one_line(ruleset.sources[key].title), "url": address, "type": "absolute"}
        for key in dict.fromkeys(key for key, _ in cited)
        if (address := _address(key, ruleset))
    ]


def _address(key: str, ruleset: Ruleset) -> str | None:
    where = ruleset.sources[key].where if key in ruleset.sources else None
    return where if where is not None and where.startswith(("https://", "http://")) else None
