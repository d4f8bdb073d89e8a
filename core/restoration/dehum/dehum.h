// De-hum: takes mains hum and its harmonics away by tracking them, or with narrow notches.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>

#include "core/dsp/biquad.h"
#include "core/processors/offline.h"
#include "core/processors/processor.h"

namespace lathe {

enum class HumBase { Automatic, Hertz50, Hertz60, Free };
enum class HumHarmonics { All, Odd, Even };
enum class HumMethod {
  Subtract,  ///< sinusoids that are tracked slowly, never more than the hum alone had
  Notch,     ///< narrow notches, which also take the music's notes there
};

struct DehumValues {
  HumBase base = HumBase::Automatic;
  Hertz frequency = 50_Hz;  ///< of a free base
  double harmonics = 60;    ///< at most so many, the base being the first
  HumHarmonics which = HumHarmonics::All;
  HumMethod method = HumMethod::Subtract;
  bool followsDrift = true;
  Seconds tracking = 2_s;     ///< over which amplitude and phase of a harmonic are averaged
  Decibels ceiling = 0.8_dB;  ///< how far above the learned hum a harmonic may be taken for hum
  double quality = 60;        ///< Q of the notch at the base; higher ones are as wide in hertz

  friend bool operator==(const DehumValues&, const DehumValues&) = default;
};

struct DehumSettings : DehumValues {
  std::string learn;  ///< ranges of hum without music, in seconds; empty: the quietest passages

  static const SettingsType& type();
  friend bool operator==(const DehumSettings&, const DehumSettings&) = default;
};

/// The live form: notches at a given base, no latency. With an automatic base or by subtraction, which need the whole
/// recording, it plays the sound as it is; renders use the whole-recording form.
class Dehum : public Processor {
 public:
  explicit Dehum(const DehumSettings& settings) : settings_(settings) {}

  void prepare(const ProcessFormat& format) override;
  void set(const Settings& settings) noexcept override;
  void reset() noexcept override;
  void process(AudioView block) noexcept override;
  std::size_t latency() const noexcept override { return 0; }
  std::size_t tail() const noexcept override;

 private:
  static constexpr int kMostNotches = 100;
  void aim() noexcept;
  Biquad notch(int harmonic) const noexcept;

  DehumSettings settings_;
  double sampleRate_ = 44100;
  std::vector<BiquadCascade> pairs_;  ///< per two channels
};

/// True for harmonics that the settings name.
bool isWanted(const DehumValues& values, int harmonic) noexcept;

ClipPtr applyDehum(const Settings& settings, const ClipPtr& input, bool keepsTail, const OfflineWork& work);

}  // namespace lathe
