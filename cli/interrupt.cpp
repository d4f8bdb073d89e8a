// The first signal asks, the second one ends.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/interrupt.h"

#include <atomic>

#include "core/file/ending_signals.h"

namespace lathe::cli {
namespace {

std::stop_source& source() {
  static std::stop_source instance;
  return instance;
}

std::atomic<int> caught = 0;

}  // namespace

Interrupt::Interrupt() {
  source();
  meetEndingSignals([](int signal) {
    if (caught.exchange(signal) != 0) endAtOnce(signal);
    source().request_stop();
  });
}

std::stop_token Interrupt::token() const noexcept { return source().get_token(); }

int Interrupt::exitCode() const noexcept {
  const int signal = caught;
  return signal == 0 ? 0 : 128 + signal;
}

}  // namespace lathe::cli
