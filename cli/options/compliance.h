// The commands about delivery specifications: check, specs, correct, album.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options/commands.h"

namespace lathe::cli {

/// Loudness of the dialogue as told on the command line.
struct DialogueOptions {
  std::optional<double> loudness;  ///< LUFS
  double share = 1;                ///< of the programme
};

struct CheckOptions {
  Paths files;
  std::vector<std::string> specs;  ///< ids or files
  std::vector<std::string> after;  ///< "aac:256"
  bool isDualMono = false;
  DialogueOptions dialogue;
  std::filesystem::path report;  ///< .html, .csv or .json
  BatchOptions batch;
};
int runCheck(const CheckOptions& options, Context& context);

struct SpecsOptions {
  std::string spec;  ///< id or file to show; empty: list all
  Paths validate;
};
int runSpecs(const SpecsOptions& options, Context& context);

struct CorrectOptions {
  Paths files;
  std::filesystem::path output;
  std::string spec;               ///< id or file
  std::optional<double> target;   ///< LUFS, in place of a spec
  std::optional<double> ceiling;  ///< dBTP, with --target
  bool mayLimit = false;
  bool isAlbum = false;  ///< one gain for all files
  bool isDualMono = false;
  std::string by = "integrated";  ///< what of the file the target means: see AlbumFigure
  DialogueOptions dialogue;
  DeliveryOptions delivery;
};
int runCorrect(const CorrectOptions& options, Context& context);

struct AlbumOptions {
  Paths files;
  std::optional<double> target;  ///< LUFS
  std::string by = "integrated";
};
int runAlbum(const AlbumOptions& options, Context& context);

}  // namespace lathe::cli
