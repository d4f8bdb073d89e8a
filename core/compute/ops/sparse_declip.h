// The rules of consistent sparse declipping for one bin and one sample, on the host and on a device.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/compute/ops/complex.h"
#include "core/compute/ops/host_device.h"

namespace lathe {

/// What a sample of a clipped recording says about the sound.
enum class Clipped : unsigned char {
  No,     ///< it is the sound
  Above,  ///< the sound is at least as high as the limit
  Below,  ///< the sound is at least as low as the limit
};

/// A bin of the sparse spectrum: kept when its power is at least `least`, else nothing.
LATHE_HOST_DEVICE Complex<float> keepLarge(Complex<float> bin, float least) {
  return bin.re * bin.re + bin.im * bin.im >= least ? bin : Complex<float>{0, 0};
}

/// The sample nearest to `wish` that agrees with what was heard; `limit` is the size of the clipping level there.
LATHE_HOST_DEVICE float consistentSample(float wish, float heard, Clipped clipped, float limit) {
  if (clipped == Clipped::No) return heard;
  if (clipped == Clipped::Above) return wish > limit ? wish : limit;
  return wish < -limit ? wish : -limit;
}

}  // namespace lathe
