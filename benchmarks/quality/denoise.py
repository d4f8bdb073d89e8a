#!/usr/bin/env python3
# How much nearer to the clean sound noise and hum removal come: Lathe beside sox and ffmpeg, as rows of docs/quality.md.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
"""usage: denoise.py --lathe BUILD/cli/lathe [--cases DIR --section NAME] [--seed 1] [--out docs/quality.md]

Needs numpy and scipy. Without --cases, cases are made here: notes, drums and something like speech with hiss, crackle or hum.
A case is a folder with clean.wav, degraded.wav (float32 mono) and meta.json with name, fs, kind ("noise" or "hum") and
lead (seconds of noise alone at the start). Lathe runs with its defaults and is told nothing; peers get the best of their
settings, chosen with the answer known, and the noise-only 1.5 s at the start.
"""
import argparse, json, os, resource, shutil, subprocess, sys, tempfile
import numpy as np
from scipy.io import wavfile
from scipy.signal import fftconvolve, firwin2, lfilter, stft

LEAD, PROFILE = 3.0, 1.5


def read(path):
    rate, x = wavfile.read(path)
    x = x.astype(np.float64) if x.dtype.kind == "f" else x / float(np.iinfo(x.dtype).max)
    return (x.mean(1) if x.ndim > 1 else x), rate


def write(path, x, rate):
    wavfile.write(path, rate, x.astype(np.float32))


# --- cases -----------------------------------------------------------------------------------------------------------
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


def make_cases(folder, seed):
    rate = 44100
    plan = [("notes, hiss 20 dB", notes, hiss, 20, "noise"), ("notes, hiss 10 dB", notes, hiss, 10, "noise"),
            ("drums, hiss 20 dB", drums, hiss, 20, "noise"), ("speech, hiss 10 dB", speech, hiss, 10, "noise"),
            ("notes, crackle 15 dB", notes, crackle, 15, "noise"), ("notes, hum 50 Hz 15 dB", notes, lambda n, r, g: hum(n, r, g, 50), 15, "hum"),
            ("speech, hum 60 Hz 5 dB", speech, lambda n, r, g: hum(n, r, g, 60), 5, "hum")]
    for i, (name, sound, noise, snr, kind) in enumerate(plan):
        rng = np.random.default_rng(seed * 100 + i)
        x = sound(rate, rng)
        clean = np.concatenate([np.zeros(int(LEAD * rate)), x])
        w = noise(len(clean), rate, rng)
        w *= np.sqrt(np.mean(x ** 2) / np.mean(w ** 2)) * 10 ** (-snr / 20)
        scale = 0.9 / np.abs(clean + w).max()
        d = os.path.join(folder, f"{i:02d}")
        os.makedirs(d)
        write(os.path.join(d, "clean.wav"), clean * scale, rate)
        write(os.path.join(d, "degraded.wav"), (clean + w) * scale, rate)
        json.dump(dict(name=name, fs=rate, kind=kind, lead=LEAD), open(os.path.join(d, "meta.json"), "w"))


# --- scores ----------------------------------------------------------------------------------------------------------
def aligned(ref, y, most=4096):
    n = len(ref)
    y = np.pad(y, (0, max(0, n - len(y))))[:n]
    m = 1 << int(np.ceil(np.log2(2 * n)))
    c = np.fft.irfft(np.fft.rfft(y, m) * np.conj(np.fft.rfft(ref, m)), m)
    lags = np.r_[0:most, -most:0]
    lag = int(lags[np.argmax(c[lags])])
    return np.pad(y, (0, lag))[lag:] if lag > 0 else np.pad(y, (-lag, 0))[:n]


def si_sdr(ref, y):
    ref, y = ref - ref.mean(), y - y.mean()
    t = ref * (ref @ y) / (ref @ ref + 1e-12)
    return 10 * np.log10((t @ t) / (((y - t) ** 2).sum() + 1e-12))


