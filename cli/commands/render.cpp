// `lathe render`: the tracks of a session to files.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/commands.h"
#include "cli/support/render_run.h"
#include "cli/support/session_text.h"
#include "core/file/folder.h"
#include "core/session/session_file.h"

namespace lathe::cli {

int runRender(const RenderOptions& options, Context& context) {
  const Session session = openedSession(options.session, context).session();
  RenderRequest request;
  request.folder = options.folder.empty() ? std::filesystem::absolute(options.session).parent_path() : options.folder;
  request.overwrite = context.mayOverwrite ? Overwrite::Yes : Overwrite::No;
  request.device = context.device;
  for (const int track : options.tracks) {
    if (track < 1) throw Error(ErrorKind::Invalid, "tracks are counted from 1");
    request.tracks.push_back(static_cast<std::size_t>(track) - 1);
  }
  auto tasks = tasksOf(session, request);
  makeFolder(request.folder);
  return renderAndReport(std::move(tasks), context);
}

}  // namespace lathe::cli
