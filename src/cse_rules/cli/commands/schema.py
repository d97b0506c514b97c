"""`cse-rules schema`."""

import json
import os
from pathlib import Path

import click

from cse_rules.assess.rulesets import ruleset_folder, shipped_rulesets
from cse_rules.cli.terminal import unicode
from cse_rules.cli.writing import make_folder, write_whole
from cse_rules.render.cards.schemas import cards_schema, feedback_schema
from cse_rules.render.forms import contact_schema, information_schema
from cse_rules.render.json import assessment_schema
from cse_rules.syntax.rulesets import read_ruleset
from cse_rules.workbench.schemas import FOLDER, ruleset_schemas, with_modeline


@click.command("schema")
@click.argument("ruleset", required=False)
@click.option("--out", metavar="DIR", help=f"Where to write them; left out is `{FOLDER}` in the ruleset's folder.")
@click.option("--modeline", is_flag=True, help="Tell editors of them in the first line of each of the ruleset's files.")
@click.option("--print", "kind", metavar="KIND", help="Print one of them instead: rules, case, assessment and so on.")
@click.pass_context
def command(ctx: click.Context, ruleset: str | None, out: str | None, modeline: bool, kind: str | None) -> None:
    """Write JSON Schemas for RULESET, with which an editor completes its words and marks slips.

    RULESET is a shipped one or a folder; left out it is the folder you are in. The schemas know the fact types, fields,
    codes, parameters, indicators, levels and agencies of this ruleset: write them again when these change. Editors with
    the YAML language server (VS Code's YAML extension and others) follow the first line that --modeline adds. Beside
    them stand, for other programs, the schemas of assessments, of information reports and contacts, of cards and of
    feedback on cards.

    \b
    Examples:
      cse-rules schema ./our-rules --modeline
      cse-rules schema darlington --out ./schemas
      cse-rules schema darlington --print case > case.schema.json
    """  # noqa: D301  # click reads the backspace
    if kind is not None and (out is not None or modeline):
        raise click.UsageError("--print writes no files, so neither --out nor --modeline goes with it", ctx)
    if ruleset is None and not Path("ruleset.yaml").is_file():
        raise click.UsageError("there is no `ruleset.yaml` here: name a ruleset", ctx)
    folder = ruleset_folder(ruleset or ".")
    shipped = ruleset in shipped_rulesets()
    if shipped and (modeline or (out is None and kind is None)):
        help_ = "copy it, and change the copy" if modeline else "say with --out where to write"
        raise click.UsageError(f"`{ruleset}` came with the library and is not written to: {help_}", ctx)
    of_documents = {
        "assessment": assessment_schema(), "information": information_schema(), "contact": contact_schema(),
        "cards": cards_schema(), "feedback": feedback_schema(),
    }  # fmt: skip
    made = {**ruleset_schemas(read_ruleset(folder)), **of_documents}
    if kind is not None:
        if kind not in made:
            raise click.UsageError(f"there is no schema `{kind}`: one of {', '.join(made)}", ctx)
        click.echo(json.dumps(made[kind], indent=2, ensure_ascii=not unicode()))
        return
    target = make_folder(Path(out) if out is not None else folder / FOLDER)
    for name, schema in made.items():
        write_whole(target / f"{name}.schema.json", json.dumps(schema, indent=1, ensure_ascii=False) + "\n")
    click.echo(f"{len(made)} schemas written to {target}")
    if modeline:
        changed = add_modelines(folder, target)
        click.echo(f"first line written in {len(changed)} files" if changed else "every first line is there already")


def add_modelines(folder: Path, target: Path) -> list[Path]:
    """Tell editors where the schemas are, in every file of a ruleset; the files that were changed."""
    try:
        way = os.path.relpath(target.resolve(), folder.resolve())
    except ValueError:  # on another drive
        way = str(target.resolve())
    changed = []
    for path in sorted(folder.glob("*.yaml")):
        before = path.read_bytes().decode("utf-8-sig")
        after = with_modeline(before, path.name, way.replace(os.sep, "/"))
        if after != before:
            write_whole(path, after)
            changed.append(path)
    return changed
