// Making tasks from tracks and running them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/session_renderer.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <numeric>

#include "core/dsp/resampler.h"
#include "core/render/parallel.h"

namespace lathe {
namespace {

namespace fs = std::filesystem;

/// Opens each file once, however many regions play from it.
class ClipPool {
 public:
  ClipPtr open(const AudioSource& source) {
    auto& clip = clips_[source.path];
    if (!clip) clip = openClip(source.path);
    if (clip->frames() != source.frames || clip->format().sampleRate != source.sampleRate || clip->format().channels() != source.channels)
      throw Error(ErrorKind::Invalid, source.path.string() + " is not the audio that the session was made with; relink or replace it");
    return clip;
  }

 private:
  std::map<fs::path, ClipPtr> clips_;
};

std::string fileNameOf(const Session& session, std::size_t index) {
  const Track& track = session.tracks[index];
  std::string name = session.delivery.fileName;
  const auto replace = [&](const std::string& key, const std::string& value) {
    for (std::size_t at = 0; (at = name.find(key, at)) != std::string::npos; at += value.size()) name.replace(at, key.size(), value);
  };
  replace("{number}", fmt::format("{:02}", index + 1));
  replace("{title}", track.title);
  replace("{artist}", track.artist.empty() ? session.delivery.artist : track.artist);
  replace("{album}", session.delivery.album);
  for (char& c : name)
    if (static_cast<unsigned char>(c) < 0x20 || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos) c = '_';
  if (name.empty() || name.front() == '.') name.insert(0, "_");
  return name;
}

Metadata metadataOf(const Session& session, std::size_t index, const Metadata& source, int fileRate) {
  const Track& track = session.tracks[index];
  const Delivery& delivery = session.delivery;
  Metadata metadata = source;
  const auto set = [](std::string& field, const std::string& value) {
    if (!value.empty()) field = value;
  };
  set(metadata.title, track.title);
  set(metadata.artist, track.artist.empty() ? delivery.artist : track.artist);
  set(metadata.album, delivery.album);
  set(metadata.genre, delivery.genre);
  set(metadata.year, delivery.year);
  set(metadata.copyright, delivery.copyright);
  set(metadata.isrc, track.isrc);
  if (session.tracks.size() > 1) metadata.track = fmt::format("{}/{}", index + 1, session.tracks.size());
  metadata.markers = track.markers;
  for (Marker& marker : metadata.markers) {
    marker.frame = Resampler::outputFrames(marker.frame, session.rate(), fileRate);
    marker.length = Resampler::outputFrames(marker.length, session.rate(), fileRate);
  }
  return metadata;
}

Chain joined(const Chain& first, const Chain& second) {
  Chain chain = first;
  chain.stages.insert(chain.stages.end(), second.stages.begin(), second.stages.end());
  return chain;
}

RenderTask taskOf(const Session& session, std::size_t index, const RenderRequest& request, const OpenSource& open) {
  const Track& track = session.tracks[index];
  const auto clip = std::make_shared<TrackClip>(track, session.rate(), open);
  RenderTask task;
  task.title = track.title;
  task.source = clip;
  if (const auto file = std::dynamic_pointer_cast<const FileClip>(clip->onlySource())) task.untouchedEncoding = file->info().format.encoding;
  for (const Region& region : track.regions)
    if (const auto file = std::dynamic_pointer_cast<const FileClip>(open(*region.source))) task.sourceFiles.push_back(file);
  task.chain = joined(track.chain, session.masterChain);
  task.keepsTail = session.delivery.keepsTails;
  task.file = request.folder / fileNameOf(session, index).append(extensionOf(session.delivery.format.container));
  task.format = session.delivery.format;
  task.conversion = session.delivery.conversion;
  const Metadata source = task.sourceFiles.empty() ? Metadata{} : task.sourceFiles.front()->info().metadata;
  task.metadata = metadataOf(session, index, source, task.conversion.outputRate(session.rate()));
  task.overwrite = request.overwrite;
  task.target = session.delivery.target;
  task.ceiling = session.delivery.ceiling;
  return task;
}

std::vector<std::size_t> chosenTracks(const Session& session, const RenderRequest& request) {
  std::vector<std::size_t> tracks = request.tracks;
  if (tracks.empty())
    for (std::size_t i = 0; i < session.tracks.size(); ++i)
      if (!session.tracks[i].isMuted) tracks.push_back(i);
  for (const std::size_t track : tracks)
    if (track >= session.tracks.size())
      throw Error(ErrorKind::Invalid, fmt::format("there is no track {}; the session has {}", track + 1, session.tracks.size()));
  if (tracks.empty()) throw Error(ErrorKind::Invalid, "the session has no track to render");
  return tracks;
}

}  // namespace

std::vector<RenderTask> tasksOf(const Session& session, const RenderRequest& request) {
  const auto pool = std::make_shared<ClipPool>();
  const OpenSource open = [pool](const AudioSource& source) { return pool->open(source); };
  std::vector<RenderTask> tasks;
  for (const std::size_t track : chosenTracks(session, request)) {
    RenderTask task = taskOf(session, track, request, open);
    for (const RenderTask& other : tasks)
      if (other.file == task.file)
        throw Error(ErrorKind::Invalid, "two tracks would both be written to " + task.file.string() + "; give them different titles, or "
                                        "put {number} into the file name");
    tasks.push_back(std::move(task));
  }
  return tasks;
}

std::vector<TrackOutcome> renderTasks(const std::vector<RenderTask>& tasks, int threads, const MeterFactory& makeMeter,
                                      const Progress& progress) {
  std::vector<TrackOutcome> outcomes(tasks.size());
  std::vector<double> fractions(tasks.size(), 0);
  std::mutex mutex;
  forEachInParallel(tasks.size(), threads, [&](std::size_t i) {
    const Progress own{[&, i](double fraction, std::string_view what) {
                         const std::scoped_lock lock(mutex);
                         fractions[i] = fraction;
                         progress.at(std::accumulate(fractions.begin(), fractions.end(), 0.0) / static_cast<double>(tasks.size()),
                                     tasks[i].title + ": " + std::string(what));
                       },
                       progress.stop};
    outcomes[i].title = tasks[i].title;
    try {
      outcomes[i].report = renderTrack(tasks[i], makeMeter, own);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::Cancelled) throw;
      outcomes[i].error = error;
    }
  });
  return outcomes;
}

}  // namespace lathe
