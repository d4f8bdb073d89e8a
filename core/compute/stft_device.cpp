// Cutting stretches into batches, and going on elsewhere.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/stft_device.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "core/audio/error.h"

namespace lathe {
namespace {

constexpr std::size_t kKeptRuns = 3;
/// Samples in the frames of a batch: on the processor they stay in its cache, a device is kept busy.
constexpr std::size_t kProcessorBatch = std::size_t{1} << 16, kDeviceBatch = std::size_t{1} << 20;

bool isProcessor(const Backend& backend) { return std::string_view(backend.info().id) == "cpu"; }

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

StftDevice::StftDevice(StftDeviceOptions options) : options_(std::move(options)) {
  if (options_.backends.empty()) options_.backends.push_back(&cpu_);
}

std::string StftDevice::name() const {
  const std::scoped_lock lock(mutex_);
  return options_.backends[current_]->info().id;
}

std::vector<std::string> StftDevice::fallbacks() const {
  const std::scoped_lock lock(mutex_);
  return fallbacks_;
}

void StftDevice::passOn(const Status& status) {
  const DeviceInfo info = options_.backends[current_]->info();
  if (current_ + 1 == options_.backends.size())
    throw Error(ErrorKind::NotPossible,
                fmt::format("the short-time transform failed on {}: {}", info.name, status.text));
  ++current_;
  kept_.clear();
  fallbacks_.push_back(fmt::format("{} failed ({}); {} did the rest of the spectral work", info.id, status.text,
                                   options_.backends[current_]->info().id));
}

StftRun& StftDevice::runFor(const StftSpec& spec) {
  const auto found = std::ranges::find_if(kept_, [&](const Kept& kept) { return isSame(kept.spec, spec); });
  if (found != kept_.end()) {
    std::rotate(kept_.begin(), found, found + 1);
    return *kept_.front().run;
  }
  if (kept_.size() == kKeptRuns) kept_.pop_back();
  const std::size_t channels = static_cast<std::size_t>(spec.channels);
  std::size_t limit = 0;
  for (;;) {
    std::unique_ptr<StftRun> run;
    if (limit == 0) limit = options_.batchSamples;
    if (limit == 0) {
      const std::size_t samples = isProcessor(*options_.backends[current_]) ? kProcessorBatch : kDeviceBatch;
      limit = std::max<std::size_t>(1, samples / (spec.size * channels)) * spec.hop;
    }
    const Status status = options_.backends[current_]->stft(spec, {options_.threads, limit, 0}, run);
    if (status.ok()) {
      kept_.insert(kept_.begin(), {spec, std::move(run)});
      return *kept_.front().run;
    }
    if (status.failure == Failure::OutOfMemory && limit > spec.hop)
      limit = std::max(spec.hop, limit / 2);
    else
      passOn(status), limit = 0;
  }
}

void StftDevice::everyBatch(const StftSpec& spec, std::size_t frames, const std::vector<bool>& isUsed,
                            const Work& work) {
  const std::scoped_lock lock(mutex_);
  const auto isSkipped = [&](std::size_t frame) { return !isUsed.empty() && !isUsed[frame]; };
  StftRun* run = nullptr;
  for (std::size_t first = 0; first < frames;) {
    if (isSkipped(first)) {
      ++first;
      continue;
    }
    for (;;) {
      if (!run) run = &runFor(spec);
      std::size_t count = 1;
      while (count < run->mostFrames() && first + count < frames && !isSkipped(first + count)) ++count;
      const StftFrames batch{first, count, run->stride(), spec.bins(), run};
      if (work.put) work.put(batch, spec.span(count));
      const Status status = (run->*work.run)(count, options_.patience);
      if (status.ok()) {
        work.get(batch, spec.span(count));
        first += count;
        break;
      }
      passOn(status);
      run = nullptr;
    }
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
  if (isProcessor(backend)) return 2e-9 * samples / std::max(threads, 1);
  return 0.6 + 2 * sizeof(Complex<float>) * samples / 10e9;
}

}  // namespace lathe
