// The edits that `lathe edit` knows, as words for the help and for completion.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lathe::cli {

/// How each edit is called: "fade-in TRACK SECONDS [linear|equal-power|s-curve]"; undo, history and the like too.
std::vector<std::string> editUsages();

/// What `lathe edit SESSION delivery` takes before an equals sign, with blanks between.
inline constexpr std::string_view kDeliveryKeys =
    "target ceiling rate format bits quality tails name artist album genre year copyright";

}  // namespace lathe::cli
