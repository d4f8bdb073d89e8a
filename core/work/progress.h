// How long work tells how far it is and learns that it shall stop.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <functional>
#include <stop_token>
#include <string_view>

#include "core/audio/error.h"

namespace lathe {

/// Handed down into long work. Copy it freely; both parts are optional.
struct Progress {
  /// Called from the working thread with 0..1 and what is being done ("limiting").
  std::function<void(double fraction, std::string_view what)> report = {};
  std::stop_token stop = {};

  void at(double fraction, std::string_view what) const {
    if (report) report(fraction, what);
  }
  /// Throws Error (Cancelled) when a stop was asked for.
  void throwIfStopped() const {
    if (stop.stop_requested())
      throw Error(ErrorKind::Cancelled, "stopped before the work was done; nothing was written");
  }
  /// The same progress squeezed into a part of the whole.
  Progress part(double from, double to) const {
    if (!report) return {{}, stop};
    return {[outer = report, from, to](double f, std::string_view what) { outer(from + f * (to - from), what); }, stop};
  }
};

}  // namespace lathe
