// A delivery specification as data: rules with limits, and what a service does to the loudness by itself.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/compliance/measure.h"
#include "core/audio/units.h"

namespace lathe::analysis {

/// When a rule counts; what is absent is no condition.
struct RuleCondition {
  std::optional<double> durationFrom, durationBelow;            ///< seconds
  std::optional<int> channelsFrom, channelsTo;                  ///< both included
  std::optional<double> dialogueShareFrom, dialogueShareBelow;  ///< of the programme, 0 to 1
  std::optional<double> integratedAbove;                        ///< LUFS

  friend bool operator==(const RuleCondition&, const RuleCondition&) = default;
};

enum class Severity {
  Required,  ///< missing it fails the spec
  Advised,   ///< missing it is a warning
  Reported,  ///< only shown
};

/// One limit. Exactly one of these holds: a target, lowest and/or highest, a list of numbers, a list of words, only
/// alternatives; or none of them, in a rule that only reports.
struct Rule {
  Measure measure = Measure::Integrated;
  std::optional<double> target;
  double tolerance = 0;  ///< around the target, or beyond lowest and highest
  std::optional<double> lowest, highest;
  std::vector<double> oneOf;
  std::vector<std::string> words;  ///< of Measure::Codec
  std::vector<Rule> anyOf;         ///< one of these is enough; `measure` and the limits above are not used
  Severity severity = Severity::Required;
  RuleCondition when;
  std::string note;

  /// What is allowed, tolerance included.
  std::optional<double> lowestAllowed() const;
  std::optional<double> highestAllowed() const;

  friend bool operator==(const Rule&, const Rule&) = default;
};

/// What a service does when it plays a file.
struct Playback {
  enum class Raises {
    Never,    ///< quieter files stay as they are
    ToPeak,   ///< up to a true peak of `peak`
    Limited,  ///< by all that is wanted, through a limiter at `peak`
  };
  std::string name;
  Lufs target{-14};
  Raises raises = Raises::Never;
  Decibels peak{-1};
  std::string note;

  friend bool operator==(const Playback&, const Playback&) = default;
};

/// How well the figures are known.
enum class Standing {
  Primary,      ///< read in the standard or on the maker's own page
  Secondary,    ///< told by others
  Unconfirmed,  ///< widely quoted, without a source that was read
};

struct Spec {
  std::string id;  ///< "ebu-r128"
  std::string name;
  std::string text;    ///< what it is for
  std::string source;  ///< document, clause, address
  std::string date;    ///< of the source
  Standing standing = Standing::Secondary;
  std::string after;        ///< codec through which the file is judged ("aac:256"); empty: as it is
  std::string calibration;  ///< what a sound pressure level means here
  std::vector<Rule> rules;
  std::vector<Playback> playback;

  friend bool operator==(const Spec&, const Spec&) = default;
};

std::string_view standingText(Standing standing) noexcept;

/// "-23.0 ± 0.2 LUFS", "at most -1.0 dBTP", "44100 or 48000 Hz", "WAV or FLAC".
std::string limitText(const Rule& rule);

/// All measures that a spec looks at.
std::vector<Measure> measuresOf(const Spec& spec);

/// The loudness that a spec asks for, if it asks for one; of the first rule that has a target.
std::optional<Rule> loudnessTarget(const Spec& spec);

/// The tightest limit that required (else advised) rules set to the true peak.
std::optional<Decibels> truePeakLimit(const Spec& spec);

}  // namespace lathe::analysis
