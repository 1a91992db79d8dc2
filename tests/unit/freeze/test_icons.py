import contextlib
import random

import pytest
from PIL import Image

from desktopdash.freeze.errors import BuildError
from desktopdash.freeze.icons import OWN, check_icon, find_icon, write_ico, write_png


@pytest.fixture
def place(tmp_path):
    (tmp_path / "assets").mkdir()
    return tmp_path


def picture(file, size=(256, 256), mode="RGBA", kind=None, color=(255, 0, 0, 255)):
    Image.new(mode, size, color if mode == "RGBA" else None).save(file, kind)
    return file


def read(file):
    with Image.open(file) as image:
        image.load()
        return image


def refused(file):
    with pytest.raises(BuildError) as caught:
        check_icon(file)
    found = caught.value.problem
    assert found.kind == "bad_icon"
    assert str(file) in found.message
    assert all((found.found, found.expected, found.todo))
    return found.found


def test_our_own_is_a_picture(tmp_path):
    check_icon(OWN)
    assert read(write_png(OWN, tmp_path / "x.png")).size == (256, 256)


def test_the_chosen_one_wins_then_the_windows_then_the_favicon_then_ours(place):
    assets = place / "assets"
    assert find_icon(None, None, assets) == OWN
    favicon = picture(assets / "favicon.ico", (32, 32))
    assert find_icon(None, None, assets) == favicon
    assert find_icon(None, place / "missing.png", assets) == favicon
    own = picture(place / "own.png")
    assert find_icon(None, own, assets) == own
    assert find_icon(place / "chosen.png", own, assets) == place / "chosen.png", "it is the person's to correct"


@pytest.mark.parametrize("data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n"])
def test_an_app_whose_own_picture_is_of_no_use_has_the_next_one(place, data):
    (place / "own.svg").write_bytes(data)
    (place / "assets" / "favicon.ico").write_bytes(data)
    assert find_icon(None, place / "own.svg", place / "assets") == OWN
    favicon = picture(place / "assets" / "favicon.ico", (32, 32))
    assert find_icon(None, place / "own.svg", place / "assets") == favicon


@pytest.mark.parametrize("kind", ["PNG", "ICO", "GIF", "WEBP", "BMP", "TIFF"])
@pytest.mark.parametrize("mode", ["RGBA", "RGB", "P", "L", "1"])
def test_pictures_of_many_kinds(place, kind, mode):
    file = picture(place / "picture with a wrong suffix.txt", (64, 64), mode, kind)
    check_icon(file)
    made = read(write_png(file, place / "made.png"))
    assert (made.format, made.mode, made.size) == ("PNG", "RGBA", (64, 64))


@pytest.mark.parametrize(
    ("size", "side"), [((16, 16), 16), ((300, 300), 256), ((2000, 10), 256), ((10, 40), 40), ((1, 1), 1)]
)
def test_an_icon_is_square_and_not_too_large(place, size, side):
    made = read(write_png(picture(place / "x.png", size), place / "made.png"))
    assert made.size == (side, side)
    assert made.getpixel((side // 2, (side - 1) // 2)) == (255, 0, 0, 255)
    if size[0] != size[1]:
        assert made.getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("size", [(1, 1), (8, 8), (16, 16), (48, 48), (256, 256), (512, 300)])
def test_windows_has_all_its_sizes_whatever_the_picture_has(place, size):
    made = read(write_ico(picture(place / "x.png", size), place / "made.ico"))
    assert made.info["sizes"] == {(side, side) for side in (16, 24, 32, 48, 64, 128, 256)}


def test_writing_over_the_picture_itself_is_no_matter(place):
    file = picture(place / "x.png", (16, 16))
    assert read(write_png(file, file)).size == (16, 16)


@pytest.mark.parametrize(
    "data",
    [b"", b"text", b"<svg/>", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM" + b"\0" * 20, b"\0\0\1\0\1\0" + b"\xff" * 30],
)
def test_what_is_no_picture(place, data):
    (place / "x").write_bytes(data)
    refused(place / "x")


def test_what_is_no_file(place):
    assert refused(place / "missing.png") == "no such file"
    assert refused(place / "assets") == "a folder"


def test_a_picture_that_may_not_be_read(place, monkeypatch):
    file = picture(place / "x.png")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Image, "open", refuse)
    assert "Permission denied" in refused(file)


def test_a_picture_that_would_fill_the_memory(place, monkeypatch):
    file = picture(place / "x.png", (100, 100))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    assert "Bomb" in refused(file)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", ["PNG", "ICO", "GIF", "WEBP", "TIFF", "JPEG", "BMP"])
def test_damaged_pictures_are_refused_in_order(place, kind):
    source = random.Random(kind)
    image = Image.new("RGB", (20, 20))
    image.putdata([tuple(source.randbytes(3)) for _ in range(400)])
    image.save(place / "whole", kind)
    whole = (place / "whole").read_bytes()
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(source.randrange(1, 6)):
            data[source.randrange(len(data))] = source.randrange(256)
        (place / "x").write_bytes(bytes(data[: source.randrange(len(data) // 2, len(data) + 1)]))
        with contextlib.suppress(BuildError):
            check_icon(place / "x")
