import logging

import pytest

from desktopdash.profile.level import LEVEL_VARIABLE, LEVELS, log_level


@pytest.mark.parametrize(
    ("named", "level"),
    [
        *((name, getattr(logging, name.upper())) for name in LEVELS),
        ("DEBUG", logging.DEBUG),
        ("", logging.INFO),
        ("loud", logging.INFO),
        ("10", logging.INFO),
        ("notset", logging.INFO),
        ("_levelToName", logging.INFO),
    ],
)
def test_a_launch_names_its_level(monkeypatch, named, level):
    monkeypatch.setenv(LEVEL_VARIABLE, named)
    assert log_level() == level


def test_a_launch_that_names_none_has_that_of_info(monkeypatch):
    monkeypatch.delenv(LEVEL_VARIABLE, raising=False)
    assert log_level() == logging.INFO
