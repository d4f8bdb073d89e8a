// The four-step FFT over short ones, with the real signal packed in pairs.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/fft/staged_fft.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <numbers>

#include "core/audio/exact_math.h"
#include "core/audio/simd.h"

namespace lathe {
namespace {

/// Up to here one step is short enough: some 30 microseconds.
constexpr std::size_t longestSingleStep = 16384;

Complex<float> turn(std::size_t numerator, std::size_t denominator) {
  const double angle =
      -2 * std::numbers::pi * static_cast<double>(numerator % denominator) / static_cast<double>(denominator);
  return {static_cast<float>(exact::cos(angle)), static_cast<float>(exact::sin(angle))};
}

inline Complex<float> product(Complex<float> a, Complex<float> b) {
  return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

LATHE_COMPLEX_CLONES void multiplyRow(Complex<float>* __restrict row, const Complex<float>* __restrict by,
                                      std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    row[i] = {row[i].re * by[i].re - row[i].im * by[i].im, row[i].re * by[i].im + row[i].im * by[i].re};
  }
}

LATHE_COMPLEX_CLONES void multiplyRowByConjugate(Complex<float>* __restrict row, const Complex<float>* __restrict by,
                                                 std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    row[i] = {row[i].re * by[i].re + row[i].im * by[i].im, row[i].im * by[i].re - row[i].re * by[i].im};
  }
}

/// The real signal's bin k from those of the packed one, z = bin k and mirrored = bin size / 2 - k.
inline Complex<float> unpacked(Complex<float> z, Complex<float> mirrored, Complex<float> turn) {
  const Complex<float> even{0.5f * (z.re + mirrored.re), 0.5f * (z.im - mirrored.im)};
  const Complex<float> odd{0.5f * (z.im + mirrored.im), 0.5f * (mirrored.re - z.re)};
  return {even.re + (turn.re * odd.re - turn.im * odd.im), even.im + (turn.re * odd.im + turn.im * odd.re)};
}

/// The packed signal's bin k, times 2, from the real one's bins k and size / 2 - k.
inline Complex<float> packed(Complex<float> x, Complex<float> mirrored, Complex<float> turn) {
  const Complex<float> even{x.re + mirrored.re, x.im - mirrored.im};
  const Complex<float> difference{x.re - mirrored.re, x.im + mirrored.im};
  // odd = difference * conj(turn), and the packed bin is even + i * odd.
  const Complex<float> odd{difference.re * turn.re + difference.im * turn.im,
                           difference.im * turn.re - difference.re * turn.im};
  return {even.re - odd.im, even.im + odd.re};
}

/// Unpacks two rows of packed bins in place, bin i of the one mirrored by bin last - i of the other. A row that mirrors
/// itself is given twice, with half of its groups to do.
LATHE_COMPLEX_CLONES void unpackRows(BinGroup<float>* row, BinGroup<float>* mirror, Complex<float> rowTurn,
                                     const Complex<float>* columnTurns, std::size_t groups, std::size_t groupsToDo) {
  constexpr std::size_t size = BinGroup<float>::size;
  for (std::size_t g = 0; g < groupsToDo; ++g) {
    BinGroup<float> here = row[g], there = mirror[groups - 1 - g], mirrored;
    for (std::size_t i = 0; i < size; ++i) {
      mirrored.re[i] = there.re[size - 1 - i];
      mirrored.im[i] = there.im[size - 1 - i];
    }
    for (std::size_t i = 0; i < size; ++i) {
      const Complex<float> turn = product(rowTurn, columnTurns[g * size + i]);
      const Complex<float> even{0.5f * (here.re[i] + mirrored.re[i]), 0.5f * (here.im[i] - mirrored.im[i])};
      const Complex<float> odd{0.5f * (here.im[i] + mirrored.im[i]), 0.5f * (mirrored.re[i] - here.re[i])};
      const Complex<float> turned{turn.re * odd.re - turn.im * odd.im, turn.re * odd.im + turn.im * odd.re};
      here.re[i] = even.re + turned.re;
      here.im[i] = even.im + turned.im;
      mirrored.re[i] = even.re - turned.re;
      mirrored.im[i] = turned.im - even.im;
    }
    for (std::size_t i = 0; i < size; ++i) {
      there.re[size - 1 - i] = mirrored.re[i];
      there.im[size - 1 - i] = mirrored.im[i];
    }
    row[g] = here;
    mirror[groups - 1 - g] = there;
  }
}

LATHE_COMPLEX_CLONES void packRow(const BinGroup<float>* bins, const BinGroup<float>* mirror, Complex<float> rowTurn,
                                  const Complex<float>* columnTurns, std::size_t count, Complex<float>* row) {
  constexpr std::size_t size = BinGroup<float>::size;
  const std::size_t last = count / size - 1;
  for (std::size_t g = 0; g <= last; ++g) {
    const BinGroup<float>& there = mirror[last - g];
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t k = g * size + i;
      row[k] = packed({bins[g].re[i], bins[g].im[i]}, {there.re[size - 1 - i], there.im[size - 1 - i]},
                      product(rowTurn, columnTurns[k]));
    }
  }
}

