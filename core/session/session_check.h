// What every session keeps to, whether it was edited or read from a file.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/session/session.h"

namespace lathe {

/// Throws Error (Invalid) that names the place, counted from 1, when a session makes no sense: gains outside -144 to 48
/// dB, gaps outside an hour, regions without a source or beyond its end, tracks longer than 100 hours, counts that a
/// session file cannot hold, a delivery that no file can have, or chains that checkChain() refuses.
void checkSession(const Session& session);

}  // namespace lathe
