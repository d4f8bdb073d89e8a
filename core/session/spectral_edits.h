// The edits of a track's list of spectral edits: add, change, switch, reorder, remove.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/session/history.h"

namespace lathe {

// Each throws Error (Invalid) when it is applied to a session that has no such track or edit.

/// At the end of the list. Throws Error (Invalid) as checkSpectralEdit() does.
Edit addSpectralEdit(std::size_t track, SpectralEdit edit);
Edit removeSpectralEdit(std::size_t track, std::size_t index);
/// The edit at `from` comes to stand at `to`.
Edit moveSpectralEdit(std::size_t track, std::size_t from, std::size_t to);
Edit switchSpectralEdit(std::size_t track, std::size_t index, bool isOn);
/// Another mask, operation or setting in the same place of the list.
Edit changeSpectralEdit(std::size_t track, std::size_t index, SpectralEdit edit);

}  // namespace lathe
