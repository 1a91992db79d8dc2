"""An app whose page fetches from another host, and that host, which is there while the package is built."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageFont

from tests.unit.freeze.vendoring.hosts import SCRIPT, Host, running_host

APP = """\
from desktopdash import Dash, Input, Output, callback, html

app = Dash(title="Offline", external_stylesheets=["{url}/style.css"], external_scripts=["{url}/script.js"])
app.layout = html.Main([html.P("Styled", id="styled"), html.P("Deeper", id="deeper"), html.P(id="said")])


@callback(Output("said", "children"), Input("styled", "id"))
def say(_):
    return "ready"
"""

STYLE = """\
@import url("more/deeper.css");
@font-face { font-family: Copied; src: url("fonts/copied.ttf") format("truetype"); }
#styled { font-family: Copied, monospace; color: rgb(1, 2, 3); }
"""
DEEPER = "#deeper { background-image: url(../pictures/dot.png); color: rgb(4, 5, 6); }"


@contextlib.contextmanager
def other_host() -> Iterator[Host]:
    """A host with a style sheet, what that names, and a script."""
    with running_host() as host:
        host.put("/style.css", STYLE)
        host.put("/more/deeper.css", DEEPER)
        host.put("/fonts/copied.ttf", font_bytes(), "font/ttf")
        host.put("/pictures/dot.png", picture_bytes(), "image/png")
        host.put("/script.js", 'window.fromElsewhere = "has run";', SCRIPT)
        yield host


def write_app(folder: Path, url: str) -> Path:
    """Write the app for a host; returns its file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "app.py"
    file.write_text(APP.format(url=url))
    return file


def font_bytes() -> bytes:
    """A font that no system has under the name that the style sheet gives it."""
    source = ImageFont.load_default(12).path
    assert isinstance(source, io.BytesIO)
    return source.getvalue()


def picture_bytes() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (3, 3), (1, 2, 3)).save(file, "PNG")
    return file.getvalue()
