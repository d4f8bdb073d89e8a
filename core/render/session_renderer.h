// From a session to the files of its tracks.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <vector>

#include "core/render/track_clip.h"
#include "core/render/track_renderer.h"

namespace lathe {

struct RenderRequest {
  std::filesystem::path folder = ".";
  std::vector<std::size_t> tracks = {};  ///< counted from 0; empty: all that are not muted
  Overwrite overwrite = Overwrite::No;
  std::string device = {};  ///< for heavy work; as chooseBackends() takes it
};

/// One task per track: its regions through its own chain and the master chain, with titles and codes as metadata.
/// Throws Error (Invalid for a session without tracks, and as checkDestinations() does; NotFound for missing audio).
std::vector<RenderTask> tasksOf(const Session& session, const RenderRequest& request);

/// What became of one task.
struct TrackOutcome {
  std::string title;
  RenderReport report;
  std::optional<Error> error;  ///< absent: done
};

/// Runs tasks on up to `threads` threads; one that fails does not stop the others, and what one held open is closed
/// when it is done. Throws Error (Cancelled when stopped: files that were finished by then stay; as checkDestinations()
/// does before anything is done).
std::vector<TrackOutcome> renderTasks(std::vector<RenderTask> tasks, int threads, const MeterFactory& makeMeter,
                                      const Progress& progress);

}  // namespace lathe
