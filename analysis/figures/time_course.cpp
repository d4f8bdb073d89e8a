// Sums over seconds, and peaks that stand apart.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/figures/time_course.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "analysis/loudness/loudness_series.h"
#include "core/audio/exact_math.h"

namespace lathe::analysis {
namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
constexpr double kSilent = 1e-12;  ///< mean square

float toDecibels(float magnitude) {
  return magnitude > 0 ? 20 * exact::log10(magnitude) : -std::numeric_limits<float>::infinity();
}

}  // namespace

void TimeCourseMeter::begin(const AudioFormat& format) {
  *this = TimeCourseMeter();
  sampleRate_ = format.sampleRate;
  channels_ = format.channels();
  open_peaks_.resize(static_cast<std::size_t>(channels_));
}

void TimeCourseMeter::add(ConstAudioView block) {
  const auto second = static_cast<std::uint64_t>(sampleRate_), stretch = second / 5;
  for (std::size_t done = 0; done < block.frames();) {
    const auto count = static_cast<std::size_t>(
        std::min<std::uint64_t>({block.frames() - done, second - frames_ % second, stretch - frames_ % stretch}));
    const ConstAudioView part = block.slice(done, count);
    for (int c = 0; c < channels_; ++c) {
      Candidate& candidate = open_peaks_[static_cast<std::size_t>(c)];
      const auto row = part[c];
      for (std::size_t n = 0; n < count; ++n)
        if (std::abs(row[n]) > candidate.magnitude) candidate = {frames_ + n, std::abs(row[n])};
      open_.peak = std::max(open_.peak, candidate.magnitude);
    }
    if (channels_ == 2)
      for (std::size_t n = 0; n < count; ++n) {
        const double l = part[0][n], r = part[1][n];
        open_.ll += l * l;
        open_.rr += r * r;
        open_.lr += l * r;
      }
    frames_ += count;
    done += count;
    if (frames_ % stretch == 0)
      for (int c = 0; c < channels_; ++c) note(c, std::exchange(open_peaks_[static_cast<std::size_t>(c)], {}));
    if (frames_ % second == 0) endSecond();
  }
}

void TimeCourseMeter::endSecond() {
  const double floor = kSilent * sampleRate_;
  const bool hasBoth = channels_ == 2 && open_.ll > floor && open_.rr > floor;
  course_.correlation.push_back(hasBoth ? static_cast<float>(open_.lr / std::sqrt(open_.ll * open_.rr)) : kNone);
  course_.balance.push_back(hasBoth ? static_cast<float>(10 * exact::log10(open_.ll / open_.rr)) : kNone);
  course_.peak.push_back(toDecibels(open_.peak));
  open_ = {};
}

void TimeCourseMeter::note(int channel, Candidate candidate) {
  if (candidate.magnitude <= 0) return;
  const SamplePeak peak{candidate.frame, channel, Decibels{static_cast<double>(toDecibels(candidate.magnitude))}};
  const auto near = static_cast<std::uint64_t>(sampleRate_ / 10);
  // Two stretches may share a hump: the higher one stays.
  for (SamplePeak& other : peaks_)
    if (other.channel == channel && peak.frame - other.frame < near) {
      if (peak.level > other.level) other = peak;
      return;
    }
  peaks_.push_back(peak);
  if (peaks_.size() <= 2 * kPeaks) return;
  std::ranges::nth_element(peaks_, peaks_.begin() + kPeaks, std::greater<>(),
                           [](const SamplePeak& p) { return p.level.value; });
  peaks_.resize(kPeaks);
}

TimeCourse TimeCourseMeter::result() const {
  TimeCourseMeter now = *this;
  if (frames_ % static_cast<std::uint64_t>(sampleRate_) != 0) now.endSecond();
  return now.course_;
}

std::vector<SamplePeak> TimeCourseMeter::peaks() const {
  TimeCourseMeter now = *this;
  for (int c = 0; c < channels_; ++c) now.note(c, open_peaks_[static_cast<std::size_t>(c)]);
  std::ranges::sort(now.peaks_, [](const SamplePeak& a, const SamplePeak& b) {
    return a.level != b.level ? a.level > b.level : a.frame < b.frame;
  });
  if (now.peaks_.size() > kPeaks) now.peaks_.resize(kPeaks);
  return now.peaks_;
}

std::vector<float> psrOverTime(const TimeCourse& course, std::span<const double> bins, int sampleRate) {
  const LoudnessSeries series = loudnessSeries(bins, sampleRate, Seconds{1});
  std::vector<float> psr(course.peak.size(), kNone);
  for (std::size_t i = 2; i < psr.size() && i < series.shortTerm.size(); ++i) {
    const float peak = std::max({course.peak[i], course.peak[i - 1], course.peak[i - 2]});
    if (std::isfinite(peak) && std::isfinite(series.shortTerm[i])) psr[i] = peak - series.shortTerm[i];
  }
  return psr;
}

std::optional<SeriesFigures> figuresOf(std::span<const float> series) {
  std::vector<float> numbers;
  SeriesFigures figures;
  for (std::size_t i = 0; i < series.size(); ++i) {
    if (!std::isfinite(series[i])) continue;
    if (numbers.empty() || static_cast<double>(series[i]) < figures.lowest) {
      figures.lowest = static_cast<double>(series[i]);
      figures.lowestAt = i;
    }
    figures.highest =
        numbers.empty() ? static_cast<double>(series[i]) : std::max(figures.highest, static_cast<double>(series[i]));
    numbers.push_back(series[i]);
  }
  if (numbers.empty()) return {};
  std::ranges::nth_element(numbers, numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2));
  figures.median = static_cast<double>(numbers[numbers.size() / 2]);
  return figures;
}

}  // namespace lathe::analysis
