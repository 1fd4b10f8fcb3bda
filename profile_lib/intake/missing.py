"""Missing and absent episodes, from the police, and the return interviews that are due after them."""

from __future__ import annotations

from profile_lib.intake import rules
from profile_lib.intake.areas import listed_area
from profile_lib.intake.columns import area, code, day, moment, reference, text, words, yes_no
from profile_lib.intake.schema import (
    BIRTH,
    ETHNICITY_SELF,
    FORENAME,
    NO_BIRTH,
    POLICE,
    POSTCODE,
    SEX,
    SOCIAL_CARE,
    SURNAME,
    Schema,
    unlisted,
)


def missing_episodes() -> Schema:
    """The schema of ``missing_episodes``."""
    episode = reference(
        "episode_ref", "episode reference", "the system's reference of the episode, one for each row"
    )
    person = reference("person_ref", "person reference", "the system's reference of the person")
    category = code("category", "what the episode was in the end: missing or absent", ("missing", "absent"))
    initial = code("category_initial", "what it was recorded as at first", category.codes)
    start = moment(
        "missing_from",
        "start of the episode",
        "when the person was last seen or left: date, and time where known",
    )
    reported = moment(
        "reported_at", "time of the report", "when it was reported to the police: date, and time where known"
    )
    end = moment(
        "returned_at", "return", "when the person was found or came back; blank while the episode is open"
    )
    risk = code("risk_level", "the risk assessed", ("high", "medium", "low", "no apparent risk"))
    place = code(
        "missing_from_type",
        "the kind of place the person was missing from",
        ("home", "foster", "children's home", "school", "hospital", "other"),
    )
    where = area("community area of the place the person was missing from")
    marker = yes_no("police_care_marker", "whether the police recorded that the child was in care")
    optional = (initial, risk, place, marker, reported)
    found = (
        words(
            "found_by", "finder", "who found the child: police, family, carers, the child came back, another"
        ),
        words("found_in", "place of finding", "the kind of place where the child was found"),
        words("harm", "harm", "harm the child came to: none or some"),
    )
    return Schema(
        extract="missing_episodes",
        partner=POLICE,
        row="a missing or absent episode recorded by the police",
        window="missing",
        day=start.name,
        columns=(
            episode, person, SURNAME, FORENAME, BIRTH, SEX, category, start, initial, reported, end,
            POSTCODE, risk, place, where,
            text("home_authority", "local authority the person lives in or is the responsibility of"),
            marker,
            *found,
            ETHNICITY_SELF,
            text("ethnicity_officer", "ethnicity as an officer saw it"),
        ),
        needed=frozenset(
            column.name
            for column in (episode, person, SURNAME, FORENAME, BIRTH, SEX, category, start)
        ),
        rules=(
            *rules.references(episode, person),
            *map(rules.recorded, (start, category)),
            rules.readable(start, "fault", essential=True),
            rules.readable(category, "fault", essential=True),
            *(rules.readable(column, "fault") for column in (end, BIRTH, SEX)),
            rules.in_order("end-before-start", start, end, "the episode ends before it starts"),
            rules.in_order("start-before-birth", BIRTH, start, "it starts before the date of birth"),
            rules.no_copy(episode),
            rules.one_row_each(episode),
            rules.starts_in_period(start),
            rules.child_at(start, BIRTH),
            *(rules.readable(column, "notice") for column in optional),
            NO_BIRTH,
            rules.blank("open", end, "no return is recorded: the episode is counted, its length not"),
            rules.open_at_the_end(start, end),
            rules.overlaps(person, start, end, open_lasts=False),
            rules.has_a_time(start),
            rules.has_a_time(end),
            rules.not_after_the_edition(end),
            listed_area(where),
            *map(unlisted, found),
        ),
    )  # fmt: skip


def return_interviews() -> Schema:
    """The schema of ``return_interviews``."""
    interview = reference(
        "interview_ref", "interview reference", "the council's reference of the interview, one for each row"
    )
    child = reference("child_ref", "child reference", "the council's reference of the child")
    returned = day("returned_on", "day of the return", "the day on which the child was found or came back")
    notified = day("notified_on", "day of the notice", "the day on which the council was told of the return")
    offered = day("offered_on", "day of the offer", "the day on which the interview was offered")
    completed = day(
        "completed_on", "day of the interview", "the day on which it took place; blank if it did not"
    )
    response = code(
        "response", "what came of the offer", ("accepted", "declined", "not reached", "not appropriate")
    )
    independent = yes_no("independent", "whether the interviewer was independent of the child's placement")
    return Schema(
        extract="return_interviews",
        partner=SOCIAL_CARE,
        row="a return interview that is due",
        window="missing",
        day=returned.name,
        columns=(
            interview, child, SURNAME, FORENAME, BIRTH, SEX, returned,
            text("episode_refs", "the police references of its episodes, semicolons between them"),
            notified, offered, response, completed, independent,
            text("authority", "the authority that owes the interview"),
        ),
        needed=frozenset(column.name for column in (interview, child, SURNAME, FORENAME, BIRTH, SEX)),
        rules=(
            *rules.references(interview, child),
            *(rules.readable(column, "fault") for column in (returned, BIRTH, SEX)),
            rules.in_order("return-before-birth", BIRTH, returned, "the return is before the date of birth"),
            rules.in_order(
                "interview-before-return", returned, completed, "the interview took place before the return"
            ),
            rules.no_copy(interview),
            rules.one_row_each(interview),
            rules.starts_in_period(returned),
            *(
                rules.readable(column, "notice")
                for column in (notified, offered, completed, response, independent)
            ),
            rules.blank("no-return", returned, "no day of the return: whether it was in time is not known"),
            NO_BIRTH,
        ),
    )  # fmt: skip
