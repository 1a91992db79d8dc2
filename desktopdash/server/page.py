"""The index page: Dash's template and the tags that go into it. Every value is escaped for its place."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from ..errors import InvalidIndexException
from ..typing import Attributes, ExternalResource

DEFAULT_INDEX: Final = """<!DOCTYPE html>
<html>
    <head>
        {%metas%}
        <title>{%title%}</title>
        {%favicon%}
        {%css%}
    </head>
    <body>
        {%app_entry%}
        <footer>
            {%config%}
            {%scripts%}
            {%renderer%}
        </footer>
    </body>
</html>"""

# What switches on the default look, for apps that bring no style sheet.
STYLED_INDEX: Final = DEFAULT_INDEX.replace("<html>", '<html data-desktopdash-style="default">', 1)

APP_ENTRY: Final = """<div id="react-entry-point">
            <div class="_dash-loading">
                Loading...
            </div>
        </div>"""

_NEEDED_PLACES: Final = ("app_entry", "config", "scripts")
_NEEDED_IDS: Final = ("react-entry-point", "_dash-config", "_dash-renderer")
_STANDARD_METAS: Final = (
    {"charset": "UTF-8"},
    {"name": "viewport", "content": "width=device-width, initial-scale=1"},
)
# In a script element nothing ends it but "</script", and "<!--" may hide that end.
_SCRIPT_BREAKERS: Final = re.compile(r"<(?=/script|!--)", re.IGNORECASE)


def tag(name: str, attributes: Attributes, inner: str | None = None) -> str:
    """Return an HTML tag.

    Args:
        name: the element.
        attributes: escaped here; True writes the bare name, False and None leave it out.
        inner: what stands inside, already escaped; None for an element without an end tag.
    """
    parts = [name]
    for key, value in attributes.items():
        if value is True:
            parts.append(key)
        elif value is not None and value is not False:
            parts.append(f'{key}="{html.escape(str(value))}"')
    return f"<{' '.join(parts)}>" + ("" if inner is None else f"{inner}</{name}>")


def metas(own: Sequence[Attributes], description: str | None = None) -> str:
    """Return the meta tags: charset and viewport unless the app has its own, then the app's."""
    given = {_meta_name(meta) for meta in own}
    standard = [meta for meta in _STANDARD_METAS if _meta_name(meta) not in given]
    described = [{"name": "description", "content": description}] if description else []
    return _lines(tag("meta", meta) for meta in [*standard, *described, *own])


def _meta_name(meta: Attributes) -> str:
    return "charset" if "charset" in meta else str(meta.get("name", ""))


def scripts(sources: Iterable[ExternalResource], inline: Iterable[str]) -> str:
    """Return script tags in order, then the inline ones."""
    tags = [tag("script", script_attributes(source), "") for source in sources]
    tags += [tag("script", {}, script_text(source)) for source in inline]
    return _lines(tags)


def script_attributes(source: ExternalResource) -> Attributes:
    """Return the attributes of a script's tag."""
    return source if isinstance(source, Mapping) else {"src": source}


def styles(sources: Iterable[ExternalResource]) -> str:
    """Return link tags in order."""
    return _lines(tag("link", style_attributes(source)) for source in sources)


def style_attributes(source: ExternalResource) -> Attributes:
    """Return the attributes of a style sheet's tag."""
    return {"rel": "stylesheet", **(source if isinstance(source, Mapping) else {"href": source})}


def favicon(url: str) -> str:
    """Return the link to the page's icon."""
    return tag("link", {"rel": "icon", "type": "image/x-icon", "href": url})


def config(values: Mapping[str, Any]) -> str:
    """Return the element from which the renderer reads its settings."""
    return _data("_dash-config", json.dumps(values, separators=(",", ":")))


def given(answers: Mapping[str, bytes], page: str | None) -> str:
    """Return the element from which the renderer reads what it need not ask for; nothing where that is nothing.

    Args:
        answers: JSON by route.
        page: the page's name for the server; None where it has no stream.
    """
    if not answers:
        return ""
    texts = ",".join(f"{json.dumps(route)}:{text.decode()}" for route, text in answers.items())
    return _data("_desktopdash-given", f'{{"page":{json.dumps(page)},"answers":{{{texts}}}}}')


def _data(id_: str, text: str) -> str:
    """Return an element that holds JSON."""
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return tag("script", {"id": id_, "type": "application/json"}, text)


def renderer(hooks: Mapping[str, str] | None = None) -> str:
    """Return the script that starts the page.

    Args:
        hooks: JavaScript functions for `new DashRenderer({...})` by name.
    """
    inside = "{" + ", ".join(f"{json.dumps(name)}: {source}" for name, source in hooks.items()) + "}" if hooks else ""
    text = script_text(f"var renderer = new DashRenderer({inside});")
    return tag("script", {"id": "_dash-renderer", "type": "application/javascript"}, text)


def script_text(source: str) -> str:
    """Return JavaScript that can stand in a script element: `</script` inside strings stays the same
    string.
    """
    return _SCRIPT_BREAKERS.sub(r"\\x3c", source)


def fill(template: str, parts: Mapping[str, str]) -> str:
    """Put parts into the places `{%name%}` of a template, in one pass."""
    return re.sub(r"\{%\s*(\w+)\s*%\}", lambda found: parts.get(found[1], found[0]), template)


def check_template(template: str) -> None:
    """Refuse a template without the places that the app needs.

    Raises:
        InvalidIndexException: it names the missing places.
    """
    _need([f"{{%{name}%}}" for name in _NEEDED_PLACES if f"{{%{name}%}}" not in template], "index_string")


def check_page(page: str) -> None:
    """Refuse a page without the elements that the app needs.

    Raises:
        InvalidIndexException: it names the ids of the missing elements.
    """
    _need([f'id="{id_}"' for id_ in _NEEDED_IDS if f'id="{id_}"' not in page], "the index page")


def _need(missing: list[str], place: str) -> None:
    if missing:
        raise InvalidIndexException(f"{place} lacks {', '.join(missing)}: without it the app cannot start. Put it in")


def _lines(tags: Iterable[str]) -> str:
    return "\n        ".join(tags)
