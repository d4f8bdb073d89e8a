// Runs the command line program the way a shell does, and gives back what it said.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lathe::test {

struct Outcome {
  int exitCode = 0;  ///< 128 + signal when a signal ended it
  std::string out;
  std::string err;
};

using Words = std::vector<std::string>;

/// What a program finds when it starts, beyond its words.
struct Surroundings {
  Words environment = {};                       ///< entries to add ("LC_ALL=de_DE.UTF-8")
  std::filesystem::path folder = {};            ///< to run in; empty: the test's own
  std::optional<std::uint64_t> fileLimit = {};  ///< bytes beyond which no file may grow; `out` is not kept then
};

/// Runs `lathe` with these words to its end. `environment` entries are added.
Outcome runLathe(const Words& words, const Words& environment = {});
Outcome runLathe(const Words& words, const Surroundings& surroundings);

/// The same with its stdout open on a file ("/dev/full"); `out` of the outcome stays empty.
Outcome runLatheTo(const std::string& file, const Words& words);
/// The same with its stdout a pipe that nobody reads any more.
Outcome runLatheToNobody(const Words& words);
/// The same with its stdout closed.
Outcome runLatheWithoutOutput(const Words& words);

/// Starts it in the background, output thrown away; wait with finish().
pid_t startLathe(const Words& words);
/// Waits for a started program; gives its exit code as Outcome does.
int finish(pid_t process);

}  // namespace lathe::test
