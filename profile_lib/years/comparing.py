"""Two editions side by side: every figure of the later one, with the earlier recomputed over its windows."""

from __future__ import annotations

from profile_lib.edition import Edition, load_edition
from profile_lib.errors import InputError, Problem
from profile_lib.figures import DIMENSIONS, Figure
from profile_lib.measures.catalogue import functions
from profile_lib.preparation import data_before, edition_data
from profile_lib.results import Entry, read_findings
from profile_lib.workspace import Workspace
from profile_lib.years.yearly import Years


def compared(one: str, other: str, workspace: Workspace) -> list[Entry]:
    """The figures that the later of two editions recorded, in the order of their keys, each with the earlier
    one's value and whether the change may be read.

    Raises InputError for one year given twice, a later edition that was not run (its figures are those
    compared), or extracts that are not there.
    """
    earlier, later = sorted((one, other))
    if earlier == later:
        raise InputError(Problem("a year is compared with another one", found=f"{one} twice"))
    own = load_edition(later, workspace.parameters)
    edition = own.model_copy(update={"compare_with": earlier})
    load_edition(earlier, workspace.parameters)
    recorded = _recorded(edition, workspace)
    before = data_before(edition, workspace)
    if before is None:
        raise InputError(Problem(f"there are no extracts of {earlier}", todo="Put the partners' files there"))
    years = Years(edition_data(own, workspace), before)
    entries = [figure.as_json() for figure in _figures(years, recorded) if figure.key in recorded]
    return sorted(entries, key=lambda entry: str(entry["key"]))


def _recorded(edition: Edition, workspace: Workspace) -> dict[str, Entry]:
    file = workspace.findings(edition.year)
    if not file.is_file():
        todo = f"Run: partnership-profile run {edition.year}"
        raise InputError(Problem(f"the edition {edition.year} has not been run", todo=todo))
    return read_findings(file)


def _figures(years: Years, recorded: dict[str, Entry]) -> list[Figure]:
    """Every measure that the later edition recorded, by the dimensions that it was recorded by."""
    by_id: dict[str, set[tuple[str, ...]]] = {}
    _check_known(recorded)
    for entry in recorded.values():
        by_id.setdefault(entry["id"], set()).add(tuple(sorted(entry.get("where", {}))))
    measures = functions()
    figures: dict[str, Figure] = {}
    for id, dimensions in by_id.items():
        for names in sorted(dimensions):
            figures |= {figure.key: figure for figure in years.figures(measures[id], *names)}
    return list(figures.values())


def _check_known(recorded: dict[str, Entry]) -> None:
    """Raises InputError for figures that this version does not measure: they are of an older one."""
    known = functions()
    for key, entry in recorded.items():
        if entry["id"] not in known or not DIMENSIONS.keys() >= entry.get("where", {}).keys():
            raise InputError(
                Problem(
                    "the edition was run by another version", found=key, todo="Run it again, with --force"
                )
            )
