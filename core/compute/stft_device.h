// Short-time Fourier transforms of stretches of a signal, batch by batch on whatever backend is best.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/compute/device_run.h"
#include "core/compute/ops/stft.h"

namespace lathe {

/// Frames that follow each other, on a device: spectra to be read or written, gains to be written.
struct StftFrames {
  std::size_t first;   ///< of the stretch's frames
  std::size_t count;   ///< of frames
  std::size_t stride;  ///< values from one frame to the next
  std::size_t bins;
  StftRun* run;

  Complex<float>* spectrum(int channel, std::size_t frame) const noexcept {
    return run->spectra(channel) + frame * stride;
  }
  float* gains(std::size_t frame) const noexcept { return run->gains() + frame * stride; }
};
using OnStftFrames = std::function<void(const StftFrames& frames)>;

struct StftDeviceOptions {
  std::vector<Backend*> backends = {};  ///< to try, best first; empty means the CPU alone
  int threads = 1;                      ///< of the CPU
  std::size_t batchSamples = 0;         ///< the most samples that a batch's hops cover; 0: what suits the backend
  std::chrono::milliseconds patience{kDevicePatience};  ///< how long a device may take for one batch
};

/// Frame k of a stretch lies over its samples [k * hop, k * hop + size). Stretches are cut into batches of bounded
/// memory, and how they are cut changes no sample. A device that fails costs time, never samples (DeviceRun). Any thread
/// may call; they take turns. All throw Error NotPossible when the last backend fails, and what the callbacks throw.
class StftDevice {
 public:
  explicit StftDevice(StftDeviceOptions options = {});

  /// Spectra of the first `frames` frames of `samples`, whose rows are spec.channels and as long as their span: `take`
  /// sees each frame once, in order.
  void analyse(const StftSpec& spec, ConstAudioView samples, std::size_t frames, const OnStftFrames& take);
  /// Adds frames to `sums` (the same shape), the earliest first. `fill` writes their spectra; it may be asked for the
  /// same frames again. With `isUsed` only the frames that are true there: the others cost and change nothing.
  void synthesise(const StftSpec& spec, std::size_t frames, const OnStftFrames& fill, AudioView sums,
                  const std::vector<bool>& isUsed = {});
  /// analyse(), each bin of all channels times a gain that `fill` writes, and synthesise(), without a spectrum leaving
  /// the device.
  void filter(const StftSpec& spec, ConstAudioView samples, std::size_t frames, const OnStftFrames& fill,
              AudioView sums, const std::vector<bool>& isUsed = {});

  /// The id of the backend that works now.
  std::string name() const;
  /// One sentence for each time that a device failed and what was done about it.
  std::vector<std::string> fallbacks() const;

 private:
  struct Kept {
    StftSpec spec;
    std::unique_ptr<StftRun> run;
  };
  struct Work;
  void everyBatch(const StftSpec& spec, std::size_t frames, const std::vector<bool>& isUsed, const Work& work);
  StftRun& runFor(const StftSpec& spec);
  std::size_t batchLimit(const StftSpec& spec);
  void recover(const Status& status, const StftSpec& spec, std::size_t frames);

  StftDeviceOptions options_;
  mutable std::mutex mutex_;
  DeviceRun device_;
  std::size_t mostCells_ = 0;  ///< samples in the frames of a batch, where memory was short; 0: what suits
  std::vector<Kept> kept_;     ///< last used first
};

/// Seconds that `frames` frames of `size` samples would take on a backend, there and back, starting up included: for
/// chooseBackends().
double stftSeconds(const Backend& backend, std::size_t size, double frames, int threads);

}  // namespace lathe
