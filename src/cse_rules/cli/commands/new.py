"""`cse-rules new`."""

import tempfile
from pathlib import Path

import click

from cse_rules.assess.rulesets import shipped_rulesets
from cse_rules.cli.writing import make_folder, write_whole
from cse_rules.syntax.words import WORD
from cse_rules.workbench.new_rule import CannotTell, Wish
from cse_rules.workbench.new_rule import new_rule as make_rule
from cse_rules.workbench.new_ruleset import MARK, title_of
from cse_rules.workbench.new_ruleset import new_ruleset as make_ruleset
from cse_rules.workbench.schemas.rules import KINDS


@click.group("new")
def command() -> None:
    """Begin a ruleset or a rule, with stories that pass.

    \b
    Examples:
      cse-rules new ruleset our-area
      cse-rules new rule seen-at-night --ruleset ./our-area --file missing
    """  # noqa: D301  # click reads the backspace


def _word(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if not WORD.fullmatch(value):
        raise click.BadParameter(
            "one word: lower-case letters, digits, `_` and `-`, starting with a letter", ctx, param
        )
    return value


@command.command("ruleset")
@click.argument("id", callback=_word)
@click.option("--in", "parent", default=".", show_default=True, metavar="DIR", help="In which folder to make its own.")
@click.option("--title", metavar="TEXT", help="As printed in every report.")
@click.pass_context
def new_ruleset(ctx: click.Context, id: str, parent: str, title: str | None) -> None:
    """Make a folder ID with a small ruleset that checks without a word and whose stories pass.

    What is yours to say is marked TODO. A folder that is there already is left alone.

    \b
    Examples:
      cse-rules new ruleset our-area
      cse-rules new ruleset our-area --in ./rulesets --title "Exploitation pathway of our area"
    """  # noqa: D301  # click reads the backspace
    folder = Path(parent) / id
    if folder.exists():
        raise click.UsageError(f"{folder} is there already, and is left as it is", ctx)
    if id in shipped_rulesets():
        raise click.UsageError(f"a ruleset `{id}` comes with the library: choose another id", ctx)
    files = make_ruleset(id, title or title_of(id))
    make_folder(folder.parent)
    try:
        with tempfile.TemporaryDirectory(prefix=f".{id}.", dir=folder.parent) as made:
            whole = Path(made) / id
            for name, text in files.items():
                path = whole / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
            whole.rename(folder)
    except OSError as error:
        raise click.UsageError(f"{folder} cannot be made: {error.strerror}") from None
    marks = sum(text.count(MARK) for text in files.values())
    click.echo(f"made {folder}: {len(list(folder.glob('*.yaml')))} files, and schemas for your editor")
    click.echo(f"next: look for {MARK} ({marks} places); after each change, see whether it still makes sense:")
    click.echo(f"  cse-rules check {folder}\n  cse-rules test {folder}")
    click.echo("and after new words (codes, parameters, agencies), write the schemas for your editor again:")
    click.echo(f"  cse-rules schema {folder}")


@command.command("rule")
@click.argument("id", callback=_word)
@click.option("--ruleset", default=".", show_default=True, metavar="DIR", help="The folder of the ruleset.")
@click.option("--file", metavar="NAME", help="The theme file, without `.yaml`; made if it is not there.")
@click.option("--title", metavar="TEXT", help="The sign, in the words of a report.")
@click.option("--kind", type=click.Choice(list(KINDS)), default="risk", show_default=True, help="What it is a sign of.")
@click.option("--band", metavar="BAND", help="How much it matters; left out is the lowest band.")
@click.option("--code", metavar="CODE", help="What is observed; left out is the rule's id. A new one is added.")
@click.option("--theme", metavar="THEME", help="The theme of the sign.")
@click.option("--topic", metavar="TOPIC", help="Under which topic a new code is asked about.")
@click.pass_context
def new_rule(
    ctx: click.Context,
    id: str,
    ruleset: str,
    file: str | None,
    title: str | None,
    kind: str,
    band: str | None,
    code: str | None,
    theme: str | None,
    topic: str | None,
) -> None:
    """Add a rule ID to a theme file, with a story for each of its answers.

    It raises a sign where something was observed; what is yours to say is marked TODO. Nothing that is there is
    changed: the rule, its stories and, if it is new, the code of the observation are added. They are tried first, and
    nothing is written if the ruleset would have an error. A theme or a topic must be there already: add it to
    ruleset.yaml or vocabulary.yaml first.

    \b
    Examples:
      cse-rules new rule seen-at-night --ruleset ./our-area --file missing
      cse-rules new rule trusted-coach --ruleset ./our-area --file protective --kind protective --theme missing
    """  # noqa: D301  # click reads the backspace
    folder = Path(ruleset)
    if not (folder / "ruleset.yaml").is_file():
        raise click.UsageError(f"there is no `ruleset.yaml` in {folder}: name the folder with --ruleset", ctx)
    if folder.resolve() in {one.resolve() for one in shipped_rulesets().values()}:
        raise click.UsageError(f"{folder} came with the library and is not written to: copy it first", ctx)
    wish = Wish(id=id, file=file, title=title, kind=kind, band=band, code=code, theme=theme, topic=topic)
    try:
        made = make_rule(folder, wish)
    except CannotTell as error:
        raise click.UsageError(str(error), ctx) from None
    for name, text in made.texts.items():
        write_whole(folder / name, text)
        click.echo(f"added to {folder / name}")
    for sentence in made.failed:
        click.echo(f"warning: the story `{sentence}` passed before, and does not with the new rule", err=True)
    click.echo(f"next: look for {MARK} in them, then cse-rules test {folder}")
