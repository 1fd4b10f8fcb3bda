"""Linked data are made once, and anew when anything changes that they depend on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from project import ROOT
from test_layout import MAY_IMPORT

from profile_lib import preparation
from profile_lib.dataset import Dataset, store
from profile_lib.edition import Edition, load_edition
from profile_lib.errors import InputError
from profile_lib.preparation import data_before, data_of_years, linked_data
from profile_lib.publication import many
from profile_lib.publication.asked import asked_for
from profile_lib.workspace import Workspace


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A project whose library is a copy, and whose extracts and decisions are those of two years."""
    for folder in ("parameters", "profile_lib"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.setattr(store, "PACKAGE", tmp_path / "profile_lib")
    for name in (
        *("2014/offences.csv", "2014/SYNTHETIC.txt", "2015/at_risk_register.csv", "2015/offences.csv"),
        *("2015/SYNTHETIC.txt", "decisions/2015.csv"),
    ):
        file = tmp_path / "data" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts/theirs.yaml").write_text("also: {missing_from_care: theirs_care.yaml}")
    (tmp_path / "layouts/theirs_care.yaml").write_text("extract: missing_from_care")
    with (tmp_path / "parameters/base.yaml").open("a") as base:
        base.write("\nextracts: {layouts: {looked_after: ../layouts/theirs.yaml}}\n")
    folders = {name: tmp_path / name for name in ("parameters", "outputs", "private")}
    return Workspace(**folders, notebooks=ROOT / "notebooks", extracts=tmp_path / "data")


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The years whose data were made, in turn."""
    years: list[str] = []

    def prepare(edition: Edition, *_: object) -> Dataset:
        years.append(edition.year)
        return Dataset(edition, edition.windows, {"episodes": pd.DataFrame({"child": ["a"]})})

    monkeypatch.setattr(preparation, "prepare", prepare)
    return years


def _set_aside(work: Workspace) -> None:
    folder = work.outputs.parent / "data/2015"
    (folder / "archive").mkdir()
    (folder / "at_risk_register.csv").rename(folder / "archive/at_risk_register.csv")


def _edited(name: str) -> Callable[[Workspace], None]:
    def edit(work: Workspace) -> None:
        file = work.outputs.parent / name
        file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    return edit


CHANGES = {
    "nothing": (lambda _: None, False),
    "an extract put into a folder below, the first by its name there too": (_set_aside, True),
    "an extract edited": (_edited("data/2015/offences.csv"), True),
    "another year's extract": (_edited("data/2014/offences.csv"), False),
    "a layout that another names": (_edited("layouts/theirs_care.yaml"), True),
    "a decision": (_edited("data/decisions/2015.csv"), True),
    "code of linkage": (_edited("profile_lib/linkage/links.py"), True),
    "code that linkage uses": (_edited("profile_lib/rounding.py"), True),
    "the edition's own code": (_edited("profile_lib/edition/model.py"), True),
    "a measure": (_edited("profile_lib/measures/missing.py"), False),
    "a page": (_edited("profile_lib/pages/board.py"), False),
}
"""What happens between two runs, and whether the linked data depend on it."""


@pytest.mark.parametrize("what", CHANGES)
def test_linked_data_are_made_anew_where_they_depend_on_what_changed_and_there_alone(
    work: Workspace, prepared: list[str], what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    happen, matters = CHANGES[what]
    linked_data(load_edition("2015", work.parameters), work)
    happen(work)
    monkeypatch.setattr(store, "CODE_AT_WORK", store.code())  # the next process has imported what is there
    edition = load_edition("2015", work.parameters)
    assert linked_data(edition, work).frames["episodes"]["child"].tolist() == ["a"]
    assert prepared == ["2015"] * (1 + matters)


def test_extracts_that_change_while_they_are_read_are_not_kept_as_what_they_were(
    work: Workspace, prepared: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = load_edition("2015", work.parameters)
    with monkeypatch.context() as patched:
        made = preparation.prepare
        edit = _edited("data/2015/offences.csv")
        patched.setattr(preparation, "prepare", lambda *given: (edit(work), made(*given))[1])
        with pytest.raises(InputError, match=r"changed while they were read.*Run it again"):
            linked_data(edition, work)
    linked_data(edition, work)
    assert prepared == ["2015", "2015"]


def test_what_old_code_makes_is_not_kept_as_if_new_code_had_made_it(
    work: Workspace, prepared: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = load_edition("2015", work.parameters)
    for edited, made in (("profile_lib/pages/board.py", 1), ("profile_lib/intake/rules.py", 0)):
        _edited(edited)(work)
        _edited("data/2015/offences.csv")(work)
        prepared.clear()
        if made:
            linked_data(edition, work)
        else:
            with pytest.raises(InputError, match=r"the code has been edited.*restart the kernel"):
                linked_data(edition, work)
        assert len(prepared) == made


@pytest.mark.parametrize("packages", [["pandas-4.0.0.dist-info"], ["pyarrow-99.dist-info"]])
def test_another_release_of_a_package_has_them_made_anew(
    work: Workspace, prepared: list[str], packages: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = load_edition("2015", work.parameters)
    linked_data(edition, work)
    monkeypatch.setattr(store, "packages", lambda: packages)
    linked_data(edition, work)
    assert prepared == ["2015", "2015"]


def test_the_code_that_counts_is_every_room_that_the_linked_data_come_through() -> None:
    rooms, left = {"errors"}, {"dataset"}
    while left:
        room = left.pop()
        rooms.add(room)
        left |= MAY_IMPORT[room] - rooms
    told = {"machine", "checksums"}  # what these tell is in the key
    assert {name.removesuffix(".py") for name in store.CODE} == rooms - told
    assert all((store.PACKAGE / name).exists() for name in store.CODE)


@pytest.mark.parametrize("force", [False, True])
def test_a_forced_run_uses_nothing_that_was_kept_of_any_year_and_makes_each_once(
    work: Workspace, prepared: list[str], force: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asks(year: str, workspace: Workspace, **_: object) -> None:
        edition = load_edition(year, workspace.parameters)
        linked_data(edition, workspace)
        data_before(edition, workspace)
        data_of_years(edition, workspace)
        raise KeyboardInterrupt  # it has asked

    monkeypatch.setattr(many, "run_edition", asks)
    work.outputs.mkdir()
    for forced in (False, force):
        with pytest.raises(KeyboardInterrupt):
            many.make_all(
                asked_for([work], ["2015"], ("public",), force=forced), 1, "", lambda *_: None, lambda _: None
            )
    assert sorted(prepared) == (["2014", "2014", "2015", "2015"] if force else ["2014", "2015"])
