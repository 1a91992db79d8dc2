"""Finding, fetching and keeping all that an app's page names on other hosts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

from ...errors import ResourceException
from ...records import dataclass
from ...server.addresses import Kind, address_of
from ...server.references import page_references
from .assets import asset_links
from .earlier import Earlier
from .fetching import Fetch, FetchError, Limits
from .fetching import fetch as fetch_one
from .files import Held, Wanted
from .integrity import mismatch
from .naming import is_page
from .rewriting import Text, make_copies, read_text
from .writing import write_copies

PAGE: Final = "page"
"""What the app's page is called where it names an address."""
_STRENGTH: Final[tuple[Kind, ...]] = ("other", "script", "module", "style")
_FOLDER: Final = (
    "an import map names a folder, and nobody can tell which files of it the page will ask for. Name each module there"
)


@dataclass(frozen=True, slots=True)
class Missing:
    """An address that is not copied as it is now.

    Attributes:
        url: the address.
        named_by: what names it: addresses, "page", and paths of the app's own files.
        reason: why, as half a sentence.
    """

    url: str
    named_by: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Collected:
    """What came of it.

    Attributes:
        files: how many copies there are.
        size: of all of them, in bytes.
        fetched: the addresses that were fetched.
        kept: those whose copies were there.
        missing: what could not be fetched; of some there is a copy from an earlier time.
    """

    files: int
    size: int
    fetched: tuple[str, ...]
    kept: tuple[str, ...]
    missing: tuple[Missing, ...]


def collect(
    page: str,
    assets: Sequence[Path],
    folder: Path,
    *,
    refresh: bool,
    tell: Callable[[str], None],
    fetch: Fetch | None = None,
    limits: Limits | None = None,
) -> Collected:
    """Copy all that an app's page names on other hosts, and what that names in its turn, into a folder.

    What the folder holds unchanged is not fetched again. What nothing names any more goes, unless something is missing:
    then nobody knows what it would name.

    Args:
        page: the app's index page.
        assets: the app's own files that the page loads; style sheets and scripts are looked into.
        folder: where the copies are, and their lock file. The folder round it has to be there.
        refresh: fetch all anew.
        tell: is told of each file, in a line.
        fetch: returns what is behind an address, or raises FetchError; over the network by default.
        limits: how long, and how much.

    Raises:
        ResourceException: the lock file is damaged, the folder cannot be written, or it is too much. The folder is as
            it was.
        OSError: one of the assets cannot be read.
    """
    wanted = limits or Limits()
    run = _Run(Earlier(folder), refresh, fetch or partial(fetch_one, limits=wanted), wanted, tell)
    run.want_page(page)
    for file in assets:
        run.want_asset(file)
    run.get_all()
    return run.write()


