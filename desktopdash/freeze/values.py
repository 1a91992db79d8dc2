"""Working out what the paths in a source's expressions may be."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final, TypeAlias

from ..records import dataclass, field
from .guesses import ELSEWHERE, Guess, constant, filled_in
from .source import callee, last_name, summands, text_of

Guesses: TypeAlias = tuple[Guess, ...]
Names: TypeAlias = Mapping[str, Guesses]

MOST: Final = 8
"""Guesses that are kept for one expression."""

_DEEPEST: Final = 100
"""Expressions in expressions that are looked into; no path is as deep."""

_PATH_CLASSES: Final = frozenset({"Path", "PurePath", "PosixPath", "WindowsPath", "PurePosixPath", "PureWindowsPath"})
_SAME: Final = frozenset({"abspath", "realpath", "normpath", "normcase", "fspath", "str", "as_file", "deepcopy"})
_SAME_METHODS: Final = frozenset({"resolve", "absolute", "as_posix", "__str__", "relative_to", "as_uri"})
_HERE: Final = frozenset({"os.getcwd", "getcwd", "Path.cwd", "pathlib.Path.cwd"})
_ELSEWHERE: Final = frozenset(
    {"home", "expanduser", "gettempdir", "mkdtemp", "mkstemp", "NamedTemporaryFile", "TemporaryDirectory", "environ"}
    | {
        f"user_{kind}_{end}"
        for kind in ("data", "cache", "config", "state", "log", "documents")
        for end in ("dir", "path")
    }
)
_OF_PATHS: Final = frozenset({"name", "stem", "suffix", "suffixes", "parts", "anchor", "drive", "root"})
_LISTS: Final = frozenset({"iterdir", "walk"})
_GLOBS: Final = frozenset({"glob", "rglob"})


@dataclass(slots=True)
class Values:
    """Works out expressions of one source.

    Attributes:
        file: the source.
        app: the app's file.
        names: what the names of the source may be.
        attributes: what attributes of that name may be, whoever has them.
        modules: the names of local modules, by theirs in this source.
        package_folder: finds the folder of a local package.
        blurred: names, and attributes with a dot in front, that may be what is not known as well.
        used: the ids of the nodes that a value was made of.
    """

    file: Path
    app: Path
    names: Names
    attributes: Names
    modules: Mapping[str, Names]
    package_folder: Callable[[str], Path | None]
    blurred: AbstractSet[str] = frozenset()
    used: dict[int, None] = field(default_factory=dict)
    _unknown: set[int] = field(default_factory=set)
    _depth: int = 0

    def of(self, node: ast.AST | None) -> Guesses:
        """Return what an expression may be; () where nothing is known of it, or it is no path."""
        if node is None or id(node) in self._unknown or self._depth > _DEEPEST:
            return ()
        before = len(self.used)
        work = _WORK.get(type(node))
        self._depth += 1
        found = tuple(dict.fromkeys(work(self, node) if work else ()))[:MOST]
        self._depth -= 1
        if found:
            self.used[id(node)] = None
        else:
            while len(self.used) > before:
                self.used.popitem()
            self._unknown.add(id(node))
        return found

    def one(self, node: ast.AST | None) -> Guess | None:
        """Return what an expression is; None where that is not known, or it may be several things."""
        if isinstance(node, ast.Name) and node.id in self.blurred:
            return None
        if isinstance(node, ast.Attribute) and f".{node.attr}" in self.blurred:
            return None
        found = self.of(node)
        return found[0] if len(found) == 1 else None

    def join(self, parts: list[ast.expr]) -> Guesses:
        """Return the paths that parts make. What is unknown in front is left out: it may be the app's folder."""
        while parts and not self.of(parts[0]):
            parts = parts[1:]
        if not parts:
            return ()
        others = [self.one(part) for part in parts[1:]]
        return tuple(first.joined(others) for first in self.of(parts[0]))


def _constant(_: Values, node: ast.AST) -> Guesses:
    text = text_of(node)
    return (constant(text),) if text else ()


def _name(values: Values, node: ast.AST) -> Guesses:
    name = node.id if isinstance(node, ast.Name) else ""
    if name == "__file__":
        return (Guess(str(values.file), is_path=True),)
    return _clear(values, name, values.names.get(name, ()))


def _clear(values: Values, name: str, found: Guesses) -> Guesses:
    """Leave out the texts of a name that may be another text as well: what follows is then not known."""
    return tuple(guess for guess in found if guess.is_path) if name in values.blurred else found


def _attribute(values: Values, node: ast.AST) -> Guesses:
    if not isinstance(node, ast.Attribute):
        return ()
    if node.attr == "parent":
        return tuple(guess.parent() for guess in values.of(node.value))
    if node.attr in _OF_PATHS:
        return ()
    if isinstance(node.value, ast.Name) and node.value.id in values.modules:
        return values.modules[node.value.id].get(node.attr, ())
    return _clear(values, f".{node.attr}", values.attributes.get(node.attr, ()))


def _subscript(values: Values, node: ast.AST) -> Guesses:
    if not isinstance(node, ast.Subscript):
        return ()
    name = callee(node.value)
    if name == "sys.argv":
        return (Guess(str(values.app), is_path=True),)
    if name == "os.environ":
        return (ELSEWHERE,)
    if isinstance(node.value, ast.Attribute) and node.value.attr == "parents" and isinstance(node.slice, ast.Constant):
        step = node.slice.value
        if isinstance(step, int) and step >= 0:
            return tuple(guess.parent(step + 1) for guess in values.of(node.value.value))
    return ()


