"""The command `briefings`, which is also `python -m briefings`."""

import sys


def main() -> None:
    """Run the command line. An interrupt in the half second in which it is imported ends the process as any later one does."""
    try:
        from briefings.cli import main as run
    except KeyboardInterrupt:
        print("Aborted!", file=sys.stderr)  # noqa: T201 (as click says it)
        sys.exit(1)
    run()


if __name__ == "__main__":
    main()
