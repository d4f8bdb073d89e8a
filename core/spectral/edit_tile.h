// The pieces of time in which an edit is computed: where they lie, and the difference that one of them makes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/compute/stft_device.h"
#include "core/spectral/edit_layers.h"
#include "core/spectral/spectral_edit.h"
#include "core/work/progress.h"

namespace lathe {

/// Frames of the edit's spectrogram that are computed together.
struct TilePlace {
  EditLayer layer;
  std::int64_t firstFrame;
  int frames;
  SampleSpan touched;  ///< samples under the frames' windows
};

/// For each of the edit's layers one tile over the whole mask when that is short; else tiles of fixed length, counted
/// from the recording's start.
std::vector<TilePlace> tilesOf(const SpectralEdit& edit, const AudioClip& clip);

/// What is added to the samples under a tile's windows.
class EditTile {
 public:
  EditTile(SampleSpan span, std::vector<std::vector<float>> differences)
      : span_(span), differences_(std::move(differences)) {}

  SampleSpan span() const noexcept { return span_; }
  std::size_t bytes() const noexcept;
  /// Adds a channel's difference to `sum`, whose first value belongs to the sample `start`.
  void addTo(int channel, std::int64_t start, std::vector<double>& sum) const;

 private:
  SampleSpan span_;
  std::vector<std::vector<float>> differences_;  ///< per channel; empty where nothing changes
};

using TilePtr = std::shared_ptr<const EditTile>;

/// Throws Error (Cancelled) when stopped.
TilePtr computeTile(const SpectralEdit& edit, const AudioClip& clip, const TilePlace& place, EditListen listen,
                    StftDevice& device, const Progress& progress = {});

}  // namespace lathe
