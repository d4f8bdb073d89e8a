// `lathe denoise`, `lathe dehum` and `lathe dereverb`: one restoration stage on one file, with a report of what it took away.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/options/commands.h"
#include "cli/terminal/context.h"

namespace lathe::cli {

struct RestoreOptions {
  std::filesystem::path file;
  std::filesystem::path output;
  std::string mode;     ///< "music", "dialogue"; empty: the default
  std::string learn;    ///< ranges in seconds
  std::string profile;  ///< a file
  std::filesystem::path saveProfile;
  std::string listen = "result";     ///< or "removed"
  std::string range;                 ///< "12-15": the part that is worked on; empty: all
  std::vector<std::string> changes;  ///< "reduction=18dB"
  bool hasReport = true;
  DeliveryOptions delivery;
};
int runDenoise(const RestoreOptions& options, Context& context);
int runDehum(const RestoreOptions& options, Context& context);
int runDereverb(const RestoreOptions& options, Context& context);

}  // namespace lathe::cli
