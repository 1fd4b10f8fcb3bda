"""What an earlier edition hid over other days: worked out by hand from three numbers."""

from __future__ import annotations

import pytest

from profile_lib.disclosure.earlier import Constant, bring_in
from profile_lib.disclosure.hidden_before import with_hidden_before
from profile_lib.disclosure.pattern import Target, protect, targets
from profile_lib.disclosure.system import Cell, Row, System

ABSENT = "missing.episodes[category=absent]"
MARCH = "missing.episodes[category=absent, month=2014-03] 2014-03-01 to 2014-03-31"
QUARTER = f"{ABSENT} 2014-01-01 to 2014-03-31"
TO_FEBRUARY = f"{ABSENT} 2014-01-01 to 2014-02-28"
"""What this year's edition would print of last year."""

HIDDEN = Constant(Row(((MARCH, 1),), 1, None), "the edition of 2014")


def printed(name: str, value: int) -> Constant:
    return Constant(Row(((name, 1),), value, value), "the edition of 2014")


def own() -> System:
    return System({TO_FEBRUARY: Cell(TO_FEBRUARY, 17, 12, least=1, shown=(17, 17))}, [], threshold=6)


def this_year(*constants: Constant) -> System:
    system, _, _ = bring_in(constants, own())
    found, given_up = with_hidden_before(system, constants)
    assert not given_up
    return found


def test_a_month_that_last_year_hid_is_not_given_away_by_the_months_before_it() -> None:
    system = this_year(printed(QUARTER, 18), HIDDEN)
    assert system.cells[MARCH].count == 18 - 17  # worked out, since it is kept nowhere
    wanted, lost = targets(system)
    assert (wanted[MARCH], lost) == (Target(1, 5), ())
    pattern = protect(system, wanted)
    assert pattern.secondary == {TO_FEBRUARY}
    assert pattern.intervals[MARCH] == (1, 17)  # of 18, one at least was before March


@pytest.mark.parametrize("march", [23, 40])
def test_a_number_that_cannot_be_small_needs_no_protection(march: int) -> None:
    least = Constant(Row(((MARCH, 1),), march - 17, None), "a committee paper")
    system = this_year(printed(QUARTER, march), HIDDEN, least)
    wanted, _ = targets(system, [least.row])
    assert MARCH not in wanted


def test_what_the_records_no_longer_agree_with_cannot_be_protected_and_is_told() -> None:
    constants = [printed(QUARTER, 16), HIDDEN]  # 17 to February
    system, _, _ = bring_in(constants, own())
    found, given_up = with_hidden_before(system, constants)
    assert (found, given_up) == (system, (MARCH,))


def test_what_has_nothing_to_do_with_the_edition_is_left_out() -> None:
    other = "missing.episodes[category=absent, month=2009-03] 2009-03-01 to 2009-03-31"
    system = this_year(Constant(Row(((other, 1),), 1, None), "the edition of 2009"))
    assert system.cells.keys() == {TO_FEBRUARY}
