"""Makes a repository for pre-commit that depends on the wheel: nothing is compiled where it is used.

`python3 packaging/mirror.py FOLDER` writes it, commits it and tags the commit with the version. The
hooks are those of this repository.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tkscan_build import ROOT, version

PYPROJECT = """\
[build-system]
requires = []
build-backend = "mirror_build"
backend-path = ["."]

[project]
name = "tkscan-pre-commit"
version = "{version}"
dependencies = ["tkscan=={version}"]
"""

BACKEND = '''\
"""Builds an empty wheel that requires tkscan, without any other package."""

import zipfile
from pathlib import Path

VERSION = "{version}"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    base = f"tkscan_pre_commit-{{VERSION}}"
    info = f"{{base}}.dist-info"
    files = {{
        f"{{info}}/METADATA": f"Metadata-Version: 2.1\\nName: tkscan-pre-commit\\n"
                            f"Version: {{VERSION}}\\nRequires-Dist: tkscan=={{VERSION}}\\n",
        f"{{info}}/WHEEL": "Wheel-Version: 1.0\\nGenerator: mirror_build\\n"
                         "Root-Is-Purelib: true\\nTag: py3-none-any\\n",
    }}
    record = "".join(f"{{name}},,\\n" for name in [*files, f"{{info}}/RECORD"])
    name = f"{{base}}-py3-none-any.whl"
    with zipfile.ZipFile(Path(wheel_directory) / name, "w") as wheel:
        for path, text in (files | {{f"{{info}}/RECORD": record}}).items():
            wheel.writestr(path, text)
    return name
'''

README = """\
# tkscan for pre-commit

```yaml
repos:
  - repo: <the address of this repository>
    rev: v{version}
    hooks:
      - id: tkscan
```

Made by `make mirror` in the repository of tkscan; not edited by hand.
"""


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    known = {"version": version()}
    for name, text in (("pyproject.toml", PYPROJECT), ("mirror_build.py", BACKEND),
                       ("README.md", README)):
        (folder / name).write_text(text.format(**known), encoding="utf-8")
    for name in (".pre-commit-hooks.yaml", "LICENSE"):
        shutil.copy(ROOT / name, folder / name)
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    changed = subprocess.run(["git", "-C", str(folder), "diff", "--cached", "--quiet"]).returncode
    if changed:
        git(folder, "commit", "-q", "-m", f"tkscan {version()}")
    git(folder, "tag", "-f", f"v{version()}")
    print(f"{folder}: v{version()}")


if __name__ == "__main__":
    main()
