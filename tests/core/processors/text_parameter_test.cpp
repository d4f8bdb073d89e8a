// Text among the settings: set, compared, refused.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gtest/gtest.h>

#include "core/audio/error.h"
#include "core/processors/settings.h"

namespace lathe {
namespace {

struct RoomSettings {
  std::string room = "hall";
  Decibels gain = 0.0_dB;

  static const SettingsType& type() {
    static const SettingsType type = describe<RoomSettings>(
        "room", "Room", "A room.",
        {bind<RoomSettings>(&RoomSettings::gain, {"gain", "Gain", Unit::Decibels, -20, 20, "Gain."})},
        {bindText<RoomSettings>(&RoomSettings::room, {.id = "room",
                                                      .name = "Room",
                                                      .kind = TextParameter::Kind::InputFile,
                                                      .text = "Which room.",
                                                      .form = "a file or a name",
                                                      .check = [](const std::string& text) {
                                                        if (text == "sea")
                                                          throw Error(ErrorKind::Invalid, "is no room");
                                                      }})});
    return type;
  }
};

TEST(TextParameter, IsSetAndReadByItsId) {
  Settings settings(RoomSettings{});
  EXPECT_EQ(settings.text("room"), "hall");
  settings.setText("room",
                   "Gro\xC3\x9F"
                   "e Halle.wav");
  EXPECT_EQ(settings.as<RoomSettings>().room,
            "Gro\xC3\x9F"
            "e Halle.wav");
  EXPECT_EQ(settings.text("gain"), "0");
}

TEST(TextParameter, CountsWhenSettingsAreCompared) {
  Settings a(RoomSettings{}), b(RoomSettings{});
  EXPECT_TRUE(a == b);
  b.setText("room", "plate");
  EXPECT_FALSE(a == b);
}

TEST(TextParameter, RefusesWhatIsNoTextAndWhatMakesNoSense) {
  Settings settings(RoomSettings{});
  for (const std::string bad :
       {"\xFF.wav", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "cut\xC3", "two\nlines", "sea"})
    EXPECT_THROW(settings.setText("room", bad), Error) << bad;
  EXPECT_THROW(settings.setText("room", std::string(5000, 'a')), Error);
  EXPECT_THROW(settings.set("room", 1), Error);
  EXPECT_THROW(settings.get("room"), Error);
  EXPECT_EQ(settings.text("room"), "hall") << "as it was";
}

}  // namespace
}  // namespace lathe
