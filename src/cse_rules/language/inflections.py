"""All forms of an English word, as far as a record is likely to hold them.

For a regular word by rule, too many rather than too few: `boying` does no harm, because nobody writes it.
"""

from collections.abc import Iterator
from functools import cache

_IRREGULAR = """
be am is are was were been being 's 're 'm
have has had having 's 've
do does did done doing
go goes went gone going
begin begins began begun beginning
break breaks broke broken breaking
bring brings brought bringing
choose chooses chose chosen choosing
come comes came coming
become becomes became becoming
deal deals dealt dealing
draw draws drew drawn drawing
drink drinks drank drunk drinking
drive drives drove driven driving
fall falls fell fallen falling
feel feels felt feeling
find finds found finding
get gets got gotten getting
give gives gave given giving
hang hangs hung hanging
hold holds held holding
keep keeps kept keeping
know knows knew known knowing
lay lays laid laying
lead leads led leading
leave leaves left leaving
let lets letting
lie lies lay lain lied lying
lose loses lost losing
make makes made making
mean means meant meaning
meet meets met meeting
pay pays paid paying
put puts putting
read reads reading
run runs ran running
say says said saying
see sees saw seen seeing
seek seeks sought seeking
sell sells sold selling
send sends sent sending
set sets setting
show shows showed shown showing
sit sits sat sitting
sleep sleeps slept sleeping
speak speaks spoke spoken speaking
spend spends spent spending
stand stands stood standing
steal steals stole stolen stealing
take takes took taken taking
teach teaches taught teaching
tell tells told telling
think thinks thought thinking
wear wears wore worn wearing
write writes wrote written writing
child children
man men
woman women
person people persons
wife wives
"""
_FORMS = {line.split()[0]: tuple(line.split()) for line in _IRREGULAR.strip().splitlines()}
_VOWELS = "aeiou"


@cache
def every_form(word: str) -> tuple[str, ...]:
    """The word and its other forms, each once."""
    if word in _FORMS:
        return tuple(dict.fromkeys(one for one in _FORMS[word] if not one.startswith("'")))
    return tuple(dict.fromkeys((word, *_regular(word))))


@cache
def short_forms(word: str) -> tuple[str, ...]:
    """What is written directly behind the word before it: 's and 're for `be`, `have`."""
    return tuple(one for one in _FORMS.get(word, ()) if one.startswith("'"))


@cache
def spellings(word: str) -> tuple[str, ...]:
    """With -ise and with -ize, where a word has one of them."""
    for one, other in (("s", "z"), ("z", "s")):
        for ending in ("e", "ed", "es", "er", "ers", "ing", "ation"):
            if len(word) > len(ending) + 5 and word.endswith(f"i{one}{ending}"):
                return (word, f"{word[: -len(ending) - 1]}{other}{ending}")
    return (word,)


@cache
def written(word: str, *, every: bool) -> tuple[str, ...]:
    """All that a word of a form may be written as, what is written behind the word before it included."""
    forms = (*every_form(word), *short_forms(word)) if every else (word,)
    return tuple(dict.fromkeys(one for form in forms for one in spellings(form)))


def _regular(word: str) -> Iterator[str]:
    if word.endswith("e"):
        yield from (f"{word}s", f"{word}d", f"{word[:-1]}ing")
    elif word.endswith("y") and word[-2:-1] not in _VOWELS:
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing")
    elif word.endswith(("s", "x", "z", "ch", "sh")):
        yield from (f"{word}es", f"{word}ed", f"{word}ing")
    else:
        yield from (f"{word}s", f"{word}ed", f"{word}ing")
        if len(word) > 2 and word[-1] not in f"{_VOWELS}wxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS:
            yield from (f"{word}{word[-1]}ed", f"{word}{word[-1]}ing")
