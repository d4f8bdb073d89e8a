// The first signal asks; the second one, or work that does not hear, ends the program.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/terminal/interrupt.h"

#include <atomic>
#include <chrono>
#include <thread>

#include "core/file/ending_signals.h"

namespace lathe::cli {
namespace {

/// Never destroyed: the thread that meets the signals lives to the very end.
std::stop_source& source() {
  static std::stop_source& instance = *new std::stop_source;
  return instance;
}

std::atomic<int> caught = 0;

/// What is not done by then is cut short; nothing is lost by it that a polite end would keep.
constexpr std::chrono::milliseconds kPatience{400};

void endWhereDeaf(int signal) {
  std::this_thread::sleep_for(kPatience);
  endAtOnce(signal);
}

}  // namespace

Interrupt::Interrupt() {
  source();
  meetEndingSignals([](int signal) {
    if (caught.exchange(signal) != 0) endAtOnce(signal);
    std::thread(endWhereDeaf, signal).detach();  // before anything that may take long
    source().request_stop();
  });
}

std::stop_token Interrupt::token() const noexcept { return source().get_token(); }

int Interrupt::exitCode() const noexcept {
  const int signal = caught;
  return signal == 0 ? 0 : 128 + signal;
}

}  // namespace lathe::cli
