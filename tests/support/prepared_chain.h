// A live chain that is ready to work.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/chain/live_chain.h"

namespace lathe::test {

inline LiveChain preparedChain(const Chain& chain, const ProcessFormat& format) {
  LiveChain live(chain);
  live.prepare(format);
  return live;
}

}  // namespace lathe::test
