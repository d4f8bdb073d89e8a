#!/usr/bin/env python3
# Makes recordings with planted clicks of many kinds, and the masks of what was damaged: for training and for measuring the de-clicker.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
"""usage: click_material.py RECORDINGS... -o CASES [--seed N] [--seconds S] [--passes P] [--kits FOLDER] [--vinyl FILE] [--only REGEX]

RECORDINGS: files, or folders that are searched for WAV, FLAC and Ogg files of at least two seconds. Each gives P times the kinds below,
each in a passage of S seconds that is drawn anew (--passes, --seconds). CASES/NAME/ then holds clean.wav, degraded.wav (float, mono)
and truth.npy, a mask of the damaged samples; NAME is RECORDING__KIND__N, and what stands before the first "__" is one group:
train_clicks.py leaves out groups as wholes.

kinds  clean    nothing is planted: every repair is a false one
       burst    damped oscillating bursts of 0.05 to 1.5 ms
       vinyl    clicks cut out of the run-in groove of a record (--vinyl; left out without it)
       crackle  ticks of 2 to 8 samples, 20 to 120 a second
       digital  single wrong samples and short runs of them, bits flipped
       dropout  2 to 40 samples of silence, or held
       pop      abrupt low pops that die away within 2 to 7 ms, with a tick at their start

Rates and levels are drawn: 2 to 80 a second, -12 to +8 dB around the passage's level, and +-12 dB from click to click.
--kits FOLDER: one-shot drum samples, a folder for each kit; patterns with random tempo, swing and strokes are made of them.
Needs numpy, scipy, soundfile. The weights in core/restoration/declick/click_weights.h say what they were made from.
"""
import argparse, os, re, zlib
import numpy as np
import soundfile as sf
from scipy.signal import butter, sosfiltfilt

KINDS = ["clean", "burst", "vinyl", "crackle", "digital", "dropout", "pop"]
SOUND = (".wav", ".flac", ".ogg")


def level_of(x):
    return np.sqrt(np.mean(x ** 2) + 1e-12)


def places(n, fs, rate, rng):
    return np.flatnonzero(rng.random(n) < rate / fs)


def add(y, m, p, b, mask=None):
    e = min(len(y), p + len(b))
    y[p:e] += b[:e - p]
    m[p:e] |= True if mask is None else mask[:e - p]


def burst(x, fs, rng, rate, level, library):
    y, m = np.zeros(len(x)), np.zeros(len(x), bool)
    for p in places(len(x), fs, rate, rng):
        tau = np.exp(rng.uniform(np.log(1.5), np.log(1.5e-3 * fs / 4)))
        k = np.arange(int(4 * tau) + 2)
        b = np.exp(-k / tau) * np.cos(2 * np.pi * rng.uniform(0.02, 0.35) * k + rng.uniform(0, 6.28))
        b += rng.uniform(0, 0.4) * rng.standard_normal(len(k)) * np.exp(-k / tau)
        add(y, m, p, level * 10 ** (rng.uniform(-12, 12) / 20) * rng.choice([-1, 1]) * b)
    return x + y, m


def vinyl(x, fs, rng, rate, level, library):
    y, m = np.zeros(len(x)), np.zeros(len(x), bool)
    for p in places(len(x), fs, rate, rng):
        b = library[rng.integers(len(library))]
        add(y, m, p, b * level * 10 ** (rng.uniform(-12, 12) / 20) * rng.choice([-1, 1]), np.abs(b) > 0.02 * np.abs(b).max())
    return x + y, m


def crackle(x, fs, rng, rate, level, library):
    y, m = np.zeros(len(x)), np.zeros(len(x), bool)
    for p in places(len(x), fs, rng.uniform(20, 120), rng):
        k = np.arange(rng.integers(2, 9))
        add(y, m, p, 0.6 * level * 10 ** (rng.uniform(-12, 12) / 20) * rng.standard_normal(len(k)) * np.exp(-k / 2.5))
    return x + y, m


def digital(x, fs, rng, rate, level, library):
    y, m = x.copy(), np.zeros(len(x), bool)
    for p in places(len(x), fs, rate, rng):
        for n in range(p, min(len(x), p + rng.choice([1, 1, 1, 2, 4, 8]))):
            if rng.random() < 0.5:
                y[n] = (int(x[n] * 32767) ^ (1 << int(rng.integers(9, 15)))) / 32767
            else:
                y[n] = x[n] + level * 10 ** (rng.uniform(-6, 12) / 20) * rng.choice([-1, 1])
            m[n] = True
    return y, m


def dropout(x, fs, rng, rate, level, library):
    y, m = x.copy(), np.zeros(len(x), bool)
    for p in places(len(x) - 50, fs, min(rate, 15), rng):
        e = p + int(np.exp(rng.uniform(np.log(2), np.log(40))))
        y[p:e] = 0 if rng.random() < 0.5 else x[max(0, p - 1)]
        m[p:e] = np.abs(y[p:e] - x[p:e]).max() > 0.02 * level  # silence in silence is no damage
    return y, m


