"""The token of `desktopdash serve --token`, and how it and a launch's secret reach a runtime."""

from __future__ import annotations

import os
import urllib.parse
from typing import Final

from ..records import dataclass

TOKEN_VARIABLE: Final = "DESKTOPDASH_TOKEN"
SECRET_VARIABLE: Final = "DESKTOPDASH_SECRET"
MIN_LENGTH: Final = 16


class TokenError(ValueError):
    """A token that cannot be used."""


@dataclass(frozen=True, slots=True)
class Token:
    """What a server has to be shown.

    Attributes:
        value: the token.
        is_made: whether it was made up here, so that the person in front of the terminal does not know it yet.
    """

    value: str
    is_made: bool

    def shown_in(self, url: str) -> str:
        """Return an address for the terminal: with the token where it was made up, else a place to put it."""
        if not self.is_made:
            return f"{url}?token=<your token>"
        return f"{url}?token={urllib.parse.quote(self.value, safe='')}"


def find_token(given: str | None) -> Token | None:
    """Return the token that is wanted: the given one, that of the environment, a new one; None for none.

    Args:
        given: the value of `--token`; "" for the option without a value, None without the option.

    Raises:
        TokenError: it could be guessed, or cannot stand in a header.
    """
    import secrets  # loads OpenSSL, which takes as long as all the rest of a shell's beginning

    value = given or take_variable(TOKEN_VARIABLE)
    if value is None:
        return None if given is None else Token(secrets.token_urlsafe(32), is_made=True)
    if len(value) < MIN_LENGTH or not value.isascii() or not value.isprintable() or " " in value:
        raise TokenError(
            f"found a token of {len(value)} characters; expected at least {MIN_LENGTH}, of ASCII and without blanks. "
            "`--token` without a value makes one up"
        )
    return Token(value, is_made=False)


def take_variable(name: str) -> str | None:
    """Return a variable of the environment and remove it: what the app starts has no need of it."""
    return os.environ.pop(name, None) or None
