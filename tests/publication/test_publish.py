"""What two people signed is put out unchanged, and kept; nothing else is."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from edition_made import Made, figure, workspace

from profile_lib.cli import main
from profile_lib.errors import InputError, ProfileError, PublicationBlocked
from profile_lib.publication.approval import approve
from profile_lib.publication.publish import publish, published_figures
from profile_lib.publication.staging import restore
from profile_lib.workspace import Workspace

ROLES = {"Ann Carter": "safeguarding lead", "Ben Dale": "force legal officer"}
FILES = {"summary.html", "summary.docx", "summary.pdf", "tables.xlsx", "tables/children.csv"}


@pytest.fixture
def work(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)


@pytest.fixture
def made(work: Workspace) -> Made:
    made = Made(work.outputs / "2015")
    made.checked()
    return made


@pytest.fixture
def sign(work: Workspace, made: Made) -> Callable[[], None]:
    """``sign()``: both people sign the bytes as they lie there."""

    def both() -> None:
        for name, role in ROLES.items():
            approve("2015", work, name=name, role=role, today=date(2016, 5, 4))

    return both


def files(folder: Path) -> dict[str, bytes]:
    found = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def revise(made: Made, children: int) -> None:
    """Another edition of the same year."""
    made.figures(figure("missing.children", children), figure("missing.hidden", 3, "suppressed"))
    made.write("public/tables/children.csv", f"SYNTHETIC\nsex,children\nF,{children}\n")
    made.checked()


def test_the_bytes_are_those_that_were_signed(work: Workspace, made: Made, sign: Callable[[], None]) -> None:
    sign()
    done = publish("2015", work)
    assert (done.folder, done.files, done.new, done.revision) == (work.published / "2015", 5, True, None)
    out = files(work.published / "2015")
    assert out.keys() == {*FILES, "figures.json", "approvals.jsonl"}
    for name in FILES:
        assert out[name] == (made.folder / "public" / name).read_bytes()


def test_the_figures_are_the_public_ones_with_what_is_printed_of_them(
    work: Workspace, made: Made, sign: Callable[[], None]
) -> None:
    share = {
        "state": "shown",
        "value": 0.22,
        "numerator": 100,
        "denominator": 454,
        "says": [{"terms": {"a": 1}}],
    }
    made.figures(
        figure("missing.children", 454),
        figure("missing.in_care_share", 0.22026, kind="share", numerator=100, denominator=454, public=share),
        figure(
            "missing.hidden", 3, "suppressed", where={"sex": "F"}, previous={"edition": "2014", "value": 4}
        ),
        figure("missing.exact", 16, "rounded", public={"state": "rounded", "value": 15}),
        figure("missing.most", 60, public={"state": "shown", "said": "most"}),
        figure("missing.inside", 7, "internal"),
    )
    made.checked()
    sign()
    publish("2015", work)
    document = json.loads((work.published / "2015/figures.json").read_text(encoding="utf-8"))
    assert (document["edition"], document["area"], document["synthetic"]) == ("2015", "Wiltshire", True)
    kept = {entry["key"]: entry for entry in document["figures"]}
    assert list(kept) == [
        "missing.children", "missing.exact", "missing.hidden", "missing.in_care_share", "missing.most",
    ]  # fmt: skip
    assert kept["missing.in_care_share"]["public"] == share
    assert kept["missing.exact"]["public"] == {"state": "rounded", "value": 15}
    assert kept["missing.hidden"] == {
        "key": "missing.hidden", "id": "missing.hidden", "where": {"sex": "F"}, "kind": "count",
        "label": "Figure missing.hidden", "unit": "children", "base": "children under 18",
        "period": ["2015-01-01", "2015-11-30"], "area": "Wiltshire", "public": {"state": "suppressed"},
    }  # fmt: skip
    inner = {"value", "numerator", "denominator", "people", "previous", "interval", "source", "caveats"}
    assert not any(inner & entry.keys() for entry in kept.values())


def test_nobody_signed(work: Workspace, made: Made) -> None:
    with pytest.raises(PublicationBlocked) as refused:
        publish("2015", work)
    assert refused.value.exit_code == 3
    for line in ("anonymity: ", "proceedings: ", "two different people sign these bytes; so far 0 did"):
        assert line in str(refused.value)
    assert not (work.published / "2015").exists()


@pytest.mark.parametrize(
    "name", [*(f"public/{name}" for name in sorted(FILES)), "findings.json", "checks.json"]
)
def test_tampering_with_one_byte_of_a_reviewed_file(
    work: Workspace, made: Made, sign: Callable[[], None], name: str
) -> None:
    sign()
    file = made.folder / name
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))
    with pytest.raises((PublicationBlocked, InputError, ValueError, KeyError)) as refused:
        publish("2015", work)
    assert isinstance(refused.value, PublicationBlocked), f"{name}: {refused.value!r}"
    assert files(work.published / "2015").keys() == {"approvals.jsonl"}


def test_published_twice_is_published_once(work: Workspace, made: Made, sign: Callable[[], None]) -> None:
    sign()
    publish("2015", work)
    before = files(work.published)
    done = publish("2015", work)
    assert (done.new, done.revision) == (False, None)
    assert files(work.published) == before


def test_a_revision_keeps_the_earlier_bytes_figures_and_signatures(
    work: Workspace, made: Made, sign: Callable[[], None]
) -> None:
    editions: list[dict[str, bytes]] = []
    for children in (12, 13, 14):
        revise(made, children)
        sign()
        done = publish("2015", work)
        assert done.revision == (len(editions) or None)
        out = files(work.published / "2015")
        editions.append({name: found for name, found in out.items() if name in {*FILES, "figures.json"}})
    for number, earlier in enumerate(editions[:-1], start=1):
        assert files(work.published / f"2015/revisions/{number}") == earlier
    assert json.loads(editions[0]["figures.json"])["figures"][0]["public"]["value"] == 12
    approvals = (work.published / "2015/approvals.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(approvals) == 6
    figures = published_figures(work.published / "2015")
    assert figures is not None and figures["figures"][0]["public"]["value"] == 14


def test_a_copy_to_hand_out_has_the_files_and_figures_and_no_names(
    work: Workspace, made: Made, sign: Callable[[], None], tmp_path: Path
) -> None:
    sign()
    (tmp_path / "web/2015").mkdir(parents=True)
    (tmp_path / "web/2015/old.html").write_text("gone")
    done = publish("2015", work, tmp_path / "web")
    assert done.copy == tmp_path / "web/2015"
    copy = files(tmp_path / "web")
    assert copy.keys() == {f"2015/{name}" for name in (*FILES, "figures.json")}
    assert copy["2015/summary.pdf"] == (made.folder / "public/summary.pdf").read_bytes()
    assert (work.published / "2015/figures.json").is_file(), "later editions are protected by the record"


def test_a_public_file_does_not_take_the_place_of_the_record(
    work: Workspace, made: Made, sign: Callable[[], None]
) -> None:
    made.write("public/figures.json", '{"note": "SYNTHETIC"}')
    made.checked()
    sign()
    with pytest.raises(ProfileError, match=r"may not be called figures.json"):
        publish("2015", work)


def test_killed_between_the_two_renames(work: Workspace, made: Made, sign: Callable[[], None]) -> None:
    sign()
    publish("2015", work)
    before = files(work.published / "2015")
    (work.published / "2015").rename(work.published / ".previous-2015")
    (work.published / ".staging-2015-x").mkdir()
    assert restore(work.published) == ["2015"]
    assert files(work.published / "2015") == before


def test_an_edition_that_was_not_run_or_does_not_exist(work: Workspace) -> None:
    for year in ("2015", "1999"):
        with pytest.raises(InputError):
            publish(year, work)


def run(work: Workspace, *words: str) -> int:
    command, *rest = words
    return main([command, "--parameters", str(work.parameters), "--outputs", str(work.outputs), *rest])


def test_the_commands_from_sign_off_to_publication(
    work: Workspace, made: Made, capsys: pytest.CaptureFixture[Any]
) -> None:
    assert run(work, "publish", "2015") == 3
    assert "2015 is not published:" in capsys.readouterr().err
    for name, role in ROLES.items():
        assert run(work, "approve", "2015", "--name", name, "--role", role) == 0
    assert run(work, "publish", "2015") == 0
    assert f"2015: published 5 files in {work.published / '2015'}" in capsys.readouterr().out
    assert run(work, "publish", "2015") == 0
    assert "published already" in capsys.readouterr().out


def test_an_edition_that_a_killed_publish_left_aside_is_put_back_by_the_next_command(
    work: Workspace, made: Made, sign: Callable[[], None]
) -> None:
    sign()
    publish("2015", work)
    (work.published / "2015").rename(work.published / ".previous-2015")
    assert run(work, "publish", "2015") == 0
    assert (work.published / "2015/figures.json").is_file()
