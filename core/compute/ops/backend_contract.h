// What a place where heavy work runs promises: the CPU, or a device behind a loadable module.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>

#include "core/audio/audio_buffer.h"
#include "core/compute/ops/click_run.h"
#include "core/compute/ops/convolution.h"
#include "core/compute/ops/measure.h"
#include "core/compute/ops/run_times.h"
#include "core/compute/ops/sparse_declip.h"
#include "core/compute/ops/stft.h"
#include "core/compute/ops/suppression.h"

namespace lathe {

enum class Failure {
  None,
  Unsupported,  ///< this backend never does this work
  OutOfMemory,  ///< smaller chunks may still fit
  Timeout,      ///< no answer within the time it was given
  DeviceLost,   ///< nothing will work on this device until the program is started again
  Internal,     ///< anything else
};

/// How a request to a backend went. A plain value without memory of its own, as it crosses the border of a module.
struct Status {
  Failure failure = Failure::None;
  char text[160] = {};  ///< what the device said; empty when all is well

  bool ok() const noexcept { return failure == Failure::None; }
  static Status fail(Failure failure, const char* text) noexcept {
    Status status{failure, {}};
    std::snprintf(status.text, sizeof status.text, "%s", text);
    return status;
  }
};

struct DeviceInfo {
  char id[32] = {};            ///< "cpu", "cuda:0"
  char name[96] = {};          ///< as the maker calls it
  char software[96] = {};      ///< versions of driver and libraries
  std::size_t memory = 0;      ///< bytes in all; 0 when it is the computer's own
  std::size_t freeMemory = 0;  ///< bytes, when asked
  double copyRate = 0;         ///< bytes per second from the host, where it was measured
};

/// A convolution in progress on one backend. The input runs through it from front to back in chunks.
///
/// The run owns `slots` pairs of input and output rows. Its user fills the input rows of a free slot, submits it,
/// may fill and submit further slots, and finishes them in the order of submission; then the output rows hold the
/// result until that slot is submitted again. The input rows stay as they were filled until then, failed or not.
/// After any failure the only calls left are input(), begin() and the destructor. Nothing throws.
template <class Real>
class ConvolutionRun {
 public:
  virtual ~ConvolutionRun() = default;

  /// The most frames of a chunk. All chunks but the last have a multiple of grid() frames.
  virtual std::size_t chunkFrames() const noexcept = 0;
  virtual std::size_t grid() const noexcept = 0;
  virtual int slots() const noexcept = 0;
  virtual BasicAudioView<Real> input(int slot) noexcept = 0;
  virtual BasicAudioView<const Real> output(int slot) const noexcept = 0;

  /// Starts anew behind `history`, the input that came just before (what lies further back counts as silence).
  /// Waits for chunks in flight and forgets them.
  virtual Status begin(BasicAudioView<const Real> history) noexcept = 0;
  /// Hands over the first `frames` frames of a slot; may return before they are computed.
  virtual Status submit(int slot, std::size_t frames) noexcept = 0;
  /// Waits for the oldest submitted slot.
  virtual Status finish(int slot, std::chrono::milliseconds patience) noexcept = 0;
  /// What all chunks so far took of the device's time.
  virtual RunTimes times() const noexcept { return {}; }
};

/// What a run may use.
struct RunLimits {
  int threads = 1;              ///< of the CPU
  std::size_t chunkFrames = 0;  ///< the most frames of a chunk (but at least one grid step); 0 leaves it to the backend
  std::uint64_t frames = 0;     ///< how long the work is, so that short work takes little memory; 0 when unknown
};

/// A place where heavy work runs. Inputs are never changed and nothing is thrown.
class Backend {
 public:
  virtual ~Backend() = default;

  virtual DeviceInfo info() const noexcept = 0;
  /// True once work on it has failed with DeviceLost: nobody tries it again in this process. For any thread.
  bool isLost() const noexcept { return isLost_; }
  void markLost() noexcept { isLost_ = true; }
  /// Bytes per second from the host and back, as a copy made now shows; 0 where nothing is copied.
  virtual double measureCopyRate() noexcept { return 0; }
  /// Seconds that a convolution of that many frames would take here, starting up included: for choosing.
  virtual double convolutionSeconds(int inputs, int outputs, std::size_t paths, std::size_t longestPath,
                                    std::uint64_t frames, int threads) const noexcept = 0;
  /// Frames of history from which a run that begins in the middle continues with the very same samples.
  virtual std::size_t convolutionHistory(const ConvolutionSpec<float>& spec) const noexcept = 0;
  virtual std::size_t convolutionHistory(const ConvolutionSpec<double>& spec) const noexcept = 0;
  virtual Status convolution(const ConvolutionSpec<float>& spec, const RunLimits& limits,
                             std::unique_ptr<ConvolutionRun<float>>& run) noexcept = 0;
  virtual Status convolution(const ConvolutionSpec<double>& spec, const RunLimits& limits,
                             std::unique_ptr<ConvolutionRun<double>>& run) noexcept = 0;
  virtual Status stft(const StftSpec& spec, const RunLimits& limits, std::unique_ptr<StftRun>& run) noexcept = 0;
  /// Seconds that measuring that many samples (frames times channels) would take here, starting up included.
  virtual double measureSeconds(std::uint64_t samples, int threads) const noexcept = 0;
  virtual Status measure(const MeasureSpec& spec, const RunLimits& limits,
                         std::unique_ptr<MeasureRun>& run) noexcept = 0;
  /// Seconds that sparse declipping of that many samples would take here, starting up included.
  virtual double sparseDeclipSeconds(std::uint64_t samples, int threads) const noexcept = 0;
  virtual Status sparseDeclip(const SparseDeclipSpec& spec, const RunLimits& limits,
                              std::unique_ptr<SparseDeclipRun>& run) noexcept = 0;
  /// Seconds that noise suppression of that many samples would take here, starting up included.
  virtual double suppressionSeconds(std::uint64_t samples, int threads) const noexcept = 0;
  /// For stretches of up to limits.frames frames.
  virtual Status suppression(const SuppressionSpec& spec, const RunLimits& limits,
                             std::unique_ptr<SuppressionRun>& run) noexcept = 0;
  /// Seconds that finding and filling clicks in that many samples would take here, starting up included.
  virtual double clickSeconds(std::uint64_t samples, int threads) const noexcept = 0;
  /// The CPU's form is the de-clicker's own engine, so it is Unsupported there.
  virtual Status click(const ClickSpec& spec, std::unique_ptr<ClickRun>& run) noexcept = 0;

 private:
  std::atomic<bool> isLost_ = false;
};

}  // namespace lathe
