"""What a build raises."""

from __future__ import annotations

from ..errors import DesktopdashError
from ..protocol.problem import Problem


class BuildError(DesktopdashError):
    """An app cannot be built as it is.

    Attributes:
        problem: what was found, what was expected and what to do.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem
