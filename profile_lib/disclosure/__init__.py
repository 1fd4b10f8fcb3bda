"""Disclosure control: which counts may be printed, so that nobody can work out a small one.

Nothing here knows about child protection or about pages: counts, the people behind them, and what holds
between them. ``suppress`` proposes, ``audit`` decides.
"""

from profile_lib.disclosure.cases import audit, suppress
from profile_lib.disclosure.pattern import NoSafePattern, Pattern
from profile_lib.disclosure.percentages import numerators

__all__ = ["NoSafePattern", "Pattern", "audit", "numerators", "suppress"]
