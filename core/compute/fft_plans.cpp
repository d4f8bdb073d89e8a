// Plans are made one at a time (FFTW's planner is not thread-safe) and the last few sizes are kept.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/fft_plans.h"

#include <fftw3.h>

#include <cassert>
#include <iterator>
#include <list>
#include <mutex>
#include <new>
#include <type_traits>

#include "core/compute/aligned_array.h"

namespace lathe {
namespace {

/// FFTW's names for one precision.
template <class Real>
struct Fftw;

template <>
struct Fftw<float> {
  using Plan = fftwf_plan;
  using Bin = fftwf_complex;
  static constexpr auto planForward = fftwf_plan_dft_r2c_1d;
  static constexpr auto planInverse = fftwf_plan_dft_c2r_1d;
  static constexpr auto forward = fftwf_execute_dft_r2c;
  static constexpr auto inverse = fftwf_execute_dft_c2r;
  static constexpr auto destroy = fftwf_destroy_plan;
};

template <>
struct Fftw<double> {
  using Plan = fftw_plan;
  using Bin = fftw_complex;
  static constexpr auto planForward = fftw_plan_dft_r2c_1d;
  static constexpr auto planInverse = fftw_plan_dft_c2r_1d;
  static constexpr auto forward = fftw_execute_dft_r2c;
  static constexpr auto inverse = fftw_execute_dft_c2r;
  static constexpr auto destroy = fftw_destroy_plan;
};

/// The planner's lock, for both precisions: they share nothing, but planning is rare and this is plainly safe.
std::mutex& planner() {
  static std::mutex mutex;
  return mutex;
}

}  // namespace

template <class Real>
struct RealFft<Real>::Plans {
  typename Fftw<Real>::Plan forward = nullptr;
  typename Fftw<Real>::Plan inverse = nullptr;

  /// Call with the planner locked.
  explicit Plans(std::size_t size) {
    AlignedArray<Real> samples(size);
    AlignedArray<Complex<Real>> spectrum(size / 2 + 1);
    auto* bins = reinterpret_cast<typename Fftw<Real>::Bin*>(spectrum.data());
    // ESTIMATE: milliseconds instead of minutes, and the same plan, thus the same bits, in every run on a machine.
    forward =
        Fftw<Real>::planForward(static_cast<int>(size), samples.data(), bins, FFTW_ESTIMATE | FFTW_PRESERVE_INPUT);
    inverse = Fftw<Real>::planInverse(static_cast<int>(size), bins, samples.data(), FFTW_ESTIMATE | FFTW_DESTROY_INPUT);
    if (!forward || !inverse) throw std::bad_alloc();
  }
  /// The planner is locked here too: destroying a plan touches what planning does.
  ~Plans() {
    if (forward) Fftw<Real>::destroy(forward);
    if (inverse) Fftw<Real>::destroy(inverse);
  }
};

template <class Real>
std::shared_ptr<const typename RealFft<Real>::Plans> RealFft<Real>::plansFor(std::size_t size) {
  struct Kept {
    std::size_t size;
    std::shared_ptr<const Plans> plans;
  };
  std::mutex& planning = planner();  // made before, thus gone after, the plans kept below
  static std::list<Kept> recent;     // last used first
  std::list<Kept> outdated;          // dropped after the lock, as its last user takes it
  std::lock_guard lock(planning);
  for (auto kept = recent.begin(); kept != recent.end(); ++kept) {
    if (kept->size != size) continue;
    recent.splice(recent.begin(), recent, kept);
    return kept->plans;
  }
  std::shared_ptr<const Plans> plans(new Plans(size), [&planning](const Plans* dropped) {
    std::lock_guard destroying(planning);
    delete dropped;
  });
  recent.push_front({size, plans});
  if (recent.size() > keptFftPlans) outdated.splice(outdated.begin(), recent, std::prev(recent.end()));
  return plans;
}

template <class Real>
RealFft<Real>::RealFft(std::size_t size) : size_(size), plans_(plansFor(size)) {
  assert(size >= 2 && size % 2 == 0);
}

template <class Real>
void RealFft<Real>::forward(const Real* samples, Complex<Real>* spectrum) const noexcept {
  // FFTW takes no const pointer; PRESERVE_INPUT keeps the promise.
  Fftw<Real>::forward(plans_->forward, const_cast<Real*>(samples),
                      reinterpret_cast<typename Fftw<Real>::Bin*>(spectrum));
}

template <class Real>
void RealFft<Real>::inverse(Complex<Real>* spectrum, Real* samples) const noexcept {
  Fftw<Real>::inverse(plans_->inverse, reinterpret_cast<typename Fftw<Real>::Bin*>(spectrum), samples);
}

ComplexFfts::ComplexFfts(std::size_t size, std::size_t count, std::size_t stride, std::size_t distance,
                         Direction direction) {
  AlignedArray<Complex<float>> bins((size - 1) * stride + (count - 1) * distance + 1);
  auto* array = reinterpret_cast<fftwf_complex*>(bins.data());
  const int length = static_cast<int>(size), step = static_cast<int>(stride), hop = static_cast<int>(distance);
  std::mutex& planning = planner();
  std::lock_guard lock(planning);
  fftwf_plan plan =
      fftwf_plan_many_dft(1, &length, static_cast<int>(count), array, nullptr, step, hop, array, nullptr, step, hop,
                          direction == Direction::Forward ? FFTW_FORWARD : FFTW_BACKWARD, FFTW_ESTIMATE);
  if (!plan) throw std::bad_alloc();
  plan_ = std::shared_ptr<void>(plan, [&planning](void* dropped) {
    std::lock_guard destroying(planning);
    fftwf_destroy_plan(static_cast<fftwf_plan>(dropped));
  });
}

void ComplexFfts::operator()(Complex<float>* bins) const noexcept {
  auto* array = reinterpret_cast<fftwf_complex*>(bins);
  fftwf_execute_dft(static_cast<fftwf_plan>(plan_.get()), array, array);
}

template class RealFft<float>;
template class RealFft<double>;

}  // namespace lathe
