// The launches of gpu/sparse_declip_cuda.cu one after another, each thread's part by the rules that both share.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/null/null_gpu_sparse_declip.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <vector>

#include "core/compute/null/pool_share.h"
#include "core/compute/null/slot_queue.h"
#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"

namespace lathe {
namespace {

class NullGpuSparseDeclip : public SparseDeclipRun {
 public:
  NullGpuSparseDeclip(NullGpu& device, const SparseDeclipSpec& spec, const RunLimits& limits)
      : size_(spec.size),
        batch_(sparseBatch(spec, limits.chunkFrames)),
        stride_(wholeLines<Complex<float>>(spec.size + 1)),
        scale_(1 / std::sqrt(static_cast<float>(2 * spec.size))),
        share_(device, batch_ * (size_ * (3 * sizeof(float) + sizeof(Clipped)) + 2 * size_ * sizeof(float) +
                                 4 * stride_ * sizeof(Complex<float>))),
        fft_(2 * spec.size),
        heard_(batch_ * size_),
        limits_(batch_ * size_),
        sound_(batch_ * size_),
        samples_(batch_ * 2 * size_),
        clipped_(batch_ * size_),
        spectrum_(batch_ * stride_),
        wish_(batch_ * stride_),
        error_(batch_ * stride_),
        back_(batch_ * stride_),
        least_(batch_),
        bins_(batch_),
        enough_(batch_),
        isDone_(batch_),
        queue_(device) {}

  std::size_t mostFrames() const noexcept override { return batch_; }
  SparseFrameRows frame(std::size_t i) noexcept override {
    return {heard_.data() + i * size_, clipped_.data() + i * size_, limits_.data() + i * size_};
  }
  const float* sound(std::size_t i) const noexcept override { return sound_.data() + i * size_; }
  double bins(std::size_t i) const noexcept override { return bins_[i]; }

  Status solve(std::size_t count, std::chrono::milliseconds patience) noexcept override {
    return queue_.complete(
        [this, count] {
          rounds(count);
          return Status{};
        },
        [this] { std::fill_n(sound_.data(), sound_.size(), std::numeric_limits<float>::quiet_NaN()); }, patience);
  }

 private:
  std::size_t bins() const noexcept { return size_ + 1; }

  void rounds(std::size_t frames) {
    double count = 1;
    begin(frames, count);
    analyse(frames);
    for (int round = 0; round < SparseRounds::most && count < static_cast<double>(bins()); ++round) {
      addError(frames);
      select(frames, static_cast<std::size_t>(count));
      sparsify(frames);
      for (std::size_t i = 0; i < frames; ++i)
        fft_.inverse(back_.data() + i * stride_, samples_.data() + i * 2 * size_);
      agree(frames);
      analyse(frames);
      const double next = nextSparseCount(count);
      addMisses(frames, next);
      count = next;
      if (std::all_of(isDone_.begin(), isDone_.begin() + static_cast<std::ptrdiff_t>(frames), [](char d) { return d; }))
        break;
    }
  }

  void begin(std::size_t frames, double count) {
    for (std::size_t i = 0; i < frames; ++i) {
      double level = 0;
      for (std::size_t n = 0; n < size_; ++n) {
        const double v = heard_[i * size_ + n];
        level += v * v;
        sound_[i * size_ + n] = heard_[i * size_ + n];
        samples_[i * 2 * size_ + n] = heard_[i * size_ + n];
        samples_[i * 2 * size_ + size_ + n] = 0;
      }
      enough_[i] = sparseEnough(level);
      bins_[i] = count;
      isDone_[i] = 0;
    }
    error_.clear();
  }

  void analyse(std::size_t frames) {
    for (std::size_t i = 0; i < frames; ++i)
      fft_.forward(samples_.data() + i * 2 * size_, spectrum_.data() + i * stride_);
  }

  void addError(std::size_t frames) {
    for (std::size_t thread = frames * stride_; thread-- > 0;) {
      if (!isDone_[thread / stride_]) wish_[thread] = sparseWish(spectrum_[thread], scale_, error_[thread]);
    }
  }

  /// Byte by byte from the highest: the bits of powers rise with them.
  void select(std::size_t frames, std::size_t count) {
    for (std::size_t i = 0; i < frames; ++i) {
      std::uint32_t found = 0;
      std::size_t wanted = count;
      for (int shift = 24; shift >= 0; shift -= 8) {
        std::array<std::size_t, 256> counts{};
        for (std::size_t k = 0; k < bins(); ++k) {
          const auto bits = std::bit_cast<std::uint32_t>(sparsePower(wish_[i * stride_ + k]));
          if (shift == 24 || bits >> (shift + 8) == found >> (shift + 8)) ++counts[bits >> shift & 255];
        }
        std::uint32_t digit = 255;
        while (digit > 0 && counts[digit] < wanted) wanted -= counts[digit--];
        found |= digit << shift;
      }
      least_[i] = std::bit_cast<float>(found);
    }
  }

  void sparsify(std::size_t frames) {
    for (std::size_t thread = frames * stride_; thread-- > 0;) {
      if (isDone_[thread / stride_]) continue;
      wish_[thread] = keepLarge(wish_[thread], least_[thread / stride_]);
      back_[thread] = sparseReturn(wish_[thread], error_[thread]);
    }
  }

  void agree(std::size_t frames) {
    for (std::size_t i = 0; i < frames; ++i) {
      if (isDone_[i]) continue;
      float* const samples = samples_.data() + i * 2 * size_;
      for (std::size_t n = 0; n < size_; ++n) {
        const std::size_t at = i * size_ + n;
        samples[n] = sound_[at] = consistentSample(samples[n] * scale_, heard_[at], clipped_[at], limits_[at]);
        samples[size_ + n] = 0;
      }
    }
  }

  void addMisses(std::size_t frames, double next) {
    for (std::size_t i = 0; i < frames; ++i) {
      if (isDone_[i]) continue;
      std::array<double, SparseRounds::lanes> lanes{};
      for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
        for (std::size_t k = lane; k < bins(); k += lanes.size()) {
          const std::size_t at = i * stride_ + k;
          lanes[lane] += addSparseMiss(spectrum_[at], scale_, wish_[at], error_[at]);
        }
      }
      isDone_[i] = isSparseEnough(totalOfLanes(lanes.data()), enough_[i]);
      if (!isDone_[i]) bins_[i] = next;
    }
  }

  std::size_t size_, batch_, stride_;
  float scale_;
  PoolShare share_;
  RealFft<float> fft_;
  AlignedArray<float> heard_, limits_, sound_, samples_;
  AlignedArray<Clipped> clipped_;
  AlignedArray<Complex<float>> spectrum_, wish_, error_, back_;
  std::vector<float> least_;
  std::vector<double> bins_, enough_;
  std::vector<char> isDone_;
  SlotQueue<1> queue_;  // last: it uses the others
};

}  // namespace

std::unique_ptr<SparseDeclipRun> makeSparseDeclipNullGpu(NullGpu& device, const SparseDeclipSpec& spec,
                                                         const RunLimits& limits) {
  return std::make_unique<NullGpuSparseDeclip>(device, spec, limits);
}

}  // namespace lathe
