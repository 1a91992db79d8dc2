from pathlib import Path

from desktopdash.freeze.addresses import Address
from desktopdash.freeze.facts import AppFacts, OutsideAddress
from desktopdash.freeze.network import network_findings


def facts(page="", *outside):
    return AppFacts("t", page, Path("/a/assets"), outside=outside)


def test_what_the_page_names_is_copied_and_not_told() -> None:
    page = '<link href="https://a.org/x.css?a=1&amp;b=2">'
    assert network_findings(facts(page), [Address("address", "https://a.org/x.css?a=1&b=2", "app.py:3")]) == ()


def test_what_the_code_and_the_layout_name_is_told_with_its_place() -> None:
    image = OutsideAddress("html.Img", "logo", "src", "https://a.org/logo.png")
    found = network_findings(
        facts("", image),
        [
            Address("address", "https://a.org/logo.png", "app.py:4"),
            Address("address", "https://a.org/data.csv", "app.py:7"),
            Address("link", "https://a.org/help", "app.py:8"),
            Address("map", "scatter_map", "pages/one.py:9"),
        ],
    )
    assert [text.split(" ")[0] for text in found] == ["html.Img", "app.py:7", "pages/one.py:9"]
    assert "src https://a.org/logo.png, which is not copied" in found[0]
    assert "https://a.org/data.csv: where there is no network" in found[1]
    assert "tiles come from a server" in found[2]


def test_a_map_in_the_layout_is_told_as_one() -> None:
    found = network_findings(facts("", OutsideAddress("dcc.Graph", "", "figure", "map tiles")), [])
    assert len(found) == 1
    assert "tiles come from a server" in found[0]
