"""People named as suspects of CSE offences, or charged or more: how many, how old, how often."""

from __future__ import annotations

from profile_lib.dataset import Dataset
from profile_lib.dataset.offences import OFFENDER
from profile_lib.figures import KNOWN, Count, MeanAge, NotAvailable, Share, Table, share, too_few_known
from profile_lib.measures.counting import count, table
from profile_lib.measures.definition import measure
from profile_lib.measures.people import people
from profile_lib.statistics import mean_interval

OFFENDERS, REPEAT = "cse.offenders", "cse.repeat_offenders"
NAMED, RELATIONSHIP = "named-not-proved", "relationship"
CHILDREN_TOO = "suspects-who-are-children"
SEX, BORN = "offence_people.sex", "offence_people.date_of_birth"


@measure(OFFENDERS, "People named as suspects", caveats=(NAMED,))
def offenders(data: Dataset, *by: str) -> Count | Table:
    """Distinct people with any part but that of a victim in a CSE offence of the period: named as suspects,
    charged, cautioned or convicted. Suspects who are not named cannot be counted."""
    rows = people(data, OFFENDER)
    if RELATIONSHIP in by:
        parts = data.frames["cse_people"]
        own = parts.loc[parts["part"].eq(OFFENDER), ["child", RELATIONSHIP]].drop_duplicates()
        rows = rows.merge(own, on="child")
    return table(data, OFFENDERS, rows, *by) if by else count(data, OFFENDERS, rows)


@measure(
    "cse.offender_mean_age",
    "Mean age of people named as suspects",
    of=OFFENDERS,
    columns=(BORN,),
    caveats=(NAMED,),
)
def offender_mean_age(data: Dataset) -> MeanAge | NotAvailable:
    """The mean of completed years at the first offence of the period, of people named as suspects whose age
    is known: neither not recorded nor uncertain because the offence's dates span a birthday.
    Not given where more than 30% are unknown."""
    rows = people(data, OFFENDER)
    ages = rows["age"].dropna().astype("int64").tolist()
    over = count(data, OFFENDERS, rows, {"age_certainty": "certain"})
    unknown = count(data, OFFENDERS, rows, {"suspect_age": "U"})
    return too_few_known(over, unknown, "years") or MeanAge(sum(ages), over, unknown, mean_interval(ages))


@measure(REPEAT, "People named as suspects of two or more offences", caveats=(NAMED,))
def repeat_offenders(data: Dataset) -> Count:
    """People named as suspects of two or more CSE offences that were recorded in the period."""
    rows = people(data, OFFENDER)
    return count(data, REPEAT, rows[rows["offences"].ge(2)])


@measure(
    "cse.offenders_of_several_victims",
    "People named as suspects of offences against two or more children",
    caveats=(NAMED,),
)
def offenders_of_several_victims(data: Dataset) -> Count:
    """People named as suspects of CSE offences of the period with two or more distinct named victims."""
    rows = people(data, OFFENDER)
    return count(data, "cse.offenders_of_several_victims", rows[rows["others"].ge(2)])


@measure(
    "cse.offenders_on_several_dates",
    "People named as suspects of offences on two or more dates",
    caveats=(NAMED,),
)
def offenders_on_several_dates(data: Dataset) -> Count:
    """People named as suspects of CSE offences of the period that began on two or more dates."""
    rows = people(data, OFFENDER)
    return count(data, "cse.offenders_on_several_dates", rows[rows["dates"].ge(2)])


@measure(
    "cse.female_offenders",
    "Women and girls named as suspects",
    of=OFFENDERS,
    columns=(SEX,),
    caveats=(NAMED,),
)
def female_offenders(data: Dataset) -> Count:
    """People named as suspects who are recorded as female."""
    return count(data, OFFENDERS, people(data, OFFENDER), {"sex": "F"})


@measure(
    "cse.offenders_british_share",
    "Share of people named as suspects who were British",
    of=OFFENDERS,
    columns=("offence_people.nationality",),
    caveats=(NAMED,),
)
def offenders_british_share(data: Dataset) -> Share | NotAvailable:
    """People named as suspects with British nationality, of those whose nationality is recorded."""
    return _share(data, "nationality", "british")


@measure(
    "cse.offenders_under_18",
    "Children and young people under 18 named as suspects",
    of=OFFENDERS,
    columns=(BORN,),
    caveats=(NAMED, CHILDREN_TOO),
)
def offenders_under_18(data: Dataset) -> Count:
    """People named as suspects who were under 18 at their first offence of the period. They are children whom
    the law protects too, and some are victims of exploitation themselves."""
    return count(data, OFFENDERS, people(data, OFFENDER), {"suspect_under_18": "yes"})


@measure(
    "cse.offenders_under_18_share",
    "Share of people named as suspects who were under 18",
    of=OFFENDERS,
    columns=(BORN,),
    caveats=(NAMED, CHILDREN_TOO),
)
def offenders_under_18_share(data: Dataset) -> Share | NotAvailable:
    """People named as suspects who were under 18 at their first offence of the period, of those whose age is
    known."""
    return _share(data, "suspect_under_18", "yes")


@measure(
    "cse.offenders_from_elsewhere_share",
    "Share of people named as suspects whose home authority is another",
    of=OFFENDERS,
    columns=("offence_people.home_authority",),
    caveats=(NAMED,),
)
def offenders_from_elsewhere_share(data: Dataset) -> Share | NotAvailable:
    """People named as suspects who live in another authority, or are its responsibility, of those of whom it
    is recorded."""
    return _share(data, "home_authority", "other")


def _share(data: Dataset, dimension: str, category: str) -> Share | NotAvailable:
    """The people of a category of those whose category is known."""
    rows = people(data, OFFENDER)
    part, known, unknown = (
        count(data, OFFENDERS, rows, {dimension: name}) for name in (category, KNOWN, "U")
    )
    return share(part, known, not_recorded=unknown)
