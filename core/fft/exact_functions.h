// The functions beyond basic arithmetic that the mathematics of host and device needs.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cmath>

#include "core/fft/host_device.h"

#if !defined(__CUDA_ARCH__)
#include "core/audio/exact_math.h"
#endif

namespace lathe {

// On the host the same bits with every CPU; a device has its own, where double precision may cost thirty times single.
#if defined(__CUDA_ARCH__)
LATHE_HOST_DEVICE float exponentialOf(float x) { return expf(x); }
LATHE_HOST_DEVICE float logarithmOf(float x) { return logf(x); }
LATHE_HOST_DEVICE double cosineOf(double angle) { return cos(angle); }
#else
LATHE_HOST_DEVICE float exponentialOf(float x) { return exact::exp(x); }
LATHE_HOST_DEVICE float logarithmOf(float x) { return exact::log(x); }
LATHE_HOST_DEVICE double cosineOf(double angle) { return exact::cos(angle); }
#endif

}  // namespace lathe