def _operation(values: Values, node: ast.AST) -> Guesses:
    if not isinstance(node, ast.BinOp):
        return ()
    if isinstance(node.op, ast.Div):
        return _divided(values, node)
    if isinstance(node.op, ast.Mod):
        text = text_of(node.left)
        found = filled_in(text) if text else None
        return (found,) if found else ()
    return _added(values, node) if isinstance(node.op, ast.Add) else ()


def _divided(values: Values, node: ast.BinOp) -> Guesses:
    left, right = values.of(node.left), values.one(node.right)
    if left:
        return tuple(guess.joined([right]) for guess in left)
    # Of a folder that is not known: where the app's own has such a file, that is the one.
    return values.join([node.right])


def _added(values: Values, node: ast.BinOp) -> Guesses:
    parts = summands(node)
    made = values.of(parts[0])
    if not made:
        parts = _from_slash(parts)
        made = (Guess((text_of(parts[0]) or "")[1:]),) if parts else ()
    for part in parts[1:] if made else ():
        other = values.one(part)
        longer = (guess.followed_by(other) for guess in made)
        made = tuple(guess for guess in longer if guess is not None)
    return made


def _from_slash(parts: list[ast.expr]) -> list[ast.expr]:
    """Return a sum from its first "/…" on: what is in front, and not known, may be the app's folder."""
    for index, part in enumerate(parts):
        text = text_of(part) or ""
        if len(text) > 1 and text.startswith("/"):
            return parts[index:]
    return []


def _formatted(values: Values, node: ast.AST) -> Guesses:
    if not isinstance(node, ast.JoinedStr) or not node.values:
        return ()
    first = node.values[0]
    made = values.of(first.value if isinstance(first, ast.FormattedValue) else first)
    for part in node.values[1:]:
        other = values.one(part.value if isinstance(part, ast.FormattedValue) else part)
        longer = (guess.followed_by(other) for guess in made)
        made = tuple(guess for guess in longer if guess is not None)
    return made


def _either(values: Values, node: ast.AST) -> Guesses:
    if isinstance(node, ast.IfExp):
        return (*values.of(node.body), *values.of(node.orelse))
    if isinstance(node, ast.BoolOp):
        return tuple(guess for part in node.values for guess in values.of(part))
    return values.of(node.value) if isinstance(node, (ast.NamedExpr, ast.Await, ast.Starred)) else ()


def _call(values: Values, node: ast.AST) -> Guesses:
    if not isinstance(node, ast.Call):
        return ()
    name, last, arguments = callee(node), last_name(node), node.args
    if name in _HERE:
        return (Guess("", is_path=True),)
    if last in _ELSEWHERE or name in ("os.getenv", "os.environ.get", "getenv"):
        return (ELSEWHERE,)
    if last in _PATH_CLASSES:
        if not arguments:
            return (Guess("", is_path=True),)
        return tuple(guess.joined([]) for guess in values.join(arguments))
    if name in ("os.path.join", "path.join", "osp.join", "join"):
        return tuple(guess.joined([]) for guess in values.join(arguments))
    if last == "dirname" and arguments:
        return tuple(guess.parent() for guess in values.of(arguments[0]))
    if last in _SAME and arguments:
        return values.of(arguments[0])
    if last in ("files", "get_data", "open_text", "open_binary", "read_text", "read_binary") and arguments:
        found = _resource(values, last, arguments)
        if found:
            return found
    return _method(values, node) if isinstance(node.func, ast.Attribute) else ()


def _resource(values: Values, name: str, arguments: list[ast.expr]) -> Guesses:
    """Return a file of a package: `importlib.resources.files(package)`, `pkgutil.get_data(package, name)`."""
    package = arguments[0]
    if isinstance(package, ast.Name) and package.id in ("__package__", "__name__", "__spec__"):
        folder: Path | None = values.file.parent
    else:
        folder = values.package_folder(text_of(package) or callee(package))
    if folder is None or (name != "files" and len(arguments) < 2):
        return ()
    base = Guess(str(folder), is_path=True)
    return (base.joined([values.one(part) for part in arguments[1:]]),)


def _method(values: Values, node: ast.Call) -> Guesses:
    function, arguments = node.func, node.args
    if not isinstance(function, ast.Attribute):
        return ()
    text = text_of(function.value)
    if function.attr == "format" and text:
        found = filled_in(text)
        return (found,) if found else ()
    base = values.of(function.value) if function.attr in _METHODS else ()
    if function.attr == "joinpath":
        return values.join([function.value, *arguments])
    if function.attr in _SAME_METHODS:
        return base
    if function.attr in _LISTS:
        return tuple(guess.joined([None]) for guess in base if guess.is_path)
    if function.attr in _GLOBS:
        deep = [Guess("**")] if function.attr == "rglob" else []
        pattern = values.one(arguments[0]) if arguments else None
        return tuple(guess.joined([*deep, pattern]) for guess in base if guess.is_path)
    return _renamed(base, function.attr, text_of(arguments[0]) if arguments else None)


def _renamed(base: Guesses, method: str, text: str | None) -> Guesses:
    if method == "with_name":
        return tuple(guess.parent().joined([constant(text) if text else None]) for guess in base)
    if method == "with_suffix" and text is not None:
        stems = ((guess, guess.text.rpartition(".")[0] or guess.text) for guess in base)
        return tuple(Guess(stem + text, guess.is_whole, True, guess.is_fixed) for guess, stem in stems)
    return ()


_METHODS: Final = _SAME_METHODS | _LISTS | _GLOBS | {"with_name", "with_suffix"}
_WORK: Final[Mapping[type[ast.AST], Callable[[Values, ast.AST], Guesses]]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.BinOp: _operation,
    ast.JoinedStr: _formatted,
    ast.IfExp: _either,
    ast.BoolOp: _either,
    ast.NamedExpr: _either,
    ast.Await: _either,
    ast.Starred: _either,
    ast.Call: _call,
}
