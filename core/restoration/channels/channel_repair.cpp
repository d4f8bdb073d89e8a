// What is set, or measured first, as an offset, a rotation, an advance and a matrix.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/channels/channel_repair.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "core/audio/simd.h"
#include "core/dsp/biquad.h"
#include "core/processors/live_run.h"
#include "core/restoration/channels/channel_figures.h"

namespace lathe {
namespace {

constexpr double kSureOfLag = 0.6;     // confidence from which on delay and polarity are repaired
constexpr double kLeastDelay = 0.02;   // frames
constexpr double kLeastBalance = 0.1;  // dB
constexpr double kAhead = 0.17;        // s

/// What a render does: settings with everything that was found, and what settings can't say.
struct Plan {
  ChannelRepairSettings settings;
  std::vector<double> offsets;
  std::vector<DelayPoint> course;  ///< empty: a constant delay
  std::string found;
};

void add(std::string& list, const std::string& words) { list += (list.empty() ? "" : ", ") + words; }

Plan planFor(const ChannelRepairSettings& wanted, const AudioClip& clip, const OfflineWork& work) {
  Plan plan{wanted, {}, {}, {}};
  ChannelRepairSettings& s = plan.settings;
  const double rate = clip.format().sampleRate;
  const ChannelFigures figures = measureChannels(clip, work);
  if (s.findsOffset && std::ranges::any_of(figures.offset, [](double x) { return x != 0; })) {
    plan.offsets = figures.offset;
    for (std::size_t c = 0; c < figures.offset.size(); ++c)
      if (figures.offset[c] != 0)
        add(plan.found, fmt::format("offset of {:+.3f} % on channel {}", 100 * figures.offset[c], c + 1));
  }
  const bool isSure = figures.lag && figures.lag->confidence >= kSureOfLag;
  if (isSure && s.findsPolarity && s.polarity == ChannelPolarity::Keep && figures.lag->isInverted) {
    s.polarity = ChannelPolarity::Right;
    add(plan.found, "right channel of opposite polarity");
  }
  if (isSure && s.findsDelay && s.delay.value == 0) {
    const bool drifts = s.followsDrift && figures.lag->drifts;
    if (drifts) plan.course = figures.lag->course;
    if (drifts || std::abs(figures.lag->delay) >= kLeastDelay) {
      s.delay = Seconds{std::clamp(figures.lag->delay / rate, -0.01, 0.01)};
      add(plan.found, fmt::format("right channel {:.3f} frames {}{}", std::abs(figures.lag->delay),
                                  figures.lag->delay < 0 ? "early" : "late", drifts ? ", drifting" : ""));
    }
  }
  if (s.findsBalance && s.balance.value == 0 && figures.level.size() == 2 && figures.level[0] > -100 &&
      figures.level[1] > -100) {
    const double difference = figures.level[0] - figures.level[1];
    if (std::abs(difference) >= kLeastBalance) {
      s.balance = Decibels{std::clamp(difference, -24.0, 24.0)};
      add(plan.found,
          fmt::format("right channel {:.2f} dB {}", std::abs(difference), difference > 0 ? "softer" : "louder"));
    }
  }
  if (s.findsPhase && s.phase == 0) {
    const BestRotation best = findRotation(clip, work);
    s.phase = best.degrees;
    if (best.degrees != 0)
      add(plan.found, fmt::format("peaks {:.1f} dB lower when turned by {:.0f} degrees", best.gain, best.degrees));
  }
  return plan;
}

bool doesNothing(const Plan& plan) {
  const ChannelRepairSettings& s = plan.settings;
  return plan.offsets.empty() && plan.course.empty() && s.delay.value == 0 && s.polarity == ChannelPolarity::Keep &&
         s.balance.value == 0 && s.phase == 0 && s.output == ChannelOutput::Stereo;
}

double delayAt(const std::vector<DelayPoint>& course, double time) {
  const auto next = std::ranges::partition_point(course, [=](const DelayPoint& p) { return p.time <= time; });
  if (next == course.begin()) return next->delay;
  const DelayPoint& before = *std::prev(next);
  if (next == course.end()) return before.delay;
  const double share = (time - before.time) / (next->time - before.time);
  return before.delay + share * (next->delay - before.delay);
}

ClipPtr apply(const Settings& settings, const ClipPtr& input, bool, const OfflineWork& work) {
  OfflineWork measuring = work, doing = work;
  measuring.progress = work.progress.part(0, 0.4);
  doing.progress = work.progress.part(0.4, 1);
  const Plan plan = planFor(settings.as<ChannelRepairSettings>(), *input, measuring);
  if (work.note) work.note("channels: " + (plan.found.empty() ? std::string("nothing found to repair") : plan.found));
  if (doesNothing(plan)) return input;
  ChannelRepair repair(plan.settings);
  repair.setOffsets(plan.offsets);
  if (plan.course.empty()) return throughProcessor(repair, input, doing);
  const double rate = input->format().sampleRate;
  return throughProcessor(repair, input, doing, [&](Processor&, std::uint64_t frame) {
    // The advance gets there about a glide later, less the latency.
    repair.followDelay(delayAt(plan.course, static_cast<double>(frame) / rate + kAhead));
  });
}

}  // namespace

const SettingsType& ChannelRepairSettings::type() {
  using S = ChannelRepairSettings;
  static const SettingsType type = describe<S>(
      "channel-repair", "Channel repair",
      "Offset, polarity, delay between channels, balance, phase, swapped or single channels; renders measure what is "
      "to be found.",
      {
          bind<S>(&S::findsOffset, {"find-dc", "Find offset", Unit::Switch, 0, 1, "Takes a constant offset off."}),
          bind<S>(&S::findsPolarity, {"find-polarity", "Find polarity", Unit::Switch, 0, 1,
                                      "Turns the right channel over where it is opposite."}),
          bind<S>(&S::findsDelay, {"find-delay", "Find delay", Unit::Switch, 0, 1,
                                   "Aligns channels to a fraction of a frame: azimuth, late channels."}),
          bind<S>(&S::followsDrift,
                  {"drift", "Follow drift", Unit::Switch, 0, 1, "Follows a delay that changes slowly."}),
          bind<S>(&S::findsBalance,
                  {"find-balance", "Find balance", Unit::Switch, 0, 1, "Makes both channels as loud."}),
          bind<S>(&S::findsPhase,
                  {"find-phase", "Find phase", Unit::Switch, 0, 1, "Turns the phase to where peaks are lowest."}),
          bind<S>(&S::delay, {"delay", "Delay", Unit::Milliseconds, -10, 10,
                              "By which the right channel is late; 0 for what is found."}),
          bind<S>(&S::polarity, {"polarity",
                                 "Polarity",
                                 Unit::Choice,
                                 0,
                                 0,
                                 "Which channels are turned over.",
                                 Scale::Linear,
                                 {{"keep", "Keep"}, {"left", "Left"}, {"right", "Right"}, {"both", "Both"}}}),
          bind<S>(&S::balance,
                  {"balance", "Balance", Unit::Decibels, -24, 24, "By which the right channel is turned up."}),
          bind<S>(&S::phase, {"phase", "Phase", Unit::None, -180, 180, "Degrees by which all channels are turned."}),
          bind<S>(
              &S::output,
              {"output",
               "Output",
               Unit::Choice,
               0,
               0,
               "Both channels, swapped, their mean on both, or one of them on both.",
               Scale::Linear,
               {{"stereo", "Stereo"}, {"swapped", "Swapped"}, {"mono", "Mono"}, {"left", "Left"}, {"right", "Right"}}}),
      });
  return type;
}

void ChannelRepair::prepare(const ProcessFormat& format) {
  format_ = format.audio;
  rotator_.prepare(format_.channels(), format_.sampleRate, format.maxFrames);
  advance_.prepare(format_.channels(), format_.sampleRate, format.maxFrames);
  matrix_.fill(Glide(20_ms, format_.sampleRate));
  reset();
}

std::array<double, 4> ChannelRepair::matrix() const noexcept {
  const double left =
      settings_.polarity == ChannelPolarity::Left || settings_.polarity == ChannelPolarity::Both ? -1 : 1;
  const double turn =
      settings_.polarity == ChannelPolarity::Right || settings_.polarity == ChannelPolarity::Both ? -1 : 1;
  const double right = turn * (settings_.balance.value == 0 ? 1 : toGain(settings_.balance));
  switch (settings_.output) {
    case ChannelOutput::Stereo:
      return {left, 0, 0, right};
    case ChannelOutput::Swapped:
      return {0, right, left, 0};
    case ChannelOutput::Mono:
      return {left / 2, right / 2, left / 2, right / 2};
    case ChannelOutput::Left:
      return {left, 0, left, 0};
    case ChannelOutput::Right:
      return {0, right, 0, right};
  }
  return {1, 0, 0, 1};
}

void ChannelRepair::aim() noexcept {
  const std::array<double, 4> to = matrix();
  for (std::size_t i = 0; i < 4; ++i) matrix_[i].glideTo(to[i]);
  rotator_.turnTo(settings_.phase);
  followDelay(settings_.delay.value * format_.sampleRate);
}

void ChannelRepair::followDelay(double frames) noexcept {
  if (!format_.layout.isStereo()) return;
  advance_.moveTo(0, std::max(0.0, -frames));
  advance_.moveTo(1, std::max(0.0, frames));
}

void ChannelRepair::set(const Settings& settings) noexcept {
  settings_ = settings.as<ChannelRepairSettings>();
  aim();
}

void ChannelRepair::reset() noexcept {
  aim();
  for (Glide& factor : matrix_) factor.jumpTo(factor.target());
  rotator_.reset();
  advance_.reset();
}

void ChannelRepair::process(AudioView block) noexcept {
  const FlushDenormals flush;
  for (int c = 0; c < block.channels(); ++c) {
    const double offset = static_cast<std::size_t>(c) < offsets_.size() ? offsets_[static_cast<std::size_t>(c)] : 0;
    for (float& x : block[c])
      x = offset == 0 ? static_cast<float>(finiteOrZero(x)) : static_cast<float>(finiteOrZero(x) - offset);
  }
  rotator_.process(block);
  advance_.process(block);
  if (!format_.layout.isStereo()) return;
  const bool isSteady = std::ranges::all_of(matrix_, [](const Glide& g) { return g.isSteady(); });
  if (isSteady && matrix_[0].value() == 1 && matrix_[1].value() == 0 && matrix_[2].value() == 0 &&
      matrix_[3].value() == 1)
    return;
  for (std::size_t n = 0; n < block.frames(); ++n) {
    const double left = block[0][n], right = block[1][n];
    const double a = matrix_[0].next(), b = matrix_[1].next(), c = matrix_[2].next(), d = matrix_[3].next();
    block[0][n] = static_cast<float>(a * left + b * right);
    block[1][n] = static_cast<float>(c * left + d * right);
  }
}

OfflineForm channelRepairOffline() { return {apply, nullptr}; }

}  // namespace lathe
