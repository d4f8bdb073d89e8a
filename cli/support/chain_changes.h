// Changing parameters of a chain by words such as "limiter.release=80ms".
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "core/chain/chain.h"

namespace lathe::cli {

/// Index of a stage by its number from 1 ("2"), or by its processor ("limiter"), the first of several.
/// Throws Error (Invalid) naming the stages there are.
std::size_t stageIndex(const Chain& chain, std::string_view name);

/// One line per stage: number, name, and the values that differ from their defaults.
std::string chainText(const Chain& chain, std::string_view indent);

/// "STAGE.PARAMETER=VALUE" into its parts. Throws Error (Invalid).
struct ParameterChange {
  std::string stage, parameter, value;
};
ParameterChange parseChange(const std::string& text);

/// Throws Error (Invalid, NotFound) naming what is wrong.
Chain changed(Chain chain, const ParameterChange& change);

/// Sets a parameter from what was typed; a file that is there is taken by its whole path. Throws Error.
void setTyped(Settings& settings, std::string_view parameter, const std::string& value);

}  // namespace lathe::cli
