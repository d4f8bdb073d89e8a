// Proof that edits touched nothing else: the sound before and after compared sample by sample, inside and outside their
// reach.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/spectral/spectral_edit.h"

namespace lathe {

struct RegionDifference {
  SampleSpan span;
  double largest = 0;  ///< of a sample's change, full scale is 1
};

struct NullReport {
  std::uint64_t framesOutside = 0;   ///< that were compared
  std::uint64_t changedOutside = 0;  ///< samples of those that differ in any bit; must be 0
  double largestOutside = 0;
  std::vector<RegionDifference> regions;  ///< of the edits' reach

  /// In steps of a 24-bit word.
  static double lsb(double difference) noexcept { return difference * 8388608; }
};

/// Passes `edited` on and compares what is read for the first time with `original`.
class ProvenClip : public AudioClip {
 public:
  ProvenClip(ClipPtr original, ClipPtr edited, std::vector<SampleSpan> reach);
  ~ProvenClip() override;

  const AudioFormat& format() const noexcept override { return edited_->format(); }
  std::uint64_t frames() const noexcept override { return edited_->frames(); }
  void read(std::uint64_t start, AudioView out) const override;
  bool isSequential() const noexcept override { return edited_->isSequential(); }

  /// Of what has been read so far, from the start on.
  NullReport report() const;

 private:
  struct State;
  ClipPtr original_;
  ClipPtr edited_;
  std::unique_ptr<State> state_;
};

}  // namespace lathe
