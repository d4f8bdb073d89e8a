// Batches of clicks and the models that they need.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/declick/click_device.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/compute/ops/click_rules.h"

namespace lathe {

ClickDevice::ClickDevice(ClickDeviceOptions options, std::size_t most, std::size_t factor)
    : options_(std::move(options)), factor_(factor) {
  for (Backend* backend : options_.backends) {
    backend_ = backend;
    const Status status = backend->click({most, factor}, run_);
    if (status.ok() || status.failure == Failure::Unsupported) return;
    succeeds(status);
  }
}

bool ClickDevice::succeeds(const Status& status) {
  if (status.ok()) return true;
  run_.reset();
  if (options_.note)
    options_.note(fmt::format("{} failed ({}); the processor carried on", backend_->info().id, status.text));
  return false;
}

bool ClickDevice::scan(std::span<const double> x, ClickScan& scan) {
  if (!run_ || x.size() > run_->spec().most) return false;
  std::ranges::copy(x, run_->heard());
  if (!succeeds(run_->scan(x.size(), options_.patience))) return false;
  scan.load(x.size(), run_->error(), run_->prominence(), run_->scales(), run_->models());
  return true;
}

bool ClickDevice::fill(std::span<double> x, std::span<const double> source, std::span<const ClickSpan> spans,
                       std::size_t origin, std::vector<char>& isFilled) {
  isFilled.assign(spans.size(), 0);
  if (!run_ || x.size() > run_->spec().most) return false;
  std::ranges::copy(x, run_->heard());
  std::ranges::copy(source, run_->source());
  const std::size_t hop = LongModelSizes::of(factor_).hop;
  std::vector<std::size_t> batch, grids;
  const auto finish = [&] {
    if (batch.empty()) return true;
    if (!succeeds(run_->fill(x.size(), grids.size(), batch.size(), options_.patience))) return false;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (!run_->fills()[i].isFilled) continue;
      std::copy_n(run_->filled(i), spans[batch[i]].length(),
                  x.begin() + static_cast<std::ptrdiff_t>(spans[batch[i]].start));
      isFilled[batch[i]] = 1;
    }
    batch.clear();
    grids.clear();
    return true;
  };
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (spans[i].length() > ClickFill::longest || spans[i].length() == 0) continue;
    const std::size_t grid = (origin + (spans[i].start + spans[i].end) / 2 + hop / 2) / hop;
    if (grids.empty() || grids.back() != grid) {
      if (grids.size() == run_->mostModels() && !finish()) return false;
      run_->centres()[grids.size()] = static_cast<std::ptrdiff_t>(grid * hop) - static_cast<std::ptrdiff_t>(origin);
      grids.push_back(grid);
    }
    run_->fills()[batch.size()] = {spans[i].start, spans[i].length(), grids.size() - 1, false};
    batch.push_back(i);
    if (batch.size() == run_->spec().fills && !finish()) return false;
  }
  return finish();
}

}  // namespace lathe
