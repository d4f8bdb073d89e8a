// Frames into columns, bins into rows.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/spectrogram_image.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/error.h"
#include "core/dsp/window.h"
#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"
#include "core/spectral/mask_raster.h"
#include "core/spectral/rasterise.h"
#include "core/spectral/spectrogram.h"

namespace lathe {
namespace {

constexpr float kNothing = -200;
constexpr double kKaiserBeta = 9;

double toScale(FrequencyAxis axis, double hertz) noexcept {
  switch (axis) {
    case FrequencyAxis::Linear:
      return hertz;
    case FrequencyAxis::Logarithmic:
      return std::log(std::max(hertz, 1.0));
    case FrequencyAxis::Mel:
      return std::log1p(hertz / 700);
  }
  return hertz;
}

double fromScale(FrequencyAxis axis, double value) noexcept {
  switch (axis) {
    case FrequencyAxis::Linear:
      return value;
    case FrequencyAxis::Logarithmic:
      return std::exp(value);
    case FrequencyAxis::Mel:
      return 700 * std::expm1(value);
  }
  return value;
}

/// Spectra of windowed sound; with the two further windows of reassignment when asked for.
class Frames {
 public:
  Frames(const SpectrogramView& view)
      : fft_(static_cast<std::size_t>(view.fftSize)),
        windows_{analysisWindow(view.window, view.fftSize)},
        sound_(fft_.size()) {
    const std::vector<double>& h = windows_.front();
    double sum = 0;
    for (const double w : h) sum += w;
    scale_ = 2 / sum;
    if (view.isReassigned) {
      const auto size = static_cast<std::ptrdiff_t>(h.size());
      std::vector<double> ramp(h.size()), slope(h.size());
      for (std::ptrdiff_t n = 0; n < size; ++n) {
        const auto i = static_cast<std::size_t>(n);
        ramp[i] = (static_cast<double>(n) - static_cast<double>(size) / 2) * h[i];
        const double next = n + 1 < size ? h[i + 1] : 0, last = n > 0 ? h[i - 1] : 0;
        slope[i] = (next - last) / 2;
      }
      windows_.push_back(std::move(ramp));
      windows_.push_back(std::move(slope));
    }
    for (std::size_t i = 0; i < windows_.size(); ++i) bins_.emplace_back(fft_.bins());
  }

  void analyse(std::span<const float> from) {
    for (std::size_t i = 0; i < windows_.size(); ++i) {
      for (std::size_t n = 0; n < sound_.size(); ++n)
        sound_[n] = static_cast<float>(windows_[i][n] * static_cast<double>(from[n]));
      fft_.forward(sound_.data(), bins_[i].data());
    }
  }

  std::size_t bins() const noexcept { return fft_.bins(); }
  double power(std::size_t m) const noexcept { return scale_ * scale_ * std::norm(at(0, m)); }
  /// Where the energy of a cell is, from the cell's own place: samples and bins.
  std::pair<double, double> offset(std::size_t m) const noexcept {
    const std::complex<double> x = at(0, m);
    if (std::norm(x) <= 0) return {0, 0};
    return {(at(1, m) / x).real(), -(at(2, m) / x).imag() * static_cast<double>(fft_.size()) / (2 * std::numbers::pi)};
  }

 private:
  std::complex<double> at(std::size_t i, std::size_t m) const noexcept {
    return {static_cast<double>(bins_[i][m].re), static_cast<double>(bins_[i][m].im)};
  }

