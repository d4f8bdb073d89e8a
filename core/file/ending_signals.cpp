// A thread waits for the signals that ask, so that no code of ours runs inside a handler; those that tell get one.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/ending_signals.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <thread>

#include "core/file/temporaries.h"

namespace lathe {
namespace {

bool isIgnored(int signal) {
  struct sigaction now {};
  return sigaction(signal, nullptr, &now) == 0 && !(now.sa_flags & SA_SIGINFO) && now.sa_handler == SIG_IGN;
}

/// The default action stands again when it runs (SA_RESETHAND), and ends the program as soon as it returns.
void cleanUpAndDie(int signal) {
  removeAllTemporaries();
  ::raise(signal);
}

void cleanUpBefore(int signal) {
  if (isIgnored(signal)) return;
  struct sigaction action {};
  action.sa_handler = cleanUpAndDie;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, nullptr);
}

void waitFor(sigset_t signals, void (*caught)(int)) {
  for (;;) {
    int signal = 0;
    if (sigwait(&signals, &signal) == 0) caught(signal);
  }
}

}  // namespace

void meetEndingSignals(void (*caught)(int signal)) {
  ::signal(SIGXFSZ, SIG_IGN);
  for (const int signal : {SIGQUIT, SIGPIPE, SIGXCPU, SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2})
    cleanUpBefore(signal);
  sigset_t signals;
  sigemptyset(&signals);
  // Blocked signals wait even where they are ignored, as a script's background jobs ignore SIGINT and nohup's SIGHUP.
  for (const int signal : {SIGINT, SIGTERM, SIGHUP})
    if (!isIgnored(signal)) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::thread(waitFor, signals, caught).detach();
}

void endAtOnce(int signal) {
  removeAllTemporaries();
  _exit(128 + signal);
}

}  // namespace lathe
