// The windows that spectra are taken and made under.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string_view>
#include <vector>

namespace lathe {

enum class EditWindow {
  Hann,           ///< a good middle
  Sine,           ///< the root of Hann: the sharpest lines, with the most spill beside them
  BlackmanHarris  ///< lines twice as wide, and next to nothing beside them: weak cells beside strong ones
};

/// Periodic, so that shifted copies add up to the same everywhere.
std::vector<float> windowValues(EditWindow window, int size);

/// "hann", "sine", "blackman-harris".
std::string_view windowName(EditWindow window) noexcept;
/// Throws Error Invalid for another word.
EditWindow windowNamed(std::string_view name);

}  // namespace lathe
