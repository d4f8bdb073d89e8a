// The cascade's inner loops: several sections at a time with their states in registers.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/dsp/biquad.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/audio/exact_math.h"

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
  const double sine = exact::sin(omega / 2), phi = sine * sine;
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
  now_ = to_ = std::vector<Coefficients>(count, pack({}, {}));
  motions_.resize(count);
  states_.resize(count);
  active_.resize(count);
}

BiquadCascade::Coefficients BiquadCascade::pack(const Biquad& l, const Biquad& r) noexcept {
  return {Pair{l.b0, r.b0}, Pair{l.b1, r.b1}, Pair{l.b2, r.b2}, Pair{l.a1, r.a1}, Pair{l.a2, r.a2}};
}

BiquadCascade::Shape BiquadCascade::shapeOf(const Coefficients& c) noexcept {
  const Pair bottom = 1 + c.a1 + c.a2, top = 1 - c.a1 + c.a2, spread = 1 - c.a2;
  Shape s = {bottom, top, (c.b0 + c.b1 + c.b2) / bottom, (c.b0 - c.b2) / spread, (c.b0 - c.b1 + c.b2) / top};
  for (const int lane : {0, 1}) {
    s.g[lane] = std::sqrt(bottom[lane] / top[lane]);
    s.k[lane] = 2 * spread[lane] / std::sqrt(bottom[lane] * top[lane]);
  }
  return s;
}

BiquadCascade::Coefficients BiquadCascade::coefficientsOf(const Shape& s) noexcept {
  const Pair damping = s.g * s.k, square = s.g * s.g, scale = 1 / (1 + damping + square);
  const Pair bottom = s.low * square, middle = s.middle * damping;
  return {(s.high + middle + bottom) * scale, 2 * (bottom - s.high) * scale, (s.high - middle + bottom) * scale,
          2 * (square - 1) * scale, (1 - damping + square) * scale};
}

/// A lane that passes samples unchanged at one end has no poles there, so it takes on those of the other end.
BiquadCascade::Motion BiquadCascade::motionBetween(Shape from, Shape to, std::size_t frames) noexcept {
  const double share = 1 / static_cast<double>(frames);
  const auto isFlat = [](const Shape& s, int lane) {
    return s.low[lane] == 1 && s.middle[lane] == 1 && s.high[lane] == 1;
  };
  for (const int lane : {0, 1}) {
    Shape& flat = isFlat(from, lane) ? from : to;
    const Shape& other = isFlat(from, lane) ? to : from;
    if (!isFlat(flat, lane) || isFlat(other, lane)) continue;
    flat.g[lane] = other.g[lane];
    flat.k[lane] = other.k[lane];
  }
  const auto ratio = [share](Pair a, Pair b) {
    return Pair{exact::pow(b[0] / a[0], share), exact::pow(b[1] / a[1], share)};
  };
  return {from,
          {ratio(from.g, to.g), ratio(from.k, to.k), (to.low - from.low) * share, (to.middle - from.middle) * share,
           (to.high - from.high) * share}};
}

bool BiquadCascade::isIdentity(const Coefficients& c) noexcept {
  return bothAre(c.b0, 1) && bothAre(c.b1, 0) && bothAre(c.b2, 0) && bothAre(c.a1, 0) && bothAre(c.a2, 0);
}

void BiquadCascade::aim(int section, const Biquad& lane0, const Biquad& lane1) noexcept {
  to_[static_cast<std::size_t>(section)] = pack(lane0, lane1);
}

void BiquadCascade::glide(int frames) noexcept {
  assert(frames > 0);
  const bool isGliding = left_ > 0;
  left_ = static_cast<std::size_t>(frames);
  ringing_ = 0;
  findActive();
  for (std::size_t a = 0; a < activeCount_; ++a) {
    const auto k = static_cast<std::size_t>(active_[a]);
    const bool isMoving = isGliding && !isIdentity(now_[k]);
    motions_[k] = motionBetween(isMoving ? motions_[k].now : shapeOf(now_[k]), shapeOf(to_[k]), left_);
  }
}

