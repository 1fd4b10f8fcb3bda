"""The breakdowns of CSE offences and of the people in them."""

from __future__ import annotations

from profile_lib.figures.dimensions import Dimension
from profile_lib.figures.units import CHILDREN, NETWORKS, OFFENCES, PEOPLE, PERSONS, YES_NO_UNKNOWN

OLDEST = 110
"""The oldest that a reader takes anybody for."""

_SUSPECT_YEARS = {
    "0-11": (0, 11),
    "12-13": (12, 13),
    "14-15": (14, 15),
    "16-17": (16, 17),
    "18-20": (18, 20),
    "21-24": (21, 24),
    "25+": (25, OLDEST),
}
_VICTIM_YEARS = {name: ends for name, ends in _SUSPECT_YEARS.items() if ends[1] < 18}
_AGE_IS_CERTAIN = ("age_certainty", "certain")

OF_CSE: tuple[Dimension, ...] = (
    Dimension(
        "suspects",
        "Suspects of the offence",
        partitions=OFFENCES,
        categories={"lone": "One", "group": "More than one", "U": "Not known"},
        unknown="U",
        columns=("suspects_reported",),
        meaning="The larger of those identified and those reported. Not known where the number was not "
        "reported and fewer than two are identified: one identified is not acting alone.",
    ),
    Dimension(
        "gang",
        "Gang marker",
        partitions=OFFENCES,
        categories={"yes": "Marked as gang-related", "no": "Assessed, not marked", "U": "Not assessed"},
        unknown="U",
        columns=("gang_marker",),
        meaning="The police marker on the crime; blank means that nobody assessed it.",
    ),
    Dimension(
        "recency",
        "Recent or non-recent",
        partitions=OFFENCES,
        categories={"recent": "Recent", "non-recent": "Non-recent", "U": "Not recorded"},
        unknown="U",
        columns=("committed_from",),
        meaning="Non-recent: committed more than 12 months before it was recorded.",
    ),
    Dimension(
        "online",
        "Committed online",
        partitions=OFFENCES,
        categories=YES_NO_UNKNOWN,
        unknown="U",
        columns=("online",),
        meaning="As recorded on the crime.",
    ),
    Dimension(
        "suspect_age",
        "Age at first offence",
        partitions=PERSONS,
        categories={
            "0-11": "Under 12",
            "12-13": "12 to 13",
            "14-15": "14 to 15",
            "16-17": "16 to 17",
            "18-20": "18 to 20",
            "21-24": "21 to 24",
            "25+": "25 or over",
            "U": "Uncertain or not recorded",
        },
        unknown="U",
        columns=("date_of_birth",),
        meaning="Completed years on the first day of the person's first CSE offence of the period. "
        "Uncertain where the dates of that offence span a birthday.",
        years=_SUSPECT_YEARS,
        known_where=_AGE_IS_CERTAIN,
    ),
    Dimension(
        "victim_age",
        "Age at first offence",
        partitions=CHILDREN,
        categories={
            "0-11": "Under 12",
            "12-13": "12 to 13",
            "14-15": "14 to 15",
            "16-17": "16 to 17",
            "U": "Uncertain or not recorded",
        },
        unknown="U",
        columns=("date_of_birth",),
        meaning="Completed years on the first day of the person's first CSE offence of the period. "
        "Uncertain where the dates of that offence span a birthday.",
        years=_VICTIM_YEARS,
        known_where=_AGE_IS_CERTAIN,
    ),
    Dimension(
        "age_certainty",
        "Age",
        partitions=PEOPLE,
        categories={
            "certain": "Known",
            "uncertain": "Uncertain: the dates of the offence span a birthday",
            "U": "Not recorded",
        },
        unknown="U",
        columns=("date_of_birth",),
        meaning="Means and quartiles are of those whose age is known.",
    ),
    Dimension(
        "aged_14_to_16",
        "Aged 14 to 16",
        partitions=CHILDREN,
        categories={"yes": "14 to 16", "no": "Younger or older", "U": "Uncertain or not recorded"},
        unknown="U",
        columns=("date_of_birth",),
        meaning="At the first offence, where the age is known.",
        years={"yes": (14, 16)},
        known_where=_AGE_IS_CERTAIN,
    ),
    Dimension(
        "suspect_under_18",
        "Age at first offence",
        partitions=PERSONS,
        categories={"yes": "Under 18", "no": "18 or over", "U": "Uncertain or not recorded"},
        unknown="U",
        columns=("date_of_birth",),
        meaning="At the first offence, where the age is known.",
        years={"yes": (0, 17), "no": (18, OLDEST)},
        known_where=_AGE_IS_CERTAIN,
    ),
    Dimension(
        "offences_each",
        "Offences of the person",
        partitions=PEOPLE,
        categories={"1": "One", "2": "Two", "3+": "Three or more"},
        meaning="How many CSE offences of the period the person is named in, in that part.",
    ),
    Dimension(
        "ethnicity",
        "Ethnicity",
        partitions=PEOPLE,
        categories={
            "white": "White",
            "mixed": "Mixed",
            "asian": "Asian",
            "black": "Black",
            "other": "Other",
            "U": "Not recorded",
        },
        unknown="U",
        columns=("ethnicity_self", "ethnicity_officer"),
        meaning="The broad groups of the 2011 census (Office for National Statistics). As the person "
        "described it; where that is blank, as an officer saw it. Of several rows what most of them say. "
        "Words that are none of the census's count as not recorded.",
    ),
    Dimension(
        "ethnicity_from",
        "Whose word on ethnicity",
        partitions=PEOPLE,
        categories={"self": "The person's own", "officer": "An officer's", "U": "Nobody's"},
        unknown="U",
        columns=("ethnicity_self", "ethnicity_officer"),
        meaning="An officer's stands only where the person's own is not recorded.",
        makes_up={"ethnicity": {"U": ("U",)}},
    ),
    Dimension(
        "relationship",
        "Relationship to the victim",
        partitions=frozenset(),
        overlaps=PERSONS,
        categories={
            "partner": "Partner or former partner",
            "acquaintance": "Friend or acquaintance",
            "met_online": "Met online",
            "family": "Family",
            "trust": "In a position of trust",
            "stranger": "Stranger",
            "other": "Other",
            "U": "Not recorded",
        },
        unknown="U",
        columns=("relationship",),
        meaning="As recorded for each offence. One person can have several, and can be not recorded in one "
        "offence and recorded in another.",
    ),
    Dimension(
        "home_authority",
        "Home authority",
        partitions=PEOPLE,
        categories={"own": "This authority", "other": "Another authority", "U": "Not recorded"},
        unknown="U",
        columns=("home_authority",),
        meaning="The local authority that the person lives in or is the responsibility of, as recorded most "
        "often for the person.",
    ),
    Dimension(
        "need",
        "Disability or special educational needs",
        partitions=CHILDREN,
        categories={"yes": "Recorded", "no": "Neither recorded", "U": "Not recorded whether"},
        unknown="U",
        columns=("disability", "send"),
        meaning="By the at-risk register and the looked-after extract, of the children who are in one of "
        "them: recorded in any of the child's rows; neither where both were asked and neither found.",
    ),
    Dimension(
        "nationality",
        "Nationality",
        partitions=PEOPLE,
        categories={"british": "British", "other": "Other", "U": "Not recorded"},
        unknown="U",
        columns=("nationality",),
        meaning="As recorded most often for the person.",
    ),
    Dimension(
        "linked_by",
        "Linked by",
        partitions=frozenset(),
        overlaps=PERSONS,
        categories={
            "shared_offence": "The same offence",
            "shared_victim": "The same victim, in two offences",
        },
        meaning="One person can be linked in both ways.",
    ),
    Dimension(
        "network_size",
        "People in the group",
        partitions=NETWORKS,
        categories={"2": "Two", "3-4": "Three or four", "5+": "Five or more"},
        meaning="People named as suspects who are linked to one another, directly or through others.",
    ),
    Dimension(
        "network_reach",
        "Where its people live",
        partitions=NETWORKS,
        categories={
            "across": "One at least in another authority",
            "within": "All in this authority",
            "U": "Not recorded of all",
        },
        unknown="U",
        columns=("home_authority",),
        meaning="Across a border where the home authority of at least one person of the group is another "
        "than this one; within where that of everybody is this one.",
    ),
)
