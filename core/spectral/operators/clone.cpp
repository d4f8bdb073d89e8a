// Reading the source, and moving its bins.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/operators/clone.h"

#include <cmath>
#include <numbers>

#include "core/audio/exact_math.h"

namespace lathe {

const SettingsType& CloneSettings::type() {
  using S = CloneSettings;
  static const SettingsType type = describe<S>(
      "clone", "Clone", "Puts what is heard at another time or frequency into the selection.",
      {bind<S>(&S::offset, {"offset", "From", Unit::Seconds, -3600, 3600,
                            "Where the source is, from the selection: below 0 is earlier."}),
       bind<S>(&S::shift, {"shift", "Shift", Unit::Hertz, -20000, 20000, "How far the copy is moved in frequency."}),
       bind<S>(&S::gain, {"gain", "Gain", Unit::Decibels, -60, 24, "Level of the copy."}),
       bind<S>(&S::adds,
               {"add", "Add", Unit::Switch, 0, 1, "Adds the copy to what is there instead of replacing it."})});
  return type;
}

void applyClone(const Settings& settings, EditRegion& region) {
  const auto& s = settings.as<CloneSettings>();
  const SpectrogramGrid& grid = region.grid();
  std::vector<float> samples(region.samples.size());
  region.read(windowStart(grid, 0) + std::llround(s.offset.value * grid.sampleRate), samples);
  const Spectrogram source = analyse(samples, grid, region.device);
  const auto shift = static_cast<int>(std::lround(s.shift.value / grid.cellHertz()));
  const auto gain = static_cast<float>(toGain(s.gain));
  for (int k = 0; k < grid.frames; ++k) {
    // A modulation turns each window's phase by where the window begins.
    const double turns = static_cast<double>(shift) * static_cast<double>(windowStart(grid, k)) / grid.fftSize;
    const double angle = 2 * std::numbers::pi * (turns - std::floor(turns));
    const std::complex<float> turn(static_cast<float>(exact::cos(angle)), static_cast<float>(exact::sin(angle)));
    const auto from = source.frame(k);
    const auto before = region.before.frame(k);
    const auto after = region.after.frame(k);
    for (int m = 0; m < grid.bins(); ++m) {
      const int bin = m - shift;
      const std::complex<float> copy =
          bin < 0 || bin >= grid.bins() ? 0.0F : gain * turn * from[static_cast<std::size_t>(bin)];
      after[static_cast<std::size_t>(m)] = s.adds ? before[static_cast<std::size_t>(m)] + copy : copy;
    }
  }
}

}  // namespace lathe
