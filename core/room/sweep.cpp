// Making sweeps and dividing by them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/room/sweep.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <vector>

#include "core/audio/error.h"
#include "core/audio/exact_math.h"
#include "core/dsp/window.h"
#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"

namespace lathe {
namespace {

constexpr std::size_t kStopEvery = 16384;  ///< values between two looks whether to stop

using Spectrum = AlignedArray<Complex<double>>;

std::size_t framesOf(double seconds, double sampleRate) {
  return static_cast<std::size_t>(std::max(seconds, 0.0) * sampleRate + 0.5);
}

/// 0 to 1 along half a cosine.

void check(const SweepSettings& s, double sampleRate) {
  const bool isBand = s.low > 0 && s.high > s.low && s.high <= 0.49 * sampleRate;
  if (!isBand)
    throw Error(ErrorKind::Invalid, "a sweep needs a band from above 0 Hz to at most 0.49 of the sample rate");
  if (!(s.seconds > 0 && s.seconds <= 600 && s.silence >= 0 && s.silence <= 600 && s.repeats >= 1 && s.repeats <= 100))
    throw Error(ErrorKind::Invalid,
                "a sweep lasts up to 600 s, with up to 600 s of silence, and is repeated up to 100 times");
  if (!(s.level <= 0)) throw Error(ErrorKind::Invalid, "the level of a sweep is at most 0 dBFS");
  if (!(s.fadeIn >= 0 && s.fadeOut >= 0 && s.fadeIn + s.fadeOut <= s.seconds))
    throw Error(ErrorKind::Invalid, "the fades of a sweep are together no longer than the sweep");
}

/// The mean of the repeats, `period` frames each; the last one may be cut short.
std::vector<double> averaged(std::span<const float> recording, const DeconvolutionSettings& settings,
                             std::size_t period) {
  if (settings.repeats <= 1) return {recording.begin(), recording.end()};
  std::vector<double> mean(period);
  for (int r = 0; r < settings.repeats; ++r)
    for (std::size_t i = 0; i < period; ++i) {
      const std::size_t at = static_cast<std::size_t>(r) * period + i;
      if (at < recording.size()) mean[i] += static_cast<double>(recording[at]) / settings.repeats;
    }
  return mean;
}

/// 1 inside the band, falling to 0 over a third of an octave below it and a twentieth above.
double bandGain(double frequency, const DeconvolutionSettings& s) {
  double gain = 1;
  if (s.low)
    gain *= frequency <= 0 ? 0 : raisedCosine(exact::log2(frequency / (*s.low * 0.794)) / exact::log2(1 / 0.794));
  if (s.high && frequency > *s.high) gain *= 1 - raisedCosine(exact::log2(frequency / *s.high) * 20);
  return gain;
}

}  // namespace

std::size_t sweepPeriod(const SweepSettings& s, double sampleRate) {
  return framesOf(s.seconds, sampleRate) + framesOf(s.silence, sampleRate);
}

AudioBuffer makeSweep(const SweepSettings& s, double sampleRate, const Progress& progress) {
  check(s, sampleRate);
  const std::size_t length = framesOf(s.seconds, sampleRate), period = sweepPeriod(s, sampleRate);
  AudioBuffer result(1, period * static_cast<std::size_t>(s.repeats));
  const double octaves = exact::log(s.high / s.low), turns = s.low * s.seconds / octaves;
  const double gain = exact::exp10(s.level / 20);
  for (std::size_t i = 0; i < length; ++i) {
    if (i % kStopEvery == 0) {
      progress.throwIfStopped();
      progress.at(static_cast<double>(i) / static_cast<double>(length), "making the sweep");
    }
    const double t = static_cast<double>(i) / sampleRate;
    const double phase = turns * (exact::exp(t / s.seconds * octaves) - 1);
    double x = gain * exact::sin(2 * std::numbers::pi * (phase - std::floor(phase)));
    if (s.fadeIn > 0) x *= raisedCosine(t / s.fadeIn);
    if (s.fadeOut > 0) x *= raisedCosine((s.seconds - t) / s.fadeOut);
    for (int r = 0; r < s.repeats; ++r) result[0][static_cast<std::size_t>(r) * period + i] = static_cast<float>(x);
  }
  return result;
}

AudioBuffer deconvolve(ConstAudioView recording, ConstAudioView excitation, double sampleRate,
                       const DeconvolutionSettings& settings, const Progress& progress) {
  if (recording.empty() || excitation.empty())
    throw Error(ErrorKind::Invalid, "there is nothing to deconvolve: no samples");
  if (excitation.channels() != 1) throw Error(ErrorKind::Invalid, "the excitation has to be one channel");
  const std::size_t period = settings.period > 0 ? settings.period : excitation.frames();
  const std::size_t recorded = settings.repeats > 1 ? period : recording.frames();
  const RealFft<double> fft(std::bit_ceil(recorded + excitation.frames()));
  AlignedArray<double> samples(fft.size());
  std::ranges::copy(excitation[0], samples.data());
  Spectrum divisor(fft.bins()), bins(fft.bins());
  fft.forward(samples.data(), divisor.data());
  double strongest = 0;
  for (std::size_t i = 0; i < fft.bins(); ++i)
    strongest = std::max(strongest, divisor[i].re * divisor[i].re + divisor[i].im * divisor[i].im);
  if (!(strongest > 0)) throw Error(ErrorKind::Invalid, "the excitation is silent");
  const double floor = strongest * exact::exp10(settings.regularisation / 10);

  // What ends a sweep's worth before the end of the circle lies before time 0.
  const std::size_t lead = std::min(framesOf(settings.lead, sampleRate), fft.size() / 2);
  const std::size_t rest = recorded > excitation.frames() ? recorded - excitation.frames() : recorded;
  const std::size_t wanted = settings.length > 0 ? framesOf(settings.length, sampleRate) : rest;
  const std::size_t length = std::clamp<std::size_t>(wanted, 1, recorded);
  AudioBuffer result(recording.channels(), lead + length);
  for (int c = 0; c < recording.channels(); ++c) {
    progress.throwIfStopped();
    progress.at(static_cast<double>(c) / recording.channels(), "deconvolving");
    samples.clear();
    std::ranges::copy(averaged(recording[c], settings, period), samples.data());
    fft.forward(samples.data(), bins.data());
    for (std::size_t i = 0; i < fft.bins(); ++i) {
      if (i % kStopEvery == 0) progress.throwIfStopped();
      const Complex<double> x = divisor[i], y = bins[i];
      const double frequency = static_cast<double>(i) * sampleRate / static_cast<double>(fft.size());
      const double scale =
          bandGain(frequency, settings) / (x.re * x.re + x.im * x.im + floor) / static_cast<double>(fft.size());
      bins[i] = {(y.re * x.re + y.im * x.im) * scale, (y.im * x.re - y.re * x.im) * scale};
    }
    fft.inverse(bins.data(), samples.data());
    for (std::size_t i = 0; i < lead + length; ++i)
      result[c][i] = static_cast<float>(samples[(fft.size() - lead + i) % fft.size()]);
  }
  return result;
}

}  // namespace lathe
