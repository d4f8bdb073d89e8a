// What is taken away from a section of a recording: predicted reverberation, and a share of what is left.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/compute/stft_device.h"
#include "core/restoration/dereverb/dereverb_plan.h"
#include "core/restoration/dereverb/weighted_prediction.h"
#include "core/work/workers.h"

namespace lathe {

/// Frames of a section with those before it that fade it in. Frame f begins at sample f * hop; those of a recording
/// are -3 .. the last that begins in it.
struct DereverbSection {
  std::int64_t first = 0;   ///< frame from which the past is known
  std::int64_t begin = 0;   ///< first frame that is changed
  std::int64_t past = 0;    ///< frame behind the last one
  std::size_t fadeIn = 0;   ///< frames from begin on in which the work sets in
  std::size_t fadeOut = 0;  ///< frames up to past in which it gives way to the next section's
};

/// The sections of a recording: about eight seconds each, whatever else is set. The same for the same length.
std::vector<DereverbSection> dereverbSections(std::uint64_t frames, double sampleRate, std::size_t hop);

/// Works on any section by itself. Memory grows with the section.
class DereverbEngine {
 public:
  /// All outlive the engine.
  DereverbEngine(const DereverbPlan& plan, const AudioClip& clip, StftDevice& device, Workers& workers)
      : plan_(plan), clip_(clip), device_(device), workers_(workers) {}

  /// Adds what is taken from the plan's channels to `sums`, whose rows are those channels from sample `origin` on.
  void remove(const DereverbSection& section, std::int64_t origin, AudioView sums);

 private:
  Complex<float>* spectrum(std::vector<AlignedArray<Complex<float>>>& rows, std::size_t channel, std::size_t frame) {
    return rows[channel].data() + frame * stride_;
  }
  void analyse(const DereverbSection& section);
  void predict();
  void predictGroup(WeightedPrediction& prediction, std::size_t firstBin, std::size_t firstChannel,
                    std::size_t channels);
  void suppress(const DereverbSection& section);

  const DereverbPlan& plan_;
  const AudioClip& clip_;
  StftDevice& device_;
  Workers& workers_;
  std::size_t frames_ = 0, stride_ = 0;
  std::vector<AlignedArray<Complex<float>>> sound_, removed_;  ///< by channel of the plan
  AlignedArray<float> power_, taken_;                          ///< of all channels: of the sound; of the prediction
};

}  // namespace lathe
