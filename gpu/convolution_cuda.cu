// Convolution on a CUDA device: overlap-save with one big FFT per block, three lanes, three slots.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <algorithm>
#include <array>
#include <new>
#include <thread>
#include <vector>

#include "core/fft/spectrum_matrix.h"
#include "gpu/convolution_cuda.h"
#include "gpu/cuda_resources.h"
#include "gpu/fft_plan.h"
#include "gpu/hanging_run.h"
#include "gpu/headroom.h"

namespace lathe::gpu {
namespace {

/// One thread per bin: the filters' bins are the same for all blocks and stay near.
template <class Real>
__global__ void multiplyMatrix(const MatrixEntry* entries, int count, const Complex<Real>* inputs,
                               std::size_t inputDistance, const Complex<Real>* filters, std::size_t bins,
                               std::size_t blocks, Complex<Real>* output) {
  for (std::size_t bin = firstThread(); bin < bins; bin += allThreads()) {
    for (std::size_t block = 0; block < blocks; ++block) {
      output[block * bins + bin] = matrixBin(entries, count, inputs + block * bins, inputDistance, filters, bins, bin);
    }
  }
}

template <class Real>
__global__ void scaleSamples(Real* samples, std::size_t count, Real factor) {
  for (std::size_t i = firstThread(); i < count; i += allThreads()) {
    samples[i] = soundOrSilence(samples[i]) * factor;
  }
}

template <class Real>
class ConvolutionCuda : public LeftBehindWhenHanging<ConvolutionRun<Real>> {
 public:
  ConvolutionCuda(int device, const ConvolutionSpec<Real>& spec, const RunLimits& limits);
  ~ConvolutionCuda() override { this->leaveBehindUnlessIdle(device_, {&up_, &middle_, &down_}); }

  std::size_t chunkFrames() const noexcept override { return layout_.chunkFrames(); }
  std::size_t grid() const noexcept override { return layout_.hop; }
  int slots() const noexcept override { return static_cast<int>(slots_.size()); }
  BasicAudioView<Real> input(int slot) noexcept override {
    return {at(slot).hostIn.get(), inputs_, chunkFrames(), chunkFrames()};
  }
  BasicAudioView<const Real> output(int slot) const noexcept override {
    return {at(slot).hostOut.get(), outputs_, chunkFrames(), chunkFrames()};
  }
  Status begin(BasicAudioView<const Real> history) noexcept override;
  Status submit(int slot, std::size_t frames) noexcept override;
  Status finish(int slot, std::chrono::milliseconds patience) noexcept override;
  RunTimes times() const noexcept override { return times_; }

 private:
  struct Slot {
    PinnedArray<Real> hostIn, hostOut;
    DeviceArray<Real> in;    ///< per input: the history, then the chunk
    DeviceArray<Real> time;  ///< per output: whole windows, of which only the last hop is sound
    SlotClock clock;         ///< the ends of its parts are what the next ones wait for
    Event historyTaken;      ///< the next chunk has copied what it needs of `in`
  };
  Slot& at(int slot) noexcept { return slots_[static_cast<std::size_t>(slot)]; }
  const Slot& at(int slot) const noexcept { return slots_[static_cast<std::size_t>(slot)]; }

  void makeFilters(const ConvolutionSpec<Real>& spec);
  void upload(Slot& slot, std::size_t frames);
  void compute(Slot& slot);
  void download(Slot& slot, std::size_t blocks);
  Real* row(const DeviceArray<Real>& rows, int input) const {
    return rows.get() + static_cast<std::size_t>(input) * layout_.rowFrames();
  }

