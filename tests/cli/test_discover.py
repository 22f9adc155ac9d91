"""Which files are scanned."""

from __future__ import annotations

import os
import random
import subprocess
import unittest

from support import CliTest

EXCLUDED = [".git", ".venv", "venv", "node_modules", "__pycache__", ".tox", "build", "dist",
            "site-packages", ".mypy_cache", ".eggs"]


class TestFolders(CliTest):
    def test_python_files_sorted_without_dots(self) -> None:
        for path in ["b.py", "a/x.pyi", "a.py", "a/b/c.py", "a/n.txt", "a/.py", "z", "a.py.bak"]:
            self.write(path)
        expected = ["a.py", "a/b/c.py", "a/x.pyi", "b.py"]
        self.assertEqual(self.files(), expected)
        self.assertEqual(self.files("."), expected)
        self.assertEqual(self.files("./"), expected)
        self.assertEqual(self.files("./a/"), ["a/b/c.py", "a/x.pyi"])
        self.assertEqual(self.files("a//b/../b"), ["a/b/../b/c.py"])
        self.assertEqual(self.files(str(self.folder / "a/b")), [str(self.folder / "a/b/c.py")])
        self.assertEqual(self.files("..", cwd=self.folder / "a/b"), ["../b/c.py", "../x.pyi"])

    def test_each_file_once(self) -> None:
        self.write("a/x.py")
        self.write("a/y.py")
        self.assertEqual(self.files("a", "a/x.py", "./a", str(self.folder / "a")),
                         ["a/x.py", "a/y.py"])

    def test_explicit_files_need_no_extension(self) -> None:
        self.write("script")
        self.assertEqual(self.files("script"), ["script"])

    def test_extensions(self) -> None:
        for path in ["a.py", "b.pyx", "c.bzl", "d.pyxx", ".pyx"]:
            self.write(path)
        self.assertEqual(self.files("--extension", "pyx", "--extension", ".bzl"),
                         ["a.py", "b.pyx", "c.bzl"])
        self.write(".tkscan.toml", "extension = ['pyx']\n")
        self.assertEqual(self.files("--extension", "bzl"), ["a.py", "b.pyx", "c.bzl"])

    def test_usual_folders_are_left_out_unless_named(self) -> None:
        for name in EXCLUDED:
            self.write(f"p/{name}/x.py")
        self.write("p/src/x.py")
        self.assertEqual(self.files(), ["p/src/x.py"])
        for name in EXCLUDED:
            self.assertEqual(self.files(f"p/{name}"), [f"p/{name}/x.py"])
            self.assertEqual(self.files(f"p/{name}/x.py"), [f"p/{name}/x.py"])
        self.write("p/site-packages/lib/build/y.py")
        self.write("p/site-packages/lib/y.py")
        self.assertEqual(self.files("p/site-packages/lib"), ["p/site-packages/lib/y.py"])

    def test_exclude_options(self) -> None:
        for path in ["build/a.py", "src/a.py", "src/gen/b.py", "src/gen_c.py"]:
            self.write(path)
        self.assertEqual(self.files("--exclude", "gen"), ["build/a.py", "src/a.py", "src/gen_c.py"])
        self.assertEqual(self.files("--extend-exclude", "gen,gen_*.py"), ["src/a.py"])
        self.assertEqual(self.files("--extend-exclude", "src/*.py"), ["src/gen/b.py"])
        self.assertEqual(self.files("--exclude", ""), ["build/a.py", "src/a.py", "src/gen/b.py",
                                                       "src/gen_c.py"])
        self.assertEqual(self.files("--exclude", str(self.folder / "src"), "."), ["build/a.py"])

    def test_force_exclude(self) -> None:
        self.write("build/a.py")
        self.write("src/a.py")
        self.assertEqual(self.files("build/a.py", "src/a.py"), ["build/a.py", "src/a.py"])
        self.assertEqual(self.files("--force-exclude", "build/a.py", "src/a.py"), ["src/a.py"])
        self.assertEqual(self.files("--force-exclude", "--exclude", "a.py", "src/a.py", "src"), [])
        found = self.run_tkscan("--force-exclude", "--stdin-filename", "build/a.py", "--show-files",
                                "-", stdin=b"x\n", status=0)
        self.assertEqual(found.stdout, "")

    def test_links_and_special_files(self) -> None:
        self.write("real/a.py")
        (self.folder / "folder_link").symlink_to("real")
        (self.folder / "a_link.py").symlink_to("real/a.py")
        (self.folder / "dangling.py").symlink_to("nowhere.py")
        (self.folder / "loop").symlink_to(".")
        os.mkfifo(self.folder / "fifo.py")
        os.link(self.folder / "real/a.py", self.folder / "hard.py")
        self.assertEqual(self.files(), ["hard.py", "real/a.py"])
        self.assertEqual(self.files("folder_link"), ["folder_link/a.py"])
        self.assertEqual(self.files("a_link.py"), ["a_link.py"])

    def test_what_cannot_be_read_is_said_and_the_rest_scanned(self) -> None:
        self.write("a.py")
        os.mkfifo(self.folder / "fifo.py")
        done = self.run_tkscan("--show-files", "nowhere", "a.py", "fifo.py", status=2)
        self.assertEqual(done.stdout, "a.py\n")
        self.assertEqual(done.stderr.splitlines(), [
            "nowhere: error: cannot be read: No such file or directory",
            "fifo.py: error: cannot be read: it is neither a file nor a folder"])

    @unittest.skipIf(os.geteuid() == 0, "root reads everything")
    def test_unreadable_folder(self) -> None:
        self.write("a.py")
        self.write("secret/b.py")
        (self.folder / "secret").chmod(0)
        self.addCleanup((self.folder / "secret").chmod, 0o700)
        done = self.run_tkscan("--show-files", status=2)
        self.assertEqual(done.stdout, "a.py\n")
        self.assertEqual(done.stderr, "secret: error: cannot be read: Permission denied\n")

    def test_deep_folders(self) -> None:
        deep = "/".join(["d"] * 1500)
        subprocess.run(["mkdir", "-p", deep], cwd=self.folder, check=True)
        self.addCleanup(subprocess.run, ["rm", "-r", "d"], cwd=self.folder, check=True)
        (self.folder / deep / "a.py").touch()
        self.assertEqual(self.files(), [f"{deep}/a.py"])


