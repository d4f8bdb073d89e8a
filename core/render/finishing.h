// Where a chain is cut for delivery: what comes before and what comes after sample-rate conversion and the loudness
// gain.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>

#include "core/chain/chain.h"

namespace lathe {

/// `before` runs at the session's rate; `after` (from the last limiter on, or just the dither) runs at the delivered
/// rate, so that nothing that could raise a peak follows the limiter.
struct SplitChain {
  Chain before;
  Chain after;
};

SplitChain splitForDelivery(const Chain& chain);

/// Index of the last stage of that processor that is not bypassed.
std::optional<std::size_t> lastActive(const Chain& chain, std::string_view processor);

}  // namespace lathe
