"""What jobs in worker processes ask of the desktop and of their pages, answered by the server's process."""

from __future__ import annotations

import threading
from typing import Any

from ..errors import DesktopError
from ..protocol.codec import decode, encode
from .executor import Listener
from .worker import Worker


def answer_soon(worker: Worker, listener: Listener, head: dict[str, Any], args: bytes) -> None:
    """Answer a worker's question, in a thread of its own: a dialog waits for a person."""

    def answer() -> None:
        try:
            found = listener.asked(head["job"], head["name"], decode(args), head["timeout_s"])
            worker.answer(head["number"], encode(found), None)
        except DesktopError as error:
            worker.answer(head["number"], b"", error.told())
        except Exception as error:  # noqa: BLE001  whatever goes wrong, the job waits for an answer
            worker.answer(head["number"], b"", {"code": "failed", "message": f"{type(error).__name__}: {error}"})

    threading.Thread(target=answer, name="job-asks", daemon=True).start()
