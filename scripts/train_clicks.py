#!/usr/bin/env python3
# Fits the rule that tells clicks from music (core/restoration/declick/click_weights.h): a small network over what is measured of a candidate.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
"""usage: click_material.py RECORDINGS... -o CASES                   (recordings with planted clicks)
       lathe_click_table TABLE CASES/*/degraded.wav               (a target of benchmarks/: what the de-clicker measures)
       train_clicks.py TABLE CASES/*/degraded.wav > core/restoration/declick/click_weights.h
       train_clicks.py --check [--folds 8] TABLE CASES/*/degraded.wav

The files in the same order as for the table. A candidate is a click where truth.npy beside its file has damage within eight samples of
it. --check prints for every kind how well clicks are found in recordings that were left out of the training, a fold of recordings at a
time, with the odds shifted by the share of clicks in each file as the de-clicker does it. Files weigh by the square root of their
candidates. --leave REGEX: recordings to keep out. Needs numpy.
"""
import argparse, os, re, sys
import numpy as np

HIDDEN = (24, 12)


def share_shift(z, trained):
    """As ClickShare in core/restoration/declick/click_share.cpp."""
    odds = lambda p: np.log(p / (1 - p))
    share = trained
    for _ in range(40):
        share = np.clip((0.01 + (1 / (1 + np.exp(-(z + odds(share) - odds(trained))))).sum()) / (len(z) + 3), 1e-6, 0.95)
    own, rare = odds(share), odds(0.03)
    return np.clip(0.5 * (max(own, rare) - odds(trained)) + 1.25 * min(own - rare, 0), -6, 2)


def forward(p, x):
    layers = [x]
    for i in range(0, len(p) - 2, 2):
        layers.append(np.maximum(layers[-1] @ p[i] + p[i + 1], 0))
    return layers, (layers[-1] @ p[-2] + p[-1])[:, 0]


