// A session on the terminal.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "cli/terminal/context.h"
#include "core/session/history.h"

namespace lathe::cli {

/// Opens a session and warns of what its user should know. Throws Error as openSession() does.
History openedSession(const std::filesystem::path& path, Context& context);
/// changeSession(), with the warning of reading on the terminal.
History changedSession(const std::filesystem::path& path, Context& context,
                       const std::function<void(History&)>& change);

/// The frame of a moment at a rate in Hz. Throws Error (Invalid) for a time that no track reaches, or a negative one.
std::uint64_t framesAt(double seconds, int rate);

/// Tracks, chains and delivery.
std::string sessionText(const History& history);

/// One line per step; the current one is marked.
std::string historyText(const History& history);

}  // namespace lathe::cli
