// Processes that are ended by signals while they write: nothing unfinished stays behind.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/ending_signals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/file/atomic_file.h"
#include "tests/support/temporary_folder.h"

namespace lathe::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A child that has an unfinished file and waits; the pipe tells when it is there.
class Writer {
 public:
  explicit Writer(const std::filesystem::path& target, void (*hangUp)(int) = SIG_DFL) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    process_ = ::fork();
    if (process_ == 0) {
      for (const int number : {SIGINT, SIGTERM, SIGQUIT, SIGPIPE, SIGXCPU}) ::signal(number, SIG_DFL);
      ::signal(SIGHUP, hangUp);
      meetEndingSignals([](int signal) { endAtOnce(signal); });
      const AtomicFile file(target, Overwrite::Yes);
      if (::write(ends[1], "!", 1) != 1) ::_exit(1);
      for (;;) ::pause();
    }
    char ready = 0;
    if (::read(ends[0], &ready, 1) != 1) throw std::runtime_error("the child did not start");
    ::close(ends[0]);
    ::close(ends[1]);
  }

  void send(int signal) const { ::kill(process_, signal); }
  int status() const {
    int status = 0;
    ::waitpid(process_, &status, 0);
    return status;
  }

 private:
  pid_t process_ = 0;
};

TEST(EndingSignals, ThatAskLeaveNothingUnfinished) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    const TemporaryFolder folder;
    const Writer writer(folder / "out.wav");
    ASSERT_THAT(folder.names(), SizeIs(1));
    writer.send(signal);
    const int status = writer.status();
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 128 + signal) << signal;
    EXPECT_THAT(folder.names(), IsEmpty()) << signal;
  }
}

TEST(EndingSignals, ThatTellEndTheProgramAndLeaveNothingUnfinished) {
  for (const int signal : {SIGQUIT, SIGPIPE, SIGXCPU, SIGALRM, SIGUSR1, SIGUSR2}) {
    const TemporaryFolder folder;
    const Writer writer(folder / "out.wav");
    writer.send(signal);
    const int status = writer.status();
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == signal) << signal;
    EXPECT_THAT(folder.names(), IsEmpty()) << signal;
  }
}

TEST(EndingSignals, IgnoresAClosedTerminalUnderNohup) {
  const TemporaryFolder folder;
  const Writer writer(folder / "out.wav", SIG_IGN);
  writer.send(SIGHUP);
  writer.send(SIGTERM);
  const int status = writer.status();
  EXPECT_EQ(WEXITSTATUS(status), 128 + SIGTERM);
}

}  // namespace
}  // namespace lathe::testing
