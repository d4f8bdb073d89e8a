// Compiles a loop over complex numbers for several vector units, none of which has fused operations.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

/// Put before a function with products of complex numbers that lie in pairs (re, im, re, im). GCC 12 makes one rounding of
/// their two (vfmaddsub) wherever a unit has it, with contraction off too, so these copies are for units that have not.
/// tests/determinism/check_fused looks for what slips through.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(LATHE_SANITIZED)
#define LATHE_COMPLEX_CLONES __attribute__((target_clones("default", "avx2")))
#else
#define LATHE_COMPLEX_CLONES
#endif
