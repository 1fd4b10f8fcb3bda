"""Whether a notebook really ran, by its own cells and not by what a tool said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from edition_made import Made, notebook, told
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

SUMMARY = "notebooks/summary.public.ipynb"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "2015")


def code(source: str, count: int | None, *outputs: NotebookNode, **metadata: Any) -> NotebookNode:
    return new_code_cell(source, execution_count=count, outputs=list(outputs), metadata=metadata)


@pytest.mark.parametrize("id", ["execution", "streams", "prose"])
def test_a_notebook_that_ran_in_silence_passes(made: Made, id: str) -> None:
    assert made.check(id).findings == ()


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        ([code("x", 1), code("y", None)], "cell 2: the cell was not run"),
        ([code("x", 2), code("y", 1)], "cell 2: the cell was not run, or not after"),
        (
            [code("x", 1, new_output("error", ename="ValueError", evalue="", traceback=[]))],
            "ended with ValueError",
        ),
        (
            [code("x", 1, new_output("error", ename="SystemExit", evalue="0", traceback=[]))],
            "with SystemExit",
        ),
    ],
)
def test_a_notebook_that_did_not_run_to_its_end(made: Made, cells: list[NotebookNode], what: str) -> None:
    made.write(SUMMARY, notebook(*cells))
    check = made.check("execution")
    assert check.state == "fail"
    assert what in told(check)


def test_papermill_takes_an_exit_in_the_middle_for_success_and_the_check_does_not(
    made: Made, tmp_path: Path
) -> None:
    source = tmp_path / "stops.ipynb"
    cells = [
        new_code_cell('year = ""', metadata={"tags": ["parameters"]}),
        new_code_cell("raise SystemExit(0)"),
        new_code_cell("'never reached'"),
    ]
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), source)
    papermill.execute_notebook(source, made.folder / SUMMARY, {"year": "2015"}, progress_bar=False)
    assert f"{SUMMARY}, cell 3: the cell ended with SystemExit" in told(made.check("execution"))
    assert f"{SUMMARY}, cell 4: the cell was not run" in told(made.check("execution"))


def test_the_notebook_behind_an_edition_is_there(made: Made) -> None:
    made.write("partnership/summary.html", "<p>made of nothing</p>")
    assert "notebooks/summary.partnership.ipynb: the notebook behind" in told(made.check("execution"))


def test_a_notebook_that_was_broken_off(made: Made) -> None:
    made.write("notebooks/cse.partial.ipynb", notebook())
    assert "notebooks/cse.partial.ipynb: a notebook that was broken off" in told(made.check("execution"))


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_what_was_printed_is_not_published(made: Made, name: str) -> None:
    made.write(SUMMARY, notebook(code("x", 1, new_output("stream", name=name, text="a row of the extract"))))
    check = made.check("streams")
    assert check.state == "fail"
    assert f"{SUMMARY}, cell 1: the cell wrote to {name}" in told(check)
    assert "row of the extract" not in told(check)


@pytest.mark.parametrize(
    ("cell", "passes"),
    [
        (code('say("In total 63 offences were recorded.")', 1), False),
        (code('say("Only one was female.")', 1), False),
        (code('say("In total {cse.offences} offences were recorded in 2015.")', 1), True),
        (code('figures("cse.victims_aged_14", by="sex")', 1), True),
        (code('year = "2015 and 63 more"', 1, tags=["injected-parameters"]), True),
        (new_markdown_cell("There were 63 of them."), False),
        (new_markdown_cell("## Key findings"), True),
    ],
)
def test_a_number_typed_into_a_sentence_of_the_summary(made: Made, cell: NotebookNode, passes: bool) -> None:
    made.write(SUMMARY, notebook(cell))
    check = made.check("prose")
    assert check.state == ("pass" if passes else "fail")
    assert passes or f"{SUMMARY}, cell 1" in told(check)


def test_an_analysis_may_hold_numbers(made: Made) -> None:
    made.write("notebooks/cse.ipynb", notebook(new_markdown_cell("Step 1 of 2")))
    assert made.check("prose").state == "pass"
