// Sums of sines over seeded noise, and files.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "benchmarks/spectral/gap_material.h"

#include <cmath>
#include <filesystem>
#include <numbers>
#include <random>

#include "core/file/audio_file.h"

namespace lathe::bench {
namespace {

constexpr double kRate = 44100;
constexpr double kSeconds = 8;

/// Noise that falls by 3 dB per octave or so: white noise through a one-pole filter, and some white.
void addNoise(std::vector<float>& sound, double level, unsigned seed) {
  std::mt19937_64 random(seed);
  double low = 0;
  for (float& x : sound) {
    const double white = (static_cast<double>(random() >> 11) * 0x1p-53 - 0.5) * std::sqrt(12.0);
    low += 0.1 * (white - low);
    x += static_cast<float>(level * (0.5 * white + 2 * low));
  }
}

/// A tone of `partials` harmonics whose frequency is base * ratio(t), with an amplitude a(t, harmonic).
template <class Frequency, class Amplitude>
void addTone(std::vector<float>& sound, int partials, Frequency frequency, Amplitude amplitude) {
  double phase = 0;
  for (std::size_t n = 0; n < sound.size(); ++n) {
    const double t = static_cast<double>(n) / kRate;
    phase += 2 * std::numbers::pi * frequency(t) / kRate;
    double sum = 0;
    for (int h = 1; h <= partials; ++h) sum += amplitude(t, h) * std::sin(h * phase + h * h);
    sound[n] += static_cast<float>(sum);
  }
}

}  // namespace

std::vector<GapMaterial> madeMaterial() {
  const auto length = static_cast<std::size_t>(kSeconds * kRate);
  std::vector<GapMaterial> list;
  GapMaterial chord{"steady chord + noise", kRate, std::vector<float>(length)};
  for (const double note : {110.0, 164.8, 220.0, 277.2, 329.6})
    addTone(
        chord.samples, 16, [&](double) { return note; }, [](double, int h) { return 0.06 / h; });
  addNoise(chord.samples, 0.001, 1);
  list.push_back(std::move(chord));
  GapMaterial melody{"notes with vibrato + noise", kRate, std::vector<float>(length)};
  const double scale[] = {220, 247, 262, 294, 330, 349, 392, 440};
  const auto noteAt = [&](double t) { return scale[static_cast<std::size_t>(t / 0.5) * 5 % 8]; };
  addTone(
      melody.samples, 20, [&](double t) { return noteAt(t) * (1 + 0.006 * std::sin(2 * std::numbers::pi * 5.5 * t)); },
      [&](double t, int h) { return 0.2 / h * std::exp(-(1.5 + 0.4 * h) * std::fmod(t, 0.5)); });
  addNoise(melody.samples, 0.002, 2);
  list.push_back(std::move(melody));
  GapMaterial voice{"gliding voice + noise", kRate, std::vector<float>(length)};
  addTone(
      voice.samples, 30,
      [](double t) {
        return 160 * std::exp2(0.5 * std::sin(2 * std::numbers::pi * 0.4 * t)) *
               (1 + 0.01 * std::sin(2 * std::numbers::pi * 6 * t));
      },
      [](double t, int h) {
        const double formant =
            std::exp(-std::pow((160.0 * h - 700) / 500, 2)) + 0.3 * std::exp(-std::pow((160.0 * h - 2400) / 600, 2));
        return 0.15 * (formant + 0.05 / h) * (1 + 0.2 * std::sin(2 * std::numbers::pi * 3 * t));
      });
  addNoise(voice.samples, 0.004, 3);
  list.push_back(std::move(voice));
  return list;
}

GapMaterial recordedMaterial(const std::string& path) {
  const auto clip = openClip(path);
  AudioBuffer sound(clip->format().channels(), static_cast<std::size_t>(clip->frames()));
  clip->read(0, sound.view());
  const std::span<const float> first = sound[0];
  return {std::filesystem::path(path).stem().string(),
          static_cast<double>(clip->format().sampleRate),
          {first.begin(), first.end()}};
}

ClipPtr clipOf(const GapMaterial& material) {
  AudioBuffer samples(1, material.samples.size());
  std::ranges::copy(material.samples, samples[0].begin());
  return std::make_shared<MemoryClip>(AudioFormat{static_cast<int>(material.sampleRate), ChannelLayout::mono()},
                                      std::move(samples));
}

}  // namespace lathe::bench
