"""What may be in no file is found by its hash as it is by its words."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from profile_lib.publication.checks.secret import _can_be_searched, _in_words, words_of
from profile_lib.publication.checks.values import Values

WORDS = st.lists(st.sampled_from(["a", "b", "ab", "1"]), max_size=6)


@settings(max_examples=60)
@given(st.lists(st.tuples(WORDS.filter(bool), st.sampled_from(["one", "two"])), max_size=5), WORDS)
def test_those_of_a_text_are_found_once_each_with_the_last_kind(
    told: list[tuple[list[str], str]], text: list[str]
) -> None:
    known = {tuple(words): kind for words, kind in told}
    values = Values((pd.Series([" ".join(words)], dtype="str"), kind) for words, kind in told)
    runs = {tuple(text[start:end]) for end in range(len(text) + 1) for start in range(end)}
    assert len(values) == len(known)
    assert sorted(values.among(text)) == sorted((row, known[row]) for row in runs if row in known)


@settings(max_examples=100)
@given(st.lists(st.text(max_size=8) | st.text("aA1-é /_٣", max_size=8), max_size=5))
def test_values_are_taken_apart_as_texts_are(values: list[str]) -> None:
    own = _in_words(pd.Series(values, dtype="str")).sort_index()
    assert own.tolist() == [" ".join(words_of(value)) for value in values]
    for value, searched in zip(values, _can_be_searched(own), strict=True):
        compact = "".join(words_of(value))
        long_enough = len(compact) >= (6 if compact.isdigit() else 5)
        assert searched == (any(letter.isdigit() for letter in compact) and long_enough)
