"""Rows that have to be set aside: copies of rows, and rows in which one thing is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

Fault = dict[str, str]  # the text that stands in a column of one row

MISSING_EPISODES: Sequence[Fault] = [
    {"missing_from": "31/02/2015 14:00"},
    {"missing_from": "30/02/2014"},
    {"missing_from": "unknown"},
    {"missing_from": "after school"},
    {"missing_from": "12/05/2015 25:10"},
    {"missing_from": ""},
    {"missing_from": "", "returned_at": ""},
    {"returned_at": "31/11/2014 09:00"},
    {"returned_at": "tbc"},
    *[{"returned_at": "27/12/2012 16:20"}] * 5,  # before the episode started
    *[{"missing_from": "04/05/1971 19:00", "reported_at": "", "returned_at": "05/05/1971 08:30"}] * 2,
    {"missing_from": "01/01/9999 00:00", "returned_at": ""},
    {"date_of_birth": "31/06/2001"},
    {"date_of_birth": "00/00/0000"},
    {"category": "query"},
    {"category": "MISPER"},
    {"category": ""},
    {"sex": "Q"},
    {"sex": "9"},
    *[{"episode_ref": ""}] * 3,
    *[{"person_ref": ""}] * 3,
]
CARE: Sequence[Fault] = [
    {"from_date": ""},
    {"from_date": "31/04/2012"},
    {"from_date": "not known"},
    {"from_date": "02/03/1987"},  # before birth
    {"to_date": "29/02/2015"},
    {"to_date": "02/03/1999"},  # before the stay began
    {"child_ref": ""},
    {"sex": "?"},
]
OFFENCES: Sequence[Fault] = [
    {"recorded_on": "31/04/2015"},
    {"recorded_on": "awaited"},
    {"recorded_on": ""},
    {"offence": ""},
    *[{"crime_ref": ""}] * 2,
    {"committed_from": "30/02/2014"},
    {"committed_to": "tbc"},
    {"committed_to": "04/06/2003"},  # before it began
    {"committed_from": "28/02/2031", "committed_to": ""},  # after it was recorded
    {"cse_flag_recorded": "query"},
]
OFFENCE_PEOPLE: Sequence[Fault] = [
    {"crime_ref": ""},
    *[{"crime_ref": "CR00/0000000"}] * 3,  # a crime that is not among the offences
    {"role": ""},
    {"role": "witness"},
    {"role": "IP"},
    {"person_ref": ""},
    {"date_of_birth": "31/06/2001"},
    {"date_of_birth": "not given"},
    {"date_of_birth": "14/08/2031"},  # after the offence
    {"sex": "8"},
]
AT_RISK_REGISTER: Sequence[Fault] = [
    {"identified_on": ""},
    {"identified_on": "31/09/2014"},
    {"identified_on": "under review"},
    {"identified_on": "1988-05-02", "closed_on": ""},  # before birth
    {"closed_on": "2009-05-02"},  # before it began
    {"child_ref": ""},
    {"sex": "?"},
    {"date_of_birth": "2001-02-30"},
]
INTELLIGENCE: Sequence[Fault] = [
    {"received_on": ""},
    {"received_on": "31/06/2015"},
    {"received_on": "this week"},
    *[{"report_ref": ""}] * 2,
    {"grading": "B2"},
    {"grading": "7Q9"},
    {"grading": "see sheet"},
]
LINKS: Sequence[Fault] = [
    {"person_ref_a": ""},
    {"person_ref_b": ""},
    {"recorded_on": ""},
    {"recorded_on": "30/02/2014"},
]
DISRUPTIONS: Sequence[Fault] = [
    {"action_ref": ""},
    {"applied_on": ""},
    {"applied_on": "31/11/2014"},
    {"applied_on": "pending"},
]
RETURN_INTERVIEWS: Sequence[Fault] = [
    *[{"interview_ref": ""}] * 2,
    {"child_ref": ""},
    {"returned_on": "31/02/2015"},
    {"returned_on": "back home"},
    {"sex": "9"},
    {"completed_on": "tbc"},
    {"date_of_birth": "31/11/2000"},
]
SCHOOL_ABSENCE: Sequence[Fault] = [
    *[{"sessions_possible": "120", "sessions_unauthorised": "180"}] * 2,  # more missed than there were
    {"sessions_possible": "370", "sessions_unauthorised": "210", "sessions_authorised": "190"},
    {"sessions_possible": "18.5"},
    {"sessions_unauthorised": "many"},
    {"sessions_possible": "-4"},
    {"pupil_ref": ""},
    {"academic_year": "2015"},
    {"academic_year": ""},
    {"sex": "8"},
]
PERSON_INDEX: Sequence[Fault] = [
    {"ref": ""},
    {"sex": "?"},
    {"date_of_birth": "31/04/2000"},
    *[{"source": "custody"}, {"source": "case files"}],  # not an extract
]


def spoil(rows: pd.DataFrame, at: pd.Index[Any], faults: Sequence[Fault]) -> pd.DataFrame:
    """The rows with one fault in each of those at ``at``, in their order."""
    spoilt = rows.copy()
    for row, fault in zip(at, faults, strict=True):
        for column, text in fault.items():
            spoilt.loc[row, column] = text
    return spoilt


def insert(rng: np.random.Generator, rows: pd.DataFrame, extra: pd.DataFrame) -> pd.DataFrame:
    """The rows with ``extra`` among them, each somewhere after the row whose index it has."""
    place = np.concatenate(
        [np.arange(len(rows)), rows.index.get_indexer(extra.index) + rng.uniform(0.1, 40, len(extra))]
    )
    return pd.concat([rows, extra]).iloc[np.argsort(place, kind="stable")].reset_index(drop=True)