def fit(x, y, w, seed=1, epochs=20, decay=1e-3, rate=2e-3, batch=256):
    rng = np.random.default_rng(seed)
    sizes = (x.shape[1],) + HIDDEN + (1,)
    p = []
    for a, b in zip(sizes, sizes[1:]):
        p += [(rng.standard_normal((a, b)) * np.sqrt(2 / a)).astype(np.float32), np.zeros(b, np.float32)]
    m, v, t = [np.zeros_like(q) for q in p], [np.zeros_like(q) for q in p], 0
    steps = epochs * (len(x) // batch)
    for epoch in range(epochs):
        order = rng.permutation(len(x))
        for s in range(0, len(x) - batch + 1, batch):
            i = order[s:s + batch]
            layers, z = forward(p, x[i])
            d = ((1 / (1 + np.exp(-z)) - y[i]) * w[i] / batch)[:, None].astype(np.float32)
            g = [None] * len(p)
            for k in range(len(p) - 2, -1, -2):
                g[k], g[k + 1] = layers[k // 2].T @ d + decay * p[k], d.sum(0)
                d = (d @ p[k].T) * (layers[k // 2] > 0)
            t += 1
            step = rate * 0.5 * (1 + np.cos(np.pi * t / steps))
            for k in range(len(p)):
                m[k] = 0.9 * m[k] + 0.1 * g[k]
                v[k] = 0.999 * v[k] + 0.001 * g[k] ** 2
                p[k] = p[k] - step * (m[k] / (1 - 0.9 ** t)) / (np.sqrt(v[k] / (1 - 0.999 ** t)) + 1e-8)
    return p


def runs(mask, gap=16):
    i = np.flatnonzero(mask)
    return [(g[0], g[-1] + 1) for g in np.split(i, np.flatnonzero(np.diff(i) > gap) + 1)] if len(i) else []


class Table:
    def __init__(self, path, files, leave=None):
        self.names = [os.path.basename(os.path.dirname(f)) for f in files]
        data = np.fromfile(path, np.float32)
        width = 3 + FEATURES
        data = data.reshape(-1, width)
        self.file, self.span, self.x = data[:, 0].astype(int), data[:, 1:3].astype(int), data[:, 3:]
        self.truth = [np.load(os.path.join(os.path.dirname(f), "truth.npy")) for f in files]
        hurt = [np.concatenate([[0], np.cumsum(t)]) for t in self.truth]
        self.y = np.array([hurt[f][min(len(hurt[f]) - 1, e + 8)] > hurt[f][max(0, s - 8)]
                           for f, (s, e) in zip(self.file, self.span)], np.float32)
        sizes = np.bincount(self.file, minlength=len(files))
        self.w = (sizes[self.file] ** -0.5).astype(np.float32)
        self.w /= self.w.mean()
        self.groups = np.array([n.split("__")[0] for n in self.names])
        self.kept = np.array([not (leave and re.search(leave, n)) for n in self.names])


FEATURES = 69


def standardised(x, mean, deviation):
    return np.clip((x - mean) / deviation, -4, 4).astype(np.float32)


def train(table, inside, seeds=1):
    x = table.x[inside]
    mean, deviation = x.mean(0), x.std(0) + 1e-6
    share = np.average(table.y[inside], weights=table.w[inside])
    p = fit(standardised(x, mean, deviation), table.y[inside], table.w[inside])
    return mean, deviation, share, p


def f1(table, f, z, shift, minimum=0.0):
    mine = table.file == f
    chosen = table.span[mine][z + shift > minimum]
    events = runs(table.truth[f])
    hit = table.y[mine][z + shift > minimum].sum()
    # As the de-clicker counts: repairs closer than 16 samples are one event.
    found = sum(((chosen[:, 0] - 8 <= b) & (chosen[:, 1] + 8 >= a)).any() for a, b in events) if len(chosen) else 0
    return len(events), found, len(chosen) - hit, len(chosen)


def check(table, folds):
    names = sorted(set(table.groups))
    rng = np.random.default_rng(3)
    fold = {n: i % folds for i, n in enumerate(rng.permutation(names))}
    kinds = {}
    rows = []
    for k in range(folds):
        out_files = [f for f, g in enumerate(table.groups) if fold[g] == k]
        inside = ~np.isin(table.file, out_files) & table.kept[table.file]
        mean, deviation, share, p = train(table, inside)
        for f in out_files:
            mine = table.file == f
            if not mine.any():
                continue
            z = forward(p, standardised(table.x[mine], mean, deviation))[1].astype(float)
            rows.append((table.names[f],) + f1(table, f, z, share_shift(z, share)) + (len(table.truth[f]),))
    for name, events, found, false, chosen, length in rows:
        group, kind = (name.split("__") + ["given"])[:2]
        r = found / max(events, 1)
        q = 1 - false / max(chosen, 1)
        kinds.setdefault(kind, []).append((r, q, 2 * r * q / (r + q + 1e-9), false, length))
        if kind in ("given",) or "-v" in sys.argv:
            print(f"{name:44s} events {events:5d} recall {r:.3f} precision {q:.3f} F1 {2 * r * q / (r + q + 1e-9):.3f}")
    for kind, values in kinds.items():
        v = np.array(values)
        print(f"{kind:10s} {len(v):4d} files: recall {v[:, 0].mean():.3f} precision {v[:, 1].mean():.3f} F1 {v[:, 2].mean():.3f}; "
              f"false repairs a minute (at 44.1 kHz) {v[:, 3].sum() / v[:, 4].sum() * 44100 * 60:.2f}")


def array(name, values):
    lines, line = [], "   "
    for v in np.ravel(values):
        text = f" {v:.5g}f,"
        text = text.replace("f,", ".0f,") if re.fullmatch(r" -?\d+f,", text) else text
        if len(line) + len(text) > 118:
            lines.append(line)
            line = "   "
        line += text
    return f"inline constexpr float {name}[{np.size(values)}] = {{\n" + "\n".join(lines + [line]) + "\n};\n"


def main():
    a = argparse.ArgumentParser()
    a.add_argument("table"), a.add_argument("files", nargs="+"), a.add_argument("--check", action="store_true")
    a.add_argument("--folds", type=int, default=8), a.add_argument("--leave"), a.add_argument("-v", action="store_true")
    a = a.parse_args()
    table = Table(a.table, a.files, a.leave)
    if a.check:
        return check(table, a.folds)
    mean, deviation, share, p = train(table, table.kept[table.file])
    print(f"""// The weights of the click rule, written by scripts/train_clicks.py; order as in clickOdds().
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>

namespace lathe {{

inline constexpr double kClickShare = {share:.6g};  ///< of the candidates in training
inline constexpr std::size_t kClickHidden1 = {HIDDEN[0]}, kClickHidden2 = {HIDDEN[1]};
""")
    print(array("kClickMeans", mean) + array("kClickScales", 1 / deviation))
    for i, name in enumerate(("1", "2", "3")):
        print(array("kClickWeights" + name, p[2 * i].T) + array("kClickBiases" + name, p[2 * i + 1]))
    print("}  // namespace lathe")


if __name__ == "__main__":
    main()
