// Sums over all samples, and cross-spectra window by window.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/channels/channel_figures.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <complex>
#include <numbers>
#include <span>

#include "core/audio/exact_math.h"
#include "core/dsp/window.h"
#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"
#include "core/restoration/declick/click_detector.h"

namespace lathe {
namespace {

constexpr std::size_t kWindow = 8192;  ///< at 44.1 and 48 kHz
constexpr double kMostDelay = 0.01;    // s
constexpr double kLeastOffset = 1e-4;  // -80 dBFS
constexpr double kGate = 1e-4;         // RMS of a window, so that silence says nothing
constexpr double kAlike = 0.55;        // of a window that says something
constexpr std::size_t kSmoothing = 5;  // windows to either side
constexpr double kWorthDrift = 0.1;    // frames

double medianOf(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

struct WindowLag {
  double time = 0, delay = 0, likeness = 0;
  bool isInverted = false;
};

class LagMeter {
 public:
  LagMeter(std::size_t size, int rate)
      : rate_(rate), fft_(size), window_(size), samples_(size), first_(size / 2 + 1), second_(size / 2 + 1) {
    for (std::size_t n = 0; n < size; ++n) window_[n] = hann(n, size, WindowPhase::Centred);
  }

  std::optional<WindowLag> operator()(std::span<const float> a, std::span<const float> b) {
    if (!transform(a, first_) || !transform(b, second_)) return {};
    const std::size_t size = window_.size(), bins = first_.size();
    const auto low = static_cast<std::size_t>(100.0 * static_cast<double>(size) / rate_) + 1;
    std::vector<std::complex<double>> cross(bins);
    double sum = 0;
    for (std::size_t k = low; k + low < bins; ++k) {
      const std::complex<double> x(first_[k].re, first_[k].im), y(second_[k].re, second_[k].im);
      const std::complex<double> c = x * std::conj(y);
      const double size2 = exact::abs(c);
      if (size2 <= 0) continue;
      cross[k] = c / std::sqrt(size2);
      sum += std::sqrt(size2);
    }
    if (sum <= 0) return {};
    for (std::size_t k = 0; k < bins; ++k) second_[k] = {cross[k].real(), cross[k].imag()};
    fft_.inverse(second_.data(), samples_.data());
    const auto most = static_cast<std::ptrdiff_t>(kMostDelay * rate_);
    std::ptrdiff_t best = 0;
    double peak = 0;
    for (std::ptrdiff_t lag = -most; lag <= most; ++lag) {
      const double value = samples_[static_cast<std::size_t>(lag < 0 ? lag + static_cast<std::ptrdiff_t>(size) : lag)];
      if (std::abs(value) > std::abs(peak)) peak = value, best = lag;
    }
    // The slope of what phase is left tells the rest of the delay, in two rounds.
    double delay = static_cast<double>(-best);
    const double sign = peak < 0 ? -1 : 1;
    for (int round = 0; round < 3; ++round) {
      double turned = 0, weight = 1e-30;
      for (std::size_t k = low; k + low < bins; ++k) {
        const double omega = 2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(size);
        const std::complex<double> rest = sign * cross[k] * exact::polar(1.0, -omega * delay);
        const double angle = exact::arg(rest);
        if (std::abs(angle) > 1.6) continue;
        turned += exact::abs(rest) * omega * angle;
        weight += exact::abs(rest) * omega * omega;
      }
      delay += std::clamp(turned / weight, -0.7, 0.7);
    }
    std::complex<double> aligned = 0;
    for (std::size_t k = low; k + low < bins; ++k)
      aligned += cross[k] *
                 exact::polar(1.0, -2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(size) * delay);
    return WindowLag{0, delay, std::abs(aligned.real()) / sum, peak < 0};
  }

 private:
  bool transform(std::span<const float> x, AlignedArray<Complex<double>>& spectrum) {
    double power = 0;
    for (std::size_t n = 0; n < window_.size(); ++n) {
      const double sample = std::isfinite(x[n]) ? static_cast<double>(x[n]) : 0.0;
      power += sample * sample;
      samples_[n] = window_[n] * sample;
    }
    if (power < kGate * kGate * static_cast<double>(window_.size())) return false;
    fft_.forward(samples_.data(), spectrum.data());
    return true;
  }

  int rate_;
  RealFft<double> fft_;
  AlignedArray<double> window_, samples_;
  AlignedArray<Complex<double>> first_, second_;
};

/// The delay at a point from a straight line through its neighbours.
double lineAt(const std::vector<DelayPoint>& course, std::size_t i) {
  const std::size_t from = i - std::min(i, kSmoothing), past = std::min(course.size(), i + kSmoothing + 1);
  double count = 0, time = 0, delay = 0, slope = 0, spread = 0;
  for (std::size_t k = from; k < past; ++k) count += 1, time += course[k].time, delay += course[k].delay;
  time /= count, delay /= count;
  for (std::size_t k = from; k < past; ++k) {
    slope += (course[k].time - time) * (course[k].delay - delay);
    spread += (course[k].time - time) * (course[k].time - time);
  }
  return delay + (spread > 0 ? slope / spread * (course[i].time - time) : 0);
}

std::optional<ChannelLag> lagOf(const std::vector<WindowLag>& windows) {
  if (windows.empty()) return {};
  ChannelLag lag;
  std::vector<double> likenesses;
  std::vector<WindowLag> alike;
  for (const WindowLag& w : windows) {
    likenesses.push_back(w.likeness);
    if (w.likeness >= kAlike) alike.push_back(w);
  }
  lag.likeness = medianOf(likenesses);
  const auto inverted = static_cast<double>(std::ranges::count(alike, true, &WindowLag::isInverted));
  lag.isInverted = 2 * inverted > static_cast<double>(alike.size());
  std::erase_if(alike, [&](const WindowLag& w) { return w.isInverted != lag.isInverted; });
  if (alike.empty()) return lag;
  std::vector<double> delays, distances;
  for (const WindowLag& w : alike) delays.push_back(w.delay);
  lag.delay = medianOf(delays);
  for (std::size_t i = 0; i < alike.size(); ++i) {
    const std::size_t from = i - std::min<std::size_t>(i, 2), past = std::min(alike.size(), i + 3);
    lag.course.push_back({alike[i].time, medianOf({delays.begin() + static_cast<std::ptrdiff_t>(from),
                                                   delays.begin() + static_cast<std::ptrdiff_t>(past)})});
  }
  std::vector<double> smooth;
  for (std::size_t i = 0; i < lag.course.size(); ++i) smooth.push_back(lineAt(lag.course, i));
  double near = 0;
  for (std::size_t i = 0; i < smooth.size(); ++i) {
    lag.course[i].delay = smooth[i];
    distances.push_back(std::abs(delays[i] - smooth[i]));
    if (distances.back() < 0.25) near += 1;
  }
  lag.spread = medianOf(distances);
  const auto [lowest, highest] = std::ranges::minmax(smooth);
  lag.drifts = alike.size() >= 40 && highest - lowest > std::max(kWorthDrift, 6 * lag.spread);
  lag.confidence = near / static_cast<double>(windows.size()) * std::min(1.0, static_cast<double>(windows.size()) / 5);
  return lag;
}

struct BlockSums {
  std::vector<double> means;  ///< of seconds
  double sum = 0, squares = 0, second = 0;
};

double significantOffset(const BlockSums& sums, double count) {
  if (count == 0 || sums.means.empty()) return 0;
  const double mean = sums.sum / count;
  double variance = 0;
  for (const double m : sums.means) variance += (m - mean) * (m - mean);
  const auto blocks = static_cast<double>(sums.means.size());
  const double error = blocks > 1 ? std::sqrt(variance / (blocks - 1) / blocks) : std::abs(mean) / 8;
  return std::abs(mean) >= kLeastOffset && std::abs(mean) > 4 * error ? mean : 0;
}

}  // namespace

ChannelFigures measureChannels(const AudioClip& clip, const OfflineWork& work) {
  const int rate = clip.format().sampleRate, channels = clip.format().channels();
  const std::size_t size = kWindow * std::bit_floor(rateFactor(rate));
  const bool isStereo = clip.format().layout.isStereo();
  LagMeter meter(size, rate);
  AudioBuffer buffer(channels, size);
  std::vector<BlockSums> sums(static_cast<std::size_t>(channels));
  std::vector<WindowLag> windows;
  const std::size_t perMean = std::max<std::size_t>(1, static_cast<std::size_t>(rate) / size);
  std::size_t index = 0;
  for (std::uint64_t at = 0; at < clip.frames(); at += size, ++index) {
    work.progress.throwIfStopped();
    work.progress.at(static_cast<double>(at) / static_cast<double>(clip.frames()), "comparing channels");
    clip.read(at, buffer.view());
    const auto frames = static_cast<std::size_t>(std::min<std::uint64_t>(size, clip.frames() - at));
    for (int c = 0; c < channels; ++c) {
      BlockSums& s = sums[static_cast<std::size_t>(c)];
      double sum = 0;
      for (const float x : std::as_const(buffer)[c].first(frames)) {
        const double sample = std::isfinite(x) ? static_cast<double>(x) : 0.0;
        sum += sample;
        s.squares += sample * sample;
      }
      s.sum += sum;
      s.second += sum;
      if (index % perMean == perMean - 1 && frames == size) {
        s.means.push_back(s.second / static_cast<double>(size * perMean));
        s.second = 0;
      }
    }
    if (!isStereo || frames < size) continue;
    if (auto window = meter(buffer[0], buffer[1])) {
      window->time = (static_cast<double>(at) + static_cast<double>(size) / 2) / rate;
      windows.push_back(*window);
    }
  }
  ChannelFigures figures;
  const auto count = static_cast<double>(clip.frames());
  for (const BlockSums& s : sums) {
    figures.offset.push_back(significantOffset(s, count));
    figures.level.push_back(count > 0 && s.squares > 0 ? 10 * exact::log10(s.squares / count) : -200.0);
  }
  figures.lag = lagOf(windows);
  return figures;
}

BestRotation findRotation(const AudioClip& clip, const OfflineWork& work) {
  constexpr int kAngles = 36;  // of 5 degrees
  const int rate = clip.format().sampleRate, channels = clip.format().channels();
  const std::size_t size = kWindow * 2 * std::bit_floor(rateFactor(rate));
  RealFft<double> fft(size);
  AlignedArray<double> samples(size), turned(size);  // turned: by 90 degrees
  AlignedArray<Complex<double>> spectrum(size / 2 + 1);
  AudioBuffer buffer(channels, size);
  std::vector<std::array<double, kAngles>> peaks;
  for (std::uint64_t at = 0; at + size / 2 < clip.frames(); at += size / 2) {
    work.progress.throwIfStopped();
    clip.read(at, buffer.view());
    std::array<double, kAngles> highest{};
    for (int c = 0; c < channels; ++c) {
      const auto heard = std::as_const(buffer)[c];
      for (std::size_t n = 0; n < size; ++n) samples[n] = std::isfinite(heard[n]) ? static_cast<double>(heard[n]) : 0.0;
      std::copy_n(samples.data(), size, turned.data());
      fft.forward(turned.data(), spectrum.data());
      for (auto& bin : std::span(spectrum.data(), size / 2 + 1)) bin = {bin.im, -bin.re};
      fft.inverse(spectrum.data(), turned.data());
      // The ends of a window wrap round: only its middle counts.
      for (std::size_t n = size / 4; n < 3 * size / 4; ++n) {
        const double x = samples[n], y = turned[n] / static_cast<double>(size);
        for (int a = 0; a < kAngles; ++a) {
          const double phi = std::numbers::pi * (a - kAngles / 2) / kAngles;
          auto& top = highest[static_cast<std::size_t>(a)];
          top = std::max(top, std::abs(exact::cos(phi) * x + exact::sin(phi) * y));
        }
      }
    }
    if (highest[kAngles / 2] > 1e-3) peaks.push_back(highest);
  }
  if (peaks.empty()) return {};
  // The loudest tenth of the windows decides.
  std::ranges::sort(peaks, std::greater{}, [](const auto& p) { return p[kAngles / 2]; });
  peaks.resize(std::max<std::size_t>(1, peaks.size() / 10));
  std::array<double, kAngles> mean{};
  for (const auto& p : peaks)
    for (std::size_t a = 0; a < mean.size(); ++a)
      mean[a] += 20 * exact::log10(p[a] + 1e-12) / static_cast<double>(peaks.size());
  const auto best = static_cast<std::size_t>(std::ranges::min_element(mean) - mean.begin());
  const double gain = mean[kAngles / 2] - mean[best];
  if (gain < 0.5) return {};
  return {(static_cast<double>(best) - kAngles / 2) * 180.0 / kAngles, gain};
}

}  // namespace lathe
