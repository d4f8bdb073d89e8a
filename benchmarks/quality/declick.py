#!/usr/bin/env python3
# How well clicks are found and filled, and how fast: Lathe beside ffmpeg's adeclick, as rows of docs/measured/quality-clicks.md.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
"""usage: declick.py --lathe BUILD/cli/lathe [--cases DIR] [--clean FILE...] [--speed FILE...] [--seed 1]

--cases: folders with clean.wav, degraded.wav and truth.npy (a mask of the damaged samples), as scripts/click_material.py makes them from
any recordings. Without it, cases are made here of notes and drums. --clean: recordings without clicks: how many repairs a minute.
--speed: CPU seconds on those files, medians of three, the rivals in the same run. Lathe runs with its defaults; of adeclick's settings
the best by SI-SDR is taken in each case, with the answer known. Prints seed and rows of Markdown. Needs numpy and scipy.
"""
import argparse, json, os, resource, shutil, statistics, subprocess, sys, tempfile
import numpy as np
from scipy.io import wavfile

ADECLICK = ["adeclick", "adeclick=m=s", "adeclick=m=s:t=4", "adeclick=m=s:t=8"]


def read(path):
    rate, x = wavfile.read(path)
    x = x.astype(np.float64) if x.dtype.kind == "f" else x / float(np.iinfo(x.dtype).max)
    return (x.mean(1) if x.ndim > 1 else x), rate


def gain(clean, heard, out):
    def ratio(y):
        c, y = clean - clean.mean(), y - y.mean()
        t = c * (c @ y) / (c @ c + 1e-12)
        return 10 * np.log10((t @ t) / (((y - t) ** 2).sum() + 1e-12) + 1e-12)
    return ratio(out) - ratio(heard)


def runs(mask, gap):
    i = np.flatnonzero(mask)
    return [(g[0], g[-1]) for g in np.split(i, np.flatnonzero(np.diff(i) > gap) + 1)] if len(i) else []


def score(clean, heard, truth, out):
    """SI-SDR gain; F1 of events (runs of changed samples within 16 are one, within 8 of damage is found); collateral in dB."""
    events, found = runs(truth, 16), runs(np.abs(out - heard) > 1e-4, 16)
    touches = lambda a, others: any(b[0] - 8 <= a[1] and b[1] + 8 >= a[0] for b in others)
    recall = np.mean([touches(e, found) for e in events]) if events else 0.0
    precision = np.mean([touches(f, events) for f in found]) if found else 0.0
    f1 = 2 * recall * precision / (recall + precision + 1e-12)
    collateral = 10 * np.log10((((clean - out)[~truth] ** 2).sum() + 1e-15) / (clean ** 2).sum())
    return gain(clean, heard, out), f1, collateral


def made_cases(folder, seed):
    """Notes and drums with damped bursts, where nothing else is given."""
    rate = 44100
    for name, per_second in (("notes", 10), ("drums", 10), ("notes-crackle", 60)):
        rng = np.random.default_rng([seed, per_second, len(name)])
        x = np.zeros(8 * rate)
        for start in np.arange(0, 7.5, 0.2):
            t = np.arange(int(0.45 * rate)) / rate
            if name == "drums":
                y = np.sin(2 * np.pi * 60 * t) * np.exp(-t * 14) + 0.4 * rng.standard_normal(len(t)) * np.exp(-t * rng.choice([15, 60]))
            else:
                f = 110 * 2 ** (rng.integers(0, 30) / 12)
                y = sum(np.sin(2 * np.pi * k * f * t) / k for k in range(1, 9)) * np.exp(-t * 4) * np.minimum(1, (0.45 - t) * 50) * np.minimum(1, t * 300)
            a = int(start * rate)
            x[a:a + len(y)] += 0.2 * y[:len(x) - a]
        x += 1e-4 * rng.standard_normal(len(x))
        y, m, level = x.copy(), np.zeros(len(x), bool), np.sqrt(np.mean(x ** 2))
        for p in np.flatnonzero(rng.random(len(x)) < per_second / rate):
            tau = np.exp(rng.uniform(np.log(1.5), np.log(16)))
            k = np.arange(int(4 * tau) + 2)
            b = np.exp(-k / tau) * np.cos(2 * np.pi * rng.uniform(0.02, 0.35) * k + rng.uniform(0, 6.28)) * level * 10 ** (rng.uniform(-12, 12) / 20)
            e = min(len(x), p + len(k))
            y[p:e] += b[:e - p]
            m[p:e] = True
        os.makedirs(f"{folder}/{name}")
        wavfile.write(f"{folder}/{name}/clean.wav", rate, x.astype(np.float32))
        wavfile.write(f"{folder}/{name}/degraded.wav", rate, y.astype(np.float32))
        np.save(f"{folder}/{name}/truth.npy", m)


