// The CPU as a backend: what it is, what work costs on it, and its runs.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/cpu/cpu_backend.h"

#include <algorithm>
#include <fstream>
#include <new>
#include <string>
#include <system_error>
#include <thread>

#include "core/compute/cpu/convolution_cpu.h"
#include "core/compute/cpu/measure_cpu.h"
#include "core/compute/cpu/sparse_declip_cpu.h"
#include "core/compute/cpu/stft_cpu.h"
#include "core/compute/cpu/suppression_cpu.h"

namespace lathe {
namespace {

/// The CPU's name as the kernel tells it, or what it was built for.
std::string cpuName() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const auto colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
  }
  return "CPU";
}

template <class Real>
std::size_t partitionFor(const ConvolutionSpec<Real>& spec) {
  return convolutionPartition(spec.inputs, spec.outputs, spec.paths.size(), longestPath(spec), sizeof(Real));
}

/// Every block that the longest path reaches back to, and the half block before it that its transform also saw.
template <class Real>
std::size_t historyFor(const ConvolutionSpec<Real>& spec) {
  const std::size_t partition = partitionFor(spec);
  return ((longestPath(spec) + partition - 1) / partition + 1) * partition;
}

/// What `make` throws, as a status.
template <class Make>
Status made(const Make& make) noexcept {
  try {
    make();
    return {};
  } catch (const std::bad_alloc&) {
    return Status::fail(Failure::OutOfMemory, "the computer has too little free memory");
  } catch (const std::system_error& error) {
    return Status::fail(Failure::Internal, error.what());
  }
}

/// For which of the units of LATHE_VECTOR_CLONES the loops that run here were compiled.
const char* vectorUnit() noexcept {
#if defined(__x86_64__) && defined(__GNUC__)
  if (__builtin_cpu_supports("avx512f")) return "AVX-512";
  if (__builtin_cpu_supports("avx2")) return "AVX2";
  return "SSE2";
#else
  return "the unit of all such CPUs";
#endif
}

}  // namespace

CpuBackend& cpuBackend() noexcept {
  static CpuBackend cpu;
  return cpu;
}

bool isCpu(const Backend& backend) noexcept { return dynamic_cast<const CpuBackend*>(&backend) != nullptr; }

std::vector<Backend*> endingWithCpu(std::vector<Backend*> backends) {
  if (backends.empty() || !isCpu(*backends.back())) backends.push_back(&cpuBackend());
  return backends;
}

DeviceInfo CpuBackend::info() const noexcept {
  DeviceInfo info;
  std::snprintf(info.id, sizeof info.id, "cpu");
  try {
    std::snprintf(info.name, sizeof info.name, "%s, %u threads", cpuName().c_str(),
                  std::thread::hardware_concurrency());
  } catch (const std::exception&) {
    std::snprintf(info.name, sizeof info.name, "CPU");
  }
  std::snprintf(info.software, sizeof info.software, "loops for %s", vectorUnit());
  return info;
}

double CpuBackend::convolutionSeconds(int inputs, int outputs, std::size_t paths, std::size_t longestPath,
                                      std::uint64_t frames, int threads) const noexcept {
  // About 0.2 ns per product and sample on a core of the 2020s, as docs/measured/performance.md measures it.
  const std::size_t partition = convolutionPartition(inputs, outputs, paths, longestPath, sizeof(float));
  const double perFrame = convolutionCost(inputs, outputs, paths, longestPath, partition);
  const double all = static_cast<double>(frames) + 2 * static_cast<double>(longestPath);
  return 0.003 + 0.2e-9 * perFrame * all / std::max(threads, 1);
}

std::size_t CpuBackend::convolutionHistory(const ConvolutionSpec<float>& spec) const noexcept {
  return historyFor(spec);
}
std::size_t CpuBackend::convolutionHistory(const ConvolutionSpec<double>& spec) const noexcept {
  return historyFor(spec);
}
Status CpuBackend::convolution(const ConvolutionSpec<float>& spec, const RunLimits& limits,
                               std::unique_ptr<ConvolutionRun<float>>& run) noexcept {
  return made([&] { run = makeConvolutionCpu(spec, limits); });
}
Status CpuBackend::convolution(const ConvolutionSpec<double>& spec, const RunLimits& limits,
                               std::unique_ptr<ConvolutionRun<double>>& run) noexcept {
  return made([&] { run = makeConvolutionCpu(spec, limits); });
}

Status CpuBackend::stft(const StftSpec& spec, const RunLimits& limits, std::unique_ptr<StftRun>& run) noexcept {
  return made([&] { run = makeStftCpu(spec, limits); });
}

double CpuBackend::measureSeconds(std::uint64_t samples, int threads) const noexcept {
  // About 8 ns a sample on a core of the 2020s, decoding apart, as docs/measured/performance.md measures it.
  return 8e-9 * static_cast<double>(samples) / std::max(threads, 1);
}

Status CpuBackend::measure(const MeasureSpec& spec, const RunLimits& limits,
                           std::unique_ptr<MeasureRun>& run) noexcept {
  return made([&] { run = makeMeasureCpu(spec, limits); });
}

double CpuBackend::sparseDeclipSeconds(std::uint64_t samples, int threads) const noexcept {
  // About half of real time for a channel on a core of the 2020s, were all of it clipped.
  return 1e-5 * static_cast<double>(samples) / std::max(threads, 1);
}

Status CpuBackend::sparseDeclip(const SparseDeclipSpec& spec, const RunLimits& limits,
                                std::unique_ptr<SparseDeclipRun>& run) noexcept {
  return made([&] { run = makeSparseDeclipCpu(spec, limits); });
}

double CpuBackend::clickSeconds(std::uint64_t samples, int) const noexcept {
  // About ninety times real time for stereo on a core of the 2020s; one thread does it.
  return 1.3e-7 * static_cast<double>(samples);
}

Status CpuBackend::click(const ClickSpec&, std::unique_ptr<ClickRun>&) noexcept {
  return Status::fail(Failure::Unsupported, "the CPU's form is the de-clicker's own engine");
}

double CpuBackend::suppressionSeconds(std::uint64_t samples, int) const noexcept {
  // About sixty times real time for stereo on a core of the 2020s; one thread does it.
  return 1.9e-7 * static_cast<double>(samples);
}

Status CpuBackend::suppression(const SuppressionSpec& spec, const RunLimits& limits,
                               std::unique_ptr<SuppressionRun>& run) noexcept {
  return made([&] { run = makeSuppressionCpu(spec, limits); });
}

}  // namespace lathe
