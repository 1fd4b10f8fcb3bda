"""Who was found how, counted by hand, and what of it partners may see."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest
from made import edition, sources

from profile_lib.dataset import Dataset
from profile_lib.dataset.found import found
from profile_lib.disclosure import audit
from profile_lib.linkage import LinkageSettings, link, people
from profile_lib.linkage.decisions import COLUMNS as DECISION
from profile_lib.pages.found_by_group import FEWER, NOT_GIVEN, folded, found_by_group, not_given

SETTINGS = LinkageSettings()
UPN = "A86500001{:04d}"


def care(ref: str, forename: str, born: str, number: int | None, **cells: str) -> dict[str, str]:
    upn = {"upn": UPN.format(number)} if number is not None else {}
    return {"child_ref": ref, "surname": f"Ash{ref}", "forename": forename, "date_of_birth": born, "sex": "F",
            "from_date": "2014-01-01", "postcode": f"ZW{ref[1:]} 1AB", **upn, **cells}  # fmt: skip


def school(ref: str, forename: str, born: str, number: int | None, **cells: str) -> dict[str, str]:
    told = care(ref, forename, born, number, **cells)
    told.pop("from_date")
    told["pupil_ref"] = told.pop("child_ref").replace("c", "s")
    sessions = {"academic_year": "2014/15", "sessions_possible": "300", "sessions_unauthorised": "0"}
    return told | sessions


def frame(
    looked_after: Sequence[dict[str, str]],
    absence: Sequence[dict[str, str]],
    decided: Sequence[tuple[str, str, str]] = (),
) -> pd.DataFrame:
    """The children of several records in these two extracts, by their sex and what was found."""
    made = sources(looked_after=looked_after, school_absence=absence)
    lines = [
        ("looked_after", one, "school_absence", other, word, "Ann", "2016-04-01")
        for one, other, word in decided
    ]
    decisions = pd.DataFrame(lines, columns=DECISION).astype("str")
    read = {name: extract.rows for name, extract in made.read.items()}
    return found(made, link(people(read), SETTINGS, decisions), SETTINGS)


def test_each_way_to_be_found_counted_by_hand() -> None:
    told = frame(
        [
            care("c1", "Amy", "2001-02-13", 1, ethnicity_self="Asian"),
            care("c2", "Eve", "2004-11-30", 2),
            care("c3", "Lia", "1999-07-08", 3),
            care("c4", "Zoe", "2000-03-04", None),
            care("c5", "Isa", "2003-03-04", None),
            care("c6", "Mia", "2002-03-09", 6),
        ],
        [
            school("c1", "Amy", "2001-02-13", 1),  # the same in everything: linked without the number too
            school("c2", "Eva", "2004-11-30", 2),  # a name only alike: without the number a question
            # without the number nobody would ask: nothing else is recorded alike
            school("c3", "", "", 3, surname="Wood", postcode=""),
            school("c4", "Zoi", "2000-03-04", None),  # an analyst says that they are one
            school("c6", "Ava", "2005-01-09", 7, surname="Oak"),  # somebody else
        ],
        [("c4", "s4", "same")],
    )

    assert told[["age_band", "how", "known"]].values.tolist() == [
        ["13-14", "model", "linked"],
        ["10-12", "model", "asked"],
        ["15-16", "model", "missed"],
        ["13-14", "analyst", ""],
    ]
    assert told["ethnicity"].tolist() == ["Asian", "U", "U", "U"]
    assert told["in_care"].tolist() == ["yes"] * 4
    assert told["sex"].tolist() == ["F"] * 4
    assert list(told.columns) == ["sex", "age_band", "ethnicity", "in_care", "how", "known"]


def test_without_a_number_in_two_extracts_nothing_is_known_and_without_links_nobody_is_there() -> None:
    told = frame([care("c1", "Amy", "2001-02-13", 1)], [school("c1", "Amy", "2001-02-13", None)])
    assert told["known"].tolist() == [""]
    nobody = frame([care("c1", "Amy", "2001-02-13", 1)], [])
    assert nobody.empty
    assert found_by_group(_data(nobody)).text == "No child is in several records."
    html = found_by_group(_data(told)).text
    assert "missed links cannot be estimated" in html


def _data(children: pd.DataFrame) -> Dataset:
    return Dataset(edition(), edition().windows, {"found": children})


def _children(**numbers: int) -> pd.DataFrame:
    """So many girls and boys of each outcome: ``girls_missed=3``."""
    rows = [
        {"sex": "F" if name.startswith("girls") else "M", "known": name.split("_")[1]}
        for name, number in numbers.items()
        for _ in range(number)
    ]
    other = {"age_band": "13-14", "ethnicity": "U", "in_care": "yes", "how": "model"}
    return pd.DataFrame(rows).assign(**other)


def test_shares_have_wilsons_interval_and_small_numbers_are_not_given() -> None:
    numbers = _children(girls_linked=80, girls_asked=10, girls_missed=10, boys_linked=45, boys_asked=5)
    told = found_by_group(_data(numbers)).text.splitlines()
    girls, boys = [line.split() for line in told if line.strip().startswith("Sex:")][-2:]

    # Wilson, by hand: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n); 10 of 100: 0.0552 and 0.1744,
    # 0 of 50: 0 and 0.0713
    assert girls[1:] == ["Female", "100", "80", "10", "10", "10%", "6%", "to", "17%"]
    assert boys[1:] == ["Male", "50", "45", "5", "0", "0%", "0%", "to", "7%"]


def test_a_number_of_one_or_two_is_given_as_its_interval_alone() -> None:
    numbers = _children(
        girls_linked=86, girls_asked=4, girls_missed=10, boys_linked=44, boys_asked=5, boys_missed=1
    )
    told = found_by_group(_data(numbers)).text.splitlines()
    girls, boys = [line for line in told if line.strip().startswith("Sex:")][-2:]

    # eleven are missed in all, so that the girls' ten would give the boy away
    assert girls.split()[-2:] == ["–", "–"]
    assert "10" not in girls.replace("100", "")
    # of fifty: the lower end of one (0.0035) and the upper end of two (0.1346)
    assert "fewer than 3" in boys
    assert boys.split()[-4:] == ["–", "0%", "to", "13%"]


@pytest.mark.parametrize(
    "counts",
    [
        {("a", "x"): 1, ("a", "y"): 20, ("b", "x"): 5, ("b", "y"): 9},
        {("a", "x"): 2, ("a", "y"): 2, ("b", "x"): 30, ("b", "y"): 40, ("c", "x"): 7, ("c", "y"): 0},
        {("a", "x"): 1, ("a", "y"): 3, ("a", "z"): 4, ("b", "x"): 9, ("b", "y"): 9, ("b", "z"): 2},
    ],
)
def test_what_is_not_given_cannot_be_worked_out(counts: dict[tuple[str, str], int]) -> None:
    instead = not_given(counts)

    assert all(instead[cell] == FEWER for cell, number in counts.items() if number in (1, 2))
    names = {"".join(cell): number for cell, number in counts.items()}
    totals = {}
    for place in (0, 1):
        for key in {cell[place] for cell in counts}:
            totals[f"total {key}"] = ["".join(cell) for cell in counts if cell[place] == key]
    sums = {total: sum(names[part] for part in parts) for total, parts in totals.items()}
    equations = [{"total": total, "children": parts} for total, parts in totals.items()]
    hidden = ["".join(cell) for cell in instead]
    known = audit(names | sums, equations, hidden, threshold=3, published=[*sums])
    for cell, said in instead.items():
        low, high = known["".join(cell)]
        assert low != high
        assert said != FEWER or (low <= 1 and high >= 2)


def test_where_nothing_protects_a_number_none_is_given() -> None:
    """All of the one girl: whatever is hidden, the totals say it."""
    assert set(
        not_given({("girl", "x"): 0, ("girl", "y"): 1, ("boy", "x"): 3, ("boy", "y"): 0}).values()
    ) == {NOT_GIVEN}


def test_groups_of_one_or_two_are_put_together_until_they_are_three() -> None:
    groups = pd.Series(["F"] * 9 + ["M"] * 7 + ["X"] * 2)
    assert folded(groups, ["F", "M", "X"]) == {"F": "F", "M": "M or X", "X": "M or X"}
    assert folded(pd.Series([*"aabbcccc"]), [*"abc"]) == {"a": "a or b", "b": "a or b", "c": "c"}
    assert folded(pd.Series([*"aaab"]), ["a", "b"]) == {"a": "a or b", "b": "a or b"}
    assert folded(pd.Series([*"aaabbb"]), ["a", "b"]) == {"a": "a", "b": "b"}
    assert folded(pd.Series(["a"]), ["a"]) == {"a": "a"}
