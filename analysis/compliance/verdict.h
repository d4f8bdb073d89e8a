// How a signal stands against a specification: rule by rule, with what was measured, by how much, and when it broke.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/compliance/evidence.h"
#include "analysis/compliance/moments.h"
#include "analysis/compliance/spec.h"

namespace lathe::analysis {

enum class Outcome {
  Pass,
  Warning,        ///< an advised rule is missed
  Fail,           ///< a required rule is missed
  Reported,       ///< shown only
  NotApplicable,  ///< the rule's condition does not hold
  NotMeasured,    ///< the figure is not there, so nothing can be said
};

/// "pass", "warning", "fail", "reported", "not applicable", "not measured".
std::string_view outcomeText(Outcome outcome) noexcept;

struct RuleVerdict {
  Rule rule;  ///< the alternative that counts, where a rule has some
  std::string limit;
  Outcome outcome = Outcome::Pass;
  std::optional<double> measured;
  std::string measuredText;      ///< with as many decimals as it takes not to contradict the outcome
  std::optional<double> margin;  ///< to the nearer limit: positive inside, negative outside
  std::vector<Moment> moments;   ///< that broke it, the worst kMostMoments of them, in order of time
  std::size_t momentCount = 0;   ///< all that there are
  std::string remark;

  static constexpr std::size_t kMostMoments = 50;
};

/// What would make the signal pass.
struct Remedy {
  enum class Kind {
    None,            ///< it passes
    Gain,            ///< turning the volume is enough
    GainAndLimiter,  ///< loudness by gain, peaks by a limiter
    NotByLevel,      ///< rules are missed that level has nothing to do with, or that contradict each other
  };
  Kind kind = Kind::None;
  Decibels gain{0};
  std::optional<Decibels> ceiling;  ///< dBTP, of the limiter
  Decibels peakReduction{0};        ///< what the limiter takes off the highest peak
  std::vector<std::string> others;  ///< what level does not mend, one sentence each
  std::string text;                 ///< all of it in a sentence
};

/// What a service makes of it.
struct PlaybackPrediction {
  Playback playback;
  Decibels gain{0};
  std::optional<Lufs> loudness;  ///< as heard
  std::optional<Decibels> truePeak;
  Decibels limited{0};  ///< what its limiter takes off the highest peak
  std::string text;
};

struct SpecVerdict {
  Spec spec;
  Outcome outcome = Outcome::Pass;  ///< Pass, Warning, Fail or NotMeasured
  std::vector<RuleVerdict> rules;
  Remedy remedy;
  std::vector<PlaybackPrediction> playback;

  bool passes() const noexcept { return outcome == Outcome::Pass || outcome == Outcome::Warning; }
};

SpecVerdict judge(const Spec& spec, const Evidence& evidence);

/// The gain that serves required (and, where that is possible, advised) rules best; from the verdicts of rules.
Remedy remedyFor(const Spec& spec, const std::vector<RuleVerdict>& rules, const Evidence& evidence);

PlaybackPrediction predict(const Playback& playback, const Evidence& evidence);

}  // namespace lathe::analysis