class _Run:
    """One collection: the addresses that are wanted grow while files are read."""

    def __init__(
        self, earlier: Earlier, refresh: bool, fetch: Fetch, limits: Limits, tell: Callable[[str], None]
    ) -> None:
        self._earlier = earlier
        self._refresh = refresh
        self._fetch = fetch
        self._limits = limits
        self._tell = tell
        self._wanted: dict[str, Wanted] = {}
        self._held: dict[str, Held] = {}
        self._missing: dict[str, str] = {}
        self._texts: dict[tuple[str, Kind], Text | None] = {}

    def want_page(self, page: str) -> None:
        """Want what a page names."""
        for reference in page_references(page):
            self._want(reference.address, reference.kind, PAGE, reference.integrity)
            if reference.is_folder:
                self._missing[reference.address] = _FOLDER

    def want_asset(self, file: Path) -> None:
        """Want what one of the app's files names."""
        for link in asset_links(file):
            if (address := address_of(link.value)) is not None:
                self._want(address, link.kind, _place_of(file, self._earlier.folder.parent))

    def _want(self, address: str, kind: Kind, named_by: str, integrity: str = "") -> None:
        if address not in self._wanted and len(self._wanted) >= self._limits.files:
            raise ResourceException(
                f"the app's page names more than {self._limits.files} files on other hosts; the last is named by "
                f"{named_by[:200]}. Bring what that needs in the assets folder"
            )
        wanted = self._wanted.setdefault(address, Wanted())
        wanted.kind = max(wanted.kind, kind, key=_STRENGTH.index)
        wanted.named_by.add(named_by)
        if integrity.strip():
            wanted.integrity.add(" ".join(integrity.split()))

    def get_all(self) -> None:
        """Get what is wanted, and what that names, until nothing is new."""
        while True:
            todo = [address for address in self._wanted if address not in self._held and address not in self._missing]
            self._get(todo)
            unread = [(address, self._wanted[address].kind) for address in self._held]
            unread = [one for one in unread if one not in self._texts]
            if not todo and not unread:
                return
            for address, kind in unread:
                text = self._texts[address, kind] = read_text(address, kind, self._held[address])
                for link in text.links if text is not None else ():
                    self._want_named(address, link.value, link.kind)

    def _want_named(self, by: str, value: str, kind: Kind) -> None:
        address = self._earlier.named_in(self._held[by], value, kind)
        if address is not None and address != by:
            self._want(address, kind, by)

    def _get(self, addresses: Iterable[str]) -> None:
        todo = []
        for address in addresses:
            held = None if self._refresh else self._earlier.get(address, self._wanted[address].integrity)
            if held is not None:
                self._held[address] = held
            else:
                todo.append(address)
        pool = ThreadPoolExecutor(self._limits.at_once, "desktopdash-fetch")
        try:
            for address, found in zip(todo, pool.map(self._try, todo), strict=True):
                self._take(address, found)
        finally:
            pool.shutdown(cancel_futures=True)

    def _try(self, address: str) -> Held | FetchError:
        try:
            found = self._fetch(address)
        except FetchError as error:
            return error
        if is_page(found.type):
            return FetchError(
                f"a page came ({found.type[:60]}), perhaps one to sign in to the network; expected a file"
            )
        for integrity in sorted(self._wanted[address].integrity):
            if (problem := mismatch(found.data, integrity)) is not None:
                return FetchError(problem)
        return Held(found.data, found.type, found.final)

    def _take(self, address: str, found: Held | FetchError) -> None:
        if isinstance(found, Held):
            self._held[address] = found
            self._tell(f"fetched {address} ({len(found.data)} bytes)")
            if sum(len(held.data) for held in self._held.values()) > self._limits.total_bytes:
                most = f"{self._limits.total_bytes / 2**20:g} MiB"
                raise ResourceException(
                    f"what the app's page names on other hosts has more than {most}; found {address}"
                )
            return
        reason = str(found)
        held = self._earlier.get(address, self._wanted[address].integrity)
        if held is not None:
            self._held[address] = held
            reason += "; its copy from before is kept"
        elif address in self._earlier.copies:
            reason += f"; its copy {self._earlier.copies[address].file} is gone, was changed, or has another hash"
        self._missing[address] = reason
        self._tell(f"cannot copy {address}: {reason}")

    def write(self) -> Collected:
        """Write the copies, and return what came of it."""
        left = {address: copy for address, copy in self._earlier.copies.items() if address not in self._held}
        # With something missing nobody knows what it would name.
        left = {address: copy for address, copy in left.items() if self._missing and self._earlier.has_file(address)}
        made = make_copies(self._held, self._wanted, self._texts, self._earlier, left)
        copies = [*(one.copy for one in made), *left.values()]
        files = {copy.file for copy in copies}
        stale = {copy.file for copy in self._earlier.copies.values()} - files
        if copies or self._earlier.copies:
            bodies = {one.copy.file: one.data for one in made}
            write_copies(self._earlier.folder, copies, bodies, sorted(stale))
        kept = tuple(sorted(address for address, held in self._held.items() if held.copy is not None))
        fetched = tuple(sorted(set(self._held) - set(kept)))
        return Collected(len(made), sum(len(one.data) for one in made), fetched, kept, self._all_missing())

    def _all_missing(self) -> tuple[Missing, ...]:
        found = sorted(self._missing.items())
        return tuple(Missing(address, tuple(sorted(self._wanted[address].named_by)), why) for address, why in found)


def _place_of(file: Path, home: Path) -> str:
    """Return what a file of the app is called in the lock file, which is the same on every machine."""
    try:
        return file.absolute().relative_to(home.absolute()).as_posix()
    except ValueError:
        return f"{file.parent.name}/{file.name}"
