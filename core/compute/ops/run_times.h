// How long a device worked, by its own clock: moving samples apart from computing.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

namespace lathe {

/// Seconds; all 0 on a backend that has no clock of its own. The parts may have run side by side.
struct RunTimes {
  double up = 0;       ///< copies to the device
  double compute = 0;  ///< kernels and transforms
  double down = 0;     ///< copies from the device
};

}  // namespace lathe
