// Convolution by its definition in the widest numbers there are, at a few places: what fast convolvers are held to.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "core/compute/ops/convolution.h"

namespace lathe::test {

/// White noise between -1 and 1, the same in every run.
template <class Real>
std::vector<Real> noise(std::size_t frames, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<Real> samples(frames);
  for (Real& sample : samples) sample = static_cast<Real>(static_cast<double>(random()) / 2147483648.0 - 1.0);
  return samples;
}

/// A direct sound and a tail of noise that falls by 60 dB.
template <class Real>
std::vector<Real> roomResponse(std::size_t taps, unsigned seed) {
  auto response = noise<Real>(taps, seed);
  for (std::size_t k = 0; k < taps; ++k) {
    response[k] *= static_cast<Real>(0.02 * std::exp(-6.9 * static_cast<double>(k) / static_cast<double>(taps)));
  }
  if (taps > 0) response[0] = Real(0.5);
  return response;
}

/// One output sample by the definition; inputs[i] are the input rows, silent before and after.
template <class Real>
long double directSample(const ConvolutionSpec<Real>& spec, const std::vector<std::vector<Real>>& inputs, int output,
                         std::size_t at) {
  long double sum = 0;
  for (const auto& path : spec.paths) {
    if (path.output != output) continue;
    const auto& input = inputs[static_cast<std::size_t>(path.input)];
    for (std::size_t k = at >= input.size() ? at - input.size() + 1 : 0; k <= at && k < path.length; ++k) {
      sum += static_cast<long double>(path.taps[k]) * static_cast<long double>(input[at - k]);
    }
  }
  return sum;
}

/// Energy of the error relative to the energy of the truth, in dB, over `places` places drawn from all of the output.
template <class Real>
double errorAgainstDefinition(const ConvolutionSpec<Real>& spec, const std::vector<std::vector<Real>>& inputs,
                              const std::vector<std::vector<Real>>& outputs, int places, unsigned seed = 77) {
  std::mt19937 random(seed);
  long double error = 0, energy = 0;
  for (int place = 0; place < places; ++place) {
    const std::size_t output = random() % outputs.size();
    const std::size_t at = random() % outputs[output].size();
    const long double truth = directSample(spec, inputs, static_cast<int>(output), at);
    const long double difference = static_cast<long double>(outputs[output][at]) - truth;
    error += difference * difference;
    energy += truth * truth;
  }
  return static_cast<double>(10 * std::log10(error / energy + 1e-40L));
}

/// A matrix and the taps that its paths point to.
template <class Real>
struct TestMatrix {
  std::vector<std::vector<Real>> taps;
  ConvolutionSpec<Real> spec;

  void add(int input, int output, std::vector<Real> response) {
    taps.push_back(std::move(response));
    spec.paths.push_back({input, output, taps.back().data(), taps.back().size()});
  }
};

/// Every input to every output through a room of its own.
template <class Real>
TestMatrix<Real> roomMatrix(int inputs, int outputs, std::size_t taps) {
  TestMatrix<Real> matrix;
  matrix.spec.inputs = inputs;
  matrix.spec.outputs = outputs;
  for (int i = 0; i < inputs; ++i) {
    for (int o = 0; o < outputs; ++o)
      matrix.add(i, o, roomResponse<Real>(taps, static_cast<unsigned>(100 + 16 * i + o)));
  }
  return matrix;
}

template <class Real>
std::vector<std::vector<Real>> noiseRows(int channels, std::size_t frames) {
  std::vector<std::vector<Real>> rows;
  for (int c = 0; c < channels; ++c) rows.push_back(noise<Real>(frames, static_cast<unsigned>(c + 1)));
  return rows;
}

}  // namespace lathe::test
