#!/usr/bin/env python3
# Trains the rule of analysis/dialogue/speech_rule.cpp: scripts/train_speech.py SPEECH_FOLDER OTHER_FOLDER...
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
#
# Speech is taken clean and mixed with the other recordings at 0 to 20 dB. Prints hit rates of recordings that were held
# out, one by one, and then the weights of all. Needs numpy and ffmpeg. The figures are those of speech_rule.h.
import glob
import os
import subprocess
import sys

import numpy as np

RATE, SIZE, HOP, BANDS, WINDOW, STEP = 16000, 512, 160, 24, 200, 25
HANN = np.hanning(SIZE + 1)[:SIZE]
EDGES = 100 * (7600 / 100) ** (np.arange(BANDS + 1) / BANDS)


def load(path):
    raw = subprocess.run(["ffmpeg", "-v", "quiet", "-i", path, "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"],
                         capture_output=True, check=True).stdout
    return np.frombuffer(raw, np.float32).astype(float)


def pitch(half):
    """Height and frequency of the autocorrelation's peak of 40 ms at 8 kHz."""
    frame = half[:320]
    energy = (frame * frame).sum()
    if energy < 1e-7:
        return 0, 0
    products = np.correlate(half, frame, "valid")[:101]
    sums = np.concatenate([[0], np.cumsum(half * half)])
    r = products / np.sqrt(energy * (sums[320:421] - sums[:101]) + 1e-12)
    best = 20 + np.argmax(r[20:101])
    for lag in range(21, 100):
        if r[lag] > 0.9 * r[best] and r[lag] >= r[lag - 1] and r[lag] >= r[lag + 1]:
            best = lag
            break
    lag = best
    if 20 < best < 100:
        bend = 2 * r[best] - r[best + 1] - r[best - 1]
        lag = best + np.clip((r[best + 1] - r[best - 1]) / (2 * bend + 1e-12), -0.5, 0.5)
    return r[best], 8000 / lag


