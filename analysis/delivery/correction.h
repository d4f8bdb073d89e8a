// Bringing a file to a target or a specification: by gain alone, or with a limiter where that was asked for.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "analysis/compliance/verdict.h"
#include "core/render/track_renderer.h"
#include "core/work/progress.h"

namespace lathe::analysis {

struct CorrectionRequest {
  /// What to write and how: source, file, format, metadata, conversion, dither (in the chain). Target and ceiling are
  /// set by the correction.
  RenderTask task;
  Spec spec;
  bool mayLimit = false;
  std::optional<Decibels> gain;  ///< this one, instead of what the specification asks for (albums)
  LoudnessOptions loudness;
  std::optional<DialogueFigures> dialogue;  ///< of the source
};

struct Correction {
  RenderReport report;
  SpecVerdict before;  ///< of the source, without what only a file has
  SpecVerdict after;   ///< of the written file, read back
  Evidence sourceEvidence, writtenEvidence;
  Decibels gain{0};
  bool isLimited = false;  ///< a limiter was in the chain
  Decibels deepest{0};     ///< most that it took off
  std::string text;        ///< what was done, in a sentence
};

/// Gain alone cannot do it, and a limiter is not allowed (Error of kind NotPossible).
class LimiterNeeded : public Error {
 public:
  explicit LimiterNeeded(const std::string& sentence) : Error(ErrorKind::NotPossible, sentence) {}
};

/// Writes the file under another name, reads it back, judges it, and gives it its name only when it passes what the
/// specification requires. Without mayLimit nothing but a constant gain is applied. Throws LimiterNeeded, or
/// Error (NotPossible when gain and limiter cannot do it either; what renderTrack throws), with the reason and the
/// numbers; then nothing is written.
Correction correct(const CorrectionRequest& request, const Progress& progress);

/// A specification of one target and one ceiling, for corrections without one. `tolerance` in LU.
Spec targetSpec(Measure measure, Lufs target, double tolerance, Decibels ceiling);

}  // namespace lathe::analysis
