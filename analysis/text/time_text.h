// Lengths and places of time as a reader of reports writes them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>

#include "core/audio/units.h"

namespace lathe::analysis {

/// "1:02:03.45", "2:03.45" or "0:03.45", with up to nine decimals; what lies before 0 is 0.
std::string timeText(Seconds time, int decimals = 2);

}  // namespace lathe::analysis
