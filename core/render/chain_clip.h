// Clips made of clips: one heard through a chain, one heard at another sample rate.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/chain/chain.h"
#include "core/dsp/resampler.h"
#include "core/processors/offline.h"
#include "core/processors/processor.h"

namespace lathe {

/// What each stage of a chain has done so far; shared between the clip that runs the chain and who wants to know.
using Activities = std::shared_ptr<std::vector<Activity>>;

/// A clip through a chain, in time with it sample for sample: latency is removed. As long as the clip, and the chain's
/// tail when that is kept. `activities`, when given, is kept up to date while it is read. Stages that have an offline
/// form are heard through it, as `work` says, once and when the clip is first read. Throws Error as LiveChain does.
ClipPtr throughChain(const ClipPtr& clip, const Chain& chain, bool keepsTail, const Activities& activities = nullptr,
                     const OfflineWork& work = {});

/// True when a stage of the chain works on the whole recording.
bool hasOfflineStage(const Chain& chain);

/// A clip converted to another rate in one stream. Throws Error (Unsupported) for rates that Resampler does not take.
ClipPtr atRate(ClipPtr clip, int sampleRate, const ResampleOptions& options);

}  // namespace lathe