def scores(case, y, rate):
    m = json.load(open(os.path.join(case, "meta.json")))
    c, d = read(os.path.join(case, "clean.wav"))[0], read(os.path.join(case, "degraded.wav"))[0]
    y = aligned(d, y)
    lead, a, b = int(m["lead"] * rate), int(1.7 * rate), int(2.9 * rate)
    size = 1 << int(round(np.log2(0.046 * rate)))
    spectrum = lambda v: np.abs(stft(v[a:b], rate, "hann", size, size * 3 // 4, boundary=None, padded=False)[2])
    p, q = spectrum(d), spectrum(y)
    k = lambda s: (s ** 4).mean(1) / ((s ** 2).mean(1) ** 2 + 1e-30)
    ok = (p ** 2).mean(1) > 1e-3 * (p ** 2).mean()
    level = lambda v: 10 * np.log10((v[a:b] ** 2).mean() + 1e-15)
    return dict(gain=si_sdr(c[lead:], y[lead:]) - si_sdr(c[lead:], d[lead:]), floor=level(d) - level(y),
                kurtosis=float(np.median(np.log((k(q)[ok] + 1e-9) / (k(p)[ok] + 1e-9)))))


# --- tools -----------------------------------------------------------------------------------------------------------
def run(*words):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(w) for w in words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=300)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def tools(lathe, kind):
    found = []
    command = "denoise" if kind == "noise" else "dehum"
    found.append(("Lathe", "defaults", lambda i, o, t: run(lathe, command, i, "-o", o, "--force", "--quiet", "--no-report")))
    if shutil.which("sox"):
        if kind == "noise":
            for amount in (0.5, 0.3, 0.2, 0.1):
                def noisered(i, o, t, amount=amount):
                    spent = run("sox", i, "-n", "trim", 0, PROFILE, "noiseprof", t + ".prof")
                    return spent + run("sox", i, "-e", "float", "-b", 32, o, "noisered", t + ".prof", amount)
                found.append(("sox noisered", str(amount), noisered))
        else:
            for base in (50, 60):
                for width in (1, 4):
                    comb = sum((["bandreject", str(k * base), f"{width}h"] for k in range(1, 21)), [])
                    found.append(("sox notch comb", f"{base} Hz, {width} Hz wide", lambda i, o, t, comb=comb: run("sox", i, "-e", "float", "-b", 32, o, *comb)))
    if shutil.which("ffmpeg"):
        ffmpeg = lambda i, o, f: run("ffmpeg", "-v", "error", "-y", "-i", i, "-af", f, "-c:a", "pcm_f32le", o)
        for nr in (12, 20, 30):
            for nf in (-50, -40, -30, -20):
                f = f"asendcmd=c='0.0 afftdn sn start; {PROFILE} afftdn sn stop',afftdn=nr={nr}:nf={nf}"
                found.append(("ffmpeg afftdn", f"nr={nr} nf={nf}", lambda i, o, t, f=f: ffmpeg(i, o, f)))
        if kind == "noise":
            found.append(("ffmpeg anlmdn", "s=0.01", lambda i, o, t: ffmpeg(i, o, "anlmdn=s=0.01")))
    return found


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--lathe", required=True)
    a.add_argument("--cases")
    a.add_argument("--section", default="Noise and hum, cases made by the script", help="of the page that is written")
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--out")
    a = a.parse_args()
    work = tempfile.mkdtemp(prefix="lathe-quality-")
    try:
        folder = a.cases or os.path.join(work, "cases")
        if not a.cases:
            make_cases(folder, a.seed)
        source = f"Seed {a.seed}" if not a.cases else "Given cases"
        lines = [f"{source}; SI-SDR gain in dB, level taken from noise alone in dB, musical-noise index (0 none), CPU seconds.",
                 "", "| case | tool | setting | gain | floor | musical noise | CPU s |", "|---|---|---|---|---|---|---|"]
        for name in sorted(os.listdir(folder)):
            case = os.path.join(folder, name)
            if not os.path.exists(os.path.join(case, "meta.json")):
                continue
            m = json.load(open(os.path.join(case, "meta.json")))
            if m["kind"] not in ("noise", "hum"):
                continue
            best = {}
            for tool, setting, go in tools(a.lathe, m["kind"]):
                out = os.path.join(work, "out.wav")
                try:
                    spent = go(os.path.join(case, "degraded.wav"), out, os.path.join(work, "t"))
                    s = scores(case, *read(out))
                except (subprocess.SubprocessError, ValueError) as error:
                    print(f"{m['name']}: {tool} {setting}: {error}", file=sys.stderr)
                    continue
                s.update(setting=setting, cpu=spent)
                if tool not in best or s["gain"] > best[tool]["gain"]:
                    best[tool] = s
            for tool, s in best.items():
                lines.append(f"| {m['name']} | {tool} | {s['setting']} | {s['gain']:.1f} | {s['floor']:.0f} | {s['kurtosis']:.2f} | {s['cpu']:.2f} |")
            print("\n".join(lines[-len(best):]), flush=True)
        if a.out:
            start, end = f"<!-- denoise.py: {a.section} -->", f"<!-- end: {a.section} -->"
            text = open(a.out).read() if os.path.exists(a.out) else "# Quality of restoration, measured\n"
            if start not in text:
                text += f"\n## {a.section}\n\n{start}\n{end}\n"
            head, rest = text.split(start, 1)
            tail = rest.split(end, 1)[1]
            open(a.out, "w").write(head + start + "\n" + "\n".join(lines) + "\n" + end + tail)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
