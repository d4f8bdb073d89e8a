// How likely a candidate is a click and not the music's own: a small trained network over what was measured of it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/restoration/declick/click_features.h"

namespace lathe {

/// The logarithm of the odds that it is a click, among as many clicks and other candidates as there were in training
/// (weights: scripts/train_clicks.py).
double clickOdds(const ClickFeatures& features) noexcept;

/// The share of clicks among the candidates in training.
double trainedClickShare() noexcept;
/// The middle of what kClickBrightness gave in training.
double usualClickBrightness() noexcept;

}  // namespace lathe
