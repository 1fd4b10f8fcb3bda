from __future__ import annotations

import stat
from pathlib import Path

import pandas as pd
import pytest

from profile_lib.errors import InputError
from profile_lib.linkage import no_decisions, read_decisions, write_decisions
from profile_lib.linkage.decisions import COLUMNS, add_decision, contradictions, standing

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


def test_of_several_decisions_on_a_pair_in_either_order_the_last_stands_and_all_are_kept(
    tmp_path: Path,
) -> None:
    history = decided(
        ("a", "P-1", "b", "C-1", "same", "me", "2016-03-31"),
        ("b", "C-1", "a", "P-1", "different", "you", "2016-03-30T09:15"),  # the order counts, not the clock
        ("a", "P-2", "b", "C-2", "same", "me", "2016-03-31"),
        ("a", "P-2", "b", "C-2", "withdrawn", "me", "2016-03-31T17:00"),
        ("a", "P-3", "b", "C-3", "withdrawn", "me", "2016-03-31"),
        ("a", "P-3", "b", "C-3", "unsure", "me", "2016-04-01"),
    )
    write_decisions(tmp_path / "2015.csv", history)
    read = read_decisions(tmp_path / "2015.csv")

    assert len(read) == 6
    assert standing(read)[["ref_r", "decision"]].values.tolist() == [["P-1", "different"], ["C-3", "unsure"]]
    assert standing(read).index.tolist() == [3, 7]


def one(ref_l: str, ref_r: str, word: str, who: str = "me") -> pd.Series:
    return pd.Series(["a", ref_l, "a", ref_r, word, who, "2016-04-01T10:00"], index=COLUMNS)


def test_a_decision_is_added_to_those_that_came_before(tmp_path: Path) -> None:
    before, own = tmp_path / "sample.csv", tmp_path / "decisions" / "2015.csv"
    write_decisions(before, decided(("a", "P-1", "b", "C-1", "same", "Zoë", "2016-03-31")))
    untouched = before.read_bytes()

    add_decision(own, before, one("P-2", "P-3", "different"))
    history = add_decision(own, before, one("P-2", "P-3", "unsure", "you"))

    assert history["decision"].tolist() == ["same", "different", "unsure"]
    pd.testing.assert_frame_equal(read_decisions(own), history, check_dtype=False)
    assert history["decided_by"].tolist() == ["Zoë", "me", "you"]
    assert before.read_bytes() == untouched
    assert stat.S_IMODE(own.stat().st_mode) == 0o600


def test_a_decision_that_contradicts_others_is_not_kept_and_the_rows_are_named(tmp_path: Path) -> None:
    own, none = tmp_path / "2015.csv", tmp_path / "none.csv"
    for pair in (("P-1", "P-2"), ("P-2", "P-3"), ("P-3", "P-4"), ("P-1", "P-5"), ("P-5", "P-4")):
        add_decision(own, none, one(*pair, "same"))
    kept = own.read_bytes()

    with pytest.raises(InputError, match=r"row 7.*one child by rows 5, 6") as refused:
        add_decision(own, none, one("P-4", "P-1", "different"))  # by P-5 is shorter than by P-2 and P-3

    assert "P-1" not in str(refused.value)
    assert own.read_bytes() == kept
    # a change of mind about a link of the shortest way leaves the longer one
    add_decision(own, none, one("P-5", "P-4", "unsure"))
    with pytest.raises(InputError, match=r"row 8.*one child by rows 2, 3, 4"):
        add_decision(own, none, one("P-4", "P-1", "different"))
    add_decision(own, none, one("P-2", "P-3", "withdrawn"))
    history = add_decision(own, none, one("P-4", "P-1", "different"))
    assert contradictions(standing(history)) == {}


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
