"""Names: which fact chosen where (`as: seen`) may be spoken of where.

A name is known in all that comes after its pattern in the same list, in the conditions nested in the `where` of its
own pattern, and in the `is` of its own `latest`; not in the tests that choose it. What is chosen inside `none`,
`count`, `not`, `at_least_of` or `not_every` stays there. Of the branches of `any`, a name goes on only if every branch
chooses it. `child` is known everywhere.
"""

from collections.abc import Iterable
from functools import reduce

from attrs import field, frozen

from cse_rules.check.context import Context, Read, Scope
from cse_rules.errors import Location, did_you_mean
from cse_rules.facts.kinds import Code as CodeKind
from cse_rules.facts.kinds import Group, Kind, ListOf, Reference
from cse_rules.facts.model import INDICATOR, FactType
from cse_rules.rules.conditions import (
    All,
    Any_,
    AtLeastOf,
    Condition,
    Count,
    Latest,
    Not,
    NotEvery,
    Nothing,
    Path,
    Pattern,
    Some,
    Sum,
    parts,
)

CHILD = "child"

_NOT_AS_DECLARED: dict[tuple[str, str], Kind] = {
    # Text in the facts, because the id of a rule may stand there as well; rules compare it with ids.
    ("action_taken", "for"): Reference(),
    # Text in the facts, because it is on the scale of the ruleset that gave it; rules read it on their own.
    ("assessment", "level"): CodeKind(vocabulary="scale"),
}


@frozen
class Place:
    """A condition, the names that its tests may use, and the words around it that turn its answer round."""

    condition: Condition
    scope: Scope
    against: tuple[str, ...] = ()
    chosen: Scope = field(factory=dict)
    """The same names and that of its own pattern."""


def places(ctx: Context, when: Condition) -> tuple[tuple[Place, ...], Scope]:
    """Every condition of a tree with its scope, outermost first, and the names known after all of it."""
    start: dict[str, FactType | Kind | None] = {CHILD: ctx.model.types.get(CHILD)}
    found: list[Place] = []
    after = _visit(ctx, when, start, (), found)
    return tuple(found), after


def _visit(ctx: Context, one: Condition, scope: Scope, against: tuple[str, ...], found: list[Place]) -> Scope:
    match one:
        case Some(pattern) | Latest(pattern):
            against = (*against, "latest") if isinstance(one, Latest) else against
            return _pattern(ctx, one, pattern, scope, against, found)
        case Nothing(pattern):
            _pattern(ctx, one, pattern, scope, (*against, "none"), found)
        case Count(pattern, bound):
            _pattern(ctx, one, pattern, scope, (*against, *upper(bound.op)), found)
        case NotEvery(pattern, path, member):
            listed = {**scope, member: _member(path, scope)}
            _pattern(ctx, one, pattern, listed, (*against, "not_every"), found)
        case Sum():
            found.append(Place(one, scope, (*against, *upper(one.bound.op))))
        case All(conditions):
            found.append(Place(one, scope, against))
            return reduce(lambda known, inner: _visit(ctx, inner, known, against, found), conditions, scope)
        case Any_(conditions):
            found.append(Place(one, scope, against))
            return _common([_visit(ctx, inner, scope, against, found) for inner in conditions])
        case AtLeastOf(_, conditions):
            found.append(Place(one, scope, against))
            for inner in conditions:
                _visit(ctx, inner, scope, against, found)
        case Not(inner):
            found.append(Place(one, scope, against))
            _visit(ctx, inner, scope, (*against, "not"), found)
        case _:
            found.append(Place(one, scope, against))
    return scope


def _pattern(
    ctx: Context, one: Condition, pattern: Pattern, scope: Scope, against: tuple[str, ...], found: list[Place]
) -> Scope:
    inner = (
        {**scope, pattern.name: ctx.fact_type(pattern.type, pattern.type_at or pattern.at)} if pattern.name else scope
    )
    found.append(Place(one, scope, against, inner))
    for nested in pattern.also:
        _visit(ctx, nested, inner, against, found)
    return inner


def upper(op: str) -> tuple[str, ...]:
    """The word of a bound, if more facts can turn a yes into a no."""
    return () if op in ("at_least", "more_than") else (op,)


def _common(scopes: list[Scope]) -> Scope:
    first, *rest = scopes
    return {name: kind for name, kind in first.items() if all(name in other for other in rest)}


def _member(path: Path, scope: Scope) -> Kind | None:
    """What a member of the list is; what is wrong with the path is said where the condition is looked at."""
    root = scope.get(path.root)
    if isinstance(root, FactType):
        kind = kind_in(root, path.fields)
        if isinstance(kind, ListOf):
            return kind.of
    return None


# --- names within one rule ----------------------------------------------------------------------------------


