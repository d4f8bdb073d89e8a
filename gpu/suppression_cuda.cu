// Frames cut out and transformed, powers, means over neighbourhoods, gains, and what they take away, added up.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>

#include "gpu/cuda_resources.h"
#include "gpu/fft_plan.h"
#include "gpu/hanging_run.h"
#include "gpu/headroom.h"
#include "gpu/suppression_cuda.h"

namespace lathe::gpu {
namespace {

__global__ void cutFrames(const float* sound, const float* window, std::size_t size, std::size_t hop, std::size_t count,
                          float* frames) {
  for (std::size_t t = firstThread(); t < count * size; t += allThreads())
    frames[t] = sound[t / size * hop + t % size] * window[t % size];
}

__global__ void addPowers(const Complex<float>* spectra, const float* scale, std::size_t bins, std::size_t count,
                          bool isFirst, float* power) {
  for (std::size_t t = firstThread(); t < count * bins; t += allThreads())
    power[t] = (isFirst ? 0.0f : power[t]) + scaledPower(spectra[t], scale[t % bins]);
}

__global__ void multiplyBy(const float* factors, std::size_t count, float* values) {
  for (std::size_t t = firstThread(); t < count; t += allThreads()) values[t] *= factors[t];
}

__global__ void averageFrames(const float* rows, std::size_t bins, std::size_t count, int reach, float* sum) {
  for (std::size_t t = firstThread(); t < count * bins; t += allThreads())
    sum[t] = meanOverFrames(rows, bins, count, t / bins, reach, t % bins);
}

__global__ void averageBins(const float* rows, std::size_t bins, std::size_t count, int reach, float* means) {
  for (std::size_t t = firstThread(); t < count * bins; t += allThreads())
    means[t] = meanOverBins(rows + t / bins * bins, bins, t % bins, reach);
}

__global__ void firstGains(const float* mean, const float* wide, const float* threshold, const float* burst,
                           const float* caution, float transients, std::size_t bins, std::size_t count, float* gains) {
  for (std::size_t t = firstThread(); t < count * bins; t += allThreads()) {
    const std::size_t k = t % bins;
    float gain = neighbourhoodGain(mean[t], threshold[k], caution[k]);
    if (transients > 0 && t / bins > Attack::later)
      gain = gainWithAttack(gain, wide[t], wide[t - (Attack::later + 1) * bins], burst[k], caution[k], transients);
    gains[t] = gain;
  }
}

__global__ void passedPowers(const float* gains, const float* power, std::size_t count, float* passed) {
  for (std::size_t t = firstThread(); t < count; t += allThreads()) passed[t] = passedPower(gains[t], power[t]);
}

__global__ void refineGains(const float* mean, const float* caution, std::size_t bins, std::size_t count,
                            float* gains) {
  for (std::size_t t = firstThread(); t < count * bins; t += allThreads())
    gains[t] = refinedGain(mean[t], caution[t % bins]);
}

__global__ void takeAway(const float* gains, const float* floor, const float* share, std::size_t bins,
                         std::size_t count, Complex<float>* spectra) {
  for (std::size_t t = firstThread(); t < count * bins; t += allThreads()) {
    const float part = removedPart(gains[t], floor[t % bins], share[t % bins]);
    spectra[t] = weighed(spectra[t], part);
  }
}

/// One thread per sample; those before `offset` have no frame.
__global__ void addFrames(const float* frames, const float* window, std::size_t size, std::size_t hop,
                          std::size_t count, std::size_t offset, std::size_t span, float* removed) {
  for (std::size_t n = firstThread(); n < span; n += allThreads())
    removed[n] = n < offset ? 0.0f : overlapAdded(0.0f, frames, size, count, window, size, hop, n - offset);
}

DeviceArray<float> uploaded(const std::vector<float>& values) {
  DeviceArray<float> array(values.size());
  if (!values.empty())
    check(cudaMemcpy(array.get(), values.data(), values.size() * sizeof(float), cudaMemcpyHostToDevice));
  return array;
}

/// A group's tables on the device.
struct Tables {
  std::vector<DeviceArray<float>> scale;
  DeviceArray<float> threshold, burst, caution, floor;

  explicit Tables(const SuppressionGroup& group)
      : threshold(uploaded(group.threshold)),
        burst(uploaded(group.burst)),
        caution(uploaded(group.caution)),
        floor(uploaded(group.floor)) {
    for (const std::vector<float>& one : group.scale) scale.push_back(uploaded(one));
  }
};

class SuppressionCuda : public LeftBehindWhenHanging<SuppressionRun> {
 public:
  SuppressionCuda(int device, const SuppressionSpec& spec, std::size_t frames);
  ~SuppressionCuda() override { leaveBehindUnlessIdle(device_, {&lane_}); }

