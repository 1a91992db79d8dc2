"""What the terminal is told of an app that runs."""

from __future__ import annotations

import sys

from ..server.hosts import is_loopback


def print_running(what: str, url: str) -> None:
    """Say where the app is, and how to end it."""
    print(f"desktopdash: {what} runs on {url} (Ctrl-C ends it)", flush=True)


def print_again(what: str) -> None:
    """Say that the app runs again, where it was before."""
    print(f"desktopdash: {what} runs again", flush=True)


def tell_exposed(host: str, *, has_token: bool) -> None:
    """Say what it means that an open server is reached from other machines; nothing on loopback."""
    if is_loopback(host):
        return
    who = "with the token" if has_token else "and run its callbacks"
    advice = "Put a proxy with TLS before it" if has_token else "Ask for a token (--token), or put a proxy before it"
    text = (
        f"desktopdash: {host} is reached from other machines. Whoever reaches this address can use the app "
        f"{who}; nothing that is sent is encrypted{', the token neither' if has_token else ''}. {advice}."
    )
    tell(text)


def tell(text: str) -> None:
    """Say something that is no part of the program's output."""
    print(text, file=sys.stderr, flush=True)
