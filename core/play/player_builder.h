// The player's second thread: opening sounds and preparing chains, so that nothing that sounds waits for it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <stop_token>

#include "core/play/sequencer.h"

namespace lathe {

/// Answers the sequencer's requests with voices, or with new settings where the voice that plays can take them.
class PlayerBuilder {
 public:
  explicit PlayerBuilder(Sequencer& sequencer) : sequencer_(sequencer) {}

  /// Until `stop`. What goes wrong is told to the sequencer.
  void run(const std::stop_token& stop);
  /// Waits for one request and answers it; false when stopped. For run() and tests.
  bool step(const std::stop_token& stop);

 private:
  void answer(const Sequencer::Request& request);
  bool changeSettings(const Sequencer::Request& request, const Sequencer::Plan& plan, const ProgrammeItem& after);

  Sequencer& sequencer_;
};

}  // namespace lathe
