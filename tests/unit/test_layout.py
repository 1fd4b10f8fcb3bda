"""What holds the house together: imports downwards, one lock for every way to install, thin notebooks."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from profile_lib.measures.catalogue import catalogue
from profile_lib.pages.narrative import PLACE, check_prose

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "profile_lib"
MODULES = sorted(PACKAGE.rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

MAY_IMPORT: Mapping[str, set[str]] = {
    # From the ground up: a room stands after every room that it may use. `errors` is open to all.
    "errors": set(),
    "statistics": set(),
    "figures": {"statistics"},
    "rounding": {"figures"},
    "disclosure": {"figures"},
    "machine": set(),
    "checksums": set(),
    "yaml_lines": set(),
    "prose": set(),
    "edition": {"figures", "prose", "yaml_lines"},
    "workspace": {"edition"},
    "kernels": set(),
    "starting": {"edition", "workspace"},
    "reference": {"figures"},
    "cost": {"edition", "figures", "reference"},
    "results": {"edition", "figures"},
    "intake": {"edition", "figures", "yaml_lines"},
    "linkage": {"intake", "machine", "rounding"},
    "dataset": {"checksums", "edition", "figures", "intake", "linkage", "machine"},
    "sample": {"edition", "reference"},
    "sampling": {"dataset", "edition", "intake", "linkage", "sample"},
    "preparation": {
        *("dataset", "edition", "figures", "intake", "linkage", "machine", "sampling", "workspace"),
    },
    "measures": {"cost", "dataset", "edition", "figures", "machine", "reference", "rounding", "statistics"},
    "handbook": {"figures", "intake", "linkage", "measures", "statistics"},
    "years": {
        *("dataset", "disclosure", "edition", "figures", "measures", "preparation", "results", "rounding"),
        *("statistics", "workspace"),
    },
    "pages": {
        *(
            "dataset",
            "disclosure",
            "edition",
            "figures",
            "intake",
            "linkage",
            "measures",
            "prose",
            "reference",
        ),
        *("results", "rounding", "statistics", "years"),
    },
    "workbench": {
        *("dataset", "disclosure", "edition", "figures", "intake", "linkage", "measures", "pages"),
        *("preparation", "results", "rounding", "workspace", "yaml_lines", "years"),
    },
    "notebook": {
        *("dataset", "disclosure", "edition", "figures", "pages", "preparation", "results", "workbench"),
        *("workspace", "years"),
    },
    "over_time": {
        *("dataset", "edition", "figures", "notebook", "pages", "preparation", "rounding", "statistics"),
        *("workspace", "years"),
    },
    "publication": {
        *(
            "checksums",
            "dataset",
            "disclosure",
            "edition",
            "figures",
            "intake",
            "kernels",
            "linkage",
            "machine",
            "measures",
            "notebook",
        ),
        *("pages", "preparation", "prose", "results", "workspace", "yaml_lines", "years"),
    },
    "arguments": {"machine"},
    "cli": {"arguments", "edition", "publication", "sample", "sampling", "starting", "workspace"},
    "leaving": set(),
    "__main__": {"cli", "leaving"},
}


def room_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(module: Path) -> Iterator[tuple[str, int]]:
    """The rooms of ours that a module imports anywhere in it, each with its line."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}, line {node.lineno}: imports are written in full"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            package, _, rest = name.partition(".")
            if package == "profile_lib":
                yield rest.partition(".")[0], node.lineno


def test_a_room_stands_after_every_room_that_it_may_use() -> None:
    built: set[str] = set()
    for room, used in MAY_IMPORT.items():
        assert used <= built, f"{room} uses {sorted(used - built)}, which stand above it"
        built.add(room)


