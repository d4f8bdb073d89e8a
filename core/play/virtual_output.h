// An output without a sound card: it asks for blocks as fast as they come and hands them on; for files and tests.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <functional>
#include <thread>

#include "core/play/audio_output.h"

namespace lathe {

/// Time is what it has been given: nothing is lost and nothing waits for a clock, unless it `keepsTime` (then blocks
/// come at the pace of the sample rate, and late ones are heard as gaps, as with a sound card).
class VirtualOutput : public AudioOutput {
 public:
  using Sink = std::function<void(ConstAudioView block)>;
  /// `sink` is called on the output's thread; empty: nobody listens. `sampleRate` above 0: the only rate it knows.
  explicit VirtualOutput(Sink sink = {}, bool keepsTime = false, int sampleRate = 0)
      : sink_(std::move(sink)), keepsTime_(keepsTime), sampleRate_(sampleRate) {}
  ~VirtualOutput() override;

  OutputFormat open(const OutputRequest& request, Fill fill, Ready ready) override;
  void start() override;
  void stop() override;
  std::uint64_t underruns() const noexcept override { return 0; }

 private:
  void run(std::stop_token stop);

  Sink sink_;
  bool keepsTime_;
  int sampleRate_;
  OutputRequest request_;
  Fill fill_;
  Ready ready_;
  std::jthread thread_;
};

}  // namespace lathe
