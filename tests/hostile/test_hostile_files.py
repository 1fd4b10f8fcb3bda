"""Files, folders, parameters and arguments that are not what they say: exit code 2, and what to do."""

from __future__ import annotations

import gzip
import os
import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace

import made
import pytest
from _pytest.mark import ParameterSet
from hypothesis import given, settings
from hypothesis import strategies as st
from project import ROOT, Project
from rows import SOUND
from test_intake_extracts import edition, write
from workbooks_made import Rows, ods, ods_row, packed, repacked, xlsx

from profile_lib.cli import main
from profile_lib.errors import InputError
from profile_lib.intake import Context, Extract, read_extract, read_extracts
from profile_lib.publication.manifest import write_set_aside

NAME = "looked_after"
HEADS = "child_ref,date_of_birth,sex,from_date,to_date"
ROW = "C1,2001-02-03,F,2014-05-01,2015-06-30"
TABLE = f"{HEADS}\n{ROW}\n"
CELLS = [line.split(",") for line in (HEADS, ROW)]
CONTEXT = Context(made.edition().windows["missing"], made.edition().as_at)

CONTENTS: list[tuple[bytes, str]] = [
    (b"", "the file is empty"),
    (b"\n \r\n\t\n", "the file is empty"),
    (b"\xef\xbb\xbf", "the file is empty"),
    (bytes(range(256)) * 20, "no text in UTF-8"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no text in UTF-8"),
    (b"\x7fELF\x02\x01\x01\0", "no text in UTF-8"),
    (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "a PDF"),
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\0", "a PDF"),
    (b"<!DOCTYPE html><html><table><tr><td>child_ref</td></tr></table>", "a web page"),
    (b"\xef\xbb\xbf  <html><body>" + TABLE.encode() + b"</body></html>", "a web page"),
    (b'<?xml version="1.0"?><Workbook/>', "a web page"),
    (b'{"child_ref": "C1"}', "must be there and is not"),
    (b"{\\rtf1 child_ref}", "must be there and is not"),
    (TABLE.encode("utf-16"), "no text in UTF-8"),
    (TABLE.encode("utf-16-be"), "no text in UTF-8"),
    (TABLE.encode("utf-32"), "no text in UTF-8"),
    (TABLE.encode().replace(b"C1", b"C\0001"), "no text in UTF-8"),
    (TABLE.encode() + b"\0" * 1000, "no text in UTF-8"),
    (gzip.compress(TABLE.encode()), "no text in UTF-8"),
    (b"PK\x03\x04" + bytes(100), "a workbook"),
    (b"\xd0\xcf\x11\xe0" + bytes(100), "a workbook"),
    (b"child_ref,date_of_birth\nC1,\x81\n", "no text in UTF-8"),
    (TABLE.encode().replace(b"C1", b'"C1'), "a quotation mark that is not closed"),
    (TABLE.encode().replace(b"C1", b'"C1"x'), "a quotation mark that is not closed or not doubled"),
    (TABLE.encode().replace(b"C1", b"x" * 200_000), "a cell too long"),
    (b"x" * 3_000_000, "a cell too long"),
    (b"," * 10_000 + b"\n", "a row of 10001 cells"),
    (TABLE.encode() + b"," * 10_000, "a row of 10001 cells"),
    (TABLE.encode().replace(b"sex", b"sex,sex"), "two columns have this heading"),
    (TABLE.encode().replace(b"sex", b"sex,S\xe2\x80\x8bex"), "two columns have this heading"),
    (TABLE.encode().replace(b"from_date", b"from"), "must be there and is not"),
    (ROW.encode() + b"\n" + ROW.encode(), "must be there and is not"),
    (b"SELECT * FROM children;", "must be there and is not"),
    (b"=cmd|' /C calc'!A0\n", "must be there and is not"),
    (b"../../etc/passwd", "must be there and is not"),
]
"""What a file named looked_after.csv may hold, and what the error says."""

Make = Callable[[Path], object]


def _far(folder: Path) -> None:
    path = xlsx(folder / f"{NAME}.xlsx", {"Data": CELLS})
    repacked(path, "xl/worksheets/sheet1.xml", b'r="A2"', b'r="XFD1048576"')


def _bomb(folder: Path, size: int) -> None:
    packed(folder / f"{NAME}.xlsx", {"xl/worksheets/sheet1.xml": bytes(size)})


def _linked(folder: Path, to: str | Path) -> None:
    (folder / f"{NAME}.csv").symlink_to(to)


def _outside(folder: Path) -> None:
    (folder.parent / "outside.csv").write_text(TABLE)
    _linked(folder, folder.parent / "outside.csv")


def _lying(folder: Path) -> None:
    """A member that says that it is shorter than it is."""
    path = xlsx(folder / f"{NAME}.xlsx", {"Data": CELLS})
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(path.read_bytes().replace(size.to_bytes(4, "little"), (7).to_bytes(4, "little")))


def _entities(folder: Path) -> None:
    """Entities of entities in the XML of a workbook."""
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    path = xlsx(folder / f"{NAME}.xlsx", {"Data": CELLS})
    head = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><worksheet'.encode()
    repacked(path, "xl/worksheets/sheet1.xml", b"<worksheet", head)
    repacked(path, "xl/worksheets/sheet1.xml", b">C1<", b">&a9;<")


def holds(content: bytes, ending: str = "csv") -> Make:
    """A folder with a file of the extract of this ending that holds this."""
    return lambda folder: (folder / f"{NAME}.{ending}").write_bytes(content)


def workbook(sheets: dict[str, Rows], ending: str = "xlsx", hidden: tuple[str, ...] = ()) -> Make:
    return lambda folder: xlsx(folder / f"{NAME}.{ending}", sheets, hidden)


def _two(folder: Path) -> None:
    for name in (f"{NAME}.csv", "LOOKED_AFTER.CSV.GZ"):
        (folder / name).write_text(TABLE)


def _repeating(folder: Path) -> None:
    for_ever = ods_row(CELLS[1], ' table:number-rows-repeated="999999999"')
    ods(folder / f"{NAME}.ods", ods_row(CELLS[0]) + for_ever)


UNPACKED = TABLE.encode()
FOLDERS: list[tuple[str, Make, str]] = [
    ("nothing", lambda folder: None, "there is no extract in the folder"),
    ("another name", lambda folder: (folder / "lookedafter.csv").write_text(TABLE), "there is no extract"),
    ("a folder", lambda folder: (folder / f"{NAME}.csv").mkdir(), "this is not a file (found a folder)"),
    ("a pipe", lambda folder: os.mkfifo(folder / f"{NAME}.csv"), "this is not a file (found a pipe"),
    ("a link to nothing", lambda folder: _linked(folder, "nowhere"), "this is not a file"),
    ("a link to itself", lambda folder: _linked(folder, f"{NAME}.csv"), "this is not a file"),
    ("a link to a device", lambda folder: _linked(folder, "/dev/zero"), "this is not a file"),
    ("a link out", _outside, "a link that leads out of the folder"),
    ("a link to a secret", lambda folder: _linked(folder, "/etc/passwd"), "a link that leads out"),
    ("two of them", _two, "is there more than once"),
    ("an old workbook", holds(b"\xd0\xcf\x11\xe0", "xls"), "of an old kind"),
    ("a workbook with programs", workbook({"Data": CELLS}, "xlsm"), "with programs in it"),
    ("no gzip", holds(UNPACKED, "csv.gz"), "cannot be unpacked"),
    ("half a gzip", holds(gzip.compress(UNPACKED * 99)[:-9], "csv.gz"), "cannot be unpacked"),
    ("a gzip of nothing", holds(gzip.compress(b""), "csv.gz"), "nothing in it"),
    ("a gzip in a gzip", holds(gzip.compress(gzip.compress(b"a")), "csv.gz"), "no text in UTF-8"),
    ("a CSV named as a workbook", holds(UNPACKED, "xlsx"), "not a workbook"),
    ("a damaged workbook", holds(b"PK\x03\x04" + bytes(99), "xlsx"), "not a workbook"),
    ("a zip of others", lambda folder: packed(folder / f"{NAME}.ods", {"../../x": b"x"}), "not a workbook"),
    ("a cell far off", _far, "too large to be an extract"),
    ("a member that lies about its size", _lying, "not a workbook"),
    ("a row that repeats for ever", _repeating, "too large to be an extract"),
    ("two sheets", workbook({"A": CELLS, "B": CELLS}), "several sheets"),
    ("a hidden sheet", workbook({"A": [["x"]], "B": CELLS}, hidden=("B",)), "is hidden"),
]
"""What a folder of extracts may hold, and what the error says."""


def _large(text: str) -> Make:
    """A cell of fifty million characters in quotation marks, made when it is needed."""

    def make(folder: Path) -> None:
        (folder / f"{NAME}.csv").write_text(TABLE.replace("C1", f'"{text * 25_000_000}"'))

    return make


def _wide(folder: Path) -> None:
    rows = [f"{line}{',x' * 10_000}" for line in (HEADS, *[ROW] * 1000)]
    (folder / f"{NAME}.csv").write_text("\n".join(rows))


def _packed_bomb(folder: Path) -> None:
    (folder / f"{NAME}.csv.gz").write_bytes(gzip.compress(bytes(300_000_000)))


LARGE: list[tuple[str, Make, str]] = [
    ("a bomb of a workbook", lambda folder: _bomb(folder, 300_000_000), "too large to be an extract"),
    ("a bomb of a gzip", _packed_bomb, "too large to be an extract"),
    ("a cell of fifty million characters", _large("xx"), "a cell too long"),
    ("one of as many lines", _large("x\n"), "a cell too long"),
    ("ten thousand columns", _wide, "a row of 10005 cells"),
]


def some_now(cases: Sequence[object]) -> list[ParameterSet]:
    """The places of all cases; two of three are tried in full alone."""
    return [pytest.param(n, marks=[pytest.mark.full] * (n % 3 > 0)) for n in range(len(cases))]


def errors(folder: Path) -> InputError:
    with pytest.raises(InputError) as error:
        read_extracts(folder, made.edition())
    return error.value


def tells(error: InputError, file: str, words: str) -> None:
    """Every problem names its file, what was found or expected, and what to do; one says these words."""
    assert words in str(error) and error.exit_code == 2
    for problem in error.problems:
        assert problem.file is not None and file in problem.file, problem
        assert problem.todo or problem.expected or problem.found, problem
        assert "\n" not in str(problem) and str(problem).isprintable() and len(str(problem)) < 500


@pytest.mark.parametrize("number", range(len(CONTENTS)))
def test_a_file_that_is_none_of_ours_is_refused_by_name(number: int, tmp_path: Path) -> None:
    content, words = CONTENTS[number]
    (tmp_path / f"{NAME}.csv").write_bytes(content)
    tells(errors(tmp_path), f"{NAME}.csv", words)


@pytest.mark.parametrize(
    ("make", "words"),
    [pytest.param(make, words, id=id) for id, make, words in FOLDERS]
    + [pytest.param(make, words, id=id, marks=pytest.mark.full) for id, make, words in LARGE],
)
def test_a_folder_that_holds_something_else_is_refused(make: Make, words: str, tmp_path: Path) -> None:
    folder = tmp_path / "extracts"
    folder.mkdir()
    make(folder)
    tells(errors(folder), "" if "there is no extract" in words or "once" in words else NAME, words)


def test_entities_in_a_workbook_are_not_worked_out(tmp_path: Path) -> None:
    _entities(tmp_path)
    try:
        extract = read_extracts(tmp_path, made.edition())[NAME]
    except InputError as error:
        tells(error, NAME, "not a workbook")
    else:
        assert extract.read == 1 and extract.rows["child_ref"].str.len().max() < 100


SOUND_ENOUGH = [
    TABLE.replace("\n", "\r\n"),
    TABLE.replace("\n", "\r"),
    "\ufeff" + TABLE,
    TABLE.replace(",", ";"),
    TABLE.replace(",", "\t"),
    TABLE.rstrip("\n"),
    TABLE + "\n\n,,,,\n",
    TABLE.replace("child_ref", " Child_REF\u200b "),
    TABLE.replace(HEADS, HEADS + ",=HYPERLINK(1),<script>").replace(ROW, ROW + ",=1+1,<b>"),
    TABLE.replace(HEADS, HEADS + ",").replace(ROW, ROW + ","),
    "List of children\n\n" + TABLE,
    TABLE.replace("F", '"F"').replace("C1", '"C""1\nx"'),
]


@pytest.mark.parametrize("number", some_now(SOUND_ENOUGH))
def test_a_file_that_is_written_otherwise_is_read_all_the_same(number: int, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.csv").write_bytes(SOUND_ENOUGH[number].encode())
    extract = read_extracts(tmp_path, made.edition())[NAME]
    assert (extract.read, extract.used) == (1, 1) and extract.rows["sex"].tolist() == ["F"]
    assert extract.notices.to_csv().isascii()


YEARS = (
    "../../2015",
    "2015/../..",
    "/2015",
    "２０１５",
    "20155",
    "2O15",
    "NaN",
    "",
    "2015\n",
    "2015\0",
    "0000",
    "9999",
    "%2e",
)
COMMANDS = ("run", "check", "show", "compare", "approve", "publish", "purge", "new")
MORE = {
    "show": ["missing.episodes"], "compare": ["2014"],
    "approve": ["--name", "A", "--role", "safeguarding lead"],
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_a_year_that_is_none_leads_nowhere(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], parameters: Path
) -> None:
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    folders = ["--parameters", str(parameters), "--outputs", str(tmp_path / "outputs")]
    if command in ("run", "check", "compare", "purge"):
        folders += ["--private", str(tmp_path / "private")]
    for year in YEARS:
        if year in ("0000", "9999") and command in ("purge", "new"):
            continue  # a year of which nothing is kept; 9999 is refused below as one without a next
        assert main([command, *folders, year, *MORE.get(command, [])]) == 2, year
        said = capsys.readouterr().err
        assert said.strip() and "Traceback" not in said and len(said) < 1000
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {path for path in after if path.name != ".lock" and "lock" not in path.suffix} == {*before}


LINES: list[tuple[str, str]] = [
    ("as_at: !!python/object/apply:os.system ['touch /tmp/hostile']", "tags are not used"),
    ("as_at: !!timestamp 2016-03-31", "tags are not used"),
    ("words: &a {cse: x}\nreading: *a", "anchors and aliases"),
    ("a: &a [x]\nb: &b [*a,*a]\nc: &c [*b,*b]", "anchors and aliases"),
    ("words: {<<: {cse: x}}", "words"),
    ("x: " + "[" * 100_000, "too many keys within keys"),
    ("x: " + "{a: " * 3000, "too many keys within keys"),
    ("as_at: 9999-99-99", "2015.yaml, line"),
    ("as_at: 31/03/16", "as_at"),
    ("as_at: .nan", "as_at"),
    ("as_at: 2016-03-31\nas_at: 2016-03-31", "given twice"),
    ("compare_with: ../2014", "compare_with"),
    ("compare_with: 9999", "9999 is not before 2015"),
    ("compare_with: -2014", "compare_with"),
    ("linkage: {auto: .nan}", "linkage"),
    ("linkage: {auto: .inf}", "linkage"),
    ("linkage: {auto: -1}", "linkage"),
    ("public: {threshold: -1}", "public"),
    ("periods: {cse: [2015-12-31, 2015-01-01]}", "periods"),
    ("periods: {cse: [0001-01-01, 0001-12-31]}", "the period of cse ends in 1"),
    ("periods: {cse: [2015-01-01, 9999-12-31]}", "the period of cse ends in 9999"),
    ("rules: {../../x: fault}", "there is no rule"),
    ("rules: {sex-unknown: ignore}", "rules"),
    ("extracts: {folder: ../data/2015, layouts: {looked_after: ../../../etc/passwd}}", "passwd"),
    ("extracts: {folder: ../data/2015, layouts: {looked_after: nowhere.yaml}}", "there is no layout"),
    ("extracts: {folder: ../data/2015, layouts: {../x: canonical}}", "there is no such extract"),
    ('extracts: {folder: "a\\0b"}', "a character that is no text"),
    ("extracts: {folder: " + "x" * 5000 + "}", ""),
    ("extracts: [1, 2]", "extracts"),
    ("1: 2", "unknown key '1'"),
    ("? [a, b]\n: c", "a key is one word"),
    ("x: \x07", "a character that is no text"),
    ("x: 'not closed", "2015.yaml, line"),
    ("\t- x", "2015.yaml, line"),
    ("#" * 1_000_001, "too large for a parameter file"),
]
"""Lines added to the parameters of a year, and what the error says."""


@pytest.mark.parametrize("number", some_now(LINES))
def test_parameters_that_are_tricks_are_refused(
    number: int, parameters: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, words = LINES[number]
    own = parameters / "2015.yaml"
    key = text.partition(":")[0] + ":"
    kept, skip = [], False
    for line in own.read_text(encoding="utf-8").splitlines():
        skip = line.startswith(key) or (skip and line.startswith(" "))
        kept += [] if skip else [line]
    own.write_text("\n".join([*kept, text, ""]), encoding="utf-8")
    (parameters.parent / "data/2015").mkdir(parents=True, exist_ok=True)
    write(parameters.parent / "data/2015", NAME, SOUND[NAME])
    folders = ["--parameters", str(parameters), "--outputs", str(parameters.parent / "outputs")]
    assert main(["check", *folders, "2015"]) == 2
    said = capsys.readouterr().err
    assert words in said and "Traceback" not in said and not Path("/tmp/hostile").exists()


LAYOUT = """
extract: looked_after
columns: {child_ref: CHILD, date_of_birth: DOB, sex: SEX, from_date: START}
"""
LAYOUTS: list[tuple[str, str]] = [
    ("files: ['../../*.csv']", "leads out of the folder"),
    ("files: [/etc/passwd]", "leads out of the folder"),
    ("files: ['~/x.csv']", "leads out of the folder"),
    ("files: ['C:\\\\x.csv']", "leads out of the folder"),
    ("files: ['a/../../x.csv']", "leads out of the folder"),
    ("files: ['**/*.csv']", "is no name of a file"),
    ("files: ['a/b/c.csv']", "is no name of a file"),
    ("join: {files: ['../x.csv'], on: CHILD}", "leads out of the folder"),
    ("dates: ['%d/%m/%Y', '%m/%d/%Y']", "read one text as two different dates"),
    ("dates: ['%Q']", "is no part of a date"),
    ("dates: []", "dates"),
    ("codes: {sex: {F: Z}}", "is no code of sex"),
    ("codes: {sex: &a {F: F}}", "anchors and aliases"),
    ("codes: !!map {sex: {F: F}}", "tags are not used"),
    ("constants: {sex: 5}", "constants"),
    ("absent: [from_date]", "cannot be absent"),
    ("durations: {from_date: {from: from_date, minutes: M}}", "has no time of day"),
    ("also: {../../x: y}", "there is no extract"),
    ("also: {placed_by_others: ../../../etc/passwd}", "passwd"),
    ("sheet: 5", "sheet"),
    ("x: 1", "unknown key 'x'"),
]
"""Lines added to a layout, and what the error says."""


@pytest.mark.parametrize("number", range(len(LAYOUTS)))
def test_layouts_that_are_tricks_are_refused(number: int, tmp_path: Path) -> None:
    text, words = LAYOUTS[number]
    (tmp_path / "ours.yaml").write_text(f"{LAYOUT}{text}\n", encoding="utf-8")
    (tmp_path / f"{NAME}.csv").write_text(TABLE)
    with pytest.raises(InputError) as error:
        read_extracts(tmp_path, edition({NAME: "ours.yaml"}, tmp_path))
    assert words in str(error.value) and error.value.exit_code == 2


@st.composite
def a_damaged_file(draw: st.DrawFn) -> bytes:
    """Rows of children with some bytes changed, lost, doubled or put in."""
    rows = [f"C{n},200{n}-02-03,{'FM'[n % 2]},2014-05-0{n + 1},2015-06-30" for n in range(8)]
    data = bytearray("\n".join([HEADS, *rows, ""]).encode())
    noise = st.sampled_from(
        [b"", b'"', b",", b"\n", b"\r", b"\xff", b"\xc2\xad", b"\xe2\x80\x8b", b";", b"=", b"-9"]
    )
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data) - 1))
        data[at : at + draw(st.integers(0, 3))] = draw(noise)
    return bytes(data)