def test_every_room_is_in_the_plan() -> None:
    assert {room_of(module) for module in MODULES} - {"__init__"} == MAY_IMPORT.keys()


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_only_downwards(module: Path) -> None:
    room = room_of(module)
    allowed = MAY_IMPORT.get(room, set()) | {room, "errors"}
    strange = [f"line {line}: {name}" for name, line in imported_rooms(module) if name not in allowed]
    assert not strange, f"{room} may import {sorted(allowed)}"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_says_what_it_is_and_stays_readable(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "no docstring"
    assert text.count("\n") <= 350, "one idea a module"


# Ways to install


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked() -> dict[str, list[tuple[Requirement, list[str]]]]:
    """Every pin of the lock by its name, each with its hashes."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    pins: dict[str, list[tuple[Requirement, list[str]]]] = {}
    for line in text.splitlines():
        requirement, *hashes = re.split(r"\s+--hash=", line.strip())
        if requirement and not requirement.startswith("#"):
            parsed = Requirement(requirement)
            pins.setdefault(canonicalize_name(parsed.name), []).append((parsed, hashes))
    return pins


def test_the_lock_pins_every_dependency_with_hashes() -> None:
    metadata = project()["project"]
    extras = [item for extra in metadata["optional-dependencies"].values() for item in extra]
    wanted = [Requirement(item) for item in (*metadata["dependencies"], *extras)]
    wanted += [Requirement(item) for item in project()["build-system"]["requires"]]
    pins = locked()
    for requirement in wanted:
        found = pins.get(canonicalize_name(requirement.name))
        assert found, f"{requirement} is not locked: make lock"
        for pin, _ in found:
            (exact,) = pin.specifier
            assert exact.version in requirement.specifier, f"{pin} is not {requirement}: make lock"


def test_every_library_that_is_imported_is_a_declared_dependency() -> None:
    """What another library brings may go with its next release: what is used by name is asked for by name."""
    metadata = project()["project"]
    asked_for = (*metadata["dependencies"], *metadata["optional-dependencies"]["cluster"])
    declared = {canonicalize_name(Requirement(item).name) for item in asked_for}
    provided_by = packages_distributions()
    imported = set()
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(str(node.module).split(".")[0])
    others = imported - set(sys.stdlib_module_names) - {"profile_lib"}
    assert len(others) > 15
    undeclared = {
        name for name in others if not {canonicalize_name(item) for item in provided_by[name]} & declared
    }
    assert not undeclared


def test_every_pin_is_exact_and_hashed() -> None:
    pins = [pin for found in locked().values() for pin in found]
    assert len(pins) > 100
    for requirement, hashes in pins:
        assert [item.operator for item in requirement.specifier] == ["=="], requirement
        assert requirement.url is None
        assert hashes, requirement
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", item) for item in hashes), requirement


def test_the_lock_names_no_host() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.findall(
        r"://|--(?:extra-)?index-url|--find-links|--trusted-host|^-[if]\b", text, re.MULTILINE
    )


def test_a_notebook_exporter_without_known_vulnerabilities() -> None:
    ((pin, _),) = locked()["nbconvert"]
    (exact,) = pin.specifier
    assert Version(exact.version) >= Version("7.17.1")


def test_conda_gets_python_pip_and_the_lock() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python, pip, locked_packages = environment["dependencies"]
    assert pip == "pip"
    assert locked_packages == {"pip": ["--require-hashes", "-r requirements.lock"]}
    assert environment["name"] == project()["project"]["name"]
    assert (
        Requirement(python).specifier
        == Requirement(f"python{project()['project']['requires-python']}").specifier
    )


def test_make_and_ci_install_from_the_same_lock() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = re.findall(r"pip install (.*)", makefile)
    assert len(installs) == 2
    assert "--require-hashes --requirement requirements.lock" in installs[0]
    assert "--no-deps" in installs[1]
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "pip install" not in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


# Notebooks


def cells(notebook: Path, kind: str) -> list[Any]:
    return [cell for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == kind]


def tags(cell: Any) -> list[str]:
    return list(cell.metadata.get("tags", []))


def said(notebook: Path) -> Iterator[ast.Constant]:
    """Every text in the code of a notebook, but for its parameters."""
    for cell in cells(notebook, "code"):
        if "parameters" not in tags(cell):
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node


def test_the_notebooks_of_the_yearly_run() -> None:
    assert {"data_quality", "cse", "missing_children", "cost_model", "summary"} <= {
        path.stem for path in NOTEBOOKS
    }


def by_notebook(test: Any) -> Any:
    return pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)(test)


@by_notebook
def test_committed_without_outputs_and_with_ids_that_stay(notebook: Path) -> None:
    document = nbformat.read(notebook, as_version=4)
    nbformat.validate(document)
    assert document.metadata.kernelspec.name == "python3"
    assert document.metadata.kernelspec.language == "python"
    ids = [cell.id for cell in document.cells]
    assert len(set(ids)) == len(ids)
    assert not [id for id in ids if re.fullmatch("[0-9a-f]{8}", id)], "an id that a tool made up changes"
    for cell in cells(notebook, "code"):
        assert (cell.outputs, cell.execution_count) == ([], None)
        assert "execution" not in cell.metadata
    assert "papermill" not in document.metadata
    assert "widgets" not in document.metadata


@by_notebook
def test_thin(notebook: Path) -> None:
    code = cells(notebook, "code")
    assert len(code) <= 30
    assert not [cell.id for cell in code if len(cell.source.splitlines()) > 5]


@by_notebook
def test_one_cell_of_parameters_all_of_them_text(notebook: Path) -> None:
    code = cells(notebook, "code")
    assert [tags(cell) == ["parameters"] for cell in code].count(True) == 1
    assert "parameters" in tags(code[0])
    for statement in ast.parse(code[0].source).body:
        assert isinstance(statement, ast.Assign)
        assert isinstance(statement.value, ast.Constant)
        assert isinstance(statement.value.value, str)
    assert re.match(r'year = ""', code[0].source), "no year: the newest; a run names its own"


@by_notebook
def test_no_function_no_arithmetic_no_number(notebook: Path) -> None:
    forbidden = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.BinOp, ast.AugAssign,
                 ast.UnaryOp, ast.JoinedStr, ast.For, ast.While, ast.Compare, ast.comprehension)  # fmt: skip
    for cell in cells(notebook, "code"):
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, forbidden), f"{cell.id}: {ast.unparse(node)}"  # type: ignore[arg-type]
            if isinstance(node, ast.Constant):
                assert isinstance(node.value, str), f"{cell.id}: {node.value!r}"
            if isinstance(node, ast.ImportFrom):
                assert "*" not in [alias.name for alias in node.names], cell.id


@by_notebook
def test_no_digit_in_markdown_and_no_loose_number_in_a_sentence(notebook: Path) -> None:
    for cell in cells(notebook, "markdown"):
        assert not re.search(r"\d", cell.source), cell.id
    for text in said(notebook):
        if text.value not in catalogue():
            check_prose(text.value)


@by_notebook
def test_sentences_speak_of_figures_that_are_measured(notebook: Path) -> None:
    words = re.compile(r"area|year|at_risk_team|(?:period|unit)\.[a-z_]+")
    for text in said(notebook):
        for place in PLACE.finditer(text.value):
            id = place.group(1).partition("[")[0]
            assert id in catalogue() or words.fullmatch(id), f"{id}: {text.value}"
