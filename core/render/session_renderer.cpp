// Making tasks from tracks and running them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/session_renderer.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <numeric>
#include <utility>

#include "core/dsp/resampler.h"
#include "core/render/destinations.h"
#include "core/spectral/edited_clip.h"
#include "core/work/parallel.h"

namespace lathe {
namespace {

namespace fs = std::filesystem;

/// Opens each file once, however many regions play from it.
class ClipPool {
 public:
  ClipPtr open(const AudioSource& source) {
    auto& clip = clips_[source.path];
    if (!clip) clip = openClip(source.path);
    if (clip->frames() != source.frames || clip->format().sampleRate != source.sampleRate ||
        clip->format().channels() != source.channels)
      throw Error(ErrorKind::Invalid,
                  source.path.string() + " is not the audio that the session was made with; relink or replace it");
    return clip;
  }

 private:
  std::map<fs::path, ClipPtr> clips_;
};

std::string fileNameOf(const Session& session, std::size_t index) {
  const Track& track = session.tracks[index];
  const std::array<std::pair<std::string_view, std::string>, 4> values = {
      {{"{number}", fmt::format("{:02}", index + 1)},
       {"{title}", track.title},
       {"{artist}", track.artist.empty() ? session.delivery.artist : track.artist},
       {"{album}", session.delivery.album}}};
  std::string name;
  for (std::string_view pattern = session.delivery.fileName; !pattern.empty();) {
    const auto value = std::ranges::find_if(values, [&](const auto& v) { return pattern.starts_with(v.first); });
    name += value == values.end() ? std::string(1, pattern.front()) : value->second;
    pattern.remove_prefix(value == values.end() ? 1 : value->first.size());
  }
  for (char& c : name)
    if (static_cast<unsigned char>(c) < 0x20 || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos)
      c = '_';
  if (name.empty() || name.front() == '.') name.insert(0, "_");
  return name;
}

/// The metadata of a track's first file, if it has one, as it is true of the track at the delivered rate.
Metadata sourceMetadata(const FileInfo& source, const Region& region, int sessionRate, int fileRate) {
  Metadata metadata = source.metadata;
  if (!metadata.broadcast) return metadata;
  std::uint64_t& time = metadata.broadcast->timeReference;  // of the file's first frame; now of the track's
  time = Resampler::outputFrames(time, source.audio.sampleRate, fileRate) +
         Resampler::outputFrames(region.start, sessionRate, fileRate);
  time -= std::min(time, Resampler::outputFrames(region.position, sessionRate, fileRate));
  return metadata;
}

Metadata metadataOf(const Session& session, std::size_t index, Metadata metadata, int fileRate) {
  const Track& track = session.tracks[index];
  const Delivery& delivery = session.delivery;
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

RenderTask taskOf(const Session& session, std::size_t index, const RenderRequest& request, const OpenSource& open) {
  const Track& track = session.tracks[index];
  const auto clip = std::make_shared<TrackClip>(track, session.rate(), open);
  RenderTask task;
  task.title = track.title;
  task.device = request.device;
  task.source = clip;
  if (std::ranges::any_of(track.spectralEdits, &SpectralEdit::isOn)) {
    const auto reach = reachOf(track.spectralEdits, session.rate(), clip->frames());
    const EditWorkPtr work = makeEditWork(request.device, track.spectralEdits, clip->format(), clip->frames());
    task.editedSource = std::make_shared<ProvenClip>(clip, withEdits(clip, track.spectralEdits, work), reach);
    task.editWork = work;
    task.source = task.editedSource;
  }
  if (const auto file = std::dynamic_pointer_cast<const FileClip>(clip->onlySource()); file && !task.editedSource)
    task.untouchedEncoding = file->info().format.encoding;
  for (const Region& region : track.regions)
    if (const auto file = std::dynamic_pointer_cast<const FileClip>(open(*region.source));
        file && std::ranges::find(task.sourceFiles, file) == task.sourceFiles.end())
      task.sourceFiles.push_back(file);
  task.chain = joined(track.chain, session.masterChain);
  task.keepsTail = session.delivery.keepsTails;
  task.file = request.folder / fileNameOf(session, index).append(extensionOf(session.delivery.format.container));
  task.format = session.delivery.format;
  task.conversion = session.delivery.conversion;
  const int fileRate = task.conversion.outputRate(session.rate());
  task.metadata = task.sourceFiles.empty() ? Metadata{}
                                           : sourceMetadata(task.sourceFiles.front()->info(), track.regions.front(),
                                                            session.rate(), fileRate);
  task.metadata = metadataOf(session, index, std::move(task.metadata), fileRate);
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
      throw Error(ErrorKind::Invalid,
                  fmt::format("there is no track {}; the session has {}", track + 1, session.tracks.size()));
  if (tracks.empty()) throw Error(ErrorKind::Invalid, "the session has no track to render");
  return tracks;
}

}  // namespace

std::vector<RenderTask> tasksOf(const Session& session, const RenderRequest& request) {
  const auto pool = std::make_shared<ClipPool>();
  const OpenSource open = [pool](const AudioSource& source) { return pool->open(source); };
  std::vector<RenderTask> tasks;
  for (const std::size_t track : chosenTracks(session, request)) tasks.push_back(taskOf(session, track, request, open));
  checkDestinations(tasks);
  return tasks;
}

std::vector<TrackOutcome> renderTasks(std::vector<RenderTask> tasks, int threads, const MeterFactory& makeMeter,
                                      const Progress& progress) {
  checkDestinations(tasks);
  std::vector<TrackOutcome> outcomes(tasks.size());
  std::vector<double> fractions(tasks.size(), 0);
  std::mutex mutex;
  forEachInParallel(tasks.size(), threads, [&](std::size_t i) {
    const RenderTask task = std::exchange(tasks[i], {});  // what it holds open is closed when it is done
    const Progress own{
        [&, i](double fraction, std::string_view what) {
          const std::scoped_lock lock(mutex);
          fractions[i] = fraction;
          progress.at(std::accumulate(fractions.begin(), fractions.end(), 0.0) / static_cast<double>(fractions.size()),
                      task.title + ": " + std::string(what));
        },
        progress.stop};
    outcomes[i].title = task.title;
    try {
      outcomes[i].report = renderTrack(task, makeMeter, own);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::Cancelled) throw;
      outcomes[i].error = error;
      own.at(1, "failed");
    }
  });
  return outcomes;
}

}  // namespace lathe
