// Figures of an impulse response, channel by channel and band by band.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/room/room_report.h"

#include <algorithm>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/room/decay.h"

namespace lathe {
namespace {

using Samples = std::vector<double>;

double energy(const Samples& x, std::size_t first, std::size_t last) {
  double sum = 0;
  for (std::size_t i = first; i < std::min(last, x.size()); ++i) sum += x[i] * x[i];
  return sum;
}

std::optional<double> ratio(double early, double late) {
  if (early <= 0 || late <= 0) return std::nullopt;
  return 10 * exact::log10(early / late);
}

BandDecay decayOf(const Samples& x, std::size_t onset, double centre, double sampleRate) {
  BandDecay band;
  band.centre = centre;
  const DecayKnee knee = findKnee(x, onset, sampleRate);
  const Samples curve = decayCurve(x, onset, knee, sampleRate);
  band.peakToNoise = knee.range();
  band.knee = static_cast<double>(knee.frame - onset) / sampleRate;
  if (band.peakToNoise >= 20) band.edt = decayTime(curve, 0, -10, sampleRate);
  if (band.peakToNoise >= 35) band.t20 = decayTime(curve, -5, -25, sampleRate);
  if (band.peakToNoise >= 45) band.t30 = decayTime(curve, -5, -35, sampleRate);

  // Energies up to the knee, less the noise's, and with the rest of the decay, as in the curve.
  const std::size_t end = std::min(knee.frame, x.size());
  const bool isNoisy = knee.seconds > 0 && end < x.size();
  const double noise = isNoisy ? knee.noisePower : 0;
  const double tau = knee.seconds / 13.815510557964274;
  const double rest = knee.seconds > 0 ? knee.powerAtKnee * tau * sampleRate : 0;
  const auto early = [&](double seconds) {
    const std::size_t split = std::min(end, onset + static_cast<std::size_t>(seconds * sampleRate + 0.5));
    return std::max(energy(x, 0, split) - noise * static_cast<double>(split - onset), 0.0);
  };
  const double total = std::max(energy(x, 0, end) - noise * static_cast<double>(end - onset), 0.0) + rest;
  if (total <= 0) return band;
  band.c50 = ratio(early(0.05), total - early(0.05));
  band.c80 = ratio(early(0.08), total - early(0.08));
  band.d50 = early(0.05) / total;
  double moment = rest * (static_cast<double>(end - onset) / sampleRate + tau);
  for (std::size_t i = onset; i < end; ++i)
    moment += static_cast<double>(i - onset) / sampleRate * (x[i] * x[i] - noise);
  band.centreTime = std::max(moment / total, 0.0);
  return band;
}

double directToReverberant(const Samples& x, std::size_t onset, double sampleRate) {
  const auto ms = [&](double t) { return static_cast<std::size_t>(t * sampleRate / 1000 + 0.5); };
  std::size_t peak = onset;
  for (std::size_t i = onset; i < std::min(x.size(), onset + ms(5)); ++i)
    if (std::abs(x[i]) > std::abs(x[peak])) peak = i;
  const std::size_t split = std::min(x.size(), peak + ms(2.5));
  const double direct = energy(x, peak > ms(2.5) ? peak - ms(2.5) : 0, split), rest = energy(x, split, x.size());
  return 10 * exact::log10(std::max(direct, 1e-30) / std::max(rest, 1e-30));
}

ChannelReport reportOf(std::span<const float> samples, double sampleRate, const Progress& progress) {
  const Samples x(samples.begin(), samples.end());
  const std::size_t onset = onsetOf(x);
  double peak = 0;
  for (const double v : x) peak = std::max(peak, std::abs(v));
  ChannelReport report;
  report.peak = 20 * exact::log10(std::max(peak, 1e-15));
  report.preDelay = static_cast<double>(onset) / sampleRate;
  report.directToReverberant = directToReverberant(x, onset, sampleRate);
  report.broadband = decayOf(x, onset, 0, sampleRate);
  const OctaveBands bands(samples, sampleRate);
  for (std::size_t i = 0; i < bands.centres().size(); ++i) {
    progress.throwIfStopped();
    progress.at(static_cast<double>(i) / static_cast<double>(bands.centres().size()), "analysing the decay");
    report.bands.push_back(decayOf(bands.band(i, false), onset, bands.centres()[i], sampleRate));
  }
  report.spectrum = bands.thirdOctaves();
  return report;
}

double correlation(std::span<const float> left, std::span<const float> right, std::size_t first, std::size_t last,
                   double sampleRate, const Progress& progress) {
  const auto reach = static_cast<std::ptrdiff_t>(sampleRate / 1000);
  double ll = 0, rr = 0, best = 0;
  for (std::size_t i = first; i < last; ++i) {
    ll += static_cast<double>(left[i]) * left[i];
    rr += static_cast<double>(right[i]) * right[i];
  }
  if (ll <= 0 || rr <= 0) return 0;
  for (std::ptrdiff_t lag = -reach; lag <= reach; ++lag) {
    progress.throwIfStopped();
    double sum = 0;
    for (std::size_t i = first; i < last; ++i) {
      const std::ptrdiff_t k = static_cast<std::ptrdiff_t>(i) + lag;
      if (k >= 0 && k < static_cast<std::ptrdiff_t>(right.size()))
        sum += static_cast<double>(left[i]) * right[static_cast<std::size_t>(k)];
    }
    best = std::max(best, std::abs(sum));
  }
  return std::min(best / std::sqrt(ll * rr), 1.0);
}

}  // namespace

std::optional<double> RoomReport::reverberationTime() const {
  double sum = 0;
  int count = 0;
  for (const ChannelReport& channel : channels)
    if (const auto best = channel.broadband.best()) sum += *best, ++count;
  if (count == 0) return std::nullopt;
  return sum / count;
}

RoomReport analyseRoom(ConstAudioView response, double sampleRate, const Progress& progress) {
  RoomReport report;
  report.sampleRate = sampleRate;
  report.length = static_cast<double>(response.frames()) / sampleRate;
  if (response.empty()) return report;
  for (int c = 0; c < response.channels(); ++c) {
    progress.throwIfStopped();
    const double channels = response.channels();
    report.channels.push_back(reportOf(response[c], sampleRate, progress.part(c / channels, (c + 1) / channels)));
  }
  if (response.channels() == 2) {
    const double first = std::min(report.channels[0].preDelay, report.channels[1].preDelay);
    const auto onset = static_cast<std::size_t>(first * sampleRate + 0.5), end = response.frames();
    const std::size_t split = std::min(end, onset + static_cast<std::size_t>(0.08 * sampleRate + 0.5));
    const auto between = [&](std::size_t a, std::size_t b) {
      return correlation(response[0], response[1], a, b, sampleRate, progress);
    };
    report.interaural = CrossCorrelation{between(onset, split), between(split, end), between(onset, end)};
  }
  return report;
}

}  // namespace lathe