def frames(x):
    count = max(0, (len(x) - 840) // HOP + 1)
    spectra = np.array([np.abs(np.fft.rfft(x[k * HOP:k * HOP + SIZE] * HANN)) ** 2 for k in range(count)]) * 16 / SIZE ** 2
    bands = np.zeros((count, BANDS))
    for b in range(BANDS):
        first = round(EDGES[b] / (RATE / SIZE))
        last = max(first, round(EDGES[b + 1] / (RATE / SIZE)) - 1)
        bands[:, b] = spectra[:, first:last + 1].sum(1)
    half = 0.5 * (x[0:len(x) // 2 * 2:2] + x[1::2][:len(x) // 2])
    voiced = np.array([pitch(half[k * 80:k * 80 + 420]) for k in range(count)]).reshape(count, 2)
    return bands, spectra[:, 2:].sum(1), voiced[:, 0], voiced[:, 1]


def figures(bands, total, voicing, hertz):
    mean = total.mean() + 1e-20
    levels = 10 * np.log10(bands + 1e-5 * bands.mean(0).max() + 1e-16)
    moves = levels - levels.mean(0)
    weight = bands.mean(0) ** 0.25
    weight /= weight.sum()
    power = np.abs(np.fft.rfft(moves * np.hanning(WINDOW)[:, None], axis=0)) ** 2
    modulation = (power[4:19].sum(0) / (power[1:51].sum(0) + 1e-9) * weight).sum()
    voiced = voicing > 0.6
    semitones = 12 * np.log2(hertz + 1e-9)
    steps = np.abs(np.diff(semitones))
    smooth = voiced[1:] & voiced[:-1] & (steps < 1.5)
    held = sum(voiced[k:k + 12].all() and np.ptp(semitones[k:k + 12]) < 0.35 for k in range(WINDOW - 12))
    centre = (bands * np.arange(BANDS)).sum(1) / (bands.sum(1) + 1e-20)
    active = total > 0.05 * mean
    low = 10 * np.log10(bands[:, 3:12].sum(1) + 1e-6 * mean)
    high = 10 * np.log10(bands[:, 18:].sum(1) + 1e-6 * mean)
    return [modulation, (moves.std(0) * weight).sum(), (total < 0.25 * mean).mean(), voiced.mean(),
            np.median(steps[smooth]) if smooth.sum() > 8 else 0, held / max(1, voiced.sum()),
            (voiced[1:] != voiced[:-1]).sum() / 2, bands[:, 7:18].sum() / (bands.sum() + 1e-20),
            centre[active].std() if active.sum() > 5 else 0, np.clip(np.diff(levels, axis=0), 0, None).mean(),
            np.corrcoef(low, high)[0, 1] if low.std() > 0.1 and high.std() > 0.1 else 1,
            min(np.std(semitones[voiced]), 12) if voiced.sum() > 5 else 0]


def windows(x):
    bands, total, voicing, hertz = frames(x)
    for start in range(0, len(bands) - WINDOW + 1, STEP):
        part = slice(start, start + WINDOW)
        if 10 * np.log10(total[part].mean() + 1e-20) > -65:
            yield figures(bands[part], total[part], voicing[part], hertz[part])


def fit(x, y, weight, penalty=3.0):
    a = np.hstack([np.ones((len(x), 1)), x])
    b = np.zeros(a.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-a @ b))
        hessian = a.T @ (a * (weight * p * (1 - p) + 1e-9)[:, None]) + penalty * np.eye(len(b))
        hessian[0, 0] -= penalty
        b -= np.linalg.solve(hessian, a.T @ (weight * (p - y)) + penalty * np.r_[0, b[1:]])
    return b


def rms(x):
    return np.sqrt((x * x).mean() + 1e-12)


def main():
    if len(sys.argv) < 3:
        sys.exit("usage: scripts/train_speech.py SPEECH_FOLDER OTHER_FOLDER...")
    speech = {f: load(f) for f in sorted(glob.glob(sys.argv[1] + "/*"))}
    other = {f: load(f)[:RATE * 40] for folder in sys.argv[2:] for f in sorted(glob.glob(folder + "/*"))}
    random = np.random.default_rng(1)
    rows = []  # figures, is speech, recordings, kind
    for f, x in speech.items():
        rows += [(r, 1, {f}, "clean") for r in windows(x)]
        for level in (0, 6, 12, 20):
            for _ in range(3):
                g = list(other)[random.integers(len(other))]
                m = np.tile(other[g], int(np.ceil((len(x) + RATE) / len(other[g]))))[:len(x)]
                rows += [(r, 1, {f, g}, f"+{level} dB") for r in windows(x + m * rms(x) / rms(m) * 10 ** (-level / 20))]
    for f, x in other.items():
        if len(x) < 2.5 * RATE:
            x = np.tile(x, int(np.ceil(2.5 * RATE / len(x))))
        rows += [(r, 0, {f}, os.path.basename(os.path.dirname(f))) for r in windows(x)]
    x, y = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    mean, deviation = x.mean(0), x.std(0)
    z = (x - mean) / deviation
    names = [frozenset(r[2]) for r in rows]
    weight = np.array([1 / np.sqrt(names.count(n)) for n in names])
    weight[y == 1] *= weight[y == 0].sum() / weight[y == 1].sum()
    weight *= len(weight) / weight.sum()
    odds = np.zeros(len(y))
    for f in {f for n in names for f in n}:
        held = np.array([f in n for n in names])
        b = fit(z[~held], y[~held], weight[~held])
        odds[held] = b[0] + z[held] @ b[1:]
    for kind in sorted({r[3] for r in rows}):
        chosen = np.array([r[3] == kind for r in rows])
        print(f"{kind}: {chosen.sum()} windows, {100 * (odds[chosen] > 0.4).mean():.1f} % taken for speech (held out)")
    b = fit(z, y, weight)
    for name, values in (("mean", mean), ("deviation", deviation), ("weight", b[1:]), ("bias", b[:1])):
        print(name + ":", ", ".join(f"{v:.5f}" for v in values))


if __name__ == "__main__":
    main()
