// How a hot loop is compiled for several vector units at once, and how denormals are kept out of it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

/// Put before a function whose loops the compiler vectorises: one copy per vector unit, chosen when the program starts.
/// Contraction is off in every copy and loops run across outputs, so all copies give the same bits.
/// Sanitizers do not get along with the run-time choice, so their builds have the plain copy only.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(LATHE_SANITIZED)
#define LATHE_VECTOR_CLONES __attribute__((target_clones("default", "avx2", "arch=x86-64-v4")))
/// The same for loops of fused multiply-adds across outputs: the wider copies have the operation in hardware, and `fma`
/// gives the same bits on all of them.
#define LATHE_FMA_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
/// Put before a function with products of complex numbers that lie in pairs (re, im, re, im). GCC 12 makes one rounding
/// of their two (vfmaddsub) wherever a unit has it, with contraction off too, so these copies are for units that have
/// not. tests/determinism/check_fused looks for what slips through.
#define LATHE_COMPLEX_CLONES __attribute__((target_clones("default", "avx2")))
#else
#define LATHE_VECTOR_CLONES
#define LATHE_FMA_CLONES
#define LATHE_COMPLEX_CLONES
#endif

namespace lathe {

/// While it lives, this thread's denormal results are flushed to zero: recursive filters stay fast in silence.
class FlushDenormals {
 public:
#if defined(__x86_64__)
  FlushDenormals() noexcept : before_(_mm_getcsr()) { _mm_setcsr(before_ | 0x8040u); }
  ~FlushDenormals() { _mm_setcsr(before_); }

 private:
  unsigned before_;
#else
  FlushDenormals() noexcept = default;
  ~FlushDenormals() {}
#endif
 public:
  FlushDenormals(const FlushDenormals&) = delete;
  FlushDenormals& operator=(const FlushDenormals&) = delete;
};

}  // namespace lathe
