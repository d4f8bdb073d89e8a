// Equaliser: eight parametric bands whose curves follow their analogue prototypes up to the Nyquist frequency.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <array>
#include <numbers>
#include <vector>

#include "core/dsp/glide.h"
#include "core/dsp/matched_filter.h"
#include "core/processors/processor.h"

namespace lathe {

enum class EqType { Bell, LowShelf, HighShelf, LowPass, HighPass, Notch, BandPass, Tilt };
enum class EqSlope { Db6, Db12, Db18, Db24, Db36, Db48 };  ///< per octave, of low-pass and high-pass
/// Which part of the sound a band works on. Left and Right are those two loudspeakers, Mid and Side their sum and
/// difference, in any layout that has both; in a layout that has not, such a band does nothing.
/// Stereo means every channel there is.
enum class EqScope { Stereo, Left, Right, Mid, Side };

struct EqBand {
  bool isEnabled = true;
  EqType type = EqType::Bell;
  Hertz frequency = 1000_Hz;           ///< 10 Hz to 40 kHz, beyond the Nyquist frequency too
  Decibels gain = 0.0_dB;              ///< of bell, shelves and tilt (lows -gain, highs +gain)
  double q = std::numbers::sqrt2 / 2;  ///< of all but tilt; see core/dsp/matched_analog.h for what it means
  EqSlope slope = EqSlope::Db12;
  EqScope scope = EqScope::Stereo;

  friend bool operator==(const EqBand&, const EqBand&) = default;
};

struct EqSettings {
  static constexpr int kBands = 8;
  std::array<EqBand, kBands> bands = standardBands();
  Decibels output = 0.0_dB;

  static std::array<EqBand, kBands> standardBands();
  static const SettingsType& type();
  friend bool operator==(const EqSettings&, const EqSettings&) = default;
};

/// The analogue curve that a band is asked to follow; no section when the band does nothing.
AnalogFilter analogFilter(const EqBand& band) noexcept;

/// The level curve of settings at a sample rate, for drawing: designs once, then answers for many frequencies.
class EqCurve {
 public:
  /// `heard` is the part of the sound whose curve it is; bands of other scopes do not count. Stereo: all bands count.
  EqCurve(const EqSettings& settings, double sampleRate, EqScope heard = EqScope::Stereo);
  /// What the digital filters do, output gain included.
  Decibels at(Hertz frequency) const noexcept;
  /// What the analogue prototypes would do.
  Decibels analogAt(Hertz frequency) const noexcept;

 private:
  double sampleRate_;
  Decibels output_;
  std::vector<AnalogFilter> analog_;
  std::vector<DigitalFilter> digital_;
};

/// EqCurve::at for a single frequency.
Decibels eqResponse(const EqSettings& settings, Hertz frequency, double sampleRate);
/// EqCurve::analogAt for a single frequency.
Decibels eqTarget(const EqSettings& settings, Hertz frequency);

/// Minimum-phase bands in series, without latency: first those on channels (stereo, left, right), then those on mid and
/// side. Changes glide over 20 ms. Bands that are off or at 0 dB cost nothing once they have rung out, and with no
/// other band the samples pass bit for bit. Samples that are not finite count as silence.
class Eq : public Processor {
 public:
  explicit Eq(const EqSettings& settings) : settings_(settings) {}

  void prepare(const ProcessFormat& format) override;
  void set(const Settings& settings) noexcept override;
  void reset() noexcept override;
  void process(AudioView block) noexcept override;
  std::size_t latency() const noexcept override { return 0; }
  std::size_t tail() const noexcept override;

 private:
  /// Two channels that are filtered side by side; the second may be missing.
  struct Lanes {
    int first, second;
    bool isPair;  ///< the left and right loudspeakers
    BiquadCascade channels, midSide;
  };
  void aim(int band) noexcept;
  void process(Lanes& lanes, AudioView block, const double* gains) noexcept;

  EqSettings settings_;
  double sampleRate_ = 44100;
  std::array<DigitalFilter, EqSettings::kBands> filters_;
  std::vector<Lanes> lanes_;
  Glide gain_;
};

}  // namespace lathe
