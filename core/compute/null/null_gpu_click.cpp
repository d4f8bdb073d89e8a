// The launches of gpu/click_cuda.cu one after another, by the rules that both share; teams work from last to first.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/null/null_gpu_click.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "core/compute/null/pool_share.h"
#include "core/compute/null/slot_queue.h"
#include "core/compute/ops/click_rules.h"

namespace lathe {
namespace {

/// A team of one, which does its work in an order that nobody may count on.
struct TeamOfOne {
  template <class F>
  void each(std::size_t count, F f) {
    for (std::size_t i = count; i-- > 0;) f(i);
  }
  template <class F>
  double sum(std::size_t count, F f) {
    double total = 0;
    for (std::size_t i = count; i-- > 0;) total += f(i);
    return total;
  }
  template <class F>
  void once(F f) {
    f();
  }
};

class NullGpuClick : public ClickRun {
 public:
  NullGpuClick(NullGpu& device, const ClickSpec& spec)
      : spec_(spec),
        sizes_(LongModelSizes::of(spec.factor)),
        mostModels_(spec.most / sizes_.hop + 3),
        share_(device, sizeof(double) * (5 * spec.most + mostModels_ * longModelRoom(sizes_) +
                                         spec.fills * (clickFillRoom() + ClickFill::longest))),
        heard_(spec.most),
        source_(spec.most),
        error_(spec.most),
        both_(spec.most),
        prominence_(spec.most),
        scales_(spec.most / (kClickScaleBlock * spec.factor) + 1),
        medians_(2 * scales_.size()),
        models_((spec.most / (kClickHop * spec.factor) + 1) * (kClickOrder + 1)),
        room_(scanRoom(spec.factor)),
        longModels_(mostModels_ * longModelRoom(sizes_)),
        fillRoom_(clickFillRoom()),
        filled_(spec.fills * ClickFill::longest),
        fills_(spec.fills),
        centres_(mostModels_),
        queue_(device) {}

  const ClickSpec& spec() const noexcept override { return spec_; }
  double* heard() noexcept override { return heard_.data(); }
  double* source() noexcept override { return source_.data(); }
  const double* error() const noexcept override { return error_.data(); }
  const double* prominence() const noexcept override { return prominence_.data(); }
  const double* scales() const noexcept override { return scales_.data(); }
  const double* models() const noexcept override { return models_.data(); }
  ClickFill* fills() noexcept override { return fills_.data(); }
  std::ptrdiff_t* centres() noexcept override { return centres_.data(); }
  std::size_t mostModels() const noexcept override { return mostModels_; }
  const double* filled(std::size_t index) const noexcept override {
    return filled_.data() + index * ClickFill::longest;
  }

  Status scan(std::size_t count, std::chrono::milliseconds patience) noexcept override {
    return queue_.complete(
        [this, count] {
          const std::size_t hop = kClickHop * spec_.factor, block = kClickScaleBlock * spec_.factor,
                            blocks = (count + block - 1) / block;
          TeamOfOne team;
          for (std::size_t start = 0; start < count; start += hop)
            scanHop(team, heard_.data(), count, start, spec_.factor, room_.data(),
                    models_.data() + start / hop * (kClickOrder + 1), error_.data(), both_.data());
          for (std::size_t b = 0; b < blocks; ++b) {
            medianOfBlock(team, error_.data(), count, block, b, medians_.data() + b);
            medianOfBlock(team, both_.data(), count, block, b, medians_.data() + blocks + b);
          }
          for (std::size_t b = 0; b < blocks; ++b) scales_[b] = localScale(medians_.data(), blocks, b);
          for (std::size_t n = 0; n < count; ++n)
            prominence_[n] = prominenceOf(error_[n], 1 / scales_[n / block], both_[n],
                                          1 / localScale(medians_.data() + blocks, blocks, n / block));
          return Status{};
        },
        [this] { std::ranges::fill(prominence_, std::numeric_limits<double>::quiet_NaN()); }, patience);
  }

  Status fill(std::size_t count, std::size_t models, std::size_t fills,
              std::chrono::milliseconds patience) noexcept override {
    return queue_.complete(
        [this, count, models, fills] {
          TeamOfOne team;
          const std::size_t room = longModelRoom(sizes_);
          for (std::size_t i = models; i-- > 0;)
            makeLongModel(team, source_.data(), count, centres_[i], sizes_, longModels_.data() + i * room);
          for (std::size_t i = fills; i-- > 0;)
            fillClick(team, heard_.data(), source_.data(), count, fills_[i], sizes_, spec_.factor,
                      longModels_.data() + fills_[i].grid * room, fillRoom_.data(),
                      filled_.data() + i * ClickFill::longest);
          return Status{};
        },
        [this] { std::ranges::fill(filled_, std::numeric_limits<double>::quiet_NaN()); }, patience);
  }

 private:
  ClickSpec spec_;
  LongModelSizes sizes_;
  std::size_t mostModels_;
  PoolShare share_;
  std::vector<double> heard_, source_, error_, both_, prominence_, scales_, medians_, models_, room_, longModels_,
      fillRoom_, filled_;
  std::vector<ClickFill> fills_;
  std::vector<std::ptrdiff_t> centres_;
  SlotQueue<1> queue_;
};

}  // namespace

std::unique_ptr<ClickRun> makeClickNullGpu(NullGpu& device, const ClickSpec& spec) {
  return std::make_unique<NullGpuClick>(device, spec);
}

}  // namespace lathe
