"""A new rule in a file of a ruleset: a sign that can be observed, and a story for each answer."""

import re
import shutil
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import field, frozen

from cse_rules.assess import load_ruleset
from cse_rules.check import CheckedRuleset
from cse_rules.errors import Diagnostic, Location, RulesetError, did_you_mean
from cse_rules.rules.ruleset import ObservationCode, Ruleset
from cse_rules.syntax.nodes import Node, read_file
from cse_rules.syntax.words import OWN_FILES, WORD
from cse_rules.workbench.new_ruleset import MARK, as_yaml, title_of
from cse_rules.workbench.scenarios import run_scenarios
from cse_rules.workbench.schemas import with_modeline

_MODELINE = re.compile(r"# yaml-language-server: \$schema=(.+)/ruleset\.schema\.json")


@frozen(kw_only=True)
class Wish:
    """What is to be made; what is left out is worked out from the ruleset, if that leaves no doubt."""

    id: str
    file: str | None = None
    """The theme file, without its ending."""
    title: str | None = None
    kind: str = "risk"
    code: str | None = None
    """The code of the observation."""
    band: str | None = None
    theme: str | None = None
    topic: str | None = None


@frozen
class Made:
    """The files as they are to be, and what is to be known of them."""

    texts: Mapping[str, str]
    """Every file that changes, the vocabulary first."""
    rule: str
    failed: tuple[str, ...] = field(factory=tuple)
    """The stories that were there before and now come out otherwise."""


class CannotTell(ValueError):
    """Something must be said that the ruleset leaves open, or cannot be so; `option` names how to say it."""

    def __init__(self, message: str, option: str) -> None:
        super().__init__(message)
        self.option = option


def new_rule(folder: Path, wish: Wish) -> Made:
    """The rule, its code and its stories. Nothing is written; the ruleset with them was checked and its stories told.

    Raises:
        CannotTell: if something must be said, or is taken.
        RulesetError: if the ruleset has errors, or would have.
    """
    checked = load_ruleset(folder)
    ruleset = checked.ruleset
    plan = _Plan.of(ruleset, folder, wish)
    texts: dict[str, str] = {}
    if plan.code not in ruleset.observations:
        texts["vocabulary.yaml"] = _with_code(folder / "vocabulary.yaml", plan)
    rules, stories = f"{plan.file}.yaml", f"{plan.file}.scenarios.yaml"
    texts[rules] = _appended(folder / rules, plan.rule(ruleset), folder)
    texts[stories] = _appended(folder / stories, plan.stories(ruleset), folder)
    return Made(texts, wish.id, _tried(folder, texts, checked))