class TestShards(CliTest):
    def test_union_of_shards_is_the_whole(self) -> None:
        names = sorted(f"p{i % 7}/m{i}.py" for i in range(200))
        for name in names:
            self.write(name)
        for count in [1, 3, 8, 300]:
            parts = [self.files("--shard", f"{i}/{count}") for i in range(1, count + 1)]
            self.assertEqual(sorted(name for part in parts for name in part), names)
            if count == 8:
                self.assertTrue(all(10 < len(part) < 50 for part in parts), [*map(len, parts)])

    def test_files_stay_in_their_shard(self) -> None:
        for i in range(50):
            self.write(f"a/m{i}.py")
        before = self.files("--shard", "2/5")
        for i in range(50):
            self.write(f"b/n{i}.py")
        after = self.files("--shard", "2/5")
        self.assertEqual([name for name in after if name.startswith("a/")], before)
        self.assertEqual(self.files("--shard", "2/5", "a"), before)
        self.write(".git/HEAD")
        within = self.files("--shard", "2/5", cwd=self.folder / "a")
        self.assertEqual([f"a/{name}" for name in within], before)

    def test_what_is_no_part(self) -> None:
        for value in ["0/3", "4/3", "1", "1/", "/3", "a/b", "1/3/5", "-1/3", "1/0", "1/99999999"]:
            done = self.run_tkscan("--shard", value, status=2)
            self.assertEqual(done.stderr, f"tkscan: error: '--shard' needs a part, not '{value}'; "
                             "such as 1/8 to 8/8\n")


