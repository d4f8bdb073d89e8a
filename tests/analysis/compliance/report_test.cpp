// Reports of verdicts: JSON by its schema and as before, CSV that spreadsheets read, HTML that needs nothing else.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "analysis/compliance/spec_json.h"
#include "analysis/compliance/spec_library.h"
#include "analysis/report/report_csv.h"
#include "analysis/report/report_html.h"
#include "analysis/report/svg_plot.h"
#include "analysis/report/verdict_report.h"
#include "tests/support/evidence.h"
#include "tests/support/golden.h"
#include "tests/support/json_schema.h"

namespace lathe::analysis {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

CheckedSignal checked(const std::string& name, const std::vector<std::string>& ids, double level = -20) {
  std::vector<Spec> specs;
  for (const std::string& id : ids) specs.push_back(findSpec(id));
  CheckedSignal signal;
  signal.name = name;
  AudioBuffer samples = test::render(test::SteppedTone(48000, {{2, level - 10}, {4, level}, {2, level - 10}}), 2);
  test::addPulse(samples[1], 240000, 0.95);
  signal.evidence = test::evidenceOf(std::move(samples), 48000, wantedFor(specs));
  for (const Spec& spec : specs) signal.verdicts.push_back(judge(spec, signal.evidence));
  return signal;
}

TEST(ComplianceJson, IsAsItsSchemaSays) {
  const json schema = test::schemaNamed("compliance-1.json");
  std::vector<std::string> all;
  for (const Spec& spec : builtinSpecs()) all.push_back(spec.id);
  const CheckedSignal files[] = {checked("a.wav", all), checked("b.wav", {"spotify"})};
  const FailedFile failures[] = {{"c.wav", "no such file"}};
  json report = json::parse(complianceReport(files, failures));
  EXPECT_EQ(test::fault(report, schema, schema), "");
  const json measurement = test::schemaNamed("measurement-1.json");
  EXPECT_EQ(test::fault(report["files"][0]["measurement"], measurement["$defs"]["measurement"], measurement), "");
  report["files"][0]["specs"][0].erase("outcome");
  EXPECT_EQ(test::fault(report, schema, schema), "/files/*/specs/*: lacks outcome");
}

TEST(ComplianceJson, IsAsItWas) {
  CheckedSignal signal = checked("tone.wav", {"ebu-r128", "spotify"});
  json report = json::parse(complianceReport(std::span(&signal, 1), {}));
  report["files"][0].erase("measurement");  // has tests of its own
  test::expectGolden("compliance/tone.json", report.dump(2) + "\n");
}

TEST(ComplianceText, IsAsItWas) {
  test::expectGolden("compliance/tone.txt", verdictText(checked("tone.wav", {"ebu-r128", "spotify", "cd"})));
}

TEST(SpecSchema, HoldsEveryBuiltinSpec) {
  const json schema = test::schemaNamed("spec-1.json");
  for (const Spec& spec : builtinSpecs())
    EXPECT_EQ(test::fault(json::parse(specToText(spec)), schema, schema), "") << spec.id;
}

TEST(ComplianceCsv, HasARowPerRuleAndQuotesWhatItMust) {
  const CheckedSignal file = checked("a \"b\", c.wav", {"ebu-r128"});
  const FailedFile failures[] = {{"=cmd()", "no, it failed"}};
  const std::string csv = csvReport(std::span(&file, 1), failures);
  EXPECT_THAT(csv, HasSubstr("\"a \"\"b\"\", c.wav\",,ebu-r128,integrated,fail,"));
  EXPECT_THAT(csv, HasSubstr("'=cmd(),,,,,,,,,,,,,\"no, it failed\"\r\n"));
  EXPECT_EQ(std::ranges::count(csv, '\n'), 1 + std::ssize(file.verdicts[0].rules) + 1);
  const CheckedSignal plain = checked("p.wav", {});
  EXPECT_THAT(csvReport(std::span(&plain, 1), {}), HasSubstr("p.wav,,48000,2,8.000,-2"));
}

TEST(ComplianceHtml, NeedsNothingFromOutsideAndEscapesNames) {
  const CheckedSignal files[] = {checked("<script>alert('x')</script>&.wav", {"ebu-r128", "spotify"}),
                                 checked("caf\xe9.wav", {})};
  const FailedFile failures[] = {{"<b>.wav", "'<b>.wav' is damaged"}};
  const std::string html = htmlReport(files, failures);
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;.wav"));
  EXPECT_THAT(html, Not(HasSubstr("http://")));
  EXPECT_THAT(html, Not(HasSubstr("https://")));
  EXPECT_THAT(html, Not(HasSubstr("url(")));
  EXPECT_THAT(html, Not(HasSubstr("src=")));
  EXPECT_THAT(html, HasSubstr("prefers-color-scheme: dark"));
  EXPECT_THAT(html, HasSubstr("class=\"broken\""));
  EXPECT_THAT(html, HasSubstr("class=\"over\""));
  EXPECT_THAT(html, Not(HasSubstr("nan")));
  EXPECT_THAT(html, Not(HasSubstr("inf\"")));
  EXPECT_EQ(html.find('\xe9'), std::string::npos) << "what is not UTF-8 is replaced";
}

/// Every element is closed in its order.
std::string faultInTags(const std::string& html) {
  std::vector<std::string> open;
  // By hand: the standard library's expressions recurse once for each character of a long element.
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const std::size_t end = html.find('>', at);
    if (end == std::string::npos) return "an element without its end";
    const bool closes = html[at + 1] == '/';
    const std::size_t from = at + (closes ? 2 : 1);
    const std::string name =
        html.substr(from, html.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789", from) - from);
    if (name.empty() || name == "meta" || name == "br" || html[end - 1] == '/') continue;
    if (!closes) {
      open.push_back(name);
    } else {
      if (open.empty() || open.back() != name)
        return "</" + name + "> closes " + (open.empty() ? "nothing" : open.back());
      open.pop_back();
    }
  }
  return open.empty() ? "" : open.back() + " is not closed";
}

TEST(ComplianceHtml, ClosesWhatItOpens) {
  const CheckedSignal files[] = {checked("a.wav", {"ebu-r128", "acx", "vinyl"}), checked("b.wav", {"youtube"}, -50)};
  const FailedFile failures[] = {{"c.wav", "no"}};
  EXPECT_EQ(faultInTags(htmlReport(files, failures)), "");
}

TEST(ComplianceHtml, StandsSilenceAndShortSignals) {
  CheckedSignal silent;
  silent.name = "silent.wav";
  silent.evidence = test::evidenceOf(AudioBuffer(2, 48000), 48000);
  silent.verdicts.push_back(judge(findSpec("ebu-r128"), silent.evidence));
  CheckedSignal empty;
  empty.name = "empty.wav";
  empty.evidence = test::evidenceOf(AudioBuffer(1, 0), 48000);
  const CheckedSignal files[] = {silent, empty};
  const std::string html = htmlReport(files, {});
  EXPECT_EQ(faultInTags(html), "");
  EXPECT_THAT(html, Not(HasSubstr("nan")));
}

TEST(Escaping, LeavesWholeUtf8AndReplacesTheRest) {
  EXPECT_EQ(escaped("Überlänge 長い"), "Überlänge 長い");
  EXPECT_EQ(escaped("a\x01\xff"
                    "b\xc3"),
            "a\uFFFD\uFFFDb\uFFFD");
}

}  // namespace
}  // namespace lathe::analysis
