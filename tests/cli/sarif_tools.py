"""The validators of SARIF reports, installed with npm below build/ when they are first asked for."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from support import ROOT

SOURCES = Path(__file__).resolve().parent / "sarif"
INSTALLED = ROOT / "build" / "sarif-tools"
MODULES = INSTALLED / "node_modules"


def install() -> None:
    lock = SOURCES / "package-lock.json"
    stamp = INSTALLED / ".installed"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for name in ["package.json", "package-lock.json"]:
        shutil.copy(SOURCES / name, INSTALLED / name)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund",
                    "--loglevel=error"], cwd=INSTALLED, check=True, capture_output=True)
    multitool().chmod(0o755)
    stamp.write_text(digest)


def multitool() -> Path:
    return MODULES / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"


def schema_errors(*reports: Path) -> str:
    done = subprocess.run(["node", str(SOURCES / "validate.mjs"), str(MODULES), *map(str, reports)],
                          capture_output=True, text=True)
    return done.stdout + done.stderr


def rule_errors(report: Path, folder: Path) -> list[str]:
    """What multitool's rules for SARIF and for GitHub object to, notes and warnings apart. Its exit
    status says nothing, so its own report is read."""
    output = folder / "validated.sarif"
    subprocess.run([str(multitool()), "validate", str(report), "--rule-kind", "Sarif;Gh",
                    "--max-file-size-in-kb", "200000", "--output", str(output), "--log",
                    "ForceOverwrite"], check=True, capture_output=True, cwd=folder)
    run = json.loads(output.read_text(encoding="utf-8-sig"))["runs"][0]
    return [describe(result) for result in run["results"] if level_of(run, result) == "error"]


def rolling_hashes(run: dict[str, Any], folder: Path) -> list[str]:
    """The line hash that multitool gives each result, reading the files below `folder` itself."""
    bare = json.loads(json.dumps(run))
    bare["originalUriBaseIds"] = {"ROOT": {"uri": folder.as_uri() + "/"}}
    for result in bare["results"]:
        del result["partialFingerprints"]
        for location in result["locations"]:
            location["physicalLocation"]["artifactLocation"]["uriBaseId"] = "ROOT"
    source, output = folder / "bare.sarif", folder / "hashed.sarif"
    source.write_text(json.dumps({"version": "2.1.0", "runs": [bare]}))
    subprocess.run([str(multitool()), "rewrite", str(source), "--insert",
                    "RollingHashPartialFingerprints", "--output", str(output), "--log",
                    "ForceOverwrite"], check=True, capture_output=True, cwd=folder)
    hashed = json.loads(output.read_text(encoding="utf-8-sig"))["runs"][0]
    return [result["partialFingerprints"]["primaryLocationLineHash"]
            for result in hashed["results"]]


def level_of(run: dict[str, Any], result: dict[str, Any]) -> str:
    if "level" in result:
        return result["level"]
    for rule in run["tool"]["driver"]["rules"]:
        if rule["id"] == result["ruleId"]:
            return rule.get("defaultConfiguration", {}).get("level", "warning")
    return "error"


def describe(result: dict[str, Any]) -> str:
    message = result["message"]
    return f"{result['ruleId']} {message.get('text') or message.get('arguments')}"
