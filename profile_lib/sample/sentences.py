"""What the reports of the sample say: sober, sanitised sentences about nobody, and the tags beside them.

Each theme has sentences that are about it. The others are about none: some of them come near one (they deny
it, or use one of its words in another sense), and must not be counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from numpy.random import Generator

from profile_lib.sample.streams import choose

#: By theme, in the order in which the sentences of a report stand.
ABOUT: Mapping[str, Sequence[str]] = {
    "drugs_alcohol": (
        "Concern that {who} was offered alcohol at an address in the town.",
        "Information that {who} has been given cannabis by an older person.",
        "{Who} is reported to spend time {where} with people who use drugs.",
        "A worker noted that {who} had been drinking alcohol before coming home.",
        "An address in the town is said to be used by young people for drugs and alcohol.",
        "It is not known who supplied the alcohol that {who} was found with.",
        "A parent is worried that {who} is being given drugs {where}.",
    ),
    "social_media": (
        "{Who} is said to have been contacted by an older person through social media.",
        "Information that an account on Facebook is used to invite young people {where}.",
        "A parent found messages from somebody unknown to {who} on Instagram.",
        "{Who} told a worker about an older friend who was met on Snapchat.",
        "A school reports that an invitation {where} was passed round on social media.",
    ),
    "drug_networks": (
        "Information that {who} may be asked to carry drugs for a county lines group.",
        "{Who} is thought to be known to a drugs network from another force area; the source speaks of "
        "county lines.",
    ),
}
ABOUT_NONE: Sequence[str] = (
    "Information that {who} has been seen in the company of older persons {where}.",
    "{Who} is said to have been collected by an unknown vehicle {where}.",
    "A member of staff is concerned about new clothes and a telephone that {who} cannot explain.",
    "{Who} has been seen late at night {where}.",
    "A hotel in the town reports a booking by an adult for a group of young people.",
    "A parent is worried about an older friend of {who} who is known by a first name alone.",
    "A taxi driver reports that young people are often brought to one address in the town.",
    "{Who} is said to have stayed at an address in the town with people not known to the family.",
    "A youth worker asks for advice about {who} and a group of older persons {where}.",
    "{Who} did not attend school on several days and would not say where the time was spent.",
)
NEAR: Mapping[str, Sequence[str]] = {
    "drugs_alcohol": (
        "There is no mention of drugs. {Who} was seen {where} with older persons.",
        "{Who} was waiting outside the drugstore {where} and left with an older person.",
        "The source did not refer to alcohol.",
        "{Who} was seen {where}; there was no indication of drugs or alcohol.",
    ),
    "social_media": (
        "The contact was made in person and not through social media.",
        "There was no use of social media. {Who} met the person {where}.",
    ),
    "drug_networks": (
        "The coach of the county team reports an unknown adult {where}.",
        "There is no indication of county lines. {Who} was with friends {where}.",
    ),
}
NEAR_SHARE = 0.12  # of the reports without a theme in their text
WHO = ("a young person", "a girl", "a boy", "a pupil", "a child in care", "a teenager")
WHERE = (
    "near the town centre", "in a park", "at the railway station", "by the leisure centre", "in a car park",
    "outside a takeaway", "by the bus station",
)  # fmt: skip

TAGS: Mapping[str, Sequence[str]] = {
    "drugs_alcohol": ("drugs", "alcohol"), "social_media": ("social media",),
    "drug_networks": ("county lines",),
}  # fmt: skip
OTHER_TAGS = ("association", "vehicle", "missing", "gifts", "hotel", "older persons", "school")
HOW = ("tag", "text", "both")  # says that a report has a theme


def written(rng: Generator, themes: pd.DataFrame, tagged: float) -> tuple[pd.Series[str], pd.Series[str]]:
    """The text and the tags (several: semicolons) of reports, from their true ``themes`` (a column of
    booleans each). ``tagged``: share of a theme's reports with a tag; a third of these say nothing in the
    text."""
    shares = [tagged / 3, 1 - tagged, tagged * 2 / 3]
    ways = {theme: pd.Series(choose(rng, len(themes), HOW, shares), index=themes.index) for theme in ABOUT}
    in_text = pd.DataFrame({theme: themes[theme] & (ways[theme] != "tag") for theme in ABOUT})
    in_tags = pd.DataFrame({theme: themes[theme] & (ways[theme] != "text") for theme in ABOUT})
    return _texts(rng, themes, in_text), _tags(rng, in_tags)


def _texts(rng: Generator, themes: pd.DataFrame, in_text: pd.DataFrame) -> pd.Series[str]:
    n = len(themes)
    text = pd.Series("", index=themes.index, dtype="str")
    for theme, sentences in ABOUT.items():
        text = text.mask(in_text[theme], text + " " + choose(rng, n, sentences))
    near = choose(rng, n, [sentence for sentences in NEAR.values() for sentence in sentences])
    neutral = pd.Series(choose(rng, n, ABOUT_NONE), index=themes.index)
    neutral = neutral.mask(rng.random(n) < NEAR_SHARE, pd.Series(near, index=themes.index))
    text = text.mask(~in_text.any(axis=1), neutral)
    who, where = choose(rng, n, WHO), choose(rng, n, WHERE)
    filled = [
        line.strip().replace("{who}", person).replace("{Who}", person.capitalize()).replace("{where}", place)
        for line, person, place in zip(text, who, where, strict=True)
    ]
    return pd.Series(filled, index=themes.index, dtype="str")


def _tags(rng: Generator, in_tags: pd.DataFrame) -> pd.Series[str]:
    n = len(in_tags)
    tags = pd.Series(choose(rng, n, OTHER_TAGS), index=in_tags.index).astype("str")
    tags = tags.mask(rng.random(n) < 0.35, "")
    for theme, words in TAGS.items():
        tags = tags.mask(in_tags[theme], tags + ";" + choose(rng, n, words))
    return tags.str.strip(";")