  RealFft<float> fft_;
  std::vector<std::vector<double>> windows_;
  AlignedArray<float> sound_;
  std::vector<AlignedArray<Complex<float>>> bins_;
  double scale_;
};

void check(const SpectrogramView& view) {
  const bool isPower = view.fftSize >= 256 && view.fftSize <= 65536 && (view.fftSize & (view.fftSize - 1)) == 0;
  if (!isPower) throw Error(ErrorKind::Invalid, "the FFT size of a spectrogram is a power of two from 256 to 65536");
  if (view.width < 1 || view.height < 1 || view.width > 20000 || view.height > 20000)
    throw Error(ErrorKind::Invalid, "a spectrogram is 1 to 20000 pixels wide and high");
  if (!(view.time.end > view.time.start) || !(view.frequency.high > view.frequency.low) || view.frequency.low.value < 0)
    throw Error(ErrorKind::Invalid, "a spectrogram shows a time and a frequency range that end behind their starts");
  if (!(view.highest > view.lowest))
    throw Error(ErrorKind::Invalid, "a spectrogram's highest level lies above its lowest");
}

/// The signals that are shown: channels, or mid or side.
void mixShown(ConstAudioView channels, const ChannelScope& scope, int index, std::vector<float>& out) {
  for (std::size_t n = 0; n < out.size(); ++n) {
    if (scope.kind == ChannelScope::Kind::Mid && channels.channels() == 2)
      out[n] = 0.5F * (channels[0][n] + channels[1][n]);
    else if (scope.kind == ChannelScope::Kind::Side && channels.channels() == 2)
      out[n] = 0.5F * (channels[0][n] - channels[1][n]);
    else
      out[n] = channels[index][n];
  }
}

std::vector<int> shownChannels(const ChannelScope& scope, int channels) {
  if (channels == 2 && (scope.kind == ChannelScope::Kind::Mid || scope.kind == ChannelScope::Kind::Side)) return {0};
  std::vector<int> list;
  for (int c = 0; c < channels; ++c)
    if (scope.kind != ChannelScope::Kind::Set || (c < 64 && (scope.channels >> c & 1))) list.push_back(c);
  return list;
}

/// For every row the first and the last bin that it shows; between bins the level is interpolated.
struct Row {
  double low, high;  ///< in bins
};

std::vector<Row> rowsOf(const SpectrogramView& view, double hertzPerBin) {
  std::vector<Row> rows;
  for (int y = 0; y < view.height; ++y)
    rows.push_back({frequencyAt(view, 1 - (y + 1.0) / view.height) / hertzPerBin,
                    frequencyAt(view, 1 - static_cast<double>(y) / view.height) / hertzPerBin});
  return rows;
}

double levelOf(const std::vector<double>& power, const Row& row) {
  const double most = static_cast<double>(power.size() - 1);
  const double middle = std::clamp((row.low + row.high) / 2, 0.0, most);
  const auto below = static_cast<std::size_t>(middle);
  const double share = middle - static_cast<double>(below);
  double largest = (1 - share) * power[below] + share * power[std::min(below + 1, power.size() - 1)];
  for (double m = std::ceil(std::max(0.0, row.low)); m <= std::min(most, row.high); m += 1)
    largest = std::max(largest, power[static_cast<std::size_t>(m)]);
  if (row.low > most) return 0;
  return largest;
}

}  // namespace

std::vector<double> analysisWindow(AnalysisWindow kind, int size) {
  std::vector<double> window(static_cast<std::size_t>(size));
  for (int n = 0; n < size; ++n) {
    const double at = static_cast<double>(n) / size;
    double& w = window[static_cast<std::size_t>(n)];
    if (kind == AnalysisWindow::Hann) w = hann(at);
    if (kind == AnalysisWindow::BlackmanHarris) w = blackmanHarris(at);
    if (kind == AnalysisWindow::Kaiser) w = kaiser(at, kKaiserBeta);
  }
  return window;
}

double frequencyAt(const SpectrogramView& view, double share) noexcept {
  const double low = toScale(view.axis, view.frequency.low.value), high = toScale(view.axis, view.frequency.high.value);
  return fromScale(view.axis, low + share * (high - low));
}

double shareOf(const SpectrogramView& view, double hertz) noexcept {
  const double low = toScale(view.axis, view.frequency.low.value), high = toScale(view.axis, view.frequency.high.value);
  return (toScale(view.axis, hertz) - low) / (high - low);
}

LevelImage levelImage(const AudioClip& clip, const SpectrogramView& view, const Progress& progress) {
  check(view);
  const double rate = clip.format().sampleRate;
  const double perPixel = (view.time.end - view.time.start).value * rate / view.width;
  const auto size = static_cast<std::size_t>(view.fftSize);
  // At most half a window between frames, so that nothing falls between them; and at least a frame per pixel.
  const double hop = std::max(1.0, perPixel > view.fftSize / 2.0 ? view.fftSize / 2.0 : perPixel);
  const auto count = static_cast<std::int64_t>(std::ceil(perPixel * view.width / hop));
  const std::vector<Row> rows = rowsOf(view, rate / view.fftSize);
  const std::vector<int> shown = shownChannels(view.scope, clip.format().channels());

  LevelImage image{view.width, view.height, {}};
  std::vector<double> powers(static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height));
  Frames frames(view);
  std::vector<double> power(frames.bins());
  AudioBuffer block(clip.format().channels(), size);
  std::vector<float> signal(size);
  for (std::int64_t k = 0; k < count; ++k) {
    if (k % 256 == 0) {
      progress.throwIfStopped();
      progress.at(static_cast<double>(k) / static_cast<double>(count), "drawing");
    }
    const double middle = view.time.start.value * rate + (static_cast<double>(k) + 0.5) * hop;
    readChannels(clip, static_cast<std::int64_t>(std::llround(middle)) - view.fftSize / 2, block.view());
    const auto column = std::clamp(static_cast<std::ptrdiff_t>((static_cast<double>(k) + 0.5) * hop / perPixel),
                                   std::ptrdiff_t{0}, static_cast<std::ptrdiff_t>(view.width) - 1);
    for (const int c : shown) {
      mixShown(block.view(), view.scope, c, signal);
      frames.analyse(signal);
      if (view.isReassigned) {
        for (std::size_t m = 1; m + 1 < frames.bins(); ++m) {
          const double p = frames.power(m);
          if (p < 1e-16) continue;
          const auto [samples, bins] = frames.offset(m);
          const double x = (middle + samples - view.time.start.value * rate) / perPixel;
          const double y = (1 - shareOf(view, (static_cast<double>(m) + bins) * rate / view.fftSize)) * view.height;
          if (!(x >= 0 && x < view.width && y >= 0 && y < view.height)) continue;
          double& pixel =
              powers[static_cast<std::size_t>(y) * static_cast<std::size_t>(view.width) + static_cast<std::size_t>(x)];
          pixel = std::max(pixel, p);
        }
        continue;
      }
      for (std::size_t m = 0; m < power.size(); ++m) power[m] = frames.power(m);
      for (std::size_t y = 0; y < rows.size(); ++y) {
        double& pixel = powers[y * static_cast<std::size_t>(view.width) + static_cast<std::size_t>(column)];
        pixel = std::max(pixel, levelOf(power, rows[y]));
      }
    }
  }
  image.levels.resize(powers.size());
  std::ranges::transform(powers, image.levels.begin(),
                         [](double p) { return std::max(kNothing, static_cast<float>(10 * std::log10(p + 1e-30))); });
  return image;
}

