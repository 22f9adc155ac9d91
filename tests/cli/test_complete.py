"""Completions in the real shells, and the manual page."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import time
import unittest
from pathlib import Path

from support import TKSCAN, CliTest

COMMANDS = ["check", "rule", "explain", "config", "debug", "generate-shell-completion"]


class TestCompletions(CliTest):
    def script(self, shell: str) -> Path:
        text = self.run_tkscan("generate-shell-completion", shell, status=0).stdout
        return self.write("tkscan.completion", text)

    def run_shell(self, *command: str) -> list[str]:
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=120,
                              env=os.environ | {"HOME": str(self.folder), "TERM": "dumb"})
        self.assertEqual(done.stderr, "")
        return done.stdout.split("\n")

    def test_bash(self) -> None:
        script = self.script("bash")

        def complete(*words: str) -> list[str]:
            listed = " ".join(f"'{word}'" for word in words)
            return self.run_shell("bash", "--norc", "-c", f"set -u; source {script}; COMP_WORDS=({listed}); "
                                  f"COMP_CWORD={len(words) - 1}; _tkscan; "
                                  "printf '%s\\n' \"${COMPREPLY[@]:-}\"")[:-1]

        self.assertEqual(set(COMMANDS) - set(complete("tkscan", "")), set())
        self.assertEqual(complete("tkscan", "--output-fo"), ["--output-format"])
        self.assertEqual(complete("tkscan", "rule", "--sel"), [""])
        self.assertEqual(complete("tkscan", "debug", "--dump", "s"), ["scopes", "sites"])
        self.assertEqual(complete("tkscan", "--color", "=", "al"), ["always"])
        self.assertEqual(complete("tkscan", "check", "--output-format", "json"),
                         ["json", "json-lines"])
        self.assertEqual(complete("tkscan", "generate-shell-completion", ""), ["bash", "zsh", "fish"])
        self.assertEqual(complete("tkscan", "src/"), [""])  # the shell's own completion of files

    def test_fish(self) -> None:
        script = self.script("fish")

        def complete(line: str) -> list[str]:
            found = self.run_shell("fish", "--no-config", "-c", f"source {script}; complete -C '{line}'")
            return [line.split("\t")[0] for line in found if line]

        self.assertEqual(set(COMMANDS) - set(complete("tkscan ")), set())
        self.assertEqual(complete("tkscan --output-fo"), ["--output-format"])
        self.assertEqual(complete("tkscan debug --dump s"), ["scopes", "sites"])
        self.assertEqual(complete("tkscan rule --sel"), [])
        self.assertEqual(set(complete("tkscan generate-shell-completion ")), {"bash", "zsh", "fish"})

    def type_into_zsh(self, script: Path, line: str) -> str:
        """What the terminal shows after the line and the completion key."""
        setup = (f"PS1='ready> '; autoload -U compinit; compinit -u -D; source {script}; "
                 "zstyle ':completion:*' list-prompt ''; LISTMAX=0; print loaded\n")
        master, slave = pty.openpty()
        env = {"HOME": str(self.folder), "TERM": "dumb", "PATH": os.environ["PATH"], "COLUMNS": "300"}
        shell = subprocess.Popen(["zsh", "-f", "-i"], stdin=slave, stdout=slave, stderr=slave,
                                 cwd=self.folder, env=env, start_new_session=True)
        os.close(slave)
        try:
            os.write(master, setup.encode())
            self.read_until(master, "loaded\r", 60)
            os.write(master, line.encode())
            return self.read_until(master, None, 4)
        finally:
            shell.kill()
            shell.wait()
            os.close(master)

    def read_until(self, file: int, text: str | None, seconds: float) -> str:
        """Reads until the text comes, or (None) until nothing comes for so long."""
        found, end = "", time.monotonic() + seconds
        while time.monotonic() < end and (text is None or text not in found):
            if select.select([file], [], [], 0.2)[0]:
                found += os.read(file, 65536).decode("utf-8", "replace")
                end = time.monotonic() + seconds if text is None else end
        self.assertTrue(text is None or text in found, found)
        return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", found)

    def test_zsh(self) -> None:
        script = self.script("zsh")
        self.assertEqual(self.run_shell("zsh", "-f", "-n", str(script)), [""])
        self.assertIn("--output-format=", self.type_into_zsh(script, "tkscan check --output-fo\t"))
        shown = self.type_into_zsh(script, "tkscan debug --dump=\t")
        for word in ["outline", "nodes", "scopes", "values", "sites"]:
            self.assertIn(word, shown)
        shown = self.type_into_zsh(script, "tkscan \t")
        for command in COMMANDS:
            self.assertIn(command, shown)
        self.assertIn("tkscan rule --all", self.type_into_zsh(script, "tkscan rule --al\t"))

    def test_unknown_shell(self) -> None:
        for arguments in [["ksh"], []]:
            done = self.run_tkscan("generate-shell-completion", *arguments, status=2)
            self.assertEqual(done.stderr, "tkscan: error: 'tkscan generate-shell-completion' needs a "
                                          "shell: bash, zsh or fish\n")
            self.assertEqual(done.stdout, "")

    def test_every_option_is_completed(self) -> None:
        """All of what --help lists for a command, in each shell."""
        options = set(re.findall(r"--[a-z0-9-]+", re.sub(
            r"(?m)^ {30,}.*", "", self.run_tkscan("check", "--help").stdout)))
        self.assertGreater(len(options), 25)
        bash, zsh, fish = (self.run_tkscan("generate-shell-completion", shell).stdout
                           for shell in ("bash", "zsh", "fish"))
        for option in options:
            self.assertIn(f" {option}", bash)
            self.assertRegex(zsh, rf"'\*?{option}[=\[]")
            self.assertRegex(fish, rf" -l {option[2:]}\b")


class TestManualPage(CliTest):
    def test_it_is_rendered_without_warnings(self) -> None:
        page = self.write("tkscan.1", self.run_tkscan("generate-man-page", status=0).stdout)
        done = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", str(page)],
                              capture_output=True, text=True,
                              env=os.environ | {"MANWIDTH": "100", "LC_ALL": "C.UTF-8"})
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        text = re.sub(r".\x08", "", done.stdout)
        options = set(re.findall(r"(?m)^ +(?:-\w, )?(--[a-z0-9-]+)",
                                 self.run_tkscan("check", "--help").stdout))
        for word in [*options, "EXIT STATUS", "NO_COLOR", "--output-format FORMAT", "'@FILE'"]:
            self.assertIn(word, re.sub(r"\u2010|\u2212", "-", text))


if __name__ == "__main__":
    unittest.main()
