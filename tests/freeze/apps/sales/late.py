"""Imported by a callback only."""


def describe(mean):
    return f"mean {mean:.1f}"