def seconds_of(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--lathe", required=True), a.add_argument("--cases"), a.add_argument("--clean", nargs="*", default=[])
    a.add_argument("--speed", nargs="*", default=[]), a.add_argument("--seed", type=int, default=1)
    a = a.parse_args()
    with tempfile.TemporaryDirectory() as work:
        ours = lambda i, o: [a.lathe, "declick", i, "-o", o, "--bits", "32f", "--force"]
        theirs = lambda i, o, filter: ["ffmpeg", "-v", "error", "-y", "-threads", "1", "-i", i, "-af", filter, "-c:a", "pcm_f32le", o]
        cases = a.cases
        if not cases and not a.clean and not a.speed:
            print("seed", a.seed)
            made_cases(work + "/cases", a.seed)
            cases = work + "/cases"
        if cases:
            print("| case | Lathe: gain, F1, collateral | `adeclick`, best of four |\n|---|---|---|")
        for name in sorted(os.listdir(cases)) if cases else []:
            c = os.path.join(cases, name)
            clean, heard, truth = read(c + "/clean.wav")[0], read(c + "/degraded.wav")[0], np.load(c + "/truth.npy")
            if not truth.any():
                continue
            subprocess.run(ours(c + "/degraded.wav", work + "/o.wav"), check=True, stdout=subprocess.DEVNULL)
            mine, best = score(clean, heard, truth, read(work + "/o.wav")[0]), None
            for f in ADECLICK if shutil.which("ffmpeg") else []:
                subprocess.run(theirs(c + "/degraded.wav", work + "/f.wav", f), check=True)
                other = score(clean, heard, truth, read(work + "/f.wav")[0])
                best = max(best, other + (f,)) if best else other + (f,)
            row = lambda s: f"{s[0]:.1f}, {s[1]:.2f}, {s[2]:.0f}"
            print(f"| {name} | {row(mine)} | {row(best) + ' (' + best[3] + ')' if best else 'not installed'} |")
        minutes = repairs = 0
        for f in a.clean:
            subprocess.run([a.lathe, "declick", f, "-o", work + "/o.wav", "--bits", "32f", "--force", "--events", work + "/e.json"],
                           check=True, stdout=subprocess.DEVNULL)
            events = json.load(open(work + "/e.json"))
            rate, x = wavfile.read(work + "/o.wav")
            minutes += len(x) / rate / 60
            repairs += sum(e["repair"] for e in events["events"])
        if a.clean:
            print(f"\nclean: {repairs} repairs in {minutes:.1f} minutes")
        for f in a.speed:
            mine = statistics.median(seconds_of(ours(f, work + "/o.wav")) for _ in range(3))
            rate, x = wavfile.read(work + "/o.wav")
            line = f"{os.path.basename(f)}: {len(x) / rate:.0f} s: Lathe {mine:.2f} CPU s, {len(x) / rate / mine:.0f} times real time"
            for filter in ADECLICK[:2]:
                line += f"; {filter} {statistics.median(seconds_of(theirs(f, work + '/f.wav', filter)) for _ in range(3)):.2f}"
            print(line)


if __name__ == "__main__":
    main()
