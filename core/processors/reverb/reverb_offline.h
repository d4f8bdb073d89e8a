// Convolution reverb on a whole recording, on whatever device is best.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/processors/offline.h"

namespace lathe {

/// The same sound as Reverb within -120 dBFS. What devices did wrong goes to the work's notes.
OfflineForm reverbOffline();

}  // namespace lathe
