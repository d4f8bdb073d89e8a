// `lathe spectrogram`: a picture of a file.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/options/mask_options.h"
#include "cli/terminal/context.h"

namespace lathe::cli {

struct SpectrogramOptions {
  std::filesystem::path file;
  std::filesystem::path output;
  std::string axis = "log";
  int fftSize = 2048;
  std::string window = "hann";
  std::string range = "-110,0";  ///< "LOWEST,HIGHEST" in dB
  std::string map = "magma";
  std::string time;               ///< "FROM,TO"
  std::string frequency;          ///< "LOW,HIGH"
  std::string size = "1600,800";  ///< "WIDTH,HEIGHT"
  MaskOptions mask;               ///< drawn over it; its channels are those shown
  bool isReassigned = false;
  bool isPlain = false;  ///< without axes
};
int runSpectrogram(const SpectrogramOptions& options, Context& context);

}  // namespace lathe::cli
