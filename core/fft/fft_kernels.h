// The passes of a complex FFT on vectors of samples, from additions and multiplications alone.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <cstring>
#include <utility>

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wpsabi"  // vectors are never passed: every function here is inlined
#endif

namespace lathe {

template <class Real, std::size_t Width>
struct FftVector {
  typedef Real Type __attribute__((vector_size(Width * sizeof(Real))));
};
template <class Real>
struct FftVector<Real, 1> {
  using Type = Real;
};

/// Stockham's FFT (decimation in frequency, sorted by itself) in passes of radix 2, 3, 4, 5 or 8. All lanes of a vector
/// do the same in the same order, so every vector unit gives the same bits. Complex numbers lie in blocks: Width real
/// parts, then Width imaginary ones; in pairs means re, im, re, im, as outside. A pass that counts `m` and `s` turns
/// s transforms of R * m values each into R * s of m values.
template <class Real, std::size_t Width>
class FftKernels {
 public:
  static constexpr std::size_t W = Width;
  using V = typename FftVector<Real, Width>::Type;
  struct Z {
    V re, im;
  };

  /// Any pass, from `x`, whose rows of s values start `stride` values after each other, to `y`. `turns`: for each p the
  /// cosines and sines of 1 .. R - 1 times -2 pi p / (R * m). `Swap` gives real and imaginary parts for each other.
  template <int R, bool Swap = false, bool Pairs = false>
  [[gnu::always_inline]] static void middle(const Real* x, std::size_t stride, Real* y, std::size_t m, std::size_t s,
                                            const Real* turns) {
    for (std::size_t p = 0; p < m; ++p, turns += 2 * (R - 1)) {
      const Real* from = x + 2 * stride * p;
      Real* to = y + 2 * s * R * p;
      for (std::size_t q = 0; q < 2 * s; q += 2 * W) {
        Z z[R];
        for (std::size_t k = 0; k < R; ++k) z[k] = get<Swap, Pairs>(from + q + 2 * stride * m * k);
        butterfly<R>(z);
        store(to + q, z[0]);
        for (std::size_t k = 1; k < R; ++k)
          store(to + q + 2 * s * k, product(z[k], all(turns[2 * k - 2]), all(turns[2 * k - 1])));
      }
    }
  }

  /// The pass with m = 1, which may be done in place.
  template <int R, bool Swap, bool Pairs>
  [[gnu::always_inline]] static void last(const Real* x, Real* y, std::size_t s) {
    for (std::size_t q = 0; q < 2 * s; q += 2 * W) {
      Z z[R];
      for (std::size_t k = 0; k < R; ++k) z[k] = load(x + q + 2 * s * k);
      butterfly<R>(z);
      for (std::size_t k = 0; k < R; ++k) put<Swap, Pairs>(y + q + 2 * s * k, z[k]);
    }
  }

  /// The pass with s = 1, radix 8, for m a multiple of W. `turns`: as in middle, W values of p at a time.
  template <bool Swap, bool Pairs>
  [[gnu::always_inline]] static void first(const Real* x, Real* y, std::size_t m, const Real* turns) {
    static_assert(W == 8 || W == 4);
    for (std::size_t p = 0; p < m; p += W, turns += 14 * W) {
      Z z[8];
      for (std::size_t k = 0; k < 8; ++k) z[k] = get<Swap, Pairs>(x + 2 * (p + m * k));
      butterfly<8>(z);
      for (std::size_t k = 1; k < 8; ++k) {
        const Z turn = load(turns + 2 * W * (k - 1));
        z[k] = product(z[k], turn.re, turn.im);
      }
      V re[8], im[8];
      for (std::size_t k = 0; k < 8; ++k) re[k] = z[k].re, im[k] = z[k].im;
      for (std::size_t half = 0; half < 8; half += W) {
        transpose(re + half);
        transpose(im + half);
        for (std::size_t i = 0; i < W; ++i) store(y + 16 * (p + i) + 2 * half, {re[half + i], im[half + i]});
      }
    }
  }

  /// `count` complex numbers in blocks to pairs; `x` may be `y`.
  template <bool Swap>
  [[gnu::always_inline]] static void intoPairs(const Real* x, Real* y, std::size_t count) {
    for (std::size_t i = 0; i < 2 * count; i += 2 * W) put<Swap, true>(y + i, load(x + i));
  }

