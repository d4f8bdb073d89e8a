// The de-noiser's frame loop on a device, stretch by stretch; the processor does what the device cannot.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/compute/ops/backend_contract.h"
#include "core/processors/denoise/denoise_map.h"
#include "core/processors/denoise/denoise_plan.h"

namespace lathe {

class DenoiseDevice {
 public:
  /// Without a device all is left to the processor. `note` takes a sentence when a device fails.
  DenoiseDevice() = default;
  DenoiseDevice(Backend& device, std::function<void(const std::string&)> note)
      : device_(&device), note_(std::move(note)) {}

  /// Replaces the sound under the stretch's frames, the first of which is `firstFrame` of the recording, by what its
  /// wanted frames take away. False, with the sound as it was, when the processor has to do it: for this stretch when
  /// memory is short, from now on when the device has failed.
  bool remove(const DenoisePlan& plan, std::size_t window, const NoiseMap& map, double sampleRate,
              std::int64_t firstFrame, SuppressionStretch stretch, AudioView sound);

 private:
  SuppressionRun* runFor(const DenoiseWindow& window, std::size_t index, int channels, std::size_t frames);
  bool fails(const Status& status);

  Backend* device_ = nullptr;
  std::function<void(const std::string&)> note_;
  bool wasShort_ = false;                              ///< of memory, and that was told
  std::vector<std::unique_ptr<SuppressionRun>> runs_;  ///< per window of the plan
};

}  // namespace lathe
