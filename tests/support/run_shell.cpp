// fork, exec of bash, and two files for what it says.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/support/run_shell.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

#include "tests/support/places.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {

Outcome runShell(const std::string& line, const std::filesystem::path& folder, const Words& environment) {
  const testing::TemporaryFolder said;
  const std::string out = said / "out", err = said / "err";
  const std::string path = programUnderTest().parent_path().string() + ":" + std::getenv("PATH");
  const pid_t process = fork();
  if (process == 0) {
    setenv("PATH", path.c_str(), 1);
    for (const std::string& entry : environment) {
      const auto equals = entry.find('=');
      setenv(entry.substr(0, equals).c_str(), entry.substr(equals + 1).c_str(), 1);
    }
    dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
    dup2(open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
    dup2(open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
    if (chdir(folder.c_str()) == 0) execlp("bash", "bash", "-c", line.c_str(), nullptr);
    _exit(127);
  }
  const int code = finish(process);
  return {code, testing::fileBytes(out), testing::fileBytes(err)};
}

}  // namespace lathe::test
