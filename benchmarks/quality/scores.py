# Scores of a restored case: nearness to the clean sound, what is left of noise and how it sounds, repairs, harm done.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
import json
import os
from math import gcd

import numpy as np
from scipy.signal import resample_poly, stft

import sounds

TINY = 1e-12


def aligned(ref, y, most=4096):
    """Filters differ in latency: moved by the whole samples that fit best."""
    n = len(ref)
    y = np.pad(y, (0, max(0, n - len(y))))[:n]
    size = 1 << int(np.ceil(np.log2(2 * n)))
    c = np.fft.irfft(np.fft.rfft(y, size) * np.conj(np.fft.rfft(ref, size)), size)
    lags = np.r_[0:most, -most:0]
    lag = int(lags[np.argmax(c[lags])])
    return np.pad(y, (0, lag))[lag:] if lag > 0 else np.pad(y, (-lag, 0))[:n]


def sdr(ref, y):
    return 10 * np.log10((ref ** 2).sum() / (((ref - y) ** 2).sum() + TINY) + TINY)


def si_sdr(ref, y):
    ref, y = ref - ref.mean(), y - y.mean()
    t = ref * (ref @ y) / (ref @ ref + TINY)
    return 10 * np.log10((t @ t) / (((y - t) ** 2).sum() + TINY))


def segmental(ref, y, rate):
    """Mean of the SNR of 30 ms frames within 50 dB of the loudest, each from -10 to 35 dB."""
    n = int(0.03 * rate)
    i = np.arange(n)[None] + n // 2 * np.arange((len(ref) - n) // (n // 2) + 1)[:, None]
    w = np.hanning(n)
    s, e = ((ref[i] * w) ** 2).sum(1), (((ref[i] - y[i]) * w) ** 2).sum(1)
    there = s > s.max() * 1e-5
    return np.clip(10 * np.log10(s[there] / (e[there] + TINY) + TINY), -10, 35).mean()


