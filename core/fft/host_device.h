// Marks the functions that the host's compiler and nvcc both compile: the mathematics is written once.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

/// Put before a function that runs on the host and on a device. Such a function uses plain values, writes its fused
/// multiply-adds out as `fma`, and both compilers build it with contraction off: its results agree bit for bit.
#if defined(__CUDACC__)
#define LATHE_HOST_DEVICE __host__ __device__ inline
#else
#define LATHE_HOST_DEVICE inline
#endif
