// Specifications as files: what is read, what is refused and with which words, and what the builtin ones keep to.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "analysis/compliance/spec_json.h"
#include "analysis/compliance/spec_library.h"
#include "core/audio/error.h"
#include "core/render/coded_clip.h"
#include "tests/support/temporary_folder.h"

namespace lathe::analysis {
namespace {

using ::testing::HasSubstr;

std::string specWith(const std::string& rules, const std::string& more = "") {
  return R"({"format": "lathe-spec", "version": 1, "id": "mine", "name": "Mine", )" + more + R"("rules": [)" + rules +
         "]}";
}

std::string refusal(const std::string& text) {
  try {
    specFromText(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(Spec, IsReadWithAllThatItHas) {
  const Spec spec = specFromText(specWith(R"(
      {"measure": "integrated", "target": -16, "tolerance": 1, "when": {"channels_from": 2, "duration_below_s": 60}, "note": "n"},
      {"measure": "true_peak", "max": -1, "severity": "advised"},
      {"measure": "codec", "one_of": ["WAV", "FLAC"]},
      {"any_of": [{"measure": "dialogue", "min": -28, "max": -23}, {"measure": "integrated", "target": -23}]})",
                                          R"("source": "us", "date": "2026", "standing": "primary",)"));
  ASSERT_EQ(spec.rules.size(), 4u);
  EXPECT_EQ(spec.rules[0].target, -16);
  EXPECT_EQ(spec.rules[0].when.channelsFrom, 2);
  EXPECT_EQ(spec.rules[1].severity, Severity::Advised);
  EXPECT_EQ(spec.rules[2].words, (std::vector<std::string>{"WAV", "FLAC"}));
  EXPECT_EQ(limitText(spec.rules[3]), "Dialogue loudness -28.0 to -23.0 LUFS or Integrated loudness -23.0 LUFS");
  EXPECT_EQ(specFromText(specToText(spec)), spec);
}

TEST(Spec, RefusesWhatIsWrongAndSaysWhere) {
  EXPECT_THAT(refusal("{\n  \"format\": \"lathe-spec\",\n  oops\n}"), HasSubstr("line 3, column 3"));
  EXPECT_THAT(refusal("[]"), HasSubstr("it should be an object"));
  EXPECT_THAT(refusal("{}"), HasSubstr("not a specification"));
  EXPECT_THAT(refusal(R"({"format": "lathe-spec", "version": 2})"), HasSubstr("newer version"));
  const auto rule = [](const std::string& text) {
    return refusal(specWith(R"({"measure": "true_peak", "max": -1}, )" + text));
  };
  EXPECT_EQ(rule(R"({"measure": "true_peek", "max": -1})").substr(0, 44),
            "rules[1].measure should be not 'true_peek' b");
  EXPECT_THAT(rule(R"({"measure": "true_peak", "max": "-1"})"), HasSubstr("rules[1].max should be a number"));
  EXPECT_THAT(rule(R"({"measure": "true_peak", "maximum": -1})"), HasSubstr("rules[1] has no limit"));
  EXPECT_THAT(rule(R"({"measure": "true_peak", "max": -1, "tolerence": 1})"),
              HasSubstr("rules[1].tolerence means nothing here"));
  EXPECT_THAT(rule(R"({"measure": "true_peak", "max": -1, "target": -1})"),
              HasSubstr("rules[1] has more than one kind of limit"));
  EXPECT_THAT(rule(R"({"measure": "rms", "min": -18, "max": -23})"), HasSubstr("rules[1] has a min above its max"));
  EXPECT_THAT(rule(R"({"measure": "codec", "one_of": [1]})"), HasSubstr("rules[1].one_of[0] should be a word"));
  EXPECT_THAT(rule(R"({"measure": "bits", "one_of": []})"), HasSubstr("rules[1].one_of should be a list"));
  EXPECT_THAT(rule(R"({"measure": "rms", "max": 1, "severity": "fatal"})"),
              HasSubstr("rules[1].severity should be one of required"));
  EXPECT_THAT(rule(R"({"measure": "rms", "max": 1, "when": {"chanels": 1}})"),
              HasSubstr("rules[1].when.chanels means nothing here"));
  EXPECT_THAT(rule(R"({"any_of": [{"measure": "rms"}]})"), HasSubstr("rules[1].any_of[0] has no limit"));
  EXPECT_THAT(refusal(specWith("")), HasSubstr("rules should be a list of at least one rule"));
  EXPECT_THAT(refusal(R"({"format": "lathe-spec", "version": 1, "id": "Not Good", "name": "x"})"),
              HasSubstr("id should be"));
}

TEST(Spec, NamesTheFileThatIsWrong) {
  testing::TemporaryFolder folder;
  testing::writeBytes(folder / "bad.json", "{");
  try {
    loadSpec(folder / "bad.json");
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr((folder / "bad.json").string()));
    EXPECT_THAT(error.what(), HasSubstr("line 1"));
  }
}

TEST(BuitinSpecs, AreAllThatWereAskedFor) {
  std::set<std::string> ids;
  for (const Spec& spec : builtinSpecs()) ids.insert(spec.id);
  EXPECT_EQ(ids.size(), builtinSpecs().size());
  for (const char* id : {"ebu-r128",
                         "ebu-r128-s1",
                         "ebu-r128-s2",
                         "ebu-r128-s3",
                         "ebu-r128-s4",
                         "atsc-a85",
                         "arib-tr-b32",
                         "op-59",
                         "aes77",
                         "aes-td1008-music",
                         "netflix",
                         "cinema-trailer",
                         "cinema-commercial",
                         "acx",
                         "podcast",
                         "spotify",
                         "apple-music",
                         "youtube",
                         "amazon-music",
                         "tidal",
                         "deezer",
                         "cd",
                         "vinyl"})
    EXPECT_TRUE(ids.contains(id)) << id;
}

TEST(BuiltinSpecs, SayWhereTheyComeFromAndNeverDemandWhatIsNotConfirmed) {
  for (const Spec& spec : builtinSpecs()) {
    EXPECT_FALSE(spec.source.empty()) << spec.id;
    EXPECT_FALSE(spec.date.empty()) << spec.id;
    EXPECT_FALSE(spec.text.empty()) << spec.id;
    EXPECT_EQ(specFromText(specToText(spec)), spec);
    if (!spec.after.empty()) {
      EXPECT_NO_THROW(parseCodec(spec.after)) << spec.id;
    }
    for (const Rule& rule : spec.rules)
      if (spec.standing == Standing::Unconfirmed || rule.note.find("not confirmed.") != std::string::npos) {
        const bool isOnlyTolerance = rule.note.find("tolerance is not confirmed") != std::string::npos;
        EXPECT_TRUE(rule.severity != Severity::Required || isOnlyTolerance) << spec.id;
      }
  }
}

}  // namespace
}  // namespace lathe::analysis
