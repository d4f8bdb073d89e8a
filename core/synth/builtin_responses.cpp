// Settings of the built-in spaces, and a spring from a chain of all-pass filters.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/synth/builtin_responses.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/audio/error.h"
#include "core/audio/random.h"
#include "core/synth/exact_math.h"
#include "core/synth/room_response.h"

namespace lathe {
namespace {

constexpr BuiltinResponse kResponses[] = {
    {"ambience", "Ambience", "A quarter of a second of air around a dry source", 2},
    {"small-room", "Small room", "A furnished room of 30 cubic metres", 2},
    {"studio-room", "Studio room", "A live recording room, bright and even, in true stereo", 4},
    {"chamber", "Chamber", "A hard-walled echo chamber, dense from the start", 2},
    {"hall", "Hall", "A concert hall of 2 s, warm, in true stereo", 4},
    {"large-hall", "Large hall", "A large hall of 3 s with a late, wide tail, in true stereo", 4},
    {"cathedral", "Cathedral", "A stone nave of 7 s that builds up slowly", 2},
    {"plate", "Plate", "A steel plate: no reflections, dense at once, bright", 2},
    {"spring", "Spring", "A spring tank: echoes that arrive as chirps", 2},
};

RoomSettings roomOf(std::string_view id) {
  RoomSettings s;
  s.hasDirect = false;
  if (id == "ambience") {
    s.decay = {0.3, 0.3, 0.28, 0.28, 0.28, 0.26, 0.24, 0.2, 0.15};
    s.preDelay = 0.002, s.reflections = 24, s.reflectionSpan = 0.07, s.reflectionLevel = -8, s.diffusion = 0.9,
    s.seed = 11;
  } else if (id == "small-room") {
    s.decay = {0.55, 0.5, 0.45, 0.42, 0.4, 0.38, 0.35, 0.3, 0.22};
    s.preDelay = 0.004, s.reflections = 14, s.reflectionSpan = 0.03, s.reflectionLevel = -5, s.diffusion = 0.85,
    s.seed = 12;
  } else if (id == "studio-room") {
    s.decay = {0.8, 0.8, 0.8, 0.8, 0.8, 0.78, 0.75, 0.65, 0.5};
    s.preDelay = 0.008, s.reflections = 16, s.reflectionSpan = 0.05, s.diffusion = 0.85, s.isTrueStereo = true,
    s.seed = 13;
  } else if (id == "chamber") {
    s.decay = {1.2, 1.4, 1.6, 1.6, 1.6, 1.5, 1.3, 0.9, 0.6};
    s.preDelay = 0.005, s.reflections = 20, s.reflectionSpan = 0.04, s.diffusion = 0.97, s.seed = 14;
  } else if (id == "hall") {
    s.decay = {2.4, 2.3, 2.2, 2.1, 2.0, 1.9, 1.6, 1.1, 0.7};
    s.preDelay = 0.02, s.reflections = 18, s.reflectionSpan = 0.09, s.diffusion = 0.7, s.isTrueStereo = true,
    s.seed = 15;
  } else if (id == "large-hall") {
    s.decay = {3.6, 3.5, 3.3, 3.1, 3.0, 2.7, 2.2, 1.5, 0.9};
    s.preDelay = 0.035, s.reflections = 18, s.reflectionSpan = 0.13, s.reflectionLevel = -9, s.diffusion = 0.6;
    s.isTrueStereo = true, s.attack = 0.03, s.seed = 16;
  } else if (id == "cathedral") {
    s.decay = {7.5, 8.0, 8.0, 7.5, 7.0, 5.5, 3.6, 2.0, 1.1};
    s.preDelay = 0.05, s.reflections = 10, s.reflectionSpan = 0.2, s.reflectionLevel = -12, s.diffusion = 0.5;
    s.attack = 0.12, s.seed = 17;
  } else {  // plate
    s.decay = {2.6, 2.8, 2.6, 2.4, 2.2, 2.0, 1.7, 1.3, 1.0};
    s.preDelay = 0, s.reflections = 0, s.diffusion = 1, s.seed = 18;
  }
  return s;
}

/// One coil: a pulse that goes up and down the spring, spread a little further by dispersion on every way. The all-pass
/// filters work on z^-k, so the chirps end at sampleRate / 2k, about 4.3 kHz (Parker and Valimaki, IEEE SPL 17, 2010).
void addSpring(std::span<float> out, double echo, double seconds, double coefficient, double sampleRate,
               std::uint64_t seed, const Progress& progress) {
  constexpr int kFilters = 60;
  const auto stretch = static_cast<std::size_t>(std::max(1.0, std::floor(sampleRate / 8600 + 0.5)));
  std::vector<double> pulse(out.size());
  pulse[0] = 1;
  const auto delay = static_cast<std::size_t>(echo * sampleRate + 0.5);
  const double loss = synth::powerOfTwo(-9.965784284662087 * echo / seconds);
  const double smoothing = 1 - synth::powerOfTwo(-6.283185307179586 * 4000 / 0.6931471805599453 / sampleRate);
  Random random(seed);
  std::vector<double> memory(stretch);
  for (std::size_t start = 0; start + delay < out.size(); start += delay) {
    progress.at(static_cast<double>(start) / static_cast<double>(out.size()), "making the spring");
    for (int f = 0; f < kFilters; ++f) {
      progress.throwIfStopped();
      std::ranges::fill(memory, 0.0);
      const double a = coefficient + 0.01 * random.even();
      for (std::size_t i = start, m = 0; i < pulse.size(); ++i, m = m + 1 == stretch ? 0 : m + 1) {
        const double inner = pulse[i] - a * memory[m];
        pulse[i] = a * inner + memory[m];
        memory[m] = inner;
      }
    }
    double low = 0;
    for (std::size_t i = start; i < pulse.size(); ++i) pulse[i] = low += smoothing * (pulse[i] - low);
    for (std::size_t i = start; i < pulse.size(); ++i) out[i] += static_cast<float>(pulse[i]);
    for (std::size_t i = pulse.size(); i-- > start + delay;) pulse[i] = -loss * pulse[i - delay];
    std::fill(pulse.begin() + static_cast<std::ptrdiff_t>(start),
              pulse.begin() + static_cast<std::ptrdiff_t>(start + delay), 0.0);
  }
}

AudioBuffer makeSpring(int sampleRate, const Progress& progress) {
  AudioBuffer result(2, static_cast<std::size_t>(2.2 * sampleRate));
  // Two springs a side, of lengths without a common measure.
  addSpring(result[0], 0.0413, 1.8, 0.62, sampleRate, 21, progress);
  addSpring(result[0], 0.0561, 1.7, 0.58, sampleRate, 22, progress);
  addSpring(result[1], 0.0437, 1.8, 0.61, sampleRate, 23, progress);
  addSpring(result[1], 0.0533, 1.7, 0.59, sampleRate, 24, progress);
  const std::size_t end = static_cast<std::size_t>(sampleRate) / 20;
  for (int c = 0; c < 2; ++c)
    for (std::size_t i = 0; i < end; ++i)
      result[c][result.frames() - 1 - i] *= static_cast<float>(static_cast<double>(i) / static_cast<double>(end));
  return result;
}

void setPeak(AudioBuffer& buffer, double level) {
  float peak = 0;
  for (int c = 0; c < buffer.channels(); ++c)
    for (const float x : buffer[c]) peak = std::max(peak, std::abs(x));
  const auto gain = static_cast<float>(synth::levelToGain(level) / std::max(static_cast<double>(peak), 1e-30));
  for (int c = 0; c < buffer.channels(); ++c)
    for (float& x : buffer[c]) x *= gain;
}

}  // namespace

std::span<const BuiltinResponse> builtinResponses() { return kResponses; }

AudioBuffer makeBuiltinResponse(std::string_view id, int sampleRate, const Progress& progress) {
  if (std::ranges::none_of(kResponses, [&](const BuiltinResponse& r) { return r.id == id; })) {
    std::string known;
    for (const BuiltinResponse& r : kResponses) known += (known.empty() ? "" : ", ") + std::string(r.id);
    throw Error(ErrorKind::NotFound, "there is no built-in response " + std::string(id) + "; there are " + known);
  }
  if (sampleRate < 8000 || sampleRate > 768000)
    throw Error(ErrorKind::Invalid, "the sample rate of a built-in response is 8000 to 768000 Hz");
  AudioBuffer response = id == "spring" ? makeSpring(sampleRate, progress) : makeRoom(roomOf(id), sampleRate, progress);
  setPeak(response, -1);
  return response;
}

}  // namespace lathe