void BiquadCascade::jump() noexcept {
  now_ = to_;
  left_ = ringing_ = 0;
  clear();
  findActive();
}

void BiquadCascade::clear() noexcept { std::ranges::fill(states_, State{}); }

/// Lists the sections that do something now or at the end of the glide; the others forget their sound.
void BiquadCascade::findActive() noexcept {
  activeCount_ = 0;
  for (std::size_t i = 0; i < now_.size(); ++i) {
    if (!isIdentity(now_[i]) || (left_ > 0 && !isIdentity(to_[i])))
      active_[activeCount_++] = static_cast<int>(i);
    else
      states_[i] = State{};
  }
}

/// N sections in one pass over the samples: a frame of the second section overlaps with the next frame of the first,
/// so the CPU need not wait for the recursion of one section alone.
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
  std::size_t rest = activeCount_;
  while (rest > 0) {
    const std::size_t taken = rest == 5 || rest == 6 ? 3 : std::min<std::size_t>(rest, 4);
    switch (taken) {
      case 4:
        run<4>(section, samples, frames);
        break;
      case 3:
        run<3>(section, samples, frames);
        break;
      case 2:
        run<2>(section, samples, frames);
        break;
      default:
        run<1>(section, samples, frames);
        break;
    }
    section += taken;
    rest -= taken;
  }
}

void BiquadCascade::runGliding(Pair* samples, std::size_t frames) noexcept {
  for (std::size_t a = 0; a < activeCount_; ++a) {
    const auto k = static_cast<std::size_t>(active_[a]);
    State s = states_[k];
    Coefficients c = now_[k];
    Shape& shape = motions_[k].now;
    const Shape& step = motions_[k].step;
    for (std::size_t i = 0; i < frames; ++i) {
      shape = {shape.g * step.g, shape.k * step.k, shape.low + step.low, shape.middle + step.middle,
               shape.high + step.high};
      c = coefficientsOf(shape);
      const Pair x = samples[i], y = c.b0 * x + s.s1;
      s.s1 = (c.b1 * x + s.s2) - c.a1 * y;
      s.s2 = c.b2 * x - c.a2 * y;
      samples[i] = y;
    }
    states_[k] = s;
    now_[k] = c;
  }
  left_ -= frames;
  if (left_ == 0) endGlide();
}

/// Arrives exactly. A lane that went keeps its poles, with zeros on top of them, until it has rung out by 200 dB.
void BiquadCascade::endGlide() noexcept {
  double slowest = 0;
  for (std::size_t a = 0; a < activeCount_; ++a) {
    const auto k = static_cast<std::size_t>(active_[a]);
    Coefficients arrived = to_[k];
    for (const int lane : {0, 1}) {
      const Biquad aim = {arrived.b0[lane], arrived.b1[lane], arrived.b2[lane], arrived.a1[lane], arrived.a2[lane]};
      if (!aim.isIdentity()) continue;
      arrived.a1[lane] = arrived.b1[lane] = now_[k].a1[lane];
      arrived.a2[lane] = arrived.b2[lane] = now_[k].a2[lane];
      slowest = std::max(slowest, poleRadius({1, 0, 0, arrived.a1[lane], arrived.a2[lane]}));
    }
    now_[k] = arrived;
  }
  if (slowest > 0) ringing_ = static_cast<std::size_t>(std::ceil(exact::log(1e-10) / exact::log(slowest)));
  findActive();
}

void BiquadCascade::process(Pair* samples, std::size_t frames) noexcept {
  while (frames > 0) {
    const std::size_t change = framesToChange(), count = change > 0 ? std::min(frames, change) : frames;
    if (left_ > 0) {
      runGliding(samples, count);
    } else {
      runSteady(samples, count);
      if (ringing_ > 0 && (ringing_ -= count) == 0) {
        now_ = to_;
        findActive();
      }
    }
    samples += count;
    frames -= count;
  }
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
