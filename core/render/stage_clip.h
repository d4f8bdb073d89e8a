// A clip through one stage as a whole: its offline form, a time range, or what it removes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/audio/audio_clip.h"
#include "core/chain/chain.h"
#include "core/processors/offline.h"

namespace lathe {

/// `clip`, or a copy of it that is read in any order at no great cost. The copy is made when it is first read.
ClipPtr randomAccess(const ClipPtr& clip, const OfflineWork& work);

/// Heard through the processor's offline form. `clip` is read in any order.
ClipPtr throughOfflineForm(const ClipPtr& clip, const Settings& settings, bool keepsTail, const OfflineWork& work);

/// Where the stage works (its range, faded over 5 ms inside it), `wet` or what `wet` lacks of `dry`; elsewhere `dry`'s
/// own samples, bit for bit, or silence when listening to what is removed. `dry` is read in any order; as long as
/// `wet`.
ClipPtr withinRange(const ClipPtr& dry, const ClipPtr& wet, const Stage& stage);

}  // namespace lathe
