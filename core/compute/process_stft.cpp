// Batches of frames with the overlaps carried on, and a failing device replaced in the middle of a batch.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/process_stft.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/error.h"
#include "core/compute/cpu/cpu_backend.h"

namespace lathe {
namespace {

void check(const StftSpec& spec) {
  if (spec.channels < 1) throw Error(ErrorKind::Invalid, "a short-time transform needs at least one channel");
  if (spec.size == 0 || spec.size % 2 != 0 || spec.hop == 0 || spec.hop > spec.size) {
    throw Error(ErrorKind::Invalid,
                fmt::format("a short-time transform needs an even size and a hop within it, not {} and {}", spec.size,
                            spec.hop));
  }
  if (spec.analysis.size() != spec.size || spec.synthesis.size() != spec.size) {
    throw Error(ErrorKind::Invalid, fmt::format("the windows of a short-time transform need {} values", spec.size));
  }
}

class StftJob {
 public:
  StftJob(const StftSpec& spec, std::uint64_t frames, const ReadFrames<float>& read, const WriteFrames<float>& write,
          const ModifySpectra& modify, const ConvolveOptions& options)
      : spec_(spec), length_(frames), read_(read), write_(write), modify_(modify), options_(options) {
    backends_.assign(options.backends.begin(), options.backends.end());
    if (backends_.empty()) backends_.push_back(&cpu_);
    lead_ = spec.size - spec.hop;
    total_ = frames == 0 ? 0 : (frames + lead_ + spec.hop - 1) / spec.hop;
    chunkLimit_ = options.chunkFrames;
  }

  ConvolveReport run() {
    if (total_ > 0) {
      samples_ = AudioBuffer(spec_.channels, lead_);
      carry_ = AudioBuffer(spec_.channels, lead_);
    }
    while (done_ < total_) {
      if (options_.stop.stop_requested()) throw Error(ErrorKind::Cancelled, "the work was stopped");
      step();
    }
    report_.frames = length_;
    report_.device = backends_[current_]->info().id;
    return std::move(report_);
  }

 private:
  void step() {
    while (!run_) open();
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(run_->mostFrames(), total_ - done_));
    AudioBuffer sound = soundOf(count);
    for (;;) {
      copy(sound.view(), run_->samples());
      const Status status = run_->forward(count, options_.patience);
      if (status.ok()) break;
      replaceRun(status, count);
    }
    modify_({done_, count, run_->stride(), spec_.bins(), run_.get()});
    for (;;) {
      copy(carry_.view(), run_->sums());
      for (int c = 0; c < spec_.channels; ++c) {
        std::ranges::fill(run_->sums()[c].subspan(lead_, count * spec_.hop), 0.0f);
      }
      const Status status = run_->inverse(count, options_.patience);
      if (status.ok()) break;
      const auto failed = replaceRun(status, count);
      for (int c = 0; c < spec_.channels; ++c) {
        for (std::size_t i = 0; i < count; ++i) {
          std::copy_n(failed->spectra(c) + i * failed->stride(), spec_.bins(), run_->spectra(c) + i * run_->stride());
        }
      }
    }
    const std::size_t finished = count * spec_.hop;
    const AudioView sums = run_->sums();
    writeSums(sums, finished);
    copy(sums.slice(finished, lead_), carry_.view());
    copy(sound.view().slice(finished, lead_), samples_.view());
    done_ += count;
    if (options_.progress) options_.progress(static_cast<double>(done_) / static_cast<double>(total_));
  }

  /// Into the first frames of `to`.
  static void copy(ConstAudioView from, AudioView to) {
    for (int c = 0; c < from.channels(); ++c) std::ranges::copy(from[c], to[c].begin());
  }

  /// What the last batch left over, then what is read now, then silence.
  AudioBuffer soundOf(std::size_t count) {
    AudioBuffer sound(spec_.channels, spec_.span(count));
    copy(samples_.view(), sound.view());
    const std::uint64_t at = done_ * spec_.hop;
    const auto fresh =
        static_cast<std::size_t>(std::min<std::uint64_t>(count * spec_.hop, length_ > at ? length_ - at : 0));
    if (fresh > 0) read_(at, sound.view().slice(lead_, fresh));
    return sound;
  }

