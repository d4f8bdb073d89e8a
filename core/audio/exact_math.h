// Exponentials, logarithms and trigonometry from basic arithmetic alone: the same bits with every CPU, compiler and libm.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cmath>
#include <complex>
#include <cstdint>
#include <cstring>
#include <limits>

/// A C library chooses among variants of exp, log, pow, sin by the CPU it runs on, and its next version rounds otherwise.
/// These use additions, multiplications, divisions and square roots, which IEEE 754 defines to the last bit, so whatever
/// reaches a sample, or a decision about samples, is computed here. Errors are below 1.1 units in the last place, below 1.5
/// for log1p and atan2, below 3 for tan, tanh and pow with an exponent of at most 16. The reductions and polynomials are
/// those of Sun's fdlibm (K. C. Ng, 1993). Zero, infinity and NaN are answered as the C standard says; errno stays.
namespace lathe::exact {

inline std::uint64_t bitsOf(double x) noexcept {
  std::uint64_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}

inline double ofBits(std::uint64_t bits) noexcept {
  double x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

namespace detail {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kLn2High = 6.93147180369123816490e-01, kLn2Low = 1.90821492927058770002e-10;

/// 2 to the power of a whole number from -1022 to 1023.
inline double powerOfTwo(std::int64_t n) noexcept { return ofBits(static_cast<std::uint64_t>(n + 1023) << 52); }

/// y * 2^n in two steps, so that what is too small for a normal number is rounded once.
inline double scaled(double y, std::int64_t n) noexcept {
  if (n >= -1021 && n <= 1023) return y * powerOfTwo(n);
  return n > 0 ? y * powerOfTwo(1023) * powerOfTwo(n > 2046 ? 1023 : n - 1023)
               : y * powerOfTwo(-1000) * powerOfTwo(n < -2022 ? -1022 : n + 1000);
}

/// The nearest whole number, for |x| < 2^51: the sum has no room for a fraction.
inline double nearest(double x) noexcept { return (x + 0x1.8p52) - 0x1.8p52; }

/// exp(high - low) * 2^k for |high - low| < 0.35.
inline double exponential(double high, double low, double k) noexcept {
  const double r = high - low, t = r * r;
  const double c =
      r -
      t * (1.66666666666666019037e-01 +
           t * (-2.77777777770155933842e-03 +
                t * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
  return scaled(1 - ((low - (r * c) / (2 - c)) - high), static_cast<std::int64_t>(k));
}

/// x = 2^k * (1 + f), with 1 + f from sqrt(1/2) to sqrt(2). For normal and subnormal x > 0.
struct Split {
  double k, f;
};
inline Split split(double x) noexcept {
  std::int64_t k = 0;
  if (x < 2.2250738585072014e-308) x *= 0x1p54, k = -54;
  std::uint64_t bits = bitsOf(x) + 0x00095f6200000000u;  // 1 above sqrt(1/2): the exponent then counts from there
  k += static_cast<std::int64_t>(bits >> 52) - 1023;
  bits = (bits & 0x000fffffffffffffu) + 0x3fe6a09e00000000u;
  return {static_cast<double>(k), ofBits(bits) - 1};
}

/// log(1 + f) - f + f^2 / 2.
inline double logarithmRest(double f, double halfSquare) noexcept {
  const double s = f / (2 + f), z = s * s, w = z * z;
  const double odd =
      z * (6.666666666666735130e-01 +
           w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  const double even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  return s * (halfSquare + (odd + even));
}

/// Whether x has no logarithm that is a number; then `answer` is it.
inline bool hasNoLogarithm(double x, double& answer) noexcept {
  if (x > 0 && x < kInfinity) return false;
  answer = x == 0 ? -kInfinity : x > 0 ? x : kNan;
  return true;
}

/// A value and what rounding took from it.
struct Two {
  double high, low;
};

/// log(x) in the base whose 1 / ln is inverseHigh + inverseLow and whose log(2) is twoHigh + twoLow.
inline Two logarithmIn(double x, double inverseHigh, double inverseLow, double twoHigh, double twoLow) noexcept {
  const Split s = split(x);
  const double halfSquare = 0.5 * s.f * s.f, rest = logarithmRest(s.f, halfSquare);
  const double high = ofBits(bitsOf(s.f - halfSquare) & 0xffffffff00000000u), low = (s.f - high) - halfSquare + rest;
  const double first = high * inverseHigh, whole = s.k * twoHigh;
  double small = s.k * twoLow + (low + high) * inverseLow + low * inverseHigh;
  const double sum = whole + first;
  small += (whole - sum) + first;
  const double result = sum + small;
  return {result, (sum - result) + small};
}

inline Two logarithmOfTwo(double x) noexcept {
  return logarithmIn(x, 1.44269504072144627571e+00, 1.67517131648865118353e-10, 1, 0);
}

/// The rounding error of a * b (Dekker 1971).
inline double productError(double a, double b, double product) noexcept {
  const double wideA = 134217729.0 * a, wideB = 134217729.0 * b;
  const double highA = wideA - (wideA - a), lowA = a - highA, highB = wideB - (wideB - b), lowB = b - highB;
  return ((highA * highB - product) + highA * lowB + lowA * highB) + lowA * lowB;
}

/// An angle from -pi / 4 to pi / 4 in two parts, and the quarter of the circle from which it counts.
struct Reduced {
  double high, low;
  int quarter;
};
/// Meant for |x| up to 2^40.
inline Reduced reduced(double x) noexcept {
  if (std::abs(x) <= 0.7853981633974483) return {x, 0, 0};
  constexpr double kHalfPi = 1.57079632679489655800e+00, kHalfPiRest = 6.12323399573676603587e-17;
  const double n = nearest(x * 0.63661977236758134308), product = n * kHalfPi;
  const double away = x - product, small = productError(n, kHalfPi, product) + n * kHalfPiRest;
  const double high = away - small;
  return {high, (away - high) - small, std::abs(n) < 0x1p51 ? static_cast<int>(static_cast<std::int64_t>(n) & 3) : 0};
}

/// Sine and cosine of high + low, from -pi / 4 to pi / 4.
inline double sineOf(double x, double low) noexcept {
  const double z = x * x, v = z * x;
  const double r =
      8.33333333332248946124e-03 +
      z * (-1.98412698298579493134e-04 +
           z * (2.75573137070700676789e-06 + z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)));
  return x - ((z * (0.5 * low - v * r) - low) - v * -1.66666666666666324348e-01);
}
inline double cosineOf(double x, double low) noexcept {
  const double z = x * x, w = z * z;
  const double r =
      z * (4.16666666666666019037e-02 + z * (-1.38888888888741095749e-03 + z * 2.48015872894767294178e-05)) +
      w * w * (-2.75573143513906633035e-07 + z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11));
  const double half = 0.5 * z, whole = 1 - half;
  return whole + (((1 - whole) - half) + (z * r - x * low));
}

inline double sineOf(const Reduced& angle, int quarters) noexcept {
  const int quarter = (angle.quarter + quarters) & 3;
  const double value = quarter & 1 ? cosineOf(angle.high, angle.low) : sineOf(angle.high, angle.low);
  return quarter & 2 ? -value : value;
}

inline double exponentialOrEnd(double high, double low, double k, double x) noexcept {
  if (!(x == x)) return x;
  return k > 1100 ? kInfinity : k < -1100 ? 0 : exponential(high, low, k);
}

}  // namespace detail

inline double exp(double x) noexcept {
  const double k = detail::nearest(x * 1.44269504088896338700e+00);
  return detail::exponentialOrEnd(x - k * detail::kLn2High, k * detail::kLn2Low, k, x);
}

inline double exp2(double x) noexcept {
  const double k = detail::nearest(x);
  return detail::exponentialOrEnd((x - k) * 0.69314718055994530942, 0, k, x);
}

/// 10^x.
inline double exp10(double x) noexcept {
  constexpr double kTwoHigh = 3.01029995663611771306e-01, kTwoLow = 3.69423907715893078616e-13;
  const double k = detail::nearest(x * 3.32192809488736234787);
  const double rest = (x - k * kTwoHigh) - k * kTwoLow;
  constexpr double kTenHigh = 2.30258509299404590109, kTenLow = -2.17075622338224935e-16;
  const double product = rest * kTenHigh;
  return detail::exponentialOrEnd(product, -(detail::productError(rest, kTenHigh, product) + rest * kTenLow), k, x);
}

/// exp(x) - 1, with its digits where x is small.
inline double expm1(double x) noexcept {
  if (!(x == x)) return x;
  if (x > 709.8) return exp(x);
  if (x < -40) return -1;
  const double k = std::abs(x) < 0.34657359027997264 ? 0 : detail::nearest(x * 1.44269504088896338700e+00);
  const double high = x - k * detail::kLn2High, low = k * detail::kLn2Low, r = high - low, c = (high - r) - low;
  const double half = 0.5 * r, square = r * half;
  const double r1 =
      1 + square * (-3.33333333333331316428e-02 +
                    square * (1.58730158725481460165e-03 +
                              square * (-7.93650757867487942473e-05 +
                                        square * (4.00821782732936239552e-06 + square * -2.01099218183624371326e-07))));
  const double t = 3 - r1 * half;
  double e = square * ((r1 - t) / (6 - r * t));
  if (k == 0) return r - (r * e - square);
  e = (r * (e - c) - c) - square;
  if (k == -1) return 0.5 * (r - e) - 0.5;
  if (k == 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  const auto n = static_cast<std::int64_t>(k);
  if (n <= -2 || n > 56) return detail::scaled(1 - (e - r), n) - 1;
  if (n < 20) return detail::scaled((1 - detail::powerOfTwo(-n)) - (e - r), n);
  return detail::scaled((r - (e + detail::powerOfTwo(-n))) + 1, n);
}

inline double log(double x) noexcept {
  double answer;
  if (detail::hasNoLogarithm(x, answer)) return answer;
  const detail::Split s = detail::split(x);
  const double halfSquare = 0.5 * s.f * s.f, rest = detail::logarithmRest(s.f, halfSquare);
  return s.k * detail::kLn2High - ((halfSquare - (rest + s.k * detail::kLn2Low)) - s.f);
}

inline double log2(double x) noexcept {
  double answer;
  return detail::hasNoLogarithm(x, answer) ? answer : detail::logarithmOfTwo(x).high;
}

inline double log10(double x) noexcept {
  double answer;
  if (detail::hasNoLogarithm(x, answer)) return answer;
  return detail::logarithmIn(x, 4.34294481878168880939e-01, 2.50829467116452752298e-11, 3.01029995663611771306e-01,
                             3.69423907715893078616e-13)
      .high;
}

/// log(1 + x), with its digits where x is small.
inline double log1p(double x) noexcept {
  const double u = 1 + x;
  if (!(u > 0 && u < detail::kInfinity)) return log(u);
  if (u == 1) return x;
  return log(u) + ((u > 2 ? 1 - (u - x) : x - (u - 1)) / u);
}

/// x^y. A negative x gives a number for whole y only.
inline double pow(double x, double y) noexcept {
  if (y == 0 || x == 1) return 1;
  if (!(x == x) || !(y == y)) return detail::kNan;
  const bool isOdd = std::floor(y * 0.5) * 2 != y && std::floor(y) == y && std::abs(y) < 0x1p53;
  const double sign = std::signbit(x) && isOdd ? -1 : 1;
  if (x < 0 && std::floor(y) != y) return detail::kNan;
  const double size = std::abs(x);
  if (size == 0 || size == detail::kInfinity) return sign * ((size == 0) == (y > 0) ? 0 : detail::kInfinity);
  if (std::abs(y) > 0x1p100) return size == 1 ? 1 : (size > 1) == (y > 0) ? detail::kInfinity : 0;
  const detail::Two log = detail::logarithmOfTwo(size);
  const double product = log.high * y;
  if (product > 1100) return sign * detail::kInfinity;
  if (product < -1100) return sign * 0.0;
  const double k = detail::nearest(product);
  const double rest = (product - k) + (detail::productError(log.high, y, product) + log.low * y);
  return sign * detail::exponential(rest * 0.69314718055994530942, 0, k);
}

/// Of an angle in radians. Their digits hold up to 2^40.
inline double sin(double x) noexcept {
  return std::abs(x) < detail::kInfinity ? detail::sineOf(detail::reduced(x), 0) : detail::kNan;
}
inline double cos(double x) noexcept {
  return std::abs(x) < detail::kInfinity ? detail::sineOf(detail::reduced(x), 1) : detail::kNan;
}
inline double tan(double x) noexcept {
  if (!(std::abs(x) < detail::kInfinity)) return detail::kNan;
  const detail::Reduced angle = detail::reduced(x);
  return detail::sineOf(angle, 0) / detail::sineOf(angle, 1);
}

inline double atan(double x) noexcept {
  if (!(x == x)) return x;
  double size = std::abs(x), high = 0, low = 0;
  if (size >= 0x1p66) return std::copysign(1.57079632679489655800e+00, x);
  if (size >= 2.4375) {
    high = 1.57079632679489655800e+00, low = 6.12323399573676603587e-17, size = -1 / size;
  } else if (size >= 1.1875) {
    high = 9.82793723247329054082e-01, low = 1.39033110312309984516e-17, size = (size - 1.5) / (1 + 1.5 * size);
  } else if (size >= 0.6875) {
    high = 7.85398163397448278999e-01, low = 3.06161699786838301793e-17, size = (size - 1) / (size + 1);
  } else if (size >= 0.4375) {
    high = 4.63647609000806093515e-01, low = 2.26987774529616870924e-17, size = (2 * size - 1) / (2 + size);
  }
  const double z = size * size, w = z * z;
  const double even = z * (3.33333333333329318027e-01 +
                           w * (1.42857142725034663711e-01 +
                                w * (9.09088713343650656196e-02 +
                                     w * (6.66107313738753120669e-02 +
                                          w * (4.97687799461593236017e-02 + w * 1.62858201153657823623e-02)))));
  const double odd =
      w *
      (-1.99999999998764832476e-01 +
       w * (-1.11111104054623557880e-01 +
            w * (-7.69187620504482999495e-02 + w * (-5.83357013379057348645e-02 + w * -3.65315727442169155270e-02))));
  const double result = high == 0 ? size - size * (even + odd) : high - ((size * (even + odd) - low) - size);
  return std::copysign(result, x);
}

/// The angle of the point (x, y), from -pi to pi.
inline double atan2(double y, double x) noexcept {
  constexpr double kPi = 3.14159265358979311600e+00, kPiRest = 1.22464679914735317720e-16;
  if (!(x == x) || !(y == y)) return detail::kNan;
  if (y == 0) return std::signbit(x) ? std::copysign(kPi, y) : y;
  if (x == 0) return std::copysign(kPi / 2, y);
  const double sizeX = std::abs(x), sizeY = std::abs(y);
  if (sizeY == detail::kInfinity && sizeX == detail::kInfinity)
    return std::copysign(x > 0 ? kPi / 4 : 3 * (kPi / 4), y);
  const double ratio = atan(sizeY / sizeX);
  return std::copysign(x > 0 ? ratio : kPi - (ratio - kPiRest), y);
}

inline double tanh(double x) noexcept {
  const double e = expm1(-2 * std::abs(x));
  return std::copysign(-e / (e + 2), x);
}

/// The length of (x, y), whose squares have to be within a double's range.
inline double hypot(double x, double y) noexcept { return std::sqrt(x * x + y * y); }
inline double abs(std::complex<double> z) noexcept { return hypot(z.real(), z.imag()); }
inline float abs(std::complex<float> z) noexcept {
  return static_cast<float>(hypot(static_cast<double>(z.real()), static_cast<double>(z.imag())));
}
/// The root with a real part that is not negative.
inline std::complex<double> sqrt(std::complex<double> z) noexcept {
  const double large = std::sqrt(0.5 * (abs(z) + std::abs(z.real())));
  if (large == 0) return {0, z.imag()};
  const double small = 0.5 * std::abs(z.imag()) / large;
  return {z.real() < 0 ? small : large, std::copysign(z.real() < 0 ? large : small, z.imag())};
}
inline double arg(std::complex<double> z) noexcept { return atan2(z.imag(), z.real()); }
inline std::complex<double> polar(double length, double angle) noexcept {
  const detail::Reduced at = detail::reduced(angle);
  return {length * detail::sineOf(at, 1), length * detail::sineOf(at, 0)};
}

/// In float: computed in double and rounded once more.
inline float exp(float x) noexcept { return static_cast<float>(exp(static_cast<double>(x))); }
inline float log(float x) noexcept { return static_cast<float>(log(static_cast<double>(x))); }
inline float log10(float x) noexcept { return static_cast<float>(log10(static_cast<double>(x))); }

}  // namespace lathe::exact
