// Shaping step by step, and the ways through the matrix.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/reverb/response_shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/audio/error.h"
#include "core/processors/reverb/response_time.h"
#include "core/processors/reverb/response_tone.h"

namespace lathe {
namespace {

constexpr int kMostWays = 16;

std::size_t framesOf(Seconds time, double sampleRate) {
  return static_cast<std::size_t>(std::llround(std::max(0.0, time.value) * sampleRate));
}

}  // namespace

std::vector<ResponseWay> waysOf(int rows, int channels, PathOrder order) {
  std::vector<ResponseWay> ways;
  if (rows == 1 || rows == channels) {
    for (int c = 0; c < channels; ++c) ways.push_back({c, c, rows == 1 ? 0 : c});
  } else if (rows == channels * channels && rows <= kMostWays) {
    for (int from = 0; from < channels; ++from)
      for (int to = 0; to < channels; ++to)
        ways.push_back({from, to, order == PathOrder::ByInput ? from * channels + to : to * channels + from});
  } else if (rows == 2) {
    for (int c = 0; c < channels; ++c) ways.push_back({c, c, c % 2});
  } else {
    throw Error(ErrorKind::Invalid,
                fmt::format("it has {} channels, which do not fit a signal of {}: there should be 1, {}{}", rows,
                            channels, channels,
                            channels > 1 && channels * channels <= kMostWays
                                ? fmt::format(" or {} (each input to each output)", channels * channels)
                                : ""));
  }
  return ways;
}

namespace {

ConstAudioView trimmed(ConstAudioView response, const ResponseShape& shape, double rate) {
  const std::size_t start = std::min(framesOf(shape.trimStart, rate), response.frames());
  const std::size_t rest = response.frames() - start;
  return response.slice(
      start, shape.length < ResponseShape::kWholeLength ? std::min(framesOf(shape.length, rate), rest) : rest);
}

/// A stereo response for a mono signal: the mean of its channels.
AudioBuffer mean(ConstAudioView response) {
  AudioBuffer out(1, response.frames());
  for (std::size_t n = 0; n < response.frames(); ++n) out[0][n] = 0.5f * (response[0][n] + response[1][n]);
  return out;
}

void reverse(AudioView response) {
  for (int c = 0; c < response.channels(); ++c) std::ranges::reverse(response[c]);
}

/// What normalisation divides by; 1 for silence.
double normaliser(const ShapedResponse& response, ResponseNormalise normalise) {
  double peak = 0, sum = 0;
  std::vector<double> energies;
  for (int c = 0; c < response.taps.channels(); ++c) {
    double row = 0;
    for (const float tap : response.taps[c]) {
      const double t = tap;
      row += t * t;
      peak = std::max(peak, std::abs(t));
    }
    energies.push_back(row);
  }
  for (const auto& way : response.ways) sum += energies[static_cast<std::size_t>(way.row)];
  const double energy = std::sqrt(sum / response.channels);
  const double by = normalise == ResponseNormalise::Peak ? peak : normalise == ResponseNormalise::Energy ? energy : 1;
  return by > 0 ? by : 1;
}

AudioBuffer delayed(const AudioBuffer& response, std::size_t frames) {
  AudioBuffer out(response.channels(), response.frames() + frames);
  copy(response.view(), out.view().slice(frames, response.frames()));
  return out;
}

}  // namespace

ConvolutionSpec<float> ShapedResponse::spec() const {
  ConvolutionSpec<float> spec{channels, channels, {}};
  for (const ResponseWay& way : ways)
    spec.paths.push_back({way.input, way.output, taps[way.row].data(), taps.frames()});
  return spec;
}

ShapedResponse shapeResponse(ConstAudioView response, int rate, const ResponseShape& shape, int sessionRate,
                             int channels) {
  if (response.channels() == 2 && channels == 1) {
    const AudioBuffer mono = mean(response);
    return shapeResponse(mono.view(), rate, shape, sessionRate, channels);
  }
  ShapedResponse result;
  result.channels = channels;
  result.ways = waysOf(response.channels(), channels, shape.order);
  AudioBuffer taps = responseAtRate(trimmed(response, shape, rate), rate, sessionRate, shape.size);
  const std::size_t direct = directSound(taps.view()), split = direct + framesOf(shape.split, sessionRate);
  if (shape.stretch != 1) taps = stretched(taps.view(), split, shape.stretch, sessionRate);
  shapeDecay(taps.view(), direct, shape, sessionRate);
  if (shape.balance != 0) balanceAround(taps.view(), split, shape.balance, sessionRate);
  if (shape.reverse) reverse(taps.view());
  fadeEnds(taps.view(), framesOf(shape.fadeIn, sessionRate), framesOf(shape.fadeOut, sessionRate));
  result.taps = equalised(std::move(taps), shape, sessionRate);
  const double gain = toGain(shape.gain) / normaliser(result, shape.normalise);
  for (int c = 0; c < result.taps.channels() && gain != 1; ++c)
    for (float& tap : result.taps[c]) tap = static_cast<float>(gain * static_cast<double>(tap));
  if (const std::size_t delay = framesOf(shape.preDelay, sessionRate); delay > 0 && result.taps.frames() > 0)
    result.taps = delayed(result.taps, delay);
  return result;
}

ShapedResponse makeResponse(const ReverbSettings& settings, const AudioFormat& format, const Progress& progress) {
  const auto source = openResponse(settings.response, progress);
  try {
    return shapeResponse(source->samples.view(), source->sampleRate, settings.shape, format.sampleRate,
                         format.channels());
  } catch (const Error& error) {
    const std::string name = settings.response.empty() ? builtinResponseNames().front() : settings.response;
    throw Error(error.kind(), "the impulse response " + name + " cannot be used: " + error.what());
  }
}

}  // namespace lathe
