"""Half up, checked against whole-number arithmetic."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from profile_lib.rounding import percent, pounds


@given(st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_percentage_is_the_integer_that_school_arithmetic_gives(pair: tuple[int, int]) -> None:
    part, whole = pair
    assert percent(Fraction(part, whole)) == f"{(200 * part + whole) // (2 * whole)}%"


@given(st.integers(0, 10**9))
def test_printed_money_is_never_off_by_more_than_half_its_last_place(pence: int) -> None:
    text = pounds(f"{pence // 100}.{pence % 100:02d}")
    if text.endswith("million"):
        shown, step = round(float(text[1:].split()[0]) * 10) * 10_000_000, 10_000_000
    else:
        shown = int(text[1:].replace(",", "")) * 100
        step = 100_000 if pence >= 100_000 else 100
    assert -step <= 2 * (pence - shown) < step
