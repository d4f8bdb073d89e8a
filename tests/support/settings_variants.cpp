// Drawing settings from what each type says about its parameters.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/support/settings_variants.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "core/stages/registry.h"

namespace lathe::test {
namespace {

Settings allAt(const SettingsType& type, double Parameter::*end) {
  Settings settings(type);
  for (const Parameter& p : type.parameters) settings.set(p.id, p.*end);
  return settings;
}

double drawn(const Parameter& p, double share) {
  if (p.scale == Scale::Logarithmic && p.minimum > 0) return p.minimum * std::pow(p.maximum / p.minimum, share);
  const double number = p.minimum + share * (p.maximum - p.minimum);
  return p.unit == Unit::Choice || p.unit == Unit::Switch ? std::round(number) : number;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Variant& variant) { return out << variant.name; }

Settings randomSettings(const SettingsType& type, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Settings settings(type);
  for (const Parameter& p : type.parameters)
    settings.set(p.id, std::clamp(drawn(p, static_cast<double>(random() >> 11) * 0x1p-53), p.minimum, p.maximum));
  return settings;
}

std::vector<Variant> variantsOfAllProcessors() {
  std::vector<Variant> variants = defaultsOfAllProcessors();
  for (const ProcessorType& processor : processorTypes()) {
    const SettingsType& type = *processor.settings;
    for (const std::uint64_t seed : {1u, 2u, 3u})
      variants.push_back({type.id + "_random" + std::to_string(seed), randomSettings(type, seed)});
    variants.push_back({type.id + "_lowest", allAt(type, &Parameter::minimum)});
    variants.push_back({type.id + "_highest", allAt(type, &Parameter::maximum)});
  }
  return variants;
}

std::vector<Variant> defaultsOfAllProcessors() {
  std::vector<Variant> variants;
  for (const ProcessorType& processor : processorTypes())
    variants.push_back({processor.settings->id + "_default", Settings(*processor.settings)});
  return variants;
}

std::vector<Settings> extremesOf(const SettingsType& type) {
  std::vector<Settings> all;
  for (const Parameter& p : type.parameters) {
    const int steps = p.unit == Unit::Choice ? static_cast<int>(p.choices.size()) - 1 : 1;
    for (int i = 0; i <= steps; ++i) {
      Settings settings(type);
      settings.set(p.id, steps == 0 ? p.minimum : p.minimum + (p.maximum - p.minimum) * i / steps);
      all.push_back(std::move(settings));
    }
  }
  return all;
}

Settings withoutRoundingNoise(Settings settings) {
  if (const Parameter* bits = settings.type().find("bits")) settings.set("bits", bits->maximum);
  if (settings.type().find("auto-blank")) settings.set("auto-blank", 1);
  return settings;
}

std::string textOf(const Settings& settings) {
  std::string text;
  for (const Parameter& p : settings.type().parameters) text += p.id + "=" + settings.text(p.id) + " ";
  return text;
}

}  // namespace lathe::test
