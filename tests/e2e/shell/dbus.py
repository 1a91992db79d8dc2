"""A session bus of a test's own, with a notification service and a settings portal that a test holds in its hands."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, TypeVar

import pytest
from dbus_fast import Variant
from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusDict, DBusInt32, DBusSignature, DBusStr, DBusUInt32, DBusVariant
from dbus_fast.errors import DBusError
from dbus_fast.service import ServiceInterface, dbus_method, dbus_signal

from tests.e2e.support import wait_for

# No service files: nothing of the machine is started on it.
CONFIG = """<busconfig><type>session</type><listen>unix:path={socket}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"""

EXPIRED, DISMISSED, BY_CALL = 1, 2, 3
"""Why a notification is gone."""

Texts = Annotated[list[str], DBusSignature("as")]
T = TypeVar("T")


@dataclass
class Posted:
    """A notification that the service was given."""

    id: int
    app_name: str
    icon: str
    title: str
    body: str
    actions: dict[str, str]
    hints: dict[str, Any] = field(default_factory=dict)


class Bus:
    """A bus; its address is what programs find in DBUS_SESSION_BUS_ADDRESS. To be closed."""

    def __init__(self, folder: Path) -> None:
        if shutil.which("dbus-daemon") is None:
            pytest.fail("no dbus-daemon; the README's test command installs it")
        config = folder / "bus.conf"
        config.write_text(CONFIG.format(socket=folder / "bus"))
        self.address = f"unix:path={folder / 'bus'}"
        command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"]
        self._daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self._daemon.stdout is not None
        with self._daemon.stdout as said:  # when it listens; the socket is there a little sooner
            assert said.readline()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="test-bus", daemon=True)
        self._thread.start()
        self._connections: list[MessageBus] = []

    def offer(self, name: str, path: str, interface: ServiceInterface) -> MessageBus:
        """Serve an interface under a name; returns the connection, which `leave` ends."""

        async def begin() -> MessageBus:
            connection = await MessageBus(self.address).connect()
            connection.export(path, interface)
            await connection.request_name(name)
            return connection

        self._connections.append(asyncio.run_coroutine_threadsafe(begin(), self._loop).result(10))
        return self._connections[-1]

    def leave(self, connection: MessageBus) -> None:
        """Take a service off the bus."""

        async def end() -> None:
            connection.disconnect()
            await connection.wait_for_disconnect()

        self._connections.remove(connection)
        asyncio.run_coroutine_threadsafe(end(), self._loop).result(10)

    def do(self, action: Callable[[], T]) -> T:
        """Run something in the thread of the services."""

        async def run() -> T:
            return action()

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result(10)

    def close(self) -> None:
        for connection in list(self._connections):
            self.leave(connection)
        asyncio.run_coroutine_threadsafe(_cancel_all(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        self._daemon.terminate()
        self._daemon.wait(10)


class NotificationService(ServiceInterface):
    """`org.freedesktop.Notifications`: keeps what it is given, and does what a person would do with it.

    Attributes:
        posted: all notifications that it was given.
        closed: the numbers of those that their programs have taken back.
        is_deaf: whether it never answers.
    """

    def __init__(self, bus: Bus) -> None:
        super().__init__("org.freedesktop.Notifications")
        self.posted: list[Posted] = []
        self.closed: list[int] = []
        self.is_deaf = False
        self._bus = bus
        self.connection = bus.offer("org.freedesktop.Notifications", "/org/freedesktop/Notifications", self)

    @dbus_method()
    def GetCapabilities(self) -> Texts:
        return ["actions", "body", "body-markup", "icon-static"]

    @dbus_method()
    def GetServerInformation(self) -> Annotated[tuple[str, str, str, str], DBusSignature("ssss")]:
        return ("fake", "desktopdash", "1", "1.2")

    @dbus_method()
    async def Notify(
        self,
        app_name: DBusStr,
        replaces: DBusUInt32,
        icon: DBusStr,
        title: DBusStr,
        body: DBusStr,
        actions: Texts,
        hints: DBusDict,
        timeout: DBusInt32,
    ) -> DBusUInt32:
        if self.is_deaf:
            await asyncio.Event().wait()
        number = len(self.posted) + 1
        pairs = dict(zip(actions[::2], actions[1::2], strict=True))
        self.posted.append(Posted(number, app_name, icon, title, body, pairs, hints))
        return number

    @dbus_method()
    def CloseNotification(self, number: DBusUInt32):
        self.closed.append(number)
        self.NotificationClosed(number, BY_CALL)

    @dbus_signal()
    def ActionInvoked(self, number, action) -> Annotated[tuple[int, str], DBusSignature("us")]:
        return (number, action)

    @dbus_signal()
    def NotificationClosed(self, number, reason) -> Annotated[tuple[int, int], DBusSignature("uu")]:
        return (number, reason)

    def wait_posted(self, title: str) -> Posted:
        """The last notification of this title."""
        return wait_for(
            lambda: next((p for p in self.posted[::-1] if p.title == title), None), f"notification {title!r}"
        )

    def click(self, posted: Posted, action: str = "default") -> None:
        """Click on it, or on one of its buttons."""
        self._bus.do(lambda: self.ActionInvoked(posted.id, action))

    def end(self, posted: Posted, reason: int) -> None:
        """It goes."""
        self._bus.do(lambda: self.NotificationClosed(posted.id, reason))


class SettingsPortal(ServiceInterface):
    """`org.freedesktop.portal.Settings`, with the one setting that matters here: light (2) or dark (1)."""

    def __init__(self, bus: Bus, theme: str) -> None:
        super().__init__("org.freedesktop.portal.Settings")
        self._scheme = _scheme(theme)
        self._bus = bus
        bus.offer("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", self)

    def set_theme(self, theme: str) -> None:
        """The person chooses another."""
        self._scheme = _scheme(theme)
        self._bus.do(lambda: self.SettingChanged("org.freedesktop.appearance", "color-scheme", self._scheme))

    @dbus_method()
    def Read(self, namespace: DBusStr, key: DBusStr) -> DBusVariant:
        return Variant("v", self._found(namespace, key))

    @dbus_method()
    def ReadOne(self, namespace: DBusStr, key: DBusStr) -> DBusVariant:
        return self._found(namespace, key)

    @dbus_method()
    def ReadAll(self, namespaces: Texts) -> Annotated[dict[str, Any], DBusSignature("a{sa{sv}}")]:
        return {"org.freedesktop.appearance": {"color-scheme": self._scheme}}

    @dbus_signal()
    def SettingChanged(self, namespace, key, value) -> Annotated[tuple[str, str, Any], DBusSignature("ssv")]:
        return (namespace, key, value)

    def _found(self, namespace: str, key: str) -> Variant:
        if (namespace, key) != ("org.freedesktop.appearance", "color-scheme"):
            raise DBusError("org.freedesktop.portal.Error.NotFound", f"no {namespace} {key}")
        return self._scheme


async def _cancel_all() -> None:
    """End what still waits: the calls of a service that does not answer."""
    waiting = asyncio.all_tasks() - {asyncio.current_task()}
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


def _scheme(theme: str) -> Variant:
    return Variant("u", {"dark": 1, "light": 2}[theme])
