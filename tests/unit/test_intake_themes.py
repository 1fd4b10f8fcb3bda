"""Themes of reports, against sentences that were labelled by hand before there was a rule to find them."""

from __future__ import annotations

import pandas as pd
import pytest
from project import ROOT

from profile_lib.edition import ThemeWords, load_edition
from profile_lib.intake.themes import themes_of

THEMES = load_edition("2015", ROOT / "parameters").themes
DRUGS, SOCIAL, NETWORK = "drugs_alcohol", "social_media", "drug_networks"

SENTENCES: list[tuple[str, set[str]]] = [
    # plain mentions
    ("Concern that a young person was offered alcohol at an address in the town.", {DRUGS}),
    ("Seen drinking vodka in the park with older persons.", {DRUGS}),
    ("Smelt of CANNABIS on return to the placement.", {DRUGS}),
    ("Believed to be given drugs in return for errands.", {DRUGS}),
    ("Found drunk near the station.", {DRUGS}),
    ("Contacted over Facebook by an adult she does not know.", {SOCIAL}),
    ("Receives messages by Snapchat, WhatsApp and Kik.", {SOCIAL}),
    ("Met him in a chat-room and later on Instagram.", {SOCIAL}),
    ("Uses ask.fm every day.", {SOCIAL}),
    ("Thought to carry packages for a county lines group.", {NETWORK}),
    ("Possible link to a dangerous drugs network from London.", {DRUGS, NETWORK}),
    ("The flat is used for cuckooing; cannabis was found.", {DRUGS, NETWORK}),
    ("Added on social-media and then offered lager.", {SOCIAL, DRUGS}),
    ("Drug-related litter at the address.", {DRUGS}),
    ("Vodka/cider bought for the group.", {DRUGS}),
    # nothing of the kind
    ("Seen in the company of older persons near the town centre.", set()),
    ("Has a new telephone and will not say who gave it to her.", set()),
    ("", set()),
    # words that only look alike
    ("Works at the drugstore on Saturdays.", set()),
    ("Meets friends by the drug store.", set()),
    ("Was given an alcohol-free drink.", set()),
    ("The party was drug free, as the youth club had said.", set()),
    ("Bought a non-alcoholic cocktail.", set()),
    ("Took alcohol gel from the school office.", set()),
    ("Attended a drugs awareness session at school.", set()),
    ("Lives in Beerdale Close, near the Kickers shop.", set()),
    ("Sat in the beer garden with her parents.", set()),
    ("Kept wine gums for her brother.", set()),
    ("A tinder dry field was set alight.", set()),
    ("Drove over the county line into Dorset.", set()),
    ("Anti-drugs posters in the youth club.", set()),
    # said not to be so
    ("No mention of drugs.", set()),
    ("The report did not refer to alcohol.", set()),
    ("There is nothing to add and no sign of drugs or alcohol.", set()),
    ("No mention of drugs, alcohol or social media.", set()),
    ("Returned home without having used cannabis.", set()),
    ("Didn’t use Facebook on the day.", set()),
    ("She denied drinking.", set()),
    ("Drugs were not mentioned.", set()),
    ("Drugs and alcohol were not involved.", set()),
    ("Alcohol use wasn't seen by staff.", set()),
    ("Neither cannabis nor alcohol was found.", set()),
    ("Not thought to be part of a county lines group.", set()),
    ("No information that the group uses\nsocial media.", set()),
    ("Never seen with drugs and alcohol.", set()),
    # said of something else in the sentence
    ("No concerns at school, but she was seen drinking cider.", {DRUGS}),
    ("Did not return to the placement; smelt of cannabis.", {DRUGS}),
    ("No injuries. Had been drinking.", {DRUGS}),
    ("Did not come home and was found drunk.", {DRUGS}),
    ("Was not at school when friends saw her drinking.", {DRUGS}),
    ("No longer in touch with him, uses Facebook to find others.", {SOCIAL}),
    ("There was no alcohol but drugs were found.", {DRUGS}),
    ("No mention of drugs; he contacted her over Instagram.", {SOCIAL}),
    ("Would not say who bought the vodka.", {DRUGS}),
    ("Alcohol was offered, drugs were not.", {DRUGS}),
    ("She was drunk and he was not identified.", {DRUGS}),
    # a not that denies nothing
    ("Not only alcohol was offered.", {DRUGS}),
    ("She did not deny using cannabis.", {DRUGS}),
    ("No doubt drugs are sold there.", {DRUGS}),
    ("Not the first time that she was found drunk.", {DRUGS}),
]


