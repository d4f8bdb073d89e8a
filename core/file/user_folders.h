// Where a user's settings, presets, caches and journals live (XDG Base Directory Specification 0.8).
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>

namespace lathe {

enum class UserFolder { Config, Data, Cache, State };

/// $XDG_DATA_HOME/lathe or ~/.local/share/lathe, and so on. Not made by asking. A relative XDG path is ignored, as the
/// specification says.
std::filesystem::path userFolder(UserFolder folder);

}  // namespace lathe
