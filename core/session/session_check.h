// What every session keeps to, whether it was edited or read from a file.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/session/session_snapshot.h"

namespace lathe {

/// Throws Error (Invalid) that names the place, counted from 1, when a session makes no sense or a session file could
/// not hold it: gains outside -144 to 48 dB, gaps outside an hour, regions without a source or beyond its end, tracks
/// longer than 100 hours, counts beyond 2^53, texts that are not UTF-8, settings outside their ranges, a delivery that
/// no file can have, or chains that checkChain() refuses. What passes here can be saved and opened again.
void checkSession(const Session& session);

/// The same, but for the parts that are shared with `checked`, which has passed before.
void checkSession(const SessionSnapshot& session, const SessionSnapshot& checked);

/// Throws Error (Invalid) for a text that is not UTF-8; `what` begins the sentence: "the title".
void checkText(const std::string& text, const std::string& what);

/// kbit/s that a delivery may ask for.
constexpr int kHighestBitRate = 10'000;
/// Of the audio files that a session may name; far above what can be played.
constexpr int kHighestSourceRate = 10'000'000, kMostSourceChannels = 1024;

}  // namespace lathe
