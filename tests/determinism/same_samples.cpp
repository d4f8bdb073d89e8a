// Prints a hash of what every processor, spectral operator and transform makes of one sound: the same on every machine.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <exception>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "analysis/measurement/measurement.h"
#include "core/audio/audio_clip.h"
#include "core/audio/error.h"
#include "core/audio/exact_math.h"
#include "core/audio/random.h"
#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"
#include "core/fft/staged_fft.h"
#include "core/spectral/edited_clip.h"
#include "core/spectral/operators.h"
#include "core/stages/registry.h"

namespace lathe {
namespace {

constexpr int kRate = 44100;
constexpr std::size_t kFrames = 14400;

/// FNV-1a over the bytes of values.
class Hash {
 public:
  template <class Value>
  void add(std::span<const Value> values) {
    for (const std::byte b : std::as_bytes(values)) state_ = (state_ ^ static_cast<std::uint64_t>(b)) * 0x100000001B3u;
  }
  void add(double value) { add(std::span<const double>(&value, 1)); }
  void add(ConstAudioView view) {
    for (int c = 0; c < view.channels(); ++c) add(std::span<const float>(view[c]));
  }
  std::uint64_t value() const noexcept { return state_; }

 private:
  std::uint64_t state_ = 0xCBF29CE484222325u;
};

void print(const std::string& name, const std::function<void(Hash&)>& work) {
  try {
    Hash hash;
    work(hash);
    fmt::print("{} {:016x}\n", name, hash.value());
  } catch (const Error& error) {
    fmt::print("{} refused: {}\n", name, error.what());
  }
  std::fflush(stdout);  // what was done is seen when the rest takes long
}

/// Noise and hum alone, then tones that decay, clicks, clipped peaks and a dropout, a little different in the second
/// channel.
AudioBuffer sound() {
  AudioBuffer buffer(2, kFrames);
  Random random(7);
  for (std::size_t n = 0; n < kFrames; ++n) {
    const double t = static_cast<double>(n) / kRate, decay = exact::exp(-6 * (t - 0.25 * std::floor(t / 0.25)));
    double tones = 0;
    for (const double hertz : {220.0, 441.5, 663.0, 1810.0, 5230.0}) tones += exact::sin(6.283185307179586 * hertz * t);
    const double hum = 0.05 * exact::sin(6.283185307179586 * 50 * t), click = n % 7001 == 3500 ? 0.9 : 0;
    for (int c = 0; c < 2; ++c) {
      double value = hum + 0.01 * random.even();
      if (n > kFrames / 3) value += 0.18 * decay * tones * (c == 0 ? 1 : 0.8) + click;
      if (n > kFrames / 2 && n < kFrames / 2 + 400) value = 0;
      buffer[c][n] = static_cast<float>(std::clamp(value, -0.8, 0.8));
    }
  }
  return buffer;
}

AudioBuffer read(const AudioClip& clip) {
  AudioBuffer buffer(clip.format().channels(), static_cast<std::size_t>(clip.frames()));
  clip.read(0, buffer.view());
  return buffer;
}

/// Every parameter somewhere in the middle half of its range.
Settings moved(const SettingsType& type) {
  Settings settings(type);
  Random random(type.id.size() * 1000 + type.parameters.size());
  for (const Parameter& p : type.parameters) {
    const double share = 0.5 + 0.25 * random.even();
    double value = p.minimum + share * (p.maximum - p.minimum);
    if (p.scale == Scale::Logarithmic && p.minimum > 0) value = p.minimum * exact::pow(p.maximum / p.minimum, share);
    if (p.unit == Unit::Choice || p.unit == Unit::Switch) value = std::round(value);
    settings.set(p.id, std::clamp(value, p.minimum, p.maximum));
  }
  // A response in another size is converted by soxr, which chooses its code by the CPU.
  if (type.find("size")) settings.set("size", type.find("size")->standard);
  return settings;
}

void processors(const std::shared_ptr<const MemoryClip>& clip) {
  for (const ProcessorType& type : processorTypes()) {
    for (const auto& [variant, settings] :
         {std::pair{"default", Settings(*type.settings)}, {"moved", moved(*type.settings)}}) {
      print(fmt::format("live {} {}", type.settings->id, variant), [&](Hash& hash) {
        constexpr std::size_t block = 480;
        const auto processor = type.make(settings);
        processor->prepare({clip->format(), block});
        AudioBuffer samples = read(*clip);
        for (std::size_t at = 0; at < kFrames; at += block) processor->process(samples.view().slice(at, block));
        hash.add(samples.view());
      });
      if (!type.offline.apply) continue;
      print(fmt::format("offline {} {}", type.settings->id, variant), [&](Hash& hash) {
        OfflineWork work;
        work.device = "cpu";
        hash.add(read(*type.offline.apply(settings, clip, false, work)).view());
      });
    }
  }
}

void spectral(const ClipPtr& clip) {
  for (const SpectralOperator& type : spectralOperators()) {
    print("spectral " + type.settings->id, [&](Hash& hash) {
      Mask mask;
      mask.parts.push_back({RectangleShape{{{0.2}, {0.24}}, {{500}, {4000}}}, MaskOperation::Add, {{0.01}, {100}}});
      hash.add(read(*withEdit(clip, {mask, Settings(*type.settings)})).view());
    });
  }
}

template <class Real>
void transforms() {
  for (const std::size_t size : {30u, 250u, 64u, 128u, 960u, 1024u, 2048u, 16384u}) {
    print(fmt::format("transform {} of {} bytes", size, sizeof(Real)), [&](Hash& hash) {
      const RealFft<Real> fft(size);
      AlignedArray<Real> samples(size);
      AlignedArray<Complex<Real>> bins(fft.bins());
      Random random(size);
      for (std::size_t n = 0; n < size; ++n) samples[n] = static_cast<Real>(random.even());
      fft.forward(samples.data(), bins.data());
      hash.add(std::span<const Complex<Real>>(bins.data(), fft.bins()));
      fft.inverse(bins.data(), samples.data());
      hash.add(std::span<const Real>(samples.data(), size));
    });
  }
}

void stagedTransform() {
  print("transform in steps", [](Hash& hash) {
    constexpr std::size_t size = 32768;
    StagedFft fft(size);
    AlignedArray<float> samples(size);
    AlignedArray<BinGroup<float>> bins(fft.groups());
    Random random(size);
    for (std::size_t n = 0; n < size; ++n) samples[n] = static_cast<float>(random.even());
    for (int i = 0; i < fft.forwardSteps(); ++i) fft.forward(i, samples.data(), samples.data() + size / 2, bins.data());
    for (int i = 0; i < fft.inverseSteps(); ++i) fft.inverse(i, bins.data(), samples.data());
    hash.add(std::span<const float>(samples.data(), size / 2));
  });
}

void functions() {
  print("functions", [](Hash& hash) {
    Random random(1);
    for (int i = 0; i < 20000; ++i) {
      const double x = 40 * random.even(), y = 1e5 * random.even(), z = exact::exp(x), s = random.share();
      for (const double value : {z, exact::exp2(x), exact::exp10(x), exact::expm1(x), exact::log(z), exact::log2(z),
                                 exact::log10(z), exact::log1p(z), exact::pow(z, s), exact::sin(y), exact::cos(y),
                                 exact::tan(y), exact::atan(x), exact::atan2(x, y), exact::tanh(x)})
        hash.add(value);
    }
  });
}

void measurements(const MemoryClip& clip) {
  print("measurement", [&](Hash& hash) {
    const analysis::Measurement m = analysis::measureClip(clip);
    hash.add(m.integrated ? m.integrated->value : 0.0);
    hash.add(m.truePeak ? m.truePeak->level.value : 0.0);
  });
}

}  // namespace
}  // namespace lathe

int main() {
  using namespace lathe;
  try {
    const auto clip = std::make_shared<const MemoryClip>(AudioFormat{kRate, ChannelLayout::usual(2)}, sound());
    functions();
    transforms<float>();
    transforms<double>();
    stagedTransform();
    measurements(*clip);
    spectral(clip);
    processors(clip);
  } catch (const std::exception& error) {
    fmt::print(stderr, "same_samples: {}\n", error.what());
    return 1;
  }
}
