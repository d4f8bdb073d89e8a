// The CPU as a backend: always there, the reference, and the one that carries on when a device fails.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/compute/ops/backend_contract.h"

namespace lathe {

class CpuBackend : public Backend {
 public:
  DeviceInfo info() const noexcept override;
  double convolutionSeconds(int inputs, int outputs, std::size_t paths, std::size_t longestPath, std::uint64_t frames,
                            int threads) const noexcept override;
  std::size_t convolutionHistory(const ConvolutionSpec<float>& spec) const noexcept override;
  std::size_t convolutionHistory(const ConvolutionSpec<double>& spec) const noexcept override;
  Status convolution(const ConvolutionSpec<float>& spec, const RunLimits& limits,
                     std::unique_ptr<ConvolutionRun<float>>& run) noexcept override;
  Status convolution(const ConvolutionSpec<double>& spec, const RunLimits& limits,
                     std::unique_ptr<ConvolutionRun<double>>& run) noexcept override;
  Status stft(const StftSpec& spec, const RunLimits& limits, std::unique_ptr<StftRun>& run) noexcept override;
  double measureSeconds(std::uint64_t samples, int threads) const noexcept override;
  Status measure(const MeasureSpec& spec, const RunLimits& limits, std::unique_ptr<MeasureRun>& run) noexcept override;
  double sparseDeclipSeconds(std::uint64_t samples, int threads) const noexcept override;
  Status sparseDeclip(const SparseDeclipSpec& spec, const RunLimits& limits,
                      std::unique_ptr<SparseDeclipRun>& run) noexcept override;
  double suppressionSeconds(std::uint64_t samples, int threads) const noexcept override;
  double clickSeconds(std::uint64_t samples, int threads) const noexcept override;
  Status click(const ClickSpec& spec, std::unique_ptr<ClickRun>& run) noexcept override;
  Status suppression(const SuppressionSpec& spec, const RunLimits& limits,
                     std::unique_ptr<SuppressionRun>& run) noexcept override;
};

/// The CPU of this computer, for all who need it.
CpuBackend& cpuBackend() noexcept;
bool isCpu(const Backend& backend) noexcept;
/// Those backends, and behind them the CPU where it is not there yet.
std::vector<Backend*> endingWithCpu(std::vector<Backend*> backends);

}  // namespace lathe
