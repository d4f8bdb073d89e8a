// The edits of a session: small named functions from one session to the next.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>

#include "core/session/history.h"

namespace lathe {

/// Which chain an edit means: that of a track (counted from 0), or the master chain.
struct ChainPlace {
  static constexpr std::size_t kMaster = static_cast<std::size_t>(-1);
  std::size_t track = kMaster;
};

// Every edit throws Error (Invalid) when it is applied to a session that has no such track, region or stage. Frames are
// those of the session's rate, which the first edit that adds a source sets.

Edit addTrack(Track track);
Edit removeTrack(std::size_t track);
/// The track at `from` comes to stand at `to`.
Edit moveTrack(std::size_t from, std::size_t to);
Edit setTrackTitle(std::size_t track, std::string title);
Edit setTrackArtist(std::size_t track, std::string artist);
Edit setTrackIsrc(std::size_t track, std::string isrc);
Edit setTrackGain(std::size_t track, Decibels gain);
Edit setTrackGap(std::size_t track, Seconds gap);
Edit muteTrack(std::size_t track, bool isMuted);
Edit addMarker(std::size_t track, Marker marker);
Edit removeMarker(std::size_t track, std::size_t marker);

Edit addRegion(std::size_t track, Region region);
Edit removeRegion(std::size_t track, std::size_t region);
/// Cuts a region in two at a frame of the track that lies inside it.
Edit splitRegion(std::size_t track, std::size_t region, std::uint64_t frame);
/// Keeps the frames from `from` to `to` of the track and drops the rest; what is kept moves to the track's start.
Edit trimTrack(std::size_t track, std::uint64_t from, std::uint64_t to);
/// Fades of a track's first and last region.
Edit fadeTrackIn(std::size_t track, Fade fade);
Edit fadeTrackOut(std::size_t track, Fade fade);

Edit insertStage(ChainPlace chain, std::size_t at, Stage stage);
Edit removeStage(ChainPlace chain, std::size_t stage);
Edit moveStage(ChainPlace chain, std::size_t from, std::size_t to);
Edit bypassStage(ChainPlace chain, std::size_t stage, bool isBypassed);
Edit setParameter(ChainPlace chain, std::size_t stage, std::string parameter, std::string value);
/// Limits a stage to part of the track; nothing: everywhere. Throws Error (Invalid) for a range that isValid() refuses.
Edit setStageRange(ChainPlace chain, std::size_t stage, std::optional<StageRange> range);
/// Whether a stage gives what it removes instead of what it leaves.
Edit listenToRemoved(ChainPlace chain, std::size_t stage, bool listens);
Edit setChain(ChainPlace place, Chain chain);

Edit setDelivery(Delivery delivery);
Edit setSessionName(std::string name);
/// Regions play from `replacement` instead, which must have the same rate, channels and length.
Edit relinkSource(const AudioSource& source, SourcePtr replacement);

/// The chain of a place; throws Error (Invalid) when there is no such track.
const Chain& chainAt(const Session& session, ChainPlace place);

/// Sets the rate in Hz, and counts the frames of regions, fades and markers anew. A moment of the track stays where it
/// was to the nearest frame; regions that met still meet, pieces of one recording still run on without a jump, and none
/// reaches beyond its source. What is placed in seconds stays as it is. Throws Error (Invalid) for a rate out of range.
Edit setSessionRate(int rate);

}  // namespace lathe
