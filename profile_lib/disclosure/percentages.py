"""What a printed percentage says about its numerator."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction


def numerators(percent: float | str | Decimal, n: int, decimals: int) -> list[int]:
    """Every count of ``n`` that prints as this percentage, rounded half up to so many decimals.

    Raises ValueError for a base that is not positive, negative decimals, or a percentage that is no
    number or has more decimals than it is said to have.
    """
    if n <= 0 or decimals < 0:
        raise ValueError(f"a percentage of {n} with {decimals} decimals is none")
    try:
        printed = Decimal(str(percent))
    except InvalidOperation:
        raise ValueError(f"{percent!r} is no percentage") from None
    if printed != printed.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):
        raise ValueError(f"{percent} has more than {decimals} decimals")
    low, high = ends(printed, decimals)
    first = max(0, -(-low * n // 100))
    last = min(n, high * n // 100)
    return [count for count in range(int(first), int(last) + 1) if Fraction(100 * count, n) < high]


def ends(percent: Decimal, decimals: int) -> tuple[Fraction, Fraction]:
    """The percentages from which on, and below which, one prints so: 12 to 13 prints as 12.5 never, as 13
    from 12.5 on."""
    half = Fraction(1, 2 * 10**decimals)
    return Fraction(percent) - half, Fraction(percent) + half
