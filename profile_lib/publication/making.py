"""The steps of an edition from extracts to documents: link, run the notebooks, export, swap in whole."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from profile_lib.edition import Edition
from profile_lib.errors import NotebookFailed, fitting
from profile_lib.kernels import Kernels
from profile_lib.pages.printing import open_ranges
from profile_lib.preparation import (
    data_before,
    data_of_years,
    decisions_of,
    linked_data,
    private_folder,
    samples_ready,
)
from profile_lib.publication.checking import check_edition, failed
from profile_lib.publication.checks import Check
from profile_lib.publication.disclosing import disclose
from profile_lib.publication.documents import write_documents
from profile_lib.publication.execute import execute, in_cells
from profile_lib.publication.export import export_review, export_summary
from profile_lib.publication.figures_named import refuse_unknown_figures
from profile_lib.publication.manifest import manifest, write_manifest, write_set_aside
from profile_lib.publication.notebooks import ANALYSES, CHAPTERS, LONGEST, SUMMARY
from profile_lib.publication.staging import staged
from profile_lib.publication.unchanged import forget, inputs_of, remember
from profile_lib.results import Results, changed, read_findings
from profile_lib.workspace import Workspace

PUBLIC = "public"


@dataclass
class Finished:
    """An edition that was made. ``changed``: the figures that differ from the folder it replaced, if any."""

    edition: Edition
    folder: Path
    changed: list[str] | None
    open_pairs: int
    open_ranges: list[str]
    set_aside: int
    checks: list[Check]
    audiences: Sequence[str]


def make_edition(
    edition: Edition,
    workspace: Workspace,
    kernels: Kernels,
    audiences: Sequence[str],
    jobs: int,
    say: Callable[[str], None],
) -> Finished:
    """Make an edition, and remember what it was made from where its checks passed."""
    refuse_unknown_figures(edition)
    samples_ready(edition, workspace)
    year = edition.year
    timings: dict[str, float] = {}
    forget(year, workspace)
    inputs = inputs_of(year, workspace, audiences)
    with _timed("extracts and linkage", timings):
        say(f"{year}: reading and linking the extracts")
        data = linked_data(edition, workspace)
        data_before(edition, workspace)  # made once, before the notebooks ask for it side by side
        data_of_years(edition, workspace)
    with staged(workspace.outputs, year) as folder:
        run = Run(edition, workspace, folder, say, kernels, jobs)
        with _timed("analysis notebooks", timings):
            run.analyses()
        with _timed("disclosure control", timings):
            say(f"{year}: disclosure control")
            findings, is_safe = run.findings()
        made_for = [audience for audience in audiences if is_safe or audience != PUBLIC]
        with _timed("summary", timings):
            run.summaries(made_for)
        write_set_aside(folder / "set_aside", data)
        before = workspace.findings(year)
        differing = changed(read_findings(before), findings) if before.is_file() else None
        run.clear()
        made = manifest(edition, data, timings, differing, decisions_of(edition, workspace))
        write_manifest(folder / "manifest.json", made)  # it is checked like every other file
        with _timed("checks", timings):
            say(f"{year}: checking")
            checks = check_edition(folder, edition, workspace)
        rounded = {step: round(seconds, 2) for step, seconds in timings.items()}
        states = {check.id: check.state for check in checks}
        write_manifest(folder / "manifest.json", made | {"timings_seconds": rounded, "checks": states})
    if not failed(checks) and inputs == inputs_of(year, workspace, audiences):  # nothing was edited meanwhile
        remember(year, workspace, inputs)
    return Finished(
        edition,
        workspace.outputs / year,
        differing,
        data.open_pairs,
        open_ranges(findings.values()),
        len(data.frames["set_aside"]),
        checks,
        made_for,
    )


@dataclass
class Run:
    """The steps of one edition, in its staging folder."""

    edition: Edition
    workspace: Workspace
    staged: Path
    say: Callable[[str], None]
    kernels: Kernels
    jobs: int

    @property
    def _results(self) -> Path:
        return self.staged / ".results"

    def analyses(self) -> None:
        """Run the analysis notebooks, several at a time, each with its page for reviewers; they do not read
        one another's results."""
        folders = {
            "parameters": str(self.workspace.parameters),
            "extracts": str(self.workspace.extracts or ""),
            "private": str(self.workspace.private),
            "results": str(self._results),
        }

        def run(name: str) -> None:
            self._execute(name, name, folders)
            if not (self._results / f"{name}.json").is_file():
                raise NotebookFailed(f"{name}.ipynb recorded nothing: its last cell calls close()")
            self._review_page(name)

        self._side_by_side(run, [*LONGEST, *(name for name in ANALYSES if name not in LONGEST)])

    def findings(self) -> tuple[dict[str, dict[str, Any]], bool]:
        """Bring the notebooks' figures together in findings.json, with what the public may see of them; and
        whether there may be a public edition."""
        results = Results(self.edition)
        for name in ANALYSES:
            entries = read_findings(self._results / f"{name}.json").values()
            results.extend(in_cells(entries, self._executed(name)))
        public, report = disclose(results.entries, self.edition, self.workspace.published)
        results.decide(public)
        results.write(self.staged / "findings.json")
        text = json.dumps(report, ensure_ascii=False, indent=1)
        (self.staged / "disclosure.json").write_text(text + "\n", encoding="utf-8", newline="\n")
        return dict(results.entries), report["result"] == "pass"

    def summaries(self, audiences: Sequence[str]) -> None:
        """Run the summary for each audience, and make its pages and documents."""
        self._side_by_side(self._summary, audiences)

    def _summary(self, audience: str) -> None:
        name = f"{SUMMARY}.{audience}"
        self._execute(
            SUMMARY,
            name,
            {
                "audience": audience,
                "parameters": str(self.workspace.parameters),
                "findings": str(self.staged / "findings.json"),
            },
        )
        self._review_page(name)
        page = self.staged / audience / "summary.html"
        self._summary_page(audience, page)
        write_documents(page, day=self.edition.as_at)
        if audience == PUBLIC:
            self._summary_page(PUBLIC, self.staged / "review" / PUBLIC / "summary.html", draft=True)

    def _review_page(self, name: str) -> None:
        export_review(
            self._executed(name),
            self.staged / "review" / f"{name}.html",
            title=f"{CHAPTERS.get(name, 'Summary')}, {self.edition.year}",
            edition=self.edition.year,
            area=self.edition.area.name,
            synthetic=self.edition.synthetic,
        )

    def _summary_page(self, audience: str, page: Path, *, draft: bool = False) -> None:
        export_summary(
            self._executed(f"{SUMMARY}.{audience}"),
            page,
            title=f"Partnership profile {self.edition.year}: {self.edition.area.name}",
            edition=self.edition.year,
            area=self.edition.area.name,
            synthetic=self.edition.synthetic,
            audience=audience,
            draft=draft,
        )

    def _side_by_side(self, run: Callable[[str], None], names: Sequence[str]) -> None:
        with ThreadPoolExecutor(max_workers=max(1, self.jobs)) as pool:
            try:
                for done in as_completed([pool.submit(run, name) for name in names]):
                    done.result()
            except BaseException:  # also where somebody stops the run: the others are not waited for
                pool.shutdown(wait=False, cancel_futures=True)
                self.kernels.close()
                raise

    def clear(self) -> None:
        """Remove what only the run needed."""
        for file in self._results.glob("*.json"):
            file.unlink()
        self._results.rmdir()

    def _executed(self, name: str) -> Path:
        return self.staged / "notebooks" / f"{name}.ipynb"

    def _execute(self, notebook: str, name: str, parameters: dict[str, str]) -> None:
        self.say(f"{self.edition.year}: {name}")
        execute(
            self.workspace.notebooks / f"{notebook}.ipynb",
            self._executed(name),
            {"year": self.edition.year, **parameters},
            aside=private_folder(self.workspace) / "failed" / self.edition.year,
            kernels=self.kernels,
        )


@contextmanager
def _timed(step: str, timings: dict[str, float]) -> Iterator[None]:
    started = time.perf_counter()
    with fitting(step):
        yield
    timings[step] = time.perf_counter() - started
