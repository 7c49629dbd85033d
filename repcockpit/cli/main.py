"""The entry: words in, exit status out. Holds the crash hook."""

import contextlib
import os
import sys
from collections.abc import Callable

from repcockpit.cli import errors, output
from repcockpit.cli.arguments import command_word, parse, wants_json
from repcockpit.domain.errors import CockpitError


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status; never a traceback for a user's mistake."""
    words = sys.argv[1:] if argv is None else list(argv)
    output.prepare_streams()
    try:
        status = _run(words)
        output.finish()
    except BrokenPipeError:
        output.hush()
        return 0
    except OSError as error:
        output.hush()
        return _say(errors.of_output(error), as_json=False)
    return status


def _run(words: list[str]) -> int:
    try:
        from repcockpit.cli.call import Call  # noqa: PLC0415 -- `--version` and `--help` do without

        arguments = parse(words)
        run: Callable[[Call], int | None] | None = getattr(arguments, "run", None)
        if run is None:
            from repcockpit.cli.cockpit import open_or_print  # noqa: PLC0415 -- only without a command

            run = open_or_print
        with Call.of(arguments) as call:
            return run(call) or 0
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        return _say(errors.InterruptedByHandError(), as_json=wants_json(words))
    except Exception as error:  # noqa: BLE001 -- the crash hook: what nobody expected gets a report, not a traceback
        known = errors.as_cockpit_error(error) or _crash(error, words)
        return _say(known, as_json=wants_json(words))


def _say(error: CockpitError, *, as_json: bool) -> int:
    if as_json:
        output.write_json(errors.error_document(error))
    else:
        output.narrate(f"repcockpit: {error.message}")
        shown = errors.distinct_ids([one.id for one in error.candidates])
        for digits, one in zip(shown, error.candidates, strict=True):
            output.narrate(f"  {digits}  {one.name}" + (f"  ({one.account})" if one.account else ""))
        if error.hint:
            output.narrate(f"  {error.hint}")
    return errors.exit_status(error)


def _crash(error: Exception, words: list[str]) -> CockpitError:
    """Keep the places in the code in a file, and say where; messages and words stay out of it (they hold names)."""
    import traceback  # noqa: PLC0415 -- only after a crash

    from repcockpit import paths  # noqa: PLC0415 -- the same
    from repcockpit.services.crash_report import report_text  # noqa: PLC0415 -- the same

    if os.environ.get("REPCOCKPIT_DEBUG"):
        traceback.print_exception(error)
    report = None
    with contextlib.suppress(OSError, CockpitError):
        folder = paths.log_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        report = folder / "crash.txt"
        command = command_word(words) or ""
        report.write_text(report_text(error, command), encoding="utf-8", errors="replace")
    hint = f"the report is in {report}; please send it with what you did" if report else "please report it"
    return CockpitError(f"something went wrong inside ({type(error).__name__})", hint)
