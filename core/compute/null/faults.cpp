// Reading the list of failures on demand, and striking once.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/null/faults.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/audio/error.h"

namespace lathe {
namespace {

Failure failureNamed(std::string_view name) {
  if (name == "oom") return Failure::OutOfMemory;
  if (name == "lost") return Failure::DeviceLost;
  if (name == "timeout") return Failure::Timeout;
  return Failure::None;
}

}  // namespace

Faults Faults::parse(std::string_view text) {
  Faults faults;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    const auto word = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 1, text.size()));
    if (word == "plan") {
      faults.failsPlan_ = true;
      continue;
    }
    const auto at = std::min(word.find('@'), word.size());
    Fault fault{failureNamed(word.substr(0, at)), 0};
    const auto number = word.substr(std::min(at + 1, word.size()));
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), fault.chunk);
    const bool isNumber = error == std::errc{} && end == number.data() + number.size() && fault.chunk > 0;
    if (fault.failure == Failure::None || !isNumber) {
      throw Error(ErrorKind::Invalid,
                  fmt::format("\"{}\" is no fault; say oom@N, lost@N, timeout@N or plan, separated by commas", word));
    }
    faults.faults_.push_back(fault);
  }
  return faults;
}

Failure Faults::nextChunk() noexcept {
  ++chunks_;
  if (isLost_) return Failure::DeviceLost;
  const auto fault = std::ranges::find(faults_, chunks_, &Fault::chunk);
  if (fault == faults_.end()) return Failure::None;
  isLost_ = fault->failure == Failure::DeviceLost;
  return fault->failure;
}

Failure Faults::nextPlan() noexcept {
  if (isLost_) return Failure::DeviceLost;
  if (!failsPlan_) return Failure::None;
  failsPlan_ = false;
  return Failure::Internal;
}

}  // namespace lathe
