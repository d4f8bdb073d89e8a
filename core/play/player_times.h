// Lengths of time that the player's threads agree on.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <chrono>

namespace lathe {

inline constexpr double kPlayerRingSeconds = 0.06;  ///< what a change of settings has to wait for, at most
inline constexpr double kPlayerFadeSeconds = 0.01;
inline constexpr double kPlayerLeadSeconds = 0.08;  ///< a changed chain is prepared for a moment that far ahead
inline constexpr double kPlayerNextSeconds = 3;     ///< the next item is opened that long before the end of this one
inline constexpr double kPlayerTapSeconds = 0.5;
inline constexpr auto kPlayerNap = std::chrono::milliseconds(3);

}  // namespace lathe
