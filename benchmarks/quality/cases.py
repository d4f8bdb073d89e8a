# Damaged cases for the quality runner: folders with clean.wav, degraded.wav and meta.json, and truth.npy where samples are bad.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
"""meta.json: name, fs, kind ("noise", "hum", "click", "clip", "gap"); for noise and hum lead, profile_s, floor_s0 and floor_s1 (seconds
of noise alone at the start, of them to learn from, and where the floor is measured); speech; for clip theta, the level of clipping."""
import json
import os

import numpy as np

import sounds

LEAD, PROFILE, FLOOR = 3.0, 1.5, (1.7, 2.9)


def save(folder, name, rate, clean, degraded, truth=None, **meta):
    path = os.path.join(folder, name.replace(" ", "_").replace(",", ""))
    os.makedirs(path, exist_ok=True)
    scale = min(1.0, 0.95 / max(np.abs(degraded).max(), np.abs(clean).max()))
    sounds.write(os.path.join(path, "clean.wav"), clean * scale, rate)
    sounds.write(os.path.join(path, "degraded.wav"), degraded * scale, rate)
    if "theta" in meta:
        meta["theta"] *= scale
    if truth is not None:
        np.save(os.path.join(path, "truth.npy"), truth)
    with open(os.path.join(path, "meta.json"), "w") as file:
        json.dump(dict(meta, name=name, fs=rate), file)


def with_noise(folder, name, x, rate, noise, ratio, kind, speech):
    clean = np.concatenate([np.zeros(int(LEAD * rate)), x])
    w = noise(len(clean))
    w *= np.sqrt(np.mean(x ** 2) / np.mean(w ** 2)) * 10 ** (-ratio / 20)
    save(folder, name, rate, clean, clean + w, kind=kind, lead=LEAD, profile_s=PROFILE, floor_s0=FLOOR[0], floor_s1=FLOOR[1], speech=speech)


def material(audio, seed, most):
    """Name, sound, rate and whether it is speech."""
    if audio:
        for name, x, rate in sounds.recordings(audio, 8, most):
            if len(x) > 3 * rate and np.abs(x).max() > 0:
                yield name, 0.5 * x / np.abs(x).max(), rate, "speech" in name
        return
    for i, (name, make) in enumerate((("notes", sounds.notes), ("drums", sounds.drums), ("speech", sounds.speech))):
        rng = np.random.default_rng(seed * 100 + i)
        x = make(44100, rng)
        # A soft floor: digital silence between sounds would itself be a dropout.
        yield name, 0.5 * x / np.abs(x).max() + 5e-5 * rng.standard_normal(len(x)), 44100, name == "speech"


def make(folder, seed, audio=None, most=6, only=""):
    for i, (name, x, rate, speech) in enumerate(material(audio, seed, most)):
        rng = np.random.default_rng(seed * 1000 + i)
        plan = [("noise", f"{name}, hiss {r} dB", lambda n: sounds.hiss(n, rate, rng), r) for r in (20, 10)]
        plan += [("noise", f"{name}, crackle 15 dB", lambda n: sounds.crackle(n, rate, rng), 15)]
        plan += [("hum", f"{name}, hum {base} Hz {r} dB", lambda n, base=base: sounds.hum(n, rate, rng, base), r) for base, r in ((50, 15), (60, 5))]
        for kind, title, noise, ratio in plan:
            if only in ("", kind):
                with_noise(folder, title, x, rate, noise, ratio, kind, speech)
        for per_second, level in ((10, 0.15), (60, 0.05)):
            y, mask = sounds.clicks(len(x), rate, rng, per_second, level)
            if only in ("", "click"):
                save(folder, f"{name}, clicks {per_second} a second", rate, x, x + y, mask, kind="click")
        for ratio in (15, 7, 3):
            y, level = sounds.clip_to(x, ratio)
            if only in ("", "clip"):
                save(folder, f"{name}, clipped {ratio} dB", rate, x, y, kind="clip", theta=level)
        for length in (10, 20, 50):
            mask = sounds.gaps(x, rate, rng, length / 1000)
            if only in ("", "gap"):
                save(folder, f"{name}, gaps {length} ms", rate, x, np.where(mask, 0, x), mask, kind="gap", milliseconds=length)
