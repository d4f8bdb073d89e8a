// Reading samples for close views.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/views/sample_window.h"

#include <algorithm>

namespace lathe::gui {

SampleWindow::SampleWindow(Workspace& workspace, QObject* parent) : QObject(parent), workspace_(workspace) {}

std::shared_ptr<const SampleWindow::Samples> SampleWindow::covering(std::int64_t start, std::int64_t end) {
  const ClipPtr clip = workspace_.sound.clip();
  if (!clip) return nullptr;
  const auto frames = static_cast<std::int64_t>(clip->frames());
  start = std::clamp<std::int64_t>(start, 0, frames);
  end = std::clamp<std::int64_t>(end, start, frames);
  const int generation = workspace_.sound.generation();
  const bool isThere = samples_ && generation == generation_ && samples_->start <= start &&
                       samples_->start + static_cast<std::int64_t>(samples_->rows.frames()) >= end;
  if (isThere) return samples_;
  if (end - start > kMost || reading_ != 0) return nullptr;
  const std::int64_t length = end - start;
  const std::int64_t from = std::max<std::int64_t>(0, start - length), to = std::min(frames, end + length);
  using Result = std::shared_ptr<const Samples>;
  reading_ = workspace_.jobs.run<Result>(
      tr("Samples"),
      [clip, from, to](const Progress&) -> Result {
        auto samples = std::make_shared<Samples>();
        const int channels = clip->format().channels();
        samples->start = from;
        samples->rows = AudioBuffer(channels == 2 ? 4 : channels, static_cast<std::size_t>(to - from));
        AudioBuffer& rows = samples->rows;
        clip->read(static_cast<std::uint64_t>(from), rows.view().channelRange(0, channels));
        if (channels == 2)
          for (std::size_t n = 0; n < rows.frames(); ++n) {
            rows[2][n] = 0.5f * (rows[0][n] + rows[1][n]);
            rows[3][n] = 0.5f * (rows[0][n] - rows[1][n]);
          }
        return samples;
      },
      [this, generation](Result samples) {
        reading_ = 0;
        samples_ = std::move(samples);
        generation_ = generation;
        Q_EMIT arrived();
      },
      false);
  return nullptr;
}

}  // namespace lathe::gui
