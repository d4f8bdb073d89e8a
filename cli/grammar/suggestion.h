// One word that may come next on a command line.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>

namespace lathe::cli {

struct Suggestion {
  std::string word;       ///< one that ends with '=' is to be continued without a space
  std::string text = {};  ///< a few words about it; may be empty
};

}  // namespace lathe::cli
