// What a stream of samples is: its rate and its channels.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/audio/channel_layout.h"

namespace lathe {

struct AudioFormat {
  int sampleRate = 44100;  ///< Hz
  ChannelLayout layout = ChannelLayout::stereo();

  int channels() const noexcept { return layout.channels(); }
  friend bool operator==(const AudioFormat&, const AudioFormat&) = default;
};

}  // namespace lathe
