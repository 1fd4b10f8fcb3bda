"""The sets of reports, of children at risk, of what was done, and of pupils."""

from __future__ import annotations

from profile_lib.figures.counted_set import CountedSet
from profile_lib.figures.dimensions import Unit

RISK: tuple[CountedSet, ...] = (
    CountedSet(
        "cse.reports",
        Unit.REPORTS,
        "intelligence reports on CSE received in the period that may be used",
        "cse",
        ("intelligence",),
        repeats_in="matter",
    ),
    CountedSet(
        "cse.report_subjects",
        Unit.PERSONS,
        "people whom intelligence reports on CSE of the period are about",
        "cse",
        ("intelligence",),
    ),
    CountedSet(
        "cse.report_matters",
        Unit.MATTERS,
        "separate matters in intelligence reports on CSE: reports on one child or one operation are one",
        "cse",
        ("intelligence",),
    ),
    CountedSet(
        "cse.at_risk_children",
        Unit.CHILDREN,
        "children identified in the period as at risk of CSE",
        "cse",
        ("at_risk_register",),
        within=("cse.at_risk_open",),
    ),
    CountedSet(
        "cse.at_risk_open",
        Unit.CHILDREN,
        "children on the register of those at risk of CSE at any time in the period",
        "cse",
        ("at_risk_register",),
    ),
    CountedSet(
        "cse.at_risk_open_at_end",
        Unit.CHILDREN,
        "children on the register of those at risk of CSE at the end of the period",
        "cse",
        ("at_risk_register",),
        within=("cse.at_risk_open",),
    ),
    CountedSet(
        "cse.at_risk_closed",
        Unit.CHILDREN,
        "children on the register of those at risk of CSE a case of whom was closed in the period",
        "cse",
        ("at_risk_register",),
        within=("cse.at_risk_open",),
    ),
    CountedSet(
        "disruption.actions",
        Unit.ACTIONS,
        "civil powers and other disruptions used in the period",
        "cse",
        ("disruptions",),
    ),
    CountedSet(
        "absence.at_risk_pupils",
        Unit.CHILDREN,
        "pupils aged 5 to 15 who were identified as at risk of CSE in the year",
        "school",
        ("at_risk_register", "school_absence"),
        within=("cse.at_risk_children",),
    ),
    CountedSet(
        "absence.other_pupils",
        Unit.CHILDREN,
        "other pupils aged 5 to 15 of the authority",
        "school",
        ("at_risk_register", "school_absence", "school_absence_totals"),
    ),
)
