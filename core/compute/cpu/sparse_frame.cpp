// The rounds of A-SPADE.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/cpu/sparse_frame.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "core/audio/simd.h"

namespace lathe {
namespace {

constexpr int kBuckets = 4096;  ///< of powers, by the upper bits of a float: sign, exponent and three more

LATHE_VECTOR_CLONES
void powersOf(const Complex<float>* bins, float* powers, std::size_t count) noexcept {
  for (std::size_t k = 0; k < count; ++k) powers[k] = sparsePower(bins[k]);
}

LATHE_VECTOR_CLONES
void addError(const Complex<float>* spectrum, float scale, const Complex<float>* error, Complex<float>* wish,
              std::size_t count) noexcept {
  for (std::size_t k = 0; k < count; ++k) wish[k] = sparseWish(spectrum[k], scale, error[k]);
}

LATHE_VECTOR_CLONES
void sparsify(Complex<float>* wish, float least, const Complex<float>* error, Complex<float>* back,
              std::size_t count) noexcept {
  for (std::size_t k = 0; k < count; ++k) {
    wish[k] = keepLarge(wish[k], least);
    back[k] = sparseReturn(wish[k], error[k]);
  }
}

/// error += spectrum * scale - wish; gives the energy of that.
double addMisses(const Complex<float>* spectrum, float scale, const Complex<float>* wish, Complex<float>* error,
                 std::size_t count) noexcept {
  constexpr std::size_t lanes = SparseRounds::lanes;
  double sums[lanes] = {};
  std::size_t k = 0;
  for (; k + lanes <= count; k += lanes) {
    for (std::size_t lane = 0; lane < lanes; ++lane)
      sums[lane] += addSparseMiss(spectrum[k + lane], scale, wish[k + lane], error[k + lane]);
  }
  for (std::size_t lane = 0; k < count; ++k, ++lane) sums[lane] += addSparseMiss(spectrum[k], scale, wish[k], error[k]);
  return totalOfLanes(sums);
}

}  // namespace

SparseFrame::SparseFrame(std::size_t size)
    : size_(size),
      fft_(2 * size),
      samples_(2 * size),
      spectrum_(size + 1),
      wish_(size + 1),
      error_(size + 1),
      back_(size + 1),
      powers_(size + 1),
      counts_(kBuckets) {}

void SparseFrame::analyse(std::span<const float> sound) {
  std::ranges::copy(sound, samples_.data());
  std::fill(samples_.data() + size_, samples_.data() + 2 * size_, 0.0f);
  fft_.forward(samples_.data(), spectrum_.data());
}

float SparseFrame::powerOfLargest(std::size_t count) {
  const std::size_t bins = size_ + 1;
  if (count >= bins) return 0;
  powersOf(wish_.data(), powers_.data(), bins);
  // Powers are not negative, so their bits rise with them: a histogram finds the bucket, and only that is searched.
  const auto bucketOf = [](float power) { return std::bit_cast<std::uint32_t>(power) >> 20; };
  std::ranges::fill(counts_, 0u);
  for (const float power : powers_) ++counts_[bucketOf(power)];
  std::size_t above = 0;
  std::uint32_t bucket = kBuckets;
  while (bucket > 0 && above + counts_[bucket - 1] < count) above += counts_[--bucket];
  if (bucket == 0) return 0;
  --bucket;
  candidates_.clear();
  for (const float power : powers_)
    if (bucketOf(power) == bucket) candidates_.push_back(power);
  const auto place = candidates_.begin() + static_cast<std::ptrdiff_t>(count - above - 1);
  std::nth_element(candidates_.begin(), place, candidates_.end(), std::greater<>());
  return *place;
}

double SparseFrame::operator()(std::span<const float> heard, std::span<const Clipped> clipped,
                               std::span<const float> limits, std::span<float> sound) {
  const std::size_t bins = size_ + 1;
  const float scale = 1 / std::sqrt(static_cast<float>(2 * size_));
  double level = 0;
  for (const float v : heard) level += static_cast<double>(v) * v;
  const double enough = sparseEnough(level);
  std::ranges::copy(heard, sound.begin());
  error_.clear();
  analyse(sound);
  double count = 1;
  for (int round = 0; round < SparseRounds::most && count < static_cast<double>(bins); ++round) {
    addError(spectrum_.data(), scale, error_.data(), wish_.data(), bins);
    const float least = powerOfLargest(static_cast<std::size_t>(count));
    sparsify(wish_.data(), least, error_.data(), back_.data(), bins);
    fft_.inverse(back_.data(), samples_.data());
    for (std::size_t n = 0; n < size_; ++n)
      sound[n] = consistentSample(samples_[n] * scale, heard[n], clipped[n], limits[n]);
    analyse(sound);
    if (isSparseEnough(addMisses(spectrum_.data(), scale, wish_.data(), error_.data(), bins), enough)) break;
    count = nextSparseCount(count);
  }
  return count;
}

}  // namespace lathe
