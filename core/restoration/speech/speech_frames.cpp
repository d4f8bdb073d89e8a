// Spectra of overlapping frames, summed in bands; periodicity from their autocorrelation.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/speech/speech_frames.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/dsp/window.h"
#include "core/fft/aligned_array.h"
#include "core/fft/fft_plans.h"
#include "core/restoration/declick/click_detector.h"

namespace lathe {
namespace {

constexpr std::size_t kWindow = 2048, kHopsPerWindow = 8;  ///< at 44.1 and 48 kHz

std::size_t windowFor(int rate) {
  if (rate < 24000) return kWindow / 2;
  return kWindow * std::bit_floor(rateFactor(rate));
}

/// One window's measures; made once, used for all.
class FrameMeter {
 public:
  FrameMeter(std::size_t size, int rate)
      : rate_(rate),
        fft_(size),
        turned_(2 * size),
        window_(size),
        samples_(size),
        padded_(2 * size),
        spectrum_(size / 2 + 1),
        wide_(size + 1) {
    for (std::size_t n = 0; n < size; ++n) {
      window_[n] = hann(n, size, WindowPhase::Centred);
      squares_ += window_[n] * window_[n];
    }
    // The window's own autocorrelation, which that of the sound is divided by.
    for (std::size_t n = 0; n < size; ++n) padded_[n] = window_[n];
    correlate();
    shape_.assign(padded_.data(), padded_.data() + size);
  }

  /// Adds one channel's powers to `frame`; the voicing is the largest of all channels.
  void add(std::span<const float> sound, double share, SpeechFrame& frame) {
    const std::size_t size = window_.size();
    for (std::size_t n = 0; n < size; ++n)
      samples_[n] = window_[n] * (std::isfinite(sound[n]) ? static_cast<double>(sound[n]) : 0.0);
    for (std::size_t n = 0; n < size; ++n) padded_[n] = samples_[n];
    for (std::size_t n = size; n < 2 * size; ++n) padded_[n] = 0;
    fft_.forward(samples_.data(), spectrum_.data());
    std::array<double, 5> sums{};
    const double width = static_cast<double>(rate_) / static_cast<double>(size);
    for (std::size_t band = 0; band < sums.size(); ++band) {
      const auto first = static_cast<std::size_t>(std::ceil(kSpeechBands[band] / width));
      const auto past = std::min(spectrum_.size(), static_cast<std::size_t>(std::ceil(kSpeechBands[band + 1] / width)));
      for (std::size_t k = first; k < past; ++k) {
        const auto& bin = spectrum_[k];
        sums[band] += static_cast<double>(bin.re) * bin.re + static_cast<double>(bin.im) * bin.im;
      }
      frame.power[band] += static_cast<float>(share * 2 * sums[band] / (squares_ * static_cast<double>(size)));
    }
    correlate();
    if (!(padded_[0] > 0)) return;
    const auto shortest = static_cast<std::size_t>(rate_ / 400.0), longest = static_cast<std::size_t>(rate_ / 70.0);
    double best = 0;
    for (std::size_t lag = shortest; lag <= std::min(longest, size / 2); ++lag)
      best = std::max(best, padded_[lag] / padded_[0] * shape_[0] / shape_[lag]);
    frame.voicing = std::max(frame.voicing, static_cast<float>(std::min(1.0, best)));
  }

 private:
  /// padded_ becomes its own autocorrelation, without what lies above 4 kHz: voices are told by what is below.
  void correlate() {
    turned_.forward(padded_.data(), wide_.data());
    const double width = static_cast<double>(rate_) / static_cast<double>(padded_.size());
    for (std::size_t k = 0; k < wide_.size(); ++k) {
      const bool isHeard =
          shape_.empty() || (static_cast<double>(k) * width > 60 && static_cast<double>(k) * width < 4000);
      const double power = isHeard ? wide_[k].re * wide_[k].re + wide_[k].im * wide_[k].im : 0.0;
      wide_[k] = {power, 0};
    }
    turned_.inverse(wide_.data(), padded_.data());
  }

  int rate_;
  RealFft<double> fft_, turned_;
  AlignedArray<double> window_, samples_, padded_;
  AlignedArray<Complex<double>> spectrum_, wide_;
  std::vector<double> shape_;
  double squares_ = 0;
};

void findLevels(SpeechFrames& speech) {
  std::vector<double> levels;
  for (const SpeechFrame& f : speech.frames)
    if (const double level = speechLevel(f.voice()); level > -120) levels.push_back(level);
  if (levels.empty()) {
    speech.voiceLevel = speech.floorLevel = -200;
    return;
  }
  std::ranges::sort(levels);
  const auto at = [&](double share) {
    return levels[static_cast<std::size_t>(share * static_cast<double>(levels.size() - 1))];
  };
  speech.floorLevel = at(0.1);
  const double loud = at(0.98) - 25;
  double sum = 0, count = 0;
  for (const double level : levels)
    if (level >= loud) sum += exact::exp10(level / 10), count += 1;
  speech.voiceLevel = speechLevel(sum / count);
}

}  // namespace

double speechLevel(double power) noexcept { return power > 1e-20 ? 10 * exact::log10(power) : -200; }

SpeechFrames listenToSpeech(const AudioClip& clip, const OfflineWork& work) {
  SpeechFrames speech;
  const int rate = clip.format().sampleRate, channels = clip.format().channels();
  const std::size_t size = windowFor(rate);
  speech.sampleRate = rate;
  speech.hop = size / kHopsPerWindow;
  const auto count = static_cast<std::size_t>(clip.frames() / speech.hop + 1);
  speech.frames.resize(count);
  constexpr std::size_t kBatch = 256;
  FrameMeter meter(size, rate);
  AudioBuffer buffer(channels, (kBatch - 1) * speech.hop + size);
  for (std::size_t first = 0; first < count; first += kBatch) {
    work.progress.throwIfStopped();
    work.progress.at(static_cast<double>(first) / static_cast<double>(count), "listening to speech");
    // Before the recording there is silence.
    const auto wanted = static_cast<std::int64_t>(first * speech.hop) - static_cast<std::int64_t>(size / 2);
    const auto lead = static_cast<std::size_t>(std::max<std::int64_t>(0, -wanted));
    clear(buffer.view());
    clip.read(static_cast<std::uint64_t>(wanted + static_cast<std::int64_t>(lead)),
              buffer.view().slice(lead, buffer.frames() - lead));
    for (std::size_t i = 0; i < std::min(kBatch, count - first); ++i)
      for (int c = 0; c < channels; ++c)
        meter.add(std::as_const(buffer)[c].subspan(i * speech.hop, size), 1.0 / channels, speech.frames[first + i]);
  }
  findLevels(speech);
  return speech;
}

}  // namespace lathe
