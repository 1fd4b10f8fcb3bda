"""Real records are not read before the parameters say on what they are held."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from profile_lib.cli import main
from profile_lib.edition import load_edition, refuse_without_agreement
from profile_lib.errors import InputError
from profile_lib.preparation import extracts_of
from profile_lib.workspace import Workspace

Edit = Callable[[str, str, str], int]

GIVEN = {
    "sharing_agreement": "ISA 12",
    "dpia_ref": "DPIA 7",
    "lawful_basis": "Children Act 2004",
    "retention_until": "2022-03-31",
}
SYNTHETIC = "synthetic: true\nsample_seed"


def real(edit: Edit, **given: str) -> int:
    """Parameters of real records; the line that says so."""
    keys = "".join(f"{key}: {text}\n" for key, text in given.items())
    return edit("base.yaml", SYNTHETIC, f"synthetic: false\n{keys}sample_seed")


def test_each_of_the_four_is_asked_for(parameters: Path, edit: Edit) -> None:
    line = real(edit)
    with pytest.raises(InputError) as refused:
        refuse_without_agreement(load_edition("2015", parameters))
    found = refused.value.problems
    assert [item.message.split()[0] for item in found] == [*GIVEN]
    assert all((item.file, item.line) == ("base.yaml", line) for item in found)
    assert all(item.todo and item.todo.startswith("Add to base.yaml, for example: ") for item in found)


@pytest.mark.parametrize("lacking", GIVEN)
def test_none_of_them_may_be_left_out(parameters: Path, edit: Edit, lacking: str) -> None:
    real(edit, **{key: text for key, text in GIVEN.items() if key != lacking})
    with pytest.raises(InputError, match=f"{lacking} is not given"):
        refuse_without_agreement(load_edition("2015", parameters))


def test_with_all_four_real_records_are_read(parameters: Path, edit: Edit, tmp_path: Path) -> None:
    real(edit, **GIVEN)
    (tmp_path / "data" / "2015").mkdir(parents=True)
    of = load_edition("2015", parameters)
    workspace = Workspace.find(str(parameters), str(tmp_path / "outputs"))
    assert extracts_of(of, workspace) == tmp_path / "data" / "2015"


def test_not_after_the_day_until_which_they_are_kept(parameters: Path, edit: Edit) -> None:
    real(edit, **{**GIVEN, "retention_until": "2016-03-30"})
    with pytest.raises(InputError, match=r"kept until 2016-03-30.*purge 2015"):
        refuse_without_agreement(load_edition("2015", parameters))


@pytest.mark.parametrize("command", ["check", "run"])
def test_the_commands_refuse_and_say_what_to_add(
    parameters: Path, edit: Edit, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    real(edit, sharing_agreement="ISA 12")
    (tmp_path / "data" / "2015").mkdir(parents=True)
    folders = ["--parameters", str(parameters), "--outputs", str(tmp_path / "outputs")]
    assert main([command, *folders, "--private", str(tmp_path / "private"), "2015"]) == 2
    told = capsys.readouterr().err
    assert "dpia_ref is not given" in told and "retention_until is not given" in told
    assert "sharing_agreement" not in told and "Traceback" not in told
    assert not (tmp_path / "private" / "linked").exists()


def test_made_up_records_need_none(parameters: Path) -> None:
    refuse_without_agreement(load_edition("2015", parameters))