@frozen(kw_only=True)
class _Plan:
    id: str
    file: str
    title: str
    kind: str
    code: str
    indicator: str
    band: str | None
    theme: str
    topic: str

    @classmethod
    def of(cls, ruleset: Ruleset, folder: Path, wish: Wish) -> "_Plan":
        """What is said, and what follows from the ruleset."""
        if wish.id in {rule.id for rule in ruleset.rules}:
            raise CannotTell(f"there is a rule `{wish.id}` already: choose another id", "id")
        indicator = wish.id.replace("-", "_")
        if indicator in {rule.raises.indicator for rule in ruleset.rules if rule.raises is not None}:
            raise CannotTell(f"another rule raises `{indicator}` already: choose another id", "id")
        code = wish.code or indicator
        known = ruleset.observations.get(code)
        file = wish.file or _only({rule.theme_file for rule in ruleset.rules}, "file", "the rule")
        if not WORD.fullmatch(file) or file in OWN_FILES:
            raise CannotTell(
                f"`{file}` is no name of a theme file: one word, and none of {', '.join(OWN_FILES)}", "file"
            )
        theme = _theme(ruleset, known, wish.theme, file)
        return cls(
            id=wish.id,
            file=file,
            title=wish.title or title_of(wish.id),
            kind=wish.kind,
            code=code,
            indicator=indicator,
            band=_band(ruleset, wish),
            theme=theme,
            topic=known.topic if known else _topic(ruleset, wish.topic, theme),
        )

    def rule(self, ruleset: Ruleset) -> str:
        """The rule as text."""
        band = f"band: {self.band}, " if self.band else ""
        raised = f"indicator: {self.indicator}, kind: {self.kind}, {band}theme: {self.theme}"
        what = "kind and band" if self.band else "kind"
        return (
            f"- rule: {self.id}\n"
            f"  title: {as_yaml(self.title)}  # {MARK}: the sign, in the words of a report\n"
            f"  source: {_source(ruleset)}  # {MARK}: which document says so, and where in it\n"
            f"  when: {{some: observation, where: {{code: {self.code}}}}}  # {MARK}: what must be so\n"
            f"  raise: {{{raised}}}  # {MARK}: {what}\n"
        )

    def stories(self, ruleset: Ruleset) -> str:
        """A story for each answer as text."""
        source = _source(ruleset)
        raised = ", ".join(
            [f"indicator: {self.indicator}", f"kind: {self.kind}", *([f"band: {self.band}"] if self.band else [])]
        )
        asked = "".join(
            f"        - {{enquiry: {{topic: {self.topic}, of: {agency}, date: day 0, answer: nothing_known}}}}\n"
            for agency in ruleset.topics[self.topic].must_answer
        )
        return (
            f"- scenario: {as_yaml(f'{self.title}, as somebody has recorded')}\n"
            f"  source: {source}  # {MARK}: as in the rule\n"
            f"  timeline:\n    - day 0: {{observation: {{code: {self.code}}}}}\n"
            f"  expect:\n    - {{at: day 0, raised: [{{{raised}}}]}}  # {MARK}: and the level, actions, questions\n"
            f"\n- scenario: {as_yaml(f'{self.title}, and nobody has asked')}\n"
            f"  source: {source}\n{self._another(ruleset)}"
            f"  expect:\n    - {{at: day 0, cannot_tell: [{self.indicator}], ask: [{self.id}]}}\n"
            f"    - {{at: day 1, cannot_tell: [{self.indicator}]}}\n"
            f"\n- scenario: {as_yaml(f'{self.title}, of which all who were asked know nothing')}\n"
            f"  source: {source}\n"
            f"  timeline:\n    - day 0:\n{asked}"
            f"  expect:\n    - {{at: day 0, not_raised: [{self.indicator}]}}\n"
        )

    def _another(self, ruleset: Ruleset) -> str:
        """Another sign on the next day, if there is one: it must not pass for this one."""
        others = [name for name in ruleset.observations if name != self.code]
        near = [name for name in others if ruleset.observations[name].topic == self.topic]
        return f"  timeline:\n    - day 1: {{observation: {{code: {(near or others)[0]}}}}}\n" if others else ""


def _source(ruleset: Ruleset) -> str:
    """The ruleset's own choice where it lists one, so that no document is cited which does not say so."""
    name = next((name for name in ("ours", *ruleset.sources) if name in ruleset.sources), "ours")
    return f"{{{name}: not yet said}}"


def _only(words: Collection[str], option: str, what: str) -> str:
    """The one word that there is."""
    if len(words) == 1:
        return next(iter(words))
    listed = f": one of {', '.join(sorted(words))}" if words else ""
    raise CannotTell(f"say with --{option} where {what} belongs{listed}", option)


_ADDED = {
    "theme": "`themes` in ruleset.yaml, as `online: Online`",
    "band": "`bands` in ruleset.yaml",
    "topic": "`topics` in vocabulary.yaml, with `title`, `ask` and `of`",
}


def _one_of(word: str, words: Collection[str], what: str, option: str) -> str:
    if word not in words:
        help_ = did_you_mean(word, words) or f"one of {', '.join(words)}"
        raise CannotTell(f"the ruleset has no {what} `{word}`: {help_}, or add it first, under {_ADDED[what]}", option)
    return word


def _band(ruleset: Ruleset, wish: Wish) -> str | None:
    if wish.kind == "protective" or not ruleset.bands:
        if wish.band is not None:
            raise CannotTell("a sign of protection has no band, nor has any where there are no bands", "band")
        return None
    return _one_of(wish.band, ruleset.bands, "band", "band") if wish.band else ruleset.bands[0]


