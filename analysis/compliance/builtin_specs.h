// The texts of the specifications that are compiled into the program (analysis/compliance/specs/*.json).
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <span>
#include <string_view>

namespace lathe::analysis {

std::span<const std::string_view> builtinSpecTexts() noexcept;

}  // namespace lathe::analysis
