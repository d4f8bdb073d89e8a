// Spectra for the columns of a tile, and their levels in bytes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/overview/spectrum_tile.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "core/audio/error.h"
#include "core/audio/simd.h"
#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"

namespace lathe::analysis {
namespace {

/// 10 lg x within 0.02 dB, for x > 0: the exponent, and a polynomial on the mantissa from 1 to 2.
inline float fastDecibels(float x) noexcept {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const float exponent = static_cast<float>(static_cast<int>(bits >> 23) - 127);
  const float m = std::bit_cast<float>((bits & 0x007FFFFFu) | 0x3F800000u) - 1.0f;
  const float log2 = m * (1.4387257f + m * (-0.6776845f + m * (0.3218538f + m * -0.0828951f)));
  return 3.0102999566f * (exponent + log2);
}

/// Raises `codes` to the levels of `bins`; `scale` is that of powers.
LATHE_VECTOR_CLONES
void raiseTo(const Complex<float>* bins, std::size_t count, float scale, std::uint8_t* codes) noexcept {
  for (std::size_t b = 0; b < count; ++b) {
    const float power = (bins[b].re * bins[b].re + bins[b].im * bins[b].im) * scale + 1e-30f;
    const float code = (fastDecibels(power) + 120.0f) * 2.0f + 0.5f;
    const float clamped = code < 0.0f ? 0.0f : code > 255.0f ? 255.0f : code;
    const auto level = static_cast<std::uint8_t>(static_cast<int>(clamped));
    codes[b] = codes[b] > level ? codes[b] : level;
  }
}

/// Reads stretches of a clip around its ends, and keeps the last one: neighbouring windows overlap.
class Reader {
 public:
  Reader(const AudioClip& clip, std::size_t window) : clip_(clip), window_(window) {}

  /// A window of all channels that begins at `start`. `isDense`: the next one begins within it.
  ConstAudioView at(std::int64_t start, bool isDense) {
    const auto length = static_cast<std::int64_t>(window_);
    const std::int64_t end = bufferStart_ + static_cast<std::int64_t>(buffer_.frames());
    if (start < bufferStart_ || start + length > end) {
      const std::size_t frames = isDense ? window_ + kAhead : window_;
      if (buffer_.frames() != frames) buffer_ = AudioBuffer(clip_.format().channels(), frames);
      fill(start);
    }
    return std::as_const(buffer_).view().slice(static_cast<std::size_t>(start - bufferStart_), window_);
  }

 private:
  static constexpr std::size_t kAhead = 32768;

  void fill(std::int64_t start) {
    bufferStart_ = start;
    const auto before =
        static_cast<std::size_t>(std::clamp<std::int64_t>(-start, 0, static_cast<std::int64_t>(buffer_.frames())));
    clear(buffer_.view().slice(0, before));
    const AudioView rest = buffer_.view().slice(before, buffer_.frames() - before);
    if (!rest.empty()) clip_.read(static_cast<std::uint64_t>(start + static_cast<std::int64_t>(before)), rest);
  }

  const AudioClip& clip_;
  std::size_t window_;
  AudioBuffer buffer_;
  std::int64_t bufferStart_ = 0;
};

/// The signals of a scope: one channel each, or mid or side.
struct Signal {
  int first = 0;
  int second = -1;  ///< none
  float sign = 0;   ///< of the second
};

std::vector<Signal> signalsOf(const ChannelScope& scope, int channels) {
  if (channels == 2 && scope.kind == ChannelScope::Kind::Mid) return {{0, 1, 1.0f}};
  if (channels == 2 && scope.kind == ChannelScope::Kind::Side) return {{0, 1, -1.0f}};
  std::vector<Signal> signals;
  for (int c = 0; c < channels; ++c) {
    const bool isIn = scope.kind != ChannelScope::Kind::Set || (c < 64 && (scope.channels >> c & 1) != 0);
    if (isIn) signals.push_back({c});
  }
  return signals;
}

LATHE_VECTOR_CLONES
void weigh(const float* first, const float* second, float sign, const float* window, std::size_t count,
           float* out) noexcept {
  if (second)
    for (std::size_t n = 0; n < count; ++n) out[n] = 0.5f * (first[n] + sign * second[n]) * window[n];
  else
    for (std::size_t n = 0; n < count; ++n) out[n] = first[n] * window[n];
}

void check(const SpectrumTileSpec& spec) {
  const bool isPower =
      spec.fftSize >= 256 && spec.fftSize <= 65536 && std::has_single_bit(static_cast<unsigned>(spec.fftSize));
  if (!isPower) throw Error(ErrorKind::Invalid, "the FFT size of a spectrogram is a power of two from 256 to 65536");
  if (!(spec.step > 0) || spec.columns < 1 || spec.columns > 65536 || spec.mostSpectra < 1 ||
      !std::isfinite(spec.start))
    throw Error(ErrorKind::Invalid, "a spectrogram has columns with a step and at least one spectrum each");
}

}  // namespace

std::uint8_t codeOfDecibels(float decibels) noexcept {
  return static_cast<std::uint8_t>(std::clamp(std::lround((decibels + 120.0f) * 2.0f), 0l, 255l));
}

int spectraPerColumn(const SpectrumTileSpec& spec) noexcept {
  const double all = std::ceil(spec.step / (spec.fftSize / 4.0));
  return static_cast<int>(std::clamp(all, 1.0, static_cast<double>(spec.mostSpectra)));
}

SpectrumTile spectrumTile(const AudioClip& clip, const SpectrumTileSpec& spec, std::stop_token stop) {
  check(spec);
  const auto size = static_cast<std::size_t>(spec.fftSize);
  const RealFft<float> fft(size);
  const std::vector<double> shape = analysisWindow(spec.window, spec.fftSize);
  std::vector<float> window(shape.begin(), shape.end());
  double sum = 0;
  for (const double w : shape) sum += w;
  const auto scale = static_cast<float>(4 / (sum * sum));
  AlignedArray<float> samples(size);
  AlignedArray<Complex<float>> bins(fft.bins());
  const auto signals = signalsOf(spec.scope, clip.format().channels());

  SpectrumTile tile{spec.columns, static_cast<int>(fft.bins()), {}};
  tile.levels.resize(static_cast<std::size_t>(spec.columns) * fft.bins());
  Reader reader(clip, size);
  const int perColumn = spectraPerColumn(spec);
  const double spacing = spec.step / perColumn;
  const auto frames = static_cast<double>(clip.frames());
  for (int c = 0; c < spec.columns; ++c) {
    if (stop.stop_requested()) throw Error(ErrorKind::Cancelled, "the spectrogram was stopped");
    for (int i = 0; i < perColumn; ++i) {
      const double centre = spec.start + c * spec.step + (i + 0.5) * spacing;
      const double first = std::floor(centre - spec.fftSize / 2.0);
      if (first >= frames || first + spec.fftSize <= 0) continue;
      const ConstAudioView view = reader.at(static_cast<std::int64_t>(first), spacing < spec.fftSize);
      for (const Signal& signal : signals) {
        weigh(view[signal.first].data(), signal.second < 0 ? nullptr : view[signal.second].data(), signal.sign,
              window.data(), size, samples.data());
        fft.forward(samples.data(), bins.data());
        raiseTo(bins.data(), fft.bins(), scale, tile.levels.data() + static_cast<std::size_t>(c) * fft.bins());
      }
    }
  }
  return tile;
}

}  // namespace lathe::analysis
