// Sessions on sources that no file stands behind, for tests of edits and of session files.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>

#include "core/session/history.h"

namespace lathe::test {

/// Where the sessions of these tests stand; nothing is there.
const std::filesystem::path kAlbum = "/album";

SourcePtr madeSource(const std::string& name, int rate, std::uint64_t frames, int channels = 2);

/// A track that plays a whole source in a session of that rate.
Track wholeTrack(const SourcePtr& source, int sessionRate);

/// Two tracks whose sources have these rates and last 10 s each, the first added first.
History twoTracks(int firstRate, int secondRate);

/// What comes back after saving and opening.
History again(const History& history);

/// The text of a session as it was saved when the rate could be that of whichever source stood first: without a rate in
/// any of its steps.
std::string withoutRates(const History& history);

}  // namespace lathe::test