class TestLists(CliTest):
    def test_files_from(self) -> None:
        for name in ["a.py", "b c.py", "d/e.py", "f\ng.py"]:
            self.write(name)
        self.write("list", "a.py\r\n\nb c.py\nd\n")
        self.write("list0", b"a.py\0f\ng.py\0")
        self.assertEqual(self.files("--files-from", "list"), ["a.py", "b c.py", "d/e.py"])
        self.assertEqual(self.run_tkscan("--show-files", "--files-from0", "list0").stdout,
                         'a.py\n"f\\012g.py"\n')
        self.assertEqual(self.files("--files-from0", "-", stdin=b"d/e.py\0"), ["d/e.py"])
        self.assertEqual(self.files("--files-from", "-", "a.py", stdin=b"d\n"), ["a.py", "d/e.py"])
        self.assertEqual(self.files("--files-from", "-", stdin=b""), [])

    def test_argument_files(self) -> None:
        self.write("a.py")
        self.write("@b.py")
        self.write("arguments", "--show-files\na.py\n")
        done = self.run_tkscan("@arguments", "./@b.py", status=0)
        self.assertEqual(done.stdout, "@b.py\na.py\n")


class TestIgnoreFiles(CliTest):
    def git(self, *arguments: str) -> str:
        return subprocess.run(["git", "-c", "core.quotePath=false", *arguments], cwd=self.folder,
                              check=True, capture_output=True, text=True,
                              env=os.environ | {"HOME": str(self.folder)}).stdout

    def test_nested_ignore_files(self) -> None:
        for path in ["a.py", "gen/a.py", "gen/keep.py", "lib/a.py", "lib/b.py", "lib/sub/b.py",
                     "x/a.py", "out/a.py"]:
            self.write(path)
        self.write(".gitignore", "gen/*\n!gen/keep.py\n/out\n")
        self.write("lib/.gitignore", "b.py\n!/sub/b.py\n")
        self.write("x/.ignore", "*\n")
        expected = ["a.py", "gen/keep.py", "lib/a.py", "lib/sub/b.py"]
        self.assertEqual(self.files(), expected)
        self.assertEqual(len(self.files("--no-respect-gitignore")), 8)

    def test_rules_of_the_repository_hold_below_it(self) -> None:
        for path in ["repo/src/a.py", "repo/src/gen.py", "repo/src/own.py"]:
            self.write(path)
        self.write(".gitignore", "a.py\n")
        self.write("repo/.git/info/exclude", "own.py\n")
        self.write("repo/.gitignore", "gen.py\n")
        self.assertEqual(self.files("repo/src"), ["repo/src/a.py"])
        self.assertEqual(self.files(), ["repo/src/a.py"])
        self.write(".ignore", "a.py\n")
        self.assertEqual(self.files(), [])

    def test_an_ignored_folder_can_be_named(self) -> None:
        self.write(".git/HEAD")
        self.write("env/.gitignore", "*\n")
        self.write("env/lib/a.py")
        self.write("env/lib/b/.gitignore", "c.py\n")
        self.write("env/lib/b/c.py")
        self.assertEqual(self.files(), [])
        self.assertEqual(self.files("env/lib"), ["env/lib/a.py"])

    def test_users_own_ignore_file(self) -> None:
        self.write("a.py")
        self.write("b.py")
        self.write(".git/HEAD")
        self.write(".config/git/ignore", "b.py\n")
        self.assertEqual(self.files(env={"XDG_CONFIG_HOME": ""}), ["a.py"])

    def test_same_files_as_git(self) -> None:
        """Random ignore files in random trees."""
        chance = random.Random(20240229)
        names = ["a", "b", "ab", "a b", "[x]", "c.d", "*", "!n", "#h"]
        parts = names[:6] + ["*", "**", "?", "a*", "*b", "[ab]", "[!a]", "[[:alpha:]]*", "\\*",
                             "a?", "**b", "*.py", "x.py", "[a", "a\\", "\\a", "c.?", "***"]

        def pattern() -> str:
            text = "/".join(chance.choice(parts) for _ in range(chance.choice([1, 1, 1, 2, 2, 3])))
            return (chance.choice(["", "", "", "!", "/", "!/"]) + text
                    + chance.choice(["", "", "", "/", "/**", " ", "\\ ", "\t"]))

        self.git("init", "-q")
        for _ in range(60):
            subprocess.run(["find", ".", "-mindepth", "1", "-maxdepth", "1", "!", "-name", ".git",
                            "-exec", "rm", "-rf", "{}", "+"], cwd=self.folder, check=True)
            for _ in range(25):
                folders = [chance.choice(names) for _ in range(chance.randrange(4))]
                self.write("/".join(folders + [chance.choice(["x.py", "ab.py", "y.pyi"])]))
            texts = []
            for folder in ["", "a/", "a/b/", "ab/"]:
                if chance.random() < 0.6 and (self.folder / folder).is_dir():
                    text = "\n".join(pattern() for _ in range(chance.randrange(1, 5)))
                    self.write(f"{folder}.gitignore", text + "\n")
                    texts.append((folder, text))
            expected = self.git("ls-files", "-z", "-o", "--exclude-standard", "*.py", "*.pyi")
            listed = sorted(expected.split("\0")[:-1], key=os.fsencode)
            self.assertEqual(self.files("--exclude", ""), listed, texts)
            without_git = self.files("--exclude", ".git", env={"PATH": "/nowhere"})
            self.assertEqual(without_git, listed, texts)

    def test_git_knows_what_is_tracked(self) -> None:
        for path in ["a.py", "gen/b.py", "gen/c.py", "gone.py", "build/d.py", "new.py", "x/y.py"]:
            self.write(path)
        self.write(".gitignore", "gen/\n")
        self.git("init", "-q")
        self.git("add", "a.py", "gone.py", "build", ".gitignore")
        self.git("add", "-f", "gen/b.py")
        (self.folder / "gone.py").unlink()
        self.assertEqual(self.files(), ["a.py", "gen/b.py", "new.py", "x/y.py"])
        self.assertEqual(self.files("gen"), ["gen/b.py", "gen/c.py"])  # who names it wants it
        self.assertEqual(self.files("../gen", ".", cwd=self.folder / "x"),
                         ["../gen/b.py", "../gen/c.py", "y.py"])
        self.write("x/.ignore", "y.py\n")
        self.assertEqual(self.files("--extend-exclude", "a.py"), ["gen/b.py", "new.py"])
        self.assertEqual(len(self.files("--no-respect-gitignore", "--exclude", ".git")), 6)

    def test_repositories_inside(self) -> None:
        for path in ["a.py", "inner/b.py", "inner/c.py", "deep/er/d.py"]:
            self.write(path)
        self.git("init", "-q")
        for path in ["inner", "deep/er"]:
            self.git("-C", path, "init", "-q")
        self.write("inner/.gitignore", "c.py\n")
        self.assertEqual(self.files(), ["a.py", "deep/er/d.py", "inner/b.py"])
        self.assertEqual(self.files(env={"PATH": "/nowhere"}),
                         ["a.py", "deep/er/d.py", "inner/b.py"])
        self.git("-C", "inner", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q",
                 "--allow-empty", "-m", "x")
        self.git("add", "inner")  # as a submodule is recorded
        self.assertEqual(self.files(), ["a.py", "deep/er/d.py", "inner/b.py"])
        self.assertEqual(self.files("--extend-exclude", "inner"), ["a.py", "deep/er/d.py"])

    def test_in_a_hook_of_git(self) -> None:
        self.write("a.py")
        self.git("init", "-q")
        env = {"GIT_DIR": "/nowhere", "GIT_INDEX_FILE": "/nowhere/index", "GIT_WORK_TREE": "/"}
        self.assertEqual(self.files(env=env), ["a.py"])


if __name__ == "__main__":
    unittest.main()
