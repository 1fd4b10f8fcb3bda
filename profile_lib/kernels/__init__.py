"""Kernels for the notebooks of a run, started fast and private to it."""

from profile_lib.kernels.manager import PrivateKernelManager, manager_of
from profile_lib.kernels.warm import Kernels, KernelsGone, warm_kernels

__all__ = ["Kernels", "KernelsGone", "PrivateKernelManager", "manager_of", "warm_kernels"]
