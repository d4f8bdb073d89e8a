// Cross-correlation for the offset, least squares for the gain, then one pass.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/delivery/difference.h"

#include <algorithm>
#include <cmath>

#include "core/audio/error.h"
#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"

namespace lathe::analysis {
namespace {

constexpr std::size_t kBlock = 65536;
constexpr std::size_t kLongestMatch = 1 << 21;  ///< frames that are correlated

/// All channels added up, from `start` on; silence around the clip.
std::vector<float> mono(const AudioClip& clip, std::int64_t start, std::size_t frames) {
  AudioBuffer block(clip.format().channels(), frames);
  const auto before = static_cast<std::size_t>(std::clamp<std::int64_t>(-start, 0, static_cast<std::int64_t>(frames)));
  if (before < frames)
    clip.read(static_cast<std::uint64_t>(start + static_cast<std::int64_t>(before)),
              block.view().slice(before, frames - before));
  std::vector<float> sum(frames);
  for (int c = 0; c < block.channels(); ++c)
    for (std::size_t n = 0; n < frames; ++n) sum[n] += block[c][n];
  return sum;
}

/// The start of the stretch of that length with the most energy, so that there is something to align by.
std::int64_t loudest(const AudioClip& clip, std::size_t length, const Progress& progress) {
  AudioBuffer block(clip.format().channels(), length);
  double most = -1;
  std::int64_t best = 0;
  for (std::uint64_t at = 0; at < clip.frames(); at += length) {
    progress.throwIfStopped();
    clip.read(at, block.view());
    double energy = 0;
    for (int c = 0; c < block.channels(); ++c)
      for (const float x : block[c]) energy += static_cast<double>(x) * static_cast<double>(x);
    if (energy > most) most = energy, best = static_cast<std::int64_t>(at);
  }
  return best;
}

std::int64_t findOffset(const AudioClip& a, const AudioClip& b, Seconds search, const Progress& progress) {
  const auto reach = static_cast<std::size_t>(search.value * a.format().sampleRate);
  if (reach == 0) return 0;
  const std::size_t length = std::min<std::size_t>(
      {kLongestMatch, static_cast<std::size_t>(a.frames()), std::max<std::size_t>(4 * reach, 65536)});
  std::size_t size = 1;
  while (size < length + 2 * reach) size *= 2;
  const std::int64_t start = loudest(a, length, progress);
  const std::vector<float> x = mono(a, start, length),
                           y = mono(b, start - static_cast<std::int64_t>(reach), length + 2 * reach);
  const RealFft<double> fft(size);
  AlignedArray<double> u(size), v(size);
  AlignedArray<Complex<double>> p(fft.bins()), q(fft.bins());
  for (std::size_t n = 0; n < x.size(); ++n) u[n] = static_cast<double>(x[n]);
  for (std::size_t n = 0; n < y.size(); ++n) v[n] = static_cast<double>(y[n]);
  fft.forward(u.data(), p.data());
  fft.forward(v.data(), q.data());
  for (std::size_t m = 0; m < fft.bins(); ++m)
    p[m] = {p[m].re * q[m].re + p[m].im * q[m].im, p[m].re * q[m].im - p[m].im * q[m].re};
  fft.inverse(p.data(), u.data());
  std::size_t best = reach;
  for (std::size_t lag = 0; lag <= 2 * reach; ++lag)
    if (std::abs(u[lag]) > std::abs(u[best]) * (1 + 1e-9)) best = lag;
  return static_cast<std::int64_t>(best) - static_cast<std::int64_t>(reach);
}

/// Calls work(frame of A, block of A, block of B) over the frames that both have.
template <class Work>
void forEachPair(const AudioClip& a, const AudioClip& b, std::int64_t offset, const Progress& progress,
                 const char* what, Work work) {
  const std::int64_t first = std::max<std::int64_t>(0, -offset);
  const std::int64_t last =
      std::min<std::int64_t>(static_cast<std::int64_t>(a.frames()), static_cast<std::int64_t>(b.frames()) - offset);
  AudioBuffer x(a.format().channels(), kBlock), y(a.format().channels(), kBlock);
  for (std::int64_t at = first; at < last; at += static_cast<std::int64_t>(kBlock)) {
    progress.throwIfStopped();
    progress.at(static_cast<double>(at - first) / static_cast<double>(last - first), what);
    const auto count = static_cast<std::size_t>(std::min<std::int64_t>(static_cast<std::int64_t>(kBlock), last - at));
    a.read(static_cast<std::uint64_t>(at), x.view().slice(0, count));
    b.read(static_cast<std::uint64_t>(at + offset), y.view().slice(0, count));
    work(static_cast<std::uint64_t>(at), ConstAudioView(x.view().slice(0, count)),
         ConstAudioView(y.view().slice(0, count)));
  }
}

}  // namespace

std::optional<Decibels> Difference::nullDepth() const {
  if (!(rms > 0) || !(rmsA > 0)) return std::nullopt;
  return toDecibels(rms / rmsA);
}

Difference compare(const AudioClip& a, const AudioClip& b, const DifferenceOptions& options, const Progress& progress) {
  if (a.format().sampleRate != b.format().sampleRate)
    throw Error(ErrorKind::Invalid, "the files have different sample rates (" + std::to_string(a.format().sampleRate) +
                                        " and " + std::to_string(b.format().sampleRate) +
                                        " Hz); convert one of them first");
  if (a.format().channels() != b.format().channels())
    throw Error(ErrorKind::Invalid, "the files have different numbers of channels (" +
                                        std::to_string(a.format().channels()) + " and " +
                                        std::to_string(b.format().channels()) + ")");
  Difference result;
  result.offset = findOffset(a, b, options.search, progress);
  double gain = 1;
  if (options.matchesLevel) {
    double cross = 0, power = 0;
    forEachPair(a, b, result.offset, progress.part(0, 0.4), "matching levels",
                [&](std::uint64_t, ConstAudioView x, ConstAudioView y) {
                  for (int c = 0; c < x.channels(); ++c)
                    for (std::size_t n = 0; n < x.frames(); ++n) {
                      cross += static_cast<double>(x[c][n]) * static_cast<double>(y[c][n]);
                      power += static_cast<double>(y[c][n]) * static_cast<double>(y[c][n]);
                    }
                });
    if (power > 0 && cross != 0) gain = cross / power;
    result.gain = toDecibels(std::abs(gain));
  }
  const double regionFrames = std::max(1.0, options.region.value * a.format().sampleRate);
  double energy = 0, energyA = 0, regionEnergy = 0, regionLargest = 0;
  std::uint64_t region = 0, regionCount = 0;
  const auto closeRegion = [&] {
    if (regionLargest > 0)
      result.regions.push_back({{static_cast<double>(region) * regionFrames / a.format().sampleRate},
                                regionLargest,
                                std::sqrt(regionEnergy / static_cast<double>(regionCount))});
    regionEnergy = regionLargest = 0;
    regionCount = 0;
  };
  forEachPair(a, b, result.offset, progress.part(options.matchesLevel ? 0.4 : 0, 1), "comparing",
              [&](std::uint64_t start, ConstAudioView x, ConstAudioView y) {
                for (std::size_t n = 0; n < x.frames(); ++n) {
                  const std::uint64_t frame = start + n;
                  if (const auto own = static_cast<std::uint64_t>(static_cast<double>(frame) / regionFrames);
                      own != region)
                    closeRegion(), region = own;
                  for (int c = 0; c < x.channels(); ++c) {
                    const double left = static_cast<double>(x[c][n]), right = gain * static_cast<double>(y[c][n]),
                                 d = std::abs(left - right);
                    energyA += left * left;
                    ++regionCount;
                    if (d == 0) continue;
                    ++result.changedSamples;
                    energy += d * d;
                    regionEnergy += d * d;
                    regionLargest = std::max(regionLargest, d);
                    if (d > result.largest) result.largest = d, result.largestFrame = frame, result.largestChannel = c;
                  }
                }
                result.frames += x.frames();
              });
  closeRegion();
  result.onlyA = a.frames() - result.frames;
  result.onlyB = b.frames() - result.frames;
  const double samples = static_cast<double>(std::max<std::uint64_t>(1, result.frames)) * a.format().channels();
  result.rms = std::sqrt(energy / samples);
  result.rmsA = std::sqrt(energyA / samples);
  return result;
}

}  // namespace lathe::analysis
