// One level of a non-uniformly partitioned convolution: its tasks, and its share of them at each tick.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/partition_level.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "core/audio/exact_math.h"
#include "core/compute/cpu/filter_fft.h"

namespace lathe {
namespace {

constexpr std::size_t partsPerTask = 4;     // as many as one pass over the bins can add at once
constexpr std::size_t groupsPerTask = 256;  // 4096 bins

double fftCost(std::size_t size) { return 0.4 * static_cast<double>(size) * exact::log2(static_cast<double>(size)); }

}  // namespace

PartitionLevel::PartitionLevel(const ConvolutionSpec<float>& spec, std::size_t size, std::size_t start, std::size_t end,
                               std::size_t tickFrames)
    : inputs_(spec.inputs),
      outputs_(spec.outputs),
      size_(size),
      ticks_(size / tickFrames),
      isImmediate_(start == size),
      fft_(2 * size) {
  assert(size % tickFrames == 0 && (start == size || start == 2 * size));
  assert(!isImmediate_ || ticks_ == 1);
  addFilters(spec, start, end);
  addTasks();
  spectra_ = AlignedArray<BinGroup<float>>(static_cast<std::size_t>(inputs_) * ring_ * fft_.groups());
  sum_ = AlignedArray<BinGroup<float>>(fft_.groups());
  ready_ = AlignedArray<float>(static_cast<std::size_t>(outputs_) * size_);
  next_ = AlignedArray<float>(ready_.size());
  reset();
}

void PartitionLevel::addFilters(const ConvolutionSpec<float>& spec, std::size_t start, std::size_t end) {
  struct Piece {
    const float* taps;
    std::size_t count;
  };
  std::vector<Piece> pieces;
  parts_.resize(static_cast<std::size_t>(outputs_));
  for (const auto& path : spec.paths) {
    for (std::size_t from = start; from < std::min(end, path.length); from += size_) {
      const Piece piece{path.taps + from, std::min(size_, std::min(end, path.length) - from)};
      if (std::all_of(piece.taps, piece.taps + piece.count, [](float tap) { return tap == 0; })) continue;
      const std::size_t delay = (from - start) / size_;
      parts_[static_cast<std::size_t>(path.output)].push_back({path.input, delay, pieces.size()});
      pieces.push_back(piece);
      ring_ = std::max(ring_, delay + 1);
    }
  }
  filters_ = AlignedArray<BinGroup<float>>(pieces.size() * fft_.groups());
  FilterFft fft(2 * size_);
  for (std::size_t filter = 0; filter < pieces.size(); ++filter) {
    fft_.arrange(fft(pieces[filter].taps, pieces[filter].count), filters_.data() + filter * fft_.groups());
  }
}

void PartitionLevel::addTasks() {
  using enum Task::Kind;
  const double fftStep = fftCost(fft_.size()) / fft_.forwardSteps();
  for (int input = 0; input < inputs_; ++input) {
    for (int step = 0; step < fft_.forwardSteps(); ++step) {
      tasks_.push_back({.kind = Forward, .channel = input, .step = step, .cost = fftStep});
    }
  }
  for (int output = 0; output < outputs_; ++output) {
    const std::size_t parts = parts_[static_cast<std::size_t>(output)].size();
    if (parts == 0) continue;  // its output stays silent
    for (std::size_t group = 0; group < fft_.groups(); group += groupsPerTask) {
      const std::size_t groups = std::min(groupsPerTask, fft_.groups() - group);
      for (std::size_t part = 0; part < parts; part += partsPerTask) {
        const std::size_t count = std::min(partsPerTask, parts - part);
        const auto bins = static_cast<double>(groups * BinGroup<float>::size);
        tasks_.push_back({Products, output, 0, part, count, group, groups, bins * static_cast<double>(count)});
      }
    }
    for (int step = 0; step < fft_.inverseSteps(); ++step) {
      tasks_.push_back({.kind = Inverse, .channel = output, .step = step, .cost = fftStep});
    }
  }
  double sum = 0, done = 0;
  for (const Task& task : tasks_) sum += task.cost;
  for (Task& task : tasks_) task.done = done / sum, done += task.cost;
}

void PartitionLevel::reset() noexcept {
  spectra_.clear();
  ready_.clear();
  next_.clear();
  nextTask_ = tasks_.size();  // nothing to do until the first partition is complete
  periodStart_ = 0;
}

void PartitionLevel::tick(std::uint64_t time, const InputRing& input) noexcept {
  if (time % size_ == 0) beginPeriod(time);
  const auto ticksDone = static_cast<double>((time - periodStart_) / (size_ / ticks_) + 1);
  const double share = ticksDone / static_cast<double>(ticks_);
  while (nextTask_ < tasks_.size() && tasks_[nextTask_].done < share) perform(tasks_[nextTask_++], input);
  if (isImmediate_) std::swap(ready_, next_);
}

void PartitionLevel::beginPeriod(std::uint64_t time) noexcept {
  assert(nextTask_ == tasks_.size());
  if (!isImmediate_) std::swap(ready_, next_);
  nextTask_ = 0;
  periodStart_ = time;
}

void PartitionLevel::perform(const Task& task, const InputRing& input) noexcept {
  const std::uint64_t newest = periodStart_ / size_;  // number of the partition that ended when the period began
  switch (task.kind) {
    case Task::Kind::Forward: {
      const std::uint64_t before = periodStart_ >= 2 * size_ ? periodStart_ - 2 * size_ : periodStart_ + 2 * size_;
      fft_.forward(task.step, input.at(task.channel, before), input.at(task.channel, periodStart_ - size_),
                   spectrum(task.channel, newest));
      break;
    }
    case Task::Kind::Products: {
      const auto& parts = parts_[static_cast<std::size_t>(task.channel)];
      std::array<SpectrumProduct<float>, partsPerTask> products;
      for (std::size_t i = 0; i < task.parts; ++i) {
        const Part& part = parts[task.part + i];
        products[i] = {spectrum(part.input, newest + ring_ - part.delay),
                       filters_.data() + part.filter * fft_.groups()};
      }
      if (task.part == 0) std::fill_n(sum_.data() + task.group, task.groups, BinGroup<float>{});
      addProducts<float>({products.data(), task.parts}, task.group, task.groups, sum_.data());
      break;
    }
    case Task::Kind::Inverse:
      fft_.inverse(task.step, sum_.data(), next_.data() + static_cast<std::size_t>(task.channel) * size_);
      break;
  }
}

double PartitionLevel::costPerSample(int inputs, int outputs, std::size_t paths, std::size_t size, std::size_t taps) {
  const double transforms = (inputs + outputs) * fftCost(2 * size) / static_cast<double>(size);
  const double parts = std::ceil(static_cast<double>(taps) / static_cast<double>(size));
  return transforms + static_cast<double>(paths) * parts;
}

}  // namespace lathe
