"""What a user is told of an error that the system raised."""

from __future__ import annotations

import pytest

from profile_lib.errors import in_words


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left", "findings.json"), "findings.json: No space left. Check the folder"),
        (OSError(24, "Too many open files"), "Too many open files. Run it again"),
        (TimeoutError("the scheduler has not answered"), "the scheduler has not answered. Run it again"),
        (ConnectionResetError(), "ConnectionResetError. Run it again"),
    ],
)
def test_an_error_of_the_system_says_what_to_do(error: OSError, said: str) -> None:
    words, code = in_words(error)
    assert said in words and "None" not in words and code == 2
