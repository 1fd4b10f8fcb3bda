"""How papermill gets its kernels: privately, and where there are some, those that have their imports done."""

from __future__ import annotations

import asyncio
import os
import sys
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import default

from profile_lib.kernels.warm import Kernels

LAUNCHER = "ipykernel_launcher"
SPEC = KernelSpec(
    argv=[sys.executable, "-m", LAUNCHER, "-f", "{connection_file}"],
    display_name="Python 3",
    language="python",
    metadata={"supported_encryption": ["curve"]},
)
"""A kernel of the Python that is running, whatever else the machine calls python3."""
AGAIN = 0.01
"""Seconds until a kernel is looked at again that is about to listen, or to end: it takes a few hundredths."""


class PromptClient(AsyncKernelClient):
    """It is ready when the kernel has answered on both its channels. The one that it is made from waits for
    the fifth of a second in which nothing comes besides, for the sake of those who do not ask of a message
    which question it answers; what runs our notebooks does."""

    def _context_default(self) -> Any:
        context = super()._context_default()
        context.reconnect_ivl = round(1000 * AGAIN)  # else it tries again after ten times that
        return context

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers. Raises RuntimeError where it ends, or says nothing in that time."""
        end = time.monotonic() + (float("inf") if timeout is None else timeout)
        while time.monotonic() < end:
            self.kernel_info()
            try:
                await self.get_shell_msg(timeout=1)
                await self.get_iopub_msg(timeout=1)
            except Empty:
                if not await self.is_alive():
                    raise RuntimeError("the kernel ended before it had answered") from None
            else:
                Path(self.connection_file).unlink(missing_ok=True)  # it has been read, and holds keys
                return
        raise RuntimeError(f"the kernel has not answered in {timeout:g} seconds")


def manager_of(kernels: Kernels, told: Path) -> type[AsyncKernelManager]:
    """The class of manager that takes its kernels from ``kernels``. ``told``: the file in which a kernel is
    told its ports and keys; it is removed when the kernel answers."""

    class GivenKernelManager(AsyncKernelManager):
        """What is said to a kernel is encrypted, since other users of the machine could read its ports."""

        @property
        def kernel_spec(self) -> KernelSpec:
            return SPEC

        @default("connection_file")
        def _told(self) -> str:
            return str(told)

        @default("transport_encryption")
        def _encrypted(self) -> str:
            return "required"

        @default("client_factory")
        def _prompt(self) -> type[AsyncKernelClient]:
            return PromptClient

        async def _async_pre_start_kernel(self, **options: Any) -> tuple[list[str], dict[str, Any]]:
            if self.provisioner is None:
                self.kernel_id = self.kernel_id or str(uuid.uuid4())
                made = GivenProvisioner(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)
                made.kernels = kernels
                self.provisioner = made
            return await super()._async_pre_start_kernel(**options)

    return GivenKernelManager


class GivenProvisioner(LocalProvisioner):
    """Gives a manager a kernel from where they come from, in the place of a new process."""

    kernels: Kernels
    process: Any

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Start the kernel of this command."""
        arguments = cmd[cmd.index(LAUNCHER) + 1 :]
        self.process = self.kernels.start(arguments, options.get("env", os.environ), options.get("cwd"))
        self.pid = self.process.pid
        self.pgid = self.pid if os.name == "posix" else None  # each has a group of its own
        self.cwd = options.get("cwd")
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel, and see it end: whoever asked looks again after a tenth of a second only."""
        await super().kill(restart)
        for _ in range(round(1 / AGAIN)):
            if await self.poll() is not None:
                return
            await asyncio.sleep(AGAIN)