def check_names(ctx: Context, when: Condition, after: Scope, used_outside: Iterable[str]) -> None:
    """Names given twice, never used, or of two types."""
    named = list(_named(when, ()))
    used = {part.root for part in parts(when) if isinstance(part, Path)} | set(used_outside)
    first: dict[str, list[tuple[str, tuple[tuple[int, int], ...]]]] = {}
    for name, type_name, at, branches in named:
        if name == CHILD:
            ctx.error("CSE307", "`child` is the child already; choose another name", at)
            continue
        for other_type, other in first.get(name, []):
            if not _in_other_branches(branches, other):
                ctx.error("CSE307", f"two facts are chosen as `{name}`", at, "give each a name of its own")
            elif name in after and other_type != type_name:
                ctx.error("CSE307", f"`{name}` is a `{other_type}` in one branch and a `{type_name}` in another", at)
        first.setdefault(name, []).append((type_name, branches))
        if name not in used:
            ctx.error("CSE308", f"`{name}` is chosen and never used", at, f"use it, or leave out `as: {name}`")


def _named(
    one: Condition, branches: tuple[tuple[int, int], ...]
) -> Iterable[tuple[str, str, Location | None, tuple[tuple[int, int], ...]]]:
    """Each name that is given, what it is, where, and in which branches."""
    match one:
        case Some(pattern) | Nothing(pattern) | Count(pattern) | Latest(pattern) | NotEvery(pattern):
            if pattern.name:
                yield pattern.name, pattern.type, pattern.at, branches
            if isinstance(one, NotEvery):
                yield one.member, "member", pattern.at, branches
            for nested in pattern.also:
                yield from _named(nested, branches)
        case Any_(conditions) | AtLeastOf(_, conditions):
            for position, inner in enumerate(conditions):
                yield from _named(inner, (*branches, (id(one), position)))
        case All(conditions):
            for inner in conditions:
                yield from _named(inner, branches)
        case Not(inner):
            yield from _named(inner, branches)
        case _:
            pass


def _in_other_branches(one: tuple[tuple[int, int], ...], other: tuple[tuple[int, int], ...]) -> bool:
    taken = dict(other)
    return any(taken.get(fork, branch) != branch for fork, branch in one)


# --- fields and paths ---------------------------------------------------------------------------------------


def kind_in(owner: FactType, fields: tuple[str, ...]) -> Kind | None:
    """The kind of a field, or of a field within a group; None if there is no such field to read."""
    if not fields or fields[0] not in owner.readable:
        return None
    name, *rest = fields
    kind = _NOT_AS_DECLARED.get((owner.name, name)) or owner.kind_of(name)
    if name == "id" and owner is not INDICATOR:
        kind = Reference((owner.name,))
    for step in rest:
        inner = {spec.name: spec.kind for spec in kind.fields} if isinstance(kind, Group) else {}
        kind = inner.get(step)
    return kind


def field_kind(ctx: Context, owner: FactType, fields: tuple[str, ...], at: Location | None) -> Kind | None:
    """The kind of a field that a rule reads; None after saying that there is no such field."""
    kind = kind_in(owner, fields)
    if kind is None:
        no_such_field(ctx, owner, fields, at)
    else:
        ctx.reads.append(Read(owner.name, fields[0], at, ctx.rule))
    return kind


def no_such_field(ctx: Context, owner: FactType, fields: tuple[str, ...], at: Location | None) -> None:
    """Say that a type has no field of that name, and which one may be meant."""
    known = list(owner.readable)
    top = kind_in(owner, fields[:1])
    if isinstance(top, Group):
        known = [f"{fields[0]}.{spec.name}" for spec in top.fields]
    name = ".".join(fields)
    help_ = did_you_mean(name, known) or f"it has {', '.join(known)}"
    ctx.error("CSE302", f"`{owner.name}` has no field `{name}`", at, help_)


def path_kind(ctx: Context, path: Path, scope: Scope) -> Kind | None:
    """The kind of `seen.with`; None after saying what is wrong with it."""
    if path.root not in scope:
        _unknown_root(ctx, path, scope)
        return None
    root = scope[path.root]
    if isinstance(root, FactType):
        if not path.fields:
            help_ = f"name one of its fields, such as `{path.root}.{'id' if 'id' in root.fields else root.readable[0]}`"
            ctx.error("CSE305", f"`{path.root}` is a whole fact", path.at, help_)
            return None
        return field_kind(ctx, root, path.fields, path.at)
    if root is not None and path.fields:
        ctx.error("CSE305", f"`{path.root}` is a member of a list and has no fields", path.at, f"write `{path.root}`")
        return None
    return root


def _unknown_root(ctx: Context, path: Path, scope: Scope) -> None:
    chosen = [(name, at) for name, _, at, _ in _named(ctx.when, ())] if ctx.when else []
    for name, at in chosen:
        if name == path.root and name == ctx.choosing:
            message = f"`{name}` is the fact that is being chosen here, and cannot be held against itself"
            ctx.error("CSE306", message, path.at)
            return
        if name == path.root:
            later = at is not None and path.at is not None and at.file == path.at.file and at > path.at
            message = (
                f"`{name}` is used before it is chosen"
                if later
                else f"`{name}` is chosen where this cannot see it: inside another condition, or in one branch only"
            )
            ctx.error("CSE306", message, path.at, "choose it earlier in the same list, with `some`")
            return
    if path.root in ctx.model.types or path.root == INDICATOR.name:
        help_: str | None = f"give the fact a name (`as: …`) and write that name instead of `{path.root}`"
    else:
        help_ = did_you_mean(path.root, scope) or "names are given with `as: …`"
    ctx.error("CSE305", f"unknown name `{path.root}`", path.at, help_)
