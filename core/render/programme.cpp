// Which stages are heard live.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/programme.h"

#include "core/processors/registry.h"
#include "core/processors/whole_recording.h"

namespace lathe {

std::vector<std::string> stagesNotHeard(const Chain& chain) {
  std::vector<std::string> names;
  for (const Stage& stage : chain.stages) {
    if (stage.isBypassed || !processorType(stage.settings.type().id).offline.apply) continue;
    const auto live = makeProcessor(stage.settings);
    if (dynamic_cast<const WholeRecordingOnly*>(live.get())) names.push_back(stage.settings.type().name);
  }
  return names;
}

}  // namespace lathe
