"""The sample on disk: whole or not at all, and never over other files."""

from __future__ import annotations

from pathlib import Path

import pytest
from project import ROOT

from profile_lib import sampling
from profile_lib.errors import InputError
from profile_lib.sampling import is_sample, write_sample_partners

PARAMETERS = ROOT / "parameters"


def test_a_sample_that_was_cut_off_leaves_nothing_to_be_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sampling, "write_decisions", cut_off)
    with pytest.raises(KeyboardInterrupt):
        write_sample_partners(tmp_path / "data", ["2015"], PARAMETERS)
    assert list((tmp_path / "data").iterdir()) == []


def test_what_a_killed_command_left_is_cleared_away(tmp_path: Path, sample: Path) -> None:
    (tmp_path / ".sample-x/2015").mkdir(parents=True)
    written = write_sample_partners(tmp_path, ["2015"], PARAMETERS)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2015", "decisions", "truth"]
    assert is_sample(tmp_path / "2015")
    for file in written:
        assert file.read_bytes() == (sample / file.relative_to(tmp_path)).read_bytes()


def test_nothing_is_written_where_one_of_the_years_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "2015").mkdir()
    (tmp_path / "2015/looked_after.csv").write_text("a partner's", encoding="utf-8")
    with pytest.raises(InputError, match="overwrites nothing"):
        write_sample_partners(tmp_path, ["2014", "2015"], PARAMETERS)
    assert [path.name for path in tmp_path.rglob("*")] == ["2015", "looked_after.csv"]


def test_an_edition_of_partners_files_has_no_sample(tmp_path: Path) -> None:
    parameters = tmp_path / "parameters"
    parameters.mkdir()
    for name in ("base.yaml", "2013.yaml", "2014.yaml"):
        text = (PARAMETERS / name).read_text(encoding="utf-8")
        (parameters / name).write_text(text.replace("synthetic: true", "synthetic: false"), encoding="utf-8")
    with pytest.raises(InputError, match="made from partners' files"):
        write_sample_partners(tmp_path / "data", ["2014"], parameters)
    assert not (tmp_path / "data").exists()
