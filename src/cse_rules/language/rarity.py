"""How often a word is met in English, roughly: enough to choose the rarest of a form."""

from math import sqrt
from typing import Final

_COMMON = """
the of and to in a is that for it was on he be with as by at have are this not but had his they from she which or we an
there her were one do been all their has would will what if can when so no said who more about up them some could him
into its then two out time like only my did other me your now over just may these new also people any know very see
first well after should than where back how get most way down our made got think day because us through work good go
says before being much good year years make take between since those even under while last need want too here many still
off home come same old does own another child school family support young person worker mother social police plan
meeting visit concerns risk staff told asked week night house care placement contact information record case
service services agencies team health review referral assessment sexual abuse exploitation children harm
something nothing anything everything everybody everyone nobody always never often again already yet early earlier late
later today tomorrow yesterday morning afternoon evening night weekend monday tuesday wednesday thursday friday saturday
sunday january february march april june july august september october november december minute minutes hour hours days
weeks month months times second third next few several enough such both either neither whether though although however
therefore perhaps probably really quite almost around along across against among within without toward towards during
until once twice near far away together apart inside outside above below behind beside between before
ask asks asking answer answers answered call calls called calling change changes changed close closed open opened
come comes coming came find finds found finding give gives given gave giving goes going gone went help helps helped
keep keeps kept know knows known knew leave leaves left let lets like liked look looks looked looking make makes making
mean means meant meet meets met move moved needs needed number part put puts read run runs said say seem seems seen set
show shows showed shown speak spoke spoken start started stay stays stayed stop stopped take takes taken took taking
talk talked tell tells telling thing things think thinks thought try tried turn turned use used uses using wait waited
walk want wants wanted watch way word words work worked working works write writes written wrote
man men woman women boy boys girl girls baby parent parents father mum dad brother sister grandmother uncle aunt friend
friends teacher teachers manager officer officers nurse doctor carer carers foster professional professionals workers
people persons name names address place places room door street town city area road car bus train phone letter letters
email file files note notes number report reports list form forms page paper book table line lines question questions
reason reasons result results action actions decision decisions problem problems matter point end side hand head face
body life money food water house houses flat hospital clinic college class court law office company group groups
arrived agreed attended became begin began believe bring brought carried check checked clear common considered continue
continued date dates different discussed due each easy else even ever every example explained fact facts feel felt
following full further general great happen happened hard hear heard held high hope important include including interest
kind large least less likely little live lived living local long lost low lunch main may member members might mind more
myself nearly note noted offer offered order own paid past period phoned possible present provided public quick reach
received recorded remember right safe same sent session sessions short sign signs similar simple small soon sort special
state still strong sure term terms true under understand upon usual value various view visited week weeks while whole
wide wish wrong young cannot must shall said because level levels rule rules
"""
_PER_MILLION: Final = 60_000.0
_RANK = {word: rank for rank, word in enumerate(_COMMON.split(), start=1)}


def how_often(word: str) -> float:
    """Roughly how many times in a million words one is met; a `*` at its end is any ending."""
    word = word.rstrip("*")
    if word in _RANK:
        return _PER_MILLION / _RANK[word]
    letters = max(1, len(word))
    return 100.0 / (letters * sqrt(letters)) + (3000.0 if len(word) <= 2 else 0.0)  # a short one begins many others