Image coloured(const LevelImage& levels, const SpectrogramView& view, const ColourMap& map) {
  Image image{levels.width, levels.height, {}};
  const double range = (view.highest - view.lowest).value;
  for (const float level : levels.levels)
    image.pixels.push_back(map.at((static_cast<double>(level) - view.lowest.value) / range));
  return image;
}

void drawMask(Image& image, const SpectrogramView& view, const Mask& mask, const AudioClip& clip) {
  // One raster at a fine resolution; where a pixel is selected and a neighbour is not, there is the edge.
  const double rate = clip.format().sampleRate;
  const int fft = 4096;
  SpectrogramGrid grid = gridOver(rate, fft, 8, static_cast<std::int64_t>(view.time.start.value * rate),
                                  static_cast<std::int64_t>(view.time.end.value * rate) + 1);
  while (static_cast<double>(grid.frames) * grid.bins() > 3e7)
    grid = {rate, fft, grid.hop * 2, grid.firstFrame / 2, grid.frames / 2 + 1};
  const MaskRaster raster = rasterise(mask, grid, &clip);
  const auto isSelected = [&](int x, int y) {
    if (x < 0 || y < 0 || x >= image.width || y >= image.height) return false;
    const double time = view.time.start.value + (x + 0.5) / image.width * (view.time.end - view.time.start).value;
    const double hertz = frequencyAt(view, 1 - (y + 0.5) / image.height);
    const auto k =
        std::clamp<std::int64_t>(std::llround(time / grid.cellSeconds()) - grid.firstFrame, 0, grid.frames - 1);
    const auto m = std::clamp<std::int64_t>(std::llround(hertz / grid.cellHertz()), 0, grid.bins() - 1);
    return raster.frame(static_cast<int>(k))[static_cast<std::size_t>(m)] >= 0.5F;
  };
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x)
      if (isSelected(x, y) &&
          !(isSelected(x - 1, y) && isSelected(x + 1, y) && isSelected(x, y - 1) && isSelected(x, y + 1)))
        image.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                     static_cast<std::size_t>(x)] = {255, 255, 255};
}

}  // namespace lathe
