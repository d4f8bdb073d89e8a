// Batches of frames with the overlaps carried on.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/process_stft.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/audio/error.h"
#include "core/compute/aligned_array.h"
#include "core/compute/stft_device.h"
#include "core/dsp/window.h"

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
      : spec_(spec),
        length_(frames),
        read_(read),
        write_(write),
        modify_(modify),
        options_(options),
        device_({{options.backends.begin(), options.backends.end()},
                 options.threads,
                 options.chunkFrames,
                 options.patience}),
        stride_(wholeLines<Complex<float>>(spec.bins())) {
    lead_ = spec.size - spec.hop;
    total_ = frames == 0 ? 0 : (frames + lead_ + spec.hop - 1) / spec.hop;
    batch_ = static_cast<std::size_t>(std::min<std::uint64_t>(stftBatch(spec, options.chunkFrames, frames), total_));
  }

  ConvolveReport run() {
    if (total_ > 0) {
      sound_ = AudioBuffer(spec_.channels, spec_.span(batch_));
      sums_ = AudioBuffer(spec_.channels, spec_.span(batch_));
      spectra_ = AlignedArray<Complex<float>>(static_cast<std::size_t>(spec_.channels) * batch_ * stride_);
    }
    while (done_ < total_) {
      if (options_.stop.stop_requested()) throw Error(ErrorKind::Cancelled, "the work was stopped");
      step();
    }
    return {length_, device_.name(), device_.fallbacks()};
  }

 private:
  void step() {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(batch_, total_ - done_));
    readSound(count);
    device_.analyse(spec_, sound_.view().slice(0, spec_.span(count)), count, [&](const StftFrames& frames) {
      everySpectrum(frames,
                    [&](Complex<float>* here, Complex<float>* there) { std::copy_n(there, frames.bins, here); });
    });
    modify_({done_, count, stride_, spec_.bins(), spec_.channels, spectra_.data(), batch_ * stride_});
    const AudioView sums = sums_.view().slice(0, spec_.span(count));
    device_.synthesise(
        spec_, count,
        [&](const StftFrames& frames) {
          everySpectrum(frames,
                        [&](Complex<float>* here, Complex<float>* there) { std::copy_n(here, frames.bins, there); });
        },
        sums);
    const std::size_t finished = count * spec_.hop;
    writeSums(sums, finished);
    moveUp(sums_.view(), finished);
    moveUp(sound_.view(), finished);
    done_ += count;
    if (options_.progress) options_.progress(static_cast<double>(done_) / static_cast<double>(total_));
  }

  /// Calls work(ours, the device's) for every spectrum of a batch.
  template <class Work>
  void everySpectrum(const StftFrames& frames, const Work& work) {
    for (int c = 0; c < spec_.channels; ++c)
      for (std::size_t i = 0; i < frames.count; ++i)
        work(spectra_.data() + (static_cast<std::size_t>(c) * batch_ + frames.first + i) * stride_,
             frames.spectrum(c, i));
  }

  /// Behind what the last batch left over, what is read now, then silence.
  void readSound(std::size_t count) {
    const AudioView fresh = sound_.view().slice(lead_, count * spec_.hop);
    clear(fresh);
    const std::uint64_t at = done_ * spec_.hop;
    const auto there =
        static_cast<std::size_t>(std::min<std::uint64_t>(fresh.frames(), length_ > at ? length_ - at : 0));
    if (there > 0) read_(at, fresh.slice(0, there));
  }

  /// What the next batch begins with goes to the front; behind it is silence.
  void moveUp(AudioView rows, std::size_t finished) {
    for (int c = 0; c < rows.channels(); ++c) {
      const std::span<float> row = rows[c];
      std::copy_n(row.begin() + static_cast<std::ptrdiff_t>(finished), lead_, row.begin());
      std::ranges::fill(row.subspan(lead_), 0.0f);
    }
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

  const StftSpec& spec_;
  std::uint64_t length_, total_ = 0, done_ = 0, written_ = 0;
  const ReadFrames<float>& read_;
  const WriteFrames<float>& write_;
  const ModifySpectra& modify_;
  const ConvolveOptions& options_;
  StftDevice device_;
  std::size_t stride_, lead_ = 0, batch_ = 0;
  AudioBuffer sound_, sums_;  ///< of a batch, beginning with what the last one left over
  AlignedArray<Complex<float>> spectra_;
};

}  // namespace

std::vector<float> rootHannWindow(std::size_t size) {
  std::vector<float> window(size);
  for (std::size_t n = 0; n < size; ++n) window[n] = static_cast<float>(rootHann(n, size, WindowPhase::Periodic));
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