  int device_, inputs_, outputs_;
  OverlapSaveLayout layout_;
  Stream up_, middle_, down_;
  FftPlan<Real> forward_, inverse_;
  DeviceArray<char> work_;
  std::vector<std::vector<MatrixEntry>> entries_;  ///< per output
  std::vector<DeviceArray<MatrixEntry>> deviceEntries_;
  DeviceArray<Complex<Real>> filters_, spectra_, sum_;
  DeviceArray<Real> beginning_;  ///< per input: the history that a run began with
  std::array<Slot, 3> slots_;
  Slot* last_ = nullptr;        ///< what was submitted last; its end is the next one's history
  std::size_t lastFrames_ = 0;  ///< of it, whole hops
  RunTimes times_;
};

template <class Real>
ConvolutionCuda<Real>::ConvolutionCuda(int device, const ConvolutionSpec<Real>& spec, const RunLimits& limits)
    : device_(device),
      inputs_(spec.inputs),
      outputs_(spec.outputs),
      layout_(overlapSaveLayout(longestPath(spec), limits.chunkFrames)) {
  check(cudaSetDevice(device));
  if (limits.frames != 0) {
    const auto needed = static_cast<std::size_t>((limits.frames + layout_.hop - 1) / layout_.hop);
    layout_.blocks = std::clamp<std::size_t>(needed, 1, layout_.blocks);
  }
  up_ = makeStream();
  middle_ = makeStream();
  down_ = makeStream();
  forward_ = FftPlan<Real>(layout_.size, layout_.hop, layout_.blocks, FftDirection::Forward, middle_.get());
  inverse_ = FftPlan<Real>(layout_.size, layout_.size, layout_.blocks, FftDirection::Inverse, middle_.get());

  const auto in = static_cast<std::size_t>(inputs_), out = static_cast<std::size_t>(outputs_);
  const std::size_t work = std::max(forward_.workBytes(), inverse_.workBytes());
  const std::size_t spectrum = layout_.blocks * layout_.bins();
  const std::size_t rows = in * layout_.rowFrames(), windows = out * layout_.blocks * layout_.size;
  keepHeadroom(work + sizeof(Complex<Real>) * (spec.paths.size() * layout_.bins() + (in + 1) * spectrum) +
               sizeof(Real) * (slots_.size() * (rows + windows) + in * layout_.history));
  work_ = DeviceArray<char>(work);
  forward_.useWork(work_.get());
  inverse_.useWork(work_.get());
  spectra_ = DeviceArray<Complex<Real>>(in * spectrum);
  sum_ = DeviceArray<Complex<Real>>(spectrum);
  beginning_ = DeviceArray<Real>(in * layout_.history);
  for (Slot& slot : slots_) {
    slot.hostIn = PinnedArray<Real>(in * chunkFrames());
    slot.hostOut = PinnedArray<Real>(out * chunkFrames());
    slot.in = DeviceArray<Real>(rows);
    slot.time = DeviceArray<Real>(windows);
    slot.clock.make();
    slot.historyTaken = makeEvent();
  }
  makeFilters(spec);
}

template <class Real>
void ConvolutionCuda<Real>::makeFilters(const ConvolutionSpec<Real>& spec) {
  filters_ = DeviceArray<Complex<Real>>(spec.paths.size() * layout_.bins());
  FftPlan<Real> plan(layout_.size, layout_.size, 1, FftDirection::Forward, middle_.get());
  DeviceArray<char> work(plan.workBytes());
  plan.useWork(work.get());
  DeviceArray<Real> window(layout_.size);
  entries_.resize(static_cast<std::size_t>(outputs_));
  for (std::size_t p = 0; p < spec.paths.size(); ++p) {
    const auto& path = spec.paths[p];
    check(cudaMemsetAsync(window.get(), 0, layout_.size * sizeof(Real), middle_.get()));
    up(window.get(), path.taps, path.length, middle_);
    scaleSamples<<<blocksFor(layout_.size), kThreadsPerBlock, 0, middle_.get()>>>(
        window.get(), path.length, Real(1) / static_cast<Real>(layout_.size));
    check(cudaGetLastError());
    plan.forward(window.get(), filters_.get() + p * layout_.bins());
    entries_[static_cast<std::size_t>(path.output)].push_back({path.input, static_cast<int>(p)});
  }
  for (const auto& entries : entries_) {
    deviceEntries_.emplace_back(entries.size());
    if (entries.empty()) continue;
    up(deviceEntries_.back().get(), entries.data(), entries.size(), middle_);
  }
  check(cudaStreamSynchronize(middle_.get()));
}

template <class Real>
Status ConvolutionCuda<Real>::begin(BasicAudioView<const Real> history) noexcept {
  try {
    check(cudaSetDevice(device_));
    if (!idleWithin({&up_, &middle_, &down_}, kEndPatience))
      return Status::fail(Failure::Timeout, "the GPU did not answer in time");
    const std::size_t known = std::min(history.frames(), layout_.history);
    const std::size_t silent = layout_.history - known;
    for (int input = 0; input < inputs_; ++input) {
      Real* to = beginning_.get() + static_cast<std::size_t>(input) * layout_.history;
      check(cudaMemset(to, 0, silent * sizeof(Real)));
      if (known == 0) continue;
      const Real* from = history[input].data() + (history.frames() - known);
      check(cudaMemcpy(to + silent, from, known * sizeof(Real), cudaMemcpyHostToDevice));
    }
    last_ = nullptr;
    return {};
  } catch (const StatusError& error) {
    return error.status;
  }
}

template <class Real>
Status ConvolutionCuda<Real>::submit(int slot, std::size_t frames) noexcept {
  try {
    check(cudaSetDevice(device_));
    const std::size_t blocks = (frames + layout_.hop - 1) / layout_.hop;
    upload(at(slot), frames);
    compute(at(slot));
    download(at(slot), blocks);
    last_ = &at(slot);
    lastFrames_ = blocks * layout_.hop;
    return {};
  } catch (const StatusError& error) {
    return error.status;
  }
}

/// The chunk's own samples; behind the end of a short one there is silence.
template <class Real>
void ConvolutionCuda<Real>::upload(Slot& slot, std::size_t frames) {
  check(cudaStreamWaitEvent(up_.get(), slot.historyTaken.get()));
  slot.clock.up.start(up_);
  const std::size_t rowBytes = layout_.rowFrames() * sizeof(Real), chunkBytes = chunkFrames() * sizeof(Real);
  const auto rows = static_cast<std::size_t>(inputs_);
  Real* chunk = slot.in.get() + layout_.history;
  check(cudaMemcpy2DAsync(chunk, rowBytes, slot.hostIn.get(), chunkBytes, frames * sizeof(Real), rows,
                          cudaMemcpyHostToDevice, up_.get()));
  if (frames < chunkFrames()) {
    check(cudaMemset2DAsync(chunk + frames, rowBytes, 0, (chunkFrames() - frames) * sizeof(Real), rows, up_.get()));
  }
  slot.clock.up.stop(up_);
}

template <class Real>
void ConvolutionCuda<Real>::compute(Slot& slot) {
  check(cudaStreamWaitEvent(middle_.get(), slot.clock.up.end().get()));
  slot.clock.compute.start(middle_);
  const std::size_t rowBytes = layout_.rowFrames() * sizeof(Real), historyBytes = layout_.history * sizeof(Real);
  const Real* before = last_ ? last_->in.get() + lastFrames_ : beginning_.get();
  check(cudaMemcpy2DAsync(slot.in.get(), rowBytes, before, last_ ? rowBytes : historyBytes, historyBytes,
                          static_cast<std::size_t>(inputs_), cudaMemcpyDeviceToDevice, middle_.get()));
  if (last_) check(cudaEventRecord(last_->historyTaken.get(), middle_.get()));

  const std::size_t spectrum = layout_.blocks * layout_.bins();
  for (int input = 0; input < inputs_; ++input) {
    forward_.forward(row(slot.in, input), spectra_.get() + static_cast<std::size_t>(input) * spectrum);
  }
  for (int output = 0; output < outputs_; ++output) {
    const auto o = static_cast<std::size_t>(output);
    multiplyMatrix<<<blocksFor(layout_.bins()), kThreadsPerBlock, 0, middle_.get()>>>(
        deviceEntries_[o].get(), static_cast<int>(entries_[o].size()), spectra_.get(), spectrum, filters_.get(),
        layout_.bins(), layout_.blocks, sum_.get());
    check(cudaGetLastError());
    inverse_.inverse(sum_.get(), slot.time.get() + o * layout_.blocks * layout_.size);
  }
  slot.clock.compute.stop(middle_);
}

/// The last hop of every window.
template <class Real>
void ConvolutionCuda<Real>::download(Slot& slot, std::size_t blocks) {
  check(cudaStreamWaitEvent(down_.get(), slot.clock.compute.end().get()));
  slot.clock.down.start(down_);
  const std::size_t hopBytes = layout_.hop * sizeof(Real), windowBytes = layout_.size * sizeof(Real);
  for (int output = 0; output < outputs_; ++output) {
    const auto o = static_cast<std::size_t>(output);
    check(cudaMemcpy2DAsync(slot.hostOut.get() + o * chunkFrames(), hopBytes,
                            slot.time.get() + o * layout_.blocks * layout_.size + layout_.history, windowBytes,
                            hopBytes, blocks, cudaMemcpyDeviceToHost, down_.get()));
  }
  slot.clock.down.stop(down_);
}

template <class Real>
Status ConvolutionCuda<Real>::finish(int slot, std::chrono::milliseconds patience) noexcept {
  const Status status = waitFor(at(slot).clock.down.end(), patience);
  if (status.ok()) at(slot).clock.addTo(times_);
  return status;
}

}  // namespace

template <class Real>
std::size_t convolutionHistoryCuda(const ConvolutionSpec<Real>& spec) {
  return overlapSaveLayout(longestPath(spec), 0).history;
}

template <class Real>
std::unique_ptr<ConvolutionRun<Real>> makeConvolutionCuda(int device, const ConvolutionSpec<Real>& spec,
                                                          const RunLimits& limits) {
  return std::make_unique<ConvolutionCuda<Real>>(device, spec, limits);
}

template std::size_t convolutionHistoryCuda(const ConvolutionSpec<float>&);
template std::size_t convolutionHistoryCuda(const ConvolutionSpec<double>&);
template std::unique_ptr<ConvolutionRun<float>> makeConvolutionCuda(int, const ConvolutionSpec<float>&,
                                                                    const RunLimits&);
template std::unique_ptr<ConvolutionRun<double>> makeConvolutionCuda(int, const ConvolutionSpec<double>&,
                                                                     const RunLimits&);

}  // namespace lathe::gpu
