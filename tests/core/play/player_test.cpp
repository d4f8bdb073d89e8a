// What is played is what would be rendered: from the start, round loops, over borders, through changes and seeks.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/play/player.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <functional>
#include <numbers>

#include "core/audio/error.h"
#include "core/chain/chain_file.h"
#include "core/play/virtual_output.h"
#include "core/processors/compressor.h"
#include "core/processors/gain.h"
#include "core/processors/limiter.h"
#include "core/render/chain_clip.h"
#include "core/stages/registry.h"

namespace lathe {
namespace {

constexpr int kRate = 48000;

/// Collects what it is given.
struct Heard {
  std::vector<float> left, right;
  std::mutex mutex;

  /// `pause`: after each block, so that a sound lasts long enough to be interfered with; nothing is missed by it.
  VirtualOutput::Sink sink(std::chrono::milliseconds pause = {}) {
    return [this, pause](ConstAudioView block) {
      std::this_thread::sleep_for(pause);
      const std::scoped_lock lock(mutex);
      left.insert(left.end(), block[0].begin(), block[0].end());
      right.insert(right.end(), block[1].begin(), block[1].end());
    };
  }
  std::size_t frames() {
    const std::scoped_lock lock(mutex);
    return left.size();
  }
  /// Of the left channel's newest frames; 0 until there are that many.
  double lastPeak(std::size_t count) {
    const std::scoped_lock lock(mutex);
    double peak = 0;
    for (std::size_t n = left.size() - std::min(left.size(), count); n < left.size(); ++n)
      peak = std::max(peak, std::abs(static_cast<double>(left[n])));
    return left.size() < count ? 0 : peak;
  }
};

ClipPtr soundOf(std::size_t frames, double frequency = 440, int rate = kRate) {
  AudioBuffer buffer(2, frames);
  for (std::size_t n = 0; n < frames; ++n) {
    const double phase = 2 * std::numbers::pi * frequency * static_cast<double>(n) / rate;
    buffer[0][n] = static_cast<float>(0.5 * std::sin(phase));
    buffer[1][n] = static_cast<float>(n) / static_cast<float>(1 << 24);  // a counter: every frame is another one
  }
  return std::make_shared<MemoryClip>(AudioFormat{rate, ChannelLayout::stereo()}, std::move(buffer));
}

void wait(const Player& player) {
  for (int i = 0; i < 20000 && player.isPlaying(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  ASSERT_FALSE(player.isPlaying());
}

AudioBuffer rendered(const ClipPtr& clip, const Chain& chain) {
  const ClipPtr through = throughChain(clip, chain, false);
  AudioBuffer buffer(2, clip->frames());
  through->read(0, buffer.view());
  return buffer;
}

/// The largest difference of what was heard from `from` on.
double difference(const std::vector<float>& heard, std::size_t from, std::span<const float> expected) {
  if (heard.size() < from + expected.size()) return 1e9;
  double largest = 0;
  for (std::size_t n = 0; n < expected.size(); ++n)
    largest = std::max(largest, std::abs(static_cast<double>(heard[from + n]) - static_cast<double>(expected[n])));
  return largest;
}

TEST(Player, PlaysTheSamplesOfTheRender) {
  const ClipPtr clip = soundOf(3 * kRate + 17);
  const Chain chain = findPreset("loud").chain;
  const AudioBuffer expected = rendered(clip, chain);
  Heard heard;
  Player player(std::make_unique<VirtualOutput>(heard.sink()));
  player.setProgramme({{{clip, chain}}});
  player.play({});
  wait(player);
  EXPECT_EQ(difference(heard.left, 0, expected[0]), 0);
  EXPECT_EQ(difference(heard.right, 0, expected[1]), 0);
  EXPECT_EQ(player.underruns(), 0u);
  EXPECT_TRUE(player.takeProblems().empty());
}

TEST(Player, GoesRoundALoopWithoutAGap) {
  const ClipPtr clip = soundOf(kRate);
  Heard heard;
  Player player(std::make_unique<VirtualOutput>(heard.sink()));
  player.setProgramme({{{clip, {}}}});
  player.setLoop(LoopRange{1000, 5000});
  player.play({});
  while (heard.frames() < 40000 && player.isPlaying()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  player.stop();
  wait(player);
  for (std::size_t n = 0; n < 30000; ++n) {
    const std::size_t source = n < 5000 ? n : 1000 + (n - 5000) % 4000;
    ASSERT_EQ(heard.right[n], static_cast<float>(source) / static_cast<float>(1 << 24)) << n;
  }
}

TEST(Player, GoesOverBordersOfItemsWithTheirGapsOnly) {
  const ClipPtr first = soundOf(kRate / 2 + 3), second = soundOf(kRate / 3, 1000);
  const Chain limited{{Stage{LimiterSettings{}}}};
  const AudioBuffer a = rendered(first, limited), b = rendered(second, limited);
  Heard heard;
  Player player(std::make_unique<VirtualOutput>(heard.sink()));
  player.setProgramme({{{first, limited}, {second, limited, 1234}}});
  player.play({});
  wait(player);
  EXPECT_EQ(difference(heard.left, 0, a[0]), 0);
  EXPECT_EQ(difference(heard.left, first->frames(), std::vector<float>(1234)), 0);
  EXPECT_EQ(difference(heard.left, first->frames() + 1234, b[0]), 0);
}

TEST(Player, StopsWhereItIsToldTo) {
  const ClipPtr clip = soundOf(kRate);
  Heard heard;
  Player player(std::make_unique<VirtualOutput>(heard.sink()));
  player.setProgramme({{{clip, {}}}});
  player.setEnd(10000);
  player.play({0, 0});
  wait(player);
  EXPECT_EQ(heard.right[9999], 9999.0f / (1 << 24));
  for (std::size_t n = 10000; n < heard.right.size(); ++n) ASSERT_EQ(heard.right[n], 0);
}

/// The largest second difference of a sine says whether there was a step in it.
double roughest(const std::vector<float>& sound, std::size_t from, std::size_t to) {
  double largest = 0;
  for (std::size_t n = from + 2; n < to; ++n)
    largest = std::max(largest, std::abs(static_cast<double>(sound[n]) - 2.0 * static_cast<double>(sound[n - 1]) +
                                         static_cast<double>(sound[n - 2])));
  return largest;
}

/// Waits (20 s at most) for what a busy machine may bring late.
bool comes(const std::function<bool()>& event) {
  for (int i = 0; i < 20000 && !event(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return event();
}

TEST(Player, SeeksAndChangesChainsWithoutAClick) {
  const ClipPtr clip = soundOf(300 * kRate, 200);
  Heard heard;
  Player player(std::make_unique<VirtualOutput>(heard.sink(std::chrono::milliseconds(4))));
  player.setProgramme({{{clip, {}}}});
  player.play({0, 1000});
  const auto hears = [&](double gain) {  // a sixteenth of a second at that level
    return comes([&] { return std::abs(heard.lastPeak(kRate / 16) - 0.5 * gain) < 0.005; });
  };
  EXPECT_TRUE(hears(1));
  player.seek({0, 200 * kRate + 77});
  EXPECT_TRUE(comes([&] { return player.position().frame > 200u * kRate; }));
  player.setProgramme({{{clip, {{Stage{GainSettings{-6.0_dB}}}}}}});  // another structure
  EXPECT_TRUE(hears(std::pow(10, -6 / 20.0)));
  player.setProgramme({{{clip, {{Stage{GainSettings{-12.0_dB}}}}}}});  // another setting
  EXPECT_TRUE(hears(std::pow(10, -12 / 20.0)));
  player.stop();
  wait(player);
  // A sine of 200 Hz and amplitude 0.5 bends by 3.4e-4 a sample; a step would be a thousand times that.
  EXPECT_LT(roughest(heard.left, 0, heard.left.size()), 4e-3);
}

TEST(Player, ChangesMadeBeforeASeekIsHeardDoNotUndoIt) {
  const ClipPtr clip = soundOf(300 * kRate, 200);
  Heard heard;
  Player player(std::make_unique<VirtualOutput>(heard.sink(std::chrono::milliseconds(4))));
  player.setProgramme({{{clip, {}}}});
  player.play({0, 0});
  player.setProgramme({{{clip, {{Stage{GainSettings{-6.0_dB}}}}}}});
  EXPECT_TRUE(comes([&] { return std::abs(heard.lastPeak(kRate / 16) - 0.5 * std::pow(10, -6 / 20.0)) < 0.005; }));
  for (int i = 1; i <= 20; ++i) {
    const std::uint64_t to = static_cast<std::uint64_t>(i * 10) * kRate;
    player.seek({0, to});
    player.setProgramme({{{clip, {{Stage{GainSettings{Decibels(-i)}}, Stage{GainSettings{Decibels(-i)}}}}}}});
    ASSERT_TRUE(comes([&] { return player.position().frame > to; })) << i;
    ASSERT_LT(player.position().frame, to + 9 * kRate) << i;
    player.setProgramme({{{clip, {{Stage{GainSettings{-6.0_dB}}}}}}});
  }
  EXPECT_TRUE(comes([&] { return std::abs(heard.lastPeak(kRate / 16) - 0.5 * std::pow(10, -6 / 20.0)) < 0.005; }));
}

TEST(Player, AStopIsNotOutrunByASeekBeforeIt) {
  const ClipPtr clip = soundOf(60 * kRate, 200);
  Heard heard;
  Player player(std::make_unique<VirtualOutput>(heard.sink(std::chrono::milliseconds(1))));
  player.setProgramme({{{clip, {}}}});
  for (int i = 0; i < 20; ++i) {
    player.play({0, 1000});
    if (i % 2 == 0) {
      EXPECT_TRUE(comes([&] { return heard.frames() > 0; }));
    }
    player.seek({0, 20 * kRate});
    player.seek({0, 30 * kRate});
    player.stop();
    ASSERT_TRUE(comes([&] { return !player.isPlaying(); })) << i;
  }
}

TEST(Player, ChangesToTheNextItemAreHeardThoughItWasOpenedBefore) {
  const ClipPtr first = soundOf(2 * kRate), second = soundOf(kRate, 1000);
  Heard heard;
  Player player(std::make_unique<VirtualOutput>(heard.sink(std::chrono::milliseconds(2))));
  player.setProgramme({{{first, {}}, {second, {}}}});  // the second is opened at once, the first being short
  player.play({});
  EXPECT_TRUE(comes([&] { return heard.frames() > kRate / 2; }));
  const Chain quiet{{Stage{GainSettings{-20.0_dB}}}};
  player.setProgramme({{{first, {}}, {second, quiet}}});
  wait(player);
  EXPECT_EQ(difference(heard.left, first->frames(), rendered(second, quiet)[0]), 0);
}

TEST(Player, ConvertsToTheRateOfTheOutput) {
  const ClipPtr clip = soundOf(44100, 1000, 44100);
  Heard heard;
  Player player(std::make_unique<VirtualOutput>(heard.sink(), false, 96000));
  player.setProgramme({{{clip, {}}}});
  player.play({});
  wait(player);
  EXPECT_EQ(player.outputFormat().sampleRate, 96000);
  EXPECT_EQ(player.programmeRate(), 44100);
  double error = 0;
  for (std::size_t n = 2000; n < 90000; ++n)
    error = std::max(error, std::abs(static_cast<double>(heard.left[n]) -
                                     0.5 * std::sin(2 * std::numbers::pi * 1000 * static_cast<double>(n) / 96000)));
  EXPECT_LT(error, 1e-5);
}

TEST(Player, TellsWhatItCannotPlay) {
  class Broken : public AudioClip {
   public:
    const AudioFormat& format() const noexcept override { return format_; }
    std::uint64_t frames() const noexcept override { return 1000000; }
    void read(std::uint64_t, AudioView) const override { throw Error(ErrorKind::Io, "the disk is gone"); }

   private:
    AudioFormat format_{kRate, ChannelLayout::stereo()};
  };
  Player player(std::make_unique<VirtualOutput>());
  player.setProgramme({{{std::make_shared<Broken>(), {}}}});
  player.play({});
  wait(player);
  const auto problems = player.takeProblems();
  ASSERT_FALSE(problems.empty());
  EXPECT_EQ(problems[0], "the disk is gone");
}

TEST(Player, GivesMetersWhatItPlays) {
  const ClipPtr clip = soundOf(10000);
  Player player(std::make_unique<VirtualOutput>());
  player.setProgramme({{{clip, {{Stage{CompressorSettings{}}}}}}});
  player.play({});
  wait(player);
  AudioBuffer tapped(2, 20000);
  EXPECT_EQ(player.readTap(tapped.view()), 10000u);
  EXPECT_EQ(player.activities().size(), 1u);
}

TEST(LiveStage, PlaysARangeAndWhatIsRemovedAsARenderDoes) {
  const ClipPtr clip = soundOf(kRate);
  for (const bool removed : {false, true}) {
    Stage stage{GainSettings{-6.0_dB}};
    stage.range = StageRange{0.25_s, 0.5_s};
    stage.listensToRemoved = removed;
    const Chain chain{{Stage{LimiterSettings{}}, stage}};
    const AudioBuffer expected = rendered(clip, chain);
    Heard heard;
    Player player(std::make_unique<VirtualOutput>(heard.sink()));
    player.setProgramme({{{clip, chain}}});
    player.play({});
    wait(player);
    EXPECT_LT(difference(heard.left, 0, expected[0]), 1e-7) << removed;
  }
}

TEST(Programme, NamesStagesThatAreNotHeard) {
  Chain chain{{Stage{Settings(*processorType("declip").settings)}, Stage{GainSettings{}}}};
  EXPECT_EQ(stagesNotHeard(chain), std::vector<std::string>{processorType("declip").settings->name});
  chain.stages[0].isBypassed = true;
  EXPECT_TRUE(stagesNotHeard(chain).empty());
}

}  // namespace
}  // namespace lathe