Complex<float> binAt(const BinGroup<float>* groups, std::size_t k) {
  constexpr std::size_t size = BinGroup<float>::size;
  return {groups[k / size].re[k % size], groups[k / size].im[k % size]};
}

void setBin(BinGroup<float>* groups, std::size_t k, Complex<float> bin) {
  constexpr std::size_t size = BinGroup<float>::size;
  groups[k / size].re[k % size] = bin.re;
  groups[k / size].im[k % size] = bin.im;
}

}  // namespace

StagedFft::StagedFft(std::size_t size) : size_(size), groups_(groupsFor<float>(size / 2 + 1)) {
  assert(std::has_single_bit(size) && size >= 64);
  if (size <= longestSingleStep) {
    whole_ = std::make_unique<RealFft<float>>(size);
    window_ = AlignedArray<float>(size);
    work_ = AlignedArray<Complex<float>>(whole_->bins());
    return;
  }
  const std::size_t bins = size / 2;
  columns_ = bins / rows;
  work_ = AlignedArray<Complex<float>>(rows * rowStride());
  columnFfts_.emplace(rowStride());
  rowFft_.emplace(columns_);
  fftWork_ = AlignedArray<Complex<float>>(std::max(rows * columnsPerStep, columns_));
  twiddles_ = AlignedArray<Complex<float>>(bins);
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns_; ++c) twiddles_[r * columns_ + c] = turn(r * c, bins);
  }
  rowTurns_ = AlignedArray<Complex<float>>(rows);
  columnTurns_ = AlignedArray<Complex<float>>(columns_);
  for (std::size_t r = 0; r < rows; ++r) rowTurns_[r] = turn(r, size);
  for (std::size_t c = 0; c < columns_; ++c) columnTurns_[c] = turn(rows * c, size);
}

void StagedFft::forward(int step, const float* firstHalf, const float* secondHalf, BinGroup<float>* spectrum) noexcept {
  if (!isStaged()) {
    std::copy_n(firstHalf, size_ / 2, window_.data());
    std::copy_n(secondHalf, size_ / 2, window_.data() + size_ / 2);
    whole_->forward(window_.data(), work_.data());
    intoGroups<float>(work_.data(), whole_->bins(), spectrum);
  } else if (step < columnSteps()) {
    forwardColumns(static_cast<std::size_t>(step) * columnsPerStep, firstHalf, secondHalf);
  } else {
    const std::size_t first = static_cast<std::size_t>(step - columnSteps()) * rowPairsPerStep();
    for (std::size_t p = first; p < std::min(first + rowPairsPerStep(), rows / 2 + 1); ++p) forwardRows(p, spectrum);
  }
}

void StagedFft::inverse(int step, const BinGroup<float>* spectrum, float* secondHalf) noexcept {
  if (!isStaged()) {
    fromGroups<float>(spectrum, whole_->bins(), work_.data());
    whole_->inverse(work_.data(), window_.data());
    std::copy_n(window_.data() + size_ / 2, size_ / 2, secondHalf);
  } else if (step < rowSteps()) {
    const std::size_t first = static_cast<std::size_t>(step) * rowPairsPerStep();
    for (std::size_t p = first; p < std::min(first + rowPairsPerStep(), rows / 2 + 1); ++p) inverseRows(p, spectrum);
  } else {
    inverseColumns(static_cast<std::size_t>(step - rowSteps()) * columnsPerStep, secondHalf);
  }
}