def spectra(x, rate):
    size = 1 << int(round(np.log2(0.046 * rate)))
    return np.abs(stft(x, rate, "hann", size, size * 3 // 4, boundary=None, padded=False)[2])


def spectral_distance(ref, y, rate):
    """Log-spectral distance in dB, over 80 dB of range."""
    a, b = spectra(ref, rate) ** 2, spectra(y, rate) ** 2
    floor = a.max() * 1e-8
    return np.sqrt(((10 * np.log10(np.maximum(a, floor) / np.maximum(b, floor))) ** 2).mean(0)).mean()


def kurtosis_ratio(noise, left, rate):
    """Musical noise (Uemura et al. 2008): logarithm of the ratio of kurtoses, after against before; 0 is none."""
    k = lambda s: (s ** 4).mean(1) / ((s ** 2).mean(1) ** 2 + 1e-30)
    a, b = spectra(noise, rate), spectra(left, rate)
    there = (a ** 2).mean(1) > 1e-3 * (a ** 2).mean()
    return float(np.median(np.log((k(b)[there] + 1e-9) / (k(a)[there] + 1e-9))))


def stoi(ref, y, rate):
    """Short-time objective intelligibility (Taal, Hendriks, Heusdens, Jensen 2011)."""
    g = gcd(10000, rate)
    ref, y = (resample_poly(v, 10000 // g, rate // g) for v in (ref, y))
    n, hop, size, frames = 256, 128, 512, 30
    w = np.hanning(n + 2)[1:-1]
    i = np.arange(n)[None] + hop * np.arange((len(ref) - n) // hop + 1)[:, None]
    level = 20 * np.log10(np.linalg.norm(ref[i] * w, axis=1) + TINY)
    kept = level > level.max() - 40

    def joined(f):
        out = np.zeros((len(f) - 1) * hop + n)
        for k, v in enumerate(f):
            out[k * hop:k * hop + n] += v
        return out

    ref, y = joined((ref[i] * w)[kept]), joined((y[i] * w)[kept])
    i = np.arange(n)[None] + hop * np.arange((len(ref) - n) // hop + 1)[:, None]
    f = np.arange(size // 2 + 1) * 10000 / size
    centres = 150 * 2.0 ** (np.arange(15) / 3)
    edges = [(np.argmin(np.abs(f - c * 2 ** (-1 / 6))), np.argmin(np.abs(f - c * 2 ** (1 / 6)))) for c in centres]
    R, Y = (np.sqrt(np.stack([(np.abs(np.fft.rfft(v[i] * w, size)) ** 2)[:, a:b].sum(1) for a, b in edges])) for v in (ref, y))
    d = []
    for m in range(frames, R.shape[1] + 1):
        r, q = R[:, m - frames:m], Y[:, m - frames:m]
        q = q * (np.linalg.norm(r, axis=1, keepdims=True) / (np.linalg.norm(q, axis=1, keepdims=True) + TINY))
        q = np.minimum(q, r * (1 + 10 ** (15 / 20)))
        r, q = r - r.mean(1, keepdims=True), q - q.mean(1, keepdims=True)
        d.append(((r * q).sum(1) / (np.linalg.norm(r, axis=1) * np.linalg.norm(q, axis=1) + TINY)).mean())
    return float(np.mean(d)) if d else float("nan")


def runs(mask, apart):
    i = np.flatnonzero(mask)
    return [(g[0], g[-1]) for g in np.split(i, np.flatnonzero(np.diff(i) > apart) + 1)] if len(i) else []


def click_f1(truth, degraded, y, tolerance=8):
    """By events: a run of changed samples that comes within 8 samples of a damaged run has found it."""
    T, D = (runs(m, 2 * tolerance) for m in (truth, np.abs(y - degraded) > 1e-4))
    if not T or not D:
        return 0.0
    hits = lambda A, B: np.mean([any(b[0] - tolerance <= a[1] and b[1] + tolerance >= a[0] for b in B) for a in A])
    recall, precision = hits(T, D), hits(D, T)
    return float(2 * recall * precision / (recall + precision + TINY))


def scores(case, out):
    with open(os.path.join(case, "meta.json")) as file:
        m = json.load(file)
    rate = m["fs"]
    c, d = (sounds.read(os.path.join(case, f))[0] for f in ("clean.wav", "degraded.wav"))
    y = aligned(d, sounds.read(out)[0])
    lead = int(m.get("lead", 0) * rate)
    C, D, Y = c[lead:], d[lead:], y[lead:]
    s = dict(gain=si_sdr(C, Y) - si_sdr(C, D), segmental=segmental(C, Y, rate) - segmental(C, D, rate),
             distance=spectral_distance(C, Y, rate) - spectral_distance(C, D, rate))
    if lead:
        a, b = int(m["floor_s0"] * rate), int(m["floor_s1"] * rate)
        level = lambda v: 10 * np.log10((v[a:b] ** 2).mean() + 1e-15)
        s.update(floor=level(d) - level(y), kurtosis=kurtosis_ratio(d[a:b], y[a:b], rate))
    if m.get("speech"):
        s["stoi"] = stoi(C, Y, rate) - stoi(C, D, rate)
    if m["kind"] in ("click", "gap"):
        truth = np.load(os.path.join(case, "truth.npy"))
        s["collateral"] = 10 * np.log10((((c - y)[~truth] ** 2).sum() + 1e-15) / (c ** 2).sum())
        if m["kind"] == "click":
            s["f1"] = click_f1(truth, d, y)
        else:
            s["gap"] = float(np.mean([sdr(c[a:b + 1], y[a:b + 1]) for a, b in runs(truth, 1)]))
    if m["kind"] == "clip":
        s["sdr"] = sdr(c, y) - sdr(c, d)
        g = (y @ c) / (y @ y + TINY)
        s["fitted"] = sdr(c, g * y) - sdr(c, d)
    return s
