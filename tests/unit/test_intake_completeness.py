"""How much of every column is filled in, against counts made by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from test_intake_extracts import SOUND as OTHERS
from test_intake_extracts import read as read_other
from test_intake_rules import SOUND, read, rows_of

from profile_lib.intake import SCHEMAS, completeness


def lines(frame: pd.DataFrame, column: str) -> list[tuple[str | None, int, int]]:
    """(day, rows, recorded) of a column."""
    own = frame[frame["column"] == column]
    days = own["day"].dt.strftime("%Y-%m-%d").astype(object).where(own["day"].notna(), None)
    return list(zip(days, own["rows"], own["recorded"], strict=True))


def test_by_day_of_the_rows_that_are_used(tmp_path: Path) -> None:
    sound = OTHERS["missing_episodes"]
    changes = [
        {},
        {"missing_from": "04/03/2015 23:00", "returned_at": "", "sex": "U", "risk_level": "unclear"},
        {"missing_from": "06/03/2015", "returned_at": "", "sex": "", "date_of_birth": ""},
        {"missing_from": "06/03/2014", "returned_at": ""},  # out of scope
        {"missing_from": "99/03/2015", "returned_at": ""},  # at fault
    ]
    rows = [sound | {"episode_ref": f"E{n}"} | change for n, change in enumerate(changes)]
    frame = completeness({"missing_episodes": read_other(tmp_path, "missing_episodes", rows)})
    assert list(frame) == ["extract", "column", "day", "rows", "recorded"]
    assert frame["day"].dtype == "datetime64[us]"
    first, second = "2015-03-04", "2015-03-06"
    assert lines(frame, "episode_ref") == [(first, 2, 2), (second, 1, 1)]
    assert lines(frame, "returned_at") == [(first, 2, 1), (second, 1, 0)]
    assert lines(frame, "sex") == [(first, 2, 1), (second, 1, 0)]
    assert lines(frame, "date_of_birth") == [(first, 2, 2), (second, 1, 0)]
    assert lines(frame, "risk_level") == [(first, 2, 1), (second, 1, 1)]
    assert lines(frame, "found_by") == [(first, 2, 0), (second, 1, 0)]  # the column was not supplied
    assert frame["column"].unique().tolist() == [c.name for c in SCHEMAS["missing_episodes"].columns]


def test_text_and_tags_are_counted_though_they_are_not_kept(tmp_path: Path) -> None:
    changes = [{"text": "", "tags": "drugs"}, {"tags": ""}, {"grading": ""}, {"grading": "B24"}]
    extract = read(tmp_path, "intelligence", rows_of("intelligence", changes))
    frame = completeness({"intelligence": extract})
    assert lines(frame, "text") == [("2015-03-04", 3, 2)]
    assert lines(frame, "tags") == [("2015-03-04", 3, 2)]
    assert lines(frame, "grading") == [("2015-03-04", 3, 2)]
    assert not {"drugs_alcohol", "text_recorded"} & {*frame["column"]}


def test_what_lasts_and_what_has_no_day_stand_under_no_day(tmp_path: Path) -> None:
    care = read_other(
        tmp_path,
        "looked_after",
        [OTHERS["looked_after"], OTHERS["looked_after"] | {"child_ref": "C2", "to_date": ""}],
    )
    interviews = read(
        tmp_path,
        "return_interviews",
        rows_of("return_interviews", [{}, {"returned_on": "", "authority": ""}]),
    )
    frame = completeness({"return_interviews": interviews, "looked_after": care})
    assert lines(frame[frame["extract"] == "looked_after"], "to_date") == [(None, 2, 1)]
    assert lines(frame, "returned_on") == [("2015-03-05", 1, 1), (None, 1, 0)]
    assert lines(frame, "authority") == [("2015-03-05", 1, 1), (None, 1, 0)]


def test_rows_add_up_to_what_is_used_in_every_column(tmp_path: Path) -> None:
    extracts = {name: read(tmp_path, name, rows_of(name, [{}] * 3)) for name in SOUND}
    frame = completeness(extracts)
    totals = frame.groupby(["extract", "column"])["rows"].sum()
    assert set(totals) == {3}
    assert len(totals) == sum(len(SCHEMAS[name].columns) for name in SOUND)
    assert (frame["recorded"] <= frame["rows"]).all()
    assert frame["extract"].unique().tolist() == [name for name in SCHEMAS if name in SOUND]


def test_nothing_read_is_nothing_counted(tmp_path: Path) -> None:
    assert completeness({}).empty
    path_only = read(tmp_path, "disruptions", rows_of("disruptions", [{"applied_on": "2013-01-01"}]))
    frame = completeness({"disruptions": path_only})
    assert frame.empty and list(frame) == ["extract", "column", "day", "rows", "recorded"]
