// `lathe spectral`: edits through masks, in a session or on a file.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/options/mask_options.h"
#include "cli/terminal/context.h"

namespace lathe::cli {

struct SpectralOptions {
  std::filesystem::path target;    ///< a session, or an audio file
  std::vector<std::string> words;  ///< the action and its arguments
  int track = 1;
  MaskOptions mask;
  std::vector<std::string> changes;  ///< "gain=-20dB" of the operation
  std::string name;
  std::optional<int> fftSize;
  std::optional<int> overlap;
  std::string window;      ///< hann, sine, blackman-harris; empty: as it is
  std::string resolution;  ///< single, multi, or SIZE,HERTZ:SIZE,...; empty: as it is
  std::filesystem::path output;
  std::string listen = "result";  ///< result, selection, removed, rest
  double least = 0.7;             ///< of `similar`: the lowest score
};
int runSpectral(const SpectralOptions& options, Context& context);

/// Operations and actions, for the help.
std::string spectralHelp();

}  // namespace lathe::cli
