// The cascade's inner loops: several sections at a time with their states in registers.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/biquad.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace lathe {
namespace {

/// |c0 + c1 z^-1 + c2 z^-2|^2 with phi = sin^2(omega/2); no cancellation of large terms as cos(omega) would bring.
double quadraticPower(double c0, double c1, double c2, double phi) noexcept {
  const double sum = c0 + c1 + c2;
  return std::max(0.0, sum * sum - 4 * phi * (c0 * c1 + 4 * c0 * c2 + c1 * c2) + 16 * c0 * c2 * phi * phi);
}

bool bothAre(Pair pair, double value) noexcept { return pair[0] == value && pair[1] == value; }

}  // namespace

double power(const Biquad& section, double omega) noexcept {
  const double sine = std::sin(omega / 2), phi = sine * sine;
  return quadraticPower(section.b0, section.b1, section.b2, phi) / quadraticPower(1, section.a1, section.a2, phi);
}

Biquad inverse(const Biquad& section) noexcept {
  const double scale = 1 / section.b0;
  return {scale, section.a1 * scale, section.a2 * scale, section.b1 * scale, section.b2 * scale};
}

double poleRadius(const Biquad& section) noexcept {
  const double half = section.a1 / 2, discriminant = half * half - section.a2;
  return discriminant < 0 ? std::sqrt(section.a2) : std::abs(half) + std::sqrt(discriminant);
}

BiquadCascade::BiquadCascade(int sections) {
  const auto count = static_cast<std::size_t>(sections);
  now_ = from_ = to_ = std::vector<Coefficients>(count, pack({}, {}));
  states_.resize(count);
  active_.reserve(count);
}

BiquadCascade::Coefficients BiquadCascade::pack(const Biquad& l, const Biquad& r) noexcept {
  return {Pair{l.b0, r.b0}, Pair{l.b1, r.b1}, Pair{l.b2, r.b2}, Pair{l.a1, r.a1}, Pair{l.a2, r.a2}};
}

BiquadCascade::Coefficients BiquadCascade::mix(const Coefficients& from, const Coefficients& to, double share) noexcept {
  return {from.b0 + share * (to.b0 - from.b0), from.b1 + share * (to.b1 - from.b1), from.b2 + share * (to.b2 - from.b2),
          from.a1 + share * (to.a1 - from.a1), from.a2 + share * (to.a2 - from.a2)};
}

bool BiquadCascade::isIdentity(const Coefficients& c) noexcept {
  return bothAre(c.b0, 1) && bothAre(c.b1, 0) && bothAre(c.b2, 0) && bothAre(c.a1, 0) && bothAre(c.a2, 0);
}

void BiquadCascade::aim(int section, const Biquad& lane0, const Biquad& lane1) noexcept {
  to_[static_cast<std::size_t>(section)] = pack(lane0, lane1);
}

void BiquadCascade::glide(int frames) noexcept {
  assert(frames > 0);
  from_ = now_;
  left_ = length_ = frames;
  findActive();
}

void BiquadCascade::jump() noexcept {
  now_ = to_;
  left_ = 0;
  clear();
  findActive();
}

void BiquadCascade::clear() noexcept { std::ranges::fill(states_, State{}); }

/// Lists the sections that do something now or at the end of the glide; the others forget their sound.
void BiquadCascade::findActive() noexcept {
  active_.clear();
  for (std::size_t i = 0; i < now_.size(); ++i) {
    if (!isIdentity(now_[i]) || (left_ > 0 && !isIdentity(to_[i])))
      active_.push_back(static_cast<int>(i));
    else
      states_[i] = State{};
  }
}

/// N sections in one pass over the samples: a frame of the second section overlaps with the next frame of the first,
/// so the processor need not wait for the recursion of one section alone.
template <int N>
void BiquadCascade::run(const int* sections, Pair* samples, std::size_t frames) noexcept {
  Coefficients c[N];
  State s[N];
  for (int k = 0; k < N; ++k) {
    c[k] = now_[static_cast<std::size_t>(sections[k])];
    s[k] = states_[static_cast<std::size_t>(sections[k])];
  }
  for (std::size_t i = 0; i < frames; ++i) {
    Pair x = samples[i];
#pragma GCC unroll 4
    for (int k = 0; k < N; ++k) {
      const Pair y = c[k].b0 * x + s[k].s1;
      s[k].s1 = (c[k].b1 * x + s[k].s2) - c[k].a1 * y;
      s[k].s2 = c[k].b2 * x - c[k].a2 * y;
      x = y;
    }
    samples[i] = x;
  }
  for (int k = 0; k < N; ++k) states_[static_cast<std::size_t>(sections[k])] = s[k];
}

void BiquadCascade::runSteady(Pair* samples, std::size_t frames) noexcept {
  const int* section = active_.data();
  std::size_t rest = active_.size();
  for (; rest > 4; rest -= rest == 5 || rest == 6 ? 3 : 4, section = active_.data() + (active_.size() - rest)) {
    if (rest == 5 || rest == 6)
      run<3>(section, samples, frames);
    else
      run<4>(section, samples, frames);
  }
  switch (rest) {
    case 4: return run<4>(section, samples, frames);
    case 3: return run<3>(section, samples, frames);
    case 2: return run<2>(section, samples, frames);
    case 1: return run<1>(section, samples, frames);
    default: return;
  }
}

void BiquadCascade::runGliding(Pair* samples, std::size_t frames) noexcept {
  for (const int index : active_) {
    const auto k = static_cast<std::size_t>(index);
    State s = states_[k];
    Coefficients c = now_[k];
    for (std::size_t i = 0; i < frames; ++i) {
      const int done = length_ - left_ + static_cast<int>(i) + 1;
      c = mix(from_[k], to_[k], static_cast<double>(done) / length_);
      const Pair x = samples[i], y = c.b0 * x + s.s1;
      s.s1 = (c.b1 * x + s.s2) - c.a1 * y;
      s.s2 = c.b2 * x - c.a2 * y;
      samples[i] = y;
    }
    states_[k] = s;
    now_[k] = c;
  }
  left_ -= static_cast<int>(frames);
  if (left_ > 0) return;
  now_ = to_;
  findActive();
}

void BiquadCascade::process(Pair* samples, std::size_t frames) noexcept {
  if (left_ > 0) {
    const std::size_t gliding = std::min(frames, static_cast<std::size_t>(left_));
    runGliding(samples, gliding);
    samples += gliding;
    frames -= gliding;
  }
  if (frames > 0) runSteady(samples, frames);
}

void BiquadCascade::process(float* first, float* second, std::size_t frames) noexcept {
  constexpr std::size_t kChunk = 256;
  Pair pairs[kChunk];
  for (std::size_t start = 0; start < frames && !isIdle(); start += kChunk) {
    const std::size_t count = std::min(kChunk, frames - start);
    for (std::size_t i = 0; i < count; ++i)
      pairs[i] = Pair{finiteOrZero(first[start + i]), second ? finiteOrZero(second[start + i]) : 0.0};
    process(pairs, count);
    for (std::size_t i = 0; i < count; ++i) {
      first[start + i] = static_cast<float>(pairs[i][0]);
      if (second) second[start + i] = static_cast<float>(pairs[i][1]);
    }
  }
}

}  // namespace lathe
