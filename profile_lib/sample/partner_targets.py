"""What the extracts beside missing episodes and offences add up to each year. Nothing but the generator knows
these numbers.

2015 gives the figures published for Wiltshire: 82 children identified as at risk, 88% of them female; 26% of
the reports about drugs or alcohol, 15% about social media, none about a drug network; and the three places
about which most was reported. All else here is invented, 2013, 2014 and 2016 entirely.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class AtRiskTargets:
    """The children identified as at risk in a year."""

    identified: Mapping[str, int]  # sex as recorded: children
    missing: int = 0  # of these, in the year's own missing extract
    again: int = 3  # of these, identified twice in the year
    recorded: float = 1.0  # completeness of optional columns, as a share of the fullest year's


#: 2012 stands here for its spells that are open when the sample begins.
AT_RISK: Mapping[str, AtRiskTargets] = {
    "2012": AtRiskTargets({"F": 26, "M": 5}),
    "2013": AtRiskTargets({"F": 35, "M": 6}, missing=11, recorded=0.7),
    "2014": AtRiskTargets({"F": 50, "M": 8}, missing=19, again=4, recorded=0.8),
    "2015": AtRiskTargets({"F": 72, "M": 10}, missing=30, again=6),
    "2016": AtRiskTargets({"F": 79, "M": 12}, missing=33, again=7),
}


@dataclass(frozen=True)
class ReportTargets:
    """A year's intelligence reports that may be used."""

    reports: int
    hot: Mapping[str, int]  # places where exploitation concentrates: different children reported there
    busy: tuple[str, int]  # a place with so many reports, all about two children and one operation
    drugs_alcohol: int  # reports
    social_media: int
    drug_networks: int
    tagged: float = 0.75  # of the reports with a theme, those with a tag for it

    @property
    def without_subject(self) -> int:
        return round(0.2 * self.reports)

    @property
    def in_operations(self) -> int:
        return round(0.25 * self.reports)

    @property
    def restricted(self) -> int:
        """Further reports, which may not be shared as they are."""
        return round(0.08 * self.reports)


REPORTS: Mapping[str, ReportTargets] = {
    "2013": ReportTargets(
        210, {"Trowbridge": 26, "Chippenham": 21}, ("Devizes", 18),
        drugs_alcohol=48, social_media=21, drug_networks=1, tagged=0.45,
    ),
    "2014": ReportTargets(
        260, {"Trowbridge": 31, "Chippenham": 25, "Westbury": 20}, ("Warminster", 20),
        drugs_alcohol=71, social_media=31, drug_networks=2, tagged=0.5,
    ),
    "2015": ReportTargets(
        340, {"Trowbridge": 42, "Westbury": 33, "Chippenham": 24}, ("Melksham", 26),
        drugs_alcohol=88, social_media=51, drug_networks=0,
    ),
    "2016": ReportTargets(
        365, {"Chippenham": 40, "Trowbridge": 32, "Salisbury": 25}, ("Calne", 27),
        drugs_alcohol=102, social_media=77, drug_networks=5,
    ),
}  # fmt: skip

#: Actions used, and links between two people recorded by the end of the year.
DISRUPTIONS: Mapping[str, int] = {"2013": 31, "2014": 47, "2015": 78, "2016": 84}
LINKS: Mapping[str, int] = {"2013": 70, "2014": 90, "2015": 120, "2016": 135}
ABSENT_AT_RISK = 0.36  # of the pupils at risk, those who miss a tenth of their sessions or more unauthorised
