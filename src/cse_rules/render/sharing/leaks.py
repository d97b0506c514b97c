"""A last look at a finished document: whether anything can be read in it that its audience is not told.

An id such as `friend` is a word that reports use anyway. So a word that neither the ruleset nor the library uses must
not occur at all; of the others, ids as ids, whole sentences about masked facts and longer free texts must not.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import attrs

from cse_rules.assess import Assessment
from cse_rules.check import CheckedRuleset
from cse_rules.errors import CseRulesError
from cse_rules.facts.kinds import Code, Group, Text, fields_of
from cse_rules.facts.types import Fact
from cse_rules.render.audiences import Audience
from cse_rules.render.names import clean
from cse_rules.render.sharing.masking import words_for
from cse_rules.render.words import Words

_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W_]+(?:[-_][^\W_]+)+")
_PHRASE = 3
"""From how many ordinary words on a free text is looked for as a whole."""


class Leaked(CseRulesError):
    """Something in a document is not for its audience.

    The message says what kind of thing and names the id that it belongs to, for whoever holds the record; it never says
    the words themselves.
    """


def refuse_leaks(texts: Iterable[str], assessment: Assessment, audience: Audience) -> None:
    """Nothing, if the texts of a document hold nothing that its audience is not told.

    Raises:
        Leaked: if they do.
    """
    if audience.named and audience.sources == "by role":
        return  # nothing is masked
    found = next(_leaks(texts, assessment, audience), None)
    if found is not None:
        raise Leaked(
            f"no report {audience.title}: {found} could be read in the finished document. This is a mistake of "
            "cse-rules, or a word of your own fact type or ruleset says too much; please report it. Until then, "
            "another id in the record may help"
        )


def _leaks(texts: Iterable[str], assessment: Assessment, audience: Audience) -> Iterator[str]:
    whole = _plain(" ".join(texts))
    present = set(_WORD.findall(whole))
    masked = words_for(assessment, audience)
    checked = assessment.checked
    public = _own_words() | _words_of(checked) | _codes(assessment.case.facts)
    ids, shown, hidden = _said(assessment, audience)
    public |= {word for text in shown for word in _WORD.findall(_plain(text))}
    for name, text in (*((one, one) for one in ids), *hidden):
        words = _WORD.findall(_plain(text))
        telling = [one for one in words if one not in public and not one.isdigit() and len(one) > 1]
        as_a_whole = len(words) >= _PHRASE and _stands(
            re.escape(_plain(text)), _plain(text), whole, checked, shared=name != text
        )
        if as_a_whole or any(one in present for one in telling):
            yield f"the id `{clean(name)}`" if name == text else f"a free text of `{clean(name)}`"
    for name in ids:
        one = _plain(name)
        joined = not re.fullmatch(r"[\d\W_]*|[^\W_]+", one) and one not in public
        pattern = re.escape(f"[{one}]") + (f"|{re.escape(one)}" if joined else "")
        if _stands(pattern, one, whole, checked):
            yield f"the id `{clean(name)}`"
    for name, sentence in _sentences(assessment, masked):
        if sentence in whole:
            yield f"what the record says of `{clean(name)}`"


def _stands(pattern: str, text: str, whole: str, checked: CheckedRuleset, *, shared: bool = False) -> bool:
    """Whether a text stands by itself in a document, elsewhere than inside of what the ruleset says.

    With `shared`, what the ruleset says in the very same words is the ruleset's own.
    """
    if text not in whole:
        return False
    by_itself = re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])")
    if by_itself.search(whole) is None:
        return False
    for said in _texts_of(checked):
        if text in said and (shared or text != said):
            whole = whole.replace(said, " ")
    return by_itself.search(whole) is not None


def _sentences(assessment: Assessment, masked: Words) -> Iterator[tuple[str, str]]:
    """What the full report says of a fact, where this one says something else; with its id."""
    full = Words.of(assessment)
    for fact in assessment.case.facts:
        ours, theirs = _plain(full.say(fact)), _plain(masked.fact(str(fact.id)))
        if ours not in theirs and len(_WORD.findall(ours)) >= _PHRASE:
            yield str(fact.id), ours


def _said(assessment: Assessment, audience: Audience) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Ids that are masked, words of the case that are not, and free texts that are, each with the id of its fact."""
    case = assessment.case
    ids, shown, hidden = list[str](), list[str](), list[tuple[str, str]]()
    (shown if audience.named else ids).append(case.id)
    for thing in (case.child, *case.facts):
        name = str(thing.id) if isinstance(thing, Fact) else "child"
        if isinstance(thing, Fact):
            (shown if audience.named else ids).append(name)
        for text, sensitive in _texts(thing):
            if audience.named and not sensitive:
                shown.append(text)
            else:
                hidden.append((name, text))
    words = words_for(assessment, audience)
    for fact in words.case.facts:  # what is left of free texts was found to be no more than a word of the ruleset
        shown += [text for text, _ in _texts(fact)]
    return ids, shown, hidden


def _texts(thing: Any) -> Iterator[tuple[str, bool]]:
    """The free texts of a fact, and whether they are sensitive."""
    for spec in fields_of(type(thing)).values():
        value = getattr(thing, spec.attribute)
        if value is None or spec.name == "id":
            continue
        if isinstance(spec.kind, Group):
            yield from ((text, sensitive or spec.sensitive) for text, sensitive in _texts(value))
        elif isinstance(spec.kind, Text):
            yield str(value), spec.sensitive


def _codes(facts: Iterable[Fact]) -> set[str]:
    """The words that the types of the facts are made of."""
    found = set[str]()
    for kind in {type(fact) for fact in facts}:
        found.update(_WORD.findall(kind.type_name))
        for spec in fields_of(kind).values():
            found.update(_WORD.findall(spec.name.casefold()))
            inner = getattr(spec.kind, "of", spec.kind)
            if isinstance(inner, Code):
                found.update(word for code in inner.words for word in _WORD.findall(code.casefold()))
    return found


@lru_cache(maxsize=4)
def _words_of(checked: CheckedRuleset) -> frozenset[str]:
    """Every word in the text of a ruleset."""
    return frozenset(word for text in _texts_of(checked) for word in _words_in(text))


@lru_cache(maxsize=4)
def _texts_of(checked: CheckedRuleset) -> tuple[str, ...]:
    """Every text of a ruleset, the longest first."""
    found, left = set[str](), list[Any]([checked.ruleset])
    while left:
        one = left.pop()
        if isinstance(one, str):
            found.add(_plain(one))
        elif isinstance(one, Mapping):
            left += [*one.keys(), *one.values()]
        elif isinstance(one, tuple | list | frozenset | set):
            left += one
        elif attrs.has(type(one)):
            left += [getattr(one, field.name) for field in attrs.fields(type(one))]
    return tuple(sorted(found, key=lambda text: (-len(text), text)))


@lru_cache(maxsize=1)
def _own_words() -> frozenset[str]:
    """Every word of the library's own text: whatever it writes by itself is among them."""
    text: list[str] = []

    def read(folder: Traversable) -> None:
        for one in folder.iterdir():
            if one.is_dir():
                read(one)
            elif one.name.endswith((".py", ".html", ".css")):
                text.append(one.read_text("utf-8").casefold())

    for name in ("render", "assess"):
        read(files("cse_rules").joinpath(name))
    return frozenset(_words_in(" ".join(text)))


def _words_in(text: str) -> set[str]:
    """The words of a text, and those that are put together, as ids are."""
    return {*_WORD.findall(text), *_COMPOUND.findall(text)}


def _plain(text: str) -> str:
    return " ".join(clean(text).casefold().split())
