"""Listed phrases in a text: each where it stands, whatever its form, and none that is somebody else's."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from attrs import frozen

from cse_rules.language.divided import Match, read_divided, with_line_ends
from cse_rules.language.leading import Before, last_letters
from cse_rules.language.notation import read_form, read_words
from cse_rules.language.patterns import Pattern
from cse_rules.language.quoting import quoted
from cse_rules.language.scanning import scanner
from cse_rules.language.sentences import REACH, Sentence, paragraph_at, sentence_at
from cse_rules.rules.language import Phrase, Phrases, as_phrases

_WORD_BYTES = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789_")
_BETWEEN = frozenset(b" \n-")
_MARKS = ('"', "'", "‘", "“", "«")


@frozen(order=True)
class Found:
    """A phrase at a place of a text, from and to in characters."""

    begin: int
    end: int
    phrase: str


class _Form:
    """One form of one phrase."""

    def __init__(self, pattern: Pattern, order: int) -> None:
        self.pattern, self.order, self.leads = pattern, order, pattern.leads
        self.begins = pattern.begins
        self.next, self.last = pattern.next, last_letters(pattern.leads)

    def around(
        self, sentence: Sentence, anchor: int, tried: "dict[_Form, list[tuple[int, int]]]"
    ) -> list[tuple[int, int]]:
        """Where it may be: from its anchor on, or else anywhere in the sentence, which is looked through once."""
        if self.begins:
            found = self.pattern.regex.match(sentence.text, sentence.in_characters(anchor))
            return [] if found is None else [found.span()]
        if self not in tried:
            tried[self] = list(self.pattern.spans(sentence.text))
        return tried[self]

    def goes_on(self, letter: int | None) -> bool:
        """Whether the word behind an anchor may begin with this letter; None if there is none to be seen."""
        return letter not in _WORD_BYTES or self.next is None or letter in self.next

    @cached_property
    def rest(self) -> Callable[[str, int], object]:
        """Whether the form can go on from an anchor."""
        return self.pattern.rest.match if self.pattern.rest is not None else _perhaps


def _perhaps(text: str, at: int) -> object:
    return True


class _Listed:
    """What has to be near a phrase, and what it is left alone in: read when the phrase is first met."""

    def __init__(self, phrase: Phrase, read: "_Read") -> None:
        self.phrase, self._read = phrase, read

    @cached_property
    def near(self) -> tuple[Pattern, ...]:
        """One of them must stand in the same sentence."""
        return self._read.patterns(self.phrase.near)

    @cached_property
    def alone(self) -> tuple[Pattern, ...]:
        """A phrase that has a part in one of them is none."""
        return (*self._read.patterns(self.phrase.leave_alone), *self._read.everywhere)


class _Read:
    """The forms of one list as patterns."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        named = phrases.groups
        self.groups = {name: tuple(read_form(one, named) for one in rows) for name, rows in named.items()}

    def patterns(self, forms: Iterable[str]) -> tuple[Pattern, ...]:
        """One for each."""
        return tuple(Pattern(read_form(one, self.groups), self.groups) for one in forms)

    @cached_property
    def everywhere(self) -> tuple[Pattern, ...]:
        """What the whole list leaves alone."""
        return self.patterns(self.phrases.leave_alone)

    def forms(self, phrase: Phrase) -> tuple[Pattern, ...]:
        """The phrase as it is said, and its other forms. Of signs alone nothing is found."""
        said = read_words(phrase.forms[0])
        own = (Pattern(said, self.groups),) if said.items else ()
        return (*own, *self.patterns(phrase.forms[1:]))


