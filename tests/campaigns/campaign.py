# What all campaigns share: the program under test, material, scenarios of commands that write, and what must hold after.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
"""The promises, whatever happens to a command that writes:

- each file it writes is the old one or a whole new one, and exit code 0 means the new one;
- its sources are untouched, sessions load, catalogs are sound;
- a failure is told in a sentence; the next run works and leaves no temporary files.
"""
import argparse
import atexit
import hashlib
import math
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import wave
from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

# The exit codes of commands that did their work: done; done, and a file fails what was asked of it.
DONE = (0, 3)


def arguments(**numbers):
    """The command line of a campaign; `numbers` are its own options with their defaults."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lathe", required=True, help="the program")
    parser.add_argument("--faults", help="the built disk_faults library")
    parser.add_argument("--only", nargs="*", default=[], help="names of scenarios")
    for name, default in numbers.items():
        parser.add_argument("--" + name, type=int, default=default)
    return parser.parse_args()


class Bench:
    """A folder for the work, the program in an environment of its own, and the list of what went wrong."""

    def __init__(self, options):
        self.lathe = os.path.abspath(options.lathe)
        self.faults = os.path.abspath(options.faults) if options.faults else ""
        self.root = Path(tempfile.mkdtemp(prefix="lathe-campaign-"))
        atexit.register(shutil.rmtree, self.root, ignore_errors=True)
        self.environment = dict(os.environ, HOME=str(self.root / "home"), LATHE_DEVICE="cpu", LC_ALL="C.UTF-8")
        for kind in ("STATE", "CACHE", "DATA", "CONFIG"):
            self.environment[f"XDG_{kind}_HOME"] = str(self.root / "home" / kind.lower())
        self.broken = []
        self.runs = 0

    def run(self, words, folder, faults=None, **how):
        """Runs the program; `faults` are settings of disk_faults without their prefix."""
        environment = self.environment
        if faults is not None:
            environment = dict(environment, LD_PRELOAD=self.faults)
            environment.update({"DISK_FAULTS_" + name: str(value) for name, value in faults.items()})
        self.runs += 1
        return subprocess.run([self.lathe, *words], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=300, **how)

    def must(self, words, folder):
        result = self.run(words, folder)
        if result.returncode not in DONE:
            sys.exit(f"this must work for the campaign to begin, but ended with {result.returncode}: "
                     f"lathe {' '.join(words)}\n{text(result.stderr)}")
        return result

    def complain(self, what):
        self.broken.append(what)
        print("BROKEN", what, flush=True)

    def finish(self, what):
        print(f"{what}, {self.runs} runs of the program, {len(self.broken)} promises broken")
        sys.exit(1 if self.broken else 0)


def text(data):
    return data.decode("utf-8", errors="replace").strip()


def hash_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None


def temporaries(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*")
                  if ".lathe-" in p.name or p.name.endswith(".tmp") or "spool" in p.name)


def write_wav(path, seconds, channels=2, rate=44100, level=0.2, seed=1):
    """16-bit noise over a tone, so that no two frames are alike and every codec has work."""
    chance = random.Random(seed)
    samples = array("h")
    for n in range(int(seconds * rate)):
        tone = level * math.sin(2 * math.pi * (220 + 30 * seed) * n / rate)
        for _ in range(channels):
            samples.append(int(32767 * (tone + 0.1 * level * chance.uniform(-1, 1))))
    if sys.byteorder == "big":
        samples.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())


SOURCES = ("a.wav", "b.wav", "c.wav", "b.flac", "b.mp3", "b.ogg")


def material(bench):
    """The folder that every scenario starts from."""
    folder = bench.root / "material"
    if folder.exists():
        return folder
    folder.mkdir()
    write_wav(folder / "a.wav", 2.0, seed=1)
    write_wav(folder / "b.wav", 1.5, seed=2)
    write_wav(folder / "c.wav", 1.0, channels=1, seed=3)
    for kind in ("flac", "mp3", "ogg"):
        bench.must(["convert", "b.wav", "-o", "b." + kind], folder)
    (folder / "many").mkdir()
    for i in range(8):
        write_wav(folder / "many" / f"{i}.wav", 0.5, channels=1, seed=i + 1)
    return folder


@dataclass
class Scenario:
    name: str
    command: list
    outputs: list = field(default_factory=list)  # what the command makes or changes
    prepare: Callable = lambda bench, folder: None  # further than the material
    again: list = None  # what a later run adds to the command, so that it may overwrite


def session(bench, folder):
    bench.must(["new", "s.lathe", "a.wav", "b.wav", "c.wav", "--chain", "gentle", "--target", "-18"], folder)
    for words in (["title", "1", "One"], ["gain", "2", "-1"], ["fade-out", "1", "0.5"], ["gain", "2", "-2"], ["undo"]):
        bench.must(["edit", "s.lathe", *words], folder)
    (folder / "out").mkdir()


def in_folder(*outputs):
    """Mixes in a folder of their own, a folder for the masters, and files that are there already."""
    def prepare(bench, folder):
        (folder / "in").mkdir()
        (folder / "out").mkdir()
        for name in ("a.wav", "b.wav"):
            shutil.copy(folder / name, folder / "in" / name)
        for output in outputs:
            shutil.copy(folder / "c.wav", folder / output)
    return prepare


def response(bench, folder):
    bench.must(["ir", "make", "-o", "r.wav", "--rt60", "0.3"], folder)


def shards(bench, folder):
    for i in ("1", "2"):
        bench.must(["measure", "many", "--catalog", f"p{i}.db", "--shard", f"{i}/2"], folder)


FORCE = ["--force"]
SCENARIOS = [
    Scenario("master", ["master", "in/a.wav", "in/b.wav", "-o", "out/", "--target", "-18", "--jobs", "2"],
             ["out/a.wav", "out/b.wav"], in_folder(), FORCE),
    Scenario("master-over", ["master", "in/a.wav", "in/b.wav", "-o", "out/", "--target", "-18", "--force",
                             "--save-session", "m.lathe"],
             ["out/a.wav", "out/b.wav", "m.lathe"], in_folder("out/a.wav", "out/b.wav")),
    Scenario("render", ["render", "s.lathe", "-o", "out"], ["out/01 One.wav", "out/02 b.wav", "out/03 c.wav"],
             session, FORCE),
    Scenario("new", ["new", "n.lathe", "a.wav", "b.wav", "c.wav", "--force"], ["n.lathe"]),
    Scenario("edit", ["edit", "s.lathe", "title", "2", "New title"], ["s.lathe"], session),
    Scenario("undo", ["edit", "s.lathe", "undo"], ["s.lathe"], session),
    Scenario("convert-flac", ["convert", "a.wav", "-o", "x.flac", "--force"], ["x.flac"],
             lambda bench, folder: shutil.copy(folder / "b.flac", folder / "x.flac")),
    Scenario("convert-opus", ["convert", "a.wav", "-o", "x.opus"], ["x.opus"], again=FORCE),
    Scenario("tag-wav", ["tag", "a.wav", "title=Some title", "--marker", "1=Here"], ["a.wav"]),
    Scenario("tag-flac", ["tag", "b.flac", "title=Some title"], ["b.flac"]),
    Scenario("tag-mp3", ["tag", "b.mp3", "title=Some title"], ["b.mp3"]),
    Scenario("tag-ogg", ["tag", "b.ogg", "title=Some title"], ["b.ogg"]),
    Scenario("write-tags", ["measure", "a.wav", "b.flac", "b.mp3", "--write-tags", "--album"],
             ["a.wav", "b.flac", "b.mp3"]),
    Scenario("spectral-file", ["spectral", "a.wav", "add", "heal", "--box", "0.5,0.7,500,2000", "-o", "h.wav"],
             ["h.wav"], again=FORCE),
    Scenario("spectral-session", ["spectral", "s.lathe", "add", "level", "--box", "0.5,0.7,500,2000"], ["s.lathe"],
             session),
    Scenario("ir-make", ["ir", "make", "-o", "r.wav", "--rt60", "0.3"], ["r.wav"], again=FORCE),
    Scenario("ir-trim", ["ir", "trim", "r.wav", "-o", "t.wav", "--length", "0.2"], ["t.wav"], response, FORCE),
    Scenario("convolve", ["convolve", "a.wav", "r.wav", "-o", "w.wav"], ["w.wav"], response, FORCE),
    Scenario("correct", ["correct", "a.wav", "-o", "k.wav", "--target", "-18"], ["k.wav"], again=FORCE),
    Scenario("denoise", ["denoise", "a.wav", "-o", "dn.wav"], ["dn.wav"], again=FORCE),
    Scenario("report", ["check", "a.wav", "b.wav", "--spec", "ebu-r128", "--report", "r.html"], ["r.html"],
             again=FORCE),
    Scenario("catalog", ["measure", "many", "--catalog", "c.db", "--jobs", "2"]),
    Scenario("catalog-merge", ["catalog", "merge", "c.db", "p1.db", "p2.db"], [], shards),
]


def scenarios(options):
    return [s for s in SCENARIOS if not options.only or s.name in options.only]


class Stage:
    """One scenario with its starting point and its outcome when nothing happens."""

    def __init__(self, bench, scenario):
        self.bench, self.scenario = bench, scenario
        self.start = bench.root / "start"
        shutil.rmtree(self.start, ignore_errors=True)
        shutil.copytree(material(bench), self.start)
        scenario.prepare(bench, self.start)
        self.folder = bench.root / "work"
        self.old = {o: hash_of(self.start / o) for o in scenario.outputs}
        self.fresh()
        counts = bench.root / "counts"
        result = bench.run(scenario.command, self.folder, faults={"COUNTS": counts} if bench.faults else None)
        if result.returncode not in DONE:
            sys.exit(f"{scenario.name} does not work as it stands: {text(result.stderr)}")
        self.counts = {}
        if counts.exists():
            self.counts = {name: int(n) for name, n in (line.split() for line in counts.read_text().splitlines())}
            counts.unlink()
        self.new = {o: hash_of(self.folder / o) for o in scenario.outputs}

    def changes(self):
        """How many calls change the disk."""
        return sum(n for name, n in self.counts.items() if name not in ("pread", "flock"))

    def fresh(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.start, self.folder)

    def complain(self, how, what):
        self.bench.complain(f"{self.scenario.name}: {how}: {what}")

    def is_whole(self, path):
        """A sound file reads to its stated end without a warning, a session loads, a report is closed."""
        if path.suffix == ".lathe":
            return self.bench.run(["edit", path.name, "history"], path.parent).returncode == 0
        if path.suffix == ".html":
            return path.read_text().rstrip().endswith("</html>")
        if self.bench.run(["measure", path.name], path.parent).returncode not in DONE:
            return False
        told = self.bench.run(["info", path.name], path.parent)
        return told.returncode == 0 and b"warning" not in told.stderr.lower() and b"cut short" not in told.stdout

    def check_files(self, how):
        """What must hold at every moment."""
        for output in self.scenario.outputs:
            path, now = self.folder / output, hash_of(self.folder / output)
            if now is None:
                if self.old[output]:
                    self.complain(how, f"{output} is gone")
            elif now not in (self.old[output], self.new[output]) and not self.is_whole(path):
                self.complain(how, f"{output} is neither the old file nor a whole new one")
        if "s.lathe" not in self.scenario.outputs and (self.folder / "s.lathe").exists():
            if not self.is_whole(self.folder / "s.lathe"):
                self.complain(how, "the session does not load")
        for source in SOURCES:
            if source not in self.scenario.outputs and hash_of(self.folder / source) != hash_of(self.start / source):
                self.complain(how, f"the source {source} has changed")
        self.check_catalog(how)

    def check_catalog(self, how):
        if not (self.folder / "c.db").exists():
            return
        try:
            base = sqlite3.connect(self.folder / "c.db", timeout=30)
            sound = base.execute("PRAGMA integrity_check").fetchone()[0]
            if sound != "ok":
                self.complain(how, "the catalog: " + sound)
            if base.execute("SELECT count(*) FROM sqlite_master WHERE name = 'files'").fetchone()[0]:
                lost = "SELECT count(*) FROM files WHERE hash NOT IN (SELECT hash FROM results)"
                if base.execute(lost).fetchone()[0]:
                    self.complain(how, "files of the catalog have no results")
            base.close()
        except sqlite3.Error as error:
            self.complain(how, f"the catalog: {error}")

    def check_next_run(self, how):
        """The same command once more: it works, its outputs are whole, and nothing lies about."""
        result = self.bench.run(self.scenario.command + (self.scenario.again or []), self.folder)
        nothing_left = self.scenario.name == "undo" and b"nothing left to undo" in result.stderr
        if result.returncode not in DONE and not nothing_left:
            self.complain(how, f"the next run ends with {result.returncode}: {text(result.stderr)[:200]}")
        left = temporaries(self.folder)
        if left:
            self.complain(how, f"after the next run there are still {left}")
        for output in self.scenario.outputs:
            if not (self.folder / output).exists() or not self.is_whole(self.folder / output):
                self.complain(how, f"after the next run {output} is missing or not whole")
