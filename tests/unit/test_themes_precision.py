"""How often the lexicon of themes is right: precision and recall on invented reports.

The reports were written and labelled before the rule was tried on them, and are none of those by which it
was made (test_intake_themes.py). By the first of the two sets it was improved then. Each says in the words
of a log what an officer or a worker might write; the label is what a reader would say that it is about.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest
from project import ROOT

from profile_lib.edition import load_edition
from profile_lib.intake.themes import themes_of

DRUGS, SOCIAL, NETWORK = "drugs_alcohol", "social_media", "drug_networks"

REPORTS: list[tuple[str, set[str]]] = [
    # something is said of a theme
    ("Child disclosed that he buys her cider and lets her friends drink in his flat.", {DRUGS}),
    ("Staff noticed a strong smell of cannabis on her clothing when she came back at midnight.", {DRUGS}),
    ("Caller states youths are smoking weed in the underpass with two adult males.", {DRUGS}),
    ("She was sick after drinking a bottle of vodka that an older male had left for her.", {DRUGS}),
    ("The males supply the girls with MDMA and ketamine at parties.", {DRUGS}),
    ("She said that she had taken legal highs with him on three occasions.", {DRUGS}),
    ("He is known to use cocaine and to have young people at his address.", {DRUGS}),
    ("Found intoxicated in the bus station; an ambulance was called.", {DRUGS}),
    ("Empty lager cans and nitrous oxide canisters were found behind the garages.", {DRUGS}),
    ("Mother reports that her daughter comes home under the influence at weekends.", {DRUGS}),
    ("Intelligence suggests heroin is dealt from the premises where the girls go.", {DRUGS}),
    ("She owes him money for drugs and says that she has to pay it back somehow.", {DRUGS}),
    ("He plied her with alcohol before taking photographs.", {DRUGS}),
    ("School nurse raised substance misuse as a worry in this case.", {DRUGS}),
    ("Was seen to be drunk and distressed, refused to say who she had been with.", {DRUGS}),
    ("A foster carer found a wrap of amphetamine in the bedroom.", {DRUGS}),
    ("They met on Facebook and he has since asked for images.", {SOCIAL}),
    ("She has over a thousand friends on Instagram, many of them adult males.", {SOCIAL}),
    ("Messages on her phone show contact by WhatsApp with an unknown male at night.", {SOCIAL}),
    ("He uses Snapchat because the pictures do not stay.", {SOCIAL}),
    ("Profile on a dating site gives her age as nineteen.", {SOCIAL}),
    ("Contact began in an online chat room and moved to Skype.", {SOCIAL}),
    ("The group passes round the names of girls on BBM.", {SOCIAL}),
    ("She has a second Twitter account which her parents know nothing about.", {SOCIAL}),
    ("An account on Kik is used to arrange meetings.", {SOCIAL}),
    ("He was added as a friend on social networking sites by several pupils.", {SOCIAL}),
    ("Concern that she is being groomed over social media by somebody who says he is sixteen.", {SOCIAL}),
    ("She is believed to run for a county lines group from London.", {NETWORK}),
    ("The address has been cuckooed by males from out of the area.", {NETWORK}),
    ("Two boys are thought to be drug runners for a named line.", {DRUGS, NETWORK}),
    ("A dangerous drugs network is using the hotel.", {DRUGS, NETWORK}),
    ("The deal line is advertised to young people by text.", {NETWORK}),
    ("He invited her on Facebook to a party where there was cocaine.", {SOCIAL, DRUGS}),
    ("Snapchat shows her with bottles of vodka and a male known to police.", {SOCIAL, DRUGS}),
    ("A county line has moved in and recruits through Instagram.", {NETWORK, SOCIAL}),
    # said, with a denial of something else beside it
    ("She has not been at school since Monday and was drunk when found.", {DRUGS}),
    ("No offences disclosed. Admits smoking cannabis daily.", {DRUGS}),
    ("He denies any sexual contact but accepts giving her alcohol.", {DRUGS}),
    ("Parents do not know that she is on Facebook.", {SOCIAL}),
    ("She will not hand over her phone, on which there are Snapchat messages from him.", {SOCIAL}),
    ("There is no CCTV, and staff say that the girls were drinking.", {DRUGS}),
    ("Did not attend the appointment because she was intoxicated.", {DRUGS}),
    ("She cannot explain the cocaine in her bag.", {DRUGS}),
    ("Never used to drink, now drunk most weekends.", {DRUGS}),
    ("He is not known to police; contacts girls by Instagram.", {SOCIAL}),
    ("Without her knowledge he put the images on Facebook.", {SOCIAL}),
    ("No one would say where the alcohol came from.", {DRUGS}),
    ("She does not deny that she was drinking.", {DRUGS}),
    # denied, or not known to be so
    ("No drugs found.", set()),
    ("No drugs or alcohol were involved.", set()),
    ("She denied drinking on the night.", set()),
    ("Denies using cannabis or any other drug.", set()),
    ("She is not on Facebook and does not have a smartphone.", set()),
    ("He says he does not use social media.", set()),
    ("There is nothing to suggest a link to county lines.", set()),
    ("No evidence of drug use at the address.", set()),
    ("A search of the room for drugs was negative.", set()),
    ("Enquiries have found no trace of him on Facebook, Instagram or Snapchat.", set()),
    ("She had not been drinking and was polite to officers.", set()),
    ("The drug test was negative.", set()),
    ("Toxicology shows neither alcohol nor drugs.", set()),
    ("There is no intelligence that the males are part of a drugs network.", set()),
    ("Alcohol was not a factor.", set()),
    ("She has never taken drugs.", set()),
    ("He has stopped using Facebook and has no other account.", set()),
    ("She stated she doesn't drink or take drugs.", set()),
    ("Staff ruled out alcohol as the cause.", set()),
    ("It is unlikely that drugs were involved.", set()),
    # a word of a theme in another sense
    ("She collects her prescription from the drug store on Fridays.", set()),
    ("Her mother works as a drug and alcohol worker for the council.", set()),
    ("The school held a drugs awareness week.", set()),
    ("He was drinking a cup of tea in the cafe when she walked in.", set()),
    ("Officers saw them drinking coffee in the shopping centre.", set()),
    ("The family lives in Weed Lane.", set()),
    ("A meeting took place in the garden of a wine bar, and nobody there knew her.", set()),
    ("The vehicle was parked outside the Cider Press restaurant.", set()),
    ("They live just over the county line in Somerset.", set()),
    ("He gave her a bottle of ginger beer and a sandwich.", set()),
    ("She is a runner for the county and trains every evening.", set()),
    ("A poster on internet safety was given to the family.", set()),
    # nothing of a theme
    ("She was picked up by a silver car and came back with a new phone.", set()),
    ("An older male has been waiting for her outside school.", set()),
    ("Missing since last night, known to visit an address in the town.", set()),
    ("Child has gifts that nobody in the family bought.", set()),
    ("Two girls were turned away by a hotel at two in the morning.", set()),
    ("Worker asks whether the male is known; first name only.", set()),
    ("She says that he is her boyfriend, and will not give his age.", set()),
    ("Taxi firm refused a booking that an adult made for a child.", set()),
]

KEPT_APART: list[tuple[str, set[str]]] = [
    ("Neighbours report loud music, and girls who look drunk being let in by a male.", {DRUGS}),
    ("The house is used by several adults who take heroin in front of the children.", {DRUGS}),
    ("Her friend says that the pair of them drank cider in the churchyard.", {DRUGS}),
    ("There are no marks on her arms. She says she has tried ketamine.", {DRUGS}),
    ("She did not want to go, but was told that there would be free alcohol.", {DRUGS}),
    ("He was arrested with cannabis in the car; no child was with him.", {DRUGS}),
    ("She is unable to say who put the drugs in her bag.", {DRUGS}),
    ("An advert was posted on Facebook for models aged sixteen.", {SOCIAL}),
    ("He cannot be identified from the Instagram profile.", {SOCIAL}),
    ("Parents were unaware that their daughter had been using a messaging app.", {SOCIAL}),
    ("He asked her never to mention the Snapchat account.", {SOCIAL}),
    ("A line from the city is believed to be cuckooing an address on the estate.", {NETWORK}),
    ("He runs a drugs line with his brother.", {DRUGS, NETWORK}),
    ("She talked on WhatsApp of being paid to hold drugs.", {SOCIAL, DRUGS}),
    ("No sign of alcohol.", set()),
    ("She did not appear to be drunk.", set()),
    ("The young people were sober, and nothing points to drugs.", set()),
    ("She has no account on Facebook or Instagram.", set()),
    ("He says that he never drinks alcohol.", set()),
    ("The parents do not let her have social media.", set()),
    ("There is no suggestion of county lines.", set()),
    ("Not known to use drugs or alcohol.", set()),
    ("A dog was used to search for drugs, without result.", set()),
    ("It cannot be said that alcohol played a part.", set()),
    ("The placement provides sessions on drugs education.", set()),
    ("Was drinking lemonade with her grandmother.", set()),
    ("A bottle of wine gums was in the glove box.", set()),
    ("Her father is a landlord and has beer delivered on Tuesdays.", {DRUGS}),
    ("She spoke of a teacher whom she trusts.", set()),
    ("The male drives a white van and works in the county.", set()),
]
"""More of them, by which no rule was made or changed: what to expect of reports that nobody has seen."""

REACHED: Mapping[str, tuple[float, float]] = {DRUGS: (0.93, 1.0), SOCIAL: (1.0, 1.0), NETWORK: (1.0, 1.0)}
"""Precision and recall by theme on the reports by which the rule was improved; at first they were 0.73 and
0.96, 0.94 and 0.88, 0.85 and 1. No change of the rule may lower them."""

REACHED_APART: Mapping[str, tuple[float, float]] = {
    DRUGS: (0.76, 1.0),
    SOCIAL: (1.0, 0.6),
    NETWORK: (1.0, 1.0),
}
"""The same on those kept apart: fewer of them, and a better guide to what new reports will bring."""


def themes_found(reports: list[tuple[str, set[str]]]) -> pd.DataFrame:
    texts = pd.Series([text for text, _ in reports], dtype="str")
    words = load_edition("2015", ROOT / "parameters").themes
    return themes_of(texts, pd.Series(None, index=texts.index, dtype="str"), words).eq("yes")


def precision_and_recall(reports: list[tuple[str, set[str]]], theme: str) -> tuple[float, float]:
    """Of the reports said to be about the theme the share that is, and of those that are the share found."""
    found = themes_found(reports)[theme]
    true = pd.Series([theme in about for _, about in reports])
    right = int((found & true).sum())
    return right / int(found.sum()), right / int(true.sum())


@pytest.mark.parametrize("theme", REACHED)
def test_the_themes_are_found_as_well_as_they_were(theme: str) -> None:
    for reports, reached in ((REPORTS, REACHED), (KEPT_APART, REACHED_APART)):
        precision, recall = precision_and_recall(reports, theme)
        least_precision, least_recall = reached[theme]
        assert precision >= least_precision
        assert recall >= least_recall


def test_the_reports_are_of_every_kind_and_none_is_in_both_sets() -> None:
    texts = [text for text, _ in (*REPORTS, *KEPT_APART)]
    assert len(set(texts)) == len(texts) >= 110
    assert sum(not about for _, about in REPORTS) >= 40
    assert all(sum(theme in about for _, about in REPORTS) >= 6 for theme in REACHED)