  /// The first lead_ samples of all lie before the recording.
  void writeSums(AudioView sums, std::size_t finished) {
    const std::uint64_t from = done_ * spec_.hop;
    const auto skipped = static_cast<std::size_t>(std::min<std::uint64_t>(finished, lead_ > from ? lead_ - from : 0));
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(finished - skipped, length_ - written_));
    if (count == 0) return;
    write_(sums.slice(skipped, count));
    written_ += count;
  }

  void open() {
    const RunLimits limits{options_.threads, chunkLimit_, length_};
    const Status status = backends_[current_]->stft(spec_, limits, run_);
    if (status.failure == Failure::OutOfMemory && halveBatch()) return;
    if (!status.ok()) passOn(status);
  }

  /// False when batches cannot be shorter.
  bool halveBatch() {
    const std::size_t batch = stftBatch(spec_, chunkLimit_, length_);
    chunkLimit_ = batch / 2 * spec_.hop;
    return batch > 1;
  }

  void passOn(const Status& status) {
    const DeviceInfo info = backends_[current_]->info();
    if (current_ + 1 == backends_.size()) {
      throw Error(ErrorKind::NotPossible,
                  fmt::format("the short-time transform failed on {}: {}", info.name, status.text));
    }
    ++current_;
    chunkLimit_ = options_.chunkFrames;
    report_.fallbacks.push_back(fmt::format("{} failed ({}); {} carried on from frame {}", info.id, status.text,
                                            backends_[current_]->info().id, written_));
  }

  /// A run of the next backend that takes `count` frames; gives back the failed one, whose data still count.
  std::unique_ptr<StftRun> replaceRun(const Status& status, std::size_t count) {
    std::unique_ptr<StftRun> failed = std::move(run_);
    passOn(status);
    const RunLimits limits{options_.threads, count * spec_.hop, length_};
    for (;;) {
      const Status made = backends_[current_]->stft(spec_, limits, run_);
      if (made.ok()) return failed;
      passOn(made);
    }
  }

  const StftSpec& spec_;
  std::uint64_t length_, total_ = 0, done_ = 0, written_ = 0;
  const ReadFrames<float>& read_;
  const WriteFrames<float>& write_;
  const ModifySpectra& modify_;
  const ConvolveOptions& options_;
  CpuBackend cpu_;
  std::vector<Backend*> backends_;
  std::size_t current_ = 0, lead_ = 0, chunkLimit_ = 0;
  std::unique_ptr<StftRun> run_;
  AudioBuffer samples_, carry_;  ///< the sound and the sums that the next batch begins with
  ConvolveReport report_;
};

}  // namespace

std::vector<float> rootHannWindow(std::size_t size) {
  std::vector<float> window(size);
  for (std::size_t n = 0; n < size; ++n) {
    window[n] = static_cast<float>(std::sin(std::numbers::pi * static_cast<double>(n) / static_cast<double>(size)));
  }
  return window;
}

StftSpec perfectStft(int channels, std::size_t hop, std::vector<float> analysis) {
  const std::size_t size = analysis.size();
  StftSpec spec{channels, size, hop, std::move(analysis), std::vector<float>(size)};
  check(spec);
  for (std::size_t phase = 0; phase < hop; ++phase) {
    double sum = 0;
    for (std::size_t n = phase; n < size; n += hop) sum += static_cast<double>(spec.analysis[n]) * spec.analysis[n];
    if (sum <= 0) throw Error(ErrorKind::Invalid, fmt::format("windows {} samples apart leave samples out", hop));
    for (std::size_t n = phase; n < size; n += hop) {
      spec.synthesis[n] = static_cast<float>(spec.analysis[n] / (sum * static_cast<double>(size)));
    }
  }
  return spec;
}

ConvolveReport processStft(const StftSpec& spec, std::uint64_t frames, const ReadFrames<float>& read,
                           const WriteFrames<float>& write, const ModifySpectra& modify,
                           const ConvolveOptions& options) {
  check(spec);
  return StftJob(spec, frames, read, write, modify, options).run();
}

}  // namespace lathe