  /// The `count` + 1 bins, in pairs, of a real signal whose samples were taken in pairs as the complex numbers of which
  /// `z` is the transform. `turns`: blocks of cosine and sine of -pi k / count for k below count / 2.
  [[gnu::always_inline]] static void unpack(const Real* z, Real* bins, std::size_t count, const Real* turns) {
    Z next = load(z);  // the block behind the last one is the first
    for (std::size_t k = 0; k < count / 2; k += W) {
      const Z here = load(z + 2 * k), before = load(z + 2 * (count - k - W));
      const Z there{mirrored(before.re, next.re), mirrored(before.im, next.im)}, turn = load(turns + 2 * k);
      next = before;
      const V half = all(Real(0.5));
      const Z even{(here.re + there.re) * half, (here.im - there.im) * half};
      const Z odd{(here.im + there.im) * half, (there.re - here.re) * half}, turned = product(odd, turn.re, turn.im);
      put<false, true>(bins + 2 * k, add(even, turned));
      put<false, true>(bins + 2 * (count - k - W + 1), {reversed(even.re - turned.re), reversed(turned.im - even.im)});
    }
    bins[count] = z[count];
    bins[count + 1] = -z[count + W];
  }

  /// What unpack is the way back of, times 2.
  [[gnu::always_inline]] static void pack(const Real* bins, Real* z, std::size_t count, const Real* turns) {
    for (std::size_t k = 0; k < count; k += W) {
      const Z x = get<false, true>(bins + 2 * k), there = get<false, true>(bins + 2 * (count - k - W + 1));
      const Z mirror{reversed(there.re), reversed(there.im)};
      const Z turn = k < count / 2 ? load(turns + 2 * k) : quarter(load(turns + 2 * (k - count / 2)));
      const Z even{x.re + mirror.re, x.im - mirror.im}, difference{x.re - mirror.re, x.im + mirror.im};
      const Z odd{difference.re * turn.re + difference.im * turn.im, difference.im * turn.re - difference.re * turn.im};
      store(z + 2 * k, {even.re - odd.im, even.im + odd.re});
    }
  }

 private:
  [[gnu::always_inline]] static V value(const Real* from) {
    V v;
    std::memcpy(&v, from, sizeof v);
    return v;
  }
  [[gnu::always_inline]] static void set(Real* to, const V& v) { std::memcpy(to, &v, sizeof v); }
  [[gnu::always_inline]] static V all(Real r) {
    if constexpr (W == 1) {
      return r;
    } else {
      return V{} + r;
    }
  }
  [[gnu::always_inline]] static Z load(const Real* from) { return {value(from), value(from + W)}; }
  [[gnu::always_inline]] static void store(Real* to, const Z& z) {
    set(to, z.re);
    set(to + W, z.im);
  }
  template <bool Swap, bool Pairs>
  [[gnu::always_inline]] static Z get(const Real* from) {
    Z z = load(from);
    if constexpr (Pairs && W == 8) {
      z = {__builtin_shufflevector(z.re, z.im, 0, 2, 4, 6, 8, 10, 12, 14),
           __builtin_shufflevector(z.re, z.im, 1, 3, 5, 7, 9, 11, 13, 15)};
    } else if constexpr (Pairs && W == 4) {
      z = {__builtin_shufflevector(z.re, z.im, 0, 2, 4, 6), __builtin_shufflevector(z.re, z.im, 1, 3, 5, 7)};
    }
    if constexpr (Swap) std::swap(z.re, z.im);
    return z;
  }
  template <bool Swap, bool Pairs>
  [[gnu::always_inline]] static void put(Real* to, Z z) {
    if constexpr (Swap) std::swap(z.re, z.im);
    if constexpr (Pairs && W == 8) {
      z = {__builtin_shufflevector(z.re, z.im, 0, 8, 1, 9, 2, 10, 3, 11),
           __builtin_shufflevector(z.re, z.im, 4, 12, 5, 13, 6, 14, 7, 15)};
    } else if constexpr (Pairs && W == 4) {
      z = {__builtin_shufflevector(z.re, z.im, 0, 4, 1, 5), __builtin_shufflevector(z.re, z.im, 2, 6, 3, 7)};
    }
    store(to, z);
  }
  [[gnu::always_inline]] static V reversed(const V& a) {
    if constexpr (W == 8) {
      return __builtin_shufflevector(a, a, 7, 6, 5, 4, 3, 2, 1, 0);
    } else if constexpr (W == 4) {
      return __builtin_shufflevector(a, a, 3, 2, 1, 0);
    } else {
      return a;
    }
  }
  /// The first of `next`, then `before` from its last value down to its second.
  [[gnu::always_inline]] static V mirrored(const V& before, const V& next) {
    if constexpr (W == 8) {
      return __builtin_shufflevector(before, next, 8, 7, 6, 5, 4, 3, 2, 1);
    } else if constexpr (W == 4) {
      return __builtin_shufflevector(before, next, 4, 3, 2, 1);
    } else {
      return next;
    }
  }
  [[gnu::always_inline]] static Z add(const Z& a, const Z& b) { return {a.re + b.re, a.im + b.im}; }
  [[gnu::always_inline]] static Z subtract(const Z& a, const Z& b) { return {a.re - b.re, a.im - b.im}; }
  [[gnu::always_inline]] static Z scaled(const Z& a, const V& by) { return {a.re * by, a.im * by}; }
  [[gnu::always_inline]] static Z product(const Z& a, const V& re, const V& im) {
    return {a.re * re - a.im * im, a.re * im + a.im * re};
  }
  /// Times -i.
  [[gnu::always_inline]] static Z quarter(const Z& a) { return {a.im, -a.re}; }

