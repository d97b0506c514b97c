"""`cse-rules fmt`."""

from difflib import unified_diff
from pathlib import Path

import click

from cse_rules.cli.failures import FAILED
from cse_rules.cli.writing import write_whole
from cse_rules.workbench.formatting import Formatted, formatted


@click.command("fmt")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--check", "checking", is_flag=True, help="Write nothing; exit with 1 if a file would change.")
@click.option("--diff", "differing", is_flag=True, help="Write nothing; print what would change.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], checking: bool, differing: bool) -> None:
    """Lay out the files of a ruleset one way: keys in one order, lines of 120 columns, rows left as rows.

    PATH is a ruleset's folder or a file of it; left out it is the folder you are in. Comments stay with what they are
    about. The ruleset is read before and after, and nothing is written unless both say the same. What cannot be read is
    named, and then no file is written at all.

    \b
    Examples:
      cse-rules fmt ./our-rules
      cse-rules fmt ./our-rules/missing.yaml --diff
      cse-rules fmt ./our-rules --check
    """  # noqa: D301  # click reads the backspace
    if not paths and not Path("ruleset.yaml").is_file():
        raise click.UsageError("there is no `ruleset.yaml` here: name a folder or a file", ctx)
    found = formatted(Path(one) for one in paths or (".",))
    changed = [one for one in found if one.changed]
    for one in changed:
        if differing:
            click.echo(_difference(one), nl=False)
        elif checking:
            click.echo(f"would change {one.path}")
        else:
            write_whole(one.path, one.after)
            click.echo(f"changed {one.path}")
    click.echo(_summary(len(changed), len(found), written=not (checking or differing)), err=differing)
    if checking and changed:
        ctx.exit(FAILED)


def _difference(one: Formatted) -> str:
    before, after = one.before.splitlines(keepends=True), one.after.splitlines(keepends=True)
    lines = unified_diff(before, after, str(one.path), str(one.path))
    return "".join(line if line.endswith("\n") else f"{line}\n\\ no line end\n" for line in lines)


def _summary(changed: int, total: int, *, written: bool) -> str:
    files = "1 file" if changed == 1 else f"{changed} files"
    rest = total - changed
    left = f"{rest} as {'it' if rest == 1 else 'they'} should be"
    return f"{files} {'changed' if written else 'would change'}, {left}"
