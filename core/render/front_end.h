// The part of a render before the loudness gain: source, first part of the chain, sample-rate conversion.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <memory>

#include "core/audio/audio_clip.h"
#include "core/file/spool.h"
#include "core/processors/resample_settings.h"
#include "core/render/chain_clip.h"
#include "core/render/level_meter.h"
#include "core/work/progress.h"

namespace lathe {

/// Measures the source while it is read, and keeps what it made so that further trials do not run it again.
class FrontEnd {
 public:
  struct Request {
    ClipPtr source;
    Chain chain;
    bool keepsTail = false;
    ResampleSettings conversion;
    OfflineWork work = {};  ///< for stages that work on the whole recording
  };
  FrontEnd(const Request& request, const MeterFactory& makeMeter);

  const AudioFormat& format() const noexcept { return output_->format(); }

  /// Runs once from start to end, measures source and output, and spools the output into a temporary file in `folder`,
  /// unless an offline stage has just made it.
  /// When that disk is too full, output() runs everything again at each reading instead.
  void spool(const std::filesystem::path& folder, const Progress& progress);
  /// The output, from the spool if there is one.
  ClipPtr output() const;
  /// False when output() runs everything again at each reading.
  bool isSpooled() const noexcept { return spooled_ || isMadeOnce(); }

  /// Measured by spool(), or by reading output() to its end; after this nothing more is measured.
  std::shared_ptr<const LevelMeter> finishSourceMeter();
  /// Measured by spool().
  Levels outputLevels() const;
  const std::vector<Activity>& activities() const { return *activities_; }

 private:
  class Metered;

  bool isMadeOnce() const;
  std::shared_ptr<SpoolClip> makeSpooled(const std::filesystem::path& folder) const;

  MeterFactory makeMeter_;
  std::shared_ptr<const Metered> source_;
  Activities activities_ = std::make_shared<std::vector<Activity>>();
  ClipPtr output_;
  ClipPtr spooled_;
  Levels outputLevels_;
};

}  // namespace lathe