  [[gnu::always_inline]] static void four(Z& a, Z& b, Z& c, Z& d) {
    const Z s = add(a, c), t = subtract(a, c), u = add(b, d), v = quarter(subtract(b, d));
    a = add(s, u), c = subtract(s, u), b = add(t, v), d = subtract(t, v);
  }

  template <int R>
  [[gnu::always_inline]] static void butterfly(Z* z) {
    static_assert(R == 2 || R == 3 || R == 4 || R == 5 || R == 8);
    if constexpr (R == 2) {
      const Z a = z[0];
      z[0] = add(a, z[1]), z[1] = subtract(a, z[1]);
    } else if constexpr (R == 3) {
      const Z sum = add(z[1], z[2]), rest = subtract(z[0], scaled(sum, all(Real(0.5))));
      const Z turned = scaled(quarter(subtract(z[1], z[2])), all(Real(0.86602540378443864676)));
      z[0] = add(z[0], sum), z[1] = add(rest, turned), z[2] = subtract(rest, turned);
    } else if constexpr (R == 4) {
      four(z[0], z[1], z[2], z[3]);
    } else if constexpr (R == 5) {
      const V c1 = all(Real(0.30901699437494742410)), c2 = all(Real(-0.80901699437494742410));
      const V s1 = all(Real(0.95105651629515357212)), s2 = all(Real(0.58778525229247312917));
      const Z a = add(z[1], z[4]), b = add(z[2], z[3]);
      const Z c = quarter(subtract(z[1], z[4])), d = quarter(subtract(z[2], z[3]));
      const Z e = add(add(z[0], scaled(a, c1)), scaled(b, c2)), f = add(add(z[0], scaled(a, c2)), scaled(b, c1));
      const Z g = add(scaled(c, s1), scaled(d, s2)), h = subtract(scaled(c, s2), scaled(d, s1));
      z[0] = add(add(z[0], a), b);
      z[1] = add(e, g), z[4] = subtract(e, g), z[2] = add(f, h), z[3] = subtract(f, h);
    } else {
      const V half = all(Real(0.70710678118654752440));
      Z a = add(z[0], z[4]), b = add(z[1], z[5]), c = add(z[2], z[6]), d = add(z[3], z[7]);
      Z e = subtract(z[0], z[4]), f = subtract(z[1], z[5]), g = quarter(subtract(z[2], z[6])), h = subtract(z[3], z[7]);
      f = {(f.re + f.im) * half, (f.im - f.re) * half};
      h = {(h.im - h.re) * half, -((h.re + h.im) * half)};
      four(a, b, c, d);
      four(e, f, g, h);
      z[0] = a, z[1] = e, z[2] = b, z[3] = f, z[4] = c, z[5] = g, z[6] = d, z[7] = h;
    }
  }

  /// W rows of W values.
  [[gnu::always_inline]] static void transpose(V* a) {
    if constexpr (W == 8) {
      V t[8], u[8];
      for (int i = 0; i < 8; i += 2) {
        t[i] = __builtin_shufflevector(a[i], a[i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
        t[i + 1] = __builtin_shufflevector(a[i], a[i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
      }
      for (int i = 0; i < 8; i += 4) {
        for (int j = 0; j < 2; ++j) {
          u[i + 2 * j] = __builtin_shufflevector(t[i + j], t[i + 2 + j], 0, 1, 8, 9, 4, 5, 12, 13);
          u[i + 2 * j + 1] = __builtin_shufflevector(t[i + j], t[i + 2 + j], 2, 3, 10, 11, 6, 7, 14, 15);
        }
      }
      for (int j = 0; j < 4; ++j) {
        a[j] = __builtin_shufflevector(u[j], u[4 + j], 0, 1, 2, 3, 8, 9, 10, 11);
        a[4 + j] = __builtin_shufflevector(u[j], u[4 + j], 4, 5, 6, 7, 12, 13, 14, 15);
      }
    } else {
      const V t = __builtin_shufflevector(a[0], a[1], 0, 4, 2, 6), u = __builtin_shufflevector(a[0], a[1], 1, 5, 3, 7);
      const V v = __builtin_shufflevector(a[2], a[3], 0, 4, 2, 6), w = __builtin_shufflevector(a[2], a[3], 1, 5, 3, 7);
      a[0] = __builtin_shufflevector(t, v, 0, 1, 4, 5), a[1] = __builtin_shufflevector(u, w, 0, 1, 4, 5);
      a[2] = __builtin_shufflevector(t, v, 2, 3, 6, 7), a[3] = __builtin_shufflevector(u, w, 2, 3, 6, 7);
    }
  }
};

}  // namespace lathe
