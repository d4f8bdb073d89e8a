// The factors of a size, the turns between its passes, and the passes in their order, compiled per vector unit.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/fft/fft_plans.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <list>
#include <mutex>
#include <numbers>
#include <vector>

#include "core/audio/exact_math.h"
#include "core/audio/simd.h"
#include "core/fft/aligned_array.h"
#include "core/fft/fft_kernels.h"

namespace lathe {
namespace {

/// exp(-2 pi i numerator / denominator); the angle is brought near zero in whole numbers, where nothing is lost.
Complex<double> root(std::size_t numerator, std::size_t denominator) {
  const std::size_t eighths = 8 * (numerator % denominator), octant = eighths / denominator;
  const std::size_t quarter = (octant + 1) / 2;  // the nearest one
  const auto rest = static_cast<double>(static_cast<std::ptrdiff_t>(eighths) -
                                        static_cast<std::ptrdiff_t>(2 * quarter * denominator));
  const double angle = -std::numbers::pi / 4 * rest / static_cast<double>(denominator);
  const double c = exact::cos(angle), s = exact::sin(angle);
  switch (quarter % 4) {
    case 0:
      return {c, s};
    case 1:
      return {s, -c};
    case 2:
      return {-c, -s};
    default:
      return {-s, c};
  }
}

bool hasButterfly(std::size_t radix) { return radix <= 5 || radix == 8; }

}  // namespace

/// A complex transform of `count` values in passes, and the step between it and a real one of twice as many samples.
template <class Real>
class FftPlan {
 public:
  /// Lanes of the vectors that are used where `count` is a multiple of 8 of them.
  static constexpr std::size_t kLanes = 32 / sizeof(Real);
  struct Pass {
    std::size_t radix, m, s;
    AlignedArray<Real> turns;  ///< between this pass and the next; behind them the roots of a radix without a butterfly
  };

  explicit FftPlan(std::size_t count) : count_(count), isWide_(count % (8 * kLanes) == 0 && largestPrime(count) <= 5) {
    std::size_t m = count, s = 1;
    for (const std::size_t radix : radices()) {
      m /= radix;
      passes_.push_back({radix, m, s, turnsOf(radix, m, s)});
      s *= radix;
    }
    packing_ = AlignedArray<Real>(2 * std::max(count / 2 + 1, kLanes));
    const std::size_t block = isWide_ ? kLanes : 1;
    for (std::size_t k = 0; k < count / 2 + (isWide_ ? 0 : 1); ++k) setTurn(packing_, block, k, root(k, 2 * count));
  }

  std::size_t count() const noexcept { return count_; }
  bool isWide() const noexcept { return isWide_; }
  const std::vector<Pass>& passes() const noexcept { return passes_; }
  const Real* packing() const noexcept { return packing_.data(); }

 private:
  static std::size_t largestPrime(std::size_t rest) {
    std::size_t largest = 1;
    for (std::size_t prime = 2; rest > 1; ++prime)
      for (; rest % prime == 0; rest /= prime) largest = prime;
    return largest;
  }

  std::vector<std::size_t> radices() const {
    std::vector<std::size_t> radices;
    std::size_t rest = count_, twos = 0;
    if (isWide_) radices.push_back(8), rest /= 8;
    for (; rest % 2 == 0 && rest > 0; rest /= 2) ++twos;
    for (std::size_t prime = 3; rest > 1; prime += 2)
      for (; rest % prime == 0; rest /= prime) radices.push_back(prime);
    for (; twos % 3 != 0 && twos != 1; twos -= 2) radices.push_back(4);
    if (twos == 1) radices.push_back(2), twos = 0;
    for (; twos > 0; twos -= 3) radices.push_back(8);
    return radices;
  }

  AlignedArray<Real> turnsOf(std::size_t radix, std::size_t m, std::size_t s) const {
    const bool isFirst = isWide_ && s == 1;
    AlignedArray<Real> turns(2 * ((radix - 1) * m + (hasButterfly(radix) ? 0 : radix)));
    for (std::size_t p = 0; p < m; ++p) {
      for (std::size_t k = 1; k < radix; ++k) {
        const Complex<double> turn = root(p * k, radix * m);
        if (isFirst) {
          const std::size_t at = p / kLanes * 14 * kLanes + 2 * kLanes * (k - 1) + p % kLanes;
          turns[at] = static_cast<Real>(turn.re), turns[at + kLanes] = static_cast<Real>(turn.im);
        } else {
          setTurn(turns, 1, (radix - 1) * p + k - 1, turn);
        }
      }
    }
    if (!hasButterfly(radix))
      for (std::size_t k = 0; k < radix; ++k) setTurn(turns, 1, (radix - 1) * m + k, root(k, radix));
    return turns;
  }

