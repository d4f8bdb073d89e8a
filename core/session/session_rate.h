// The sample rate that a session counts its frames at: how it comes to it, changes it, and gets it back.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/session/history.h"

namespace lathe {

/// Rates of sessions in Hz, as of audio files.
constexpr int kLowestSessionRate = 8000, kHighestSessionRate = 384'000;

/// Hz at which the regions of a track that is added to the session count their frames: the session's rate, or the
/// source's when nothing in the session counts frames yet.
int rateForNewTrack(const Session& session, const AudioSource& source);

/// The session with its rate set once it holds regions or markers: from then on it no longer depends on which track
/// stands first.
Session withRate(Session session);

/// Sets the rate in Hz, and counts the frames of regions, fades and markers anew. A moment of the track stays where it
/// was to the nearest frame; regions that met still meet, pieces of one recording still run on without a jump, and none
/// reaches beyond its source. What is placed in seconds stays as it is. Throws Error (Invalid) for a rate out of range.
Edit setSessionRate(int rate);

/// True when at this rate no region plays beyond the end of its source.
bool fitsAt(const SessionSnapshot& session, int rate);

/// The rate in Hz of a session that was saved without one, when the order of its tracks decided: the first of `likely`
/// at which all regions fit, then of the rates of its sources, then of the usual ones. 0 when it fits at none, or
/// nothing counts frames.
int recoveredRate(const SessionSnapshot& session, const std::vector<int>& likely);

/// The rate of the first source, or 0.
int firstRate(const SessionSnapshot& session);

}  // namespace lathe
