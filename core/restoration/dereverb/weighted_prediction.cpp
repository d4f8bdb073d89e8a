// Weighted correlations of the past, Cholesky's factors, and the prediction; three times over.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/dereverb/weighted_prediction.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/audio/simd.h"

namespace lathe {
namespace {

constexpr std::size_t L = WeightedPrediction::kLanes;
constexpr float kLeastVariance = 1e-3f;  // of the mean of a bin
constexpr double kLoading = 1e-4;        // of the mean of the diagonal

/// weights[n] = mean power of what is left of all channels
LATHE_VECTOR_CLONES
void variances(const float* sound, const float* predicted, std::size_t channels, float* variance) {
  for (std::size_t n = 0; n < L; ++n) variance[n] = 0;
  for (std::size_t c = 0; c < channels; ++c)
    for (std::size_t n = 0; n < L; ++n) {
      const float re = sound[c * 2 * L + n] - predicted[c * 2 * L + n];
      const float im = sound[c * 2 * L + L + n] - predicted[c * 2 * L + L + n];
      variance[n] += re * re + im * im;
    }
}

LATHE_VECTOR_CLONES
void weigh(const float* x, const float* weight, float* out) {
  for (std::size_t n = 0; n < L; ++n) out[n] = x[n] * weight[n];
  for (std::size_t n = 0; n < L; ++n) out[L + n] = x[L + n] * weight[n];
}

/// sum += a * conj(b) for `count` values b, each followed by the next; sums too.
LATHE_VECTOR_CLONES
void correlateWith(const float* a, const float* b, std::size_t count, float* sum) {
  for (std::size_t i = 0; i < count; ++i, b += 2 * L, sum += 2 * L)
    for (std::size_t n = 0; n < L; ++n) {
      sum[n] += a[n] * b[n] + a[L + n] * b[L + n];
      sum[L + n] += a[L + n] * b[n] - a[n] * b[L + n];
    }
}

/// out += conj(filter) * x for `count` values.
LATHE_VECTOR_CLONES
void addFiltered(const float* filter, const float* x, std::size_t count, float* out) {
  for (std::size_t i = 0; i < count; ++i, filter += 2 * L, x += 2 * L)
    for (std::size_t n = 0; n < L; ++n) {
      out[n] += filter[n] * x[n] + filter[L + n] * x[L + n];
      out[L + n] += filter[n] * x[L + n] - filter[L + n] * x[n];
    }
}

}  // namespace

WeightedPrediction::WeightedPrediction(std::size_t frames, int channels, std::size_t mostTaps)
    : channels_(static_cast<std::size_t>(channels)),
      sound_(frames * channels_ * 2 * L),
      predicted_(frames * channels_ * 2 * L),
      weights_(frames * L) {
  const std::size_t unknowns = mostTaps * channels_;
  weighted_ = AlignedArray<float>(2 * L);
  correlations_ = AlignedArray<float>((unknowns * (unknowns + 1) / 2 + unknowns * channels_) * 2 * L);
  filters_ = AlignedArray<float>(unknowns * channels_ * 2 * L);
  matrix_ = AlignedArray<double>(unknowns * unknowns * 2);
  column_ = AlignedArray<double>(unknowns * 2);
}

void WeightedPrediction::predict(std::size_t frames, std::size_t delay, std::size_t taps) {
  std::fill_n(predicted_.data(), frames * channels_ * 2 * L, 0.0f);
  if (frames <= delay + taps) return;
  for (std::size_t i = 0; i < kIterations; ++i) {
    computeWeights(frames);
    correlate(frames, delay, taps);
    solve(taps * channels_);
    apply(frames, delay, taps);
  }
}

void WeightedPrediction::computeWeights(std::size_t frames) {
  double mean[L] = {};
  for (std::size_t t = 0; t < frames; ++t) {
    float* variance = weights_.data() + t * L;
    variances(spectrum(t, 0), predicted(t, 0), channels_, variance);
    for (std::size_t n = 0; n < L; ++n) mean[n] += static_cast<double>(variance[n]);
  }
  float least[L];
  for (std::size_t n = 0; n < L; ++n)
    least[n] = std::max(kLeastVariance * static_cast<float>(mean[n] / static_cast<double>(frames)), 1e-20f);
  // Means of three frames: a single frame's power scatters widely around its variance.
  float last[L], here[L];
  std::copy_n(weights_.data(), L, last);
  for (std::size_t t = 0; t < frames; ++t) {
    float* weight = weights_.data() + t * L;
    const float* next = t + 1 < frames ? weight + L : weight;
    std::copy_n(weight, L, here);
    for (std::size_t n = 0; n < L; ++n)
      weight[n] = 1.0f / std::max((last[n] + here[n] + next[n]) * (1.0f / 3.0f), least[n]);
    std::copy_n(here, L, last);
  }
}

void WeightedPrediction::correlate(std::size_t frames, std::size_t delay, std::size_t taps) {
  const std::size_t unknowns = taps * channels_, triangle = unknowns * (unknowns + 1) / 2;
  std::fill_n(correlations_.data(), (triangle + unknowns * channels_) * 2 * L, 0.0f);
  // The past of frame t in memory, oldest first: unknown i is channel i % channels of frame t - delay - taps + 1 +
  // i / channels.
  for (std::size_t t = delay + taps - 1; t < frames; ++t) {
    const float* past = spectrum(t - delay - taps + 1, 0);
    float* sum = correlations_.data();
    float* right = correlations_.data() + triangle * 2 * L;
    for (std::size_t i = 0; i < unknowns; ++i) {
      weigh(past + i * 2 * L, weights_.data() + t * L, weighted_.data());
      correlateWith(weighted_.data(), past, i + 1, sum);
      sum += (i + 1) * 2 * L;
      correlateWith(weighted_.data(), spectrum(t, 0), channels_, right);
      right += channels_ * 2 * L;
    }
  }
}

void WeightedPrediction::solve(std::size_t unknowns) {
  const std::size_t triangle = unknowns * (unknowns + 1) / 2;
  const auto at = [&](std::size_t i, std::size_t j) { return matrix_.data() + 2 * (i * unknowns + j); };
  for (std::size_t n = 0; n < L; ++n) {
    double trace = 0;
    for (std::size_t i = 0, k = 0; i < unknowns; ++i)
      for (std::size_t j = 0; j <= i; ++j, ++k) {
        at(i, j)[0] = static_cast<double>(correlations_[k * 2 * L + n]);
        at(i, j)[1] = static_cast<double>(correlations_[k * 2 * L + L + n]);
        if (i == j) trace += at(i, i)[0];
      }
    const double loading = kLoading * trace / static_cast<double>(unknowns) + 1e-30;
    // Cholesky: the matrix becomes its lower factor.
    for (std::size_t j = 0; j < unknowns; ++j) {
      double diagonal = at(j, j)[0] + loading;
      for (std::size_t k = 0; k < j; ++k) diagonal -= at(j, k)[0] * at(j, k)[0] + at(j, k)[1] * at(j, k)[1];
      const double pivot = std::sqrt(std::max(diagonal, 1e-3 * loading));
      at(j, j)[0] = pivot;
      for (std::size_t i = j + 1; i < unknowns; ++i) {
        double re = at(i, j)[0], im = at(i, j)[1];
        for (std::size_t k = 0; k < j; ++k) {
          re -= at(i, k)[0] * at(j, k)[0] + at(i, k)[1] * at(j, k)[1];
          im -= at(i, k)[1] * at(j, k)[0] - at(i, k)[0] * at(j, k)[1];
        }
        at(i, j)[0] = re / pivot;
        at(i, j)[1] = im / pivot;
      }
    }
    for (std::size_t c = 0; c < channels_; ++c) {
      double* x = column_.data();
      for (std::size_t i = 0; i < unknowns; ++i) {
        const float* right = correlations_.data() + (triangle + i * channels_ + c) * 2 * L;
        double re = static_cast<double>(right[n]), im = static_cast<double>(right[L + n]);
        for (std::size_t k = 0; k < i; ++k) {
          re -= at(i, k)[0] * x[2 * k] - at(i, k)[1] * x[2 * k + 1];
          im -= at(i, k)[0] * x[2 * k + 1] + at(i, k)[1] * x[2 * k];
        }
        x[2 * i] = re / at(i, i)[0];
        x[2 * i + 1] = im / at(i, i)[0];
      }
      for (std::size_t i = unknowns; i-- > 0;) {
        double re = x[2 * i], im = x[2 * i + 1];
        for (std::size_t k = i + 1; k < unknowns; ++k) {
          re -= at(k, i)[0] * x[2 * k] + at(k, i)[1] * x[2 * k + 1];
          im -= at(k, i)[0] * x[2 * k + 1] - at(k, i)[1] * x[2 * k];
        }
        x[2 * i] = re / at(i, i)[0];
        x[2 * i + 1] = im / at(i, i)[0];
        float* filter = filters_.data() + (c * unknowns + i) * 2 * L;
        filter[n] = static_cast<float>(x[2 * i]);
        filter[L + n] = static_cast<float>(x[2 * i + 1]);
      }
    }
  }
}

void WeightedPrediction::apply(std::size_t frames, std::size_t delay, std::size_t taps) {
  const std::size_t unknowns = taps * channels_;
  for (std::size_t t = 0; t < frames; ++t) {
    float* out = predicted_.data() + place(t, 0);
    std::fill_n(out, channels_ * 2 * L, 0.0f);
    if (t < delay) continue;
    const std::size_t there = std::min(taps, t - delay + 1);  // of the frames, near the start
    const std::size_t first = (taps - there) * channels_;
    const float* past = spectrum(t - delay + 1 - there, 0);
    for (std::size_t c = 0; c < channels_; ++c)
      addFiltered(filters_.data() + (c * unknowns + first) * 2 * L, past, unknowns - first, out + c * 2 * L);
  }
}

}  // namespace lathe
