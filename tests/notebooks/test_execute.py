"""Running a notebook: what is refused before a cell runs, and what is kept of one that failed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from profile_lib.errors import NotebookFailed
from profile_lib.kernels import Kernels
from profile_lib.kernels.warm import OrdinaryKernels
from profile_lib.publication.execute import ParametersRefused, execute, in_cells


@pytest.fixture
def kernels() -> Iterator[Kernels]:
    with closing(OrdinaryKernels()) as started:
        yield started


def _notebook(folder: Path, *cells: str) -> Path:
    parameters = new_code_cell('year = ""\nresults = ""', metadata={"tags": ["parameters"]})
    notebook = new_notebook(cells=[parameters, *map(new_code_cell, cells)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python", "language": "python"}
    file = folder / "tiny.ipynb"
    nbformat.write(notebook, file)
    return file


def test_a_parameter_the_notebook_does_not_know_is_refused(kernels: Kernels, tmp_path: Path) -> None:
    touched = tmp_path / "ran"
    notebook = _notebook(tmp_path, f"open({str(touched)!r}, 'w').close()")
    with pytest.raises(ParametersRefused, match=r"no parameter yeer; it takes: results, year"):
        execute(
            notebook, tmp_path / "out.ipynb", {"year": "2015", "yeer": "2015"}, tmp_path / "aside", kernels
        )
    assert not touched.exists()


@pytest.mark.parametrize("parameters", [{}, {"year": ""}, {"results": "x"}])
def test_a_run_without_a_year_is_refused(
    kernels: Kernels, tmp_path: Path, parameters: dict[str, str]
) -> None:
    touched = tmp_path / "ran"
    notebook = _notebook(tmp_path, f"open({str(touched)!r}, 'w').close()")
    with pytest.raises(ParametersRefused, match="never run without a year"):
        execute(notebook, tmp_path / "out.ipynb", parameters, tmp_path / "aside", kernels)
    assert not touched.exists()


def test_a_failing_cell_is_named_and_the_partial_notebook_kept_aside(
    kernels: Kernels, tmp_path: Path
) -> None:
    notebook = _notebook(tmp_path, "1 + 1", "raise KeyError('the wrong column')")
    out = tmp_path / "staged" / "out.ipynb"
    with pytest.raises(NotebookFailed, match=r"tiny.ipynb, cell 4: KeyError: 'the wrong column'") as failed:
        execute(notebook, out, {"year": "2015"}, tmp_path / "aside", kernels)
    assert "raise KeyError('the wrong column')" in str(failed.value)
    assert not out.exists()
    assert list(out.parent.iterdir()) == []
    kept = nbformat.read(tmp_path / "aside" / "tiny.ipynb", as_version=4)
    assert any(output.output_type == "error" for cell in kept.cells for output in cell.get("outputs", []))


def test_what_goes_wrong_while_a_kernel_ends_is_not_said_on_the_terminal(
    kernels: Kernels, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said = "import logging; logging.getLogger('tornado.general').error('a callback', exc_info=KeyError())"
    with pytest.raises(NotebookFailed, match="KeyError"):
        execute(
            _notebook(tmp_path, said, "{}['a']"), tmp_path / "out.ipynb", {"year": "2015"}, tmp_path, kernels
        )
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("cell", ["print('a name')", "import warnings; warnings.warn('a name')"])
def test_what_a_notebook_prints_would_be_published(kernels: Kernels, tmp_path: Path, cell: str) -> None:
    with pytest.raises(NotebookFailed, match="wrote to std"):
        execute(
            _notebook(tmp_path, cell), tmp_path / "out.ipynb", {"year": "2015"}, tmp_path / "aside", kernels
        )


def test_the_executed_notebook_says_the_year_and_no_folder(kernels: Kernels, tmp_path: Path) -> None:
    out = tmp_path / "out.ipynb"
    execute(
        _notebook(tmp_path, "year"),
        out,
        {"year": "2015", "results": str(tmp_path)},
        tmp_path / "aside",
        kernels,
    )
    assert str(tmp_path) not in out.read_text(encoding="utf-8")
    injected = nbformat.read(out, as_version=4).cells[1]
    assert injected.metadata.tags == ["injected-parameters"]
    assert 'year = "2015"' in injected.source


def test_a_figure_knows_the_cell_that_recorded_it(kernels: Kernels, tmp_path: Path) -> None:
    notebook = _notebook(tmp_path, "from profile_lib.notebook import running_cell", "running_cell()")
    out = tmp_path / "out.ipynb"
    execute(notebook, out, {"year": "2015"}, tmp_path / "aside", kernels)
    cells = nbformat.read(out, as_version=4).cells
    number = int(cells[-1].outputs[0].data["text/plain"])
    (entry,) = in_cells([{"key": "a", "source": {"notebook": "tiny", "cell": number}}], out)
    assert entry == {"key": "a", "source": {"notebook": "tiny", "cell": cells[-1].id}}