def found(texts: list[str | None], tags: list[str | None]) -> list[set[str]]:
    frame = themes_of(pd.Series(texts, dtype="str"), pd.Series(tags, dtype="str"), THEMES)
    return [{theme for theme in frame if frame.loc[row, theme] == "yes"} for row in frame.index]


@pytest.mark.parametrize(("sentence", "themes"), SENTENCES, ids=[text[:40] for text, _ in SENTENCES])
def test_a_sentence_is_about_what_a_reader_says_it_is_about(sentence: str, themes: set[str]) -> None:
    assert found([sentence], [None]) == [themes]


def test_the_table_has_enough_of_everything() -> None:
    assert len(SENTENCES) >= 40
    for theme in (DRUGS, SOCIAL, NETWORK):
        assert sum(theme in themes for _, themes in SENTENCES) >= 3


def test_a_sentence_is_judged_by_itself_wherever_it_stands() -> None:
    texts = [text for text, _ in SENTENCES]
    together = pd.Series(texts, index=range(100, 100 + len(texts)), dtype="str")
    frame = themes_of(together, pd.Series(None, index=together.index, dtype="str"), THEMES)
    alone = pd.concat(
        [themes_of(together[[n]], pd.Series([None], [n], dtype="str"), THEMES) for n in frame.index]
    )
    pd.testing.assert_frame_equal(frame, alone)


@pytest.mark.parametrize(
    ("tags", "themes"),
    [
        ("drugs", {DRUGS}),
        ("missing; ALCOHOL ", {DRUGS}),
        ("social_media;drugs", {SOCIAL, DRUGS}),
        ("Dangerous-Drugs  Network", {NETWORK}),
        ("county lines;", {NETWORK}),
        ("no drugs", set()),  # a tag is the whole of it
        ("drugstore; social", set()),
        (";;", set()),
    ],
)
def test_a_tag_gives_its_theme_whatever_the_text_says(tags: str, themes: set[str]) -> None:
    assert found(["Seen at the station."], [tags]) == [themes]
    assert found(["No mention of drugs, alcohol or social media."], [tags]) == [themes]


def test_a_tag_and_a_word_of_one_theme_are_one_yes() -> None:
    assert found(["Offered vodka.", "Offered vodka.", None], ["social media", "drugs", "drugs"]) == [
        {DRUGS, SOCIAL},
        {DRUGS},
        {DRUGS},
    ]


def test_without_text_and_tags_there_is_no_answer() -> None:
    frame = themes_of(pd.Series([None, ""], dtype="str"), pd.Series([None, None], dtype="str"), THEMES)
    assert frame.loc[0].isna().all()
    assert frame.loc[1].eq("no").all()
    assert list(frame) == [DRUGS, SOCIAL, NETWORK]


def test_the_words_are_those_of_the_parameters() -> None:
    words = {"drug_networks": ThemeWords(label="a theme", tags=("x",), words=("a.b", "two  words"))}
    texts = pd.Series(["a.b", "acb", "two-words", "two\nwords", "twowords", "a.bc", "no a.b"], dtype="str")
    frame = themes_of(texts, pd.Series(None, index=texts.index, dtype="str"), words)
    assert frame["drug_networks"].tolist() == ["yes", "no", "yes", "yes", "no", "no", "no"]


def test_a_long_text_takes_no_time() -> None:
    """A pattern that tries again at every character would not end on these."""
    texts = pd.Series(
        ["no " + "word, " * 4000 + "drugs", "drugs and " * 4000, "not " * 4000 + "drug"], dtype="str"
    )
    frame = themes_of(texts, pd.Series(None, index=texts.index, dtype="str"), THEMES)
    assert frame["drugs_alcohol"].tolist() == ["yes", "yes", "no"]
