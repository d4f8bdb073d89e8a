// Reading through patches.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/patched_clip.h"

#include <algorithm>

namespace lathe {
namespace {

class PatchedClip : public AudioClip {
 public:
  PatchedClip(ClipPtr source, std::vector<std::vector<Patch>> patches)
      : source_(std::move(source)), patches_(std::move(patches)) {}

  const AudioFormat& format() const noexcept override { return source_->format(); }
  std::uint64_t frames() const noexcept override { return source_->frames(); }
  bool isSequential() const noexcept override { return source_->isSequential(); }

  void read(std::uint64_t start, AudioView out) const override {
    source_->read(start, out);
    const std::uint64_t end = start + out.frames();
    for (int c = 0; c < out.channels(); ++c) {
      const auto& patches = patches_[static_cast<std::size_t>(c)];
      auto patch =
          std::ranges::partition_point(patches, [&](const Patch& p) { return p.start + p.samples.size() <= start; });
      for (; patch != patches.end() && patch->start < end; ++patch) {
        const std::uint64_t from = std::max(start, patch->start),
                            to = std::min(end, patch->start + patch->samples.size());
        std::copy_n(patch->samples.begin() + static_cast<std::ptrdiff_t>(from - patch->start), to - from,
                    out[c].begin() + static_cast<std::ptrdiff_t>(from - start));
      }
    }
  }

 private:
  ClipPtr source_;
  std::vector<std::vector<Patch>> patches_;
};

}  // namespace

ClipPtr patched(ClipPtr source, std::vector<std::vector<Patch>> patches) {
  return std::make_shared<PatchedClip>(std::move(source), std::move(patches));
}

}  // namespace lathe
