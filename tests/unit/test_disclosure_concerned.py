"""Which counts stand in the system of a publication, and that the others make no difference to it."""

from __future__ import annotations

from datetime import date

from profile_lib.disclosure.concerned import concerned
from profile_lib.disclosure.earlier import Constant
from profile_lib.disclosure.named import cell_name
from profile_lib.disclosure.rule import Listed
from profile_lib.disclosure.statements import Statement
from profile_lib.disclosure.system import Row
from profile_lib.figures import Address, Count, Period

YEAR = Period(date(2015, 1, 1), date(2015, 12, 31))


def named(counted: str, **where: str) -> str:
    days = [YEAR.start.isoformat(), YEAR.end.isoformat()]
    return cell_name({"counted": counted, "where": where, "period": days})


def counts(*cells: tuple[str, dict[str, str]]) -> dict[str, Count]:
    return {
        named(counted, **where): Count(9, Address(counted, YEAR, "Wiltshire", tuple(where.items())), 9)
        for counted, where in cells
    }


OFFENCES = counts(
    ("cse.offences", {}),
    ("cse.offences", {"suspects": "lone"}),
    ("cse.offences", {"gang": "no"}),
    ("cse.victims", {"victim_age": "14-15"}),
    ("cse.victims", {"age_certainty": "certain"}),
)
WHOLE, LONE, GANG, AGED, CERTAIN = OFFENCES
PRINTED = Statement("cse.offences[suspects=lone]", Listed([], "number", False), exact=(WHOLE, LONE))


def test_a_breakdown_by_which_nothing_is_public_is_left_out() -> None:
    assert concerned(OFFENCES, [PRINTED], []).keys() == {WHOLE, LONE, AGED, CERTAIN}


def test_what_somebody_has_published_stays() -> None:
    told = Constant(Row(((GANG, 1),), 9, 9), "a committee paper")
    assert concerned(OFFENCES, [], [told]).keys() == {WHOLE, GANG, AGED, CERTAIN}


def test_every_way_of_speaking_of_a_cell_counts() -> None:
    listed = Listed([], "number", False)
    row = Row(((GANG, 1),), 0, None)
    for said in (
        Statement("x", listed, beside=(GANG,)),
        Statement("x", listed, behind=(GANG,)),
        Statement("x", listed, few=GANG),
        Statement("x", listed, rests=((GANG, WHOLE),)),
        Statement("x", listed, halves=((GANG, WHOLE),)),
        Statement("x", listed, aged=((GANG, WHOLE),)),
        Statement("x", listed, rows=(row,)),
        Statement("x", listed, ages=(row,)),
    ):
        assert GANG in concerned(OFFENCES, [said], []), said
