// Where renders may write: never over what one of them reads, and never two to the same file.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <span>

#include "core/render/render_task.h"

namespace lathe {

/// Throws Error (Invalid) when a task would write over a file that any of them reads (a source, or a file that a stage
/// of its chain takes: an impulse response, a noise profile), under whatever name, or when two of them would write the
/// same file.
void checkDestinations(std::span<const RenderTask> tasks);

/// The same for what else is written (a list of clicks, a noise profile, a picture). Throws Error (Invalid) when
/// `output` is one of `inputs`.
void refuseToWriteOver(std::span<const std::filesystem::path> inputs, const std::filesystem::path& output);

/// Whether two names mean the same file, there or not yet.
bool isSamePlace(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace lathe
