// The task of bringing one file through one chain into another file.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <memory>
#include <vector>

#include "core/render/track_renderer.h"

namespace lathe {

/// Where a task's result goes, and as what.
struct FileDelivery {
  std::filesystem::path file;
  FileFormat format = {};
  ResampleSettings conversion = {};
  Overwrite overwrite = Overwrite::No;
  std::string device = {};  ///< as RenderTask::device
};

/// The whole of `file`, with its tags and markers, called by its name.
RenderTask fileTask(const std::shared_ptr<const FileClip>& file, Chain chain, const FileDelivery& delivery);

/// The same of `source`, a sound that is made of `files`: tags and markers are those of the first.
RenderTask fileTask(const ClipPtr& source, std::vector<std::shared_ptr<const FileClip>> files, Chain chain,
                    const FileDelivery& delivery);

/// What is true of a file's audio when that is brought from one sample rate to another: times are frames.
Metadata atRate(Metadata metadata, int from, int to);

}  // namespace lathe
