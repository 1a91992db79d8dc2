"""The picture of a program: read and checked, and made into what each system wants."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from ..protocol.problem import Problem
from .errors import BuildError

OWN: Final = Path(__file__).parent.parent / "icons" / "desktopdash.png"
"""The picture of apps that have none."""

SIDE: Final = 256
_ICO_SIDES: Final = (16, 24, 32, 48, 64, 128, 256)


def find_icon(chosen: Path | None, own: Path | None, assets: Path) -> Path:
    """Return the picture: the chosen one, else that of the app's window, else its favicon, else ours.

    What of the app's own cannot be an icon, as an SVG, is passed over; the chosen one is not.
    """
    if chosen is not None:
        return chosen
    return next((file for file in (own, assets / "favicon.ico") if file is not None and _is_picture(file)), OWN)


def check_icon(file: Path) -> None:
    """See that a file is a picture that can be an icon.

    Raises:
        BuildError: it is not there, or is none.
    """
    _square(file)


def write_png(file: Path, target: Path) -> Path:
    """Write a picture as a square PNG; returns its path.

    Raises:
        BuildError: see `check_icon`.
    """
    _square(file).save(target, "PNG")
    return target


def write_ico(file: Path, target: Path) -> Path:
    """Write a picture as Windows wants it; returns its path.

    Raises:
        BuildError: see `check_icon`.
    """
    picture = _square(file).resize((SIDE, SIDE))  # of the sizes none is made that is larger than the picture
    picture.save(target, "ICO", sizes=[(side, side) for side in _ICO_SIDES])
    return target


def _is_picture(file: Path) -> bool:
    try:
        check_icon(file)
    except BuildError:
        return False
    return True


def _square(file: Path) -> Any:
    from PIL import Image  # the extra [build]

    if not file.is_file():
        raise _bad_icon(file, "a folder" if file.is_dir() else "no such file")
    try:
        with Image.open(file) as read:
            picture = read.convert("RGBA")
    except Exception as error:  # whatever a damaged picture makes its reader raise
        raise _bad_icon(file, f"{type(error).__name__}: {error}") from error
    side = SIDE if max(picture.size) >= SIDE else max(picture.size)
    picture.thumbnail((side, side))
    square = Image.new("RGBA", (side, side))
    square.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
    return square


def _bad_icon(file: Path, found: str) -> BuildError:
    return BuildError(
        Problem(
            "bad_icon",
            f"The icon {file} cannot be used.",
            found,
            "a picture: PNG, ICO, JPEG, GIF, WebP; best a square one of 256 pixels or more",
            "Correct the path or the file, or leave --icon out.",
        )
    )
