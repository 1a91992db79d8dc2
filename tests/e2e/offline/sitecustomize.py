"""For the processes of the tests: addresses that apps name are answered from a folder; nothing leaves the machine.

`OFFLINE_FILES` is JSON, address -> path. Python imports a module of this name by itself when its folder is on
PYTHONPATH.
"""

import faulthandler
import importlib.abc
import importlib.util
import io
import json
import os
import signal
import sys
import urllib.request

if hasattr(signal, "SIGUSR2"):  # asked for by `post_mortem.py`
    faulthandler.register(signal.SIGUSR2, all_threads=True)

FILES = json.loads(os.environ.get("OFFLINE_FILES", "{}"))
_urlopen = urllib.request.urlopen


def urlopen(request, *args, **kwargs):
    address = request.full_url if isinstance(request, urllib.request.Request) else request
    if address.startswith(("http://127.0.0.1", "http://localhost")):
        return _urlopen(request, *args, **kwargs)
    if address not in FILES:
        raise OSError(f"the tests are offline, and have no copy of {address}")
    with open(FILES[address], "rb") as file:
        answer = io.BytesIO(file.read())
    answer.headers = {}
    return answer


urllib.request.urlopen = urlopen


class AfterPandas(importlib.abc.MetaPathFinder):
    """pandas 3 takes no JSON text in `read_json`; one seed app was written when it did."""

    def find_spec(self, name, path=None, target=None):
        if name != "pandas":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        exec_module = spec.loader.exec_module

        def exec_and_wrap(module):
            exec_module(module)
            read_json = module.read_json
            module.read_json = lambda text, *args, **kwargs: read_json(
                io.StringIO(text) if isinstance(text, str) and text.lstrip().startswith(("{", "[")) else text,
                *args,
                **kwargs,
            )

        spec.loader.exec_module = exec_and_wrap
        return spec


if os.environ.get("OFFLINE_READ_JSON"):
    sys.meta_path.insert(0, AfterPandas())