  std::size_t mostFrames() const noexcept override { return most_; }
  AudioView samples() noexcept override { return {hostSamples_.get(), spec_.channels, row_, row_}; }
  float* map() noexcept override { return hostMap_.get(); }
  ConstAudioView removed() const noexcept override { return {hostRemoved_.get(), spec_.channels, row_, row_}; }
  Status remove(const SuppressionStretch& stretch, std::chrono::milliseconds patience) noexcept override;
  RunTimes times() const noexcept override { return times_; }

 private:
  std::size_t channels() const { return static_cast<std::size_t>(spec_.channels); }
  Complex<float>* spectra(std::size_t channel) const { return spectra_.get() + channel * most_ * spec_.bins(); }
  void analyse(std::size_t count);
  void average(const float* rows, std::size_t count, SuppressionArea area, float* means);
  void computeGains(const SuppressionStretch& stretch, const SuppressionGroup& group, const Tables& tables);
  void addUp(const SuppressionStretch& stretch, std::size_t channel, const Tables& tables);

  int device_;
  SuppressionSpec spec_;
  std::size_t most_, row_;
  Stream lane_;
  FftPlan<float> forward_, inverse_;
  DeviceArray<char> work_;
  DeviceArray<float> analysis_, synthesis_, share_, samples_, removed_, map_, frames_;
  DeviceArray<float> power_, wide_, sum_, mean_, gains_;
  DeviceArray<Complex<float>> spectra_;
  std::vector<Tables> tables_;
  PinnedArray<float> hostSamples_, hostMap_, hostRemoved_;
  SlotClock clock_;
  RunTimes times_;
};

SuppressionCuda::SuppressionCuda(int device, const SuppressionSpec& spec, std::size_t frames)
    : device_(device), spec_(spec), most_(frames), row_(spec.span(frames)) {
  check(cudaSetDevice(device));
  lane_ = makeStream();
  forward_ = FftPlan<float>(spec.size, spec.size, most_, FftDirection::Forward, lane_.get());
  inverse_ = FftPlan<float>(spec.size, spec.size, most_, FftDirection::Inverse, lane_.get());
  const std::size_t work = std::max(forward_.workBytes(), inverse_.workBytes()), bins = most_ * spec.bins();
  keepHeadroom(work + sizeof(float) * (2 * channels() * row_ + 6 * bins + most_ * spec.size) +
               sizeof(Complex<float>) * channels() * bins);
  work_ = DeviceArray<char>(work);
  forward_.useWork(work_.get());
  inverse_.useWork(work_.get());
  analysis_ = uploaded(spec.analysis);
  synthesis_ = uploaded(spec.synthesis);
  share_ = uploaded(spec.share);
  samples_ = DeviceArray<float>(channels() * row_);
  removed_ = DeviceArray<float>(channels() * row_);
  frames_ = DeviceArray<float>(most_ * spec.size);
  for (auto* rows : {&map_, &power_, &wide_, &sum_, &mean_, &gains_}) *rows = DeviceArray<float>(bins);
  spectra_ = DeviceArray<Complex<float>>(channels() * bins);
  for (const SuppressionGroup& group : spec_.groups) tables_.emplace_back(group);
  hostSamples_ = PinnedArray<float>(channels() * row_);
  hostRemoved_ = PinnedArray<float>(channels() * row_);
  hostMap_ = PinnedArray<float>(bins);
  clock_.make();
  check(cudaMemset(frames_.get(), 0, most_ * spec.size * sizeof(float)));
  check(cudaMemset(spectra_.get(), 0, channels() * bins * sizeof(Complex<float>)));
}

void SuppressionCuda::analyse(std::size_t count) {
  for (std::size_t c = 0; c < channels(); ++c) {
    cutFrames<<<blocksFor(count * spec_.size), kThreadsPerBlock, 0, lane_.get()>>>(
        samples_.get() + c * row_, analysis_.get(), spec_.size, spec_.hop(), count, frames_.get());
    check(cudaGetLastError());
    forward_.forward(frames_.get(), spectra(c));
  }
}

void SuppressionCuda::average(const float* rows, std::size_t count, SuppressionArea area, float* means) {
  const std::size_t bins = spec_.bins();
  averageFrames<<<blocksFor(count * bins), kThreadsPerBlock, 0, lane_.get()>>>(rows, bins, count, area.frames,
                                                                               sum_.get());
  averageBins<<<blocksFor(count * bins), kThreadsPerBlock, 0, lane_.get()>>>(sum_.get(), bins, count, area.bins, means);
  check(cudaGetLastError());
}

void SuppressionCuda::computeGains(const SuppressionStretch& stretch, const SuppressionGroup& group,
                                   const Tables& tables) {
  cudaStream_t lane = lane_.get();
  const std::size_t bins = spec_.bins(), count = stretch.frames;
  const unsigned grid = blocksFor(count * bins);
  for (std::size_t c = 0; c < group.channels.size(); ++c) {
    addPowers<<<grid, kThreadsPerBlock, 0, lane>>>(spectra(static_cast<std::size_t>(group.channels[c])),
                                                   tables.scale[c].get(), bins, count, c == 0, power_.get());
  }
  if (stretch.hasMap) multiplyBy<<<grid, kThreadsPerBlock, 0, lane>>>(map_.get(), count * bins, power_.get());
  averageBins<<<grid, kThreadsPerBlock, 0, lane>>>(power_.get(), bins, count, Attack::reach, wide_.get());
  average(power_.get(), count, spec_.first, mean_.get());
  firstGains<<<grid, kThreadsPerBlock, 0, lane>>>(mean_.get(), wide_.get(), tables.threshold.get(), tables.burst.get(),
                                                  tables.caution.get(), spec_.transients, bins, count, gains_.get());
  check(cudaGetLastError());
  for (const SuppressionArea& area : spec_.refining) {
    passedPowers<<<grid, kThreadsPerBlock, 0, lane>>>(gains_.get(), power_.get(), count * bins, wide_.get());
    average(wide_.get(), count, area, mean_.get());
    refineGains<<<grid, kThreadsPerBlock, 0, lane>>>(mean_.get(), tables.caution.get(), bins, count, gains_.get());
    check(cudaGetLastError());
  }
}

void SuppressionCuda::addUp(const SuppressionStretch& stretch, std::size_t channel, const Tables& tables) {
  const std::size_t bins = spec_.bins(), span = spec_.span(stretch.frames);
  takeAway<<<blocksFor(stretch.frames * bins), kThreadsPerBlock, 0, lane_.get()>>>(
      gains_.get(), tables.floor.get(), share_.get(), bins, stretch.frames, spectra(channel));
  check(cudaGetLastError());
  inverse_.inverse(spectra(channel), frames_.get());
  addFrames<<<blocksFor(span), kThreadsPerBlock, 0, lane_.get()>>>(
      frames_.get() + stretch.wanted * spec_.size, synthesis_.get(), spec_.size, spec_.hop(),
      stretch.wantedEnd - stretch.wanted, stretch.wanted * spec_.hop(), span, removed_.get() + channel * row_);
  check(cudaGetLastError());
}

Status SuppressionCuda::remove(const SuppressionStretch& stretch, std::chrono::milliseconds patience) noexcept {
  try {
    check(cudaSetDevice(device_));
    const std::size_t rowBytes = row_ * sizeof(float), span = spec_.span(stretch.frames) * sizeof(float);
    clock_.up.start(lane_);
    check(cudaMemcpy2DAsync(samples_.get(), rowBytes, hostSamples_.get(), rowBytes, span, channels(),
                            cudaMemcpyHostToDevice, lane_.get()));
    if (stretch.hasMap) up(map_.get(), hostMap_.get(), stretch.frames * spec_.bins(), lane_);
    clock_.up.stop(lane_);
    clock_.compute.start(lane_);
    check(cudaMemsetAsync(removed_.get(), 0, channels() * rowBytes, lane_.get()));
    analyse(stretch.frames);
    for (std::size_t g = 0; g < tables_.size(); ++g) {
      computeGains(stretch, spec_.groups[g], tables_[g]);
      for (const int c : spec_.groups[g].channels) addUp(stretch, static_cast<std::size_t>(c), tables_[g]);
    }
    clock_.compute.stop(lane_);
    clock_.down.start(lane_);
    check(cudaMemcpy2DAsync(hostRemoved_.get(), rowBytes, removed_.get(), rowBytes, span, channels(),
                            cudaMemcpyDeviceToHost, lane_.get()));
    clock_.down.stop(lane_);
    const Status status = waitFor(clock_.down.end(), patience);
    if (status.ok()) clock_.addTo(times_);
    return status;
  } catch (const StatusError& error) {
    return error.status;
  }
}

}  // namespace

std::unique_ptr<SuppressionRun> makeSuppressionCuda(int device, const SuppressionSpec& spec, const RunLimits& limits) {
  return std::make_unique<SuppressionCuda>(device, spec, static_cast<std::size_t>(limits.frames));
}

}  // namespace lathe::gpu
