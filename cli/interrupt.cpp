// A thread waits for the signals, so that no code runs inside a signal handler.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/interrupt.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "core/file/atomic_file.h"

namespace lathe::cli {
namespace {

std::stop_source& source() {
  static std::stop_source instance;
  return instance;
}

std::atomic<int> caught = 0;

/// What is not done by then is cut short; nothing is lost by it that a polite end would keep.
constexpr timespec kPatience{0, 400'000'000};

void waitForSignals(sigset_t signals) {
  int signal = 0;
  while (sigwait(&signals, &signal) != 0) {
  }
  caught = signal;
  source().request_stop();
  if (const int second = sigtimedwait(&signals, nullptr, &kPatience); second > 0) caught = second;
  removeAllTemporaries();
  _exit(128 + caught);
}

}  // namespace

Interrupt::Interrupt() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  source();
  std::thread(waitForSignals, signals).detach();
}

std::stop_token Interrupt::token() const noexcept { return source().get_token(); }

int Interrupt::exitCode() const noexcept {
  const int signal = caught;
  return signal == 0 ? 0 : 128 + signal;
}

}  // namespace lathe::cli
