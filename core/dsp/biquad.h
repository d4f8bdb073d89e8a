// Second-order filter sections in double precision, and a cascade of them whose coefficients glide.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <vector>

namespace lathe {

/// H(z) = (b0 + b1 z^-1 + b2 z^-2) / (1 + a1 z^-1 + a2 z^-2).
struct Biquad {
  double b0 = 1, b1 = 0, b2 = 0, a1 = 0, a2 = 0;

  /// Passes samples unchanged.
  bool isIdentity() const noexcept { return *this == Biquad{}; }
  friend bool operator==(const Biquad&, const Biquad&) = default;
};

/// |H|^2 at `omega` radians per frame; stays accurate far below the sample rate.
double power(const Biquad& section, double omega) noexcept;
/// The section that undoes a minimum-phase one.
Biquad inverse(const Biquad& section) noexcept;
/// Radius of the outer pole.
double poleRadius(const Biquad& section) noexcept;

/// Two doubles that go through the same operations: left and right, or mid and side.
typedef double Pair __attribute__((vector_size(16)));

/// A sample as a filter may take it: what is not finite is silence.
inline double finiteOrZero(float sample) noexcept { return sample - sample == 0 ? static_cast<double>(sample) : 0.0; }

/// A fixed number of sections in series on two lanes, each lane with its own coefficients (transposed direct form II,
/// whose double-precision rounding noise stays below -180 dBFS even for a 10 Hz filter at 192 kHz).
/// A glide moves the poles' frequency and damping in equal ratios per frame, and the levels at the bottom, in the
/// middle and at the top of the band in equal steps: a filter that moves stays stable and keeps its kind, and one that
/// comes or goes fades. Nothing depends on how frames are split into blocks. Sections that pass samples unchanged in
/// both lanes cost nothing; one that went costs until it has rung out.
class BiquadCascade {
 public:
  explicit BiquadCascade(int sections = 0);

  /// Names the coefficients that the next glide() or jump() goes to.
  void aim(int section, const Biquad& lane0, const Biquad& lane1) noexcept;
  /// Moves to the aims over `frames` frames, from wherever an unfinished glide has got to.
  void glide(int frames) noexcept;
  /// Takes the aims on at once and forgets all sound.
  void jump() noexcept;
  /// Forgets all sound.
  void clear() noexcept;

  /// Nothing to do: process() would not change the samples.
  bool isIdle() const noexcept { return activeCount_ == 0; }
  /// Frames until a glide is over or a section that went has rung out, 0 when nothing of that kind is under way;
  /// isIdle() can only change then.
  std::size_t framesToChange() const noexcept { return left_ > 0 ? left_ : ringing_; }
  void process(Pair* samples, std::size_t frames) noexcept;
  /// The same on one sample row per lane, `second` may be null. Samples that are not finite count as silence, as they
  /// would stay in the filter for ever.
  void process(float* first, float* second, std::size_t frames) noexcept;

 private:
  struct Coefficients {
    Pair b0, b1, b2, a1, a2;
  };
  struct State {
    Pair s1, s2;
  };
  /// The same filter as levels and poles: b and a follow from g = tan(pi f / rate) and k = 1 / Q of the poles, and the
  /// levels at 0 Hz, of the band-pass part and at the Nyquist frequency.
  struct Shape {
    Pair g, k, low, middle, high;
  };
  struct Motion {
    Shape now, step;  ///< g and k are multiplied by their step, the levels have theirs added
  };
  static Coefficients pack(const Biquad& lane0, const Biquad& lane1) noexcept;
  static Shape shapeOf(const Coefficients& c) noexcept;
  static Coefficients coefficientsOf(const Shape& s) noexcept;
  static Motion motionBetween(Shape from, Shape to, std::size_t frames) noexcept;
  static bool isIdentity(const Coefficients& c) noexcept;
  template <int N>
  void run(const int* sections, Pair* samples, std::size_t frames) noexcept;
  void runSteady(Pair* samples, std::size_t frames) noexcept;
  void runGliding(Pair* samples, std::size_t frames) noexcept;
  void endGlide() noexcept;
  void findActive() noexcept;

  std::vector<Coefficients> now_, to_;
  std::vector<Motion> motions_;
  std::vector<State> states_;
  std::vector<int> active_;  ///< first activeCount_: the sections that do something, in order
  std::size_t activeCount_ = 0;
  std::size_t left_ = 0;     ///< frames of the glide still to come
  std::size_t ringing_ = 0;  ///< after a glide: frames until the sections that went are silent
};

}  // namespace lathe
