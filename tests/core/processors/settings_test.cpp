// Settings by id: text with units, ranges, and errors that name what is wrong.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/audio/error.h"
#include "core/processors/gain.h"
#include "core/processors/resample_settings.h"
#include "core/spectral/operators.h"
#include "core/stages/registry.h"

namespace lathe {
namespace {

using ::testing::HasSubstr;

TEST(Settings, ReadNumbersWithOrWithoutTheirUnit) {
  Settings settings = GainSettings{};
  settings.setText("gain", "-1.5 dB");
  EXPECT_EQ(settings.as<GainSettings>().gain, -1.5_dB);
  settings.setText("balance", "25%");
  EXPECT_EQ(settings.as<GainSettings>().balance, 0.25);
  settings.setText("invert", "on");
  EXPECT_EQ(settings.text("invert"), "on");
}

TEST(Settings, TakeAChoiceByTheNameThatIsShownToo) {
  std::vector<const SettingsType*> types = {&ResampleSettings::type()};
  for (const ProcessorType& type : processorTypes()) types.push_back(type.settings);
  for (const SpectralOperator& op : spectralOperators()) types.push_back(op.settings);
  for (const SettingsType* type : types)
    for (const Parameter& p : type->parameters)
      for (const Choice& choice : p.choices) {
        Settings byId(*type), byName(*type);
        byId.setText(p.id, choice.id);
        byName.setText(p.id, choice.name);
        EXPECT_EQ(byId, byName) << type->id << "." << p.id << "=" << choice.name;
      }
}

TEST(Settings, NameTheParametersThatThereAreWhenOneIsUnknown) {
  for (const ProcessorType& type : processorTypes()) try {
      Settings(*type.settings).setText("no-such-thing", "1");
      ADD_FAILURE() << type.settings->id;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::NotFound);
      for (const Parameter& p : type.settings->parameters) EXPECT_THAT(error.what(), HasSubstr(p.id));
    }
}

TEST(Settings, CompareByValue) {
  Settings a = GainSettings{}, b = GainSettings{};
  EXPECT_EQ(a, b);
  b.set("gain", 3);
  EXPECT_FALSE(a == b);
}

TEST(Settings, SayWhatIsWrongWithAValue) {
  Settings settings = GainSettings{};
  try {
    settings.set("gain", 1000);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::Invalid);
    EXPECT_THAT(error.what(), HasSubstr("gain.gain = 1000"));
  }
  EXPECT_THROW(settings.set("loudness", 1), Error);
  EXPECT_THROW(settings.setText("gain", "loud"), Error);
  EXPECT_THROW(settings.setText("invert", "maybe"), Error);
  EXPECT_EQ(settings, Settings(GainSettings{})) << "a refused value must leave the settings as they were";
}

}  // namespace
}  // namespace lathe