void StagedFft::arrange(const Complex<double>* natural, BinGroup<float>* spectrum) const noexcept {
  const auto put = [&](std::size_t place, std::size_t k) {
    setBin(spectrum, place, {static_cast<float>(natural[k].re), static_cast<float>(natural[k].im)});
  };
  const std::size_t height = isStaged() ? rows : 1, width = size_ / 2 / height;
  for (std::size_t r = 0; r < height; ++r) {
    for (std::size_t c = 0; c < width; ++c) put(r * width + c, r + height * c);
  }
  put(size_ / 2, size_ / 2);
}

/// Gathers some columns of the window and transforms them: row r then holds the partial bins r + rows * (column's own).
void StagedFft::forwardColumns(std::size_t first, const float* firstHalf, const float* secondHalf) noexcept {
  for (std::size_t r = 0; r < rows; ++r) {  // two neighbouring samples make one complex number
    const float* half = r < rows / 2 ? firstHalf + r * 2 * columns_ : secondHalf + (r - rows / 2) * 2 * columns_;
    std::memcpy(row(r) + first, half + 2 * first, columnsPerStep * sizeof(Complex<float>));
  }
  columnFfts_->forward(row(0) + first, fftWork_.data());
}

/// Finishes rows `pair` and rows - pair, which mirror each other, into bins of the real signal.
/// Column c of row r holds bin r + rows * c.
void StagedFft::forwardRows(std::size_t pair, BinGroup<float>* spectrum) noexcept {
  const std::size_t other = pair == 0 ? 0 : rows - pair;
  for (const std::size_t r : {pair, other}) {
    multiplyRow(row(r), twiddles_.data() + r * columns_, columns_);
    rowFft_->forward(row(r), fftWork_.data());
    if (other == pair) break;
  }
  if (pair != 0) {
    const std::size_t groups = columns_ / BinGroup<float>::size;
    intoGroups<float>(row(pair), columns_, groupsOf(spectrum, pair));
    if (other != pair) intoGroups<float>(row(other), columns_, groupsOf(spectrum, other));
    unpackRows(groupsOf(spectrum, pair), groupsOf(spectrum, other), rowTurns_[pair], columnTurns_.data(), groups,
               other != pair ? groups : groups / 2);
    return;
  }
  const Complex<float> zero = row(0)[0];  // bins 0 and size / 2, both real
  setBin(spectrum, 0, {zero.re + zero.im, 0});
  for (std::size_t c = 1; c < columns_; ++c)
    setBin(spectrum, c, unpacked(row(0)[c], row(0)[columns_ - c], columnTurns_[c]));
  setBin(spectrum, size_ / 2, {zero.re - zero.im, 0});
}

void StagedFft::inverseRows(std::size_t pair, const BinGroup<float>* spectrum) noexcept {
  const std::size_t other = pair == 0 ? 0 : rows - pair, inRow = columns_ / BinGroup<float>::size;
  if (pair != 0) {
    packRow(spectrum + pair * inRow, spectrum + other * inRow, rowTurns_[pair], columnTurns_.data(), columns_,
            row(pair));
    if (other != pair) {
      packRow(spectrum + other * inRow, spectrum + pair * inRow, rowTurns_[other], columnTurns_.data(), columns_,
              row(other));
    }
  } else {
    const float low = binAt(spectrum, 0).re, high = binAt(spectrum, size_ / 2).re;
    row(0)[0] = {low + high, low - high};
    for (std::size_t c = 1; c < columns_; ++c) {
      row(0)[c] = packed(binAt(spectrum, c), binAt(spectrum, columns_ - c), columnTurns_[c]);
    }
  }
  for (const std::size_t r : {pair, other}) {
    rowFft_->inverse(row(r), fftWork_.data());
    multiplyRowByConjugate(row(r), twiddles_.data() + r * columns_, columns_);
    if (other == pair) break;
  }
}

void StagedFft::inverseColumns(std::size_t first, float* secondHalf) noexcept {
  columnFfts_->inverse(row(0) + first, fftWork_.data());
  for (std::size_t r = rows / 2; r < rows; ++r) {
    float* half = secondHalf + (r - rows / 2) * 2 * columns_;
    std::memcpy(half + 2 * first, row(r) + first, columnsPerStep * sizeof(Complex<float>));
  }
}

}  // namespace lathe
