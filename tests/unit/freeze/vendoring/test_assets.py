"""The app's own files with the names of copies."""

import pytest

from desktopdash.freeze.vendoring import localised_asset, localised_file, localised_module
from desktopdash.server.lock import Copy
from desktopdash.server.vendored import Vendored

CDN = "https://cdn.example"


@pytest.fixture
def vendored(tmp_path):
    files = {"a.css": "1-a.css", "b.js": "2-b.js", "c.svg": "3-c.svg"}
    return Vendored(tmp_path, [Copy(f"{CDN}/{name}", file, "0" * 64, "text/css") for name, file in files.items()])


@pytest.mark.parametrize(
    ("path", "up"),
    [
        ("assets/x.css", "../"),
        ("assets/sub/x.css", "../../"),
        ("static/own/a/x.css", "../../../"),
        ("/assets/x.css", "../"),
        ("x.css", "./"),
    ],
)
def test_style_sheets(vendored, path, up):
    text = f"@import '{CDN}/a.css';\r\na{{b:url(//cdn.example/c.svg#d) url(mine.png) url({CDN}/none)}}"
    here = f"{up}_desktopdash-vendored"
    expected = f"@import '{here}/1-a.css';\r\na{{b:url({here}/3-c.svg#d) url(mine.png) url({CDN}/none)}}"
    assert localised_asset(text, path, vendored) == expected


def test_modules(vendored):
    text = f"import '{CDN}/b.js'; import './b.js'; '{CDN}/b.js'"
    expected = f"import '../_desktopdash-vendored/2-b.js'; import './b.js'; '{CDN}/b.js'"
    assert localised_module(text, "assets/x.mjs", vendored) == expected


def test_files(vendored, tmp_path):
    def of(name, body):
        (tmp_path / name).write_bytes(body)
        return localised_file(tmp_path / name, f"assets/{name}", vendored)

    assert of("a.css", b'@charset "latin1";/*\xfc*/@import "https://cdn.example/a.css"') == (
        b'@charset "latin1";/*\xfc*/@import "../_desktopdash-vendored/1-a.css"'
    )
    assert of("a.js", b"import('https://cdn.example/b.js')") == b"import('../_desktopdash-vendored/2-b.js')"
    assert of("b.css", b"a{b:url(c)}\xff") is None
    assert of("a.txt", b"@import 'https://cdn.example/a.css'") is None
