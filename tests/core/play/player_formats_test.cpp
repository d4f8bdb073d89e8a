// Programmes of other formats while one plays, and commands in any order: nothing is lost, clicks or crashes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cmath>
#include <functional>
#include <random>

#include "core/audio/error.h"
#include "core/play/player.h"
#include "core/play/virtual_output.h"
#include "core/processors/dither.h"
#include "core/processors/gain.h"
#include "core/processors/limiter.h"

namespace lathe {
namespace {

struct Format {
  int channels, rate;
};

std::vector<Format> formats() {
  std::vector<Format> all;
  for (const int channels : {1, 2, 6})
    for (const int rate : {44100, 48000, 96000}) all.push_back({channels, rate});
  return all;
}

/// An hour of one level in every channel.
class Steady : public AudioClip {
 public:
  Steady(Format format, float level, double seconds = 3600)
      : format_{format.rate, ChannelLayout::usual(format.channels)},
        level_(level),
        frames_(static_cast<std::uint64_t>(seconds * format.rate)) {}
  const AudioFormat& format() const noexcept override { return format_; }
  std::uint64_t frames() const noexcept override { return frames_; }
  void read(std::uint64_t, AudioView out) const override {
    for (int c = 0; c < out.channels(); ++c) std::ranges::fill(out[c], level_);
  }

 private:
  AudioFormat format_;
  float level_;
  std::uint64_t frames_;
};

/// Listens to the left channel of an output that does not haste.
class Listener {
 public:
  std::unique_ptr<AudioOutput> output() {
    return std::make_unique<VirtualOutput>([this](ConstAudioView block) {
      std::this_thread::sleep_for(std::chrono::microseconds(500));
      for (const float sample : block[0]) {
        const float before = last_.exchange(sample);
        largestStep_ = std::max(largestStep_.load(), std::abs(sample - before));
      }
      channels_ = block.channels();
      frames_ += block.frames();
    });
  }
  float last() const { return last_; }
  float largestStep() const { return largestStep_; }
  int channels() const { return channels_; }
  std::size_t frames() const { return frames_; }