def _theme(ruleset: Ruleset, known: ObservationCode | None, said: str | None, file: str) -> str:
    if said is not None:
        return _one_of(said, ruleset.themes, "theme", "theme")
    if known is not None:
        return known.theme
    if file in ruleset.themes:
        return file
    used = {rule.raises.theme for rule in ruleset.rules if rule.raises is not None and rule.theme_file == file}
    return _only(used or ruleset.themes, "theme", "the sign")


def _topic(ruleset: Ruleset, said: str | None, theme: str) -> str:
    """The topic of most signs of the theme."""
    if said is not None:
        return _one_of(said, ruleset.topics, "topic", "topic")
    of_theme = Counter(one.topic for one in ruleset.observations.values() if one.theme == theme)
    if of_theme:
        return of_theme.most_common(1)[0][0]
    return theme if theme in ruleset.topics else _only(ruleset.topics, "topic", "the sign")


# --- text -----------------------------------------------------------------------------------------------------


def _appended(path: Path, text: str, folder: Path) -> str:
    """The file with the text at its end, or a new one, with the line for editors if the ruleset has it."""
    if path.is_file():
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n") + "\n\n" + text
    return _for_editors(folder, text, path.name)


def _for_editors(folder: Path, text: str, file: str) -> str:
    """A new file with the line for editors, if the ruleset has it."""
    found = _MODELINE.search((folder / "ruleset.yaml").read_text(encoding="utf-8-sig").partition("\n")[0])
    return with_modeline(text, file, found[1]) if found else text


def _with_code(path: Path, plan: _Plan) -> str:
    """The vocabulary with the code below its last observation."""
    entry = (
        f"{plan.code}: {{title: {as_yaml(plan.title)}, topic: {plan.topic}, theme: {plan.theme}}}  # {MARK}: its words"
    )
    if not path.is_file():  # a pack has only what it adds
        return _for_editors(path.parent, f"observations:\n  {entry}\n", path.name)
    root, problems = read_file(path, quote=False)
    if root is None or problems:
        raise RulesetError(problems)
    lines = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n").split("\n")
    listed: Node | None = root.value.get("observations")
    if listed is None:
        return "\n".join([*lines, "", "observations:", f"  {entry}", ""])
    last = list(listed.keys_at.values())[-1] if listed.keys_at else None
    if last is None or last.line == root.keys_at["observations"].line:
        here = Location(str(path), listed.at.line, listed.at.column)
        help_ = "or add the code yourself"
        message = "a code can be added where `observations` has a line for each"
        raise RulesetError([Diagnostic("CSE017", message, here, help=help_)])
    end = last.line
    while end < len(lines) and lines[end].startswith(" " * last.column):
        end += 1
    return "\n".join([*lines[:end], " " * (last.column - 1) + entry, *lines[end:], ""])


# --- whether it works -----------------------------------------------------------------------------------------


def _tried(folder: Path, texts: Mapping[str, str], before: CheckedRuleset) -> tuple[str, ...]:
    """The stories that come out otherwise with the new rule.

    Raises:
        RulesetError: if the ruleset would have errors, or a new story would not come out.
    """
    root, _ = read_file(folder / "ruleset.yaml", quote=False)
    beside = folder.parent if root is not None and root.is_mapping and "extends" in root.value else None
    with TemporaryDirectory(prefix=".new-", dir=beside) as made:
        for path in folder.glob("*.yaml"):
            shutil.copy(path, made)
        for name, text in texts.items():
            (Path(made) / name).write_text(text, encoding="utf-8", newline="\n")
        try:
            report = run_scenarios(Path(made), load_ruleset(Path(made)))
        except RulesetError as error:
            raise RulesetError(_at_home(one, made, folder) for one in error.diagnostics) from None
    failed = [one for one in report.results if not one.passed]
    if not failed:
        return ()
    passed = {(one.file, one.sentence) for one in run_scenarios(folder, before).results if one.passed}
    return tuple(one.sentence for one in failed if (one.file, one.sentence) in passed)


def _at_home(problem: Diagnostic, made: str, folder: Path) -> Diagnostic:
    """The problem where it would stand."""
    at = problem.location
    if at is None:
        return problem
    return problem.at(Location(at.file.replace(made, str(folder), 1), at.line, at.column, at.excerpt, at.width))
