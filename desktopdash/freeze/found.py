"""What is known of an app before anything is made: its facts, its files, its package."""

from __future__ import annotations

from pathlib import Path

from ..processes.package import Package
from ..records import dataclass
from ..version import __version__
from .contents import Contents, find_contents
from .facts import AppFacts
from .icons import check_icon, find_icon
from .inspect_app import inspect
from .library_data import library_data
from .network import network_findings
from .optional import Optional, optional_modules
from .settings import BuildSettings
from .spec import Plan


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of an app.

    Attributes:
        settings: how it is to be built.
        facts: what loading it told.
        contents: its files.
        icon: the picture of its program, whatever kind of picture that is.
        package: what the program says of itself.
        optional: what its calls need of libraries that load others by name.
    """

    settings: BuildSettings
    facts: AppFacts
    contents: Contents
    icon: Path
    package: Package
    optional: Optional

    def findings(self) -> tuple[str, ...]:
        """Return what a person should know: what is named and not taken, what is missing."""
        network = () if self.settings.online else network_findings(self.facts, self.contents.addresses)
        return (*self.contents.findings, *network, *self.optional.findings)


def find(settings: BuildSettings) -> Found:
    """Load an app, and look at its files.

    Raises:
        BuildError: it cannot be built as it is.
        OSError: something of it cannot be read.
    """
    facts = inspect(settings.spec)
    contents = find_contents(settings.spec, facts, settings.include)
    icon = find_icon(settings.icon, facts.icon, facts.assets_folder)
    check_icon(icon)
    app = next(packed.place for packed in contents.sources if packed.file == settings.spec.path)
    has_title = facts.title != settings.spec.path.stem.replace("_", " ")
    package = Package(
        name=settings.name,
        identifier=settings.identifier,
        version=settings.version,
        app=app,
        instance=settings.spec.name,
        title=settings.title or (facts.title if has_title else settings.name),
        online=settings.online,
        built_with=__version__,
    )
    python = [packed.file for packed in contents.sources if packed.file.suffix in (".py", ".pyw")]
    optional = optional_modules(python, settings.spec.path.parent)
    return Found(settings, facts, contents, icon, package, optional)


def own_files(found: Found) -> dict[str, Path]:
    """Return what goes in beside the app's modules, copies for the page aside."""
    own = {packed.place: packed.file for packed in (*found.contents.assets, *found.contents.data)}
    return {**library_data(found.facts), **own}


def plan_of(found: Found) -> Plan:
    """Return what the spec of an app's package says."""
    contents, settings = found.contents, found.settings
    hidden = dict.fromkeys(
        (
            *contents.hidden_imports,
            *found.optional.modules,
            *settings.hidden_imports,
            *_of_celery(contents),
        )
    )
    return Plan(
        package=found.package,
        root=settings.spec.path.parent,
        sources={packed.place: packed.file for packed in contents.sources},
        files=own_files(found),
        hidden=tuple(hidden),
        search=contents.search_path,
        icon=found.icon,
        one_file=settings.onefile,
    )


def _of_celery(contents: Contents) -> tuple[str, ...]:
    """What an app with a CeleryManager needs of ours, which is left out elsewhere."""
    if not any(name.partition(".")[0] == "celery" for name in contents.hidden_imports):
        return ()
    return tuple(f"desktopdash.jobs.{name}" for name in ("celery_jobs", "celery_task", "redis_store"))
