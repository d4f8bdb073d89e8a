// Settings to try every processor with: the defaults, random ones, and the ends of every range.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "core/processors/settings.h"

namespace lathe::test {

struct Variant {
  std::string name;  ///< "limiter_random2"
  Settings settings;
};
std::ostream& operator<<(std::ostream& out, const Variant& variant);

/// Every parameter drawn from its whole range (logarithmically where its control is), the same for the same seed.
Settings randomSettings(const SettingsType& type, std::uint64_t seed);
/// The defaults, three random settings, all parameters at their lowest, all at their highest; of every registered
/// processor.
std::vector<Variant> variantsOfAllProcessors();
/// The defaults of every registered processor.
std::vector<Variant> defaultsOfAllProcessors();
/// The defaults with one parameter at one end of its range (every choice, for a choice), for each parameter.
std::vector<Settings> extremesOf(const SettingsType& type);
/// The same settings, but if they round samples, then to the finest word length, and with silence blanked.
Settings withoutRoundingNoise(Settings settings);
/// "threshold=-20 ratio=4 ...".
std::string textOf(const Settings& settings);

}  // namespace lathe::test
