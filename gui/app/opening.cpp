// Describing files on a job, and the demo mix.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/app/opening.h"

#include <algorithm>

#include "core/file/audio_file.h"
#include "core/file/user_folders.h"
#include "core/session/edits.h"
#include "core/session/session_rate.h"
#include "core/synth/demo_mix.h"

namespace lathe::gui {
namespace {

struct Looked {
  std::vector<SourcePtr> sources;
  QStringList problems;
};

Looked lookAt(const QStringList& files, const Progress& progress) {
  Looked looked;
  for (const QString& file : files) {
    progress.throwIfStopped();
    try {
      // Hashing would read the file whole, before anything is seen of it.
      looked.sources.push_back(makeSource(std::filesystem::absolute(toPath(file)), false));
    } catch (const Error& error) {
      looked.problems << QString::fromUtf8(error.what());
    }
  }
  return looked;
}

Edit addTracks(std::vector<SourcePtr> sources, std::size_t at) {
  const std::string name = sources.size() == 1 ? "Open " + sources[0]->path.filename().string()
                                               : "Open " + std::to_string(sources.size()) + " files";
  return {name, [sources = std::move(sources), at](const Session& before) {
            Session session = before;
            std::size_t row = std::min(at, session.tracks.size());
            for (const SourcePtr& source : sources) {
              const int rate = rateForNewTrack(session, *source);
              session.tracks.insert(session.tracks.begin() + static_cast<std::ptrdiff_t>(row++), trackOf(source, rate));
              session = withRate(std::move(session));
            }
            return session;
          }};
}

}  // namespace

bool isSessionFile(const QString& path) { return path.endsWith(QStringLiteral(".lathe"), Qt::CaseInsensitive); }

void addAudioFiles(Workspace& workspace, const QStringList& files, std::size_t at,
                   std::function<void(const QString&)> failed, std::function<void()> done) {
  workspace.jobs.run<Looked>(
      Jobs::tr("Look at %n file(s)", nullptr, static_cast<int>(files.size())),
      [files](const Progress& progress) { return lookAt(files, progress); },
      [&workspace, at, failed = std::move(failed), done = std::move(done)](Looked looked) {
        for (const QString& problem : looked.problems) failed(problem);
        if (looked.sources.empty()) return;
        const std::size_t first = std::min(at, workspace.document.session().tracks.size());
        if (!workspace.document.apply(addTracks(std::move(looked.sources), at))) return;
        workspace.document.setCurrentTrack(first);
        if (done) done();
      },
      false);
}

std::filesystem::path demoMixFile() {
  const std::filesystem::path path = userFolder(UserFolder::Data) / "demo" / "demo-mix.wav";
  if (std::filesystem::exists(path)) return path;
  std::error_code ignored;
  std::filesystem::create_directories(path.parent_path(), ignored);
  Metadata metadata;
  metadata.title = "Demo mix";
  AudioWriter writer(path, {Container::Wav, Encoding::Int24}, {kDemoSampleRate, ChannelLayout::stereo()}, metadata,
                     AudioWriter::Overwrite::Yes);
  writer.write(makeDemoMix().view());
  writer.commit();
  return path;
}

}  // namespace lathe::gui
