// The list of what can be done to selected cells: the operators of spectral edits.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string_view>
#include <vector>

#include "core/spectral/operators/operator.h"

namespace lathe {

/// In the order of a menu.
const std::vector<SpectralOperator>& spectralOperators();

/// Null when there is none of that id.
const SpectralOperator* findSpectralOperator(std::string_view id) noexcept;

/// The settings' defaults of an operator or a processor. Throws Error (NotFound) naming the operators there are.
Settings operationOf(std::string_view id);

}  // namespace lathe