class Finder:
    """Finds the phrases of one list.

    Args:
        phrases: the list; its forms make sense, which reading it has made sure of.
        quick: whether `ahocorasick-rs` may be used, if it is installed; what is found is the same.
    """

    def __init__(self, phrases: Mapping[str, Phrase], *, quick: bool = True) -> None:
        read = _Read(as_phrases(phrases))
        self._listed = [_Listed(phrase, read) for phrase in phrases.values()]
        forms = [_Form(pattern, at) for at, one in enumerate(phrases.values()) for pattern in read.forms(one)]
        by_anchor: dict[str, list[_Form]] = {}
        for form in forms:
            for anchor in form.pattern.anchors:
                by_anchor.setdefault(anchor, []).append(form)
        self._anchored: list[tuple[bool, dict[int | None, tuple[_Form, ...]]]] = [
            (not anchor.endswith("*"), {None: tuple(each)}) for anchor, each in by_anchor.items()
        ]
        """For each anchor whether it is a whole word, and the forms that can go on with a letter; under None all."""
        self._scan = scanner([anchor.rstrip("*").encode() for anchor in by_anchor], quick=quick)

    def find(self, text: str) -> tuple[Found, ...]:
        """What is found in a text, in its order; of those that share a word, the longest."""
        data = text.encode("utf-8", "replace")
        found = self.spans(data)
        if len(data) == len(text):
            return tuple(Found(begin, end, name) for begin, end, name in found)
        made, at, letters = [], 0, 0
        for begin, end, name in found:
            letters += _letters(data, at, begin)
            at = begin
            made.append(Found(letters, letters + _letters(data, begin, end), name))
        return tuple(made)

    def spans(self, data: bytes) -> list[tuple[int, int, str]]:
        """The same for UTF-8, from and to in bytes."""
        found = read_divided(with_line_ends(data), self._matches)
        return [(one.begin, one.end, self._listed[one.order].phrase.id) for one in _longest(found)]

    def _matches(self, data: bytes) -> Iterator[Match]:
        sentence, tried, quotes = Sentence.none(), dict[_Form, list[tuple[int, int]]](), _Quotes(data)
        for begin, end, form in self._likely(data):
            if not sentence.holds(begin, end):
                sentence, tried = sentence_at(data, begin, end), {}
            for here in form.around(sentence, begin, tried):
                span = Match(*sentence.in_bytes(*here), form.order)
                # Only around this anchor: of a long sentence, what leads up to another one may not have been read.
                here_too = span.begin <= begin and end <= span.end
                if here_too and self._is_one(form.order, sentence, *here) and not quotes.around(span.begin, span.end):
                    yield span

    def _likely(self, data: bytes) -> Iterator[tuple[int, int, _Form]]:
        """Where a form may be: an anchor of it as a word, what comes behind it, and what comes before."""
        small = data.lower() + b" "  # so that there is something before and behind everything
        words, between, anchored = _WORD_BYTES, _BETWEEN, self._anchored
        text = data.decode("ascii") if data.isascii() else None
        for number, begin, end in self._scan(small):
            behind = small[end]
            if small[begin - 1] in words:
                continue
            whole, forms = anchored[number]
            if whole and behind in words:
                continue
            key = small[end + 1] if whole and behind in between and end + 1 < len(small) else None
            likely = forms.get(key)
            if likely is None:
                likely = forms[key] = tuple(one for one in forms[None] if one.goes_on(key))
            if likely:
                yield from self._tried(likely, data, small, text, begin, end)

    def _tried(
        self, likely: tuple[_Form, ...], data: bytes, small: bytes, text: str | None, begin: int, end: int
    ) -> Iterator[tuple[int, int, _Form]]:
        """Of the forms that may be around an anchor those that can go on behind it, and be led up to."""
        last = small[begin - 2] if begin > 1 and small[begin - 1] in _BETWEEN else None
        if last not in _WORD_BYTES:
            last = None
        here, at, before = text, begin, None
        for form in likely:
            if last is not None and form.last is not None and last not in form.last:
                continue
            if here is None:
                here, at = data[begin : begin + REACH].decode("utf-8", "ignore"), 0
            if form.rest(here, at):
                if form.leads is not None:
                    before = before or Before(data, begin)
                    if not form.leads.allow(before):
                        continue
                yield begin, end, form

    def _is_one(self, order: int, sentence: Sentence, begin: int, end: int) -> bool:
        listed = self._listed[order]
        if _in_an_address(sentence.text, begin):
            return False
        if listed.near and not any(
            one.may_be_in(sentence.small) and any(True for _ in one.spans(sentence.text)) for one in listed.near
        ):
            return False
        return not any(
            first < end and begin < last
            for one in listed.alone
            if one.may_be_in(sentence.small)
            for first, last in one.spans(sentence.text)
        )


def _in_an_address(text: str, at: int) -> bool:
    """Whether a place is within the address of a page: its words are the names that others gave it."""
    parts = text[:at].split()
    return bool(parts) and not text[at - 1].isspace() and ("://" in parts[-1] or parts[-1].startswith("www."))


def _letters(data: bytes, begin: int, end: int) -> int:
    return len(data[begin:end].decode("utf-8", "ignore"))


def _longest(spans: Iterable[Match]) -> list[Match]:
    """Of those that share something the longest, then the first, then the one that the list has first."""
    taken: list[Match] = []
    for span in sorted(spans, key=lambda one: (one.begin - one.end, one.begin, one.order)):
        at = bisect_left(taken, span)
        free_before = at == 0 or taken[at - 1].end <= span.begin
        if free_before and (at == len(taken) or span.end <= taken[at].begin):
            taken.insert(at, span)
    return taken


class _Quotes:
    """Which bytes are quoted, a paragraph at a time."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.paragraph = Sentence.none()
        self.spans: list[tuple[int, int]] = []

    def around(self, begin: int, end: int) -> bool:
        """Whether something of these bytes is quoted."""
        if not self.paragraph.holds(begin, end):
            self.paragraph = paragraph_at(self.data, begin, end)
            text = self.paragraph.text
            marked = any(mark in text for mark in _MARKS)
            self.spans = [self.paragraph.in_bytes(*one) for one in quoted(text)] if marked else []
        return any(one < end and begin < other for one, other in self.spans)
