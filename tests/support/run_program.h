// Runs the command line program the way a shell does, and gives back what it said.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace lathe::test {

struct Outcome {
  int exitCode = 0;  ///< 128 + signal when a signal ended it
  std::string out;
  std::string err;
};

using Words = std::vector<std::string>;

/// Runs `lathe` with these words to its end. `environment` entries ("LC_ALL=de_DE.UTF-8") are added.
Outcome runLathe(const Words& words, const Words& environment = {});

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
