// Windows over frames, and passages from windows.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/dialogue/speech_meter.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/audio/exact_math.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kStep = 25;  ///< frames from window to window
constexpr double kFrameSeconds = 0.01;
constexpr double kQuietest = -65;   ///< dB; below, nobody is heard
constexpr double kThreshold = 0.4;  ///< log odds, of the mean over kSmooth windows to both sides
constexpr std::ptrdiff_t kSmooth = 4;
constexpr double kShortest = 0.5;  ///< seconds; shorter passages are dropped

}  // namespace

SpeechMeter::SpeechMeter() = default;

void SpeechMeter::begin(const AudioFormat& format) {
  *this = SpeechMeter();
  sampleRate_ = format.sampleRate;
  ResampleOptions options;
  options.quality = ResampleQuality::High;
  resampler_.emplace(format.sampleRate, SpeechFrames::kRate, 1, options);
  const int centre = format.layout.indexOf(Speaker::Centre);
  if (centre >= 0)
    first_ = centre;
  else if (format.channels() > 1)
    second_ = 1;
}

void SpeechMeter::add(ConstAudioView block) {
  if (block.empty()) return;
  if (mono_.frames() < block.frames()) mono_ = AudioBuffer(1, block.frames());
  const auto mono = mono_[0].first(block.frames());
  for (std::size_t n = 0; n < block.frames(); ++n) {
    const float x = second_ < 0 ? block[first_][n] : 0.5f * (block[first_][n] + block[second_][n]);
    mono[n] = std::isfinite(x) ? x : 0;
  }
  frames_ += block.frames();
  addMono(resampler_->process(std::as_const(mono_).view().slice(0, block.frames()))[0]);
}

void SpeechMeter::addMono(std::span<const float> samples) {
  cutter_.add(samples, [this](const SpeechFrame& frame) { take(frame); });
}

void SpeechMeter::take(const SpeechFrame& frame) {
  recent_.push_back(frame);
  if (recent_.size() < SpeechFigures::kFrames) return;
  double power = 0;
  for (const SpeechFrame& f : recent_) power += f.total / SpeechFigures::kFrames;
  const bool isQuiet = 10 * exact::log10(power + 1e-20) < kQuietest;
  odds_.push_back(isQuiet ? std::numeric_limits<float>::quiet_NaN()
                          : static_cast<float>(speechLogOdds(speechFigures(recent_))));
  recent_.erase(recent_.begin(), recent_.begin() + kStep);
}

std::vector<TimeSpan> SpeechMeter::result() const {
  std::vector<TimeSpan> passages;
  const auto count = static_cast<std::ptrdiff_t>(odds_.size());
  const double end = static_cast<double>(frames_) / sampleRate_;
  const double step = kStep * kFrameSeconds, middle = SpeechFigures::kFrames * kFrameSeconds / 2;
  for (std::ptrdiff_t w = 0; w < count; ++w) {
    if (std::isnan(odds_[static_cast<std::size_t>(w)])) continue;
    double sum = 0;
    int number = 0;
    for (std::ptrdiff_t i = std::max<std::ptrdiff_t>(0, w - kSmooth); i <= std::min(count - 1, w + kSmooth); ++i) {
      const double odds = static_cast<double>(odds_[static_cast<std::size_t>(i)]);
      if (std::isnan(odds)) continue;
      sum += odds;
      ++number;
    }
    if (sum / number <= kThreshold) continue;
    // The first and the last window speak for what is before and behind their middles too.
    const double from = w == 0 ? 0 : static_cast<double>(w) * step + middle - step / 2;
    const double to = w == count - 1 ? end : static_cast<double>(w) * step + middle + step / 2;
    if (!passages.empty() && from <= passages.back().end.value + 1e-9)
      passages.back().end = Seconds{to};
    else
      passages.push_back({Seconds{from}, Seconds{std::min(to, end)}});
  }
  std::erase_if(passages, [](const TimeSpan& span) { return (span.end - span.start).value < kShortest; });
  return passages;
}

}  // namespace lathe::analysis
