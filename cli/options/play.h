// `lathe play`: a session or files through the sound card, as they will be rendered.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/terminal/context.h"

namespace lathe::cli {

struct PlayOptions {
  Paths files;  ///< one session, or audio files
  std::string chain;
  std::vector<int> tracks;   ///< from 1; empty: all that are not muted
  double from = 0;           ///< seconds, in the first track
  std::optional<double> to;  ///< seconds, in the only track
  bool loops = false;
  bool listsOutputs = false;
  std::string output;  ///< name of a sound output; empty: the system's choice
  int block = 512;     ///< frames
};
int runPlay(const PlayOptions& options, Context& context);

}  // namespace lathe::cli