  /// Number `k` of an array of complex numbers in blocks.
  static void setTurn(AlignedArray<Real>& turns, std::size_t block, std::size_t k, Complex<double> turn) {
    const std::size_t at = k / block * 2 * block + k % block;
    turns[at] = static_cast<Real>(turn.re), turns[at + block] = static_cast<Real>(turn.im);
  }

  std::size_t count_;
  bool isWide_;
  std::vector<Pass> passes_;
  AlignedArray<Real> packing_;  ///< between the packed transform and the real one
};

namespace {

template <class Real>
std::shared_ptr<const FftPlan<Real>> planOf(std::size_t count) {
  static std::mutex mutex;
  static std::list<std::shared_ptr<const FftPlan<Real>>> recent;  // last used first
  std::lock_guard lock(mutex);
  const auto known = std::ranges::find(recent, count, [](const auto& plan) { return plan->count(); });
  if (known != recent.end()) {
    recent.splice(recent.begin(), recent, known);
  } else {
    recent.push_front(std::make_shared<const FftPlan<Real>>(count));
    if (recent.size() > keptFftPlans) recent.pop_back();
  }
  return recent.front();
}

/// A radix that has no butterfly of its own.
template <class Real>
void anyRadix(const typename FftPlan<Real>::Pass& pass, const Real* x, Real* y) {
  const std::size_t radix = pass.radix, m = pass.m, s = pass.s;
  const Real *turns = pass.turns.data(), *roots = turns + 2 * (radix - 1) * m;
  for (std::size_t p = 0; p < m; ++p) {
    for (std::size_t q = 0; q < s; ++q) {
      for (std::size_t k = 0; k < radix; ++k) {
        double re = 0, im = 0;  // sums of thousands of terms
        for (std::size_t j = 0, at = 0; j < radix; ++j, at = at + k < radix ? at + k : at + k - radix) {
          const Real *z = x + 2 * (q + s * (p + m * j)), *turn = roots + 2 * at;
          const double a = z[0], b = z[1], c = turn[0], d = turn[1];
          re += a * c - b * d;
          im += a * d + b * c;
        }
        Real* to = y + 2 * (q + s * (radix * p + k));
        const std::size_t turn = k == 0 ? 0 : 2 * ((radix - 1) * p + k - 1);
        const double c = k == 0 ? 1 : turns[turn], i = k == 0 ? 0 : turns[turn + 1];
        to[0] = static_cast<Real>(re * c - im * i);
        to[1] = static_cast<Real>(re * i + im * c);
      }
    }
  }
}

template <class Kernels, class Real>
[[gnu::always_inline]] inline void middle(const typename FftPlan<Real>::Pass& pass, const Real* x, Real* y) {
  const Real* turns = pass.turns.data();
  switch (pass.radix) {
    case 2:
      return Kernels::template middle<2>(x, pass.s, y, pass.m, pass.s, turns);
    case 3:
      return Kernels::template middle<3>(x, pass.s, y, pass.m, pass.s, turns);
    case 4:
      return Kernels::template middle<4>(x, pass.s, y, pass.m, pass.s, turns);
    case 5:
      return Kernels::template middle<5>(x, pass.s, y, pass.m, pass.s, turns);
    case 8:
      return Kernels::template middle<8>(x, pass.s, y, pass.m, pass.s, turns);
    default:
      break;
  }
}

template <class Kernels, bool Swap, bool Pairs, class Real>
[[gnu::always_inline]] inline void last(const typename FftPlan<Real>::Pass& pass, const Real* x, Real* y) {
  switch (pass.radix) {
    case 2:
      return Kernels::template last<2, Swap, Pairs>(x, y, pass.s);
    case 4:
      return Kernels::template last<4, Swap, Pairs>(x, y, pass.s);
    case 3:
      return Kernels::template last<3, Swap, Pairs>(x, y, pass.s);
    case 5:
      return Kernels::template last<5, Swap, Pairs>(x, y, pass.s);
    default:
      return Kernels::template last<8, Swap, Pairs>(x, y, pass.s);
  }
}

/// All passes on vectors, from `a` through `b` back to `a`.
template <bool Swap, bool PairsIn, bool PairsOut, class Real>
[[gnu::always_inline]] inline void wide(const FftPlan<Real>& plan, Real* a, Real* b) {
  using Kernels = FftKernels<Real, FftPlan<Real>::kLanes>;
  const auto& passes = plan.passes();
  Kernels::template first<Swap, PairsIn>(a, b, passes[0].m, passes[0].turns.data());
  Real *from = b, *to = a;
  for (std::size_t i = 1; i + 1 < passes.size(); ++i, std::swap(from, to)) middle<Kernels>(passes[i], from, to);
  last<Kernels, Swap, PairsOut>(passes.back(), from, a);
}

/// All passes one value at a time, from `a` to `a`; with `Swap` the way back.
template <class Real>
void narrow(const FftPlan<Real>& plan, Real* a, Real* b) {
  Real *from = a, *to = b;
  for (const auto& pass : plan.passes()) {
    if (hasButterfly(pass.radix)) {
      middle<FftKernels<Real, 1>>(pass, from, to);
    } else {
      anyRadix<Real>(pass, from, to);
    }
    std::swap(from, to);
  }
  if (from != a) std::copy_n(from, 2 * plan.count(), a);
}

template <class Real>
void narrowForward(const FftPlan<Real>& plan, Real* samples, Real* bins) {
  const std::size_t count = plan.count();
  narrow(plan, samples, bins);
  for (std::size_t k = 0; 2 * k <= count; ++k) {
    const std::size_t mirror = k == 0 ? 0 : count - k;
    const Real *here = samples + 2 * k, *there = samples + 2 * mirror, *turn = plan.packing() + 2 * k;
    const Real half = Real(0.5);
    const Real evenRe = (here[0] + there[0]) * half, evenIm = (here[1] - there[1]) * half;
    const Real oddRe = (here[1] + there[1]) * half, oddIm = (there[0] - here[0]) * half;
    const Real re = oddRe * turn[0] - oddIm * turn[1], im = oddRe * turn[1] + oddIm * turn[0];
    bins[2 * (count - k)] = evenRe - re, bins[2 * (count - k) + 1] = im - evenIm;
    bins[2 * k] = evenRe + re, bins[2 * k + 1] = evenIm + im;
  }
}

template <class Real>
void narrowInverse(const FftPlan<Real>& plan, Real* bins, Real* samples) {
  const std::size_t count = plan.count();
  const auto packed = [&](const Real* here, const Real* there, Real turnRe, Real turnIm, Real* to) {
    const Real re = here[0] - there[0], im = here[1] + there[1];
    const Real oddRe = re * turnRe + im * turnIm, oddIm = im * turnRe - re * turnIm;
    to[1] = here[0] + there[0] - oddIm;  // re and im for each other: the way back is the way there, mirrored
    to[0] = here[1] - there[1] + oddRe;
  };
  for (std::size_t k = 0; 2 * k <= count; ++k) {
    const Real *here = bins + 2 * k, *there = bins + 2 * (count - k), *turn = plan.packing() + 2 * k;
    packed(here, there, turn[0], turn[1], samples + 2 * k);
    if (k > 0 && 2 * k < count) packed(there, here, -turn[0], turn[1], samples + 2 * (count - k));
  }
  narrow(plan, samples, bins);
  for (std::size_t k = 0; k < count; ++k) std::swap(samples[2 * k], samples[2 * k + 1]);
}

LATHE_VECTOR_CLONES void wideForward(const FftPlan<float>& plan, float* samples, float* bins) {
  wide<false, true, false>(plan, samples, bins);
  FftKernels<float, 8>::unpack(samples, bins, plan.count(), plan.packing());
}
LATHE_VECTOR_CLONES void wideForward(const FftPlan<double>& plan, double* samples, double* bins) {
  wide<false, true, false>(plan, samples, bins);
  FftKernels<double, 4>::unpack(samples, bins, plan.count(), plan.packing());
}
LATHE_VECTOR_CLONES void wideInverse(const FftPlan<float>& plan, float* bins, float* samples) {
  FftKernels<float, 8>::pack(bins, samples, plan.count(), plan.packing());
  wide<true, false, true>(plan, samples, bins);
}
LATHE_VECTOR_CLONES void wideInverse(const FftPlan<double>& plan, double* bins, double* samples) {
  FftKernels<double, 4>::pack(bins, samples, plan.count(), plan.packing());
  wide<true, false, true>(plan, samples, bins);
}
LATHE_VECTOR_CLONES void wideComplexForward(const FftPlan<float>& plan, float* bins, float* work) {
  wide<false, true, true>(plan, bins, work);
}
LATHE_VECTOR_CLONES void wideComplexInverse(const FftPlan<float>& plan, float* bins, float* work) {
  wide<true, true, true>(plan, bins, work);
}

/// Transforms side by side are what Stockham's algorithm makes of one by its first passes: these are its last two.
template <bool Swap>
[[gnu::always_inline]] inline void columns(const float* turns, std::size_t stride, float* bins, float* work) {
  using Kernels = FftKernels<float, 8>;
  constexpr std::size_t count = ColumnFfts::count, size = ColumnFfts::size;
  Kernels::middle<8, Swap, true>(bins, stride, work, size / 8, count, turns);
  Kernels::last<8, false, false>(work, work, 8 * count);
  for (std::size_t r = 0; r < size; ++r) Kernels::intoPairs<Swap>(work + 2 * r * count, bins + 2 * r * stride, count);
}

LATHE_VECTOR_CLONES void columnsForward(const float* turns, std::size_t stride, float* bins, float* work) {
  columns<false>(turns, stride, bins, work);
}
LATHE_VECTOR_CLONES void columnsInverse(const float* turns, std::size_t stride, float* bins, float* work) {
  columns<true>(turns, stride, bins, work);
}

/// Complex numbers as their parts.
template <class Real>
Real* partsOf(Complex<Real>* bins) {
  return reinterpret_cast<Real*>(bins);
}

}  // namespace

template <class Real>
RealFft<Real>::RealFft(std::size_t size) : size_(size), plan_(planOf<Real>(size / 2)) {
  assert(size >= 2 && size % 2 == 0);
}

template <class Real>
void RealFft<Real>::forward(Real* samples, Complex<Real>* spectrum) const noexcept {
  plan_->isWide() ? wideForward(*plan_, samples, partsOf(spectrum)) : narrowForward(*plan_, samples, partsOf(spectrum));
}

template <class Real>
void RealFft<Real>::inverse(Complex<Real>* spectrum, Real* samples) const noexcept {
  plan_->isWide() ? wideInverse(*plan_, partsOf(spectrum), samples) : narrowInverse(*plan_, partsOf(spectrum), samples);
}

ComplexFft::ComplexFft(std::size_t size) : size_(size), plan_(planOf<float>(size)) { assert(plan_->isWide()); }

void ComplexFft::forward(Complex<float>* bins, Complex<float>* work) const noexcept {
  wideComplexForward(*plan_, partsOf(bins), partsOf(work));
}

void ComplexFft::inverse(Complex<float>* bins, Complex<float>* work) const noexcept {
  wideComplexInverse(*plan_, partsOf(bins), partsOf(work));
}

ColumnFfts::ColumnFfts(std::size_t stride) : stride_(stride) {
  for (std::size_t p = 0; p < 8; ++p) {
    for (std::size_t k = 1; k < 8; ++k) {
      const Complex<double> turn = root(p * k, size);
      turns_[14 * p + 2 * k - 2] = static_cast<float>(turn.re),
                              turns_[14 * p + 2 * k - 1] = static_cast<float>(turn.im);
    }
  }
}

void ColumnFfts::forward(Complex<float>* bins, Complex<float>* work) const noexcept {
  columnsForward(turns_.data(), stride_, partsOf(bins), partsOf(work));
}

void ColumnFfts::inverse(Complex<float>* bins, Complex<float>* work) const noexcept {
  columnsInverse(turns_.data(), stride_, partsOf(bins), partsOf(work));
}

template class RealFft<float>;
template class RealFft<double>;

}  // namespace lathe
