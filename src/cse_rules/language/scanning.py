"""Every place at which one of many words stands: in one pass with `ahocorasick-rs`, or word by word without it."""

from collections.abc import Callable, Iterable, Sequence

Hits = Iterable[tuple[int, int, int]]
"""Which word, and from and to which byte."""
Scan = Callable[[bytes], Hits]


def scanner(words: Sequence[bytes], *, quick: bool = True) -> Scan:
    """What finds these words in small-lettered bytes, everywhere, those within others too.

    Args:
        words: none of them empty.
        quick: whether `ahocorasick-rs` may be used, if it is there (the extra `language`); it finds the same.
    """
    if quick and words:
        try:
            from ahocorasick_rs import BytesAhoCorasick, Implementation
        except ImportError:  # the extra is not installed
            return _one_by_one(words)
        automaton = BytesAhoCorasick(list(words), implementation=Implementation.DFA)
        return lambda data: automaton.find_matches_as_indexes(data, overlapping=True)
    return _one_by_one(words)


def _one_by_one(words: Sequence[bytes]) -> Scan:
    def scan(data: bytes) -> Hits:
        found = []
        for number, word in enumerate(words):
            at = data.find(word)
            while at >= 0:
                found.append((number, at, at + len(word)))
                at = data.find(word, at + 1)
        return sorted(found, key=lambda hit: (hit[2], -hit[1]))

    return scan
