// Text tables and JSON of measurements; the JSON against its schema.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "analysis/report/report_json.h"
#include "analysis/report/report_text.h"
#include "analysis/text/time_text.h"
#include "tests/support/ebu_signals.h"
#include "tests/support/json_schema.h"
#include "tests/support/places.h"

namespace lathe::analysis {
namespace {

using nlohmann::json;
using test::fault;
using testing::HasSubstr;

std::vector<NamedMeasurement> someMeasurements() {
  AudioBuffer hot = test::sine(6, 48000, 4, 997, 3);
  for (int c = 0; c < 6; ++c)
    for (float& x : hot[c]) x = std::clamp(x, -1.0f, 1.0f);
  const auto measured = [](std::string name, int rate, AudioBuffer signal) {
    const ChannelLayout layout = ChannelLayout::usual(signal.channels());
    return NamedMeasurement{std::move(name), measureClip(MemoryClip({rate, layout}, std::move(signal)), {}, {},
                                                         {.seriesStep = 0.1_s, .oversAbove = 0.0_dB})};
  };
  return {measured("before.wav", 44100, test::sine(2, 44100, 4, 997, -20)),
          measured("Überlänge.wav", 48000, std::move(hot)), measured("silence.wav", 96000, AudioBuffer(1, 96000)),
          measured("", 8000, AudioBuffer(9, 0))};
}

json schema() {
  std::ifstream file(test::sourceFolder() / "docs/schema/measurement-1.json");
  return json::parse(file);
}

TEST(MeasurementJson, IsAsItsSchemaSays) {
  const json rules = schema();
  json report = json::parse(jsonReport(someMeasurements()));
  EXPECT_EQ(fault(report, rules, rules), "");
  // The check can fail.
  json wrong = report;
  wrong["measurements"][0].erase("integrated_lufs");
  EXPECT_EQ(fault(wrong, rules, rules), "/measurements/*: lacks integrated_lufs");
  wrong = report;
  wrong["measurements"][0]["integrated_lufs"] = "-14";
  EXPECT_EQ(fault(wrong, rules, rules), "/measurements/*/integrated_lufs: wrong type string");
  wrong = report;
  wrong["version"] = 2;
  EXPECT_EQ(fault(wrong, rules, rules), "/version: not the constant");
  wrong = report;
  wrong["measurements"][1]["channels"][0]["clipped"]["more"] = 1;
  EXPECT_EQ(fault(wrong, rules, rules), "/measurements/*/channels/*/clipped: must not have more");
}

TEST(MeasurementJson, SaysWhatWasMeasured) {
  const json report = json::parse(jsonReport(someMeasurements()));
  EXPECT_EQ(report["schema"], "lathe/measurement");
  const json& tone = report["measurements"][0];
  EXPECT_EQ(tone["name"], "before.wav");
  EXPECT_NEAR(tone["integrated_lufs"].get<double>(), -20, 0.01);
  EXPECT_NEAR(tone["true_peak_dbtp"].get<double>(), -20, 0.004);
  EXPECT_EQ(tone["frames"], 176400);
  EXPECT_EQ(tone["layout"], "stereo");
  const json& hot = report["measurements"][1];
  EXPECT_GT(hot["clipped_runs"].get<int>(), 1000);
  EXPECT_EQ(hot["channels"][3]["speaker"], "LFE");
  EXPECT_EQ(hot["channels"][0]["clipped"]["first_frames"].size(), 16u);
  EXPECT_EQ(tone["series"]["momentary_lufs"].size(), 40u);
  EXPECT_TRUE(tone["series"]["momentary_lufs"][2].is_null());
  EXPECT_NEAR(tone["series"]["momentary_lufs"][3].get<double>(), -20, 0.02);
  EXPECT_EQ(tone["overs"]["count"], 0);
  EXPECT_EQ(hot["overs"]["count"], 6) << "one long one in each channel";
  EXPECT_EQ(hot["overs"]["listed"][0]["channel"], 0);
  EXPECT_EQ(tone["short_term_distribution"]["counts"].size(), 1u);
  const json& silence = report["measurements"][2];
  for (const char* key :
       {"integrated_lufs", "true_peak_dbtp", "true_peak_time_s", "sample_peak_dbfs", "correlation", "plr_db"})
    EXPECT_TRUE(silence[key].is_null()) << key;
  EXPECT_EQ(silence["is_silent"], true);
}

TEST(MeasurementJson, SurvivesNamesThatAreNotUtf8) {
  auto measurements = someMeasurements();
  measurements[0].name = "caf\xe9.wav";
  EXPECT_NO_THROW(json::parse(jsonReport(measurements)));
}

TEST(MeasurementText, AlignsItsColumns) {
  const auto measurements = someMeasurements();
  for (const std::string& table : {figureTable(measurements), fileTable(measurements)}) {
    std::istringstream lines(table);
    std::string line, rule;
    std::getline(lines, line);
    std::getline(lines, rule);
    EXPECT_EQ(rule.find_first_not_of('-'), std::string::npos);
    while (std::getline(lines, line)) {
      const auto width = std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; });
      EXPECT_EQ(width, std::ssize(rule)) << line;  // the last column is set to the right
    }
  }
}

TEST(MeasurementText, ShowsTheFigures) {
  const auto measurements = someMeasurements();
  const std::string before = figureTable(std::span(measurements).first(1));
  EXPECT_THAT(before, HasSubstr("Integrated (LUFS)                    -20.00\n"));
  EXPECT_THAT(before, HasSubstr("44100 Hz stereo\n"));
  EXPECT_THAT(before, HasSubstr("Duration                            0:04.00\n"));
  const std::string silence = figureTable(std::span(measurements).subspan(2, 1));
  EXPECT_THAT(silence, HasSubstr("Integrated (LUFS)                   -\n"));
  EXPECT_THAT(silence, testing::Not(HasSubstr("inf")));
  const std::string full = fullText(measurements[1]);
  EXPECT_THAT(full, HasSubstr("\nChannels\n"));
  EXPECT_THAT(full, HasSubstr("\n6 true peaks above 0.00 dBTP\n"));
  EXPECT_THAT(full, HasSubstr("LFE"));
  EXPECT_THAT(full, HasSubstr(std::string(40, '#') + "  100.0\n"));
  EXPECT_THAT(fullText(measurements[2]), HasSubstr("\nNo true peak above 0.00 dBTP\n"));
  EXPECT_EQ(timeText(3723.456_s), "1:02:03.46");
  EXPECT_EQ(timeText(59.999_s), "1:00.00");
}

}  // namespace
}  // namespace lathe::analysis
