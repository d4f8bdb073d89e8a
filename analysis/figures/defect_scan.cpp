// Runs of equal samples, and what lies beside them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/figures/defect_scan.h"

#include <cmath>

namespace lathe::analysis {
namespace {

constexpr float kLoud = 0.00316228f;  // -50 dBFS

void list(const Stretch& stretch, std::uint64_t& count, std::vector<Stretch>& listed) {
  if (++count <= Defects::kListed) listed.push_back(stretch);
}

}  // namespace

void DefectScan::begin(const AudioFormat& format) {
  second_ = static_cast<std::uint64_t>(format.sampleRate);
  gapFrames_ = second_ / 1000;
  nearFrames_ = second_ / 200;
  frames_ = quietSince_ = 0;
  hasSounded_ = false;
  channels_.assign(static_cast<std::size_t>(format.channels()), {});
  repeats_.assign(static_cast<std::size_t>(format.channels()), RepeatScan(format.sampleRate));
  jumps_.assign(static_cast<std::size_t>(format.channels()), JumpScan(format.sampleRate));
  found_ = {};
}

void DefectScan::endRun(Channel& channel, int index, std::uint64_t end, Defects& to) const {
  const Stretch run{channel.start, end - channel.start, index};
  if (channel.value != 0) {
    if (run.length >= nearFrames_) list(run, to.stuckCount, to.stuck);
    return;
  }
  const bool isGap = run.length >= gapFrames_ && run.length <= second_;
  const bool wasLoud = channel.hasBeenLoud && run.start <= channel.lastLoud + nearFrames_;
  if (!isGap || !wasLoud) return;
  channel.isAwaiting = true;
  channel.gap = run;
}

void DefectScan::addSample(Channel& channel, int index, std::uint64_t frame, float sample) {
  if (frame == 0 || sample != channel.value) {
    if (frame > 0) endRun(channel, index, frame, found_);
    channel.value = sample;
    channel.start = frame;
  }
  if (std::abs(sample) < kLoud) return;
  if (channel.isAwaiting && frame < channel.gap.start + channel.gap.length + nearFrames_)
    list(channel.gap, found_.dropoutCount, found_.dropouts);
  channel.isAwaiting = false;
  channel.hasBeenLoud = true;
  channel.lastLoud = frame;
}

void DefectScan::add(ConstAudioView block) {
  for (int c = 0; c < block.channels(); ++c) {
    std::vector<Stretch> repeats, jumps;
    repeats_[static_cast<std::size_t>(c)].add(block[c], repeats);
    jumps_[static_cast<std::size_t>(c)].add(block[c], jumps);
    for (Stretch& one : repeats) list({one.start, one.length, c}, found_.repeatCount, found_.repeats);
    for (Stretch& one : jumps) list({one.start, one.length, c}, found_.jumpCount, found_.jumps);
  }
  for (std::size_t i = 0; i < block.frames(); ++i, ++frames_) {
    bool isQuiet = true;
    for (int c = 0; c < block.channels(); ++c) {
      const float sample = block[c][i];
      isQuiet = isQuiet && sample == 0;
      addSample(channels_[static_cast<std::size_t>(c)], c, frames_, sample);
    }
    if (isQuiet) continue;
    const Stretch silence{quietSince_, frames_ - quietSince_, -1};
    if (!hasSounded_)
      found_.leadingSilence = silence.length;
    else if (silence.length >= second_)
      list(silence, found_.silenceCount, found_.silences);
    hasSounded_ = true;
    quietSince_ = frames_ + 1;
  }
}

Defects DefectScan::result() const {
  Defects defects = found_;
  if (!hasSounded_) {
    defects.leadingSilence = frames_;
    return defects;
  }
  defects.trailingSilence = frames_ - quietSince_;
  for (std::size_t c = 0; c < channels_.size(); ++c) {
    const Channel& channel = channels_[c];
    const std::uint64_t length = frames_ - channel.start;
    if (channel.value != 0 && length >= nearFrames_)
      list({channel.start, length, static_cast<int>(c)}, defects.stuckCount, defects.stuck);
  }
  return defects;
}

}  // namespace lathe::analysis
