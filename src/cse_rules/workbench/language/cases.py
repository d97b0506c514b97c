"""Words of professionals in a case file: statements, and the reasons of decisions and judgements.

Of a case no line is ever shown: a finding has the words that were found and the place of the text that they stand in.
"""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from cse_rules.errors import Diagnostic, Location
from cse_rules.facts.types import PROFESSIONAL_ROLES
from cse_rules.language import Finder
from cse_rules.language.english import Impression
from cse_rules.language.located import LocatedPhrase
from cse_rules.rules.language import Phrase
from cse_rules.syntax.nodes import MAX_BYTES, Node, read_text
from cse_rules.workbench.language.pieces import Unreadable, ask_for_english, decoded

_TEXTS = {"statement": "text", "decision": "reason", "judgement": "reason"}
_UNKNOWN = "whose words these are is not known"


def read_case_words(
    stream: BinaryIO, name: str, phrases: Mapping[str, Phrase], finder: Finder, *, any_language: bool
) -> list[LocatedPhrase]:
    """What is found in a case file; whether it can be assessed is not asked.

    Raises:
        Unreadable: if it is no case file, or a text in it is in another language.
    """
    here = Location(name, 1, 1)
    raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise Unreadable([Diagnostic("CSE002", f"the file is larger than {MAX_BYTES // 1024 // 1024} MB", here)])
    root, problems = read_text(decoded(raw.removeprefix(b"\xef\xbb\xbf"), name, 1), file=name, quote=False)
    if root is None or problems:
        raise Unreadable(problems)
    facts = root.value.get("facts") if root.is_mapping else None
    if not root.is_mapping or "case" not in root.value or (facts is not None and not facts.is_list):
        help_ = "a case starts with `case:` and has a list of `facts`; for any other text say --as text"
        raise Unreadable([Diagnostic("CSE101", "this is no case file", here, help=help_)])
    found: list[LocatedPhrase] = []
    for within, text, note in _texts(facts):
        if not any_language:
            impression = Impression()
            impression.add(text.value)
            try:
                ask_for_english(impression, text.at, f"`{within}`")
            except Unreadable as error:
                problems += error.problems
        for one in finder.find(text.value):
            words = " ".join(text.value[one.begin : one.end].split())
            found.append(LocatedPhrase(at=text.at, phrase=phrases[one.phrase], words=words, within=within, note=note))
    if problems:
        raise Unreadable(problems)
    return found


def _texts(facts: Node | None) -> Iterator[tuple[str, Node, str]]:
    """Each text with its path, and what else has to be known of it."""
    for number, fact in enumerate(facts.value if facts is not None else ()):
        for kind, key in _TEXTS.items():
            body = fact.value.get(kind) if fact.is_mapping else None
            text = body.value.get(key) if body is not None and body.is_mapping else None
            if body is None or text is None or not isinstance(text.value, str):
                continue
            by = body.value.get("by")
            who = by.value if by is not None else None
            if kind == "statement" and who is not None and who not in PROFESSIONAL_ROLES:
                continue
            note = _UNKNOWN if kind == "statement" and who is None else ""
            yield f"facts[{number}].{kind}.{key}", text, note
