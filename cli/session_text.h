// A session on the terminal.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>

#include "core/session/history.h"

namespace lathe::cli {

/// Tracks, chains and delivery.
std::string sessionText(const History& history);

/// One line per step; the current one is marked.
std::string historyText(const History& history);

}  // namespace lathe::cli
