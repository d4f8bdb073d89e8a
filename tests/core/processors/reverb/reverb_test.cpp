// The reverb live and on whole recordings: gain, tail, changes while it plays, ducking, and that both forms agree.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/reverb/reverb.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/audio/error.h"
#include "core/processors/reverb/reverb_offline.h"
#include "core/stages/registry.h"
#include "tests/support/allocation_guard.h"
#include "tests/support/convolution_reference.h"
#include "tests/support/prepared_chain.h"
#include "tests/support/response_files.h"
#include "tests/support/signals.h"

namespace lathe {
namespace {

constexpr int kRate = 48000;
constexpr double kMinus120dB = 1e-6;

class ReverbTest : public ::testing::Test {
 protected:
  std::string file(const std::string& name, const AudioBuffer& response, int rate = kRate) {
    return test::writeResponse(folder_, name, response.view(), rate);
  }
  static std::unique_ptr<Processor> live(const ReverbSettings& settings, int channels = 2) {
    auto reverb = makeProcessor(settings);
    reverb->prepare({{kRate, ChannelLayout::usual(channels)}, 4096});
    return reverb;
  }
  static void run(Processor& reverb, AudioView sound, std::size_t block = 512) {
    for (std::size_t at = 0; at < sound.frames(); at += block)
      reverb.process(sound.slice(at, std::min(block, sound.frames() - at)));
  }
  AudioBuffer offline(const ReverbSettings& settings, const AudioBuffer& sound, bool keepsTail,
                      const std::string& device = "cpu") {
    const auto clip = std::make_shared<MemoryClip>(AudioFormat{kRate, ChannelLayout::usual(sound.channels())}, sound);
    OfflineWork work;
    work.folder = folder_.path();
    work.device = device;
    const ClipPtr out = reverbOffline().apply(settings, clip, keepsTail, work);
    if (keepsTail) {
      EXPECT_EQ(out->frames(), clip->frames() + reverbOffline().tail(settings, clip->format()));
    }
    AudioBuffer result(sound.channels(), static_cast<std::size_t>(out->frames()));
    out->read(0, result.view());
    return result;
  }

