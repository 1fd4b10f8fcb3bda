"""What tests of the oracle share: extracts so small that every figure can be counted by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from oracle import Value, oracle

from profile_lib.edition import load_edition
from profile_lib.intake import read_extracts

NAMES = "surname,forename,date_of_birth,sex"

INDEX = f"source,ref,{NAMES}"
"""Without it nobody can say whom a recorded link joins; who is not in it is known by the reference alone."""

OFFENCES = """
crime_ref,recorded_on,offence,community_area,cse_flag_recorded,cse_flag_reviewed,committed_from,committed_to,online,suspects_reported,gang_marker
A,2015-02-10,x,Calne,yes,,2014-02-10,,yes,1,no
B,2015-02-11,x,Calne,no,yes,2014-02-10,2014-02-12,no,,no
C,2015-03-01,x,Calne,yes,yes,,,,1,
D,2015-12-31,x,Calne,,yes,2015-12-01,2015-12-01,yes,0,
E,2015-05-05,x,Calne,yes,no,2015-05-01,,yes,5,yes
F,2015-06-06,x,Calne,,,2015-05-01,,yes,5,yes
G,2015-07-07,x,Calne,yes,,2015-07-01,,,,
H,2014-12-31,x,Calne,yes,,2014-12-01,,yes,5,yes
"""
PEOPLE = f"""
crime_ref,role,person_ref,{NAMES},nationality
A,victim,vic,Lee,Vic,2000-02-11,F,
A,suspect,sam,May,Sam,1996-02-11,M,Polish
A,charged,tom,May,Tom,1990-02-10,U,British
B,victim,vic,Lee,Vic,2000-02-11,F,
B,victim,wyn,Lee,Wyn,2000-02-11,F,
B,suspect,una,May,Una,,U, uk
B,suspect,,,,,,
C,victim,wyn,Lee,Wyn,2000-02-11,M,
C,convicted,sam,May,Sam,1996-02-11,M,english
D,suspect,sam,May,Sam,1996-02-12,F,english
E,suspect,zed,May,Zed,1996-02-12,M,english
G,victim,sam,May,Sam,2000-02-11,M,
"""
LINKS = """
person_ref_a,person_ref_b,kind,recorded_on
tom,sam,x,2015-01-01
sam,vic,x,2015-01-01
una,stranger,x,2015-01-01
una,sam,x,2016-01-01
"""

REGISTER = f"""
child_ref,{NAMES},identified_on,closed_on
ann,Lee,Ann,2001-01-01,F,2015-01-01,
bob,Lee,Bob,2001-01-01,M,2014-12-31,2015-01-01
cat,Lee,Cat,2001-01-01,F,2014-06-01,2014-12-31
dan,Lee,Dan,,U,2015-12-31,
eve,Lee,Eve,2003-03-01,F,2015-05-01,2015-12-31
eve,Lee,Eve,2003-03-01,U,2015-02-01,2015-03-01
fay,Lee,Fay,2001-01-01,F,2014-05-01,2016-02-01
gus,Lee,Gus,1998-08-31,M,2015-06-06,
"""


@dataclass(frozen=True)
class Partners:
    """Small extracts of 2015 in a folder of their own; a reference is a child, whatever the system."""

    folder: Path
    parameters: Path

    def figures(self, extracts: Mapping[str, str]) -> dict[str, Value]:
        """The oracle's figures of extracts given as text, a row a line."""
        for name, text in extracts.items():
            (self.folder / f"{name}.csv").write_text(text.strip() + "\n", encoding="utf-8")
        edition = load_edition("2015", self.parameters)
        read = read_extracts(self.folder, edition)
        refs = [
            (name, ref)
            for name, extract in read.items()
            for column in (
                "person_ref",
                "child_ref",
                "pupil_ref",
                "subject_ref",
                "person_ref_a",
                "person_ref_b",
            )
            if column in extract.rows
            for ref in extract.rows[column].dropna()
        ]
        keys = pd.DataFrame(refs, columns=["source", "ref"]).drop_duplicates()
        return oracle(edition, read, keys.assign(child="child " + keys["ref"].astype("str")))


def only(figures: Mapping[str, Value], id: str, *by: str) -> dict[str, Value]:
    """The cells of a figure that are not zero, and the whole, by what narrows them; ``by``: those breakdowns
    alone."""
    return {
        key.removeprefix(id).strip("[]"): value
        for key, value in figures.items()
        if (key == id or key.startswith(f"{id}[")) and (value != 0 or key == id)
        if not by
        or {told.partition("=")[0] for told in key.removeprefix(id).strip("[]").split(",")} <= {*by, ""}
    }
