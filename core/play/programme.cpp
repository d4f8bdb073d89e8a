// A session as a programme, and which stages are heard live.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/play/programme.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/audio/error.h"
#include "core/file/audio_file.h"
#include "core/processors/whole_recording.h"
#include "core/render/track_clip.h"
#include "core/spectral/edited_clip.h"
#include "core/stages/registry.h"

namespace lathe {
namespace {

/// A track without its chain.
ClipPtr soundOf(const Track& track, int rate) {
  ClipPtr clip =
      std::make_shared<TrackClip>(track, rate, [](const AudioSource& source) { return openClip(source.path); });
  return track.spectralEdits.empty() ? clip : withEdits(clip, track.spectralEdits);
}

}  // namespace

Programme programmeOf(const Session& session, const std::vector<std::size_t>& tracks) {
  Programme programme;
  for (std::size_t i = 0; i < session.tracks.size(); ++i) {
    const Track& track = session.tracks[i];
    const bool isChosen = tracks.empty() ? !track.isMuted : std::ranges::find(tracks, i) != tracks.end();
    if (!isChosen || track.regions.empty()) continue;
    const auto gap = static_cast<std::uint64_t>(std::llround(track.gap.value * session.rate()));
    ProgrammeItem item{soundOf(track, session.rate()), joined(track.chain, session.masterChain),
                       programme.items.empty() ? 0 : gap};
    if (!programme.items.empty() && item.clip->format().channels() != programme.items.front().clip->format().channels())
      throw Error(ErrorKind::Unsupported, "track '" + track.title +
                                              "' has another number of channels than the one before it; play them one "
                                              "by one");
    programme.items.push_back(std::move(item));
  }
  return programme;
}

std::vector<std::string> stagesNotHeard(const Chain& chain) {
  std::vector<std::string> names;
  for (const Stage& stage : chain.stages) {
    if (stage.isBypassed || !processorType(stage.settings.type().id).offline.apply) continue;
    const auto live = makeProcessor(stage.settings);
    if (dynamic_cast<const WholeRecordingOnly*>(live.get())) names.push_back(stage.settings.type().name);
  }
  return names;
}

}  // namespace lathe
