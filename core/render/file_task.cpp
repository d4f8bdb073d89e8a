// Filling in a task from a file and a delivery.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/render/file_task.h"

#include "core/dsp/resampler.h"

namespace lathe {

RenderTask fileTask(const std::shared_ptr<const FileClip>& file, Chain chain, const FileDelivery& delivery) {
  RenderTask task = fileTask(ClipPtr(file), {file}, std::move(chain), delivery);
  task.untouchedEncoding = file->info().format.encoding;
  return task;
}

RenderTask fileTask(const ClipPtr& source, std::vector<std::shared_ptr<const FileClip>> files, Chain chain,
                    const FileDelivery& delivery) {
  RenderTask task;
  task.source = source;
  task.sourceFiles = std::move(files);
  task.chain = std::move(chain);
  task.file = delivery.file;
  task.format = delivery.format;
  task.conversion = delivery.conversion;
  task.overwrite = delivery.overwrite;
  task.device = delivery.device;
  if (task.sourceFiles.empty()) return task;
  const FileInfo& info = task.sourceFiles.front()->info();
  task.title = info.path.filename().string();
  task.metadata =
      atRate(info.metadata, info.audio.sampleRate, delivery.conversion.outputRate(source->format().sampleRate));
  return task;
}

Metadata atRate(Metadata metadata, int from, int to) {
  for (Marker& marker : metadata.markers) {
    marker.frame = Resampler::outputFrames(marker.frame, from, to);
    marker.length = Resampler::outputFrames(marker.length, from, to);
  }
  if (metadata.broadcast)
    metadata.broadcast->timeReference = Resampler::outputFrames(metadata.broadcast->timeReference, from, to);
  return metadata;
}

}  // namespace lathe
