// Cutting a chain at its last limiter.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/finishing.h"

#include <algorithm>

namespace lathe {

std::optional<std::size_t> lastActive(const Chain& chain, std::string_view processor) {
  for (std::size_t i = chain.stages.size(); i-- > 0;)
    if (!chain.stages[i].isBypassed && chain.stages[i].settings.type().id == processor) return i;
  return std::nullopt;
}

SplitChain splitForDelivery(const Chain& chain) {
  const auto cut = lastActive(chain, "limiter").value_or(lastActive(chain, "dither").value_or(chain.stages.size()));
  const auto middle = chain.stages.begin() + static_cast<std::ptrdiff_t>(cut);
  return {{{chain.stages.begin(), middle}}, {{middle, chain.stages.end()}}};
}

bool isSilentWork(const Chain& chain) { return std::ranges::all_of(chain.stages, &Stage::isBypassed); }

}  // namespace lathe
