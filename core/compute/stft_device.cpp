// Cutting stretches into batches.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/stft_device.h"

#include <algorithm>
#include <cmath>

#include "core/compute/cpu/cpu_backend.h"

namespace lathe {
namespace {

constexpr std::size_t kKeptRuns = 3;
/// Samples in the frames of a batch: on the CPU they stay in its cache, a device is kept busy.
constexpr std::size_t kCpuBatch = std::size_t{1} << 16, kDeviceBatch = std::size_t{1} << 20;

bool isSame(const StftSpec& a, const StftSpec& b) {
  return a.channels == b.channels && a.size == b.size && a.hop == b.hop && a.analysis == b.analysis &&
         a.synthesis == b.synthesis;
}

void copyRows(ConstAudioView from, AudioView to) {
  for (int c = 0; c < from.channels(); ++c) std::ranges::copy(from[c], to[c].begin());
}

}  // namespace

/// One batch: what goes onto the run, what it does, what comes back.
struct StftDevice::Work {
  std::function<void(const StftFrames&, std::size_t span)> put;
  Status (StftRun::*run)(std::size_t, std::chrono::milliseconds);
  std::function<void(const StftFrames&, std::size_t span)> get;
};

StftDevice::StftDevice(StftDeviceOptions options)
    : options_(std::move(options)), device_("the short-time transform", options_.backends) {}

std::string StftDevice::name() const {
  const std::scoped_lock lock(mutex_);
  return device_.backend().info().id;
}

std::vector<std::string> StftDevice::fallbacks() const {
  const std::scoped_lock lock(mutex_);
  return device_.fallbacks();
}

/// Samples that the hops of a batch may cover.
std::size_t StftDevice::batchLimit(const StftSpec& spec) {
  const auto covered = [&](std::size_t cells) {
    return std::max<std::size_t>(1, cells / (spec.size * static_cast<std::size_t>(spec.channels))) * spec.hop;
  };
  const std::size_t usual =
      options_.batchSamples != 0 ? options_.batchSamples : covered(device_.isOnCpu() ? kCpuBatch : kDeviceBatch);
  return mostCells_ == 0 ? usual : std::min(usual, covered(mostCells_));
}

/// After a failure with batches of up to `frames` frames.
void StftDevice::recover(const Status& status, const StftSpec& spec, std::size_t frames) {
  kept_.clear();
  mostCells_ = device_.recover(status, frames) * spec.size * static_cast<std::size_t>(spec.channels);
}

StftRun& StftDevice::runFor(const StftSpec& spec) {
  const auto found = std::ranges::find_if(kept_, [&](const Kept& kept) { return isSame(kept.spec, spec); });
  if (found != kept_.end()) {
    std::rotate(kept_.begin(), found, found + 1);
    return *kept_.front().run;
  }
  if (kept_.size() == kKeptRuns) kept_.pop_back();
  for (;;) {
    std::unique_ptr<StftRun> run;
    const std::size_t limit = batchLimit(spec);
    const Status status = device_.backend().stft(spec, {options_.threads, limit, 0}, run);
    if (status.ok()) {
      kept_.insert(kept_.begin(), {spec, std::move(run)});
      return *kept_.front().run;
    }
    recover(status, spec, stftBatch(spec, limit, 0));
  }
}

void StftDevice::everyBatch(const StftSpec& spec, std::size_t frames, const std::vector<bool>& isUsed,
                            const Work& work) {
  const std::scoped_lock lock(mutex_);
  const auto isSkipped = [&](std::size_t frame) { return !isUsed.empty() && !isUsed[frame]; };
  for (std::size_t first = 0; first < frames;) {
    if (isSkipped(first)) {
      ++first;
      continue;
    }
    StftRun& run = runFor(spec);
    std::size_t count = 1;
    while (count < run.mostFrames() && first + count < frames && !isSkipped(first + count)) ++count;
    const StftFrames batch{first, count, run.stride(), spec.bins(), &run};
    if (work.put) work.put(batch, spec.span(count));
    if (const Status status = (run.*work.run)(count, options_.patience); !status.ok()) {
      recover(status, spec, run.mostFrames());
      continue;
    }
    work.get(batch, spec.span(count));
    first += count;
  }
}

void StftDevice::analyse(const StftSpec& spec, ConstAudioView samples, std::size_t frames, const OnStftFrames& take) {
  everyBatch(spec, frames, {},
             {[&](const StftFrames& batch, std::size_t span) {
                copyRows(samples.slice(batch.first * spec.hop, span), batch.run->samples());
              },
              &StftRun::forward, [&](const StftFrames& batch, std::size_t) { take(batch); }});
}

void StftDevice::synthesise(const StftSpec& spec, std::size_t frames, const OnStftFrames& fill, AudioView sums,
                            const std::vector<bool>& isUsed) {
  const auto part = [&](const StftFrames& batch, std::size_t span) { return sums.slice(batch.first * spec.hop, span); };
  everyBatch(spec, frames, isUsed,
             {[&](const StftFrames& batch, std::size_t span) {
                fill(batch);
                copyRows(part(batch, span), batch.run->sums());
              },
              &StftRun::inverse,
              [&](const StftFrames& batch, std::size_t span) {
                copyRows(batch.run->sums().slice(0, span), part(batch, span));
              }});
}

void StftDevice::filter(const StftSpec& spec, ConstAudioView samples, std::size_t frames, const OnStftFrames& fill,
                        AudioView sums, const std::vector<bool>& isUsed) {
  const auto part = [&](const StftFrames& batch, std::size_t span) { return sums.slice(batch.first * spec.hop, span); };
  everyBatch(spec, frames, isUsed,
             {[&](const StftFrames& batch, std::size_t span) {
                copyRows(samples.slice(batch.first * spec.hop, span), batch.run->samples());
                fill(batch);
                copyRows(part(batch, span), batch.run->sums());
              },
              &StftRun::filter,
              [&](const StftFrames& batch, std::size_t span) {
                copyRows(batch.run->sums().slice(0, span), part(batch, span));
              }});
}

double stftSeconds(const Backend& backend, std::size_t size, double frames, int threads) {
  const double samples = frames * static_cast<double>(size);
  // On a core of the 2020s about 2 ns per sample of a frame, there and back; a device starts up, then its bus is the
  // limit, at an assumed 10 GB/s each way.
  if (isCpu(backend)) return 2e-9 * samples / std::max(threads, 1);
  return 0.6 + 2 * sizeof(Complex<float>) * samples / 10e9;
}

}  // namespace lathe
