"""From a pack to what it extends, and on to what that extends, until there is one that stands alone."""

from collections.abc import Callable, Mapping
from pathlib import Path

from attrs import evolve, field, frozen

from cse_rules.errors import Diagnostic
from cse_rules.rules.ruleset import Rule
from cse_rules.syntax.folders import extended_folder, no_such_ruleset
from cse_rules.syntax.language import Language
from cse_rules.syntax.nodes import Node
from cse_rules.syntax.overrides import Reason, Target, read_target
from cse_rules.syntax.words import WORD


@frozen(kw_only=True)
class Written:
    """The files of one ruleset folder, read and not yet put together."""

    folder: Path
    roots: Mapping[str, Node]
    """The trees of its files, by their names without the ending."""
    rules: tuple[Rule, ...] = ()
    instead: Mapping[str, Reason] = field(factory=dict)
    """The rules that say `override`."""
    language: Language = field(factory=Language)
    """Its phrases, with those of the lists that it takes over."""
    content_hash: str = ""
    problems: list[Diagnostic] = field(factory=list)
    target: Target | None = None
    """What it extends, once that is known to be there."""
    base: Path | None = None
    """The folder of what it extends."""

    @property
    def is_pack(self) -> bool:
        """Whether it says that it extends anything at all."""
        root = self.roots.get("ruleset")
        return root is not None and root.is_mapping and "extends" in root.value

    @property
    def name(self) -> str:
        """What messages call it: its id, or its folder if it has none."""
        root = self.roots.get("ruleset")
        said = root.value.get("ruleset") if root is not None and root.is_mapping else None
        return said.value if said is not None and isinstance(said.value, str) else self.folder.name


def read_chain(folder: Path, read: Callable[[Path], Written]) -> list[Written]:
    """The pack first, what it extends after it. It ends early, and says why, where there is no next one."""
    chain: list[Written] = []
    seen: list[Path] = []
    while True:
        written = read(folder)
        chain.append(written)
        seen.append(folder.resolve())
        root = written.roots.get("ruleset")
        target = read_target(root, written.problems) if root is not None else None
        if target is None:
            return chain
        found = extended_folder(target.name, folder)
        if found is None:
            written.problems.append(_missing(target))
            return chain
        if found.resolve() in seen:
            circle = [one.name for one in chain[seen.index(found.resolve()) :]]
            told = " extends ".join(f"`{name}`" for name in (*circle, circle[0]))
            message = f"rulesets that extend each other: {told}"
            written.problems.append(Diagnostic("CSE241", message, target.at, help="one of them must stand alone"))
            return chain
        chain[-1] = evolve(written, target=target, base=found)
        folder = found


def _missing(target: Target) -> Diagnostic:
    said = no_such_ruleset(target.name, code="CSE250").at(target.at)
    if WORD.fullmatch(target.name):
        return evolve(said, help=f"{said.help} a folder is written `./{target.name}`")
    return evolve(said, help="a path starts in the folder of this file, and leads to a folder with a `ruleset.yaml`")
