#!/usr/bin/env python3
# Fits the rule that tells clicks from music (core/processors/declick/click_weights.h): logistic regression with quadratic terms.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
"""usage: train_clicks.py MEASURES.txt TRUTH_FOLDER > core/processors/declick/click_weights.h

MEASURES.txt has one candidate a line: recording, first sample, one past the last, and the values of measureClick().
TRUTH_FOLDER/RECORDING.npy is a mask of the damaged samples. Clean recordings, all of whose candidates are false, belong to it.
Recordings weigh by the square root of their candidates. Needs numpy. With --check: left-out recordings instead (names up to
the second underscore are one recording).
"""
import sys
import numpy as np


def terms(z):
    i, j = np.triu_indices(z.shape[1])
    return np.c_[z, z[:, i] * z[:, j], np.ones(len(z))]


def fit(a, y, w, ridge=1e-3):
    b = np.zeros(a.shape[1])
    for _ in range(9):
        p = 1 / (1 + np.exp(-(a @ b)))
        h = (a * (w * p * (1 - p) + 1e-9)[:, None]).T @ a + ridge * len(a) * np.eye(len(b))
        b += np.linalg.solve(h, a.T @ (w * (y - p)) - ridge * len(a) * b)
    return b


def main():
    rows = [line.split() for line in open(sys.argv[1])]
    names = np.array([r[0] for r in rows])
    spans = np.array([[int(r[1]), int(r[2])] for r in rows])
    x = np.array([[float(v) for v in r[3:]] for r in rows])
    truth = {n: np.load(f"{sys.argv[2]}/{n}.npy") for n in set(names)}
    y = np.array([truth[n][max(0, s - 8):e + 8].any() for n, (s, e) in zip(names, spans)], float)
    w = np.ones(len(y))
    for n in set(names):
        w[names == n] = (names == n).sum() ** -0.5
    w /= w.mean()
    mean, deviation = x.mean(0), x.std(0)
    a = terms(np.clip((x - mean) / deviation, -4, 4))
    share = np.average(y, weights=w)
    if "--check" in sys.argv:
        groups = np.array(["_".join(n.split("_")[:2]) for n in names])
        for g in sorted(set(groups)):
            out = groups == g
            z = a[out] @ fit(a[~out], y[~out], w[~out])
            t = y[out] > 0
            print(f"{g:32s} clicks {t.sum():5d} found {(z[t] > 0).sum():5d} false {(z[~t] > 0).sum():5d}")
        return
    b = fit(a, y, w)

    def array(name, values):
        lines, line = [], "   "
        for v in values:
            text = f" {v:.6g},"
            if len(line) + len(text) > 118:
                lines.append(line)
                line = "   "
            line += text
        return f"inline constexpr double {name}[{len(values)}] = {{\n" + "\n".join(lines + [line]) + "};\n"

    print("""// The weights of the click rule, written by scripts/train_clicks.py; order as in clickOdds().
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

namespace lathe {

inline constexpr double kClickShare = %.6g;  ///< of the candidates in training
""" % share)
    print(array("kClickMeans", mean) + array("kClickDeviations", deviation) + array("kClickWeights", b))
    print("}  // namespace lathe")


main()
