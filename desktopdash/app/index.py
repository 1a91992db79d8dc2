"""The parts of an app's index page, as `interpolate_index` is given them."""

from __future__ import annotations

import html
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from ..model.component import ComponentRegistry
from ..server import ahead, page
from ..server.assets import AssetFile, AssetFolder
from ..server.packages import KINDS, Kind, resources
from ..server.suites import file_url
from ..typing import ExternalResource
from ..version import __version__
from .config import Config
from .given import NOTHING, Given


class IndexParts:
    """Makes the tags of one app's page.

    Args:
        config: the app's settings.
        assets: the app's own files.
    """

    def __init__(self, config: Config, assets: AssetFolder) -> None:
        self._config = config
        self._assets = assets

    def all(
        self,
        title: str,
        inline_scripts: Iterable[str],
        hooks: Mapping[str, str] | None,
        settings: Mapping[str, Any],
        asked: Collection[str] = (),
        given: Given = NOTHING,
    ) -> dict[str, str]:
        """Return every part by its name in the template, escaped.

        Args:
            title: the page's title.
            inline_scripts: JavaScript that is run before the page starts.
            hooks: JavaScript functions for the renderer by name.
            settings: what the renderer is told beside the app's configuration.
            asked: the routes that the page asks before its scripts are there.
            given: their answers, as far as it need not ask.
        """
        config, files = self._config, self._assets.loaded()
        return {
            "metas": "\n        ".join(
                [page.metas(config.meta_tags, config.description), *self._ahead(asked, given, settings)]
            ),
            "title": html.escape(title, quote=False),
            "favicon": page.favicon(self._favicon_url()),
            "css": page.styles(self._styles(files)),
            "app_entry": page.APP_ENTRY,
            "config": page.config({**self._settings(), **settings}) + page.given(given.answers, given.page),
            "scripts": page.scripts(self._scripts(files), inline_scripts),
            "renderer": page.renderer(hooks),
        }

    def has_own_style(self) -> bool:
        """Tell whether the app brings a look: a style sheet, or a component package.

        The scripts of most packages bring theirs along, made for bare elements and often for a light page only.
        """
        return (
            bool(self._config.external_stylesheets)
            or any(file.is_style for file in self._assets.loaded())
            or any(True for kind in KINDS for _ in self._of_packages(kind))
        )

    def has_own_script(self) -> bool:
        """Tell whether the app brings scripts, beside those of component packages."""
        files = self._assets.loaded()
        return bool(self._config.external_scripts) or any(file.is_script or file.is_module for file in files)

    def late(self, namespace: str) -> dict[str, Any] | None:
        """Return what a page lacks that was made before a component package was imported.

        Args:
            namespace: that of the package's components, as the page asks for it.

        Returns:
            The attributes of script and link tags, and where in props components may stand; None for a namespace that
            no imported package has.
        """
        module = ComponentRegistry.namespace_to_package.get(namespace)
        if module is None:
            return None
        scripts, styles = self._of_packages("_js_dist", [module]), self._of_packages("_css_dist", [module])
        return {
            "scripts": [page.script_attributes(source) for source in scripts],
            "styles": [page.style_attributes(source) for source in styles],
            "children_props": _children_props([namespace]),
        }

    def _ahead(self, asked: Collection[str], given: Given, settings: Mapping[str, Any]) -> Iterator[str]:
        """Yield the tags that let the browser fetch what the renderer will ask for; they stand before style sheets,
        for which scripts wait.
        """
        if asked:
            prefix, routes = self._config.requests_pathname_prefix, [one for one in asked if one not in given.answers]
            yield ahead.ask_script(prefix, routes, named=bool(settings.get("push")), page=given.page)
        yield from ahead.preloads(settings.get("chunks", {}).values())

    def chunk_urls(self, names: Iterable[str]) -> dict[str, str]:
        """Return where the scripts of components are that are not in the first one, by their names."""
        return {name: self._url(file_url("desktopdash", f"chunks/{name}.js")) for name in names}

    # The order in both is Dash's: what packages bring may use what the app names, and the app's files come last.

    def _styles(self, files: list[AssetFile]) -> Iterator[ExternalResource]:
        yield self._url(file_url("desktopdash", "desktopdash.css"))
        yield from self._config.external_stylesheets
        yield from self._of_packages("_css_dist")
        yield from (self._asset_url(file) for file in files if file.is_style)

    def _scripts(self, files: list[AssetFile]) -> Iterator[ExternalResource]:
        yield self._url(file_url("desktopdash", "renderer.js"))  # React, before all that uses it
        yield from self._config.external_scripts
        yield from self._of_packages("_js_dist")
        for file in files:
            if file.is_module:
                yield {"src": self._asset_url(file), "type": "module"}
            elif file.is_script:
                yield self._asset_url(file)

    def _of_packages(self, kind: Kind, modules: Iterable[str] | None = None) -> Iterator[ExternalResource]:
        place = "src" if kind == "_js_dist" else "href"
        for resource in resources(kind, self._config.serve_locally, modules):
            if not resource.is_first:
                continue
            own = (self._url(file_url(resource.package, path)) for path in resource.paths)
            for url in (*own, *resource.urls):
                yield {place: url, **resource.attributes} if resource.attributes else url

    def _settings(self) -> dict[str, Any]:
        config = self._config
        return {
            "url_base_pathname": config.url_base_pathname,
            "requests_pathname_prefix": config.requests_pathname_prefix,
            "suppress_callback_exceptions": config.suppress_callback_exceptions,
            "update_title": config.update_title,
            "children_props": _children_props(),
            "serve_locally": config.serve_locally,
            "plotlyjs_url": self._url(file_url("plotly", "plotly.min.js")),
            "desktopdash_version": __version__,
        }

    def _url(self, path: str) -> str:
        return f"{self._config.requests_pathname_prefix}{path}"

    def _asset_url(self, file: AssetFile) -> str:
        config = self._config
        external = config.assets_external_path if not config.serve_locally else ""
        base = external.rstrip("/") + "/" if external else config.requests_pathname_prefix
        return f"{base}{self._assets.url_path}/{file.path}?m={file.modified}"

    def _favicon_url(self) -> str:
        own = self._assets.favicon()
        return self._asset_url(own) if own is not None else self._url(f"_favicon.ico?v={__version__}")


def _children_props(namespaces: Iterable[str] | None = None) -> dict[str, dict[str, list[str]]]:
    """Return where in their props components may stand: namespace -> type -> paths. Types without any are
    left out.
    """
    found = {}
    for namespace, types in list(ComponentRegistry.children_props.items()):
        paths = {name: props for name, props in list(types.items()) if props}
        if paths and (namespaces is None or namespace in namespaces):
            found[namespace] = paths
    return found
