// The laws that every registered processor obeys, with its defaults, random settings and the ends of its ranges.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>

#include "core/audio/error.h"
#include "core/audio/simd.h"
#include "core/stages/registry.h"
#include "tests/support/allocation_guard.h"
#include "tests/support/settings_variants.h"
#include "tests/support/signals.h"

namespace lathe {
namespace {

using test::Variant;

constexpr int kRate = 44100;
constexpr std::size_t kMaxFrames = 4096;
constexpr double kMinus100dB = 1e-5;
constexpr double kMinus120dB = 1e-6;

ProcessFormat formatOf(int channels, int rate = kRate, std::size_t maxFrames = kMaxFrames) {
  return {{rate, ChannelLayout::usual(channels)}, maxFrames};
}

std::unique_ptr<Processor> prepared(const Settings& settings, const ProcessFormat& format = formatOf(2)) {
  auto processor = makeProcessor(settings);
  processor->prepare(format);
  return processor;
}

/// Also made ready for other settings.
std::unique_ptr<Processor> preparedFor(const Settings& next, const Settings& settings,
                                       const ProcessFormat& format = formatOf(2)) {
  auto processor = prepared(settings, format);
  processor->getReady(next);
  return processor;
}

/// Processes in blocks of `size`; new settings, if any, come in between two blocks, at frame `changeAt`.
void run(Processor& processor, AudioView samples, std::size_t size = kMaxFrames, const Settings* change = nullptr,
         std::size_t changeAt = 0) {
  const FlushDenormals flush;
  for (std::size_t start = 0; start < samples.frames();) {
    if (change && start == changeAt) processor.set(*change);
    const std::size_t stop = change && start < changeAt ? changeAt : samples.frames();
    const std::size_t count = std::min(size, stop - start);
    processor.process(samples.slice(start, count));
    start += count;
  }
}

/// Loud and soft noise and pauses, so that dynamics, gates and detectors all have something to do.
AudioBuffer busySignal(int channels, std::size_t frames, std::uint64_t seed) {
  AudioBuffer samples = test::noise(channels, frames, seed);
  for (int c = 0; c < channels; ++c)
    for (std::size_t n = 0; n < frames; ++n) {
      const std::size_t part = n / 700 % 4;
      samples[c][n] *= part == 0 ? 1.0f : part == 1 ? 0.05f : part == 2 ? 0.4f : 0.0f;
    }
  return samples;
}

std::string nameOf(const ::testing::TestParamInfo<Variant>& info) {
  std::string name = info.param.name;
  std::ranges::replace_if(
      name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
  return name;
}

/// All variants of all processors.
class ProcessorLaw : public ::testing::TestWithParam<Variant> {
 protected:
  const Settings& settings() const { return GetParam().settings; }
  /// Other settings of the same processor, far from these.
  Settings others() const { return test::randomSettings(settings().type(), 77); }
  ::testing::ScopedTrace trace_{__FILE__, __LINE__, test::textOf(GetParam().settings)};
};
INSTANTIATE_TEST_SUITE_P(All, ProcessorLaw, ::testing::ValuesIn(test::variantsOfAllProcessors()), nameOf);

/// Once for each processor.
class EveryProcessor : public ::testing::TestWithParam<Variant> {
 protected:
  const Settings& standard() const { return GetParam().settings; }
  const SettingsType& type() const { return standard().type(); }
};
INSTANTIATE_TEST_SUITE_P(All, EveryProcessor, ::testing::ValuesIn(test::defaultsOfAllProcessors()), nameOf);

TEST_P(ProcessorLaw, AnySplitIntoBlocksGivesTheSameSamples) {
  constexpr std::size_t frames = 6000, changeAt = 3003;
  const AudioBuffer input = busySignal(2, frames, 11);
  const Settings change = others();
  AudioBuffer whole = input;
  run(*preparedFor(change, settings()), whole.view(), kMaxFrames, &change, changeAt);
  ASSERT_TRUE(std::isfinite(test::peak(whole.view())));
  for (const std::size_t size : {1u, 7u, 64u, 441u}) {
    AudioBuffer split = input;
    run(*preparedFor(change, settings()), split.view(), size, &change, changeAt);
    EXPECT_EQ(test::largestDifference(whole.view(), split.view()), 0) << "blocks of " << size;
  }
  AudioBuffer prepares = input;
  const auto small = preparedFor(change, settings(), formatOf(2, kRate, 333));
  EXPECT_EQ(small->latency(), prepared(settings())->latency());
  run(*small, prepares.view(), 333, &change, changeAt);
  EXPECT_EQ(test::largestDifference(whole.view(), prepares.view()), 0) << "prepared for blocks of 333 frames";
}

TEST_P(ProcessorLaw, SilenceStaysSilent) {
  AudioBuffer samples = test::silence(2, 3 * kMaxFrames);
  run(*prepared(test::withoutRoundingNoise(settings())), samples.view());
  EXPECT_EQ(test::peak(samples.view()), 0);
}

TEST_P(ProcessorLaw, ResetIsAsGoodAsNew) {
  const AudioBuffer input = busySignal(2, 5000, 12);
  const auto used = prepared(others());
  AudioBuffer sound = input;
  run(*used, sound.view());
  used->getReady(settings());
  used->set(settings());
  run(*used, sound.view().slice(0, 100));
  used->reset();
  AudioBuffer again = input, fresh = input;
  run(*used, again.view());
  // Latency may depend on the settings at prepare(): what is fresh has been through the same.
  const auto other = preparedFor(settings(), others());
  other->set(settings());
  other->reset();
  run(*other, fresh.view());
  EXPECT_EQ(test::largestDifference(again.view(), fresh.view()), 0);
  if (used->latency() == prepared(settings())->latency()) {
    AudioBuffer brandNew = input;
    run(*prepared(settings()), brandNew.view());
    EXPECT_EQ(test::largestDifference(again.view(), brandNew.view()), 0) << "against a new one with these settings";
  }
}

TEST_P(ProcessorLaw, ProcessAndSetAllocateNothing) {
  const auto processor = prepared(settings());
  AudioBuffer samples = busySignal(2, 12000, 13);
  const Settings change = others();
  processor->getReady(change);
  const test::AllocationGuard guard;
  run(*processor, samples.view(), 500, &change, 5000);
  processor->set(settings());
  run(*processor, samples.view(), 333);
  processor->reset();
  [[maybe_unused]] const auto confessed = processor->latency() + processor->tail();
  [[maybe_unused]] const Activity activity = processor->activity();
  EXPECT_EQ(guard.count(), 0u);
}

TEST_P(ProcessorLaw, NonFiniteSamplesDoNotPersist) {
  const Settings quiet = test::withoutRoundingNoise(settings());
  const auto clean = prepared(quiet), hurt = prepared(quiet);
  constexpr std::size_t hurtAt = 1000, hurtFrames = 64;
  const std::size_t recovered =
      hurtAt + hurtFrames + clean->latency() + std::min<std::size_t>(clean->tail(), 2 * kRate) + kRate;
  AudioBuffer cleanOutput = test::noise(2, recovered + 2000, 14, -40.0_dB), hurtOutput = cleanOutput;
  const float bad[] = {std::numeric_limits<float>::quiet_NaN(),
                       std::numeric_limits<float>::infinity(),
                       -std::numeric_limits<float>::infinity(),
                       std::numeric_limits<float>::denorm_min(),
                       -1e-40f,
                       std::numeric_limits<float>::max()};
  for (std::size_t n = 0; n < hurtFrames; ++n)
    hurtOutput[static_cast<int>(n % 2)][hurtAt + n] = bad[n % std::size(bad)];
  run(*clean, cleanOutput.view(), 441);
  run(*hurt, hurtOutput.view(), 441);
  const auto after = [&](AudioBuffer& b) { return b.view().slice(recovered, 2000); };
  EXPECT_TRUE(std::isfinite(test::peak(after(hurtOutput))));
  // Long releases and odd settings may remember that something loud was there; the defaults may not.
  if (settings() == Settings(settings().type())) {
    EXPECT_LT(test::largestDifference(after(cleanOutput), after(hurtOutput)), kMinus100dB);
  }
  hurt->reset();
  AudioBuffer silence = test::silence(2, 2000);
  run(*hurt, silence.view());
  EXPECT_EQ(test::peak(silence.view()), 0) << "after reset";
}

TEST_P(ProcessorLaw, NothingSoundsAfterTheTail) {
  const auto processor = prepared(test::withoutRoundingNoise(settings()));
  constexpr std::size_t burst = kRate / 4;
  ASSERT_LT(processor->tail(), 60u * kRate);
  if (processor->tail() > 5u * kRate) GTEST_SKIP() << "a tail of more than 5 s";
  const std::size_t silent = burst + processor->latency() + processor->tail();
  AudioBuffer samples(2, silent + kRate / 8);
  copy(test::noise(2, burst, 15).view(), samples.view().slice(0, burst));
  run(*processor, samples.view());
  EXPECT_LT(test::peak(samples.view().slice(silent, samples.frames() - silent)), kMinus120dB);
}

TEST_P(ProcessorLaw, TakesAllUsualChannelCounts) {
  for (const int channels : {1, 2, 3, 6, 8, 12}) {
    AudioBuffer samples = busySignal(channels, 3000, 16);
    run(*prepared(settings(), formatOf(channels)), samples.view(), 1000);
    EXPECT_TRUE(std::isfinite(test::peak(samples.view()))) << channels << " channels";
  }
}

TEST_P(ProcessorLaw, TakesAllUsualSampleRates) {
  for (const int rate : {44100, 48000, 88200, 96000, 176400, 192000, 8000, 384000}) {
    std::unique_ptr<Processor> processor;
    try {
      processor = prepared(settings(), formatOf(2, rate));
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::Unsupported);
      EXPECT_TRUE(rate < 44100 || rate > 192000) << error.what();
      continue;
    }
    AudioBuffer samples = busySignal(2, 3000, 17);
    run(*processor, samples.view());
    EXPECT_TRUE(std::isfinite(test::peak(samples.view()))) << rate << " Hz";
  }
}

TEST_P(EveryProcessor, StaysFiniteSilentAndRepeatableAtTheEndsOfItsRanges) {
  for (const Settings& settings : test::extremesOf(type())) {
    SCOPED_TRACE(test::textOf(settings));
    const auto processor = prepared(test::withoutRoundingNoise(settings));
    AudioBuffer silence = test::silence(2, 1000);
    run(*processor, silence.view());
    EXPECT_EQ(test::peak(silence.view()), 0);
    processor->reset();
    AudioBuffer first = busySignal(2, 1500, 18), second = first;
    run(*processor, first.view());
    EXPECT_TRUE(std::isfinite(test::peak(first.view())));
    processor->reset();
    run(*processor, second.view(), 97);
    EXPECT_EQ(test::largestDifference(first.view(), second.view()), 0);
  }
}

/// The lag at which two signals correlate best, and how well they do there (1 is a copy).
struct Match {
  std::size_t lag = 0;
  double correlation = 0;
};

Match bestMatch(std::span<const float> input, std::span<const float> output, std::size_t window, std::size_t lags) {
  Match best;
  double inputPower = 0;
  for (std::size_t n = 0; n < window; ++n) inputPower += static_cast<double>(input[n]) * input[n];
  for (std::size_t lag = 0; lag < lags; ++lag) {
    double sum = 0, power = 0;
    for (std::size_t n = 0; n < window; ++n) {
      sum += static_cast<double>(input[n]) * output[n + lag];
      power += static_cast<double>(output[n + lag]) * output[n + lag];
    }
    const double correlation = power > 0 ? std::abs(sum) / std::sqrt(power * inputPower) : 0;
    if (correlation > best.correlation) best = {lag, correlation};
  }
  return best;
}

TEST_P(EveryProcessor, TellsTheTruthAboutItsLatency) {
  std::vector<Settings> cases = {standard()};
  for (const Parameter& p : type().parameters)
    for (int choice = 0; p.unit == Unit::Choice && choice < std::ssize(p.choices); ++choice) {
      Settings settings = standard();
      settings.set(p.id, choice);
      if (!std::ranges::count(cases, settings)) cases.push_back(settings);
    }
  if (cases.size() > 12) cases.erase(cases.begin() + 12, cases.end());
  for (const Settings& settings : cases) {
    SCOPED_TRACE(test::textOf(settings));
    const auto processor = prepared(settings);
    const std::size_t latency = processor->latency();
    constexpr std::size_t window = 1000, before = 50, after = 200;
    // Only lags near the latency it tells are tried: elsewhere the noise does not correlate, and the defaults fail.
    AudioBuffer input = test::noise(2, 4000 + latency + window + after, 19, -40.0_dB), output = input;
    run(*processor, output.view());
    EXPECT_EQ(processor->latency(), latency) << "it changed while processing";
    const std::size_t first = 3000 + latency - std::min(latency, before);
    const Match match = bestMatch(input[0].subspan(3000), output[0].subspan(first), window, before + after);
    if (settings == standard()) {
      EXPECT_GT(match.correlation, 0.9) << "the defaults leave a soft signal recognisable, where latency() says";
    }
    if (match.correlation > 0.95) {
      EXPECT_EQ(first + match.lag, 3000 + latency);
    }
  }
}

/// The largest second difference: what a step in the signal raises.
double roughness(std::span<const float> x) {
  double worst = 0;
  for (std::size_t n = 2; n < x.size(); ++n)
    worst = std::max(worst, std::abs(static_cast<double>(x[n]) - 2.0 * static_cast<double>(x[n - 1]) + x[n - 2]));
  return worst;
}

TEST_P(EveryProcessor, NewSettingsMakeNoClick) {
  struct Change {
    Settings from, to;
    std::string what;
  };
  std::vector<Change> changes;
  for (const Settings& from : {standard(), test::randomSettings(type(), 5)})
    for (const Parameter& p : type().parameters) {
      if (p.unit == Unit::Choice || p.unit == Unit::Switch) continue;
      for (const double end : {p.minimum, p.maximum}) {
        Settings to = from;
        to.set(p.id, end);
        changes.push_back(
            {test::withoutRoundingNoise(from), test::withoutRoundingNoise(to), p.id + " to " + to.text(p.id)});
      }
    }
  std::shuffle(changes.begin(), changes.end(), std::mt19937(20));
  if (changes.size() > 40) changes.erase(changes.begin() + 40, changes.end());

  // The change comes at a crest of a 100 Hz sine, where a sudden gain would make a step.
  constexpr std::size_t changeAt = 441 * 20 + 110, frames = changeAt + 441 * 50, settled = frames - 441 * 10;
  const AudioBuffer input = test::sine(2, frames, kRate, 100_Hz, -12.0_dB);
  for (const Change& change : changes) {
    SCOPED_TRACE(change.what + " from " + test::textOf(change.from));
    const auto processor = preparedFor(change.to, change.from);
    if (const auto late = prepared(change.to); late->latency() != processor->latency()) continue;
    AudioBuffer output = input;
    run(*processor, output.view(), kMaxFrames, &change.to, changeAt);
    const std::span<const float> out = output[0];
    const double steady = std::max(roughness(out.subspan(441 * 10, 441 * 10)), roughness(out.subspan(settled)));
    const double loudest = test::peak(output.view().slice(441 * 10, frames - 441 * 10));
    EXPECT_LT(roughness(out.subspan(changeAt - 2, settled - changeAt)), 2 * steady + 0.05 * loudest + 1e-6);
  }
}

TEST_P(EveryProcessor, ParametersSurviveBeingReadAndWritten) {
  for (const Parameter& p : type().parameters)
    for (const double share : {0.0, 0.25, 0.6, 1.0}) {
      Settings settings = standard();
      const bool isDiscrete = p.unit == Unit::Choice || p.unit == Unit::Switch;
      const double raw = p.minimum + share * (p.maximum - p.minimum);
      settings.set(p.id, isDiscrete ? std::round(raw) : raw);
      EXPECT_NEAR(settings.get(p.id), isDiscrete ? std::round(raw) : raw,
                  1e-9 * std::max(1.0, std::abs(raw)) + (p.unit == Unit::Bits ? 0.5 : 0))
          << p.id;
      Settings copy = standard();
      copy.setText(p.id, settings.text(p.id));
      EXPECT_NEAR(copy.get(p.id), settings.get(p.id), 1e-9 * std::max(1.0, std::abs(raw))) << p.id;
      for (const Parameter& other : type().parameters)
        if (other.id != p.id) {
          EXPECT_EQ(settings.get(other.id), standard().get(other.id)) << p.id << " changed " << other.id;
        }
    }
}

TEST_P(EveryProcessor, DescribesItsParametersInFull) {
  EXPECT_FALSE(type().name.empty());
  EXPECT_TRUE(type().text.ends_with('.')) << type().text;
  std::set<std::string> ids;
  for (const Parameter& p : type().parameters) {
    EXPECT_TRUE(ids.insert(p.id).second) << p.id << " is there twice";
    EXPECT_TRUE(std::ranges::all_of(p.id, [](char c) {
      return std::islower(c) || std::isdigit(c) || c == '-' || c == '.';
    })) << p.id;
    EXPECT_FALSE(p.name.empty()) << p.id;
    EXPECT_TRUE(p.text.ends_with('.')) << p.id << ": " << p.text;
    EXPECT_LT(p.minimum, p.maximum) << p.id;
    EXPECT_GE(p.standard, p.minimum) << p.id;
    EXPECT_LE(p.standard, p.maximum) << p.id;
    EXPECT_TRUE(p.scale == Scale::Linear || p.minimum > 0) << p.id;
    std::set<std::string> choices;
    for (const Choice& choice : p.choices)
      EXPECT_TRUE(choices.insert(choice.id).second && !choice.name.empty()) << choice.id;
    EXPECT_EQ(p.choices.empty(), p.unit != Unit::Choice) << p.id;
  }
}

}  // namespace
}  // namespace lathe
