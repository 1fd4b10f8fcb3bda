"""The breakdowns: by what each unit may be broken down, and whether the cells add up to the whole."""

from __future__ import annotations

from collections.abc import Mapping

from profile_lib.figures.dimensions import Dimension, Unit


def _units(*units: Unit) -> frozenset[Unit]:
    return frozenset(units)


_EPISODES, _CHILDREN, _PERSONS = _units(Unit.EPISODES), _units(Unit.CHILDREN), _units(Unit.PERSONS)
_OFFENCES, _REPORTS, _ACTIONS = _units(Unit.OFFENCES), _units(Unit.REPORTS), _units(Unit.ACTIONS)
_INTERVIEWS = _units(Unit.INTERVIEWS)
_PEOPLE = _CHILDREN | _PERSONS
_BOTH = _EPISODES | _CHILDREN
_EVENTS = _EPISODES | _OFFENCES | _REPORTS | _ACTIONS

_YES_NO_UNKNOWN = {"yes": "Yes", "no": "No", "U": "Not recorded"}
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
_THEME = (
    "By a tag of the report or by words in its text, found while the report is read; the text is not kept."
)

DIMENSIONS: Mapping[str, Dimension] = {
    dimension.name: dimension
    for dimension in (
        Dimension(
            "sex",
            "Sex",
            partitions=_EPISODES | _PEOPLE,
            categories={"F": "Female", "M": "Male", "X": "Other", "U": "Not recorded"},
            unknown="U",
            columns=("sex",),
            meaning="As recorded most often for the person; not recorded where no row has it.",
        ),
        Dimension(
            "age_band",
            "Age at first episode",
            partitions=_BOTH,
            categories={
                "0-9": "Under 10",
                "10-12": "10 to 12",
                "13-14": "13 to 14",
                "15-16": "15 to 16",
                "17": "17",
                "U": "Not recorded",
            },
            unknown="U",
            columns=("date_of_birth",),
            meaning="Completed years at the first episode of the period.",
        ),
        Dimension(
            "category",
            "Category",
            partitions=_EPISODES,
            overlaps=_CHILDREN,
            categories={"missing": "Missing", "absent": "Absent"},
            meaning="As graded in the end; an absent episode that was graded missing again is a missing one.",
        ),
        Dimension(
            "month",
            "Month",
            partitions=_EVENTS,
            overlaps=_PEOPLE,
            meaning="The month in which an episode starts, an offence is recorded, a report received.",
        ),
        Dimension(
            "in_care",
            "In care at the start",
            partitions=_EPISODES,
            overlaps=_CHILDREN,
            categories={"yes": "In care", "no": "Not in care"},
            columns=("police_care_marker",),
            meaning="Of an episode: on the day it started. Of a child: at the start of at least one episode; "
            "a child who came into care during the year is in both groups.",
        ),
        Dimension(
            "care_source",
            "Care status known from",
            partitions=_EPISODES,
            overlaps=_CHILDREN,
            categories={
                "looked_after": "This authority's looked-after record",
                "placed_by_others": "Another authority's placement",
                "police_marker": "Police marker only",
                "none": "Not in care",
            },
            columns=("police_care_marker",),
            meaning="The first of the sources that puts the child in care on the day.",
        ),
        Dimension(
            "police_marker",
            "Police care marker",
            partitions=_EPISODES,
            overlaps=_CHILDREN,
            categories={"yes": "Marked in care", "no": "Marked not in care", "U": "Not recorded"},
            unknown="U",
            columns=("police_care_marker",),
            meaning="What the police recorded, whatever the other sources say.",
        ),
        Dimension(
            "repeats",
            "Episodes in the period",
            partitions=_BOTH,
            categories={
                "1": "Once",
                "2": "Twice",
                "3": "Three times",
                "4": "Four times",
                "5": "Five times",
                "6-10": "6 to 10 times",
                "11-20": "11 to 20 times",
                "21-50": "21 to 50 times",
                "51+": "More than 50 times",
            },
            meaning="How many episodes the child had in the period.",
            events={
                **{str(number): (number, number) for number in range(1, 6)},
                "6-10": (6, 10),
                "11-20": (11, 20),
                "21-50": (21, 50),
                "51+": (51, None),
            },
        ),
        Dimension(
            "time_band",
            "Time of the start",
            partitions=_EPISODES,
            overlaps=_CHILDREN,
            categories={
                "00-05": "Midnight to 6 am",
                "06-11": "6 am to noon",
                "12-17": "Noon to 6 pm",
                "18-23": "6 pm to midnight",
                "U": "No time recorded",
            },
            unknown="U",
            meaning="When the child was last seen or left, by the clock in the United Kingdom.",
        ),
        Dimension(
            "day_kind",
            "Day of the start",
            partitions=_EPISODES,
            overlaps=_CHILDREN,
            categories={"weekday": "Monday to Friday", "weekend": "Saturday or Sunday"},
            meaning="The day on which the episode started; school holidays and bank holidays are not apart.",
        ),
        Dimension(
            "duration",
            "Length of the episode",
            partitions=_EPISODES,
            overlaps=_CHILDREN,
            categories={
                "0-7h": "Under 8 hours",
                "8-15h": "8 to under 16 hours",
                "16-23h": "16 to under 24 hours",
                "24-47h": "1 to under 2 days",
                "2-6d": "2 to under 7 days",
                "7-27d": "7 to under 28 days",
                "28d+": "28 days or more",
                "open": "No return recorded",
                "U": "Not known to the hour",
            },
            unknown="U",
            meaning="From the start to the return, where both have a time. An episode without a return had "
            "not ended when the extract was made, or its end was not recorded.",
        ),
        Dimension(
            "missing_from_type",
            "Missing from",
            partitions=_EPISODES,
            overlaps=_CHILDREN,
            categories={
                "home": "Home",
                "foster": "Foster placement",
                "children's home": "Children's home",
                "school": "School",
                "hospital": "Hospital",
                "other": "Another place",
                "U": "Not recorded",
            },
            unknown="U",
            meaning="The kind of place that the child was missing from, as the police recorded it.",
        ),
        Dimension(
            "risk_level",
            "Risk assessed",
            partitions=_EPISODES,
            overlaps=_CHILDREN,
            categories={
                "high": "High",
                "medium": "Medium",
                "low": "Low",
                "no apparent risk": "No apparent risk",
                "U": "Not recorded",
            },
            unknown="U",
            meaning="As the police assessed it for the episode.",
        ),
        Dimension(
            "home_area",
            "Home authority",
            partitions=_EPISODES,
            overlaps=_CHILDREN,
            categories={"own": "This authority", "other": "Another authority", "U": "Not recorded"},
            unknown="U",
            meaning="Whose child it is by the police record: where the child lives, or who is responsible.",
        ),
        Dimension(
            "offered",
            "Offered",
            partitions=_INTERVIEWS,
            categories={"yes": "Offered", "no": "Not offered"},
            meaning="A day of the offer is recorded, or an answer to one.",
        ),
        Dimension(
            "offered_in_time",
            "Offered within 72 hours",
            partitions=_INTERVIEWS,
            categories=_YES_NO_UNKNOWN,
            unknown="U",
            meaning="By the third day after the return, since the record has days and no times. Not recorded "
            "where the day of the return is not, or an offer has no day.",
        ),
        Dimension(
            "completed",
            "Completed",
            partitions=_INTERVIEWS,
            categories={"yes": "Took place", "no": "Did not take place"},
            meaning="A day on which the interview took place is recorded.",
        ),
        Dimension(
            "completed_in_time",
            "Completed within 72 hours",
            partitions=_INTERVIEWS,
            categories=_YES_NO_UNKNOWN,
            unknown="U",
            meaning="By the third day after the return. Not recorded where the day of the return is not.",
        ),
        Dimension(
            "response",
            "Response to the offer",
            partitions=_INTERVIEWS,
            categories={
                "accepted": "Accepted",
                "declined": "Declined",
                "not reached": "Not reached",
                "not appropriate": "Not appropriate",
                "U": "Not recorded",
            },
            unknown="U",
            meaning="As the council recorded it; a child may decline.",
        ),
        Dimension(
            "independent",
            "Independent interviewer",
            partitions=_INTERVIEWS,
            categories=_YES_NO_UNKNOWN,
            unknown="U",
            meaning="Whether the interviewer was independent of the child's placement.",
        ),
        Dimension(
            "suspects",
            "Suspects of the offence",
            partitions=_OFFENCES,
            categories={"lone": "One", "group": "More than one", "U": "Not known"},
            unknown="U",
            columns=("suspects_reported",),
            meaning="The larger of those identified and those reported. Not known where the number was not "
            "reported and fewer than two are identified: one identified is not acting alone.",
        ),
        Dimension(
            "gang",
            "Gang marker",
            partitions=_OFFENCES,
            categories={"yes": "Marked as gang-related", "no": "Assessed, not marked", "U": "Not assessed"},
            unknown="U",
            columns=("gang_marker",),
            meaning="The police marker on the crime; blank means that nobody assessed it.",
        ),
        Dimension(
            "recency",
            "Recent or non-recent",
            partitions=_OFFENCES,
            categories={"recent": "Recent", "non-recent": "Non-recent", "U": "Not recorded"},
            unknown="U",
            columns=("committed_from",),
            meaning="Non-recent: committed more than 12 months before it was recorded.",
        ),
        Dimension(
            "online",
            "Committed online",
            partitions=_OFFENCES,
            categories=_YES_NO_UNKNOWN,
            unknown="U",
            columns=("online",),
            meaning="As recorded on the crime.",
        ),
        Dimension(
            "suspect_age",
            "Age at first offence",
            partitions=_PERSONS,
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
            partitions=_CHILDREN,
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
            partitions=_PEOPLE,
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
            partitions=_CHILDREN,
            categories={"yes": "14 to 16", "no": "Younger or older", "U": "Uncertain or not recorded"},
            unknown="U",
            columns=("date_of_birth",),
            meaning="At the first offence, where the age is known.",
            years={"yes": (14, 16)},
            known_where=_AGE_IS_CERTAIN,
        ),
        Dimension(
            "nationality",
            "Nationality",
            partitions=_PERSONS,
            categories={"british": "British", "other": "Other", "U": "Not recorded"},
            unknown="U",
            columns=("nationality",),
            meaning="As recorded most often for the person.",
        ),
        Dimension(
            "linked_by",
            "Linked by",
            partitions=frozenset(),
            overlaps=_PERSONS,
            categories={
                "shared_offence": "The same offence",
                "shared_victim": "The same victim, in two offences",
            },
            meaning="One person can be linked in both ways.",
        ),
        Dimension(
            "drugs_alcohol",
            "Drugs or alcohol",
            partitions=_REPORTS,
            categories={"yes": "Linked to drugs or alcohol", "no": "Not linked", "U": "Not recorded"},
            unknown="U",
            columns=("tags", "text"),
            meaning=_THEME,
        ),
        Dimension(
            "social_media",
            "Social media",
            partitions=_REPORTS,
            categories={"yes": "Mentions social media", "no": "No mention", "U": "Not recorded"},
            unknown="U",
            columns=("tags", "text"),
            meaning=_THEME,
        ),
        Dimension(
            "drug_networks",
            "Dangerous drugs networks",
            partitions=_REPORTS,
            categories={
                "yes": "Linked to a dangerous drugs network",
                "no": "Not linked",
                "U": "Not recorded",
            },
            unknown="U",
            columns=("tags", "text"),
            meaning=_THEME,
        ),
        Dimension(
            "community_area",
            "Community area",
            partitions=frozenset(),
            overlaps=_REPORTS | _PERSONS | _units(Unit.MATTERS),
            unknown="U",
            is_open=True,
            columns=("community_area",),
            meaning="Where information was received, not where harm occurs. A report may name several areas.",
        ),
        Dimension(
            "age_identified",
            "Age when identified",
            partitions=_CHILDREN,
            categories={
                "0-11": "Under 12",
                "12-13": "12 to 13",
                "14-15": "14 to 15",
                "16-17": "16 to 17",
                "U": "Not recorded",
            },
            unknown="U",
            columns=("date_of_birth",),
            meaning="Completed years on the day of the child's first identification in the period.",
        ),
        Dimension(
            "power",
            "Power used",
            partitions=_ACTIONS,
            unknown="U",
            is_open=True,
            is_ranked=True,
            columns=("power",),
        ),
        Dimension(
            "agency",
            "Agency",
            partitions=_ACTIONS,
            unknown="U",
            is_open=True,
            is_ranked=True,
            columns=("agency",),
        ),
        Dimension(
            "absent_10pct",
            "Missed a tenth of sessions",
            partitions=_CHILDREN,
            categories={"yes": "A tenth or more", "no": "Less"},
            columns=("sessions_unauthorised",),
            meaning="A tenth or more of the possible sessions missed without authorisation.",
        ),
    )
}
