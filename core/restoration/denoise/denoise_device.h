// The de-noiser's frame loop on a device, stretch by stretch.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/compute/device_run.h"
#include "core/restoration/denoise/denoise_map.h"
#include "core/restoration/denoise/denoise_plan.h"

namespace lathe {

/// A window of the plan as the operation needs it.
SuppressionSpec suppressionSpec(const DenoiseWindow& window, int channels);

struct DenoiseDeviceOptions {
  std::vector<Backend*> backends{};  ///< to try, best first; empty means the CPU alone
  int threads = 1;                   ///< of the CPU
  OnFallback note{};
  std::chrono::milliseconds patience{kDevicePatience};  ///< how long a device may take for one stretch
};

/// A device that fails costs time, never samples (DeviceRun). One thread at a time.
class DenoiseDevice {
 public:
  explicit DenoiseDevice(DenoiseDeviceOptions options = {});

  /// How many samples of the result a stretch may have, as memory is short; 0: any number.
  std::size_t mostSamples() const noexcept { return mostSamples_; }

  /// Replaces the signal under the stretch's frames, the first of which is `firstFrame` of the recording, by what its
  /// wanted frames take away by `spec`, that of the plan's window number `window`; the stretch is for `samples` samples of the result. False, with the signal as it was,
  /// when the stretch is to be cut first: mostSamples() is less than `samples` then. Throws Error NotPossible when the
  /// last backend fails.
  bool remove(const SuppressionSpec& spec, std::size_t window, const NoiseMap& map, double sampleRate,
              std::int64_t firstFrame, SuppressionStretch stretch, std::size_t samples, AudioView signal);

 private:
  Status removeOnce(const SuppressionSpec& spec, std::size_t window, const NoiseMap& map, double sampleRate,
                    std::int64_t firstFrame, SuppressionStretch stretch, AudioView signal);
  Status runFor(const SuppressionSpec& spec, std::size_t window, std::size_t frames, SuppressionRun*& run);

  DeviceRun device_;
  int threads_;
  std::chrono::milliseconds patience_;
  std::size_t mostSamples_ = 0;
  std::vector<std::unique_ptr<SuppressionRun>> runs_;  ///< per window of the plan
};

}  // namespace lathe
