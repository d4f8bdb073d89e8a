// Reading, convolving and writing without a 32-bit sample on the way.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/double_convolution.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/audio/error.h"
#include "core/compute/backend.h"
#include "core/compute/convolve.h"
#include "core/file/double_file.h"
#include "core/processors/reverb/response_shape.h"

namespace lathe {
namespace {

using Rows = std::vector<double>;

Rows readAll(DoubleReader& reader) {
  const auto frames = static_cast<std::size_t>(reader.frames());
  const int channels = reader.format().channels();
  Rows rows(static_cast<std::size_t>(channels) * frames);
  reader.read(0, {rows.data(), channels, frames, frames});
  return rows;
}

ConvolutionSpec<double> specOf(const Rows& taps, std::size_t frames, int rows, int inputs, PathOrder order) {
  const bool isSpread = inputs == 1 && rows > 1;
  const int outputs = isSpread ? rows : inputs;
  ConvolutionSpec<double> spec{inputs, outputs, {}};
  const auto row = [&](int r) { return taps.data() + static_cast<std::size_t>(r) * frames; };
  if (isSpread) {
    for (int r = 0; r < rows; ++r) spec.paths.push_back({0, r, row(r), frames});
  } else {
    for (const ResponseWay& way : waysOf(rows, inputs, order))
      spec.paths.push_back({way.input, way.output, row(way.row), frames});
  }
  return spec;
}

void checkRates(const DoubleConvolution& work, const DoubleReader& input, const DoubleReader& response) {
  if (input.format().sampleRate != response.format().sampleRate)
    throw Error(ErrorKind::Unsupported, fmt::format("{} has {} Hz and {} has {} Hz; in double precision the rates must "
                                                    "be the same, so convert one of them first",
                                                    work.input.string(), input.format().sampleRate,
                                                    work.response.string(), response.format().sampleRate));
  if (response.frames() == 0 || response.frames() > kLongestResponse)
    throw Error(ErrorKind::Invalid, fmt::format("the impulse response {} has {} frames; from 1 to {} are possible",
                                                work.response.string(), response.frames(), kLongestResponse));
}

}  // namespace

DoubleConvolutionReport convolveInDouble(const DoubleConvolution& work, const Progress& progress) {
  DoubleReader input(work.input), dry(work.input), response(work.response);
  checkRates(work, input, response);
  const Rows taps = readAll(response);
  const auto spec = specOf(taps, static_cast<std::size_t>(response.frames()), response.format().channels(),
                           input.format().channels(), work.order);
  AudioFormat format = input.format();
  if (spec.outputs != format.channels()) format.layout = ChannelLayout::usual(spec.outputs);
  DoubleWriter writer(work.output, format, work.overwrite);
  const double wetGain = toGain(work.wet), dryGain = work.dry > ReverbMix::kOff ? toGain(work.dry) : 0;
  std::uint64_t written = 0;
  Rows mixed, around;
  const auto mix = [&](BasicAudioView<const double> wet) {
    const std::size_t frames = wet.frames();
    mixed.resize(static_cast<std::size_t>(spec.outputs) * frames);
    around.resize(static_cast<std::size_t>(spec.inputs) * frames);
    const BasicAudioView<double> in(around.data(), spec.inputs, frames, frames),
        out(mixed.data(), spec.outputs, frames, frames);
    if (dryGain != 0) dry.read(written, in);
    for (int c = 0; c < spec.outputs; ++c)
      for (std::size_t n = 0; n < frames; ++n)
        out[c][n] = wetGain * wet[c][n] + (dryGain != 0 ? dryGain * in[std::min(c, spec.inputs - 1)][n] : 0);
    writer.write(out);
    written += frames;
  };
  const auto backends = chooseBackends<double>(work.device, spec, input.frames(), work.threads);
  ConvolveOptions options;
  options.threads = work.threads;
  options.backends = backends;
  options.withTail = work.keepsTail;
  options.stop = progress.stop;
  options.progress = [&](double fraction) { progress.at(fraction, "convolving"); };
  const auto done = convolve<double>(
      spec, input.frames(), [&](std::uint64_t start, BasicAudioView<double> out) { input.read(start, out); }, mix,
      options);
  writer.commit();
  return {done.frames, spec.outputs, done.device, done.fallbacks};
}

}  // namespace lathe
