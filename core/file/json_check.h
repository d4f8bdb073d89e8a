// Refuses JSON texts that would cost more to read than any of ours: before a document is built of them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <string_view>

namespace lathe {

/// Objects and lists inside each other, at most.
constexpr std::size_t kDeepestJson = 64;

/// What a document may hold.
struct JsonLimits {
  std::size_t depth = kDeepestJson;
  std::size_t values = 4'000'000;  ///< objects, lists, texts, numbers and the like; members' names count, too
  /// Of one object; looking one up takes time in proportion.
  std::size_t members = 1024;
};

/// Walks through a text once, in time proportional to its length and with memory for the names of the open objects
/// only. Throws Error (Damaged) with line and column for what is no JSON, for numbers out of range, for a member that
/// is there twice in one object, and for what is beyond the limits.
void checkJson(std::string_view text, const JsonLimits& limits = {});

}  // namespace lathe
