"""desktopdash in a frozen program: what it loads by name, its page's bundle, its icons."""

import sys

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

# What only builds, develops or serves; Celery comes with apps that use it.
_LEFT_OUT = (
    "desktopdash.__main__",
    "desktopdash.__pyinstaller",
    "desktopdash.celery_command",
    "desktopdash.cli",
    "desktopdash.freeze",
    "desktopdash.jobs.celery_jobs",
    "desktopdash.jobs.celery_task",
    "desktopdash.jobs.redis_store",
    "desktopdash.shell.celery_worker",
    "desktopdash.shell.doctor",
    "desktopdash.shell.watch",
)
_ENGINES = ("desktopdash.window.qt", "desktopdash.window.channel", "desktopdash.window.downloads")


def _is_wanted(module: str) -> bool:
    if module.startswith(_ENGINES) and sys.platform != "linux":
        return False
    return not any(module == name or module.startswith(f"{name}.") for name in _LEFT_OUT)


hiddenimports = collect_submodules("desktopdash", filter=_is_wanted)
hiddenimports += ["asyncio", "desktop_notifier.resources", "difflib", "dill", "hashlib", "psutil"]
if sys.platform == "linux":
    hiddenimports += ["webview.platforms.qt"]
datas = collect_data_files("desktopdash", includes=["static/**", "icons/**"])
datas += collect_data_files("desktop_notifier")  # its own picture, which it reads as it is imported
excludedimports = ["dash", "dash_core_components", "dash_html_components", "dash_table"]
