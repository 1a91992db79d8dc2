"""What an app says of its window."""

import json

import pytest

from desktopdash import Dash
from desktopdash.desktop.options import WindowOptions, checked_policy
from desktopdash.errors import InvalidConfig


@pytest.mark.parametrize("policy", ["granted", "prompt", "denied"])
def test_a_policy_is_one(policy):
    assert checked_policy(policy) == policy


@pytest.mark.parametrize("policy", ["", "Granted", "default", None, True, [], {}])
def test_what_is_no_policy_is_refused(policy):
    with pytest.raises(InvalidConfig, match='expected "granted", "prompt" or "denied"'):
        checked_policy(policy)
    with pytest.raises(InvalidConfig, match="notifications is"):
        Dash("unit.options", notifications=policy, add_log_handler=False)


@pytest.mark.parametrize("name", ["size", "min_size"])
@pytest.mark.parametrize("size", [(1, 1), (20_000, 20_000), [800, 600]])
def test_a_size_is_two_numbers_of_pixels(name, size):
    assert WindowOptions(**{name: size})


@pytest.mark.parametrize("name", ["size", "min_size"])
@pytest.mark.parametrize(
    "size",
    [None, 800, "ab", (800,), (800, 600, 1), (0, 600), (800, -1), (800.0, 600), ("800", "600"), (True, 600), (20_001, 1),
     {800, 600}, {"w": 1, "h": 2}],
    ids=repr,
)  # fmt: skip
def test_what_is_no_size_is_refused(name, size):
    with pytest.raises(InvalidConfig, match=rf"WindowOptions: {name} is .*; expected \(width, height\) in pixels"):
        WindowOptions(**{name: size})


def test_the_shell_is_told_json(tmp_path):
    told = WindowOptions(size=(800, 600), confirm_close="Sure?").as_dict(tmp_path)
    assert json.loads(json.dumps(told)) == told
    assert told == {
        "size": [800, 600],
        "min_size": [360, 240],
        "icon": None,
        "full_screen": False,
        "remember": True,
        "confirm_close": "Sure?",
    }


def test_the_icon_is_in_the_assets(tmp_path):
    assert WindowOptions().as_dict(tmp_path)["icon"] is None
    for name in ("favicon.ico", "logo.png"):
        (tmp_path / name).touch()
    assert WindowOptions().as_dict(tmp_path)["icon"] == str(tmp_path / "favicon.ico")
    assert WindowOptions(icon="logo.png").as_dict(tmp_path)["icon"] == str(tmp_path / "logo.png")
    assert WindowOptions(icon="other.png").as_dict(tmp_path)["icon"] is None
    assert WindowOptions(icon=".").as_dict(tmp_path)["icon"] is None
    absolute = WindowOptions(icon=str(tmp_path / "logo.png"))
    assert absolute.as_dict(tmp_path / "elsewhere")["icon"] == str(tmp_path / "logo.png")
