// The module's one exported function, and a CUDA device as a backend.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cuda_runtime.h>
#include <cufft.h>

#include <chrono>
#include <cstdio>
#include <new>

#include "core/compute/ops/module_contract.h"
#include "gpu/click_cuda.h"
#include "gpu/convolution_cuda.h"
#include "gpu/cuda_resources.h"
#include "gpu/cuda_status.h"
#include "gpu/measure_cuda.h"
#include "gpu/sparse_declip_cuda.h"
#include "gpu/stft_cuda.h"
#include "gpu/suppression_cuda.h"

namespace lathe::gpu {
namespace {

/// Starting up dominates: context, plans and pinned memory. Then the bus is the limit, at an assumed 10 GB/s each way.
constexpr double startUp = 0.6, bytesPerSecond = 10e9;
/// Assumed, not measured: some 250 rounds of two transforms, each of which passes the device's memory a few times.
constexpr double declipSecondsPerSample = 1e-6;
constexpr double clickSecondsPerSample = 4e-8;

class CudaBackend : public Backend {
 public:
  explicit CudaBackend(int device) : device_(device) {}

  DeviceInfo info() const noexcept override;
  double measureCopyRate() noexcept override;
  double convolutionSeconds(int inputs, int outputs, std::size_t paths, std::size_t longestPath, std::uint64_t frames,
                            int threads) const noexcept override;
  std::size_t convolutionHistory(const ConvolutionSpec<float>& spec) const noexcept override {
    return convolutionHistoryCuda(spec);
  }
  std::size_t convolutionHistory(const ConvolutionSpec<double>& spec) const noexcept override {
    return convolutionHistoryCuda(spec);
  }
  Status convolution(const ConvolutionSpec<float>& spec, const RunLimits& limits,
                     std::unique_ptr<ConvolutionRun<float>>& run) noexcept override {
    return made([&] { run = makeConvolutionCuda(device_, spec, limits); });
  }
  Status convolution(const ConvolutionSpec<double>& spec, const RunLimits& limits,
                     std::unique_ptr<ConvolutionRun<double>>& run) noexcept override {
    return made([&] { run = makeConvolutionCuda(device_, spec, limits); });
  }
  Status stft(const StftSpec& spec, const RunLimits& limits, std::unique_ptr<StftRun>& run) noexcept override {
    return made([&] { run = makeStftCuda(device_, spec, limits); });
  }
  double measureSeconds(std::uint64_t samples, int) const noexcept override {
    // The bus is the limit again; samples are taken to be of 16 to 32 bits.
    return startUp + static_cast<double>(samples) * 3 / bytesPerSecond;
  }
  Status measure(const MeasureSpec& spec, const RunLimits& limits, std::unique_ptr<MeasureRun>& run) noexcept override {
    return made([&] { run = makeMeasureCuda(device_, spec, limits); });
  }
  double sparseDeclipSeconds(std::uint64_t samples, int) const noexcept override {
    return startUp + static_cast<double>(samples) * declipSecondsPerSample;
  }
  Status sparseDeclip(const SparseDeclipSpec& spec, const RunLimits& limits,
                      std::unique_ptr<SparseDeclipRun>& run) noexcept override {
    return made([&] { run = makeSparseDeclipCuda(device_, spec, limits); });
  }
  double suppressionSeconds(std::uint64_t samples, int) const noexcept override {
    return startUp + static_cast<double>(samples) * sizeof(float) / bytesPerSecond;
  }
  Status suppression(const SuppressionSpec& spec, const RunLimits& limits,
                     std::unique_ptr<SuppressionRun>& run) noexcept override {
    return made([&] { run = makeSuppressionCuda(device_, spec, limits); });
  }

  double clickSeconds(std::uint64_t samples, int) const noexcept override {
    // A design figure until it is measured on a device: the candidates in between are the CPU's work.
    return startUp + static_cast<double>(samples) * clickSecondsPerSample;
  }
  Status click(const ClickSpec& spec, std::unique_ptr<ClickRun>& run) noexcept override {
    return made([&] { run = makeClickCuda(device_, spec); });
  }

 private:
  /// What `make` throws, as a status.
  template <class Make>
  static Status made(const Make& make) noexcept {
    try {
      make();
      return {};
    } catch (const StatusError& error) {
      return error.status;
    } catch (const std::bad_alloc&) {
      return Status::fail(Failure::OutOfMemory, "the computer has too little free memory");
    }
  }

  int device_;
};

DeviceInfo CudaBackend::info() const noexcept {
  DeviceInfo info;
  std::snprintf(info.id, sizeof info.id, "cuda:%d", device_);
  cudaDeviceProp properties{};
  if (cudaGetDeviceProperties(&properties, device_) == cudaSuccess) {
    std::snprintf(info.name, sizeof info.name, "%.80s, sm_%d%d", properties.name, properties.major, properties.minor);
  }
  int driver = 0, runtime = 0, fft = 0;
  cudaDriverGetVersion(&driver);
  cudaRuntimeGetVersion(&runtime);
  cufftGetVersion(&fft);
  std::snprintf(info.software, sizeof info.software, "driver for CUDA %d.%d, runtime %d.%d, cuFFT %d", driver / 1000,
                driver % 1000 / 10, runtime / 1000, runtime % 1000 / 10, fft);
  if (cudaSetDevice(device_) == cudaSuccess) cudaMemGetInfo(&info.freeMemory, &info.memory);
  return info;
}

double CudaBackend::measureCopyRate() noexcept {
  constexpr std::size_t bytes = std::size_t{64} << 20;
  try {
    check(cudaSetDevice(device_));
    const PinnedArray<char> host(bytes);
    const DeviceArray<char> device(bytes);
    check(cudaMemcpy(device.get(), host.get(), bytes, cudaMemcpyHostToDevice));  // the first one also warms up
    const auto start = std::chrono::steady_clock::now();
    check(cudaMemcpy(device.get(), host.get(), bytes, cudaMemcpyHostToDevice));
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    return static_cast<double>(bytes) / seconds.count();
  } catch (const StatusError&) {
    return 0;
  }
}

double CudaBackend::convolutionSeconds(int inputs, int outputs, std::size_t paths, std::size_t longestPath,
                                       std::uint64_t frames, int) const noexcept {
  const double samples =
      static_cast<double>(frames) * (inputs + outputs) + static_cast<double>(paths) * static_cast<double>(longestPath);
  return startUp + samples * sizeof(float) / bytesPerSecond;
}

int devices(Status& why) {
  int count = 0;
  const cudaError_t answer = cudaGetDeviceCount(&count);
  if (answer == cudaSuccess && count > 0) return count;
  why = Status::fail(Failure::Unsupported, answer == cudaSuccess || answer == cudaErrorNoDevice
                                               ? "there is no NVIDIA GPU"
                                               : cudaGetErrorString(answer));
  return 0;
}

Status open(int device, std::unique_ptr<Backend>& backend) {
  // Makes the context, so that a device that cannot work is found out now.
  if (const Status status = statusOf(cudaSetDevice(device)); !status.ok()) return status;
  if (const Status status = statusOf(cudaFree(nullptr)); !status.ok()) return status;
  backend.reset(new (std::nothrow) CudaBackend(device));
  return backend ? Status{} : Status::fail(Failure::OutOfMemory, "the computer has too little free memory");
}

constexpr BackendModule module{backendBuildId, devices, open};

}  // namespace
}  // namespace lathe::gpu

extern "C" __attribute__((visibility("default"))) const lathe::BackendModule* lathe_backend_module_v1() {
  return &lathe::gpu::module;
}
