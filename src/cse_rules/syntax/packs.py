"""A pack laid over the ruleset that it extends: one ruleset, and a note of everything that it says otherwise.

What a pack adds has a name that the base does not have; what it overrides or switches off has one that the base has.
So a slip of the pen is never taken for something new, and in which order things are said makes no difference.
"""

from collections.abc import Mapping
from hashlib import sha256

from attrs import evolve

from cse_rules.rules.ruleset import DetailQuestion, Extends, Rule, Ruleset
from cse_rules.syntax.chain import Written
from cse_rules.syntax.merging import Merging
from cse_rules.syntax.overrides import Target, Wishes

INHERITED = {
    "scale": "say `scale: {steps: […], because: …}` under `override`",
    "bands": "the rules of the base stand on them",
    "refer_to": "say under `override`, in the `directory`, how that entry is reached here",
    "information_to": "say under `override`, in the `directory`, how that entry is reached here",
}
"""Keys that a pack does not have, and what to do instead."""


def merged(base: Ruleset, own: Ruleset, wishes: Wishes, written: Written) -> Ruleset:
    """The pack as a whole ruleset, which says what it was built upon.

    Args:
        base: the whole ruleset that it extends.
        own: what the files of the pack hold, and nothing else.
        wishes: what it says of the base.
        written: its files; what is wrong is added to their problems.
    """
    one = Merging(base, own, written.roots["ruleset"], wishes.overrides, written.problems)
    _edition(one, written.target)
    _identity(one)
    scale = _scale(one)
    level_words = one.words("level_words", "say", base.level_words, own.level_words)
    maps = one.words("maps", "levels", base.level_maps, own.level_maps)
    made = evolve(
        own,
        preface=_joined(own.preface, base.preface),
        statement=_joined(own.statement, base.statement),
        scale=scale,
        bands=base.bands,
        level_words={step: said for step, said in level_words.items() if step in scale or step in own.level_words},
        # An assessment under the base can be read here: the same word is the same step.
        level_maps={base.id: {step: step for step in base.scale if step in scale}} | maps,
        themes=one.words("themes", "", base.themes, own.themes),
        sources=one.entries("sources", base.sources, own.sources),
        directory=one.directory(),
        topics=one.entries("topics", base.topics, own.topics),
        observations=one.entries("observations", base.observations, own.observations),
        details=tuple(one.entries("details", _by_field(base), _by_field(own)).values()),
        phrases=one.phrases(),
        parameters=one.parameters(),
        rules=_rules(one, wishes),
        guarantees=one.guarantees(),
        sufficient=_sufficient(one),
        fresh_for=own.fresh_for or base.fresh_for,
        step_down_window=own.step_down_window or base.step_down_window,
        refer_to=base.refer_to,
        calendar=own.calendar or base.calendar,
        roles=one.words("roles", "", base.roles, own.roles),
        challenge=one.process("challenge process", base.challenge, own.challenge),
        plan=one.process("plan", base.plan, own.plan),
        information_to=base.information_to,
        accept=tuple((dict(base.accept) | dict(own.accept)).items()),
        content_hash=sha256(f"{own.content_hash}:{base.content_hash}".encode()).hexdigest()[: len(base.content_hash)],
    )
    return evolve(made, extends=Extends(base=base, folder=str(written.base), deviations=one.deviations))


def _joined(own: str, base: str) -> str:
    """What the base says of itself is never taken away."""
    return " ".join(filter(None, (own, base)))


def _by_field(ruleset: Ruleset) -> dict[str, DetailQuestion]:
    return {f"{one.type}.{one.field}": one for one in ruleset.details}


def _edition(one: Merging, target: Target | None) -> None:
    """A pack may be written for one edition of its base; then another one is looked at by people first."""
    if target is not None and target.edition is not None and target.edition != one.base.edition:
        message = f"this extends edition `{target.edition}`, and `{one.base.id}` is edition `{one.base.edition}`"
        help_ = "see with `cse-rules diff` what changed, then say the new edition"
        one.add("CSE242", message, target.edition_at, help_)


def _identity(one: Merging) -> None:
    """The pack has an id of its own, and gives only what it may."""
    base, own = one.base, one.own
    if own.id in (base.id, *(each.id for each in base.bases)):
        help_ = "a report says under which of the two it was made"
        one.add("CSE243", f"`{own.id}` is the id of what this extends", one.root.find(("ruleset",)), help_)
    for key, help_ in INHERITED.items():
        if key in one.root.value:
            one.add("CSE246", f"`{key}` is inherited from `{base.id}`", one.root.find((key,), key=True), help_)
    for group, key, mine, theirs in (
        ("sufficient", "fresh_for", own.fresh_for, base.fresh_for),
        ("step_down", "window", own.step_down_window, base.step_down_window),
    ):
        if mine and theirs:
            at, help_ = one.root.find((group, key), key=True), f"override the value of `${theirs}`"
            one.add("CSE246", f"`{key}` is inherited from `{base.id}`", at, help_)


