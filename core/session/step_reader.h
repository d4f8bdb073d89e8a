// Reading the states of a session one after the other: the first whole, each further one from what changed.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <string>

#include "core/session/session_json.h"
#include "core/session/session_snapshot.h"

namespace lathe {

/// Reads and checks only the parts that a change touches. A session that was saved without a sample rate, when it was
/// that of whichever source stood first, gets the rate at which its frames were counted when its first source came in.
class StepReader {
 public:
  explicit StepReader(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// A whole session. `likelyRate`: Hz, tried first when it has no rate; 0: none is likelier than that of its first
  /// source. Throws Error (Damaged) with the place, also where checkSession() refuses it.
  void begin(JsonObject json, int likelyRate = 0);
  /// A state that is known and checked. Its sources are numbered in the order of their first use.
  void begin(const SessionSnapshot& state);
  /// Changes as StepWriter gives them. Throws Error (Damaged) with `place` for any others, and where checkSession()
  /// refuses what comes out; the state then is as before.
  void change(const Json& changes, const std::string& place);

  const SessionSnapshot& state() const noexcept { return state_; }
  /// One sentence for the user when the session had no rate and that of its first source is not the one; else empty.
  std::string rateWarning() const;

 private:
  SessionSnapshot wholeFrom(JsonObject& json, SourceTable& sources);
  SessionSnapshot patchedWhole(const Json& changes, const std::string& place, SourceTable& sources);
  SessionSnapshot patchedParts(const Json& changes, const std::string& place, SourceTable& sources);
  Json headJson() const;
  void findRate(SessionSnapshot& next, int likelyRate, int& found) const;

  std::filesystem::path folder_;
  SourcePool pool_;
  SessionSnapshot state_;
  SourceTable sources_;  ///< by their numbers in the changes
  int foundRate_ = 0;    ///< Hz, of a session that has none of its own
};

}  // namespace lathe
