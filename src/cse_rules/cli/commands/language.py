"""`cse-rules language`."""

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from cse_rules.assess import load_ruleset
from cse_rules.assess.rulesets import ruleset_folder
from cse_rules.cli.failures import FAILED, UNUSABLE
from cse_rules.render.diagnostics import render_diagnostics
from cse_rules.render.language import about_phrases, as_diagnostics, render_language, render_language_json
from cse_rules.render.sarif import render_sarif
from cse_rules.rules.language import Phrase
from cse_rules.rules.ruleset import Source
from cse_rules.syntax.language import read_list
from cse_rules.workbench.language import KINDS, Checked, check_file

_LIST = "language-en"


@click.command("language")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--ruleset", help="Use the phrases of this ruleset: its id, or a folder.")
@click.option("--list", "list_", metavar="NAME", help=f"Use this list: its name, or a folder.  [default: {_LIST}]")
@click.option("--as", "kind", type=click.Choice(KINDS), help="What the files are; by their endings if left out.")
@click.option("--column", "columns", multiple=True, help="Look at this column of a table alone; may be said often.")
@click.option("--any-language", is_flag=True, help="Do not refuse a text that is hardly in English.")
@click.option(
    "--format", "shape", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True,
    help="How to print it.",
)  # fmt: skip
@click.pass_context
def command(
    ctx: click.Context, files: tuple[str, ...], ruleset: str | None, list_: str | None, kind: str | None,
    columns: tuple[str, ...], any_language: bool, shape: str,
) -> None:  # fmt: skip
    """Find words that place the responsibility for abuse on a child, in records: FILE, or - for standard input.

    Text and Markdown are read as they are, of a CSV file the columns, of a case file (YAML or JSON) the words of
    professionals: statements, and the reasons of decisions and judgements. Quoted words, code and names of offences are
    left alone. Each finding has its place, why the words do harm, what to write instead and who says so; nothing is
    ever changed. Of a case file only the words that were found are shown.

    Exit status: 0 nothing was found, 1 something was, 2 a file could not be used.

    \b
    Examples:
      cse-rules language notes.md minutes.txt
      cse-rules language export.csv --column note --column outcome
      cse-rules language case.yaml --ruleset darlington --format json
      cat letter.txt | cse-rules language -
    """  # noqa: D301  # click reads the backspace
    if ruleset is not None and list_ is not None:
        raise click.UsageError("--ruleset and --list: name one of them", ctx)
    phrases, sources = _phrases(ruleset, list_)
    checked = Checked()
    for name in dict.fromkeys(files):
        stream = sys.stdin.buffer if name == "-" else None
        checked.add(
            check_file(
                "<standard input>" if name == "-" else name, phrases, kind=kind or ("text" if name == "-" else None),
                columns=columns, any_language=any_language, stream=stream,
            )
        )  # fmt: skip
    match shape:
        case "json":
            click.echo(render_language_json(checked.found, sources), nl=False)
        case "sarif":
            click.echo(render_sarif(as_diagnostics(checked.found), about_phrases(phrases)), nl=False)
        case _ if checked.found or not checked.problems:
            click.echo(render_language(checked.found, sources), nl=False)
    if checked.problems:
        click.echo(render_diagnostics(checked.problems), err=True, nl=False)
        ctx.exit(UNUSABLE)
    if checked.found:
        ctx.exit(FAILED)


def _phrases(ruleset: str | None, list_: str | None) -> tuple[Mapping[str, Phrase], Mapping[str, Source]]:
    if ruleset is not None:
        read = load_ruleset(ruleset_folder(ruleset)).ruleset
        return read.phrases, read.sources
    language = read_list(Path(list_) if list_ is not None else _LIST)
    return language.phrases, language.sources
