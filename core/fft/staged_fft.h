// A real FFT that is computed in small steps, so that a long one never holds up an audio block.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <memory>
#include <optional>

#include "core/fft/aligned_array.h"
#include "core/fft/bin_groups.h"
#include "core/fft/fft_plans.h"

namespace lathe {

/// Overlap-save's two transforms: a window of `size` samples to a spectrum, and a spectrum to the second half of its
/// window. Neither is scaled. Long transforms take many short steps (Bailey's four-step FFT: columns, twiddles, rows);
/// short ones take a single one. The bins come in an order of its own, the same for every spectrum of that size, which
/// is all that products of spectra need. One transform at a time: it works in one buffer.
class StagedFft {
 public:
  /// `size` is a power of two, at least 64. Takes a lock and memory.
  explicit StagedFft(std::size_t size);

  std::size_t size() const noexcept { return size_; }
  /// Groups of a spectrum.
  std::size_t groups() const noexcept { return groups_; }
  int forwardSteps() const noexcept { return isStaged() ? columnSteps() + rowSteps() : 1; }
  int inverseSteps() const noexcept { return forwardSteps(); }

  /// Call for step 0, 1, ... forwardSteps() - 1 with the same arguments; the window is given as its two halves.
  void forward(int step, const float* firstHalf, const float* secondHalf, BinGroup<float>* spectrum) noexcept;
  /// Puts a spectrum of size / 2 + 1 bins from elsewhere, in natural order, into this one's.
  void arrange(const Complex<double>* natural, BinGroup<float>* spectrum) const noexcept;
  /// As forward; writes the size / 2 samples of the second half, complete after the last step.
  void inverse(int step, const BinGroup<float>* spectrum, float* secondHalf) noexcept;

 private:
  bool isStaged() const noexcept { return columns_ != 0; }
  int columnSteps() const noexcept { return static_cast<int>(columns_ / columnsPerStep); }
  int rowSteps() const noexcept { return static_cast<int>((rows / 2 + rowPairsPerStep()) / rowPairsPerStep()); }
  std::size_t rowPairsPerStep() const noexcept { return columns_ < 2048 ? 2048 / columns_ : 1; }
  Complex<float>* row(std::size_t r) noexcept { return work_.data() + r * rowStride(); }
  std::size_t rowStride() const noexcept { return columns_ + 8; }  // keeps a column out of one cache set
  BinGroup<float>* groupsOf(BinGroup<float>* spectrum, std::size_t r) const noexcept {
    return spectrum + r * (columns_ / BinGroup<float>::size);
  }
  void forwardColumns(std::size_t first, const float* firstHalf, const float* secondHalf) noexcept;
  void forwardRows(std::size_t pair, BinGroup<float>* spectrum) noexcept;
  void inverseRows(std::size_t pair, const BinGroup<float>* spectrum) noexcept;
  void inverseColumns(std::size_t first, float* secondHalf) noexcept;

  static constexpr std::size_t rows = ColumnFfts::size;
  static constexpr std::size_t columnsPerStep = ColumnFfts::count;

  std::size_t size_, groups_;
  // In one step:
  std::unique_ptr<RealFft<float>> whole_;
  AlignedArray<float> window_;
  AlignedArray<Complex<float>> work_;
  // In many, the samples taken in pairs as a matrix of complex numbers:
  std::size_t columns_ = 0;
  std::optional<ColumnFfts> columnFfts_;
  std::optional<ComplexFft> rowFft_;
  AlignedArray<Complex<float>> fftWork_;
  AlignedArray<Complex<float>> twiddles_;  ///< rows x columns
  AlignedArray<Complex<float>> rowTurns_,
      columnTurns_;  ///< whose products are exp(-2 pi i k / size) for row and column of bin k
};

}  // namespace lathe
