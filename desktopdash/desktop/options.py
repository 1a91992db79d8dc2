"""What an app says of its window: `Dash(window=WindowOptions(...))`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from ..errors import InvalidConfig
from ..records import dataclass

NotificationPolicy: TypeAlias = Literal["granted", "prompt", "denied"]


def checked_policy(policy: Any) -> NotificationPolicy:
    """Return a policy.

    Raises:
        InvalidConfig: it is none.
    """
    if policy not in get_args(NotificationPolicy):
        raise InvalidConfig(f'notifications is {policy!r}; expected "granted", "prompt" or "denied"')
    found: NotificationPolicy = policy
    return found


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """How the app's window is to be. What the person changes is remembered and goes before size and place.

    Attributes:
        title: of the window; None: the app's.
        size: width and height in pixels at the first start.
        min_size: the smallest that it can be made.
        icon: path of a picture (PNG, SVG or ICO), relative to the assets folder; None: favicon.ico there, if any.
        full_screen: whether it fills the screen.
        remember: whether size, place and zoom are remembered.
        confirm_close: the question before it closes; None: none.

    Raises:
        InvalidConfig: a size that is none.
    """

    title: str | None = None
    size: tuple[int, int] = (1100, 760)
    min_size: tuple[int, int] = (360, 240)
    icon: str | None = None
    full_screen: bool = False
    remember: bool = True
    confirm_close: str | None = None

    def __post_init__(self) -> None:
        for name, found in (("size", self.size), ("min_size", self.min_size)):
            is_pair = isinstance(found, (tuple, list)) and len(found) == 2
            if not is_pair or not all(type(side) is int and 0 < side <= 20_000 for side in found):
                raise InvalidConfig(f"WindowOptions: {name} is {found!r}; expected (width, height) in pixels")

    def as_dict(self, assets: Path) -> dict[str, Any]:
        """The options as the shell is told them.

        Args:
            assets: the assets folder.
        """
        wanted = assets / (self.icon or "favicon.ico")
        return {
            "size": list(self.size),
            "min_size": list(self.min_size),
            "icon": str(wanted) if wanted.is_file() else None,
            "full_screen": self.full_screen,
            "remember": self.remember,
            "confirm_close": self.confirm_close,
        }
