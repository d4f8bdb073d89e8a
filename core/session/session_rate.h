// The sample rate that a session counts its frames at: how it comes to it, changes it, and gets it back.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <vector>

#include "core/session/session_snapshot.h"

namespace lathe {

/// Rates of sessions in Hz, as of audio files.
constexpr int kLowestSessionRate = 8000, kHighestSessionRate = 384'000;

/// The most frames that a session counts: what every reader of JSON can hold exactly.
constexpr std::uint64_t kMaxFrames = 1ull << 53;

/// Hz at which the regions of a track that is added to the session count their frames: the session's rate, or the
/// source's when nothing in the session counts frames yet.
int rateForNewTrack(const Session& session, const AudioSource& source);

/// The session with its rate set once it holds regions or markers: from then on it no longer depends on which track
/// stands first.
Session withRate(Session session);

/// The session with its frames counted at another rate: what is where stays where it is. Throws Error (Invalid) beyond
/// the rates above.
Session atRate(const Session& session, int rate);

/// The length of a source counted in frames of `rate` Hz, or 2^53 when it is longer than that. The source's rate must
/// be above 0.
std::uint64_t framesAt(int rate, const AudioSource& source) noexcept;

/// True when at this rate no region plays beyond the end of its source.
bool fitsAt(const SessionSnapshot& session, int rate);

/// The rate in Hz of a session that was saved without one, when the order of its tracks decided: the first of `likely`
/// at which all regions fit, then of the rates of its sources, then of the usual ones at which some region ends where its
/// source does. 0 when it fits at none of them, or nothing counts frames.
int recoveredRate(const SessionSnapshot& session, const std::vector<int>& likely);

/// The rate of the first source, or 0.
int firstRate(const SessionSnapshot& session);

}  // namespace lathe
