# Lets commands run on disks that are full or nearly so, and checks that no file is harmed and no success is made up.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
"""full_disk.py --lathe PROGRAM [--only COMMAND...]

The disk is a tmpfs in a mount namespace of its own, filled up to some KiB. Where a system lets nobody mount, files may not
grow beyond that size instead (RLIMIT_FSIZE): the disk is then never full, but every write beyond the limit fails.
"""
import os
import resource
import shutil
import signal
import subprocess
import sys

import campaign

INSIDE = "LATHE_CAMPAIGN_MAY_MOUNT"
KIB = 1024
DISK = 16 * 1024  # KiB
FORMATS = ("wav", "aiff", "w64", "rf64", "flac", "mp3", "ogg", "opus")


def enter_namespace():
    """Starts this script again where it may mount, when there is such a place."""
    if INSIDE in os.environ:
        return
    for way in (["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"]):
        try:
            may = subprocess.run([*way, "sh", "-c", "mount -t tmpfs none /mnt"], capture_output=True).returncode == 0
        except FileNotFoundError:
            may = False
        if may:
            os.execvpe(way[0], [*way, sys.executable, *sys.argv], dict(os.environ, **{INSIDE: "yes"}))
    print("no tmpfs can be mounted here: files that may not grow stand for the full disk")
    os.environ[INSIDE] = ""


class Disk:
    """A small disk with a set number of KiB free, or its stand-in."""

    def __init__(self, bench):
        self.bench = bench
        self.folder = bench.root / "disk"
        self.folder.mkdir()
        self.is_real = os.environ[INSIDE] == "yes"
        self.free = 0
        if self.is_real:
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}k", "none", self.folder], check=True)

    def clear(self):
        for path in self.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def run(self, words, free):
        """Runs the program with `free` KiB left on the disk."""
        if not self.is_real:
            def limit():
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (free * KIB, free * KIB))
            return self.bench.run(words, self.folder, preexec_fn=limit)
        filler = self.folder / "filler"
        status = os.statvfs(self.folder)
        surplus = status.f_bavail * status.f_frsize - free * KIB
        with open(filler, "wb") as file:
            file.write(b"\0" * max(surplus, 0))
        result = self.bench.run(words, self.folder)
        filler.unlink()
        return result


def decoded(bench, path):
    """A hash of the sound, whatever the file's bytes are; None when it does not read whole."""
    out = bench.root / "decoded.wav"
    result = bench.run(["convert", str(path), "-o", str(out), "--bits", "32f", "--force"], bench.root)
    whole = bench.run(["info", str(path)], bench.root)
    if result.returncode not in campaign.DONE or b"cut short" in whole.stdout or b"cut short" in whole.stderr:
        return None
    out_info = bench.run(["measure", str(out), "--json"], bench.root)
    return (campaign.hash_of(out), out_info.returncode)


class Case:
    """A command that writes one file, and what is in the folder before."""

    def __init__(self, name, words, target, given):
        self.name, self.words, self.target, self.given = name, words, target, given

    def lay_out(self, disk):
        disk.clear()
        for path, name in self.given:
            shutil.copy(path, disk.folder / name)

    def state(self, bench, disk):
        """What the target says, in a form that two runs of one command share."""
        path = disk.folder / self.target
        if not path.exists():
            return None
        if path.suffix == ".lathe":
            return campaign.text(bench.run(["edit", self.target, "history"], disk.folder).stdout)
        return decoded(bench, path)

    def check(self, bench, disk, wanted, free):
        self.lay_out(disk)
        path = disk.folder / self.target
        before = campaign.hash_of(path)
        result = disk.run(self.words, free)
        how = f"{self.name} with {free} KiB free, exit code {result.returncode}"
        said = campaign.text(result.stderr)
        if result.returncode in campaign.DONE:
            if self.state(bench, disk) != wanted:
                bench.complain(f"{how}: it claims success, but {self.target} is not what it should be")
            if self.name.startswith("tag") and b"NEWTITLE" not in bench.run(["info", self.target], disk.folder).stdout:
                bench.complain(f"{how}: it claims success, but the tag is not there")
        else:
            if campaign.hash_of(path) != before:
                bench.complain(f"{how}: {self.target} was harmed: {said[:200]}")
            if not any(line.startswith("lathe:") for line in said.split("\n")):
                bench.complain(f"{how}: no sentence: {said[:200]}")
        left = campaign.temporaries(disk.folder)
        if left:
            bench.complain(f"{how}: it left {left}")


def cases(bench):
    """Each command over each format, with the free sizes (KiB) at which something may give way."""
    folder = campaign.material(bench)
    comment = "comment=" + 60000 * "c"
    for kind in FORMATS:
        source = bench.root / f"source.{kind}"
        bench.must(["convert", "a.wav", "-o", str(source)], folder)
        size = source.stat().st_size // KIB
        wide = [size + more for more in (-8, 0, 4, 8, 40, 64, 120)]
        yield (Case(f"tag-{kind}", ["tag", source.name, "title=NEWTITLE", comment], source.name,
                    [(source, source.name)]), [0, 8, size // 2, *wide])
        yield (Case(f"convert-{kind}", ["convert", "a.wav", "-o", "x." + kind, "--force"], "x." + kind,
                    [(folder / "a.wav", "a.wav"), (source, "x." + kind)]), [0, 4, size // 2, size - 4, size, size + 8, 2 * size])
    size = (folder / "a.wav").stat().st_size // KIB
    yield (Case("master", ["master", "a.wav", "-o", "m.wav", "--target", "-18", "--force"], "m.wav",
                [(folder / "a.wav", "a.wav"), (folder / "c.wav", "m.wav")]), [0, 4, size // 2, size, 2 * size, 3 * size, 4 * size])
    bench.must(["new", "s.lathe", "a.wav"], folder)
    for i in range(12):
        bench.must(["edit", "s.lathe", "gain", "1", str(-i)], folder)
    given = [(folder / "s.lathe", "s.lathe"), (folder / "a.wav", "a.wav")]
    for name, words in (("edit", ["title", "1", "NEW"]), ("undo", ["undo"])):
        yield Case(name, ["edit", "s.lathe", *words], "s.lathe", given), [0, 4, 8, 12, 16, 24]


def main():
    enter_namespace()
    options = campaign.arguments()
    bench = campaign.Bench(options)
    disk = Disk(bench)
    try:
        for case, sizes in cases(bench):
            if options.only and case.name not in options.only:
                continue
            case.lay_out(disk)
            bench.must(case.words, disk.folder)
            wanted = case.state(bench, disk)
            for free in sorted({max(size, 0) for size in sizes}):
                case.check(bench, disk, wanted, free)
            print(f"{case.name}: {len(sizes)} sizes", flush=True)
    finally:
        if disk.is_real:
            subprocess.run(["umount", "-l", disk.folder])
    bench.finish("Full disks")


if __name__ == "__main__":
    main()
