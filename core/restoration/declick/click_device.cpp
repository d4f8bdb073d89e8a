// Batches of clicks and the models that they need.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declick/click_device.h"

#include <algorithm>

#include "core/compute/cpu/cpu_backend.h"
#include "core/compute/ops/click_rules.h"

namespace lathe {

/// Clicks that are filled at once: which of the spans, and by which models of the grid.
struct ClickDevice::Batch {
  struct Item {
    std::size_t index, model;
    ClickSpan span;
  };
  std::vector<Item> items;
  std::vector<std::ptrdiff_t> centres;
};

ClickDevice::ClickDevice(ClickDeviceOptions options, std::size_t most, std::size_t factor)
    : device_("de-clicking", endingWithCpu(std::move(options.backends)), std::move(options.note)),
      patience_(options.patience),
      most_(most),
      factor_(factor),
      fills_(ClickSpec{}.fills) {}

/// The run of the backend that works now; none on the CPU.
ClickRun* ClickDevice::ready() {
  while (!run_ && !device_.isOnCpu())
    if (const Status status = device_.backend().click({most_, factor_, fills_}, run_); !status.ok()) recover(status);
  return run_.get();
}

void ClickDevice::recover(const Status& status) {
  run_.reset();
  const std::size_t fewer = device_.recover(status, fills_);
  fills_ = fewer != 0 ? fewer : ClickSpec{}.fills;
}

bool ClickDevice::scan(std::span<const double> x, ClickScan& scan) {
  while (ClickRun* const run = x.size() <= most_ ? ready() : nullptr) {
    std::ranges::copy(x, run->heard());
    if (const Status status = run->scan(x.size(), patience_); !status.ok()) {
      recover(status);
      continue;
    }
    scan.load(x.size(), run->error(), run->prominence(), run->scales(), run->models());
    return true;
  }
  return false;
}

/// False, with nothing changed, when the device failed: then the batch may be too large for the next run.
bool ClickDevice::fillBatch(std::span<double> x, std::span<const double> source, const Batch& batch,
                            std::vector<char>& isFilled) {
  ClickRun& run = *run_;
  std::ranges::copy(x, run.heard());
  std::ranges::copy(source, run.source());
  std::ranges::copy(batch.centres, run.centres());
  for (std::size_t i = 0; i < batch.items.size(); ++i)
    run.fills()[i] = {batch.items[i].span.start, batch.items[i].span.length(), batch.items[i].model, false};
  const Status status = run.fill(x.size(), batch.centres.size(), batch.items.size(), patience_);
  if (!status.ok()) {
    recover(status);
    return false;
  }
  for (std::size_t i = 0; i < batch.items.size(); ++i) {
    if (!run.fills()[i].isFilled) continue;
    const auto& [index, model, span] = batch.items[i];
    std::copy_n(run.filled(i), span.length(), x.begin() + static_cast<std::ptrdiff_t>(span.start));
    isFilled[index] = 1;
  }
  return true;
}

bool ClickDevice::fill(std::span<double> x, std::span<const double> source, std::span<const ClickSpan> spans,
                       std::size_t origin, std::vector<char>& isFilled) {
  isFilled.assign(spans.size(), 0);
  const std::size_t hop = LongModelSizes::of(factor_).hop;
  for (std::size_t next = 0; next < spans.size();) {
    const ClickRun* const run = x.size() <= most_ ? ready() : nullptr;
    if (!run) return false;
    Batch batch;
    std::size_t end = next, lastGrid = 0;
    for (; end < spans.size() && batch.items.size() < run->spec().fills; ++end) {
      const ClickSpan& span = spans[end];
      if (span.length() > ClickFill::longest || span.length() == 0) continue;
      const std::size_t grid = (origin + (span.start + span.end) / 2 + hop / 2) / hop;
      if (batch.centres.empty() || lastGrid != grid) {
        if (batch.centres.size() == run->mostModels()) break;
        batch.centres.push_back(static_cast<std::ptrdiff_t>(grid * hop) - static_cast<std::ptrdiff_t>(origin));
        lastGrid = grid;
      }
      batch.items.push_back({end, batch.centres.size() - 1, span});
    }
    if (batch.items.empty() || fillBatch(x, source, batch, isFilled)) next = end;
  }
  return true;
}

}  // namespace lathe