@settings(max_examples=6)
@given(a_damaged_file())
def test_a_row_that_is_set_aside_might_as_well_not_be_there(content: bytes) -> None:
    the_same_without_what_is_set_aside(content)


@pytest.mark.full
@settings(max_examples=300)
@given(a_damaged_file())
def test_in_hundreds_of_files_a_row_that_is_set_aside_might_as_well_not_be_there(content: bytes) -> None:
    the_same_without_what_is_set_aside(content)


def the_same_without_what_is_set_aside(content: bytes) -> None:
    """An error of input; or the rows that are used are those of a file in which the others are blank."""
    with made.TemporaryDirectory() as name:
        path = Path(name) / f"{NAME}.csv"
        path.write_bytes(content)
        try:
            first = read_extract(NAME, path, CONTEXT)
        except InputError as error:
            tells(error, NAME, "")
            return
        assert first.read == first.used + first.fault + first.scope
        sound = used(first)
        sound.to_csv(path, index=False)
        second = read_extract(NAME, path, CONTEXT)
    assert (second.read, second.used) == (first.used, first.used)
    assert used(second).equals(sound)


def used(extract: Extract) -> made.pd.DataFrame:
    """The used rows, as text."""
    rows = extract.rows[extract.rows["scope"].isna()]
    return rows[HEADS.split(",")].astype("str").reset_index(drop=True)


