// Spectra and autocorrelations of frames.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/dialogue/speech_frames.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/audio/simd.h"
#include "core/dsp/window.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kSize = 512;
constexpr double kLowest = 100, kHighest = 7600;
constexpr std::size_t kPitchFrame = 320, kLongestLag = 100, kShortestLag = 20;  ///< at 8 kHz
constexpr std::size_t kNeeded = 2 * (kPitchFrame + kLongestLag);                ///< samples from a frame's start
constexpr double kQuiet = 1e-7;                                                 ///< energy of a frame without a pitch
constexpr double kNearlyAsHigh = 0.9;

struct BinRange {
  std::size_t first, last;
};

const std::array<BinRange, SpeechFrame::kBands>& bandBins() {
  static const auto ranges = [] {
    std::array<BinRange, SpeechFrame::kBands> all{};
    const double perBin = static_cast<double>(SpeechFrames::kRate) / kSize;
    const auto edge = [](int i) {
      return kLowest * exact::pow(kHighest / kLowest, i / static_cast<double>(SpeechFrame::kBands));
    };
    for (int b = 0; b < SpeechFrame::kBands; ++b) {
      const auto first = static_cast<std::size_t>(std::lround(edge(b) / perBin));
      const auto next = static_cast<std::size_t>(std::lround(edge(b + 1) / perBin));
      all[static_cast<std::size_t>(b)] = {first, std::max(first, next - 1)};
    }
    return all;
  }();
  return ranges;
}

/// Products of a frame with itself, moved by 0 to kLongestLag samples.
LATHE_VECTOR_CLONES
void autocorrelate(const float* samples, float* products) noexcept {
  for (std::size_t lag = 0; lag <= kLongestLag; ++lag) products[lag] = 0;
  for (std::size_t n = 0; n < kPitchFrame; ++n) {
    const float x = samples[n];
    for (std::size_t lag = 0; lag <= kLongestLag; ++lag) products[lag] += x * samples[n + lag];
  }
}

}  // namespace

SpeechFrames::SpeechFrames() : fft_(kSize), window_(kSize), work_(kSize), bins_(fft_.bins()) {
  for (std::size_t n = 0; n < kSize; ++n) window_[n] = static_cast<float>(hann(n, kSize, WindowPhase::Periodic));
}

void SpeechFrames::add(std::span<const float> samples, const std::function<void(const SpeechFrame&)>& take) {
  waiting_.insert(waiting_.end(), samples.begin(), samples.end());
  std::size_t start = 0;
  for (; start + kNeeded <= waiting_.size(); start += kHop) take(frameOf(waiting_.data() + start));
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(start));
}

SpeechFrame SpeechFrames::frameOf(const float* samples) {
  SpeechFrame frame;
  for (std::size_t n = 0; n < kSize; ++n) work_[n] = samples[n] * window_[n];
  fft_.forward(work_.data(), bins_.data());
  constexpr double kScale = 16.0 / (kSize * kSize);
  const auto power = [&](std::size_t bin) {
    const double re = bins_[bin].re, im = bins_[bin].im;
    return (re * re + im * im) * kScale;
  };
  for (std::size_t bin = 2; bin < fft_.bins(); ++bin) frame.total += power(bin);
  for (std::size_t b = 0; b < frame.bands.size(); ++b)
    for (std::size_t bin = bandBins()[b].first; bin <= bandBins()[b].last; ++bin) frame.bands[b] += power(bin);
  findPitch(samples, frame);
  return frame;
}

void SpeechFrames::findPitch(const float* samples, SpeechFrame& frame) {
  std::array<float, kPitchFrame + kLongestLag> half;
  for (std::size_t n = 0; n < half.size(); ++n) half[n] = 0.5f * (samples[2 * n] + samples[2 * n + 1]);
  std::array<float, kLongestLag + 1> products;
  autocorrelate(half.data(), products.data());
  const double energy = static_cast<double>(products[0]);
  if (energy < kQuiet) return;
  std::array<double, kLongestLag + 1> peaks{};
  double moved = energy;  // energy of the frame that is moved by the lag
  for (std::size_t lag = 0; lag <= kLongestLag; ++lag) {
    if (lag > 0) {
      const double in = static_cast<double>(half[lag + kPitchFrame - 1]), out = static_cast<double>(half[lag - 1]);
      moved += in * in - out * out;
    }
    peaks[lag] = static_cast<double>(products[lag]) / std::sqrt(energy * std::max(moved, 0.0) + 1e-12);
  }
  auto best = static_cast<std::size_t>(std::max_element(peaks.begin() + kShortestLag, peaks.end()) - peaks.begin());
  // An octave too low is the usual mistake: the first peak that is nearly as high counts.
  for (std::size_t lag = kShortestLag + 1; lag < kLongestLag; ++lag)
    if (peaks[lag] > kNearlyAsHigh * peaks[best] && peaks[lag] >= peaks[lag - 1] && peaks[lag] >= peaks[lag + 1]) {
      best = lag;
      break;
    }
  frame.voicing = peaks[best];
  double lag = static_cast<double>(best);
  if (best > kShortestLag && best < kLongestLag) {
    const double bend = 2 * peaks[best] - peaks[best + 1] - peaks[best - 1];
    lag += std::clamp((peaks[best + 1] - peaks[best - 1]) / (2 * bend + 1e-12), -0.5, 0.5);
  }
  frame.pitch = kRate / 2.0 / lag;
}

}  // namespace lathe::analysis
