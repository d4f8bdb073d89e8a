// A device that is not there: a GPU's queues, pools and failures over the CPU's arithmetic.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>

#include "core/compute/cpu/cpu_backend.h"
#include "core/compute/null/faults.h"

namespace lathe {

/// Works like a GPU, with the very same samples as the CPU: work is copied up, done and copied down by three
/// lanes of their own, memory comes from a pool with a limit, and chunks fail when they are told to. It proves on every
/// machine what happens when a device fails. Chosen as "null" and never by itself.
class NullGpu : public Backend {
 public:
  struct Options {
    Faults faults{};
    std::size_t memory = std::size_t{1} << 32;  ///< bytes of the pool
    std::chrono::microseconds longestDelay{0};  ///< each step of a lane waits up to so long, at random
  };
  explicit NullGpu(Options options) : faults_(std::move(options.faults)), options_(std::move(options)) {}

  DeviceInfo info() const noexcept override;
  double convolutionSeconds(int, int, std::size_t, std::size_t, std::uint64_t, int) const noexcept override {
    return 0;
  }
  std::size_t convolutionHistory(const ConvolutionSpec<float>& spec) const noexcept override;
  std::size_t convolutionHistory(const ConvolutionSpec<double>& spec) const noexcept override;
  Status convolution(const ConvolutionSpec<float>& spec, const RunLimits& limits,
                     std::unique_ptr<ConvolutionRun<float>>& run) noexcept override;
  Status convolution(const ConvolutionSpec<double>& spec, const RunLimits& limits,
                     std::unique_ptr<ConvolutionRun<double>>& run) noexcept override;
  Status stft(const StftSpec& spec, const RunLimits& limits, std::unique_ptr<StftRun>& run) noexcept override;
  double measureSeconds(std::uint64_t, int) const noexcept override { return 0; }
  Status measure(const MeasureSpec& spec, const RunLimits& limits, std::unique_ptr<MeasureRun>& run) noexcept override;
  double sparseDeclipSeconds(std::uint64_t, int) const noexcept override { return 0; }
  Status sparseDeclip(const SparseDeclipSpec& spec, const RunLimits& limits,
                      std::unique_ptr<SparseDeclipRun>& run) noexcept override;
  double suppressionSeconds(std::uint64_t, int) const noexcept override { return 0; }
  Status suppression(const SuppressionSpec& spec, const RunLimits& limits,
                     std::unique_ptr<SuppressionRun>& run) noexcept override;
  double clickSeconds(std::uint64_t, int) const noexcept override { return 0; }
  Status click(const ClickSpec& spec, std::unique_ptr<ClickRun>& run) noexcept override;

  /// Bytes taken from the pool and not given back.
  std::size_t bytesInUse() const noexcept { return bytesInUse_; }

  // For its runs:
  bool take(std::size_t bytes) noexcept;
  void giveBack(std::size_t bytes) noexcept { bytesInUse_ -= bytes; }
  Failure nextFault() noexcept;
  std::chrono::microseconds longestDelay() const noexcept { return options_.longestDelay; }

 private:
  template <class Make>
  Status planned(const Make& make) noexcept;

  CpuBackend cpu_;
  std::mutex mutex_;
  Faults faults_;
  Options options_;
  std::atomic<std::size_t> bytesInUse_ = 0;
};

}  // namespace lathe
