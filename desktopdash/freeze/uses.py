"""Where a source uses paths, and whether a folder is meant with all that is in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import Enum
from typing import Final

from ..records import dataclass
from .guesses import Guess
from .source import Source, callee, last_name, text_of
from .values import Values


class Meaning(Enum):
    """What a path stands for at its place."""

    FOLDERS = "files, and folders with all that is in them, also where a text stands alone"
    PATHS = "files, and folders where the code makes a path of them"
    FILES = "files only"
    NOTHING = "what is written, or a place to search"


@dataclass(frozen=True, slots=True)
class Use:
    """A path that a source uses.

    Attributes:
        node: where.
        guess: which.
        meaning: what for.
    """

    node: ast.AST
    guess: Guess
    meaning: Meaning


_READERS: Final = re.compile(
    r"open|read\w*|load\w*|scan_\w+|imread|listdir|scandir|walk|glob|iglob|rglob|send_from_directory|send_file|"
    r"connect|from_(file|csv|json|parquet|pickle|filename)\w*|ParquetDataset|dataset|FileSystemLoader|copytree|copy2?"
)
_WRITERS: Final = re.compile(
    r"to_(csv|excel|json|parquet|pickle|feather|hdf|html|latex|stata|xml|markdown|file)|save\w*|dump|write\w*|sink_\w+|"
    r"\w*FileHandler|basicConfig|mkdir|makedirs|rmtree|remove|unlink|rmdir|touch|rename|replace|chdir|ExcelWriter|"
    r"Cache|FanoutCache|Deque|Index|Memory|FileSystemCache|CachedSession|NamedTemporaryFile|mkdtemp"
)
_ASKERS: Final = re.compile(
    r"exists|is_dir|is_file|isdir|isfile|stat|lstat|getsize|getmtime|print|len|debug|info|warning"
)
_FOLDER_ARGUMENTS: Final = frozenset({"static_folder", "template_folder", "root_path", "directory", "searchpath"})
_PLACES_TO_SEARCH: Final = frozenset(
    {"sys.path.append", "sys.path.insert", "sys.path.extend", "site.addsitedir", "load_dotenv", "dotenv.load_dotenv"}
)


_WRITING_MODE: Final = re.compile(r"[wax]\w?\+?")
_CONTAINERS: Final = (ast.List, ast.Tuple, ast.Set, ast.Starred, ast.IfExp, ast.keyword)


def uses(source: Source, values: Values) -> Iterator[Use]:
    """Yield the paths that a source uses, each in the longest form that can be known."""
    given: dict[int, Meaning] = {}
    waiting: list[tuple[ast.AST, Meaning]] = [(source.tree, Meaning.PATHS)]
    while waiting:
        node, inherited = waiting.pop()
        if id(node) in source.remarks:
            continue
        meaning = given.get(id(node), inherited)
        # What a longer path was made of is no use of its own.
        if isinstance(node, ast.expr) and id(node) not in values.used and not _is_target(node):
            yield from (Use(node, guess, meaning) for guess in values.of(node))
        given.update((id(part), its) for part, its in _meanings(node) if id(part) not in given)
        below = meaning if isinstance(node, _CONTAINERS) else Meaning.PATHS
        waiting.extend((child, below) for child in ast.iter_child_nodes(node))


def _is_target(node: ast.expr) -> bool:
    return isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del))


def _meanings(node: ast.AST) -> Iterator[tuple[ast.AST, Meaning]]:
    """Yield what the parts of a node are for."""
    if isinstance(node, ast.Call):
        yield from _of_call(node)
    elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if all(isinstance(target, (ast.Name, ast.Attribute)) for target in targets):
            # A folder counts where its name is used: with a file in it, or with all that is in it.
            yield node.value, Meaning.FILES


def _of_call(call: ast.Call) -> Iterator[tuple[ast.AST, Meaning]]:
    last, base = last_name(call), call.func.value if isinstance(call.func, ast.Attribute) else None
    arguments: list[ast.AST] = [*call.args, *call.keywords]
    if callee(call) in _PLACES_TO_SEARCH or _WRITERS.fullmatch(last) or (last == "open" and _writes(call)):
        yield from ((part, Meaning.NOTHING) for part in [*arguments, *([base] if base else [])])
    elif _ASKERS.fullmatch(last):
        yield from ((part, Meaning.FILES) for part in [*arguments, *([base] if base else [])])
    elif _READERS.fullmatch(last):
        yield from ((part, Meaning.FOLDERS) for part in arguments[:1])
    for keyword in call.keywords:
        if keyword.arg in _FOLDER_ARGUMENTS:
            yield keyword, Meaning.FOLDERS


def _writes(call: ast.Call) -> bool:
    """Tell whether a call of `open`, a function or a method, opens for writing only."""
    positions = call.args[1:2] if isinstance(call.func, ast.Name) else call.args[:2]
    modes = [text_of(node) for node in positions]
    modes += [text_of(keyword.value) for keyword in call.keywords if keyword.arg == "mode"]
    return any(mode is not None and _WRITING_MODE.fullmatch(mode) for mode in modes)
