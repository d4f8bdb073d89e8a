// The list of clicks that were found in a recording: shown, edited, and given back.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lathe {

/// One click on one channel.
struct ClickEvent {
  std::uint64_t start = 0;   ///< frame
  std::uint64_t length = 0;  ///< frames
  int channel = 0;           ///< from 0
  double odds = 0;           ///< logarithm of the odds that it is one, in this recording; above 0 it is repaired
  bool isRepaired = true;

  friend bool operator==(const ClickEvent&, const ClickEvent&) = default;
};

/// {"schema": "lathe-clicks", "version": 1, "rate": 44100, "events": [{"time": 1.5, "start": 66150, "length": 20,
/// "channel": 1, "odds": 3.2, "repair": true}, ...]}; channels from 1; "time" is for the reader.
std::string clickEventsText(const std::vector<ClickEvent>& events, int sampleRate);

/// Reads that file, sorted by channel and time. Throws Error (NotFound, Io, Damaged; Invalid where it is of another
/// rate).
std::vector<ClickEvent> readClickEvents(const std::filesystem::path& file, int sampleRate);

}  // namespace lathe
