#!/usr/bin/env python3
# How good restoration is: makes damaged cases, runs Lathe and its peers over them, scores both and writes docs/measured/quality.md.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
"""usage: quality.py --lathe BUILD/cli/lathe [--audio FOLDER | --cases FOLDER] [--section NAME] [--only KIND] [--seed 1] [--out PAGE]
       quality.py --lathe BUILD/cli/lathe --speed [--out PAGE]

Needs numpy and scipy. Cases are made from sounds that are made here, or from the clean recordings of --audio, or are given ready
(see cases.py). KIND is noise, hum, click, clip or gap. Lathe runs with its defaults and is told nothing; peers get the best of their
settings, chosen by SI-SDR with the answer known, and the noise alone at the start. A page's other text stays as it is.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import tempfile

import numpy as np

import cases
import scores
import sounds
import tools

KINDS = {
    "noise": ("Noise", [("gain", "gain", 1), ("segmental", "segSNR", 1), ("distance", "LSD", 1), ("floor", "floor", 0),
                        ("kurtosis", "musical noise", 2), ("stoi", "STOI", 3)]),
    "hum": ("Hum", [("gain", "gain", 1), ("segmental", "segSNR", 1), ("distance", "LSD", 1), ("floor", "floor", 0)]),
    "click": ("Clicks", [("gain", "gain", 1), ("f1", "F1", 2), ("collateral", "collateral", 0), ("segmental", "segSNR", 1)]),
    "clip": ("Clipping", [("sdr", "SDR gain", 1), ("fitted", "gain fitted", 1), ("distance", "LSD", 1)]),
    "gap": ("Gaps", [("gap", "SNR in the gaps", 1), ("collateral", "collateral", 0)]),
}
MEANING = ("gain: SI-SDR, dB nearer to the clean sound; segSNR: of 30 ms frames, dB; LSD: log-spectral distance, dB, less is better; floor: dB taken from "
           "noise alone; musical noise: log kurtosis ratio, 0 none; STOI: change, speech; F1: clicks found and nothing else, 1 is best; collateral: harm to "
           "undamaged samples, dB of the whole; CPU s: of the whole program.")


def played(case, options, work):
    """The best run of each tool on a case."""
    with open(os.path.join(case, "meta.json")) as file:
        meta = json.load(file)
    best = {}
    for tool, setting, go in tools.tools(options, meta["kind"], meta.get("speech", False)):
        out = os.path.join(work, "out.wav")
        if os.path.exists(out):
            os.remove(out)
        try:
            spent = go(os.path.join(case, "degraded.wav"), out, os.path.join(work, "t"), meta)
            s = scores.scores(case, out)
        except subprocess.TimeoutExpired:
            best.setdefault(tool, dict(setting=f"{setting}: not done in {tools.LIMIT} s", cpu=None))
            continue
        except (subprocess.SubprocessError, ValueError, OSError) as error:
            tools.warn(f"{meta['name']}: {tool} {setting}: {error}")
            continue
        s.update(setting=setting, cpu=spent)
        if tool not in best or best[tool]["cpu"] is None or s["gain"] > best[tool]["gain"]:
            best[tool] = s
    return meta, best


def row(meta, tool, s, columns):
    figures = [f"{s[key]:.{places}f}" if s.get(key) is not None and np.isfinite(s[key]) else "" for key, _, places in columns]
    spent = f"{s['cpu']:.2f}" if s["cpu"] is not None else ""
    return f"| {meta['name']} | {tool} | {s['setting']} | " + " | ".join(figures) + f" | {spent} |"


def tables(folder, options, work, source):
    found = {}
    for name in sorted(os.listdir(folder)):
        case = os.path.join(folder, name)
        if not os.path.exists(os.path.join(case, "meta.json")):
            continue
        with open(os.path.join(case, "meta.json")) as file:
            kind = json.load(file)["kind"]
        if kind not in KINDS or options.only not in ("", kind):
            continue
        meta, best = played(case, options, work)
        for tool, s in best.items():
            found.setdefault(kind, []).append((meta, tool, s))
            tools.warn(row(meta, tool, s, KINDS[kind][1]))
    lines = [f"{source}. {MEANING}", "", "Peers that were not there: " + ", ".join(tools.missing(options)) + "."]
    for kind, (title, columns) in KINDS.items():
        if kind not in found:
            continue
        lines += ["", f"### {title}", "", "| case | tool | setting | " + " | ".join(c[1] for c in columns) + " | CPU s |",
                  "|---" * (len(columns) + 4) + "|"]
        lines += [row(*r, columns) for r in found[kind]]
        ours = [r[2] for r in found[kind] if r[1] == "Lathe" and r[2].get(columns[0][0]) is not None]
        lines += ["", f"Lathe, mean of {len(ours)}: {columns[0][1]} {np.mean([s[columns[0][0]] for s in ours]):.1f} dB."]
        if kind == "gap":
            for length in sorted({r[0]["milliseconds"] for r in found[kind]}):
                some = [r[2]["gap"] for r in found[kind] if r[0]["milliseconds"] == length]
                lines[-1] += f" {length} ms: {np.mean(some):.1f} (mean of {len(some)}), median {np.median(some):.1f}."
    return lines


def speed(options, work):
    """A minute of stereo at 44.1 kHz, medians of three, peers of the same class in the same turns."""
    tools.LIMIT = 120
    rng, rate = np.random.default_rng(options.seed), 44100
    music = 0.5 * np.concatenate([sounds.notes(rate, rng, 60)])
    music /= 2 * np.abs(music).max()
    lead = np.concatenate([np.zeros(3 * rate), music[:57 * rate]])
    hissed = lead + 0.005 * sounds.hiss(len(lead), rate, rng)
    hummed = lead + 0.01 * sounds.hum(len(lead), rate, rng, 50)
    clicked = music + sounds.clicks(len(music), rate, rng, 5, 0.15)[0]
    clipped, _ = sounds.clip_to(music, 15)
    quick = lambda kind, names: [t for t in tools.tools(options, kind) if t[0] == "Lathe" or (t[0], t[1]) in names]
    plan = [("hiss", hissed, "noise", {("sox noisered", "0.1"), ("ffmpeg afftdn", "nr=12 nf=-40"), ("ffmpeg anlmdn", "s=0.01")}),
            ("hum", hummed, "hum", {("sox notch comb", "50 Hz, 1 Hz wide"), ("ffmpeg afftdn", "nr=12 nf=-40")}),
            ("5 clicks a second", clicked, "click", {("ffmpeg adeclick", "m=s"), ("ffmpeg adeclick", "defaults")}),
            ("no clicks", music, "click", {("ffmpeg adeclick", "m=s"), ("ffmpeg adeclick", "defaults")}),
            ("clipped to 15 dB, 10 s", clipped[5 * rate:15 * rate], "clip", {("ffmpeg adeclip", "m=s"), ("ffmpeg adeclip", "defaults")})]
    lines = ["Made stereo at 44.1 kHz, a minute of it or what is said; CPU seconds of whole programs, medians of three, taken in turn.", "",
             "| work | tool | setting | CPU s | times real time | against Lathe |", "|---|---|---|---|---|---|"]
    for name, x, kind, names in plan:
        if options.only not in ("", kind):
            continue
        i = os.path.join(work, "in.wav")
        sounds.write(i, np.stack([x, np.roll(x, 200)], 1)[:60 * rate], rate)
        spent = {}
        for _ in range(3):
            for tool, setting, go in quick(kind, names):
                out = os.path.join(work, "out.wav")
                if os.path.exists(out):
                    os.remove(out)
                try:
                    spent.setdefault((tool, setting), []).append(go(i, out, os.path.join(work, "t"), dict(profile_s=1.5, fs=rate)))
                except subprocess.TimeoutExpired:
                    spent[(tool, setting)] = [float("inf")] * 3
        ours = statistics.median(spent[("Lathe", "defaults")])
        for (tool, setting), values in spent.items():
            s = statistics.median(values)
            figures = f"{s:.2f} | {min(60, len(x) / rate) / s:.1f} | {s / ours:.1f}" if np.isfinite(s) else f"more than {tools.LIMIT} | |"
            lines.append(f"| {name} | {tool} | {setting} | {figures} |")
            tools.warn(lines[-1])
    return lines


def place(page, section, lines):
    """Puts the lines between a section's marks, which are made at the end of the page when they are missing."""
    start, end = f"<!-- quality.py: {section} -->", f"<!-- end: {section} -->"
    text = open(page).read() if os.path.exists(page) else "# Quality of restoration, measured\n"
    if start not in text:
        text += f"\n## {section}\n\n{start}\n{end}\n"
    head, rest = text.split(start, 1)
    with open(page, "w") as file:
        file.write(head + start + "\n" + "\n".join(lines) + "\n" + end + rest.split(end, 1)[1])


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--lathe", required=True)
    a.add_argument("--audio", help="a folder of clean recordings")
    a.add_argument("--cases", help="a folder of ready cases")
    a.add_argument("--section", help="of the page")
    a.add_argument("--only", default="", help="one kind of case")
    a.add_argument("--most", type=int, default=6, help="recordings that are used of --audio")
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--speed", action="store_true", help="measure speed alone")
    a.add_argument("--rnnn", help="a model for ffmpeg's arnndn")
    a.add_argument("--rnnoise", help="a command that takes IN.wav OUT.wav at 48 kHz, 16 bits")
    a.add_argument("--out", help="the page to write into")
    a = a.parse_args()
    work = tempfile.mkdtemp(prefix="lathe-quality-")
    try:
        if a.speed:
            section, lines = a.section or "Speed", speed(a, work)
        else:
            folder = a.cases or os.path.join(work, "cases")
            if not a.cases:
                cases.make(folder, a.seed, a.audio, a.most, a.only)
            source = "Given cases" if a.cases else f"Seed {a.seed}, recordings given" if a.audio else f"Seed {a.seed}, sounds made by the script"
            section = a.section or ("Given cases" if a.cases else "Recordings" if a.audio else "Made sounds")
            lines = tables(folder, a, work, source)
        print("\n".join(lines))
        if a.out:
            place(a.out, section, lines)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
