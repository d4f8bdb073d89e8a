// Tail extension band by band, trims and fades.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/room/tail.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "core/audio/error.h"
#include "core/audio/exact_math.h"
#include "core/audio/random.h"
#include "core/dsp/window.h"
#include "core/room/decay.h"
#include "core/room/octave_bands.h"

namespace lathe {
namespace {

constexpr double kMillionLog = 13.815510557964274;  // ln 10^6: the power's fall over the reverberation time

/// A decay as mean square over time: `power` at `frame`, falling by 60 dB in `seconds`.
struct Decay {
  double power = 0, frame = 0, seconds = 0;

  double amplitudeAt(double at, double sampleRate) const {
    return std::sqrt(power) * exact::exp(-kMillionLog / 2 * (at - frame) / (seconds * sampleRate));
  }
};

std::vector<double> gaussianNoise(std::size_t frames, std::uint64_t seed) {
  Random random(seed);
  std::vector<double> noise(frames);
  for (double& x : noise) {  // three times four uniform values: near enough to normal, and the same everywhere
    double sum = 0;
    for (int i = 0; i < 12; ++i) sum += random.even();
    x = sum / 2;
  }
  return noise;
}

bool isDecay(const DecayKnee& knee) { return knee.seconds > 0 && knee.range() >= 15; }

/// Frame of the first of `count` frames over which noise takes over: 10 dB above the noise.
std::size_t takeover(const DecayKnee& knee, std::size_t onset, double sampleRate) {
  const double before = knee.seconds / 6 * sampleRate;
  const double at = static_cast<double>(knee.frame) - before;
  return static_cast<std::size_t>(std::max(at, static_cast<double>(onset) + sampleRate * 0.005));
}

void addBand(const std::vector<double>& band, const std::vector<double>& noise, const DecayKnee& knee,
             std::size_t onset, double sampleRate, std::vector<double>& sum) {
  double square = 0;
  for (const double x : noise) square += x * x;
  const double scale = square > 0 ? std::sqrt(static_cast<double>(noise.size()) / square) : 0;
  const Decay decay{knee.powerAtKnee, static_cast<double>(knee.frame), knee.seconds};
  const std::size_t start = takeover(knee, onset, sampleRate);
  const double length = std::max(1.0, knee.seconds / 20 * sampleRate);  // 3 dB of decay
  for (std::size_t i = 0; i < sum.size(); ++i) {
    const double phase = std::clamp((static_cast<double>(i) - static_cast<double>(start)) / length, 0.0, 1.0);
    const double angle = phase * std::numbers::pi / 2;
    if (phase < 1 && i < band.size()) sum[i] += exact::cos(angle) * band[i];
    if (phase > 0)
      sum[i] += exact::sin(angle) * scale * noise[i] * decay.amplitudeAt(static_cast<double>(i), sampleRate);
  }
}

/// A band that is all noise: silent it is not, so it goes down with the broadband decay.
void addFading(const std::vector<double>& band, const DecayKnee& all, double sampleRate, std::vector<double>& sum) {
  const Decay decay{1, static_cast<double>(all.frame), all.seconds};
  for (std::size_t i = 0; i < sum.size(); ++i)
    sum[i] += band[i] * std::min(1.0, decay.amplitudeAt(static_cast<double>(i), sampleRate));
}

struct Analysis {
  std::size_t onset = 0;
  DecayKnee all;
  std::vector<DecayKnee> bands;
};

Analysis analyse(std::span<const float> samples, double sampleRate, const Progress& progress) {
  const std::vector<double> x(samples.begin(), samples.end());
  Analysis found;
  found.onset = onsetOf(x);
  found.all = findKnee(x, found.onset, sampleRate);
  const OctaveBands bands(samples, sampleRate);
  for (std::size_t i = 0; i < bands.centres().size(); ++i) {
    progress.throwIfStopped();
    found.bands.push_back(findKnee(bands.band(i, true), found.onset, sampleRate));
  }
  return found;
}

/// Frames until a decay lies `depth` dB below its peak.
double framesTo(double depth, const DecayKnee& knee, double sampleRate) {
  const double left = depth - 10 * exact::log10(knee.peakPower / std::max(knee.powerAtKnee, 1e-30));
  return static_cast<double>(knee.frame) + std::max(left, 0.0) / 60 * knee.seconds * sampleRate;
}

}  // namespace

AudioBuffer extendTail(ConstAudioView response, double sampleRate, const TailSettings& settings,
                       const Progress& progress) {
  std::vector<Analysis> channels;
  double frames = 0;
  for (int c = 0; c < response.channels(); ++c) {
    progress.throwIfStopped();
    progress.at(0.5 * c / response.channels(), "finding the decay");
    channels.push_back(analyse(response[c], sampleRate, progress));
    for (const DecayKnee& knee : channels.back().bands)
      if (isDecay(knee)) frames = std::max(frames, framesTo(settings.depth, knee, sampleRate));
    if (!isDecay(channels.back().all))
      throw Error(ErrorKind::NotPossible,
                  "channel " + std::to_string(c + 1) +
                      " has no decay that stands 15 dB above its noise, so there is no tail to continue");
  }
  const double most = std::max(settings.maxSeconds * sampleRate, static_cast<double>(response.frames()));
  const auto length = static_cast<std::size_t>(std::clamp(frames, 1.0, most));
  AudioBuffer result(response.channels(), length);
  const std::size_t workLength = std::max(length, response.frames());
  for (int c = 0; c < response.channels(); ++c) {
    const Analysis& found = channels[static_cast<std::size_t>(c)];
    std::vector<float> padded(workLength);
    std::ranges::copy(response[c], padded.begin());
    const OctaveBands bands(padded, sampleRate);
    const std::vector<double> noise = gaussianNoise(workLength, settings.seed + static_cast<std::uint64_t>(c) * 7919);
    std::vector<double> sum(workLength);
    for (std::size_t i = 0; i < found.bands.size(); ++i) {
      progress.throwIfStopped();
      progress.at(0.5 + 0.5 * c / response.channels(), "extending the tail");
      if (isDecay(found.bands[i]))
        addBand(bands.band(i, true), bands.filtered(noise, i, true), found.bands[i], found.onset, sampleRate, sum);
      else
        addFading(bands.band(i, true), found.all, sampleRate, sum);
    }
    for (std::size_t i = 0; i < length; ++i) result[c][i] = static_cast<float>(sum[i]);
  }
  return result;
}

void fade(AudioView samples, std::size_t fadeIn, std::size_t fadeOut) {
  const std::size_t frames = samples.frames();
  const auto gain = [](std::size_t i, std::size_t length) {
    return static_cast<float>(raisedCosine(windowPosition(i, length, WindowPhase::Centred)));
  };
  for (int c = 0; c < samples.channels(); ++c) {
    for (std::size_t i = 0; i < std::min(fadeIn, frames); ++i) samples[c][i] *= gain(i, fadeIn);
    for (std::size_t i = 0; i < std::min(fadeOut, frames); ++i) samples[c][frames - 1 - i] *= gain(i, fadeOut);
  }
}

AudioBuffer trimResponse(ConstAudioView response, double sampleRate, const TrimSettings& settings) {
  const auto mustBe = [](double value, double lowest, double highest, const char* what) {
    if (!(value >= lowest && value <= highest))
      throw Error(ErrorKind::Invalid,
                  fmt::format("{} of a response is from {} to {}, not {}", what, lowest, highest, value));
  };
  mustBe(settings.startLevel.value_or(0), 0, 200, "the level below the peak where it starts, in dB,");
  mustBe(settings.endLevel.value_or(0), 0, 200, "the level below the peak where it ends, in dB,");
  mustBe(settings.length.value_or(1), 1 / sampleRate, 300, "the length, in seconds,");
  mustBe(settings.fadeIn, 0, 300, "the fade-in, in seconds,");
  mustBe(settings.fadeOut, 0, 300, "the fade-out, in seconds,");
  float peak = 0;
  for (int c = 0; c < response.channels(); ++c)
    for (const float x : response[c]) peak = std::max(peak, std::abs(x));
  const auto isAbove = [&](std::size_t frame, double below) {
    const double threshold = peak * exact::exp10(-below / 20);
    for (int c = 0; c < response.channels(); ++c)
      if (peak > 0 && std::abs(static_cast<double>(response[c][frame])) >= threshold) return true;
    return false;
  };
  const auto framesOf = [&](double seconds) {
    return static_cast<std::size_t>(std::max(seconds, 0.0) * sampleRate + 0.5);
  };
  std::size_t start = 0, end = response.frames();
  if (settings.startLevel && peak > 0) {
    while (start < end && !isAbove(start, *settings.startLevel)) ++start;
    start -= std::min(start, framesOf(settings.lead));
  }
  if (settings.endLevel && peak > 0)
    while (end > start + 1 && !isAbove(end - 1, *settings.endLevel)) --end;
  if (settings.length) end = std::min(end, start + framesOf(*settings.length));
  AudioBuffer result(response.channels(), end - start);
  copy(response.slice(start, end - start), result.view());
  fade(result.view(), framesOf(settings.fadeIn), framesOf(settings.fadeOut));
  return result;
}

}  // namespace lathe
