"""What a path in the code may mean, as far as it can be known without running it."""

from __future__ import annotations

import os
import re
from pathlib import PureWindowsPath
from typing import Final

from ..records import dataclass, replace

_WILDCARDS: Final = re.compile(r"[*?\[]")
_SLASHES: Final = re.compile(r"[/\\]" if os.sep == "\\" else "/")


@dataclass(frozen=True, slots=True)
class Guess:
    """A path, or the beginning of one.

    Attributes:
        text: the path as far as it is known; relative to the module's or the app's folder where it is not absolute.
        is_whole: False: something unknown follows, a name in the folder `text` or below it.
        is_path: whether it was made as a path; else it is a text that may as well be anything else.
        is_fixed: whether it is absolute because the code says so, and not because it begins with `__file__`.
        is_elsewhere: whether it is in a folder of the person or the system: home, temporary files.
    """

    text: str
    is_whole: bool = True
    is_path: bool = False
    is_fixed: bool = False
    is_elsewhere: bool = False

    def joined(self, others: list[Guess | None]) -> Guess:
        """Return the path of `self / others[0] / …`; None stands for what is unknown."""
        made = replace(self, is_path=True)
        for other in others:
            if not made.is_whole:
                break
            if other is None:
                made = replace(made, is_whole=False)
            elif os.path.isabs(other.text) or other.is_elsewhere:
                made = replace(other, is_path=True)
            else:
                made = replace(made, text=os.path.join(made.text, other.text), is_whole=other.is_whole)
        return made

    def parent(self, steps: int = 1) -> Guess:
        """Return the folder that it is in; of a path with an unknown end, the folder that is known."""
        if not self.is_whole:
            return replace(self, is_path=True)
        text = self.text
        for _ in range(steps):
            text = os.path.dirname(text)
        return replace(self, text=text, is_path=True)

    def followed_by(self, other: Guess | None) -> Guess | None:
        """Return the text `self + other`; None where nothing of a path is known of it."""
        if not self.is_whole:
            return self
        if other is None:
            return self.cut()
        text = self.text + other.text
        return replace(self, text=text, is_whole=other.is_whole, is_path=self.is_path or other.is_path)

    def cut(self) -> Guess | None:
        """Return the folder that the text begins with, where something unknown follows the text."""
        places = [found.start() for found in _SLASHES.finditer(self.text)]
        if not places or not self.text[: places[-1]]:
            return None
        return replace(self, text=self.text[: places[-1]], is_whole=False)

    def head(self) -> tuple[str, str]:
        """Return the folder before the first wildcard, and the pattern below it; "" for none."""
        parts = self.text.replace(os.sep, "/").split("/")
        for index, part in enumerate(parts):
            if _WILDCARDS.search(part):
                return "/".join(parts[:index]), "/".join(parts[index:])
        return self.text, ""


ELSEWHERE: Final = Guess("", is_path=True, is_elsewhere=True)


def constant(text: str) -> Guess:
    """Return what a constant text may mean."""
    if text.startswith("~"):
        return ELSEWHERE
    return Guess(text, is_fixed=os.path.isabs(text) or is_windows_path(text))


def filled_in(text: str) -> Guess | None:
    """Return what is known of a text whose places, `{}` or `%s`, are filled in."""
    found = re.search(r"[{%]", text)
    return constant(text) if found is None else constant(text[: found.start()]).cut()


def is_windows_path(text: str) -> bool:
    """Tell whether a text is an absolute path of Windows."""
    return bool(re.match(r"[A-Za-z]:[\\/]\w", text)) and PureWindowsPath(text).is_absolute()
