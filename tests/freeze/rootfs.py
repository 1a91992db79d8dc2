"""A bare Debian in a folder, and programs run in it without a network: a colleague's machine that has nothing.

Everything is mounted in a mount namespace of the program's own, so that the kernel unmounts it when the last process
ends, however it ends. Root only; what runs inside is an ordinary user's.

    python -m tests.freeze.rootfs ROOTFS PROGRAM    # drives a program there; prints when the page had what
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.freeze.starts import time_start

SUITE = "bookworm"
INSIDE = Path("/program")
"""Where the package's folder is seen inside, not to be written to."""
PERSON = 1000
"""The user id of the system's ordinary user."""

LOOPBACK = "ip link set lo up"
# The root is changed by pivot_root: the engine's sandbox makes user namespaces, which are forbidden after a chroot.
ENTER = """
root=$1 program=$2 uid=$3; shift 3
mount --bind "$root" "$root"
mount --bind -o ro "$program" "$root/program"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/tmp"
mkdir -m 700 "$root/tmp/home"
chown "$uid:$uid" "$root/tmp/home"
cd "$root"
pivot_root . .
umount -l .
cd /tmp/home
HOME=/tmp/home exec setpriv --reuid="$uid" --regid="$uid" --clear-groups "$@"
"""
# Ends whatever it started when it is killed. The shell stays as the first process: the order to die with the parent is
# lost by who changes the user.
CONTAINED = ["unshare", "--pid", "--fork", "--kill-child", "sh", "-c", '"$@"; exit $?', "contained"]


def make_rootfs(folder: Path, packages: Sequence[str]) -> Path:
    """Make a minimal Debian with these packages and what they need; one with the same packages is kept.

    Returns:
        Where the system's root is, in the folder. It has no apt sources.
    """
    root = folder.resolve() / SUITE
    stamp, wanted = root / "made-with.txt", f"{SUITE} {' '.join(sorted(packages))}"
    if stamp.is_file() and stamp.read_text() == wanted:
        return root
    shutil.rmtree(root, ignore_errors=True)
    subprocess.run(["debootstrap", "--variant=minbase", SUITE, str(root), find_mirror()], check=True)
    (root / "program").mkdir()
    _install(root, packages)
    stamp.write_text(wanted)
    return root


def find_mirror() -> str:
    """Where this machine's apt takes the suite from."""
    command = ["apt-get", "indextargets", "--format", "$(CODENAME) $(REPO_URI)", "Created-By: Packages"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    found = [uri for codename, _, uri in (line.partition(" ") for line in lines) if codename == SUITE]
    if not found:
        raise LookupError(f"this machine's apt sources have no {SUITE}")
    return found[0]


def _install(root: Path, packages: Sequence[str]) -> None:
    apt = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (apt, ["apt-get", "clean"], ["useradd", "--uid", str(PERSON), "person"]):
        subprocess.run(enter(root, root / "srv", command, uid=0, shares_network=True), env=env, check=True)
    (root / "etc/apt/sources.list").unlink()
    shutil.rmtree(root / "var/lib/apt/lists")


def enter(
    rootfs: Path,
    program_folder: Path,
    command: Sequence[str | Path],
    *,
    uid: int = PERSON,
    shares_network: bool = False,
) -> list[str]:
    """Return the command line that runs a command in the system, with a package's folder at `INSIDE`.

    Its process is the command's own. It runs as the user `uid`, with a new home in memory and loopback as its only
    network; with `shares_network` it has its caller's.
    """
    script = ENTER if shares_network else f"{LOOPBACK}{ENTER}"
    namespaces = ["--mount"] if shares_network else ["--mount", "--net"]
    words = [str(word) for word in (rootfs, program_folder, uid, *command)]
    return ["unshare", *namespaces, "sh", "-euc", f"PATH=/usr/sbin:/usr/bin:/sbin:/bin\n{script}", "enter", *words]


def run_in(
    rootfs: Path,
    program_folder: Path,
    command: Sequence[str | Path],
    env: Mapping[str, str],
    *,
    uid: int = PERSON,
    timeout_s: float = 60.0,
) -> subprocess.CompletedProcess[str]:
    """Run a command in the system to its end, without a network; what it printed is in the result.

    It has process numbers of its own, so that nothing that it started stays, also after the time-out.
    """
    words = [*CONTAINED, *enter(rootfs, program_folder, command, uid=uid)]
    return subprocess.run(words, env=dict(env), capture_output=True, text=True, timeout=timeout_s, check=False)


def without_network(command: Sequence[str | Path]) -> list[str]:
    """Return the command line that runs a command on this machine with loopback as its only network."""
    words = [str(word) for word in command]
    return ["unshare", "--net", "sh", "-euc", f'{LOOPBACK}; exec "$@"', "without_network", *words]


def drive(rootfs: Path, program: Path, *, uid: int = PERSON) -> dict[str, float]:
    """Start a packaged program in the system, read its page's marks and end it; all without a network.

    Who drives it is in the same network namespace, where the debugger's port is, but not in the system.

    Returns:
        Milliseconds to each mark of the page, as `starts.time_start`.
    """
    command = without_network([sys.executable, "-m", "tests.freeze.rootfs", rootfs, program, str(uid)])
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(json.loads(done.stdout))


def main(rootfs: Path, program: Path, uid: int = PERSON) -> None:
    """Drive a program from here: its network is the caller's."""
    command = enter(rootfs, program.parent, [INSIDE / program.name], uid=uid, shares_network=True)
    with tempfile.TemporaryDirectory(prefix="measure-") as folder, sync_playwright() as playwright:
        print(json.dumps(time_start(command, Path(folder), playwright)))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), *map(int, sys.argv[3:]))
