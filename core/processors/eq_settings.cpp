// What the equaliser's parameters are and which curves they stand for.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cmath>

#include "core/processors/eq.h"

namespace lathe {
namespace {

constexpr int kOrders[] = {1, 2, 3, 4, 6, 8};  // by EqSlope

std::vector<Choice> typeChoices() {
  return {
      {"bell", "Bell"},           {"low-shelf", "Low shelf"}, {"high-shelf", "High shelf"}, {"low-pass", "Low-pass"},
      {"high-pass", "High-pass"}, {"notch", "Notch"},         {"band-pass", "Band-pass"},   {"tilt", "Tilt"}};
}

std::vector<Choice> slopeChoices() {
  return {{"6", "6 dB/oct"},   {"12", "12 dB/oct"}, {"18", "18 dB/oct"},
          {"24", "24 dB/oct"}, {"36", "36 dB/oct"}, {"48", "48 dB/oct"}};
}

std::vector<Choice> scopeChoices() {
  return {{"stereo", "Stereo"}, {"left", "Left"}, {"right", "Right"}, {"mid", "Mid"}, {"side", "Side"}};
}

void addBand(std::vector<Parameter>& list, std::size_t i) {
  using S = EqSettings;
  const std::string id = "band" + std::to_string(i + 1) + ".", name = "Band " + std::to_string(i + 1) + " ";
  const auto add = [&](auto member, Parameter parameter) {
    parameter.id = id + parameter.id;
    parameter.name = name + parameter.name;
    list.push_back(bind<S>(
        [ i, member ](S & s) -> auto& { return s.bands[i].*member; }, std::move(parameter)));
  };
  add(&EqBand::isEnabled, {"enabled", "on", Unit::Switch, 0, 1, "Switches the band on or off."});
  add(&EqBand::type,
      {"type", "type", Unit::Choice, 0, 0, "The shape of the band's curve.", Scale::Linear, typeChoices()});
  add(&EqBand::frequency,
      {"frequency", "frequency", Unit::Hertz, 10, 40000,
       "Centre of a bell or notch, half-gain point of a shelf, -3 dB point of a pass filter.", Scale::Logarithmic});
  add(&EqBand::gain, {"gain", "gain", Unit::Decibels, -30, 30, "Boost or cut of a bell, shelf or tilt."});
  add(&EqBand::q, {"q", "Q", Unit::Quality, 0.05, 40, "How narrow the band is; resonance of shelves and pass filters.",
                   Scale::Logarithmic});
  add(&EqBand::slope,
      {"slope", "slope", Unit::Choice, 0, 0, "How steeply a pass filter falls.", Scale::Linear, slopeChoices()});
  add(&EqBand::scope, {"scope", "channels", Unit::Choice, 0, 0, "The part of the sound that the band works on.",
                       Scale::Linear, scopeChoices()});
}

std::vector<Parameter> parameters() {
  std::vector<Parameter> list;
  for (std::size_t i = 0; i < EqSettings::kBands; ++i) addBand(list, i);
  list.push_back(bind<EqSettings>(&EqSettings::output,
                                  {"output", "Output gain", Unit::Decibels, -30, 30, "Level after all bands."}));
  return list;
}

bool counts(EqScope band, EqScope heard) {
  return heard == EqScope::Stereo || band == EqScope::Stereo || band == heard;
}

}  // namespace

std::array<EqBand, EqSettings::kBands> EqSettings::standardBands() {
  std::array<EqBand, kBands> bands;
  const double frequencies[] = {30, 80, 200, 500, 1250, 3150, 8000, 16000};
  for (std::size_t i = 0; i < kBands; ++i) bands[i].frequency = {frequencies[i]};
  return bands;
}

const SettingsType& EqSettings::type() {
  static const SettingsType type = describe<EqSettings>(
      "eq", "Equaliser", "Eight parametric bands without latency that keep their analogue shape up to the top.",
      parameters());
  return type;
}

AnalogFilter analogFilter(const EqBand& band) noexcept {
  if (!band.isEnabled) return {};
  const int order = kOrders[static_cast<std::size_t>(band.slope)];
  switch (band.type) {
    case EqType::LowPass:
      return analogLowPass(band.frequency, order, band.q);
    case EqType::HighPass:
      return analogHighPass(band.frequency, order, band.q);
    case EqType::Notch:
      return analogNotch(band.frequency, band.q);
    case EqType::BandPass:
      return analogBandPass(band.frequency, band.q);
    default:
      break;
  }
  if (band.gain == 0_dB) return {};
  switch (band.type) {
    case EqType::Bell:
      return analogBell(band.frequency, band.gain, band.q);
    case EqType::LowShelf:
      return analogLowShelf(band.frequency, band.gain, band.q);
    case EqType::HighShelf:
      return analogHighShelf(band.frequency, band.gain, band.q);
    case EqType::Tilt:
      return analogTilt(band.frequency, band.gain);
    default:
      return {};
  }
}

EqCurve::EqCurve(const EqSettings& settings, double sampleRate, EqScope heard)
    : sampleRate_(sampleRate), output_(settings.output) {
  for (const EqBand& band : settings.bands)
    if (const AnalogFilter filter = analogFilter(band); filter.count > 0 && counts(band.scope, heard))
      analog_.push_back(filter);
  for (const AnalogFilter& filter : analog_) digital_.push_back(matchFilter(filter, sampleRate));
}

Decibels EqCurve::at(Hertz frequency) const noexcept {
  double result = 1;
  for (const DigitalFilter& filter : digital_)
    result *= power(filter, 2 * std::numbers::pi * frequency.value / sampleRate_);
  return output_ + toDecibels(std::sqrt(result));
}

Decibels EqCurve::analogAt(Hertz frequency) const noexcept {
  double result = 1;
  for (const AnalogFilter& filter : analog_) result *= power(filter, frequency);
  return output_ + toDecibels(std::sqrt(result));
}

Decibels eqResponse(const EqSettings& settings, Hertz frequency, double sampleRate) {
  return EqCurve(settings, sampleRate).at(frequency);
}

Decibels eqTarget(const EqSettings& settings, Hertz frequency) { return EqCurve(settings, 44100).analogAt(frequency); }

}  // namespace lathe
