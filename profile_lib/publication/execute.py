"""Notebooks run by papermill: names checked before a cell runs, nothing kept that differs between runs."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from profile_lib.errors import MORE_MEMORY, OUT_OF_MEMORY, NotebookFailed, ProfileError
from profile_lib.kernels import Kernels
from profile_lib.kernels.manager import manager_of

KERNEL, LANGUAGE = "python3", "python"
DEAD_KERNEL = "DeadKernelError"
"""What it is called where a kernel was ended from outside: as a rule by the system, for want of memory."""
CELL_SECONDS, START_SECONDS = 1800, 120
FOLDERS = ("parameters", "extracts", "private", "results", "outputs", "findings")
"""Parameters that name a folder of this machine: they are not kept in the executed notebook."""


QUIET = [
    "--IPKernelApp.log_level=CRITICAL",
    "--IPKernelApp.logging_config={'loggers': {'tornado': {'level': 'CRITICAL'}}}",
]
"""A kernel that is told to end when a cell failed may say so with a traceback of its own, from its event
loop; the cell's error comes back in the notebook."""


class ParametersRefused(ProfileError):
    """A notebook would not take the parameters it is given, or would run on its defaults."""


def execute(
    notebook: Path,
    destination: Path,
    parameters: Mapping[str, str],
    aside: Path,
    kernels: Kernels,
) -> None:
    """Run a notebook with parameters; it is written to ``destination`` only if every cell succeeded.

    papermill takes a parameter that the notebook does not know with no more than a log line, and runs on
    defaults when given none: both raise ParametersRefused before any cell runs. Raises NotebookFailed with
    the cell and its error; the partial notebook is then kept in ``aside``. ``kernels``: where its kernel
    comes from.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    _check_parameters(notebook, parameters)
    partial = destination.with_suffix(".partial.ipynb")
    partial.parent.mkdir(parents=True, exist_ok=True)
    try:
        executed = papermill.execute_notebook(
            notebook,
            partial,
            parameters=dict(parameters),
            kernel_name=KERNEL,
            language=LANGUAGE,
            progress_bar=False,
            execution_timeout=CELL_SECONDS,
            start_timeout=START_SECONDS,
            kernel_manager_class=manager_of(kernels, partial.with_suffix(".kernel.json")),
            extra_arguments=QUIET,
            request_save_on_cell_execute=False,  # it would be written twice a cell; one that failed still is
            shutdown_kernel="immediate",  # nothing is left to do in it, and nobody waits for it to see so
        )
    except PapermillExecutionError as error:
        kept = _keep_aside(partial, aside / notebook.name)
        todo = f"\nIt needs more memory than there is. {MORE_MEMORY}" if error.ename in OUT_OF_MEMORY else ""
        raise NotebookFailed(
            f"{notebook.name}, cell {error.exec_count}: {error.ename}: {error.evalue}\n"
            f"    {error.source.strip()}\nNothing was exported; the partial notebook is {kept}{todo}"
        ) from error
    except Exception as error:
        kind = type(error).__name__
        todo = f". Most often memory has run out. {MORE_MEMORY}" if kind == DEAD_KERNEL else ""
        raise NotebookFailed(f"{notebook.name} could not be run: {kind}: {error}{todo}") from error
    _check_silence(executed, notebook.name)
    nbformat.write(settled(executed, parameters), destination)
    partial.unlink()


def in_cells(entries: Iterable[Mapping[str, Any]], executed: Path) -> Iterator[dict[str, Any]]:
    """The figures that a notebook recorded, each with the id of the cell that recorded it, by which its
    review page can be entered: the notebook itself knows no more than the number of the cell."""
    cells = nbformat.read(executed, as_version=4).cells
    ids = {cell.execution_count: cell.id for cell in cells if cell.cell_type == "code"}
    for entry in entries:
        source = entry["source"]
        yield {**entry, "source": {**source, "cell": ids[source["cell"]]}}


def settled(notebook: NotebookNode, parameters: Mapping[str, str]) -> NotebookNode:
    """The executed notebook without times, machine paths and random ids: equal bytes from equal data."""
    notebook.metadata.pop("papermill", None)
    notebook.metadata.pop("widgets", None)
    for number, cell in enumerate(notebook.cells):
        for name in ("papermill", "execution", "execution_state"):
            cell.metadata.pop(name, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = f"injected-{number}"
            kept = (f'{name} = "{value}"' for name, value in parameters.items() if name not in FOLDERS)
            cell.source = "# Parameters of the run; its folders are left out\n" + "\n".join(kept)
    return notebook


def _check_parameters(notebook: Path, parameters: Mapping[str, str]) -> None:
    import papermill

    known = papermill.inspect_notebook(str(notebook))
    if unknown := sorted(parameters.keys() - known.keys()):
        takes = ", ".join(sorted(known)) or "none"
        raise ParametersRefused(f"{notebook.name} has no parameter {', '.join(unknown)}; it takes: {takes}")
    if not parameters.get("year"):
        raise ParametersRefused(f"{notebook.name} is never run without a year")


def _check_silence(notebook: NotebookNode, name: str) -> None:
    """A warning or print in a notebook would be published with it."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                raise NotebookFailed(f"{name} wrote to {output.name}: {output.text.strip()[:500]}")


def _keep_aside(partial: Path, kept: Path) -> Path:
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(partial, kept)
    return kept
