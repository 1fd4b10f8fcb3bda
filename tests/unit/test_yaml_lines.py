"""Parameter files: what they may hold, and the line of what they may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from profile_lib.errors import InputError, Problem
from profile_lib.yaml_lines import DEEPEST, LARGEST, read_yaml


def problem(folder: Path, content: str | bytes) -> Problem:
    file = folder / "2015.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    with pytest.raises(InputError) as refused:
        read_yaml(file)
    (only,) = refused.value.problems
    assert only.file == "2015.yaml"
    return only


def test_values_and_lines(tmp_path: Path) -> None:
    file = tmp_path / "2015.yaml"
    file.write_bytes(
        b"\xef\xbb\xbf# a comment\nas_at: 2016-03-31\nlinkage:\n  auto: 0.99\n"
        b"words: [one,\n  two]\n2014: yes\n"
    )
    document = read_yaml(file)
    assert str(document.values["as_at"]) == "2016-03-31"
    assert document.values["linkage"] == {"auto": 0.99}
    assert document.values["words"] == ("one", "two")
    assert document.values["2014"] is True  # a key is a word, a value is what YAML says
    assert document.lines == {
        ("as_at",): 2,
        ("linkage",): 3,
        ("linkage", "auto"): 4,
        ("words",): 5,
        ("words", 0): 5,
        ("words", 1): 6,
        ("2014",): 7,
    }
    assert document.line(("linkage", "review")) == 3  # the nearest key above
    assert document.line(("nothing",)) is None


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("a: 1\nb: &x 2\n", 2, "anchors and aliases"),
        ("a: 1\nb: *x\n", 2, "anchors and aliases"),
        ("a: 1\nb: !!python/object/apply:os.getcwd []\n", 2, "tags are not used"),
        ("a: 1\nb: !!str 2\n", 2, "tags are not used"),
        ("a: 1\nb: 2\na: 3\n", 3, "'a' is given twice"),
        ("a:\n  b: 1\n  b: 2\n", 3, "'b' is given twice"),
        ("2015: 1\n'2015': 2\n", 2, "'2015' is given twice"),
        ("a: 1\n[b, c]: 2\n", 2, "a key is one word"),
        ("a: 1\n? {b: c}\n: 2\n", 2, "a key is one word"),
        ("a: 1\n\tb: 2\n", 2, "a tab character"),
        ("a: 1\nb: [1, 2\n", 3, "expected ',' or ']'"),
        ("a: 1\n---\nb: 2\n", 2, "another document"),
        ("a: 1\nb: 2015-02-30\n", 2, "day is out of range"),
        ("a: 1\nb: =\n", 2, "could not determine"),
        ("a: 1\nb: 0b_\n", 2, "invalid literal"),
        ("a: 1\nb: \x00\n", 2, "no text"),
        ("a: éééé\nb: \x07\nc: 1\nd: 2\ne: 3\n", 2, "no text"),  # where bytes and letters differ
        (b"a: 1\nb: \xe9t\xe9\n", 2, "is not UTF-8 text"),
        ("a: 1\n".encode("utf-16"), 1, "is not UTF-8 text"),
    ],
)
def test_refused_with_its_line(tmp_path: Path, content: str | bytes, line: int, message: str) -> None:
    found = problem(tmp_path, content)
    assert message in found.message
    assert found.line == line


@pytest.mark.parametrize("content", ["", "# nothing\n", "just text\n", "- a\n- b\n", "~\n"])
def test_no_mapping(tmp_path: Path, content: str) -> None:
    assert "holds no keys" in problem(tmp_path, content).message


@pytest.mark.parametrize("content", ["a: " + "[" * 5000, "".join(f"{' ' * i}a:\n" for i in range(500))])
def test_too_deep_to_follow(tmp_path: Path, content: str) -> None:
    found = problem(tmp_path, content)
    assert "keys within keys" in found.message
    assert found.line in (1, DEEPEST + 1)


def test_too_large(tmp_path: Path) -> None:
    assert "too large" in problem(tmp_path, "a: " + "x" * LARGEST).message


def test_a_date_that_does_not_exist_is_shown(tmp_path: Path) -> None:
    assert problem(tmp_path, "a: 2015-11-31\n").found == "'2015-11-31'"
