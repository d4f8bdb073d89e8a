// Compiles a hot loop of fused multiply-adds for several vector units at once.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

/// Put before a function whose loops run across outputs: one copy per vector unit, chosen when the program starts.
/// The wider copies have the fused multiply-add in hardware; `fma` gives the same bits on all of them.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(LATHE_SANITIZED)
#define LATHE_FMA_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define LATHE_FMA_CLONES
#endif
