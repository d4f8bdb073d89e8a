// Measuring clips where it is fastest: many at once, their blocks together in batches, in bounded memory.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/measurement/measurement.h"
#include "analysis/stream/measured_block.h"
#include "core/audio/audio_clip.h"
#include "core/compute/device_run.h"

namespace lathe::analysis {

/// LU and dB: how near a device's figures are to the CPU's.
inline constexpr double kMeasureParity = 0.001;

struct DeviceOptions {
  std::span<Backend* const> backends{};                 ///< to try, best first; empty means the CPU's twin alone
  int threads = 1;                                      ///< that read clips and take their figures
  std::size_t chunkFrames = 0;                          ///< the most frames in a batch; 0 leaves it to the backend
  std::chrono::milliseconds patience{kDevicePatience};  ///< how long a device may take for one batch
  std::stop_token stop{};
  std::function<void(double fraction)> progress{};
};

struct DeviceReport {
  std::string device;                  ///< the id of the backend that finished the work
  std::vector<std::string> fallbacks;  ///< one sentence for each time that a device failed and what was done about it
  RunTimes times;                      ///< of the devices that have a clock
};

/// A clip, and what becomes of its blocks.
struct BlockJob {
  const AudioClip* clip = nullptr;
  /// Takes the blocks from front to back, each once, never two of one clip at the same time.
  std::function<void(const MeasuredBlock& block)> take;
  std::exception_ptr failure{};  ///< what reading the clip or `take` threw; other clips go on
};

/// Clips of one format and packing share their batches. A device that fails costs time, never figures (DeviceRun): the
/// batches that it had are done again, samples and all. Throws Error Cancelled when
/// stopped, NotPossible when the last backend fails too.
DeviceReport measureBlocks(std::span<BlockJob> jobs, const DeviceOptions& options);

/// Measures a clip as measureClip() does, with the same figures (Meter::addMeasured). Throws what measureClip() and
/// measureBlocks() throw.
Measurement measureClip(const AudioClip& clip, const MeterOptions& meter, const DeviceOptions& options,
                        DeviceReport& report);

/// One of many clips.
struct ClipMeasurement {
  std::optional<Measurement> measurement;
  std::exception_ptr failure;  ///< when there is none
};
std::vector<ClipMeasurement> measureClips(std::span<const AudioClip* const> clips, const MeterOptions& meter,
                                          const DeviceOptions& options, DeviceReport& report);

/// Backends for measuring that many samples (frames times channels), best first, as chooseBackends() takes `choice`;
/// none where the CPU alone is best or chosen, for which Meter is faster than its twin of the device.
std::vector<Backend*> measuringBackends(std::string_view choice, std::uint64_t samples, int threads);

}  // namespace lathe::analysis