 private:
  std::atomic<float> last_ = 0, largestStep_ = 0;
  std::atomic<int> channels_ = 0;
  std::atomic<std::size_t> frames_ = 0;
};

/// Waits (20 s at most) for what a busy machine may bring late.
bool comes(const std::function<bool()>& event) {
  for (int i = 0; i < 20000 && !event(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return event();
}

TEST(Player, GoesOnThroughAProgrammeOfAnyOtherFormatWithoutAClick) {
  Listener heard;
  Player player(heard.output());
  float level = 0.1f;
  const auto set = [&](Format format) {
    level = level > 0.3f ? 0.1f : level + 0.01f;
    player.setProgramme({{{std::make_shared<Steady>(format, level), {}}}});
  };
  const auto arrives = [&](Format format) {
    return comes([&] {
      return std::abs(heard.last() - level) < 1e-4f && player.tapChannels() == format.channels &&
             player.outputFormat().sampleRate == format.rate && heard.channels() == std::max(2, format.channels);
    });
  };
  set({2, 48000});
  player.play({0, 1000});
  for (const Format& from : formats())
    for (const Format& to : formats())
      for (const Format& format : {from, to}) {
        set(format);
        ASSERT_TRUE(arrives(format)) << from.channels << " channels, " << from.rate << " Hz -> " << to.channels
                                     << " channels, " << to.rate << " Hz";
      }
  EXPECT_TRUE(player.isPlaying());
  EXPECT_GT(player.position().frame, 1000u);
  player.stop();
  EXPECT_TRUE(comes([&] { return !player.isPlaying(); }));
  EXPECT_LT(heard.largestStep(), 2e-3f);  // fades of 10 ms
  EXPECT_EQ(player.underruns(), 0u);
  EXPECT_TRUE(player.takeProblems().empty());
}

TEST(Player, GoesOnAtTheSamePlaceInProgrammesOfAnotherRate) {
  Listener heard;
  Player player(heard.output());
  player.setProgramme({{{std::make_shared<Steady>(Format{2, 48000}, 0.1f), {}}}});
  player.play({0, 48000u * 1000});
  EXPECT_TRUE(comes([&] { return player.position().frame > 48000u * 1000; }));
  player.setProgramme({{{std::make_shared<Steady>(Format{2, 96000}, 0.2f), {}}}});
  EXPECT_TRUE(comes([&] { return heard.last() > 0.199f; }));
  EXPECT_GT(player.position().frame, 96000u * 1000);
  EXPECT_LT(player.position().frame, 96000u * 1500);
}

TEST(Player, PlaysItemsOfDifferentFormatsOneAfterTheOther) {
  std::array<std::size_t, 4> heard{};  // frames of each level, in tenths
  Player player(std::make_unique<VirtualOutput>([&](ConstAudioView block) {
    for (const float sample : block[0]) {
      const float tenths = sample * 10;
      if (std::abs(tenths - std::round(tenths)) < 1e-5f) ++heard.at(static_cast<std::size_t>(std::lround(tenths)));
    }
  }));
  player.setProgramme({{{std::make_shared<Steady>(Format{2, 48000}, 0.1f, 0.5), {}},
                        {std::make_shared<Steady>(Format{1, 48000}, 0.2f, 0.5), {}, 4800},
                        {std::make_shared<Steady>(Format{6, 96000}, 0.3f, 0.5), {}}}});
  player.play({});
  ASSERT_TRUE(comes([&] { return !player.isPlaying(); }));
  EXPECT_EQ(heard[1], 24000u);
  EXPECT_EQ(heard[2], 24000u);
  EXPECT_EQ(heard[3], 48000u);
  EXPECT_GE(heard[0], 4800u);
  EXPECT_TRUE(player.takeProblems().empty());
}

TEST(Player, TellsAndEndsWhenTheNextItemCannotBePlayed) {
  const Chain impossible{{Stage{DitherSettings{}}, Stage{DitherSettings{}}}};
  Player player(std::make_unique<VirtualOutput>());
  const auto clip = std::make_shared<Steady>(Format{2, 48000}, 0.1f, 0.5);
  player.setProgramme({{{clip, {}}, {clip, impossible}}});
  player.play({});
  EXPECT_TRUE(comes([&] { return !player.isPlaying(); }));
  EXPECT_EQ(player.takeProblems().size(), 1u);
}

TEST(Player, ALoopWithoutLengthIsNoLoop) {
  Listener heard;
  Player player(heard.output());
  player.setProgramme({{{std::make_shared<Steady>(Format{2, 48000}, 0.1f), {}}}});
  player.play({});
  EXPECT_TRUE(comes([&] { return heard.frames() > 0; }));
  for (std::uint64_t ahead = 0; ahead < 10000; ahead += 200) {  // some lie where a change is prepared
    const std::uint64_t place = player.position().frame + ahead;
    player.setLoop(LoopRange{place, place});
    const std::size_t before = heard.frames();
    ASSERT_TRUE(comes([&] { return heard.frames() > before + 4800; }));
  }
  EXPECT_TRUE(player.isPlaying());
}

TEST(Player, AProgrammeWithoutItemsStopsIt) {
  Listener heard;
  Player player(heard.output());
  player.setProgramme({{{std::make_shared<Steady>(Format{2, 48000}, 0.1f), {}}}});
  player.play({});
  EXPECT_TRUE(comes([&] { return heard.frames() > 0; }));
  player.setProgramme({});
  EXPECT_TRUE(comes([&] { return !player.isPlaying(); }));
  player.play({});
  EXPECT_TRUE(comes([&] { return !player.isPlaying(); }));
}

/// A chain of up to two stages with random settings.
Chain anyChain(std::mt19937& random) {
  Chain chain;
  if (random() % 2) chain.stages.emplace_back(GainSettings{Decibels(-static_cast<double>(random() % 20))});
  if (random() % 3 == 0) chain.stages.emplace_back(LimiterSettings{});
  return chain;
}

/// One command of the player, with random values; `last` is the programme that it was given last.
void command(Player& player, Programme& last, std::mt19937& random) {
  const auto draw = [&](std::uint64_t below) { return random() % below; };
  const auto place = [&] { return PlayPosition{draw(3), draw(48000ull * 4)}; };
  switch (draw(8)) {
    case 0:
      last = {};
      for (std::uint64_t left = draw(4); left > 0; --left) {
        const Format format = formats()[draw(9)];
        last.items.push_back({std::make_shared<Steady>(format, 0.1f, 0.1 + static_cast<double>(draw(40)) / 10),
                              anyChain(random), draw(2) * 500});
      }
      return player.setProgramme(last);
    case 1:  // the same sounds through other chains, or the same chains with other settings
      for (ProgrammeItem& item : last.items)
        if (draw(2))
          item.chain = anyChain(random);
        else if (!item.chain.stages.empty() && item.chain.stages[0].settings.type().id == "gain")
          item.chain.stages[0].settings = GainSettings{Decibels(-static_cast<double>(draw(20)))};
      return player.setProgramme(last);
    case 2:
      return player.play(place());
    case 3:
      return player.seek(place());
    case 4:
      return player.stop();
    case 5:
      return player.setLoop(draw(2) ? std::optional(LoopRange{draw(100000), draw(100000)}) : std::nullopt);
    case 6:
      return player.setEnd(draw(3) ? std::nullopt : std::optional(draw(100000)));
    default:
      return player.setVolume(static_cast<double>(draw(3)) / 2);
  }
}

TEST(Player, SurvivesCommandsInAnyOrder) {
  for (const unsigned seed : {1u, 2u, 3u, 4u}) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    Listener heard;
    Player player(heard.output());
    Programme programme;
    AudioBuffer tapped(2, 4096);
    for (int i = 0; i < 300; ++i) {
      command(player, programme, random);
      if (const int channels = player.tapChannels(); channels > 0 && channels != tapped.channels())
        tapped = AudioBuffer(channels, 4096);
      player.readTap(tapped.view());
      player.position();
      player.activities();
      // Now and then it gets as far as to be heard, or to its end.
      if (random() % 4 == 0) {
        const std::size_t before = heard.frames();
        comes([&] { return heard.frames() > before + 2000 || !player.isPlaying(); });
      }
    }
    player.stop();
    ASSERT_TRUE(comes([&] { return !player.isPlaying(); }));
    for (const std::string& problem : player.takeProblems()) ADD_FAILURE() << problem;
    // It still plays.
    player.setLoop({});
    player.setEnd({});
    player.setVolume(1);
    player.setProgramme({{{std::make_shared<Steady>(Format{2, 48000}, 0.4f), {}}}});
    player.play({});
    EXPECT_TRUE(comes([&] { return std::abs(heard.last() - 0.4f) < 1e-4f; }));
  }
}

TEST(Player, AnOutputThatCannotBeOpenedOrStartedIsToldAndPlayingEnds) {
  class Refusing : public AudioOutput {
   public:
    explicit Refusing(bool opens) : opens_(opens) {}
    OutputFormat open(const OutputRequest& request, Fill, Ready) override {
      if (!opens_) throw Error(ErrorKind::NotFound, "no such device");
      return {"refusing", request.sampleRate, request.channels, 0};
    }
    void start() override { throw Error(ErrorKind::Io, "no such device"); }
    void stop() override {}
    std::uint64_t underruns() const noexcept override { return 0; }

   private:
    bool opens_;
  };
  for (const bool opens : {false, true}) {
    Player player(std::make_unique<Refusing>(opens));
    player.setProgramme({{{std::make_shared<Steady>(Format{2, 48000}, 0.1f), {}}}});
    for (int i = 0; i < 3; ++i) {
      player.play({0, 5000});
      EXPECT_TRUE(comes([&] { return !player.isPlaying(); })) << opens;
      EXPECT_EQ(player.takeProblems(), std::vector<std::string>{"no such device"}) << opens;
    }
  }
}

}  // namespace
}  // namespace lathe
