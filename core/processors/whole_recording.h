// The live form of a processor that only works on whole recordings: what it will do cannot be heard before a render.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/processors/processor.h"

namespace lathe {

/// Lets sound through unchanged, at once; the work is done by the type's offline form.
class WholeRecordingOnly : public Processor {
 public:
  template <class S>
  explicit WholeRecordingOnly(const S&) {}

  void prepare(const ProcessFormat&) override {}
  void set(const Settings&) noexcept override {}
  void reset() noexcept override {}
  void process(AudioView) noexcept override {}
  std::size_t latency() const noexcept override { return 0; }
  std::size_t tail() const noexcept override { return 0; }
};

}  // namespace lathe
