"""A mapping that is made late."""

from desktopdash.server.late import LateMapping


def test_it_is_made_once_and_only_when_somebody_looks() -> None:
    made = []

    def make() -> dict[str, str]:
        made.append(1)
        return {"a": "1", "b": "2"}

    late = LateMapping(make)
    assert made == []
    assert (late["a"], dict(late), len(late), late.get("c"), "b" in late) == ("1", {"a": "1", "b": "2"}, 2, None, True)
    assert made == [1]