def test_a_file_named_like_a_formula_is_none_in_what_goes_back_to_the_partner(tmp_path: Path) -> None:
    for name in ("=HYPERLINK(1).csv", "+1.csv"):
        (tmp_path / name).write_text(TABLE.replace("F", "Q"))
    layout = "extract: looked_after\nfiles: ['*.csv']\ncolumns: {child_ref: child_ref, from_date: from_date,"
    (tmp_path / "ours.yaml").write_text(layout + " date_of_birth: date_of_birth, sex: sex}\n")
    read = read_extracts(tmp_path, edition({NAME: "ours.yaml"}, tmp_path))[NAME]
    lines = read.told(read.set_aside).assign(extract=NAME)
    frames = {"set_aside": lines, "intake": made.pd.DataFrame({"extract": [NAME]})}
    write_set_aside(tmp_path / "out", SimpleNamespace(frames=frames))  # type: ignore[arg-type]
    told = made.pd.read_csv(tmp_path / "out/looked_after.csv")["message"]
    assert [message[:3] for message in told] == ["'+1", "'=H"]


def test_check_says_where_each_fault_is_and_what_to_do(
    tmp_path: Path, parameters: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    headings = ", ".join(f"{name}: {name}" for name in HEADS.split(","))
    layout = f"extract: looked_after\nfiles: ['*.csv']\ncolumns: {{{headings}}}\n"
    (parameters / "own.yaml").write_text(layout)
    own = parameters / "2015.yaml"
    named = "extracts: {folder: ../data/2015, layouts: {looked_after: own.yaml}}"
    own.write_text(own.read_text(encoding="utf-8").replace("extracts: {folder: ../data/2015}", named))
    folder = tmp_path / "data/2015"
    folder.mkdir(parents=True)
    # a name with a sign that clears the screen, one that turns the line round, and a script
    (folder / "\x1b[2Ja\u202e<b>.csv").write_text(TABLE + "C2,31/02/2001,F,2014-05-01,\nC3,2001-02-03\n")
    assert main(["check", "--parameters", str(parameters), "2015"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("3 rows read = 1 used + 2 set aside for a fault + 0 out of scope")
    name = "\\x1b[2Ja\\u202e<b>.csv"
    assert lines[-3].startswith(
        f"  {name}, row 3, column date_of_birth: the date of birth is not a date that"
    )
    assert lines[-3].endswith("found a date that does not exist (dd/mm/yyyy)") and "31/02" not in lines[-3]
    assert lines[-2] == f"  {name}, row 4: the row has more or fewer cells than there are headings"
    assert lines[-1].startswith("What is at fault: have it corrected")
    assert all(line.isprintable() for line in lines)


@pytest.mark.full
@pytest.mark.parametrize("make", [FOLDERS[3][1], LARGE[0][1], LARGE[2][1]], ids=["pipe", "bomb", "cell"])
def test_the_command_ends_with_two_and_no_traceback(make: Make, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "parameters", tmp_path / "parameters")
    folder = tmp_path / "data/2015"
    folder.mkdir(parents=True)
    make(folder)
    for command in ("check", "run"):
        done = Project(tmp_path).command(command, "2015")
        assert done.returncode == 2 and NAME in done.stderr and "Traceback" not in done.stderr, done.stderr
