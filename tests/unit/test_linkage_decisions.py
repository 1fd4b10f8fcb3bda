from __future__ import annotations

import stat
from pathlib import Path

import pandas as pd
import pytest

from profile_lib.errors import InputError
from profile_lib.linkage import no_decisions, read_decisions, write_decisions
from profile_lib.linkage.decisions import COLUMNS

HEADING = ",".join(COLUMNS)


def decided(*lines: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        list(lines), columns=COLUMNS, index=pd.RangeIndex(2, 2 + len(lines), name="row")
    ).astype("str")


def refused(path: Path, text: str) -> list[tuple[int | None, str | None, str | None]]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_decisions(path)
    assert "P-1" not in str(error.value)
    assert all(problem.file == path.name for problem in error.value.problems)
    return [(problem.row, problem.column, problem.found) for problem in error.value.problems]


def test_what_is_written_is_read_again_by_row_and_only_by_its_owner(tmp_path: Path) -> None:
    decisions = decided(
        ("missing_episodes", "007", "looked_after", "C,1", "same", "Zoë", "2016-03-31"),
        ("missing_episodes", "P-2", "missing_episodes", "P-3", "unsure", "A", "2016-04-01"),
    )
    path = tmp_path / "decisions" / "2015.csv"

    write_decisions(path, decisions)

    pd.testing.assert_frame_equal(read_decisions(path), decisions)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["2015.csv"]


def test_no_decisions_can_be_written_and_read(tmp_path: Path) -> None:
    write_decisions(tmp_path / "none.csv", no_decisions())

    assert read_decisions(tmp_path / "none.csv").empty


def test_every_fault_is_named_with_its_row_and_without_a_reference(tmp_path: Path) -> None:
    text = (
        f"{HEADING}\n"
        "a,P-1,b,C-1,Same,me,2016-03-31\n"
        "a,,b,C-1,same,me,2016-03-31\n"
        "\n"
        "a,P-1,a,P-1,unsure,me,2016-02-30\n"
    )

    assert refused(tmp_path / "decisions.csv", text) == [
        (3, "ref_l", "blank"),
        (2, "decision", "another word"),
        (5, "decided_on", "not a date"),
        (5, "ref_r", "the same record twice"),
    ]


def test_a_pair_decided_both_ways_in_either_order_is_refused(tmp_path: Path) -> None:
    text = f"{HEADING}\na,P-1,b,C-1,same,me,2016-03-31\nb,C-1,a,P-1,different,you,2016-03-31\n"

    assert refused(tmp_path / "decisions.csv", text) == [
        (2, "decision", "a pair decided in two ways"),
        (3, "decision", "a pair decided in two ways"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "source,ref\n",
        f"{HEADING},more\n",
        f"{HEADING}\na,P-1,b,C-1,same,me\n",
        f'{HEADING}\n"a,P-1\n',
        f"{HEADING}\n" + "a," * 9,
    ],
    ids=["empty", "other columns", "one column more", "a short row", "an open quotation mark", "a long row"],
)
def test_a_file_that_is_not_a_table_of_decisions_is_refused(tmp_path: Path, text: str) -> None:
    assert len(refused(tmp_path / "decisions.csv", text)) == 1


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_decisions(tmp_path / "decisions.csv")
    (tmp_path / "decisions.csv").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(InputError):
        read_decisions(tmp_path / "decisions.csv")


def test_decisions_with_a_fault_are_not_written(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        write_decisions(tmp_path / "d.csv", decided(("a", "1", "b", "2", "perhaps", "me", "2016-03-31")))

    assert list(tmp_path.iterdir()) == []
