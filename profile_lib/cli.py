"""The command line. Heavy libraries are imported by the command that needs them, so that --help is quick."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from profile_lib.errors import InputError, Problem, ProfileError, in_words

if TYPE_CHECKING:
    from profile_lib.publication.asked import Asked
    from profile_lib.publication.many import Say
    from profile_lib.workspace import Workspace


OF_AN_AREA = ("run", "check", "show", "compare", "approve", "publish", "purge")
"""The commands that read or write what an area has in folders of its own, where there are several."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code of contract section 2."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except BrokenPipeError:
        return 0  # whoever read has read enough
    except (ProfileError, OSError) as error:
        words, code = in_words(error)
        print(words, file=sys.stderr)
        return code
    except KeyboardInterrupt:
        print("Stopped. The last good edition stands as it was.", file=sys.stderr)
        return 1


def _run(options: argparse.Namespace) -> int:
    from profile_lib.publication.asked import asked_for
    from profile_lib.publication.staging import one_run_at_a_time, restore

    workspaces = _areas(options)
    audiences = ("partnership", "public") if options.audience == "both" else (options.audience,)
    asked = asked_for(workspaces, options.years, audiences, force=options.force)
    with ExitStack() as held:
        for workspace in workspaces:
            held.enter_context(one_run_at_a_time(workspace.outputs))
            _tell_restored(restore(workspace.outputs))
            held.callback(restore, workspace.outputs)  # what workers left that were ended
        to_make = []
        for one in asked:
            if one.stands:
                folder = one.workspace.outputs / one.year
                print(f"{one.name}: nothing has changed since {folder} was made; --force makes it again")
            else:
                to_make.append(one)
        return _make(to_make, options) if to_make else 0


def _make(asked: Sequence[Asked], options: argparse.Namespace) -> int:
    """Make the editions; says of each what came of it, those that failed last. Returns the exit code."""
    from profile_lib.publication.asked import Made
    from profile_lib.publication.many import make_all
    from profile_lib.publication.run import STEPS

    made: list[Made] = []
    try:
        with _progress(STEPS * len(asked)) as say:
            make_all(asked, options.jobs, options.scheduler, say, made.append)
    finally:
        order = [one.name for one in asked]
        made.sort(key=lambda one: (one.error != "", order.index(one.asked.name)))
        for one in made:
            print("".join(f"{line}\n" for line in one.said), end="")
            if one.error:
                sys.stdout.flush()
                print(one.error, file=sys.stderr)
    return min((one.code for one in made if one.code), default=0)  # 1 before 2 before 3, anything before 0


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
        Path(options.folder),
        wanted,
        workspace.parameters,
        seed=options.seed,
        scale=options.scale,
        jobs=options.jobs,
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


@contextmanager
def _progress(steps: int) -> Iterator[Say]:
    """Says each step: on a terminal under a bar, elsewhere as a plain line."""
    if not sys.stderr.isatty():
        # in one piece, since several notebooks may say something at once
        yield lambda text, steps=1: print(f"{text}\n", end="", flush=True)
        return
    from tqdm import tqdm

    with tqdm(total=steps, bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt} {desc}", leave=False) as bar:

        def say(text: str, steps: int = 1) -> None:
            bar.set_description_str(text, refresh=False)
            bar.update(steps)

        yield say


def _tell_restored(years: Sequence[str]) -> None:
    for year in years:
        print(f"{year}: a run was cut off; its last good edition has been put back")


def _areas(options: argparse.Namespace) -> list[Workspace]:
    """The folders of each area: of one, or of each parameters folder where several are given."""
    from profile_lib.workspace import areas_of

    given = options.parameters or [""]
    if len(given) == 1:
        return [_workspace(options, given[0], options.area)]
    if options.area:
        raise InputError(
            Problem(
                "--area names the one area of a run, and there are several --parameters",
                todo="Leave it out: each area has the name of its parameters folder",
            )
        )
    return [_workspace(options, folder, area) for folder, area in zip(given, areas_of(given), strict=True)]


def _workspace(options: argparse.Namespace, parameters: str = "", area: str = "") -> Workspace:
    """The folders of the command, an edition that a killed run left aside put back first."""
    from profile_lib.publication.staging import mend
    from profile_lib.workspace import Workspace

    workspace = Workspace.find(
        parameters or options.parameters or "",
        options.outputs or "",
        getattr(options, "private", None) or "",
        getattr(options, "extracts", None) or "",
        area=area or getattr(options, "area", None) or "",
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

    run = _command(commands, "run", _run, "make the edition of one or more years", several=True)
    run.add_argument("years", nargs="*", metavar="YEAR", help="default: the newest edition that has extracts")
    run.add_argument("--audience", choices=["partnership", "public", "both"], default="both")
    run.add_argument(
        "--jobs",
        type=_positive,
        metavar="N",
        help="editions at once, and where they are fewer notebooks; default: the cores there are",
    )
    run.add_argument("--force", action="store_true", help="use nothing kept from an earlier run")
    run.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="have the editions made by a Dask cluster, whose machines share these folders",
    )
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
    sample.add_argument(
        "--scale", type=_positive, default=1, metavar="N", help="counties, as many as a nation"
    )
    sample.add_argument(
        "--jobs", type=_positive, default=os.cpu_count() or 1, metavar="N", help="counties at once"
    )
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
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    function: object,
    text: str,
    *,
    several: bool = False,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text[:1].upper() + text[1:] + ".")
    command.set_defaults(command=function)
    command.add_argument(
        "--parameters",
        action="append" if several else "store",
        metavar="DIR",
        help="default: parameters/" + ("; several times: of several areas" if several else ""),
    )
    command.add_argument("--outputs", metavar="DIR", help="default: outputs/")
    if name in OF_AN_AREA:
        command.add_argument(
            "--area",
            metavar="NAME",
            help="one of several areas, with folders of that name in outputs/ etc.",
        )
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
