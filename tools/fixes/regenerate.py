#!/usr/bin/env python3
"""Writes the fixed file beside each corpus file that has one, and beside all of corpus/fixes/.

    tools/fixes/regenerate.py [--tkscan build/tkscan] [FILE.py...]

What it writes is what --fix does, right or wrong: read the difference before it is committed.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import corpus_fixes  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tkscan", default=str(ROOT / "build" / "tkscan"))
    parser.add_argument("files", nargs="*", type=Path)
    chosen = parser.parse_args()
    sources = {source for source, _ in corpus_fixes.pairs(ROOT, [])} | {p.resolve() for p in chosen.files}
    sources |= {p for p in (ROOT / "corpus" / "fixes").glob("*.py") if not p.name.endswith(".fixed.py")}
    for source in sorted(sources):
        with tempfile.TemporaryDirectory() as temporary:
            copy = Path(temporary) / source.name
            shutil.copyfile(source, copy)
            corpus_fixes.run(str(Path(chosen.tkscan).resolve()), Path(temporary),
                             corpus_fixes.arguments(source.read_bytes()), "--fix", "-q")
            fixed = source.with_name(source.stem + ".fixed.py")
            if not fixed.exists() or fixed.read_bytes() != copy.read_bytes():
                fixed.write_bytes(copy.read_bytes())
                print(f"wrote {fixed.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
