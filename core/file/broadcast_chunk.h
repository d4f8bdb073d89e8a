// The bext chunk of EBU Tech 3285, version 2.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>

#include "core/file/byte_order.h"
#include "core/file/metadata.h"

namespace lathe {

/// Nothing when the chunk is too short. Loudness fields count from version 2 on.
std::optional<BroadcastExtension> parseBroadcastChunk(const Bytes& chunk);

/// Loudness is stored in hundredths, rounded to nearest; 0x7FFF stands for an absent value and for one beyond +-99.99.
Bytes buildBroadcastChunk(const BroadcastExtension& broadcast);

}  // namespace lathe
