// De-click: planted clicks are found and filled, and nothing else is touched.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>

#include "core/audio/error.h"
#include "core/audio/random.h"
#include "core/restoration/declick/live_declick.h"
#include "tests/core/render/render_signals.h"
#include "tests/support/played_tones.h"
#include "tests/support/temporary_folder.h"

namespace lathe {
namespace {

using lathe::testing::readAll;
using test::clipOf;

struct Planted {
  AudioBuffer clean, damaged;
  std::vector<ClickEvent> clicks;
};

/// Damped bursts of 0.1 to 1 ms, six a second.
Planted plant(int channels, std::size_t frames, std::uint64_t seed) {
  Planted p{test::playedTones(channels, frames, seed), {}, {}};
  p.damaged = p.clean;
  Random random(seed + 77);
  for (int c = 0; c < channels; ++c)
    for (std::size_t at = 3000; at + 3000 < frames;
         at += static_cast<std::size_t>(7350 + static_cast<std::ptrdiff_t>(2000 * random.even()))) {
      const double level = 0.25 * std::exp2(random.even()), turn = 1.2 * (1 + 0.8 * random.even()),
                   decay = 5 + 4 * random.even();
      const auto length = static_cast<std::size_t>(5 * decay);
      for (std::size_t n = 0; n < length; ++n)
        p.damaged[c][at + n] += static_cast<float>(level * std::exp(-static_cast<double>(n) / decay) *
                                                   std::cos(turn * static_cast<double>(n)));
      p.clicks.push_back({at, length, c});
    }
  return p;
}

double largestAround(const AudioBuffer& a, const AudioBuffer& b, const ClickEvent& e) {
  double most = 0;
  for (std::size_t n = e.start; n < e.start + e.length; ++n)
    most = std::max(most, std::abs(static_cast<double>(a[e.channel][n]) - b[e.channel][n]));
  return most;
}

TEST(Declick, FindsPlantedClicksAndFillsThem) {
  const Planted p = plant(2, 8 * 44100, 5);
  const ClipPtr clip = clipOf(p.damaged);
  const std::vector<ClickEvent> events = findClicks(*clip, {}, {});
  const auto overlap = [](const ClickEvent& a, const ClickEvent& b) {
    return a.channel == b.channel && a.start < b.start + b.length + 8 && b.start < a.start + a.length + 8;
  };
  const auto isIn = [&](const std::vector<ClickEvent>& list, const ClickEvent& e) {
    return std::ranges::any_of(list, [&](const ClickEvent& one) { return one.isRepaired && overlap(one, e); });
  };
  std::size_t found = 0, wrong = 0;
  for (const ClickEvent& click : p.clicks) found += isIn(events, click);
  for (const ClickEvent& event : events) wrong += event.isRepaired && !isIn(p.clicks, event);
  const double recall = static_cast<double>(found) / static_cast<double>(p.clicks.size());
  const double precision = static_cast<double>(found) / static_cast<double>(found + wrong);
  EXPECT_GE(2 * recall * precision / (recall + precision), 0.95)
      << found << " found, " << wrong << " wrong of " << p.clicks.size();
  const AudioBuffer out = readAll(*repairClicks(clip, events, {}));
  for (int c = 0; c < 2; ++c)
    EXPECT_GT(test::signalToError(p.clean[c], out[c], 0, out.frames()),
              test::signalToError(p.clean[c], p.damaged[c], 0, out.frames()) + 15);
}

TEST(Declick, LeavesAllOtherSamplesBitForBit) {
  const Planted p = plant(1, 4 * 44100, 6);
  const ClipPtr clip = clipOf(p.damaged);
  const auto events = findClicks(*clip, {}, {});
  const AudioBuffer out = readAll(*repairClicks(clip, events, {}));
  std::vector<bool> isRepaired(out.frames());
  for (const ClickEvent& e : events)
    for (std::size_t n = e.start; e.isRepaired && n < e.start + e.length; ++n) isRepaired[n] = true;
  for (std::size_t n = 0; n < out.frames(); ++n)
    if (!isRepaired[n]) {
      ASSERT_EQ(out[0][n], p.damaged[0][n]) << n;
    }
}

TEST(Declick, LeavesCleanNotesAndDrumsAlone) {
  AudioBuffer hits(1, 6 * 44100);
  Random random(8);
  for (std::size_t hit = 0; hit < 20; ++hit)
    for (std::size_t n = 0; n < 8000; ++n) {
      const double t = static_cast<double>(n) / 44100;
      hits[0][4000 + hit * 12500 + n] +=
          static_cast<float>(0.5 * std::exp(-t * 25) * (0.6 * random.even() + std::sin(2 * 3.14159 * 180 * t)));
    }
  for (const AudioBuffer& clean : {test::playedTones(1, 10 * 44100, 7), hits}) {
    const auto events = findClicks(*clipOf(clean), {}, {});
    EXPECT_EQ(std::ranges::count(events, true, &ClickEvent::isRepaired), 0);
  }
}

TEST(Declick, FindsTheSameAcrossTheBordersOfItsTiles) {
  AudioBuffer sound = test::playedTones(1, 300000, 9);
  const AudioBuffer clean = sound;
  const std::vector<std::uint64_t> places = {131070, 262130};
  for (const std::uint64_t place : places)
    for (std::size_t n = 0; n < 20; ++n) sound[0][place + n] += n % 2 ? 0.3f : -0.3f;
  const ClipPtr clip = clipOf(sound);
  const AudioBuffer out = readAll(*repairClicks(clip, findClicks(*clip, {}, {}), {}));
  for (const std::uint64_t place : places) EXPECT_LT(largestAround(clean, out, {place, 20, 0}), 0.03);
}

TEST(Declick, RepairsWhatAnEditedListSays) {
  const lathe::testing::TemporaryFolder folder;
  const Planted p = plant(1, 3 * 44100, 10);
  const ClipPtr clip = clipOf(p.damaged);
  std::vector<ClickEvent> events;
  for (const ClickEvent& click : p.clicks) events.push_back({click.start, click.length, 0, 5, events.size() % 2 == 0});
  const auto file = folder.path() / "clicks.json";
  std::ofstream(file) << clickEventsText(events, 44100);
  EXPECT_EQ(readClickEvents(file, 44100), events);
  EXPECT_THROW(readClickEvents(file, 48000), Error);
  DeclickSettings settings;
  settings.events = file.string();
  const AudioBuffer out = readAll(*declickOffline().apply(Settings(settings), clip, false, OfflineWork{}));
  for (const ClickEvent& e : events) {
    if (e.isRepaired) {
      EXPECT_LT(largestAround(p.clean, out, e), 0.3 * largestAround(p.clean, p.damaged, e)) << e.start;
    } else {
      EXPECT_EQ(largestAround(p.damaged, out, e), 0) << e.start;
    }
  }
  std::ofstream(file) << "{\"schema\": \"other\"}";
  EXPECT_THROW(readClickEvents(file, 44100), Error);
}

TEST(Declick, RefusesEventsOutsideTheRecording) {
  const ClipPtr clip = clipOf(test::playedTones(1, 4000, 11));
  EXPECT_THROW(repairClicks(clip, {{3990, 20, 0}}, {}), Error);
  EXPECT_THROW(repairClicks(clip, {{10, 20, 1}}, {}), Error);
}

TEST(Declick, TakesShortSilentAndBrokenSound) {
  for (const std::size_t frames : {0u, 1u, 50u, 3000u}) {
    const ClipPtr silent = clipOf(AudioBuffer(2, frames));
    EXPECT_EQ(findClicks(*silent, {}, {}).size(), 0u) << frames;
  }
  AudioBuffer broken = test::playedTones(1, 20000, 12);
  broken[0][9000] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_NO_THROW(findClicks(*clipOf(broken), {}, {}));
}

TEST(Declick, LeavesLongDamageToTheKindThatIsForIt) {
  AudioBuffer sound = test::playedTones(1, 3 * 44100, 16);
  constexpr std::size_t place = 60000, length = 110;  // 2.5 ms
  Random random(17);
  for (std::size_t n = 0; n < length; ++n) sound[0][place + n] += static_cast<float>(0.5 * random.even());
  for (const auto& [kind, isFound] :
       {std::pair{ClickKind::Digital, false}, {ClickKind::Vinyl, true}, {ClickKind::Random, true}}) {
    DeclickSettings settings;
    settings.kind = kind;
    settings.sensitivity = 0.7;
    const auto events = findClicks(*clipOf(sound), settings, {});
    EXPECT_EQ(std::ranges::any_of(events,
                                  [&](const ClickEvent& e) {
                                    return e.isRepaired && e.start < place + 20 &&
                                           e.start + e.length > place + length - 20;
                                  }),
              isFound)
        << static_cast<int>(kind);
  }
}

TEST(Declick, SkewFavoursHighTicksOverLowPops) {
  AudioBuffer sound = test::playedTones(1, 3 * 44100, 18);
  for (std::size_t n = 0; n < 12; ++n) sound[0][40000 + n] += n % 2 ? 0.2f : -0.2f;
  for (std::size_t n = 0; n < 120; ++n)
    sound[0][90000 + n] +=
        static_cast<float>(0.4 * std::exp(-static_cast<double>(n) / 40) * std::cos(0.06 * static_cast<double>(n)));
  const auto odds = [&](double skew) {
    DeclickSettings settings;
    settings.skew = skew;
    std::pair<double, double> found{-99, -99};
    for (const ClickEvent& e : findClicks(*clipOf(sound), settings, {})) {
      if (e.start < 40012 && e.start + e.length > 40000) found.first = e.odds;
      if (e.start < 90020 && e.start + e.length > 90000) found.second = e.odds;
    }
    return found;
  };
  const auto [tickLow, popLow] = odds(-1);
  const auto [tickHigh, popHigh] = odds(1);
  ASSERT_GT(std::min({tickLow, popLow, tickHigh, popHigh}), -50) << "both are candidates";
  EXPECT_GT(tickHigh - popHigh, tickLow - popLow + 1);
}

/// What comes out of a live chain, in time with the input.
AudioBuffer live(const AudioBuffer& input, std::size_t blockSize) {
  Declick declick(DeclickSettings{});
  declick.prepare({{44100, ChannelLayout::usual(input.channels())}, blockSize});
  const std::size_t late = declick.latency();
  AudioBuffer all(input.channels(), input.frames() + late), out(input.channels(), input.frames());
  for (int c = 0; c < input.channels(); ++c) std::copy_n(input[c].begin(), input.frames(), all[c].begin());
  for (std::size_t start = 0; start < all.frames(); start += blockSize)
    declick.process(all.view().slice(start, std::min(blockSize, all.frames() - start)));
  for (int c = 0; c < input.channels(); ++c)
    std::copy_n(all[c].begin() + static_cast<std::ptrdiff_t>(late), input.frames(), out[c].begin());
  return out;
}

TEST(Declick, WorksLiveNearlyAsOnWholeRecordings) {
  const Planted p = plant(2, 10 * 44100, 14);
  const AudioBuffer heard = live(p.damaged, 441);
  // At first only sure clicks are repaired: the second half counts.
  const std::size_t half = heard.frames() / 2;
  for (int c = 0; c < 2; ++c)
    EXPECT_GT(test::signalToError(p.clean[c], heard[c], half, heard.frames()),
              test::signalToError(p.clean[c], p.damaged[c], half, heard.frames()) + 12);
  std::size_t wrong = 0;
  for (int c = 0; c < 2; ++c)
    for (std::size_t n = 0, last = 0; n < heard.frames(); ++n) {
      if (heard[c][n] == p.damaged[c][n]) continue;
      const bool isNear = std::ranges::any_of(p.clicks, [&](const ClickEvent& e) {
        return e.channel == c && n + 40 > e.start && n < e.start + e.length + 100;
      });
      wrong += !isNear && (last == 0 || n > last + 100);
      last = n;
    }
  EXPECT_LE(wrong, p.clicks.size() / 20) << "repairs far from any click, of " << p.clicks.size();
}

TEST(Declick, LeavesCleanSoundAloneLive) {
  const AudioBuffer clean = test::playedTones(1, 8 * 44100, 15);
  const AudioBuffer heard = live(clean, 1000);
  for (std::size_t n = 0; n < heard.frames(); ++n) ASSERT_EQ(heard[0][n], clean[0][n]) << n;
}

TEST(Declick, MoreSensitivityListsNoFewerClicks) {
  const ClipPtr clip = clipOf(plant(1, 4 * 44100, 13).damaged);
  std::ptrdiff_t before = 0;
  for (const double sensitivity : {0.0, 0.3, 0.5, 0.8, 1.0}) {
    DeclickSettings settings;
    settings.sensitivity = sensitivity;
    const auto events = findClicks(*clip, settings, {});
    const auto count = std::ranges::count(events, true, &ClickEvent::isRepaired);
    EXPECT_GE(count, before);
    before = count;
  }
  EXPECT_GT(before, 0);
}

}  // namespace
}  // namespace lathe
