// Levels, loudness and spectra of what plays.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/document/meter_feed.h"

#include <QtCore/QTimer>
#include <algorithm>
#include <cmath>

#include "core/dsp/window.h"

namespace lathe::gui {
namespace {

constexpr double kSilent = -200;
constexpr double kRmsSeconds = 0.6, kCorrelationSeconds = 0.3, kSpectrumSeconds = 0.06, kFiguresSeconds = 0.1;
constexpr double kSpectrumFall = 24;  ///< dB a second

double decibels(double amplitude) { return amplitude > 1e-10 ? 20 * std::log10(amplitude) : kSilent; }

}  // namespace

void PeakBallistics::add(double level, double seconds) noexcept {
  level_ = std::max(level, std::max(kSilent, level_ - kFall * seconds));
  heldFor_ += seconds;
  if (level >= held_) {
    held_ = level;
    heldFor_ = 0;
  } else if (heldFor_ > kHold) {
    held_ = std::max(level_, held_ - kFall * seconds);
  }
}

MeterFeed::MeterFeed(QObject* parent) : QObject(parent), timer_(new QTimer(this)) {
  timer_->setInterval(33);
  connect(timer_, &QTimer::timeout, this, &MeterFeed::tell);
  reset();
}

double MeterFeed::bandHertz(int band) noexcept { return 20 * std::pow(1000.0, (band + 0.5) / kBands); }

void MeterFeed::reset() {
  isBegun_ = false;
  figures_ = {};
  overs_.clear();
  peaks_.clear();
  spectrum_.assign(kBands, static_cast<float>(kSilent));
  spectrumMaximum_ = spectrumAverage_ = spectrum_;
  averagePower_.assign(kBands, 0);
  averages_ = 0;
  Q_EMIT changed();
}

void MeterFeed::begin(int channels, int sampleRate) {
  isBegun_ = true;
  format_ = {sampleRate, channels == 2 ? ChannelLayout::stereo() : ChannelLayout::usual(channels)};
  meter_ = analysis::Meter({.oversAbove = Decibels{ceiling_}});
  meter_.begin(format_);
  peaks_.assign(static_cast<std::size_t>(channels), {});
  meanSquare_.assign(static_cast<std::size_t>(channels), 0);
  sumLL_ = sumRR_ = sumLR_ = 0;
  places_.clear();
  played_ = 0;
  oversUntil_ = -1;
  recent_ = AudioBuffer(2, kRecent);
  past_.assign(kFft, 0);
  if (!fft_) {
    fft_.emplace(kFft);
    window_ = AlignedArray<float>(kFft);
    work_ = AlignedArray<float>(kFft);
    bins_ = AlignedArray<Complex<float>>(fft_->bins());
    for (std::size_t n = 0; n < kFft; ++n) window_[n] = static_cast<float>(hann(n, kFft, WindowPhase::Periodic));
  }
}

void MeterFeed::add(ConstAudioView block, int sampleRate, double at) {
  if (block.empty()) return;
  if (!isBegun_ || format_.sampleRate != sampleRate || format_.channels() != block.channels())
    begin(block.channels(), sampleRate);
  const bool goesOn = !places_.empty() && std::abs(places_.back().at + played_ - places_.back().played - at) < 0.05;
  if (!goesOn) places_.push_back({played_, at});
  played_ += static_cast<double>(block.frames()) / sampleRate;
  meter_.add(block);
  addLevels(block);
  addSpectrum(block);
  sinceFigures_ += block.frames();
  if (static_cast<double>(sinceFigures_) > kFiguresSeconds * sampleRate) analyse();
  isNew_ = true;
  if (!timer_->isActive()) timer_->start();
}

void MeterFeed::addLevels(ConstAudioView block) {
  const double seconds = static_cast<double>(block.frames()) / format_.sampleRate;
  const double keepRms = std::exp(-seconds / kRmsSeconds), keepPhase = std::exp(-seconds / kCorrelationSeconds);
  figures_.peak.resize(peaks_.size());
  figures_.held.resize(peaks_.size());
  figures_.rms.resize(peaks_.size());
  for (int c = 0; c < block.channels(); ++c) {
    const auto i = static_cast<std::size_t>(c);
    double largest = 0, sum = 0;
    for (const float x : block[c]) {
      largest = std::max(largest, std::abs(static_cast<double>(x)));
      sum += static_cast<double>(x) * static_cast<double>(x);
    }
    peaks_[i].add(decibels(largest), seconds);
    meanSquare_[i] = keepRms * meanSquare_[i] + (1 - keepRms) * sum / static_cast<double>(block.frames());
    figures_.peak[i] = peaks_[i].level();
    figures_.held[i] = peaks_[i].held();
    figures_.rms[i] = decibels(std::sqrt(2 * meanSquare_[i]));  // a full-scale sine reads 0, as the K-System has it
  }
  const int second = block.channels() > 1 ? 1 : 0;
  double ll = 0, rr = 0, lr = 0;
  for (std::size_t n = 0; n < block.frames(); ++n) {
    const double l = block[0][n], r = block[second][n];
    ll += l * l;
    rr += r * r;
    lr += l * r;
  }
  sumLL_ = keepPhase * sumLL_ + ll;
  sumRR_ = keepPhase * sumRR_ + rr;
  sumLR_ = keepPhase * sumLR_ + lr;
  figures_.correlation.reset();
  if (sumLL_ > 1e-9 && sumRR_ > 1e-9) figures_.correlation = sumLR_ / std::sqrt(sumLL_ * sumRR_);
  const std::size_t count = std::min<std::size_t>(block.frames(), kRecent);
  for (int c = 0; c < 2; ++c) {
    const auto row = recent_[c];
    std::ranges::rotate(row, row.begin() + static_cast<std::ptrdiff_t>(count));
    std::ranges::copy(block[c == 0 ? 0 : second].last(count), row.end() - static_cast<std::ptrdiff_t>(count));
  }
}

void MeterFeed::addSpectrum(ConstAudioView block) {
  const std::size_t count = std::min<std::size_t>(block.frames(), kFft);
  std::ranges::rotate(past_, past_.begin() + static_cast<std::ptrdiff_t>(count));
  float* newest = past_.data() + (kFft - count);
  const std::size_t from = block.frames() - count;
  for (std::size_t n = 0; n < count; ++n) {
    float sum = 0;
    for (int c = 0; c < block.channels(); ++c) sum += block[c][from + n];
    newest[n] = sum / static_cast<float>(block.channels());
  }
  sinceSpectrum_ += block.frames();
  const double seconds = static_cast<double>(sinceSpectrum_) / format_.sampleRate;
  if (seconds < kSpectrumSeconds) return;
  sinceSpectrum_ = 0;
  for (std::size_t n = 0; n < kFft; ++n) work_[n] = past_[n] * window_[n];
  fft_->forward(work_.data(), bins_.data());
  const double scale = std::pow(4.0 / kFft, 2), perBin = static_cast<double>(format_.sampleRate) / kFft;
  averages_ += 1;
  for (int band = 0; band < kBands; ++band) {
    const auto i = static_cast<std::size_t>(band);
    const double low = 20 * std::pow(1000.0, static_cast<double>(band) / kBands) / perBin;
    const double high = 20 * std::pow(1000.0, static_cast<double>(band + 1) / kBands) / perBin;
    const auto first = static_cast<std::size_t>(std::lround(low)),
               last = std::max(first, static_cast<std::size_t>(std::lround(high)));
    double power = 0;
    for (std::size_t b = first; b <= last && b < fft_->bins(); ++b) {
      const double re = bins_[b].re, im = bins_[b].im;
      power = std::max(power, (re * re + im * im) * scale);
    }
    const double level = std::max(kSilent, 10 * std::log10(power + 1e-20));
    spectrum_[i] = static_cast<float>(std::max(level, static_cast<double>(spectrum_[i]) - kSpectrumFall * seconds));
    spectrumMaximum_[i] = std::max(spectrumMaximum_[i], static_cast<float>(level));
    averagePower_[i] += power;
    spectrumAverage_[i] = static_cast<float>(10 * std::log10(averagePower_[i] / averages_ + 1e-20));
  }
}

void MeterFeed::analyse() {
  sinceFigures_ = 0;
  const analysis::Measurement m = meter_.result();
  figures_.integrated = m.integrated;
  figures_.range = m.loudnessRange;
  figures_.truePeak.reset();
  if (m.truePeak) figures_.truePeak = m.truePeak->level;
  figures_.maxMomentary.reset();
  figures_.maxShortTerm.reset();
  if (m.maxMomentary) figures_.maxMomentary = m.maxMomentary->loudness;
  if (m.maxShortTerm) figures_.maxShortTerm = m.maxShortTerm->loudness;
  figures_.maximum.clear();
  for (const auto& channel : m.channels)
    figures_.maximum.push_back(channel.truePeak ? channel.truePeak->value : kSilent);
  if (m.overs) takeOvers(*m.overs);
  const analysis::Loudness now = meter_.loudness();
  figures_.momentary = now.momentary;
  figures_.shortTerm = now.shortTerm;
  figures_.plr.reset();
  figures_.psr.reset();
  if (figures_.truePeak && figures_.integrated) figures_.plr = figures_.truePeak->value - figures_.integrated->value;
  if (!figures_.held.empty() && figures_.shortTerm)
    figures_.psr = std::ranges::max(figures_.held) - figures_.shortTerm->value;
}

void MeterFeed::takeOvers(const analysis::PeakOvers& found) {
  bool isMore = false;
  for (const analysis::PeakOver& over : found.listed) {
    if (over.start.value <= oversUntil_ || overs_.size() >= kMostOvers) continue;
    oversUntil_ = over.start.value;
    const auto place = std::ranges::find_if(places_.rbegin(), places_.rend(),
                                            [&](const Place& p) { return p.played <= over.time.value; });
    const double at = place == places_.rend() ? over.time.value : place->at + over.time.value - place->played;
    overs_.push_back({at, over.channel, over.level.value});
    isMore = true;
  }
  if (isMore) Q_EMIT overFound();
}

void MeterFeed::tell() {
  if (!isNew_) {
    timer_->stop();
    return;
  }
  isNew_ = false;
  Q_EMIT changed();
}

}  // namespace lathe::gui
