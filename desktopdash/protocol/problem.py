"""What a person is told when something is wrong."""

from __future__ import annotations

from ..records import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a person has to put right.

    Attributes:
        kind: short name for programs and tests, as "import_error".
        message: what happened, one sentence.
        found: what was found.
        expected: what would have been right.
        todo: what to do now.
        traceback: the user's own frames as text, or "".
    """

    kind: str
    message: str
    found: str
    expected: str
    todo: str
    traceback: str = ""

    def as_text(self) -> str:
        """The problem as several lines for a terminal, without a line feed at the end."""
        lines = [f"desktopdash: {self.message}"]
        rows = (("found", self.found), ("expected", self.expected), ("to do", self.todo))
        lines += [f"  {name + ':':<10}{text}" for name, text in rows if text]
        return "\n".join([*lines, self.traceback.rstrip()]).rstrip()
