// Partials through every gap, then noise.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/operators/partials.h"

#include "core/audio/error.h"
#include "core/spectral/spectral_gap.h"

namespace lathe {
namespace {

constexpr std::size_t kOrder = 256;  // of the prediction of what is left over
constexpr double kLongest = 3;       // seconds

}  // namespace

const SettingsType& PartialsSettings::type() {
  using S = PartialsSettings;
  static const SettingsType type = describe<S>(
      "partials", "Partials + noise",
      "Leads the partials on both sides through the selection, gliding where they glide, and adds noise to match.",
      {bind<S>(&S::context, {"context", "Context", Unit::Milliseconds, 80, 2000,
                             "How much sound on each side is learned from.", Scale::Logarithmic}),
       bind<S>(&S::noise, {"noise", "Noise", Unit::Percent, 0, 100, "Share of the noise that is not partials."})});
  return type;
}

void applyPartials(const Settings& settings, EditRegion& region) {
  const auto& s = settings.as<PartialsSettings>();
  const double rate = region.grid().sampleRate;
  if (region.spans.empty())
    throw Error(ErrorKind::NotPossible, "partials are led through a selection with a beginning and an end in time");
  std::vector<double> sound(region.samples.begin(), region.samples.end());
  const std::vector<SpectralGap> gaps = gapsOf(region, static_cast<std::size_t>(s.context.value * rate));
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    if (static_cast<double>(gaps[i].length()) > kLongest * rate)
      throw Error(ErrorKind::NotPossible, "partials are led through at most 3 s; use a pattern for more");
    fillWithTexture(bridgeGap, sound, gaps[i], region.grid(), kOrder, {}, s.noise, region.seed + i, region.device,
                    region.progress);
  }
  region.healed.assign(sound.begin(), sound.end());
}

}  // namespace lathe
