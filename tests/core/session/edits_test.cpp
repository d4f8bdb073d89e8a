// Every edit with sensible and with absurd values: what the history accepts, the session file gives back.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/edits.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <random>
#include <regex>
#include <set>
#include <sstream>

#include "core/audio/error.h"
#include "core/chain/chain_file.h"
#include "core/processors/gain.h"
#include "core/session/relink.h"
#include "core/session/session_file.h"
#include "core/session/session_rate.h"
#include "core/session/spectral_edits.h"
#include "core/spectral/operators.h"
#include "core/stages/registry.h"
#include "tests/support/made_sessions.h"
#include "tests/support/places.h"

namespace lathe::test {
namespace {

/// Values that a user, a script or a slip of the finger may give, sensible ones among them.
class Absurd {
 public:
  explicit Absurd(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t count) { return random_() % count; }
  bool flag() { return below(2) == 0; }
  template <class T, std::size_t N>
  T one(const T (&values)[N]) {
    return values[below(N)];
  }

  double number() {
    constexpr double kHuge = std::numeric_limits<double>::max(), kNan = std::numeric_limits<double>::quiet_NaN(),
                     kInfinity = std::numeric_limits<double>::infinity();
    const double values[] = {0,    -0.0, 1,    -1,     0.1,    0.5,   2,         3,          10,   -14,
                             48,   48.1, -144, -144.1, 440,    3600,  3600.1,    20000,      1e6,  1e10,
                             1e15, 1e16, 1e19, 1e300,  -1e300, kHuge, kInfinity, -kInfinity, kNan, 5e-324};
    return one(values);
  }
  std::uint64_t count() {
    const std::uint64_t values[] = {0,          1,
                                    2,          479,
                                    480,        4800,
                                    100'000,    441'000,
                                    480'000,    480'001,
                                    1ull << 31, 1ull << 32,
                                    1ull << 53, (1ull << 53) + 1,
                                    1ull << 63, ~0ull,
                                    ~0ull - 1,  138'240'000'001ull};
    return one(values);
  }
  int integer() {
    const int values[] = {0,      1,    2,    3,    4,    8,     44100, 48000, 96000,           384000,
                          384001, 7999, 8000, 2048, 4096, 16384, 65536, -1,    -2147483647 - 1, 2147483647};
    return one(values);
  }
  std::size_t place() {
    const std::size_t values[] = {0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 3, 99, static_cast<std::size_t>(-1)};
    return one(values);
  }
  std::string text() {
    const std::string values[] = {
        "",         "One",   "Nächte",       std::string("a\0b", 3), "\x01\x02\x1b[31m",
        "\n\n",     "\"\\/", "../../x",      "{title}{title}",       "\xe2\x80\xae",
        "\xff\xfe", "\xc3",  "\xed\xa0\x80", "\xf4\x90\x80\x80",     "\xc0\xaf",
        "1e300",    "nan",   "-5",           std::string(300, 'x'),  std::string(100'000, 'y')};
    return values[below(std::size(values))];
  }
  FadeCurve curve() { return one({FadeCurve::Linear, FadeCurve::EqualPower, FadeCurve::SCurve}); }
  Fade fade() { return {count(), curve()}; }
  ChainPlace chain() { return flag() ? ChainPlace{} : ChainPlace{place()}; }

  SourcePtr source() {
    AudioSource source = *madeSource("x.wav", one({44100, 48000, 96000}), 480'000);
    if (below(4) == 0) source.path = kAlbum / text();
    if (below(8) == 0) source.path = text();
    if (below(6) == 0) source.sampleRate = integer();
    if (below(6) == 0) source.channels = integer();
    if (below(6) == 0) source.frames = count();
    if (below(6) == 0) source.sha256 = text();
    return std::make_shared<AudioSource>(source);
  }
  Region region() {
    Region region;
    if (below(10) != 0) region.source = source();
    region.length = count();
    if (flag()) region.start = count();
    if (flag()) region.position = count();
    if (below(3) == 0) region.gain = {number()};
    if (below(3) == 0) region.fadeIn = fade();
    if (below(3) == 0) region.fadeOut = fade();
    return region;
  }
  Track track() {
    Track track = wholeTrack(madeSource("t.wav", one({44100, 48000}), 480'000), 44100);
    if (flag()) track.title = text();
    if (below(4) == 0) track.artist = text();
    if (below(3) == 0) track.gap = {number()};
    if (below(3) == 0) track.gain = {number()};
    if (below(3) == 0) track.regions.push_back(region());
    if (below(3) == 0) track.markers.push_back({count(), count(), text()});
    if (below(3) == 0) track.chain = stages();
    if (below(3) == 0) track.spectralEdits.push_back(spectral());
    return track;
  }
  Stage stage() {
    const auto& types = processorTypes();
    Stage stage{Settings(*types[below(types.size())].settings)};
    if (below(3) == 0) stage.settings = GainSettings{Decibels{number()}};
    if (below(3) == 0) stage.label = text();
    if (below(3) == 0) stage.range = StageRange{{number()}, {number()}};
    stage.isBypassed = flag();
    stage.listensToRemoved = flag();
    return stage;
  }
  Chain stages() {
    Chain chain;
    for (std::size_t i = below(4); i-- > 0;) chain.stages.push_back(stage());
    return chain;
  }
  Delivery delivery() {
    Delivery delivery;
    delivery.format.container =
        one({Container::Wav, Container::Flac, Container::Mp3, Container::OggOpus, Container::Other});
    delivery.format.encoding =
        one({Encoding::Int8, Encoding::Int16, Encoding::Int24, Encoding::Float64, Encoding::Lossy});
    if (below(3) == 0) delivery.format.quality = number();
    if (below(3) == 0) delivery.format.bitRate = integer();
    if (below(3) == 0) delivery.conversion.rate = ResampleSettings::Rate::Custom;
    if (below(3) == 0) delivery.conversion.customRate = {number()};
    if (below(3) == 0) delivery.conversion.passband = number();
    if (below(3) == 0) delivery.target = Lufs{number()};
    if (below(3) == 0) delivery.ceiling = Decibels{number()};
    if (below(3) == 0) delivery.fileName = text();
    if (below(4) == 0) delivery.artist = text();
    if (below(4) == 0) delivery.album = text();
    if (below(4) == 0) delivery.genre = text();
    if (below(4) == 0) delivery.year = text();
    if (below(4) == 0) delivery.copyright = text();
    delivery.keepsTails = flag();
    return delivery;
  }
  TimeSpan time() { return flag() ? TimeSpan{1.0_s, 2.0_s} : TimeSpan{{number()}, {number()}}; }
  FrequencySpan frequency() { return flag() ? FrequencySpan{100_Hz, 900_Hz} : FrequencySpan{{number()}, {number()}}; }
  std::vector<TimeFrequency> points() {
    std::vector<TimeFrequency> points;
    for (std::size_t i = below(6); i-- > 0;)
      points.push_back(flag() ? TimeFrequency{1.0_s, 100_Hz} : TimeFrequency{{number()}, {number()}});
    return points;
  }
  Shape shape() {
    switch (below(8)) {
      case 0:
        return RectangleShape{time(), frequency()};
      case 1:
        return BandShape{frequency()};
      case 2:
        return PassageShape{time()};
      case 3:
        return PolygonShape{points()};
      case 4:
        return BrushShape{points(), {number()}, {number()}, number()};
      case 5:
        return WandShape{{{number()}, {number()}}, {number()}, time(), integer()};
      case 6:
        return HarmonicsShape{{number()}, integer(), {number()}, flag() ? std::optional(time()) : std::nullopt};
      default:
        return MultipliedPolygonShape{{points()}, integer()};
    }
  }
  SpectralEdit spectral() {
    const auto& operators = spectralOperators();
    SpectralEdit edit{Mask{{{shape()}}}, Settings(*operators[below(operators.size())].settings)};
    if (below(3) == 0)
      edit.mask.parts.push_back(
          {shape(), one({MaskOperation::Subtract, MaskOperation::Intersect}), {{number()}, {number()}}});
    if (below(4) == 0) edit.mask.scope = {one({ChannelScope::Kind::Mid, ChannelScope::Kind::Set})};
    if (below(4) == 0) edit.name = text();
    if (below(4) == 0) edit.fftSize = integer();
    if (below(4) == 0) edit.overlap = integer();
    if (below(4) == 0) edit.bands = {{{number()}, integer()}, {{number()}, integer()}};
    if (below(4) == 0) edit.operation = GainSettings{Decibels{number()}};
    edit.isOn = flag();
    return edit;
  }

 private:
  std::mt19937 random_;
};

using Maker = std::function<Edit(Absurd&, const Session&)>;

/// Every edit by the name of its function. `EditTable.HoldsEveryEditOfTheSession` compares it with the headers.
const std::map<std::string, Maker>& table() {
  using A = Absurd&;
  using S = const Session&;
  static const std::map<std::string, Maker> all = {
      {"addTrack", [](A a, S) { return addTrack(a.track()); }},
      {"removeTrack", [](A a, S) { return removeTrack(a.place()); }},
      {"moveTrack", [](A a, S) { return moveTrack(a.place(), a.place()); }},
      {"setTrackTitle", [](A a, S) { return setTrackTitle(a.place(), a.text()); }},
      {"setTrackArtist", [](A a, S) { return setTrackArtist(a.place(), a.text()); }},
      {"setTrackIsrc", [](A a, S) { return setTrackIsrc(a.place(), a.text()); }},
      {"setTrackGain", [](A a, S) { return setTrackGain(a.place(), {a.number()}); }},
      {"setTrackGap", [](A a, S) { return setTrackGap(a.place(), {a.number()}); }},
      {"muteTrack", [](A a, S) { return muteTrack(a.place(), a.flag()); }},
      {"addMarker",
       [](A a, S) {
         return addMarker(a.place(), {a.count(), a.count(), a.text()});
       }},
      {"removeMarker", [](A a, S) { return removeMarker(a.place(), a.place()); }},
      {"addRegion", [](A a, S) { return addRegion(a.place(), a.region()); }},
      {"removeRegion", [](A a, S) { return removeRegion(a.place(), a.place()); }},
      {"splitRegion", [](A a, S) { return splitRegion(a.place(), a.place(), a.count()); }},
      {"trimTrack", [](A a, S) { return trimTrack(a.place(), a.count(), a.count()); }},
      {"fadeTrackIn", [](A a, S) { return fadeTrackIn(a.place(), a.fade()); }},
      {"fadeTrackOut", [](A a, S) { return fadeTrackOut(a.place(), a.fade()); }},
      {"insertStage", [](A a, S) { return insertStage(a.chain(), a.place(), a.stage()); }},
      {"removeStage", [](A a, S) { return removeStage(a.chain(), a.place()); }},
      {"moveStage", [](A a, S) { return moveStage(a.chain(), a.place(), a.place()); }},
      {"bypassStage", [](A a, S) { return bypassStage(a.chain(), a.place(), a.flag()); }},
      {"setParameter",
       [](A a, S s) {
         const std::size_t stage = a.below(s.masterChain.stages.size() + 1);
         if (stage == s.masterChain.stages.size()) return setParameter(a.chain(), a.place(), a.text(), a.text());
         const auto& parameters = s.masterChain.stages[stage].settings.type().parameters;
         return setParameter({}, stage, parameters[a.below(parameters.size())].id,
                             a.flag() ? a.text() : std::to_string(a.number()));
       }},
      {"setStageRange",
       [](A a, S) {
         return setStageRange(a.chain(), a.place(),
                              a.flag() ? std::nullopt : std::optional(StageRange{{a.number()}, {a.number()}}));
       }},
      {"listenToRemoved", [](A a, S) { return listenToRemoved(a.chain(), a.place(), a.flag()); }},
      {"setChain", [](A a, S) { return setChain(a.chain(), a.stages()); }},
      {"setDelivery", [](A a, S) { return setDelivery(a.delivery()); }},
      {"setSessionName", [](A a, S) { return setSessionName(a.text()); }},
      {"setSessionRate", [](A a, S) { return setSessionRate(a.integer()); }},
      {"relinkSource",
       [](A a, S s) {
         const auto sources = sourcesOf(s);
         const AudioSource from = sources.empty() ? *a.source() : *sources[a.below(sources.size())];
         AudioSource to = from;
         to.path = a.flag() ? kAlbum / a.text() : std::filesystem::path(a.text());
         if (a.below(4) == 0) to.frames = a.count();
         return relinkSource(from, std::make_shared<AudioSource>(to));
       }},
      {"relinkSources",
       [](A a, S s) {
         std::vector<std::pair<SourcePtr, SourcePtr>> moves;
         for (const SourcePtr& from : sourcesOf(s)) {
           AudioSource to = *from;
           to.path = kAlbum / "moved" / a.text();
           moves.emplace_back(from, std::make_shared<AudioSource>(to));
         }
         return relinkSources(std::move(moves));
       }},
      {"addSpectralEdit", [](A a, S) { return addSpectralEdit(a.place(), a.spectral()); }},
      {"removeSpectralEdit", [](A a, S) { return removeSpectralEdit(a.place(), a.place()); }},
      {"moveSpectralEdit", [](A a, S) { return moveSpectralEdit(a.place(), a.place(), a.place()); }},
      {"switchSpectralEdit", [](A a, S) { return switchSpectralEdit(a.place(), a.place(), a.flag()); }},
      {"changeSpectralEdit", [](A a, S) { return changeSpectralEdit(a.place(), a.place(), a.spectral()); }},
  };
  return all;
}

/// Tracks of two rates with something of everything.
History fullHistory(Absurd& a) {
  History history = twoTracks(a.one({44100, 48000, 96000}), a.one({8000, 44100, 48000, 192000}));
  history.apply(setChain({}, findPreset("loud").chain));
  history.apply(insertStage({0}, 0, Stage{GainSettings{-3.0_dB}}));
  history.apply(addMarker(0, {100, 0, "Chorus"}));
  history.apply(splitRegion(1, 0, 1000));
  history.apply(addSpectralEdit(0, {Mask{{{RectangleShape{{1.0_s, 2.0_s}, {100_Hz, 200_Hz}}}}},
                                    Settings(*spectralOperators().front().settings)}));
  return history;
}

/// Applies an edit; false when it is refused, which must leave all as it was.
bool accepts(History& history, const Edit& edit) {
  const History before = history;
  try {
    history.apply(edit);
    return true;
  } catch (const Error& error) {
    EXPECT_STRNE(error.what(), "");
    EXPECT_EQ(history, before);
    return false;
  }
}

TEST(EditTable, HoldsEveryEditOfTheSession) {
  std::set<std::string> declared, known;
  for (const auto& [name, make] : table()) known.insert(name);
  const std::regex declaration("(^|\\n)Edit (\\w+)\\(");
  for (const auto& entry : std::filesystem::directory_iterator(sourceFolder() / "core/session")) {
    if (entry.path().extension() != ".h") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    const std::string header = text.str();
    for (auto match = std::sregex_iterator(header.begin(), header.end(), declaration); match != std::sregex_iterator();
         ++match)
      declared.insert((*match)[2]);
  }
  EXPECT_EQ(known, declared);
}

TEST(EveryEdit, ThatIsAcceptedIsSavedOpenedAndUndone) {
  const unsigned seed = 20261130;
  std::map<std::string, int> accepted;
  for (const auto& [name, make] : table())
    for (unsigned round = 0; round < 100; ++round) {
      SCOPED_TRACE(name + ", round " + std::to_string(round) + ", seed " + std::to_string(seed));
      Absurd absurd(seed + round);
      History history = fullHistory(absurd);
      const Session before = history.session();
      if (!accepts(history, make(absurd, history.session()))) continue;
      ++accepted[name];
      std::optional<History> opened;
      ASSERT_NO_THROW(opened = again(history));
      ASSERT_EQ(*opened, history);
      if (opened->session() == before) continue;
      opened->undo();
      ASSERT_EQ(opened->session(), before);
    }
  for (const auto& [name, make] : table())
    EXPECT_GT(accepted[name], 0) << name << " is never accepted: nothing is shown";
}

TEST(EveryEdit, OneAfterTheOtherLeavesAHistoryThatIsOpened) {
  for (unsigned seed = 1; seed <= 25; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Absurd absurd(seed);
    History history;
    for (int step = 0; step < 60; ++step) {
      auto edit = table().begin();
      std::advance(edit, static_cast<std::ptrdiff_t>(absurd.below(table().size())));
      accepts(history, absurd.below(4) == 0 ? table().at("addTrack")(absurd, history.session())
                                            : edit->second(absurd, history.session()));
      if (absurd.below(5) == 0) history.undo();
    }
    const History opened = again(history);
    ASSERT_EQ(opened, history);
    ASSERT_EQ(historyToText(opened, kAlbum), historyToText(history, kAlbum));
    for (std::size_t i = 0; i < opened.steps().size(); ++i)
      EXPECT_NO_THROW(again(History(opened.steps()[i].state.session()))) << opened.steps()[i].name;
  }
}

TEST(Edits, AddTracksAtTheEndAndMoveThem) {
  Session session = twoTracks(48000, 48000).session();
  session = addTrack(wholeTrack(madeSource("c.wav", 48000, 10), 48000)).apply(session);
  ASSERT_EQ(session.tracks.size(), 3u);
  EXPECT_EQ(session.tracks[2].title, "c");
  session = moveTrack(2, 0).apply(session);
  EXPECT_EQ(session.tracks[0].title, "c");
  EXPECT_EQ(session.tracks[1].title, "1");
  EXPECT_EQ(removeTrack(0).apply(session), twoTracks(48000, 48000).session());
}

TEST(Edits, KeepMarkersInTheOrderOfTime) {
  Session session = twoTracks(48000, 48000).session();
  for (const std::uint64_t frame : {300u, 100u, 200u}) session = addMarker(0, {frame, 0, ""}).apply(session);
  EXPECT_EQ(session.tracks[0].markers, (std::vector<Marker>{{100, 0, ""}, {200, 0, ""}, {300, 0, ""}}));
  EXPECT_EQ(removeMarker(0, 1).apply(session).tracks[0].markers[1].frame, 300u);
}

TEST(Edits, SplitARegionIntoTwoThatPlayTheSame) {
  Session session = twoTracks(48000, 48000).session();
  session = fadeTrackIn(0, {10, FadeCurve::Linear}).apply(session);
  session = fadeTrackOut(0, {20, FadeCurve::SCurve}).apply(session);
  session = splitRegion(0, 0, 100).apply(session);
  const auto& regions = session.tracks[0].regions;
  ASSERT_EQ(regions.size(), 2u);
  EXPECT_EQ(regions[0].length, 100u);
  EXPECT_EQ(regions[1].start, 100u);
  EXPECT_EQ(regions[1].position, 100u);
  EXPECT_EQ(regions[0].length + regions[1].length, 480000u);
  EXPECT_EQ(regions[0].fadeIn.length, 10u);
  EXPECT_EQ(regions[0].fadeOut.length, 0u);
  EXPECT_EQ(regions[1].fadeIn.length, 0u);
  EXPECT_EQ(regions[1].fadeOut, (Fade{20, FadeCurve::SCurve}));
}

TEST(Edits, TrimWhatIsPlacedOnTheTrackWithIt) {
  Session session = twoTracks(48000, 48000).session();
  for (const std::uint64_t frame : {100u, 48000u, 470000u}) session = addMarker(0, {frame, 0, ""}).apply(session);
  Stage stage{GainSettings{}};
  stage.range = StageRange{0.5_s, 2.0_s};
  session = insertStage({0}, 0, stage).apply(session);
  session = trimTrack(0, 48000, 96000).apply(session);
  EXPECT_EQ(session.tracks[0].length(), 48000u);
  EXPECT_EQ(session.tracks[0].regions[0].start, 48000u);
  EXPECT_EQ(session.tracks[0].regions[0].position, 0u);
  EXPECT_EQ(session.tracks[0].markers, (std::vector<Marker>{{0, 0, ""}}));
  EXPECT_EQ(session.tracks[0].chain.stages[0].range, (StageRange{0.0_s, 1.0_s}));
}

TEST(Edits, FadeTheFirstAndTheLastRegionInTime) {
  Session session = twoTracks(48000, 48000).session();
  session = splitRegion(0, 0, 100).apply(session);
  std::swap(session.tracks[0].regions[0], session.tracks[0].regions[1]);
  session = fadeTrackOut(0, {7}).apply(fadeTrackIn(0, {5}).apply(session));
  EXPECT_EQ(session.tracks[0].regions[1].fadeIn.length, 5u);
  EXPECT_EQ(session.tracks[0].regions[0].fadeOut.length, 7u);
}

TEST(Edits, ThatAreRefusedSayWhatThereIs) {
  const Session session = twoTracks(48000, 48000).session();
  try {
    (void)removeTrack(2).apply(session);
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "there is no track 3; there are 2");
  }
}

}  // namespace
}  // namespace lathe::test
