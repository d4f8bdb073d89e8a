// A clip with a spectral edit applied: outside the edit's reach its samples are the clip's own, bit for bit.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <vector>

#include "core/audio/audio_clip.h"
#include "core/spectral/edit_work.h"
#include "core/spectral/spectral_edit.h"

namespace lathe {

/// `clip` is read in any order. Regions are computed when they are first read, on tiles at fixed places, so the samples
/// do not depend on how the clip is read. `work` says on which device, and keeps the last tiles; without it the clip
/// has its own, on the CPU. Throws Error (Invalid) as checkSpectralEdit() does.
ClipPtr withEdit(const ClipPtr& clip, const SpectralEdit& edit, EditListen listen = EditListen::Result,
                 EditWorkPtr work = nullptr);

/// All edits that are on, first to last.
ClipPtr withEdits(const ClipPtr& clip, const std::vector<SpectralEdit>& edits, EditWorkPtr work = nullptr);

}  // namespace lathe
