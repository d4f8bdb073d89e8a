// Making them, and taking their rates away.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/support/made_sessions.h"

#include <nlohmann/json.hpp>

#include "core/dsp/resampler.h"
#include "core/session/edits.h"
#include "core/session/session_file.h"
#include "core/session/session_rate.h"

namespace lathe::test {

SourcePtr madeSource(const std::string& name, int rate, std::uint64_t frames, int channels) {
  return std::make_shared<AudioSource>(
      AudioSource{kAlbum / "audio" / name, std::string(64, 'a'), rate, channels, frames});
}

Track wholeTrack(const SourcePtr& source, int sessionRate) {
  Track track;
  track.title = source->path.stem().string();
  Region region;
  region.source = source;
  region.length = Resampler::outputFrames(source->frames, source->sampleRate, sessionRate);
  track.regions = {region};
  return track;
}

History twoTracks(int firstRate, int secondRate) {
  History history;
  for (const int rate : {firstRate, secondRate}) {
    const SourcePtr source =
        madeSource(std::to_string(history.steps().size()) + ".wav", rate, static_cast<std::uint64_t>(rate) * 10);
    history.apply(addTrack(wholeTrack(source, rateForNewTrack(history.session(), *source))));
  }
  return history;
}

History again(const History& history) { return historyFromText(historyToText(history, kAlbum), kAlbum); }

std::string withoutRates(const History& history) {
  auto json = nlohmann::ordered_json::parse(historyToText(history, kAlbum));
  json["sample_rate"] = 0;
  if (json.contains("history")) {
    json["history"]["start"]["sample_rate"] = 0;
    for (auto& step : json["history"]["steps"]) {
      auto kept = nlohmann::ordered_json::array();
      for (const auto& change : step["changes"])
        if (change["path"] != "/sample_rate") kept.push_back(change);
      step["changes"] = kept;
    }
  }
  return json.dump(2);
}

}  // namespace lathe::test
