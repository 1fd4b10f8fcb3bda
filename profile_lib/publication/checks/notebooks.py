"""What the executed notebooks say of themselves: that every cell ran, in silence, with no typed number."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import nbformat
from nbformat import NotebookNode

from profile_lib.measures.catalogue import catalogue
from profile_lib.prose import LooseNumber, check_prose
from profile_lib.publication.checks.model import Check, Document, Finding, Staged

SETTINGS = {"parameters", "injected-parameters"}
RUN_AGAIN = "Mend the notebook and run the edition again"


def execution(staged: Staged) -> Check:
    """Fails unless every code cell of every notebook ran, in order, and none raised an error.

    nbconvert ends well on a notebook that stopped half-way, and so does papermill on one that a SystemExit
    stopped: neither's word counts here.
    """
    return Check.of("execution", [*_absent(staged), *_unrun(staged)])


def streams(staged: Staged) -> Check:
    """Fails for any output on stdout or stderr: a warning or print would be published with the notebook."""
    return Check.of("streams", (finding for document in _notebooks(staged) for finding in _said(document)))


def prose(staged: Staged) -> Check:
    """Fails for a number typed into a sentence of the summary: it would stay when the data change."""
    summaries = (document for document in _notebooks(staged) if "/summary." in document.name)
    return Check.of("prose", (finding for document in summaries for finding in _loose(document)))


def _notebooks(staged: Staged) -> Iterator[Document]:
    return staged.of_kind("ipynb", "notebooks")


def _cells(document: Document) -> list[NotebookNode]:
    return nbformat.reads(document.content.decode("utf-8"), as_version=4).cells


def _absent(staged: Staged) -> Iterator[Finding]:
    names = {document.name for document in _notebooks(staged)}
    for audience in staged.audiences:
        if (name := f"notebooks/summary.{audience}.ipynb") not in names:
            what = f"the notebook behind the {audience} edition is not there"
            yield Finding(what, name, "Run the edition again")


def _unrun(staged: Staged) -> Iterator[Finding]:
    for document in _notebooks(staged):
        if document.name.endswith(".partial.ipynb"):
            yield Finding("a notebook that was broken off", document.name, RUN_AGAIN)
        last = 0
        for number, cell in enumerate(_cells(document), start=1):
            if cell.cell_type != "code" or not cell.source.strip():
                continue
            where = f"{document.name}, cell {number}"
            for output in cell.outputs:
                if output.output_type == "error":
                    yield Finding(f"the cell ended with {output.ename}", where, RUN_AGAIN)
            count = cell.execution_count
            if not isinstance(count, int) or count <= last:
                yield Finding("the cell was not run, or not after those above it", where, RUN_AGAIN)
            else:
                last = count


def _said(document: Document) -> Iterator[Finding]:
    for number, cell in enumerate(_cells(document), start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                where = f"{document.name}, cell {number}"
                yield Finding(f"the cell wrote to {output.name}", where, RUN_AGAIN)


def _loose(document: Document) -> Iterator[Finding]:
    """Numbers in the sentences of a summary; ids of figures and the settings of the run are none."""
    for number, cell in enumerate(_cells(document), start=1):
        if SETTINGS & set(cell.metadata.get("tags", [])):
            continue
        sentences = [cell.source] if cell.cell_type == "markdown" else list(_templates(cell))
        for sentence in sentences:
            try:
                check_prose(sentence)
            except LooseNumber as loose:
                todo = "Write the figure in its place, as {figure.id}, or reword it"
                yield Finding(str(loose), f"{document.name}, cell {number}", todo)


def _templates(cell: NotebookNode) -> Iterator[str]:
    """The texts in a cell's code that are sentences: neither the id of a figure nor one word of code."""
    if cell.cell_type != "code":
        return
    for node in ast.walk(ast.parse(cell.source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            is_id = node.value in catalogue() or re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)*", node.value)
            if not is_id:
                yield node.value
