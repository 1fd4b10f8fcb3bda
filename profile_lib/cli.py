"""The command line. Heavy libraries are imported by the command that needs them, so that --help is quick."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from profile_lib.errors import ProfileError, PublicationBlocked

if TYPE_CHECKING:
    from profile_lib.publication.run import Finished
    from profile_lib.workspace import Workspace


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code of contract section 2."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except ProfileError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        return 0  # whoever read has read enough
    except OSError as error:
        print(
            f"{error.filename}: {error.strerror}. Check the folder, and that it may be written to",
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        print("Stopped. The last good edition stands as it was.", file=sys.stderr)
        return 1


def _run(options: argparse.Namespace) -> int:
    from profile_lib.edition import load_edition, newest
    from profile_lib.publication.staging import one_run_at_a_time, restore
    from profile_lib.publication.unchanged import is_unchanged

    workspace = _workspace(options)
    years = options.years or [newest(workspace.parameters, workspace.extracts)]
    for year in years:
        load_edition(year, workspace.parameters)  # every argument before the first run
    audiences = ("partnership", "public") if options.audience == "both" else (options.audience,)
    code = 0
    with one_run_at_a_time(workspace.outputs):
        _tell_restored(restore(workspace.outputs))
        for year in years:
            if not options.force and is_unchanged(year, workspace, audiences):
                folder = workspace.outputs / year
                print(f"{year}: nothing has changed since {folder} was made; --force makes it again")
                continue
            from profile_lib.publication.run import STEPS, run_edition

            try:
                with _progress(STEPS) as say:
                    finished = run_edition(
                        year,
                        workspace,
                        audiences=audiences,
                        jobs=options.jobs,
                        force=options.force,
                        say=say,
                    )
            except ProfileError as error:
                print(f"{year}: {error}", file=sys.stderr)
                code = _worse(code, error.exit_code)
                continue
            _report(finished)
            code = _worse(code, _told_of_checks(finished, "public" in audiences))
    return code


def _check(options: argparse.Namespace) -> int:
    from profile_lib.publication.check import check

    workspace = _workspace(options)
    return check(options.year, workspace, show_values=options.show_values, as_json=options.json)


def _sample(options: argparse.Namespace) -> int:
    from profile_lib.edition import years
    from profile_lib.sample import YEARS
    from profile_lib.sampling import write_sample_partners

    workspace = _workspace(options)
    wanted = options.year or [year for year in years(workspace.parameters) if year in YEARS]
    written = write_sample_partners(
        Path(options.folder), wanted, workspace.parameters, seed=options.seed, scale=options.scale
    )
    print(f"{len(written)} files in {options.folder}. SYNTHETIC: nobody in them exists.")
    return 0


def _new(options: argparse.Namespace) -> int:
    from profile_lib.starting import start_edition

    started = start_edition(options.year, _workspace(options).parameters)
    print(f"{started.file}: started from {started.before}. Read it, then:")
    print(f"1. put the partners' files of {options.year} into {started.extracts}")
    print(f"2. partnership-profile check {options.year}")
    print(f"3. partnership-profile run {options.year}")
    return 0


def _explore(options: argparse.Namespace) -> int:
    from profile_lib.starting import explore

    return explore(_workspace(options))


def _show(options: argparse.Namespace) -> int:
    from profile_lib.publication.show import show

    print(show(options.year, options.key, _workspace(options)))
    return 0


def _compare(options: argparse.Namespace) -> int:
    from profile_lib.publication.compare import compare

    print(compare(options.year, options.other, _workspace(options), as_json=options.json))
    return 0


def _report(finished: Finished) -> None:
    year = finished.edition.year
    print(f"{year}: {finished.set_aside} rows set aside, see {finished.folder / 'set_aside'}")
    if finished.open_pairs:
        print(
            f"{year}: {finished.open_pairs} pairs of records wait for a decision; linked figures have a range"
        )
    if finished.changed is not None:
        print(f"{year}: {_changes(finished.changed)}")
    for audience in finished.audiences:
        print(f"{year}: for the {audience}: {finished.folder / audience / 'summary.html'}")


def _told_of_checks(finished: Finished, for_public: bool) -> int:
    """Says what the checks found; 3 where the public edition may not be published, else 0."""
    from profile_lib.publication.checking import blocked, failed
    from profile_lib.publication.said import waiting

    print("\n".join(waiting(finished.edition.year, finished.checks, finished.folder)))
    if not failed(finished.checks):
        return 0
    print(f"{finished.edition.year}: {blocked(finished.checks)}", file=sys.stderr)
    return PublicationBlocked.exit_code if for_public else 0


def _approve(options: argparse.Namespace) -> int:
    from profile_lib.publication.approval import approve, paired
    from profile_lib.publication.said import approved

    exceptions = paired(options.exceptions or [], options.reason or [])
    done = approve(
        options.year, _workspace(options), name=options.name, role=options.role, exceptions=exceptions
    )
    print("\n".join(approved(*done)))
    return 0


def _publish(options: argparse.Namespace) -> int:
    from profile_lib.publication.publish import publish
    from profile_lib.publication.said import published

    done = publish(options.year, _workspace(options), Path(options.to) if options.to else None)
    print("\n".join(published(options.year, done)))
    return 0


def _purge(options: argparse.Namespace) -> int:
    from profile_lib.publication.purge import purge
    from profile_lib.publication.said import purged

    print("\n".join(purged(options.year, *purge(options.year, _workspace(options)))))
    return 0


def _changes(keys: Sequence[str]) -> str:
    if not keys:
        return "no figure differs from the last run"
    listed = ", ".join(keys[:10]) + (", ..." if len(keys) > 10 else "")
    return f"{len(keys)} figures differ from the last run: {listed}"


@contextmanager
def _progress(steps: int) -> Iterator[Callable[[str], None]]:
    """Says each step: on a terminal under a bar, elsewhere as a plain line."""
    if not sys.stderr.isatty():
        yield lambda text: print(text, flush=True)
        return
    from tqdm import tqdm

    with tqdm(total=steps, bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt} {desc}", leave=False) as bar:

        def say(text: str) -> None:
            bar.set_description_str(text, refresh=False)
            bar.update()

        yield say


def _tell_restored(years: Sequence[str]) -> None:
    for year in years:
        print(f"{year}: a run was cut off; its last good edition has been put back")


def _worse(one: int, other: int) -> int:
    """1 before 2 before 3, and anything before 0."""
    codes = [code for code in (one, other) if code]
    return min(codes, default=0)


def _workspace(options: argparse.Namespace) -> Workspace:
    """The folders of the command, an edition that a killed run left aside put back first."""
    from profile_lib.publication.staging import mend
    from profile_lib.workspace import Workspace

    workspace = Workspace.find(
        options.parameters or "",
        options.outputs or "",
        getattr(options, "private", None) or "",
        getattr(options, "extracts", None) or "",
    )
    _tell_restored(mend(workspace.outputs))
    mend(workspace.published)
    return workspace


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="partnership-profile",
        description="The yearly partnership profile of child sexual exploitation and missing children.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    run = _command(commands, "run", _run, "make the edition of one or more years")
    run.add_argument("years", nargs="*", metavar="YEAR", help="default: the newest edition that has extracts")
    run.add_argument("--audience", choices=["partnership", "public", "both"], default="both")
    run.add_argument(
        "--jobs", type=_positive, default=os.cpu_count() or 1, metavar="N", help="notebooks at once"
    )
    run.add_argument("--force", action="store_true", help="use nothing kept from an earlier run")
    _inputs(run)

    check = _command(commands, "check", _check, "check parameters and extracts, and count rows by rule")
    check.add_argument("year", metavar="YEAR")
    check.add_argument(
        "--show-values", action="store_true", help="show identifying values, on a terminal only"
    )
    check.add_argument("--json", action="store_true", help="for other programs")
    _inputs(check)

    sample = _command(commands, "sample", _sample, "write the synthetic extracts of the sample partners")
    sample.add_argument("folder", metavar="DIR")
    sample.add_argument(
        "--year", nargs="+", action="extend", metavar="YEAR", help="default: every year that has parameters"
    )
    sample.add_argument("--scale", type=_positive, default=1, metavar="N")
    sample.add_argument("--seed", type=int, metavar="N", help="default: the seed in the parameters")

    new = _command(commands, "new", _new, "start the parameters of a year from those of the year before")
    new.add_argument("year", metavar="YEAR")

    show = _command(commands, "show", _show, "show one figure of an edition and where it comes from")
    show.add_argument("year", metavar="YEAR")
    show.add_argument("key", metavar="KEY", help="such as missing.in_care_share")

    compare = _command(commands, "compare", _compare, "put two editions side by side, figure by figure")
    compare.add_argument("year", metavar="YEAR")
    compare.add_argument("other", metavar="YEAR")
    compare.add_argument("--json", action="store_true", help="for other programs")
    _inputs(compare)

    approve = _command(commands, "approve", _approve, "record a sign-off on exactly these bytes")
    approve.add_argument("year", metavar="YEAR")
    approve.add_argument("--name", required=True, metavar="NAME")
    approve.add_argument(
        "--role",
        required=True,
        metavar="ROLE",
        help="safeguarding lead, force legal officer or disclosure officer; others may sign besides",
    )
    approve.add_argument(
        "--except",
        dest="exceptions",
        action="append",
        metavar="CHECK",
        help="a check to let go, with a reason",
    )
    approve.add_argument("--reason", action="append", metavar="TEXT")

    publish = _command(commands, "publish", _publish, "put out the public edition that two people signed")
    publish.add_argument("year", metavar="YEAR")
    publish.add_argument("--to", metavar="DIR", help="a folder for a copy to hand out, besides published/")

    purge = _command(commands, "purge", _purge, "delete what the private folder holds of a year")
    purge.add_argument("year", metavar="YEAR")
    purge.add_argument("--private", metavar="DIR", help="default: private/")

    _command(commands, "explore", _explore, "open JupyterLab on the notebooks")
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, function: object, text: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text[:1].upper() + text[1:] + ".")
    command.set_defaults(command=function)
    command.add_argument("--parameters", metavar="DIR", help="default: parameters/")
    command.add_argument("--outputs", metavar="DIR", help="default: outputs/")
    return command


def _inputs(command: argparse.ArgumentParser) -> None:
    command.add_argument("--extracts", metavar="DIR", help="the folder with one folder of extracts a year")
    command.add_argument("--private", metavar="DIR", help="default: private/")


def _positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return number
