"""What a page fetches from other hosts is in its package, and it reaches nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from .building import Packages, run_build
from .cdn import font_bytes, other_host, write_app
from .launched import Started, expect_text, files_of
from .starting import Start

VIOLATIONS = """async (address) => {
    const seen = [];
    document.addEventListener("securitypolicyviolation", (event) => seen.push(`${event.effectiveDirective} ${event.blockedURI}`));
    const answers = [await fetch(address).then(() => "fetched", (error) => error.name)];
    const image = new Image();
    answers.push(await new Promise((done) => {
        image.onload = () => done("shown");
        image.onerror = () => done("refused");
        image.src = `${address}.png`;
    }));
    const script = document.createElement("script");
    answers.push(await new Promise((done) => {
        script.onload = () => done("ran");
        script.onerror = () => done("refused");
        script.src = `${address}.js`;
        document.head.append(script);
    }));
    await new Promise((done) => setTimeout(done));
    return { seen, answers };
}"""


@pytest.fixture(scope="module")
def program(packages: Packages, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package; the host is gone when it is started."""
    with other_host() as host:
        app = write_app(tmp_path_factory.mktemp("offline"), host.url)
        return packages.program("Offline", app)


@pytest.fixture
def opened(program: Path, start: Start) -> Iterator[tuple[Started, Page]]:
    started = start(program)
    with started.page() as page:
        expect_text(page, "#said", "ready")
        yield started, page
    started.signal()
    started.expect_end(143)


def test_the_page_is_as_with_a_network(opened: tuple[Started, Page]) -> None:
    page = opened[1]
    assert page.evaluate("document.fonts.load('16px Copied').then((found) => found.length)") == 1
    assert page.evaluate("document.fonts.check('16px Copied')")
    assert page.evaluate("[...document.fonts].map((font) => font.status)") == ["loaded"]
    style = "getComputedStyle(document.querySelector('{}')).{}"
    assert page.evaluate(style.format("#styled", "color")) == "rgb(1, 2, 3)"
    assert page.evaluate(style.format("#deeper", "color")) == "rgb(4, 5, 6)"
    picture = page.evaluate(style.format("#deeper", "backgroundImage"))
    assert picture.startswith(f'url("{page.url.rstrip("/")}/_desktopdash-vendored/'), picture
    assert page.evaluate("window.fromElsewhere") == "has run"


def test_no_other_host_is_asked(opened: tuple[Started, Page]) -> None:
    page = opened[1]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    expect_text(page, "#said", "ready")
    page.evaluate("document.fonts.load('16px Copied').then(() => 0)")
    page.wait_for_load_state("load")
    assert len(asked) > 5
    assert [url for url in asked if not url.startswith((page.url, "data:", "blob:"))] == []


def test_what_a_script_tries_is_stopped_by_the_policy(opened: tuple[Started, Page]) -> None:
    found = opened[1].evaluate(VIOLATIONS, "http://192.0.2.1/elsewhere")
    assert found["answers"] == ["TypeError", "refused", "refused"]
    assert sorted(found["seen"]) == [
        "connect-src http://192.0.2.1/elsewhere",
        "img-src http://192.0.2.1/elsewhere.png",
        "script-src-elem http://192.0.2.1/elsewhere.js",
    ]


def test_what_cannot_be_fetched_is_named(tmp_path: Path) -> None:
    with other_host() as host:
        del host.answers["/fonts/copied.ttf"]
        app = write_app(tmp_path / "source", host.url)
        before = files_of(app.parent)
        done = run_build(app, tmp_path / "out", env={"PYTHONDONTWRITEBYTECODE": "1"})
        assert done.returncode == 1
        assert f"{host.url}/fonts/copied.ttf\n      " in done.stderr
        assert "404" in done.stderr
        assert f"named by {host.url}/style.css" in done.stderr
        for row in ("found:", "expected:", "to do:"):
            assert row in done.stderr
        assert "--go-on" in done.stderr
        assert files_of(app.parent) == before
        assert [path.name for path in tmp_path.iterdir()] == ["source"]


def test_going_on_without_it(packages: Packages, tmp_path: Path, start: Start) -> None:
    with other_host() as host:
        del host.answers["/fonts/copied.ttf"]
        program = packages.program("Partly", write_app(tmp_path / "source", host.url), "--go-on")
    assert "These could not be fetched, and will not be in the package:" in packages.log("Partly")
    started = start(program)
    with started.page() as page:
        expect_text(page, "#said", "ready")
        assert page.evaluate("getComputedStyle(document.querySelector('#styled')).color") == "rgb(1, 2, 3)"
        assert page.evaluate("[...document.fonts].map((font) => font.status)") != ["loaded"]
    started.signal()
    started.expect_end(143)


def test_the_font_is_one() -> None:
    assert font_bytes()[:4] in (b"\0\1\0\0", b"OTTO", b"true")
