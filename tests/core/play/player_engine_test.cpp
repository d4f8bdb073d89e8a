// The engine's promise to allocate nothing while a voice plays, and the steps of the state that the threads share.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/play/player_engine.h"

#include <gtest/gtest.h>

#include <thread>

#include "core/chain/chain_file.h"
#include "core/play/player_builder.h"
#include "core/play/virtual_output.h"
#include "tests/support/allocation_guard.h"

namespace lathe {
namespace {

constexpr int kRate = 48000;

ClipPtr silence(double seconds) {
  return std::make_shared<MemoryClip>(AudioFormat{kRate, ChannelLayout::stereo()},
                                      AudioBuffer(2, static_cast<std::size_t>(seconds * kRate)));
}

TEST(PlayerEngine, AllocatesNothingWhileAVoicePlays) {
  for (const int outputRate : {kRate, 96000}) {
    Sequencer sequencer;
    PlayerEngine engine(sequencer, std::make_unique<VirtualOutput>(VirtualOutput::Sink{}, false, outputRate), {});
    PlayerBuilder builder(sequencer);
    const std::jthread building([&](const std::stop_token& stop) { builder.run(stop); });
    sequencer.setProgramme({{{silence(30), findPreset("loud").chain}}});
    sequencer.play({});
    const std::stop_token never;
    while (!engine.step(never)) sequencer.waitForPart(never);
    for (int i = 0; i < 100; ++i) engine.step(never);
    test::AllocationGuard guard;
    for (int i = 0; i < 1000; ++i) engine.step(never);
    EXPECT_EQ(guard.count(), 0u) << outputRate;
    EXPECT_TRUE(sequencer.isPlaying());
  }
}

/// A sequencer, and voices for it as the builder makes them.
class SequencerTest : public ::testing::Test {
 protected:
  SequencerTest() { sequencer_.setProgramme({{{clip_, {}}, {clip_, {}}}}); }

  Sequencer::Request request() { return sequencer_.next(std::stop_token()).value(); }
  Part part(std::size_t item) {
    return {std::make_shared<Voice>(ProgrammeItem{clip_}, item, 0, std::nullopt), std::make_shared<const Chain>()};
  }
  Coming take() {
    return sequencer_.take([](const Coming&) { return true; });
  }
  /// Plays an item.
  void begin() {
    sequencer_.play({});
    const Sequencer::Request asked = request();
    sequencer_.offer(asked, sequencer_.plan(), part(0));
    sequencer_.settle();
    ASSERT_TRUE(std::holds_alternative<SeekTo>(take()));
  }

  ClipPtr clip_ = silence(1);
  Sequencer sequencer_;
};

TEST_F(SequencerTest, PlaysFromTheFirstRequestUntilTheEnd) {
  EXPECT_FALSE(sequencer_.isPlaying());
  begin();
  EXPECT_TRUE(sequencer_.isPlaying());
  sequencer_.end();
  EXPECT_FALSE(sequencer_.isPlaying());
}

TEST_F(SequencerTest, AStopMakesABeginningThatIsBeingPreparedComeTooLate) {
  sequencer_.play({});
  const Sequencer::Request asked = request();
  const Sequencer::Plan plan = sequencer_.plan();
  EXPECT_TRUE(sequencer_.isPlaying());
  sequencer_.stop();
  EXPECT_FALSE(sequencer_.isPlaying());
  sequencer_.offer(asked, plan, part(0));
  EXPECT_EQ(partOf(take()), nullptr);
}

TEST_F(SequencerTest, AStopDropsWhatComesWhenNothingPlaysYet) {
  sequencer_.play({});
  const Sequencer::Request asked = request();
  sequencer_.offer(asked, sequencer_.plan(), part(0));
  sequencer_.settle();
  sequencer_.stop();
  EXPECT_FALSE(sequencer_.isPlaying());
  EXPECT_EQ(partOf(take()), nullptr);
}

TEST_F(SequencerTest, AChangeThatComesTooLateIsAskedAgain) {
  begin();
  sequencer_.setProgramme({{{clip_, {}}}});
  const Sequencer::Request asked = request();
  const Sequencer::Plan plan = sequencer_.plan();
  begin();  // the engine goes on to another voice meanwhile
  sequencer_.offer(asked, plan, part(0));
  EXPECT_EQ(partOf(take()), nullptr);
  EXPECT_EQ(request().kind, Sequencer::Request::Kind::Change);
}

TEST_F(SequencerTest, TheNextItemIsAwaitedOnlyWhileSomebodyMakesIt) {
  begin();
  sequencer_.askForNext();
  const Sequencer::Request asked = request();
  sequencer_.offer(asked, sequencer_.plan(), part(1));
  sequencer_.settle();
  EXPECT_TRUE(sequencer_.waitForNext(std::stop_token()));
  EXPECT_TRUE(std::holds_alternative<NextItem>(take()));
  EXPECT_FALSE(sequencer_.waitForNext(std::stop_token()));
}

TEST_F(SequencerTest, TheNextItemDoesNotFollowALoopOrAnEnd) {
  begin();
  sequencer_.askForNext();
  const Sequencer::Request asked = request();
  sequencer_.offer(asked, sequencer_.plan(), part(1));
  sequencer_.setEnd(100);
  EXPECT_EQ(partOf(take()), nullptr);
  sequencer_.setEnd({});
  EXPECT_TRUE(std::holds_alternative<NextItem>(take()));
}

TEST_F(SequencerTest, TheNextItemDoesNotTakeThePlaceOfAChange) {
  PlayerBuilder builder(sequencer_);
  const std::stop_token never;
  sequencer_.play({});
  builder.step(never);
  ASSERT_TRUE(std::holds_alternative<SeekTo>(take()));
  sequencer_.setProgramme({{{clip_, findPreset("loud").chain}, {clip_, {}}}});
  builder.step(never);
  sequencer_.askForNext();
  builder.step(never);
  EXPECT_TRUE(std::holds_alternative<ChangeTo>(take()));
  sequencer_.askForNext();
  builder.step(never);
  EXPECT_TRUE(std::holds_alternative<NextItem>(take()));
}

TEST_F(SequencerTest, OnlyABeginningOutlivesTheEnd) {
  begin();
  sequencer_.askForNext();
  const Sequencer::Request next = request();
  sequencer_.offer(next, sequencer_.plan(), part(1));
  sequencer_.settle();
  sequencer_.end();
  EXPECT_EQ(partOf(take()), nullptr);
  begin();
  sequencer_.play({1, 0});
  const Sequencer::Request seek = request();
  sequencer_.offer(seek, sequencer_.plan(), part(1));
  sequencer_.settle();
  sequencer_.end();
  EXPECT_TRUE(sequencer_.isPlaying());
  EXPECT_TRUE(std::holds_alternative<SeekTo>(take()));
}

}  // namespace
}  // namespace lathe