  testing::TemporaryFolder folder_;
};

TEST_F(ReverbTest, HasAGainOfExactlyOneForAUnitImpulse) {
  const ReverbSettings settings = plainConvolution(file("unit.wav", test::impulse(1, 1, 0)));
  const AudioBuffer sound = test::noise(2, 5000, 1);
  AudioBuffer out = sound;
  run(*live(settings), out.view(), 441);
  EXPECT_EQ(test::largestDifference(out.view(), sound.view()), 0) << "live, bit for bit";
  EXPECT_LT(test::largestDifference(offline(settings, sound, true).view(), sound.view()), kMinus120dB);
}

TEST_F(ReverbTest, SoundsAlikeLiveAndOnTheWholeRecording) {
  ReverbSettings settings;
  settings.response = file("room.wav", test::decayingNoise(2, 30000, 44100, 0.4), 44100);
  settings.mix = {.dry = -3.0_dB, .wet = -6.0_dB, .width = 0.6, .ducking = 9.0_dB, .threshold = -24.0_dB};
  settings.shape.preDelay = 12_ms;
  settings.shape.decayHigh = 0.6;
  const AudioBuffer sound = test::noise(2, 60000, 2, -12.0_dB);
  for (const std::string device : {"cpu", "null"}) {
    const AudioBuffer whole = offline(settings, sound, true, device);
    AudioBuffer out(2, whole.frames());
    copy(sound.view(), out.view().slice(0, sound.frames()));
    run(*live(settings), out.view(), 333);
    EXPECT_LT(test::largestDifference(out.view(), whole.view()), kMinus120dB) << device;
    EXPECT_GT(test::rms(whole[0].subspan(sound.frames(), 4800)), 1e-4) << "the tail is there";
    EXPECT_EQ(offline(settings, sound, false, device).frames(), sound.frames()) << "and can be cut";
  }
}

TEST_F(ReverbTest, KeepsTheEnergyOfTheTailAfterTheInputEnds) {
  const AudioBuffer room = test::decayingNoise(1, 40000, kRate, 0.8);
  const ReverbSettings settings = plainConvolution(file("room.wav", room));
  const AudioBuffer click = test::impulse(1, 100, 60);
  const AudioBuffer out = offline(settings, click, true);
  ASSERT_EQ(out.frames(), 40099u);
  EXPECT_LT(test::largestDifference(out.view().slice(60, 40000), room.view()), kMinus120dB);
}

TEST_F(ReverbTest, AgreesWithTheDefinitionForLongTrueStereoInOddBlocks) {
  constexpr std::size_t taps = 150001, frames = 200003;
  const AudioBuffer room = test::decayingNoise(4, taps, kRate, 2.5);
  const auto reverb = live(plainConvolution(file("true-stereo.wav", room)));
  const AudioBuffer sound = test::noise(2, frames, 3, -12.0_dB);
  AudioBuffer out = sound;
  const std::size_t sizes[] = {1, 127, 480, 4096, 63, 1000, 333};
  for (std::size_t at = 0, turn = 0; at < frames; ++turn) {
    const std::size_t count = std::min(sizes[turn % std::size(sizes)], frames - at);
    reverb->process(out.view().slice(at, count));
    at += count;
  }
  double error = 0, energy = 0;
  for (const std::size_t at : {std::size_t{5}, std::size_t{4000}, std::size_t{77777}, std::size_t{160000}, frames - 1})
    for (int to = 0; to < 2; ++to) {
      double truth = 0;
      for (int from = 0; from < 2; ++from)
        for (std::size_t k = 0; k <= at && k < taps; ++k)
          truth += static_cast<double>(room[2 * from + to][k]) * static_cast<double>(sound[from][at - k]);
      error += std::pow(static_cast<double>(out[to][at]) - truth, 2);
      energy += truth * truth;
    }
  EXPECT_LT(10 * std::log10(error / energy), -120);
}

TEST_F(ReverbTest, MovesToAnotherResponseWithoutAClickOrAnAllocation) {
  // Rooms that pass a sine as it is or turned down, so that every step in the output comes from the change.
  ReverbSettings from = plainConvolution(file("one.wav", test::impulse(1, 1, 0))), to = from, third = from;
  AudioBuffer half(1, 2000);
  half[0][0] = -0.5f;
  half[0][1999] = 0.1f;
  to.response = file("half.wav", half);
  third.shape.gain = -20.0_dB;
  const auto reverb = live(from);
  constexpr std::size_t changeAt = 10110, againAt = 11000, frames = 48000;
  const AudioBuffer sound = test::sine(2, frames, kRate, 100_Hz, -6.0_dB);
  AudioBuffer out = sound;
  run(*reverb, out.view().slice(0, changeAt));
  reverb->getReady(to);
  const Settings next = to, last = third;
  std::size_t allocations = 0;
  {
    const test::AllocationGuard guard;
    reverb->set(next);
    run(*reverb, out.view().slice(changeAt, againAt - changeAt));
    allocations = guard.count();
  }
  reverb->getReady(last);
  {
    const test::AllocationGuard guard;
    reverb->set(last);
    run(*reverb, out.view().slice(againAt, frames - againAt));
    allocations += guard.count();
  }
  EXPECT_EQ(allocations, 0u);
  double roughest = 0, steady = 0;
  for (std::size_t n = 2; n < frames; ++n) {
    const double bend =
        std::abs(static_cast<double>(out[0][n]) - 2.0 * static_cast<double>(out[0][n - 1]) + out[0][n - 2]);
    (n < changeAt ? steady : roughest) = std::max(n < changeAt ? steady : roughest, bend);
  }
  EXPECT_LT(roughest, 2 * steady + 0.0005) << "a switch would make a step of 0.75";
  AudioBuffer fresh = sound;
  run(*live(third), fresh.view());
  const std::size_t settled = 30000;
  EXPECT_EQ(test::largestDifference(out.view().slice(settled, frames - settled),
                                    fresh.view().slice(settled, frames - settled)),
            0)
      << "in the end it is the new response alone";
}

TEST_F(ReverbTest, LetsTheOldRoomRingOutWhenTheSoundMovesOn) {
  ReverbSettings from = plainConvolution(file("long.wav", test::decayingNoise(1, 48000, kRate, 1.0))), to = from;
  to.response = file("one.wav", test::impulse(1, 1, 0));
  const auto reverb = live(from, 1), untouched = live(from, 1);
  AudioBuffer out(1, 40000);
  copy(test::noise(1, 9000, 4).view(), out.view().slice(0, 9000));
  AudioBuffer reference = out;
  run(*reverb, out.view().slice(0, 10000));
  reverb->getReady(to);
  reverb->set(to);
  run(*reverb, out.view().slice(10000, 30000));
  run(*untouched, reference.view());
  EXPECT_LT(test::largestDifference(out.view(), reference.view()), kMinus120dB);
  EXPECT_GT(test::rms(out[0].subspan(20000, 5000)), 1e-3);
}

TEST_F(ReverbTest, KeepsItsResponseWhenSetWithoutGettingReady) {
  const ReverbSettings from = plainConvolution(file("one.wav", test::impulse(1, 1, 0)));
  ReverbSettings to = from;
  to.shape.gain = -20.0_dB;
  const auto reverb = live(from);
  reverb->set(to);
  const AudioBuffer sound = test::noise(2, 3000, 5);
  AudioBuffer out = sound;
  run(*reverb, out.view());
  EXPECT_EQ(test::largestDifference(out.view(), sound.view()), 0);
}

TEST_F(ReverbTest, TakesTheResponseThatBelongsToTheSettings) {
  const ReverbSettings first = plainConvolution(file("one.wav", test::impulse(1, 1, 0)));
  ReverbSettings second = first, third = first;
  second.shape.gain = -6.0_dB;
  third.shape.gain = -12.0_dB;
  const auto reverb = live(first, 1);
  reverb->getReady(second);
  reverb->getReady(third);  // takes the place of the one that was never set
  AudioBuffer out(1, 10000);
  for (float& sample : out[0]) sample = 1;
  reverb->set(second);
  run(*reverb, out.view().slice(0, 5000));
  EXPECT_EQ(out[0][4999], 1) << "its response is not ready";
  reverb->set(third);
  run(*reverb, out.view().slice(5000, 5000));
  EXPECT_NEAR(out[0][9999], std::pow(10, -12.0 / 20), 1e-6);
}

TEST_F(ReverbTest, DucksByTheAmountWhileTheDrySoundIsLoud) {
  ReverbSettings settings = plainConvolution(file("one.wav", test::impulse(1, 1, 0)));
  settings.mix.ducking = 12.0_dB;
  settings.mix.threshold = -40.0_dB;
  settings.mix.attack = 1_ms;
  AudioBuffer sound(1, 48000);
  for (std::size_t n = 0; n < 48000; ++n) sound[0][n] = n < 24000 ? 0.5f : 0.005f;
  run(*live(settings, 1), sound.view());
  EXPECT_NEAR(20 * std::log10(sound[0][23999] / 0.5), -12, 0.01);
  EXPECT_NEAR(20 * std::log10(sound[0][47999] / 0.005), 0, 3) << "and comes back";
}

TEST_F(ReverbTest, MakesTheWetSoundMonoAtAWidthOfZero) {
  ReverbSettings settings = plainConvolution(file("room.wav", test::decayingNoise(2, 3000, kRate, 0.1)));
  settings.mix.width = 0;
  AudioBuffer out = test::noise(2, 6000, 6);
  run(*live(settings), out.view());
  EXPECT_EQ(test::largestDifference(out.view().channelRange(0, 1), out.view().channelRange(1, 1)), 0);
}

TEST_F(ReverbTest, HealsAtOnceFromSamplesThatAreNoNumbers) {
  const ReverbSettings settings = plainConvolution(file("room.wav", test::decayingNoise(1, 3000, kRate, 0.1)));
  AudioBuffer hurt = test::noise(1, 8000, 7);
  AudioBuffer silenced = hurt;
  hurt[0][100] = std::numeric_limits<float>::quiet_NaN();
  hurt[0][101] = std::numeric_limits<float>::infinity();
  silenced[0][100] = silenced[0][101] = 0;
  run(*live(settings, 1), hurt.view());
  run(*live(settings, 1), silenced.view());
  EXPECT_EQ(test::largestDifference(hurt.view(), silenced.view()), 0);
}

TEST_F(ReverbTest, RefusesAResponseThatDoesNotFitAndNamesIt) {
  const ReverbSettings settings = plainConvolution(file("three.wav", test::impulse(3, 10, 0)));
  try {
    live(settings);
    FAIL() << "it took three channels";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::Invalid);
    EXPECT_NE(std::string(error.what()).find("three.wav"), std::string::npos) << error.what();
  }
}

TEST_F(ReverbTest, ChangesItsResponseInAChain) {
  const ReverbSettings first = plainConvolution(file("one.wav", test::impulse(1, 1, 0)));
  ReverbSettings second = first;
  second.shape.gain = -6.0_dB;
  LiveChain chain = test::preparedChain({{Stage{first}}}, {{kRate, ChannelLayout::mono()}, 512});
  chain.getReady(0, second);
  chain.set(0, second);
  AudioBuffer out(1, 8000);
  for (float& sample : out[0]) sample = 1;
  chain.process(out.view());
  EXPECT_NEAR(out[0][7999], std::pow(10, -6.0 / 20), 1e-6);
}

}  // namespace
}  // namespace lathe
