// Pictures of stages: dragged and typed at they change settings as their form does, and they show what is.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <cmath>
#include <random>

#include "core/audio/audio_clip.h"
#include "core/processors/compressor_curve.h"
#include "core/processors/eq.h"
#include "core/processors/limiter.h"
#include "core/restoration/denoise/denoise_learn.h"
#include "core/session/edits.h"
#include "core/stages/registry.h"
#include "gui/panels/chain_panel.h"
#include "gui/pictures/compressor_picture.h"
#include "gui/pictures/denoise_picture.h"
#include "gui/pictures/eq_picture.h"
#include "gui/pictures/limiter_picture.h"
#include "gui/pictures/reverb_picture.h"
#include "gui/widgets/settings_form.h"
#include "tests/gui/window_fixture.h"

namespace lathe::gui {
namespace {

class PicturesTest : public WindowTest {
 protected:
  template <class Picture>
  Picture* add(const char* type) {
    openMix();
    window_->chainPanel().addStage(*processorType(type).settings);
    return window_->chainPanel().findChild<Picture*>();
  }
  const Settings& stage() { return document().track().chain.stages.front().settings; }
  std::size_t steps() { return document().history().steps().size(); }
  void dragBy(QWidget& widget, QPointF from, QPointF by) {
    const QPointF size(widget.width(), widget.height());
    drag(widget, {from.x() / size.x(), from.y() / size.y()},
         {(from.x() + by.x()) / size.x(), (from.y() + by.y()) / size.y()});
  }
};

TEST_F(PicturesTest, ANodeOfTheEqualiserIsDraggedInOneStep) {
  auto* picture = add<EqPicture>("eq");
  ASSERT_TRUE(picture);
  const std::size_t before = steps();
  const EqBand band = stage().as<EqSettings>().bands[3];
  const QPointF node = picture->nodeOf(3);
  dragBy(*picture, node, {30, -20});
  const EqBand& after = stage().as<EqSettings>().bands[3];
  EXPECT_EQ(picture->currentBand(), 3);
  EXPECT_GT(after.frequency.value, band.frequency.value * 1.2);
  EXPECT_GT(after.gain.value, 1);
  EXPECT_EQ(steps(), before + 1);
  // The node lies where it was put.
  EXPECT_NEAR(picture->nodeOf(3).x(), node.x() + 30, 1.5);
  EXPECT_NEAR(picture->nodeOf(3).y(), node.y() - 20, 1.5);
  key(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(stage().as<EqSettings>().bands[3], band);
  EXPECT_EQ(picture->settings(), stage());
}

TEST_F(PicturesTest, KeysMoveTheCurrentBand) {
  auto* picture = add<EqPicture>("eq");
  ASSERT_TRUE(picture);
  picture->setFocus();
  QTest::keyClick(picture, Qt::Key_PageDown);
  ASSERT_EQ(picture->currentBand(), 1);
  QTest::keyClick(picture, Qt::Key_Up);
  QTest::keyClick(picture, Qt::Key_Up, Qt::ShiftModifier);
  EXPECT_NEAR(stage().get("band2.gain"), 0.6, 1e-9);
  const double hertz = stage().get("band2.frequency");
  QTest::keyClick(picture, Qt::Key_Right);
  EXPECT_NEAR(stage().get("band2.frequency"), hertz * std::pow(2, 1.0 / 12), 0.01);
  const double q = stage().get("band2.q");
  QTest::keyClick(picture, Qt::Key_Up, Qt::ControlModifier);
  EXPECT_GT(stage().get("band2.q"), q * 1.1);
  EXPECT_TRUE(picture->accessibleDescription().contains(QStringLiteral("2")));
  QTest::keyClick(picture, Qt::Key_Return);
  EXPECT_EQ(stage().get("band2.enabled"), 0);
}

TEST_F(PicturesTest, TheCompressorsPointSetsThresholdAndRatio) {
  auto* picture = add<CompressorPicture>("compressor");
  ASSERT_TRUE(picture);
  const auto before = stage().as<CompressorSettings>();
  const double tenDecibels = picture->xOfLevel(-20) - picture->xOfLevel(-30);
  dragBy(*picture, picture->node(), {-tenDecibels, 40});
  const auto& after = stage().as<CompressorSettings>();
  EXPECT_NEAR(after.threshold.value, before.threshold.value - 10, 0.6);
  EXPECT_NEAR(after.ratio, before.ratio * 2, 0.15);
  picture->setFocus();
  QTest::keyClick(picture, Qt::Key_Right);
  EXPECT_NEAR(stage().get("threshold"), before.threshold.value - 9, 0.6);
}

TEST_F(PicturesTest, APictureAndItsFormShowTheSame) {
  auto* picture = add<CompressorPicture>("compressor");
  ASSERT_TRUE(picture);
  document().apply(setParameter({0}, 0, "threshold", "-33"));
  EXPECT_EQ(picture->settings().get("threshold"), -33);
  EXPECT_EQ(window_->chainPanel().findChild<SettingsForm*>()->settings().get("threshold"), -33);
}

TEST_F(PicturesTest, TheLimitersHistoryKeepsTenSeconds) {
  LimiterPicture picture{Settings(LimiterSettings{})};
  for (int i = 0; i < 200; ++i)
    picture.add({.reduction = {i % 10 == 0 ? 3.0 : 1.0}, .deepest = 3.0_dB, .activeShare = 1}, 0.1);
  ASSERT_FALSE(picture.history().empty());
  EXPECT_NEAR(picture.history().back().time - picture.history().front().time, 10, 0.25);
  EXPECT_EQ(picture.history().back().reduction, 1);
}

TEST_F(PicturesTest, AReverbShowsItsResponseAndFollowsItsDecay) {
  auto* picture = add<ReverbPicture>("reverb");
  ASSERT_TRUE(picture);
  ASSERT_TRUE(waitUntil([&] { return picture->sketch().has_value(); }));
  const double natural = picture->sketch()->reverberationTime.value;
  EXPECT_GT(natural, 0.2);
  for (const char* decay : {"decay-low", "decay-mid", "decay-high"}) {
    ASSERT_TRUE(stage().type().find(decay)) << decay;
    document().apply(setParameter({0}, 0, decay, "50"));
  }
  EXPECT_TRUE(waitUntil([&] { return picture->sketch()->reverberationTime.value < 0.7 * natural; }));
}

TEST_F(PicturesTest, ANoiseProfileLiesWhereTheMetersShowThatNoise) {
  constexpr int rate = 48000;
  std::mt19937 random(7);
  std::normal_distribution<float> normal(0, 0.01f);
  AudioBuffer noise(1, 4 * rate);
  for (float& x : noise[0]) x = normal(random);
  const auto levels =
      profileLevels(learnProfile(MemoryClip({rate, ChannelLayout::mono()}, std::move(noise)), {{0_s, 4_s}}));
  ASSERT_EQ(levels.size(), static_cast<std::size_t>(MeterFeed::kBands));
  // White noise of variance 1e-4 under a Hann window of 8192: 6 / 8192 of it per bin.
  const double expected = 10 * std::log10(1e-4 * 6 / MeterFeed::kFft);
  for (std::size_t band = 60; band < 230; ++band) EXPECT_NEAR(levels[band], expected, 1.5) << band;
}

TEST_F(PicturesTest, StagesWithoutAPictureHaveTheirFormAlone) {
  openMix();
  window_->chainPanel().addStage(*processorType("gain").settings);
  EXPECT_FALSE(window_->chainPanel().findChild<StagePicture*>());
  EXPECT_TRUE(window_->chainPanel().findChild<SettingsForm*>());
}

}  // namespace
}  // namespace lathe::gui
