"""How papermill gets its kernels: privately, and where there are some, those that have their imports done."""

from __future__ import annotations

import os
import uuid
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import default

from profile_lib.kernels.warm import Kernels

LAUNCHER = "ipykernel_launcher"


class PrivateKernelManager(AsyncKernelManager):
    """What is said to a kernel is encrypted, since other users of the machine could read its ports."""

    @default("transport_encryption")
    def _encrypted(self) -> str:
        return "auto"


def manager_of(kernels: Kernels | None) -> type[AsyncKernelManager]:
    """The class of manager that takes its kernels from ``kernels``; None: that starts each when needed."""
    if kernels is None:
        return PrivateKernelManager
    source = kernels

    class WarmKernelManager(PrivateKernelManager):
        """Its kernels have their imports done."""

        async def _async_pre_start_kernel(self, **options: Any) -> tuple[list[str], dict[str, Any]]:
            if self.provisioner is None:
                self.kernel_id = self.kernel_id or str(uuid.uuid4())
                made = WarmProvisioner(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)
                made.kernels = source
                self.provisioner = made
            return await super()._async_pre_start_kernel(**options)

    return WarmKernelManager


class WarmProvisioner(LocalProvisioner):
    """Gives a manager a kernel with its imports done, in the place of a new process."""

    kernels: Kernels
    process: Any

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Start the kernel of this command; one that is no IPython kernel is launched as it says."""
        if LAUNCHER not in cmd:
            return await super().launch_kernel(cmd, **options)
        arguments = cmd[cmd.index(LAUNCHER) + 1 :]
        self.process = self.kernels.start(arguments, options.get("env", os.environ), options.get("cwd"))
        self.pid = self.process.pid
        self.pgid = self.pid if os.name == "posix" else None  # each has a group of its own
        self.cwd = options.get("cwd")
        return self.connection_info
