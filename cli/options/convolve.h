// `lathe convolve` and `lathe reverb`: a file through an impulse response, plainly or as music wants it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/options/commands.h"

namespace lathe::cli {

struct ConvolveFileOptions {
  std::filesystem::path file;
  std::string response;  ///< a file or a name
  std::filesystem::path output;
  std::optional<double> wet, dry;  ///< dB
  bool isWetOnly = false;
  std::string tail = "keep";
  std::string normalise;             ///< off, peak, energy; empty: as it is set
  std::vector<std::string> changes;  ///< "size=120%"
  bool isDouble = false;
  DeliveryOptions delivery;
};

/// Wet only, nothing shaped: the taps as they are in the file.
int runConvolve(const ConvolveFileOptions& options, Context& context);
/// With the reverb's defaults.
int runReverb(const ConvolveFileOptions& options, Context& context);

}  // namespace lathe::cli
