"""`python -m tkscan`: runs the program that was installed with this package."""

import os
import subprocess
import sys
import sysconfig
from typing import Iterator


def _folders() -> Iterator[str]:
    """Where installers put programs, the likeliest first."""
    yield sysconfig.get_path("scripts")
    # pip install --prefix or --target: beside the package
    package = os.path.dirname(os.path.abspath(__file__))
    yield os.path.join(os.path.dirname(package), "bin")
    yield os.path.join(os.path.dirname(package), "..", "..", "..", "bin")
    user = sysconfig.get_preferred_scheme("user") if sys.version_info >= (3, 10) else f"{os.name}_user"
    yield sysconfig.get_path("scripts", scheme=user)


def find() -> str:
    """The path of the program; raises FileNotFoundError."""
    name = "tkscan" + (sysconfig.get_config_var("EXE") or "")
    for folder in _folders():
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    raise FileNotFoundError("the program tkscan is not where pip puts programs; is it installed?")


def main() -> int:
    try:
        program = find()
    except FileNotFoundError as error:
        print(f"tkscan: error: {error}", file=sys.stderr)
        return 2
    if os.name == "posix":
        os.execv(program, [program, *sys.argv[1:]])
    return subprocess.run([program, *sys.argv[1:]]).returncode


if __name__ == "__main__":
    sys.exit(main())