def _scale(one: Merging) -> tuple[str, ...]:
    """The steps. The outermost stay and none changes place, or what the base promises would mean something else."""
    old = one.base.scale
    override = next((each for each in one.overrides if each.table == "scale"), None)
    if override is None:
        return old
    new: tuple[str, ...] = override.said["steps"]
    if new[:1] != old[:1] or new[-1:] != old[-1:]:
        message = f"the scale of `{one.base.id}` goes from `{old[0]}` to `{old[-1]}`, and stays so"
        one.add("CSE248", message, override.at, "put other steps between these")
    elif [step for step in new if step in old] != [step for step in old if step in new]:
        message = f"the steps of the scale of `{one.base.id}` stay in their order: {', '.join(old)}"
        one.add("CSE248", message, override.at)
    else:
        one.note("overridden", "scale", "scale", override.at, override.because)
        return new
    return old


def _sufficient(one: Merging) -> tuple[str, ...]:
    """More topics may be needed before a lowest result, and none less."""
    at = one.root.find(("sufficient", "topics"))
    for topic in one.own.sufficient:
        if topic in one.base.sufficient:
            one.taken("among the topics of `sufficient`,", topic, at, "leave it out: those of the base stay")
        else:
            one.note("added", "topic needed for a lowest result", topic, at)
    return tuple(dict.fromkeys((*one.base.sufficient, *one.own.sufficient)))


# --- rules ----------------------------------------------------------------------------------------------------


def _rules(one: Merging, wishes: Wishes) -> tuple[Rule, ...]:
    """The rules of the base without those switched off, some in another form, and those that are new."""
    base = {rule.id: rule for rule in one.base.rules}
    own = {rule.id: rule for rule in one.own.rules}
    off = {name for name in wishes.switch_off if _off(one, name, base, own, wishes)}
    instead = {name for name in wishes.rules if _instead(one, name, base, own, wishes)}
    for rule in one.own.rules:
        if rule.id in base and rule.id not in wishes.rules:
            one.taken("rule", rule.id, rule.at, "say `override: why`, or choose another id")
        elif rule.id not in base and rule.id not in wishes.rules:
            one.note("added", _sort(rule), rule.id, rule.at)
    kept = [own[rule.id] if rule.id in instead else rule for rule in one.base.rules if rule.id not in off]
    every = (*kept, *(rule for rule in one.own.rules if rule.id not in base))
    return tuple(sorted(every, key=lambda rule: f"{rule.theme_file}.yaml"))  # as if they stood in one folder


def _off(one: Merging, name: str, base: Mapping[str, Rule], own: Mapping[str, Rule], wishes: Wishes) -> bool:
    """Whether a rule that is to be switched off can be; if not, why is noted."""
    reason, rule = wishes.switch_off[name], base.get(name)
    if rule is None:
        one.unknown("rule", name, base, reason.at)
    elif rule.status == "retired":
        one.add(
            "CSE247", f"rule `{name}` is retired in `{one.base.id}`", reason.at, "it is not run anyway: leave it out"
        )
    elif name in own:
        one.add("CSE247", f"rule `{name}` is switched off and stands in the pack", reason.at, "do one of the two")
    else:
        one.note("switched off", _sort(rule), name, reason.at, reason.because)
        return True
    return False


def _instead(one: Merging, name: str, base: Mapping[str, Rule], own: Mapping[str, Rule], wishes: Wishes) -> bool:
    """Whether a rule that says `override` can stand in place of one of the base; if not, why is noted."""
    reason = wishes.rules[name]
    if name not in own:  # it could not be read, which was said
        return False
    if name not in base:
        one.unknown("rule", name, base, reason.at)
        return False
    if own[name].status == "retired":
        one.add("CSE247", f"rule `{name}` is overridden by a retired one", reason.at, "switch it off instead")
    if base[name].trigger and not own[name].trigger:
        message = f"rule `{name}` is a trigger in `{one.base.id}`, and stays one"
        one.add("CSE247", message, reason.at, "add `trigger: true`")
    one.note("overridden", _sort(base[name]), name, reason.at, reason.because)
    return True


def _sort(rule: Rule) -> str:
    return "trigger" if rule.trigger else "rule"
