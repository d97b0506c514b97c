"""Tries out what the documentation shows: Python runs, YAML is loaded and checked, commands give what is printed.

A block of YAML whose first line is a comment with a file name is that file; `, continued` adds to it. Any other block
is a case, a list of facts, a list of rules, the part of a rule, or a condition, and is tried as such. The rules and
conditions of a page belong to the ruleset that the page itself has written, or else to the one that is shipped.

A page that says `% continues other.md` goes on where the other one ends: that one is tried out before it.
"""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from textwrap import indent
from typing import Any

import yaml
from attrs import define, field
from click.testing import CliRunner
from sybil import Document, Example, Sybil
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser

from cse_rules import FACTS, CheckedRuleset, load_ruleset, parse_case
from cse_rules.syntax.conditions import HEADS

ROOT = Path(__file__).parents[2]
AS_OF = date(2017, 3, 1)
LINKED = ("examples", "rulesets", "docs", "README.md")

_FILE = re.compile(r"# ([\w./-]+\.yaml)(, continued)?(?: .*)?\n")
_CONTINUES = re.compile(r"^% continues ([\w-]+\.md)$", re.MULTILINE)
_CASE = {"case", "child", "people", "facts", "as_of", "record_complete_since"}
_RULE = {"raise", "level", "act", "ask", "challenge", "trigger", "per", "if_unknown", "when", "non_monotone"}
_WHEN = "  when: {some: observation}\n"
_CONCLUSION = "  challenge: {say: An example, because: An example}\n"


@define
class Bench:
    """One page, tried out in a folder of its own."""

    folder: Path
    status: int = 0
    written: list[Path] = field(factory=list)
    waiting: list[str] = field(factory=list)
    document: Document | None = None

    def __attrs_post_init__(self) -> None:
        for name in LINKED:
            (self.folder / name).symlink_to(ROOT / name)

    def parse(self, page: Path) -> Document:
        """The page with its blocks."""
        yaml_blocks, commands = CodeBlockParser("yaml", self._yaml), CodeBlockParser("console", self._console)
        sybil = Sybil(parsers=[PythonCodeBlockParser(), yaml_blocks, commands], path=str(page.parent))
        self.document = sybil.parse(page)
        return self.document

    def examples(self, page: Path) -> Iterator[Example]:
        """The examples of the page, after those of the page that it continues."""
        continued = _CONTINUES.search(page.read_text(encoding="utf-8"))
        if continued:
            yield from self.examples(page.parent / continued[1])
        yield from self.parse(page).examples()

    # --- YAML -----------------------------------------------------------------------------------------------

    def _yaml(self, example: Example) -> None:
        text = str(example.parsed)
        named = _FILE.match(text)
        if named:
            self._write(named[1], text if not named[2] else text[named.end() :], more=bool(named[2]))
            return
        self.waiting.append(text)

    def finish(self) -> None:
        """Try the blocks that are no files, now that the ruleset of the page is whole."""
        for text in self.waiting:
            data = yaml.safe_load(text)
            self._reader(data)(text, data)

    def _write(self, name: str, text: str, *, more: bool) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if more else ""
        path.write_text(before + text, encoding="utf-8")
        self.written.append(path)

    def _reader(self, data: Any) -> Callable[[str, Any], None]:
        first = data[0] if isinstance(data, list) else data
        keys = set(first) if isinstance(first, dict) else set()
        if isinstance(data, dict) and keys <= _CASE:
            return lambda text, _: self._case(text)
        if "rule" in keys:
            return lambda text, _: self._rules(text)
        if keys & set(FACTS.types):
            return lambda text, _: self._case("facts:\n" + "".join(f"  {line}\n" for line in text.splitlines()))
        if isinstance(data, dict) and keys <= _RULE and not (keys == {"level"} and isinstance(first["level"], dict)):
            return lambda text, part: self._rules(self._rule(("" if "when" in part else _WHEN) + indent(text, "  ")))
        if keys & set(HEADS):
            return lambda text, _: self._rules(self._rule(f"{_CONCLUSION}  when:\n{indent(text, '    ')}"))
        raise AssertionError(
            f"a block of YAML that is neither a file, a case, facts, rules nor a condition: {sorted(keys)}"
        )

    def _case(self, text: str) -> None:
        parse_case(text, as_of=None if "\nas_of:" in f"\n{text}" else AS_OF)

    def _rules(self, text: str) -> None:
        """Whether the rules can stand in the ruleset of the page."""
        copy = self.folder / ".tried"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self._home(), copy)
        (copy / "tried.yaml").write_text(text, encoding="utf-8")
        load_ruleset(copy)

    def _home(self) -> Path:
        own = self.rulesets()
        return own[-1] if own else ROOT / "rulesets" / "darlington"

    def rulesets(self) -> list[Path]:
        """The folders of the rulesets that the page has written."""
        return list(dict.fromkeys(path.parent for path in self.written if path.name == "ruleset.yaml"))

    def _rule(self, rest: str) -> str:
        sources = yaml.safe_load((self._home() / "ruleset.yaml").read_text(encoding="utf-8"))["sources"]
        return f"- rule: example-of-the-page\n  title: An example\n  source: {{{next(iter(sources))}: example}}\n{rest}"

    def checked(self, folder: Path) -> CheckedRuleset:
        """A ruleset that the page has written, with the fact types that it has added: its `MODEL`."""
        namespace = self.document.namespace if self.document is not None else {}
        return load_ruleset(folder, model=namespace.get("MODEL", FACTS))

    # --- commands -------------------------------------------------------------------------------------------

    def _console(self, example: Example) -> None:
        commands: list[tuple[str, list[str]]] = []
        for line in str(example.parsed).splitlines():
            if line.startswith("$ "):
                commands.append((line.removeprefix("$ "), []))
            elif commands:
                commands[-1][1].append(line)
        for command, expected in commands:
            output = self._run(shlex.split(command, comments=True))
            if output is not None and expected:
                assert _like(expected, output.splitlines()), f"$ {command}\n{output}"

    def _run(self, words: list[str]) -> str | None:
        """What a command prints; None for one that sets something up, which a test leaves alone."""
        match words:
            case ["make", "demo"]:
                return self._run(["cse-rules", "assess", "examples/sarah/part-3.yaml", "--second-opinion", "durable"])
            case ["cse-rules", *_, ">", file]:
                Path(file).write_text(self._run(words[:-2]) or "", encoding="utf-8")
            case ["cse-rules", *arguments]:
                from cse_rules.cli import main

                result = CliRunner().invoke(main, arguments, prog_name="cse-rules", catch_exceptions=False)
                self.status = result.exit_code
                return result.output
            case ["echo", "$?"]:
                return str(self.status)
            case ["cp", "-r", source, target]:
                shutil.copytree(source, target)
            case ["mkdir", folder]:
                Path(folder).mkdir()
            case ["python", script, *arguments]:
                ran = subprocess.run([sys.executable, script, *arguments], capture_output=True, text=True, check=True)
                return ran.stdout
        return None


def _like(expected: list[str], found: list[str]) -> bool:
    """Whether the lines are these: `...` is any number of lines, `…` any words; spaces at line ends do not count."""
    lines = [
        r"(?:.*\n)*" if line.strip() == "..." else re.escape(line.rstrip()).replace("…", ".*") + r"[ ]*\n"
        for line in expected
    ]
    return re.fullmatch("".join(lines) + r"\s*", "".join(f"{line.rstrip()}\n" for line in found)) is not None
