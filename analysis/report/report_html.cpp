// The page's style and its parts.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/report/report_html.h"

#include <fmt/format.h>

#include "analysis/report/report_text.h"
#include "analysis/report/svg_plot.h"
#include "analysis/text/time_text.h"
#include "core/audio/number_text.h"

namespace lathe::analysis {
namespace {

constexpr std::string_view kHead = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Lathe report</title>
<style>
:root { color-scheme: light dark; --page: #ffffff; --card: #f6f7f9; --ink: #1b1f24; --soft: #5b6470; --grid: #dfe3e8;
  --short: #1f5fbf; --momentary: #9dbdea; --band: #2f9e5a; --limit: #b35c00; --bad: #c62828; --good: #1e7d43; --warn: #9a6700; }
@media (prefers-color-scheme: dark) { :root { --page: #14171b; --card: #1d2127; --ink: #e6e9ed; --soft: #9aa4b0; --grid: #343a42;
  --short: #7fb0ff; --momentary: #3f5f91; --band: #3fb672; --limit: #e39a4a; --bad: #ff6b6b; --good: #5bc98a; --warn: #e0b341; } }
body { margin: 0 auto; padding: 24px 20px 60px; max-width: 1020px; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
h1 { font-size: 22px; margin: 0 0 12px; } h2 { font-size: 18px; margin: 36px 0 8px; overflow-wrap: anywhere; }
h3 { font-size: 15px; margin: 20px 0 6px; } p { margin: 6px 0; } .soft { color: var(--soft); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; } .wide { overflow-x: auto; }
th, td { padding: 4px 10px 4px 0; text-align: right; vertical-align: top; border-bottom: 1px solid var(--grid); }
th:first-child, td:first-child, td.left, th.left { text-align: left; } th { color: var(--soft); font-weight: 500; }
.tiles { display: flex; flex-wrap: wrap; gap: 8px; margin: 10px 0; }
.tile { background: var(--card); border-radius: 8px; padding: 8px 14px; min-width: 108px; }
.tile b { display: block; font-size: 19px; font-weight: 600; font-variant-numeric: tabular-nums; }
.tile span { color: var(--soft); font-size: 12px; }
.pass { color: var(--good); } .fail { color: var(--bad); } .warning, .undecided { color: var(--warn); } .word { font-weight: 600; }
figure { margin: 14px 0; background: var(--card); border-radius: 8px; padding: 10px; }
figcaption { font-size: 13px; color: var(--soft); margin-bottom: 4px; } .key { margin-left: 14px; white-space: nowrap; }
.key i { display: inline-block; width: 14px; height: 3px; margin-right: 5px; vertical-align: middle; }
svg { display: block; width: 100%; height: auto; }
svg .grid { stroke: var(--grid); stroke-width: 1; } svg .axis { stroke: var(--soft); stroke-width: 1; }
svg text { fill: var(--soft); font-size: 11.5px; } svg .note { fill: var(--ink); font-size: 11.5px; paint-order: stroke; stroke: var(--card); stroke-width: 3px; stroke-linejoin: round; }
svg .momentary { fill: none; stroke: var(--momentary); stroke-width: 1; }
svg .short { fill: none; stroke: var(--short); stroke-width: 1.8; stroke-linejoin: round; }
svg .band { fill: var(--band); fill-opacity: 0.22; } svg .target { stroke: var(--band); stroke-width: 1; }
svg .limit { stroke: var(--limit); stroke-width: 1.2; stroke-dasharray: 6 4; } svg .mark { stroke: var(--ink); stroke-width: 1.2; }
svg .broken { fill: var(--bad); fill-opacity: 0.18; } svg .over { fill: var(--bad); }
svg .bar { fill: var(--short); fill-opacity: 0.75; } svg .peak { fill: var(--short); fill-opacity: 0.6; }
ul { margin: 4px 0 4px 20px; padding: 0; }
@media print { body { max-width: none; } figure { break-inside: avoid; } }
</style>
</head>
<body>
<h1>Lathe report</h1>
)";

std::string_view wordOf(Outcome outcome) {
  return outcome == Outcome::NotMeasured ? std::string_view("undecided") : outcomeText(outcome);
}

std::string tile(const std::string& name, const std::string& value) {
  return fmt::format("<div class=\"tile\"><b>{}</b><span>{}</span></div>\n", escaped(value), escaped(name));
}

template <class Value>
std::string numberText(const std::optional<Value>& value) {
  return value ? fixedText(value->value, 1) : "-";
}

std::string tiles(const Measurement& m) {
  std::string html = "<div class=\"tiles\">\n";
  html += tile("Integrated, LUFS", numberText(m.integrated));
  html += tile("Range, LU", numberText(m.loudnessRange));
  html += tile("Max short-term", m.maxShortTerm ? fixedText(m.maxShortTerm->loudness.value, 1) : "-");
  html += tile("Max momentary", m.maxMomentary ? fixedText(m.maxMomentary->loudness.value, 1) : "-");
  html += tile("True peak, dBTP", m.truePeak ? fixedText(m.truePeak->level.value, 2) : "-");
  html += tile("Peak to loudness, dB", numberText(m.peakToLoudness));
  if (m.dialogue && m.dialogue->loudness)
    html += tile(fmt::format("Dialogue, LUFS ({} %)", fixedText(100 * m.dialogue->share, 0)),
                 fixedText(m.dialogue->loudness->value, 1));
  html += tile("Duration", timeText(m.duration));
  return html + "</div>\n";
}

std::string ruleRow(const RuleVerdict& rule) {
  const bool isJudged = rule.outcome != Outcome::Reported;
  const std::string_view word = rule.outcome == Outcome::NotMeasured ? "undecided" : outcomeText(rule.outcome);
  return fmt::format(
      "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"left\"><span class=\"word "
      "{}\">{}</span>{}</td></tr>\n",
      infoOf(rule.rule.measure).name, escaped(rule.measuredText), isJudged ? escaped(rule.limit) : "",
      rule.margin && isJudged
          ? (*rule.margin > 0 ? "+" : "") + fixedText(*rule.margin, infoOf(rule.rule.measure).decimals)
          : "",
      isJudged ? word : "", isJudged ? escaped(word) : "",
      rule.rule.note.empty() && rule.remark.empty()
          ? ""
          : "<br><span class=\"soft\">" + escaped(rule.rule.note) +
                (rule.rule.note.empty() || rule.remark.empty() ? "" : " ") + escaped(rule.remark) + "</span>");
}

std::string moments(const SpecVerdict& verdict, const Measurement& m) {
  constexpr std::size_t kShown = 12;
  std::string html;
  for (const RuleVerdict& rule : verdict.rules) {
    if (rule.moments.empty() || (rule.outcome != Outcome::Fail && rule.outcome != Outcome::Warning)) continue;
    html += fmt::format("<p>{}</p><ul>\n", infoOf(rule.rule.measure).name);
    for (std::size_t i = 0; i < rule.moments.size() && i < kShown; ++i)
      html += "<li>" + escaped(momentText(rule.moments[i], m, rule.rule.measure)) + "</li>\n";
    if (rule.momentCount > kShown) html += fmt::format("<li>and {} more</li>\n", rule.momentCount - kShown);
    html += "</ul>\n";
  }
  return html.empty() ? "" : "<h3>Moments that broke the rules</h3>\n" + html;
}

std::string specSection(const SpecVerdict& verdict, const Measurement& m) {
  std::string html = fmt::format("<h3>{}: <span class=\"word {}\">{}</span></h3>\n", escaped(verdict.spec.name),
                                 wordOf(verdict.outcome), wordOf(verdict.outcome));
  html +=
      "<div class=\"wide\"><table><tr><th></th><th>measured</th><th>limit</th><th>margin</th><th "
      "class=\"left\"></th></tr>\n";
  for (const RuleVerdict& rule : verdict.rules)
    if (rule.outcome != Outcome::NotApplicable) html += ruleRow(rule);
  html += "</table></div>\n";
  if (!verdict.remedy.text.empty()) html += "<p>To pass: " + escaped(verdict.remedy.text) + "</p>\n";
  for (const PlaybackPrediction& prediction : verdict.playback)
    html += fmt::format("<p><b>{}</b> {}{}</p>\n", escaped(prediction.playback.name), escaped(prediction.text),
                        prediction.playback.note.empty()
                            ? ""
                            : " <span class=\"soft\">" + escaped(prediction.playback.note) + "</span>");
  html += moments(verdict, m);
  if (!verdict.spec.source.empty())
    html +=
        fmt::format("<p class=\"soft\">Source ({}): {}{}</p>\n", standingText(verdict.spec.standing),
                    escaped(verdict.spec.source), verdict.spec.date.empty() ? "" : ", " + escaped(verdict.spec.date));
  return html;
}

std::string key(std::string_view color, std::string_view text) {
  return fmt::format("<span class=\"key\"><i style=\"background:var(--{})\"></i>{}</span>", color, text);
}

std::string figure(const std::string& caption, const std::string& svg) {
  return svg.empty() ? "" : "<figure><figcaption>" + caption + "</figcaption>\n" + svg + "</figure>\n";
}

std::string figurePlots(const Figures& figures) {
  std::string html = figure("Average spectrum, third octaves", spectrumPlot(figures));
  html += figure("Peak to short-term loudness (PSR)", coursePlot(figures.psr, 0, 24, "PSR over time", "dB"));
  html += figure("Correlation", coursePlot(figures.course.correlation, -1, 1, "Correlation over time", ""));
  return html;
}

std::string section(const CheckedSignal& checked) {
  const Measurement& m = checked.evidence.measurement;
  std::string html =
      "<h2>" + escaped(checked.name) + (checked.after.empty() ? "" : " after " + escaped(checked.after)) + "</h2>\n";
  html += fmt::format("<p class=\"soft\">{} Hz, {}</p>\n", m.format.sampleRate, escaped(m.format.layout.name()));
  html += tiles(m);
  const bool hasSpecs = !checked.verdicts.empty();
  html += figure("Loudness over time" + key("short", "short-term") + key("momentary", "momentary") +
                     (hasSpecs ? key("band", "target") + key("limit", "limit") + key("bad", "broken") : ""),
                 loudnessPlot(checked.evidence, checked.verdicts));
  html += figure("Distribution of short-term loudness", distributionPlot(checked.evidence, checked.verdicts));
  html += figure("Sample peaks" + key("limit", "true-peak limit") + key("bad", "true-peak overs"),
                 peakPlot(checked.evidence, checked.verdicts));
  if (checked.figures) html += figurePlots(*checked.figures);
  for (const SpecVerdict& verdict : checked.verdicts) html += specSection(verdict, m);
  if (checked.figures)
    html +=
        "<details><summary>All figures</summary><pre>" + escaped(figuresText(*checked.figures)) + "</pre></details>\n";
  return html;
}

std::string summary(std::span<const CheckedSignal> files, std::span<const FailedFile> failures) {
  if (files.size() + failures.size() < 2) return "";
  std::string html =
      "<div class=\"wide\"><table><tr><th>File</th><th>LUFS</th><th>LRA</th><th>dBTP</th><th "
      "class=\"left\">Specs</th></tr>\n";
  for (const CheckedSignal& checked : files) {
    const Measurement& m = checked.evidence.measurement;
    std::string specs;
    for (const SpecVerdict& verdict : checked.verdicts)
      specs += fmt::format("{}{} <span class=\"word {}\">{}</span>", specs.empty() ? "" : ", ",
                           escaped(verdict.spec.id), wordOf(verdict.outcome), wordOf(verdict.outcome));
    html += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"left\">{}</td></tr>\n",
                        escaped(checked.name + (checked.after.empty() ? "" : " after " + checked.after)),
                        numberText(m.integrated), numberText(m.loudnessRange),
                        m.truePeak ? fixedText(m.truePeak->level.value, 1) : "-", specs);
  }
  for (const FailedFile& failure : failures)
    html += fmt::format("<tr><td>{}</td><td colspan=\"4\" class=\"left fail\">{}</td></tr>\n", escaped(failure.name),
                        escaped(failure.error));
  return html + "</table></div>\n";
}

}  // namespace

std::string htmlReport(std::span<const CheckedSignal> files, std::span<const FailedFile> failures) {
  std::string html(kHead);
  html += summary(files, failures);
  for (const CheckedSignal& checked : files) html += section(checked);
  if (files.size() + failures.size() < 2)
    for (const FailedFile& failure : failures) html += "<p class=\"fail\">" + escaped(failure.error) + "</p>\n";
  return html + "</body>\n</html>\n";
}

}  // namespace lathe::analysis
