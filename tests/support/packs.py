"""A small ruleset and a pack that extends it, as folders beside each other."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from cse_rules import CheckedRuleset, Diagnostic, RulesetError, load_ruleset, read_ruleset
from cse_rules.rules import Ruleset
from cse_rules.syntax.printer import print_ruleset
from tests.support.small import raising, rule, texts, write

HEAD = 'ruleset: pack\nextends: {extends}\ntitle: A pack\nedition: "1"\nstatus: draft\n'
RAPE = "{some: disclosure, as: d, where: {of: rape}}"
RULES = "\n".join(
    (
        raising("hotel", "{some: sighting, where: {place: hotel, date: {within: $half_year}}}", "level: medium"),
        raising("self-harm", "{some: observation, where: {code: self_harm}}", "level: low"),
        raising("two-signs", "{raised: [hotel, self_harm]}"),
        rule("ask-more", "{raised: [self_harm]}", "if_unknown: quiet", "ask: {say: How is the child?, of: school}"),
        rule(
            "rape", RAPE, "per: d", "trigger: true", "level: high", "act: {contact: police, by: immediately, do: Call}"
        ),
        rule("images", "{some: observation, as: o, where: {code: truancy}}", "per: o", "trigger: true",
             "act: {contact: police, by: immediately, do: Call}"),
        rule("tell", "{some: missing_episode, as: e}", "per: e",
             "act: {contact: social_care, by: {time: $hours_72, after: e.to}, do: Tell}"),
    )
)  # fmt: skip
GUARANTEES = (
    "- {name: rape reaches the police, given: {some: disclosure, where: {of: rape}}, "
    "then: {act: {contact: police, by: immediately}}}\n"
    "- {name: more facts never lower the level, monotone: established}\n"
)


def base_files() -> dict[str, str]:
    """The files of the small base."""
    return texts(RULES, guarantees=GUARANTEES)


def folders(folder: Path, more: str = "", *, base: Mapping[str, str] | None = None, **files: str) -> Path:
    """A base and a pack beside it; `more` stands in the pack's `ruleset.yaml`. The folder of the pack."""
    below, above = folder / "base", folder / "pack"
    for one in (below, above):
        one.mkdir(parents=True, exist_ok=True)
    write(below, base_files() if base is None else base)
    return write(above, {"ruleset": HEAD.format(extends="../base") + more, **files})


def packed(folder: Path, more: str = "", *, base: Mapping[str, str] | None = None, **files: str) -> CheckedRuleset:
    """The same, read and checked."""
    return load_ruleset(folders(folder, more, base=base, **files))


def problems(folder: Path, more: str = "", *, base: Mapping[str, str] | None = None, **files: str) -> list[str]:
    """What is wrong with it, as `file:line CODE message (help)`."""
    try:
        packed(folder, more, base=base, **files)
    except RulesetError as error:
        return [line(one) for one in error.diagnostics]
    return []


def line(one: Diagnostic) -> str:
    """A diagnostic on one line, wherever the folders are."""
    assert one.location is not None
    place = Path(one.location.file)
    help_ = f" ({one.help})" if one.help else ""
    return f"{place.parent.name}/{place.name}:{one.location.line} {one.code} {one.message}{help_}"


def written(base: Ruleset, more: str | None = None) -> Ruleset:
    """A ruleset printed and read again, or a pack on it as it is read."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for each in ("base", "pack"):
            (folder / each).mkdir()
        for file, text in print_ruleset(base).items():
            (folder / "base" / file).write_text(text, encoding="utf-8")
        (folder / "pack" / "ruleset.yaml").write_text(HEAD.format(extends="../base") + (more or ""), encoding="utf-8")
        return read_ruleset(folder / ("base" if more is None else "pack"))
