// The dither's random numbers, and rounding with error feedback, two channels at a time.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/dither.h"

#include <algorithm>
#include <cmath>

#include "core/audio/random.h"
#include "core/audio/simd.h"

namespace lathe {
namespace {

/// Two independent random numbers of 32 bits for each of the counter's next values.
LATHE_VECTOR_CLONES
void draw(std::uint64_t counter, std::size_t frames, double* first, double* second) noexcept {
  for (std::size_t n = 0; n < frames; ++n) {
    const std::uint64_t random = SplitMix::mixed(counter + (n + 1) * SplitMix::step);
    first[n] = static_cast<double>(static_cast<std::int64_t>(random >> 32));
    second[n] = static_cast<double>(static_cast<std::int64_t>(~random & 0xFFFFFFFFu));
  }
}

/// Samples in LSB, NaN as 0, into every second place of `levels`. True when one of them is exactly 0.
LATHE_VECTOR_CLONES
bool toLevels(const float* samples, std::size_t frames, double scale, double* levels) noexcept {
  std::uint32_t zeros = 0;
  for (std::size_t n = 0; n < frames; ++n) {
    const float sample = samples[n] == samples[n] ? samples[n] : 0.0f;
    levels[2 * n] = std::clamp(static_cast<double>(sample), -4.0, 4.0) * scale;
    zeros += samples[n] == 0 ? 1 : 0;
  }
  return zeros > 0;
}

/// Nearest integer, halves to even, for |x| < 2^51.
double roundToInteger(double x) noexcept {
  constexpr double kMagic = 0x1.8p52;
  return (x + kMagic) - kMagic;
}

}  // namespace

/// Samples of two channels in LSB, interleaved, on their way through the quantiser.
struct DitherQuantiser::Work {
  double signal[kChunk][2];
  double dither[kChunk][2];
  double alive[kChunk][2];  ///< 0 where the channel is blanked
};

namespace {

/// Rounds without feedback: out = round(signal + dither).
template <class Work>
void quantise(Work& work, std::size_t frames) noexcept {
  for (std::size_t n = 0; n < frames; ++n)
    for (int lane = 0; lane < 2; ++lane)
      work.signal[n][lane] = roundToInteger(work.signal[n][lane] + work.dither[n][lane]);
}

/// Rounds with feedback: what is owed is added before, the rounding's error is spread over the next samples. It runs
/// on, unheard, while a channel is blanked.
template <class Work, std::size_t kOrder>
void quantiseShaped(Work& work, std::size_t frames, const std::array<double, kOrder>& taps,
                    double (&owedBefore)[kOrder][2]) noexcept {
  double owed[kOrder][2];
  std::copy(&owedBefore[0][0], &owedBefore[0][0] + 2 * kOrder, &owed[0][0]);
  for (std::size_t n = 0; n < frames; ++n) {
    double error[2];
    for (int lane = 0; lane < 2; ++lane) {
      const double wanted = work.signal[n][lane] + owed[0][lane];
      const double rounded = roundToInteger(wanted + work.dither[n][lane]);
      error[lane] = rounded - wanted;
      work.signal[n][lane] = rounded;
    }
    for (std::size_t k = 0; k + 1 < kOrder; ++k)
      for (int lane = 0; lane < 2; ++lane) owed[k][lane] = owed[k + 1][lane] + taps[k] * error[lane];
    for (int lane = 0; lane < 2; ++lane) owed[kOrder - 1][lane] = taps[kOrder - 1] * error[lane];
  }
  std::copy(&owed[0][0], &owed[0][0] + 2 * kOrder, &owedBefore[0][0]);
}

}  // namespace

void DitherQuantiser::prepare(int channels, double sampleRate) {
  blankAfter_ = static_cast<std::size_t>(kBlankAfter * sampleRate);
  for (const NoiseShape shape : {NoiseShape::Light, NoiseShape::Medium, NoiseShape::Strong})
    shapes_[static_cast<std::size_t>(shape)] = designNoiseShape(shape, sampleRate);
  channels_.resize(static_cast<std::size_t>(channels));
  pairs_.resize((channels_.size() + 1) / 2);
  reset();
}

void DitherQuantiser::reset() noexcept {
  for (std::size_t c = 0; c < channels_.size(); ++c) channels_[c] = {SplitMix::mixed(c + 1), 0, blankAfter_};
  std::ranges::fill(pairs_, Pair{});
}

const NoiseShapeTaps* DitherQuantiser::taps() const noexcept {
  switch (options_.kind) {
    case DitherKind::ShapedLight:
      return &shapes_[0];
    case DitherKind::ShapedMedium:
      return &shapes_[1];
    case DitherKind::ShapedStrong:
      return &shapes_[2];
    default:
      return nullptr;
  }
}

void DitherQuantiser::process(AudioView block) noexcept {
  for (std::size_t start = 0; start < block.frames(); start += kChunk) {
    const AudioView chunk = block.slice(start, std::min(kChunk, block.frames() - start));
    for (int c = 0; c < chunk.channels(); c += 2)
      processPair(chunk.channelRange(c, std::min(2, chunk.channels() - c)), &channels_[static_cast<std::size_t>(c)],
                  pairs_[static_cast<std::size_t>(c / 2)]);
  }
}

/// Scales one channel to LSB, draws its dither, and marks where it is blanked.
void DitherQuantiser::fillLane(std::span<const float> samples, Channel& channel, Work& work, int lane) const noexcept {
  const std::size_t frames = samples.size();
  const bool hasZeros = toLevels(samples.data(), frames, std::ldexp(1.0, options_.bits - 1), &work.signal[0][lane]);
  for (std::size_t n = 0; n < frames; ++n) work.alive[n][lane] = 1;
  if (!hasZeros) channel.zeros = 0;
  for (std::size_t n = 0; hasZeros && n < frames; ++n) {
    channel.zeros = samples[n] == 0 ? std::min(channel.zeros + 1, blankAfter_ + 1) : 0;
    if (options_.autoBlank && channel.zeros > blankAfter_) work.alive[n][lane] = 0;
  }

  double first[kChunk + 1], second[kChunk];  // `first` begins with the last one of the chunk before
  first[0] = channel.previous;
  draw(channel.random, frames, first + 1, second);
  channel.random += frames * SplitMix::step;
  channel.previous = first[frames];
  const double* taken = options_.kind == DitherKind::HighPassed ? first : second;
  const double unit = options_.kind == DitherKind::None ? 0 : options_.amount * 0x1p-32;
  for (std::size_t n = 0; n < frames; ++n) work.dither[n][lane] = (first[n + 1] - taken[n]) * unit;
}

void DitherQuantiser::processPair(AudioView chunk, Channel* channels, Pair& pair) noexcept {
  Work work;
  const std::size_t frames = chunk.frames();
  for (int lane = 0; lane < chunk.channels(); ++lane) fillLane(chunk[lane], channels[lane], work, lane);
  if (chunk.channels() == 1)
    for (std::size_t n = 0; n < frames; ++n) work.signal[n][1] = work.dither[n][1] = work.alive[n][1] = 0;

  if (const NoiseShapeTaps* shape = taps())
    quantiseShaped(work, frames, *shape, pair.owed);
  else
    quantise(work, frames);

  const double scale = std::ldexp(1.0, options_.bits - 1);
  for (int lane = 0; lane < chunk.channels(); ++lane) {
    const std::span<float> samples = chunk[lane];
    for (std::size_t n = 0; n < frames; ++n) {
      const double level = std::clamp(work.signal[n][lane], -scale, scale - 1);
      samples[n] = static_cast<float>(level / scale * work.alive[n][lane]) + 0.0f;  // never -0
    }
  }
}

}  // namespace lathe
