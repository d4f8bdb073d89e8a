// Text as a terminal may see it: names and tags come from files, and some bytes are orders to a terminal.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <string_view>

namespace lathe::cli {

/// `text` with everything spelled out that would move the cursor, colour, command or re-order instead of being shown:
/// control characters (C0, DEL, C1), the marks of bidirectional text and line separators become "\u001b", as JSON writes
/// them, so JSON stays the same JSON. Bytes that are no UTF-8 become U+FFFD. Line feeds and tabs stay.
std::string terminalText(std::string_view text);

/// The same on one line: a line feed becomes "\n" and a tab "\t", so a name cannot pass for a line of ours.
std::string printable(std::string_view text);

}  // namespace lathe::cli
