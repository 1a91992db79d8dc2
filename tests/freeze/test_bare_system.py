"""The graph sample on a machine that has nothing: a minimal Debian, and the libraries that a window needs."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from .building import REPOSITORY, need, packages_folder
from .conftest import Built
from .rootfs import INSIDE, enter, make_rootfs
from .starting import Start
from .using import use_graph


def libraries() -> list[str]:
    """The packages that `system-packages.sh run` installs for a window, without Python."""
    command = [REPOSITORY / "packaging" / "linux" / "system-packages.sh", "print"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need("debootstrap", "unshare", "setpriv")
    return make_rootfs(packages_folder(tmp_path_factory.mktemp("packages")) / "system", libraries())


def test_no_python_among_the_libraries() -> None:
    assert "libnss3" in libraries()
    assert [name for name in libraries() if "python" in name] == []


def test_the_graph(built: Built, start: Start, system: Path) -> None:
    assert not [*system.glob("usr/bin/python*"), *system.glob("usr/lib/python*")]
    program = built("Graph")
    command = enter(system, program.parent, [INSIDE / program.name], shares_network=True)
    started = start(program, command=command, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "TMPDIR": None})
    with started.page() as page:
        use_graph(page)
    assert {process.uids().real for process in started.processes()} == {1000}
    started.signal(signal.SIGTERM)
    started.expect_end(143)
