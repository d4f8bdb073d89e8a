# Gives every edit of a session absurd values, and checks that what was accepted loads again and can be undone.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
"""edit_limits.py --lathe PROGRAM [--only EDIT...]

The edits and their arguments are read from the program's own help, so that a new edit is tried without a line here.
"""
import re
import shutil

import campaign

NUMBERS = ["0", "-1", "1", "0.5", "2.9", "1e-300", "1.9e11", "9007199254740993", "1e18", "1e300", "nan", "inf", "-inf",
           "99999999999999999999999", "0x10", "1,5", ""]
TEXTS = ["", "/", "..", "\\\"", "{title}{title}", "\x01\x1b[31m", "a\nb", "\u202egnp.exe", "\u00e9", 50000 * "a",
         b"\xff\xfe", b"\xed\xa0\x80"]
SETTINGS = ["limiter.release", "limiter.ceiling", "eq.band1.frequency", "target", "ceiling", "rate", "quality", "bits",
            "format", "name", "year", "tails", "nonsense", ""]

# An argument's word in the help, and a value that the edit takes. Words that are not here are texts.
ORDINARY = {"TRACK": "1", "TO": "2", "REGION": "1", "MARKER": "1", "STAGE": "1", "AT": "1", "STEPS": "1", "CHAIN": "master",
            "SECONDS": "0.25", "DECIBELS": "-1", "FROM": "0.1", "FILE": "c.wav", "PROCESSOR": "gain", "PRESET": "gentle",
            "RATE": "48000", "FOLDER": ".", "OLD-FILE": "a.wav", "NEW-FILE": "b.wav", "KEY=VALUE": "target=-16",
            "STAGE.PARAMETER=VALUE": "limiter.release=80ms"}
# Where the second of two like words means something else.
TIMES = {("trim", "TO"): "0.5", ("range", "TO"): "0.5"}


def edits(bench, folder):
    """Name and argument words of each edit in the help."""
    lines = campaign.text(bench.must(["edit", "--help"], folder).stdout).split("\n")
    found = {"undo": ["[STEPS]"], "redo": ["[STEPS]"]}
    for line in lines:
        match = re.fullmatch(r"  ([a-z-]+)((?: \[?[A-Z][A-Z-]*(?:[.=][A-Z]+)*(?:\.\.\.)?\]?| \[?[a-z|-]+\]?)*)", line)
        if match and re.search(r"[A-Z|]", match.group(2)):
            found[match.group(1)] = match.group(2).split()
    return found


def bare(word):
    return word.strip("[]").removesuffix("...")


def ordinary(name, word):
    word = bare(word)
    if "|" in word:
        return word.split("|")[0]
    return TIMES.get((name, word)) or ORDINARY.get(word, "Some text")


def absurd(word):
    word = bare(word)
    if "=" in word:
        return [f"{key}={value}" for key in SETTINGS for value in ("1e300", "nan", "-1", "")] + ["=", "a=b=c"]
    numeric = word in ("TRACK", "TO", "REGION", "MARKER", "STAGE", "AT", "STEPS", "CHAIN", "SECONDS", "DECIBELS", "FROM",
                       "RATE")
    return NUMBERS if numeric else TEXTS + NUMBERS[:4]


def attempts(name, words):
    """The edit with one argument absurd at a time, then with all of them."""
    usual = [ordinary(name, word) for word in words]
    for i, word in enumerate(words):
        for value in absurd(word):
            yield [name, *usual[:i], value, *usual[i + 1:]]
    for value in ("1e300", "-1", "nan", ""):
        yield [name, *[value for _ in words]]
    yield [name]
    yield [name, *usual, "too", "much"]


def attempt(bench, folder, base, words):
    shutil.copy(folder / "base.lathe", folder / "x.lathe")
    given = [word if isinstance(word, bytes) else word.encode() for word in words]
    result = bench.run([b"edit", b"x.lathe", *given], folder)
    how = "edit " + " ".join(repr(word)[:40] for word in words) + f", exit code {result.returncode}"
    if result.returncode < 0 or result.returncode > 4:
        bench.complain(f"{how}: {campaign.text(result.stderr)[:200]}")
        return False
    if result.returncode != 0:
        if campaign.hash_of(folder / "x.lathe") != base:
            bench.complain(f"{how}: refused, and yet the session has changed")
        if not campaign.text(result.stderr).startswith("lathe:"):
            bench.complain(f"{how}: no sentence: {campaign.text(result.stderr)[:200]}")
        return False
    loads = bench.run(["edit", "x.lathe", "history"], folder)
    if loads.returncode != 0:
        bench.complain(f"{how}: accepted, and the session cannot be read: {campaign.text(loads.stderr)[:200]}")
        return True
    if words[0] not in ("undo", "redo") and campaign.hash_of(folder / "x.lathe") != base:
        undone = bench.run(["edit", "x.lathe", "undo"], folder)
        if undone.returncode != 0:
            bench.complain(f"{how}: accepted, and cannot be undone: {campaign.text(undone.stderr)[:200]}")
    return True


def main():
    options = campaign.arguments()
    bench = campaign.Bench(options)
    folder = campaign.material(bench)
    # Two tracks of different rates: positions must keep their meaning whatever becomes of the first.
    campaign.write_wav(folder / "a.wav", 2.0, rate=48000)
    bench.must(["new", "base.lathe", "a.wav", "b.wav", "--chain", "gentle"], folder)
    for words in (["title", "1", "One"], ["marker", "1", "0.5", "Here"], ["gain", "2", "-1"], ["undo"]):
        bench.must(["edit", "base.lathe", *words], folder)
    base = campaign.hash_of(folder / "base.lathe")
    tried = accepted = 0
    for name, words in edits(bench, folder).items():
        if options.only and name not in options.only:
            continue
        for given in attempts(name, words):
            tried += 1
            accepted += attempt(bench, folder, base, given)
        print(f"{name}: {tried} tried so far", flush=True)
    if not options.only and tried < 500:
        bench.complain(f"only {tried} edits were tried: the help has another form")
    bench.finish(f"{tried} edits, {accepted} of them accepted")


if __name__ == "__main__":
    main()
