// What a loadable module of backends exports, and how the program knows that both were built together.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "core/compute/ops/backend_contract.h"

namespace lathe {

/// Filled in by a module's one exported function. `buildId` is read before anything else.
struct BackendModule {
  const char* buildId;
  /// How many devices can be used; 0 with the reason in `why` when there is none.
  int (*devices)(Status& why);
  /// Opens a device, numbered from 0.
  Status (*open)(int device, std::unique_ptr<Backend>& backend);
};

using BackendModuleFunction = const BackendModule* (*)();

/// The exported function's name; its number changes with BackendModule itself.
inline constexpr const char* backendModuleSymbol = "lathe_backend_module_v1";

/// Changes with whatever crosses the border: raise the first number with every change of a contract in this folder.
#define LATHE_TEXT_OF(x) #x
#define LATHE_NUMBER_TEXT(x) LATHE_TEXT_OF(x)
inline constexpr const char* backendBuildId =
    "lathe contract 7, g++ " LATHE_NUMBER_TEXT(__GNUC__) ", C++ abi " LATHE_NUMBER_TEXT(__GXX_ABI_VERSION);
#undef LATHE_NUMBER_TEXT
#undef LATHE_TEXT_OF

}  // namespace lathe
