// The sound card, through PortAudio.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/play/audio_output.h"

namespace lathe {

struct OutputDevice {
  std::string name;
  int channels = 0;
  double sampleRate = 0;  ///< that it prefers, Hz
  bool isDefault = false;
};

/// False when Lathe was built without PortAudio.
bool hasSoundCardSupport() noexcept;

/// Outputs that there are now; none without PortAudio.
std::vector<OutputDevice> outputDevices();

/// Asks for the programme's rate first; when the device does not take it, for the device's own. Throws Error
/// (Unsupported) when Lathe was built without PortAudio.
std::unique_ptr<AudioOutput> makeSoundCardOutput();

}  // namespace lathe
