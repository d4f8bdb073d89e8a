# Sounds and faults for the quality runner: music and speech that are made, hiss, crackle, hum, clicks, clipping, gaps.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
import os
import subprocess
import warnings

import numpy as np
from scipy.io import wavfile
from scipy.signal import fftconvolve, firwin2, lfilter

warnings.filterwarnings("ignore", category=wavfile.WavFileWarning)  # chunks beside the sound

AUDIO = (".wav", ".flac", ".ogg", ".aiff", ".aif", ".mp3", ".opus", ".m4a")


def read(path):
    """Mono float64 and the sample rate; what is no WAV goes through ffmpeg."""
    if not path.lower().endswith(".wav"):
        made = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-f", "f32le", "-c:a", "pcm_f32le", "-ac", "1", "-ar", "44100", "-"],
                              stdout=subprocess.PIPE, check=True)
        return np.frombuffer(made.stdout, np.float32).astype(np.float64), 44100
    rate, x = wavfile.read(path)
    x = x.astype(np.float64) if x.dtype.kind == "f" else x / float(np.iinfo(x.dtype).max)
    return (x.mean(1) if x.ndim > 1 else x), rate


def write(path, x, rate):
    wavfile.write(path, rate, x.astype(np.float32))


def recordings(folder, seconds, most):
    """Name, sound and rate of up to `most` audio files of a folder, by name: `seconds` from the middle of each."""
    found = []
    for base, _, files in sorted(os.walk(folder)):
        found += [os.path.join(base, f) for f in sorted(files) if f.lower().endswith(AUDIO)]
    for path in found[::max(1, len(found) // most)][:most]:
        x, rate = read(path)
        n = int(seconds * rate)
        at = max(0, (len(x) - n) // 2)
        yield os.path.splitext(os.path.basename(path))[0], x[at:at + n], rate


def notes(rate, rng, seconds=8):
    x, t = np.zeros(int(seconds * rate)), np.arange(int(2.5 * rate)) / rate
    for start in np.arange(0, seconds - 0.5, 0.33):
        f = 110 * 2 ** (rng.integers(0, 30) / 12)
        y = sum(np.sin(2 * np.pi * k * f * t + rng.uniform(0, 6)) * np.exp(-t * (1 + 0.5 * k)) / k for k in range(1, 16) if k * f < 15000)
        a = int(start * rate)
        x[a:a + len(t)] += (y * np.minimum(1, t * 300))[:max(0, len(x) - a)]
    return x


def drums(rate, rng, seconds=8):
    x = np.zeros(int(seconds * rate))
    for i, start in enumerate(np.arange(0, seconds - 0.3, 0.2)):
        t = np.arange(int(0.3 * rate)) / rate
        y = np.sin(2 * np.pi * 55 * t * (1 + 2 * np.exp(-t * 40))) * np.exp(-t * 14) if i % 4 == 0 else rng.standard_normal(len(t)) * np.exp(-t * (20 if i % 4 == 2 else 60)) * 0.4
        a = int(start * rate)
        x[a:a + len(t)] += y[:len(x) - a]
    return x


def speech(rate, rng, seconds=8):
    x = np.zeros(int(seconds * rate))
    at = 0.1
    while at < seconds - 0.5:
        n, f0 = int(rng.uniform(0.12, 0.35) * rate), rng.uniform(90, 200)
        pulses = (np.diff(np.floor(np.cumsum(np.full(n + 1, f0 * (1 + 0.1 * rng.standard_normal()))) / rate)) > 0).astype(float)
        y = pulses + 0.02 * rng.standard_normal(n)
        for f, b in ((rng.uniform(300, 800), 80), (rng.uniform(900, 2200), 120), (2600, 200)):
            r = np.exp(-np.pi * b / rate)
            y = lfilter([1 - r], [1, -2 * r * np.cos(2 * np.pi * f / rate), r * r], y)
        a = int(at * rate)
        x[a:a + n] += y * np.hanning(n) / (np.abs(y).max() + 1e-9)
        at += n / rate + rng.choice([0.02, 0.3])
    return x


def hiss(n, rate, rng):
    f = np.array([0, 50, 1000, 10000, 15000, rate / 2]) / (rate / 2)
    return fftconvolve(rng.standard_normal(n + 1024), firwin2(1025, f, 10 ** (np.array([-20, 0, 0, 13, 11, -6]) / 20)), "valid")[:n]


def crackle(n, rate, rng):
    x = 0.3 * rng.standard_normal(n)
    for p in np.flatnonzero(rng.random(n) < 30 / rate):
        k = np.arange(min(60, n - p))
        x[p:p + len(k)] += rng.standard_normal() * 8 * np.exp(-k / 8) * np.cos(k * rng.uniform(0.1, 2))
    return lfilter([1], [1, -0.8], x)


def hum(n, rate, rng, base):
    t = np.arange(n) / rate
    phase = 2 * np.pi * np.cumsum(base + 0.03 + 0.04 * np.sin(2 * np.pi * t / 7)) / rate
    return sum(k ** -0.8 * np.sin(k * phase + rng.uniform(0, 6)) for k in range(1, 21)) * (1 + 0.08 * np.sin(2 * t))


def clicks(n, rate, rng, per_second, level):
    """Damped bursts of 0.05 to 1.5 ms over 24 dB of levels, and where they are."""
    y, mask = np.zeros(n), np.zeros(n, bool)
    for p in np.flatnonzero(rng.random(n) < per_second / rate):
        tau = np.exp(rng.uniform(np.log(1.5), np.log(1.5e-3 * rate / 4)))
        k = np.arange(min(int(4 * tau) + 2, n - p))
        burst = np.exp(-k / tau) * (np.cos(2 * np.pi * rng.uniform(0.02, 0.35) * k + rng.uniform(0, 6.28)) + 0.2 * rng.standard_normal(len(k)))
        y[p:p + len(k)] += level * 10 ** (rng.uniform(-12, 12) / 20) * rng.choice([-1, 1]) * burst
        mask[p:p + len(k)] = True
    return y, mask


def clip_to(x, wanted):
    """Clipped so that the ratio of signal to distortion is `wanted` dB, and the level where."""
    low, high = 0.0, np.abs(x).max()
    for _ in range(50):
        level = (low + high) / 2
        error = ((x - np.clip(x, -level, level)) ** 2).sum()
        low, high = (level, high) if 10 * np.log10((x ** 2).sum() / (error + 1e-20)) < wanted else (low, level)
    return np.clip(x, -level, level), level


def gaps(x, rate, rng, seconds, count=4):
    """Where to silence `count` passages that sound, one in each part of the recording."""
    mask, n = np.zeros(len(x), bool), int(seconds * rate)
    part = (len(x) - rate) // count
    for i in range(count):
        for _ in range(50):
            at = rate // 2 + i * part + rng.integers(0, max(1, part - n - rate // 4))
            if np.sqrt((x[at:at + n] ** 2).mean()) > 0.2 * np.sqrt((x ** 2).mean()):
                mask[at:at + n] = True
                break
    return mask
