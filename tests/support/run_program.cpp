// fork, exec and two pipes to files.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/support/run_program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>

#include "tests/support/places.h"

namespace lathe::test {
namespace {

/// Whatever started the tests (nohup, say) has no say in which signals the program under test meets.
void meetAllSignals() {
  for (const int number : {SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGXFSZ}) signal(number, SIG_DFL);
}

void openOn(const std::string& file, int stream) {
  dup2(open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), stream);
}

/// `takeOutput` runs in the new process and sees to its stdout.
pid_t start(const Words& words, const Surroundings& surroundings, const std::function<void()>& takeOutput,
            const std::string& err) {
  const pid_t process = fork();
  if (process != 0) return process;
  meetAllSignals();
  if (!surroundings.folder.empty() && chdir(surroundings.folder.c_str()) != 0) _exit(126);
  for (const std::string& entry : surroundings.environment) {
    const auto equals = entry.find('=');
    setenv(entry.substr(0, equals).c_str(), entry.substr(equals + 1).c_str(), 1);
  }
  openOn(err, STDERR_FILENO);
  takeOutput();
  if (surroundings.fileLimit) {
    const rlimit limit{*surroundings.fileLimit, *surroundings.fileLimit};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  std::vector<char*> arguments = {const_cast<char*>(programUnderTest().c_str())};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execv(programUnderTest().c_str(), arguments.data());
  _exit(127);
}

std::string slurp(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  std::filesystem::remove(path);
  return text.str();
}

std::string temporaryName(const char* what) {
  return (std::filesystem::temp_directory_path() / ("lathe_test_" + std::to_string(getpid()) + what)).string();
}

}  // namespace

Outcome runLathe(const Words& words, const Words& environment) {
  return runLathe(words, Surroundings{.environment = environment});
}

Outcome runLathe(const Words& words, const Surroundings& surroundings) {
  const bool isHeard = !surroundings.fileLimit;  // what is said would be cut at the limit too
  const std::string out = isHeard ? temporaryName(".out") : "/dev/null", err = temporaryName(".err");
  const int code = finish(start(
      words, surroundings, [&] { openOn(out, STDOUT_FILENO); }, err));
  return {code, isHeard ? slurp(out) : "", slurp(err)};
}

Outcome runLatheTo(const std::string& file, const Words& words) {
  const std::string err = temporaryName(".err");
  const int code = finish(start(
      words, {}, [&] { openOn(file, STDOUT_FILENO); }, err));
  return {code, "", slurp(err)};
}

Outcome runLatheToNobody(const Words& words) {
  const std::string err = temporaryName(".err");
  const auto takePipe = [] {
    int ends[2] = {};
    if (pipe(ends) != 0) _exit(126);
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    close(ends[1]);
  };
  const int code = finish(start(words, {}, takePipe, err));
  return {code, "", slurp(err)};
}

Outcome runLatheWithoutOutput(const Words& words) {
  const std::string err = temporaryName(".err");
  const int code = finish(start(
      words, {}, [] { close(STDOUT_FILENO); }, err));
  return {code, "", slurp(err)};
}

pid_t startLathe(const Words& words) {
  return start(
      words, {}, [] { openOn("/dev/null", STDOUT_FILENO); }, "/dev/null");
}

int finish(pid_t process) {
  int status = 0;
  waitpid(process, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace lathe::test
