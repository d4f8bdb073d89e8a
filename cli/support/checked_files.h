// Files gathered and judged, several at once, as they are or after encoding; and the reports of that.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/compliance/spec_library.h"
#include "analysis/report/verdict_report.h"
#include "cli/options/compliance.h"
#include "cli/terminal/context.h"
#include "core/render/coded_clip.h"

namespace lathe::cli {

struct CheckRequest {
  Paths files;
  std::vector<analysis::Spec> specs;
  std::vector<CodecSettings> after;  ///< in place of the file as it is
  bool alsoAsItIs = false;           ///< beside them
  analysis::LoudnessOptions loudness;
  bool figures = false;        ///< measure the further figures too
  bool findsDialogue = false;  ///< whether the specs ask for it or not
  std::optional<analysis::DialogueFigures> dialogue;
};

struct CheckResults {
  std::vector<analysis::CheckedSignal> checked;  ///< in the files' order
  std::vector<analysis::FailedFile> failures;
  std::vector<std::string> warnings;
};

/// A file that cannot be read is a failure and stops nothing. A specification that says through which codec it counts
/// is judged through that one, where the request names none. Throws Error (Cancelled).
CheckResults checkFiles(const CheckRequest& request, Context& context);

std::vector<analysis::Spec> findSpecs(const std::vector<std::string>& names);
std::vector<CodecSettings> parseCodecs(const std::vector<std::string>& names);
/// Throws Error (Invalid) for a share outside 0 to 1.
std::optional<analysis::DialogueFigures> dialogueOf(const DialogueOptions& options);

/// By the extension: .html, .csv or .json. Throws Error (Invalid for another, Exists, Io).
void writeReport(const std::filesystem::path& path, const CheckResults& results, const Context& context);
/// Throws Error (Invalid) where writeReport would, before any work is done; does nothing for an empty path.
void checkReportPath(const std::filesystem::path& path);

}  // namespace lathe::cli