def pop(x, fs, rng, rate, level, library):
    y, m = np.zeros(len(x)), np.zeros(len(x), bool)
    for p in places(len(x), fs, min(rate, 10), rng):
        tau = rng.uniform(0.5e-3, 1.8e-3) * fs
        k = np.arange(int(4 * tau))
        b = np.exp(-k / tau) * np.cos(2 * np.pi * rng.uniform(60, 900) / fs * k + rng.uniform(-1, 1))
        b[:6] += rng.uniform(0, 0.8) * rng.standard_normal(6)
        b *= level * 10 ** (rng.uniform(-6, 12) / 20) * rng.choice([-1, 1])
        add(y, m, p, b)
    return x + y, m


def library_of(path):
    """Clicks cut out of a groove without music."""
    v, fs = sf.read(path, always_2d=True)
    h = sosfiltfilt(butter(4, 1500 / (fs / 2), "high", output="sos"), v.mean(1))
    s, found = np.median(np.abs(h)) / 0.6745, []
    hot = np.flatnonzero(np.abs(h) > 7 * s)
    for g in np.split(hot, np.flatnonzero(np.diff(hot) > 60) + 1):
        a, b = g[0] - 12, g[-1] + 30
        if a < 0 or b > len(h) or b - a > 400:
            continue
        w = np.ones(b - a)
        w[:8], w[-16:] = np.linspace(0, 1, 8), np.linspace(1, 0, 16)
        found.append(h[a:b] * w / np.abs(h[a:b]).max())
    return found


def mono(path):
    x, fs = sf.read(path, always_2d=True)
    return x.mean(1), fs


def pattern(kit, rng, seconds, fs=44100):
    """A bar of strokes, repeated with changes, in the time of one tempo."""
    strokes = []
    for f in rng.permutation(kit)[:12]:
        x, r = mono(f)
        if r == fs and 200 < len(x) < 4 * fs:
            x = x / (np.abs(x).max() + 1e-9)
            x[-200:] *= np.linspace(1, 0, 200)  # samples that are cut off would click at their ends
            x[:8] *= np.linspace(0, 1, 8)
            strokes.append(x)
    if len(strokes) < 3:
        return None
    step = 60 / rng.uniform(70, 170) / 4
    out = np.zeros(int(seconds * fs))
    rows = [(s, rng.random(16) < rng.choice([0.12, 0.25, 0.5]), rng.uniform(0.2, 1)) for s in strokes]
    for i in range(int(seconds / step)):
        for s, beats, loud in rows:
            if beats[i % 16] ^ (rng.random() < 0.05):
                p = int((i + (rng.uniform(0, 0.3) if i % 2 else 0)) * step * fs + rng.normal(0, 0.003) * fs)
                if 0 <= p < len(out):
                    e = min(len(out), p + len(s))
                    out[p:e] += s[:e - p] * loud * rng.uniform(0.3, 1)
    return out / (np.abs(out).max() + 1e-9) * 0.8


def files_in(paths):
    for path in paths:
        if os.path.isfile(path):
            yield path
        for folder, _, names in os.walk(path):
            for n in sorted(names):
                if n.lower().endswith(SOUND):
                    yield os.path.join(folder, n)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("recordings", nargs="*"), a.add_argument("-o", required=True), a.add_argument("--seed", type=int, default=1)
    a.add_argument("--seconds", type=float, default=10), a.add_argument("--passes", type=int, default=1)
    a.add_argument("--kits"), a.add_argument("--vinyl"), a.add_argument("--only", default=".")
    a = a.parse_args()
    library = library_of(a.vinyl) if a.vinyl else []
    sources = {}
    for f in files_in(a.recordings):
        if re.search(a.only, f) and sf.info(f).duration >= 2:
            sources[os.path.splitext(os.path.basename(f))[0]] = f
    kits = sorted(os.listdir(a.kits)) if a.kits else []
    for kit in kits:
        sources["kit-" + re.sub("[^A-Za-z0-9]", "", kit)] = list(files_in([os.path.join(a.kits, kit)]))
    print("seed", a.seed, "recordings", len(sources), "vinyl clicks", len(library))
    for name, source in sources.items():
        for i in range(a.passes):
            rng = np.random.default_rng([a.seed, zlib.crc32(name.encode()), i])
            whole = None if isinstance(source, list) else mono(source)
            for kind in KINDS:
                if kind == "vinyl" and not library:
                    continue
                x, fs = whole if whole else (pattern(source, rng, a.seconds), 44100)
                if x is None:
                    continue
                n = int(a.seconds * fs)
                p = rng.integers(0, max(1, len(x) - n))
                x = x[p:p + n]
                rate, level = np.exp(rng.uniform(np.log(2), np.log(80))), level_of(x) * 10 ** (rng.uniform(-12, 8) / 20)
                y, m = (x.copy(), np.zeros(len(x), bool)) if kind == "clean" else globals()[kind](x, fs, rng, rate, level, library)
                folder = os.path.join(a.o, f"{name}__{kind}__{i}")
                os.makedirs(folder, exist_ok=True)
                g = min(1.0, 0.95 / max(np.abs(y).max(), np.abs(x).max(), 1e-9))
                sf.write(folder + "/clean.wav", (x * g).astype(np.float32), fs, "FLOAT")
                sf.write(folder + "/degraded.wav", (y * g).astype(np.float32), fs, "FLOAT")
                np.save(folder + "/truth.npy", m)


if __name__ == "__main__":
    main()
