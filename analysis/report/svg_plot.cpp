// Axes, lines and bands.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/report/svg_plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/report/report_text.h"
#include "analysis/report/verdict_report.h"
#include "analysis/text/time_text.h"
#include "core/audio/exact_math.h"
#include "core/audio/number_text.h"
#include "core/audio/utf8.h"

namespace lathe::analysis {
namespace {

constexpr double kWidth = 960, kLeft = 52, kRight = 12, kTop = 14, kBottom = 26;
constexpr std::size_t kColumns = 800;

/// A rectangle of data on the page.
struct Frame {
  double height;
  double x0, x1, y0, y1;  ///< data at the left, right, bottom and top

  double x(double v) const { return kLeft + (v - x0) / (x1 - x0) * (kWidth - kLeft - kRight); }
  double y(double v) const {
    return height - kBottom - (std::clamp(v, y0, y1) - y0) / (y1 - y0) * (height - kTop - kBottom);
  }
  double bottom() const { return height - kBottom; }
};

std::string coordinate(double v) { return fixedText(v, 1); }

/// 1, 2 or 5 times a power of ten.
double roundStep(double range, int most) {
  const double raw = range / most, power = exact::exp10(std::floor(exact::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= raw) return factor * power;
  return 10 * power;
}

double timeStep(double seconds) {
  for (const double step :
       {0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0})
    if (seconds / step <= 10) return step;
  return roundStep(seconds, 10);
}

std::string timeLabel(double seconds, double step) {
  std::string text = timeText(Seconds{seconds});
  if (step >= 1) text.erase(text.find('.'));
  return text;
}

std::string open(const Frame& frame, const std::string& label) {
  return fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">\n", kWidth, frame.height,
                     escaped(label));
}

std::string line(double x0, double y0, double x1, double y1, std::string_view kind) {
  return fmt::format("<line class=\"{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", kind, coordinate(x0),
                     coordinate(y0), coordinate(x1), coordinate(y1));
}

std::string label(double x, double y, std::string_view anchor, std::string_view text, std::string_view kind = "tick") {
  return fmt::format("<text class=\"{}\" x=\"{}\" y=\"{}\" text-anchor=\"{}\">{}</text>\n", kind, coordinate(x),
                     coordinate(y), anchor, escaped(text));
}

std::string box(double x0, double y0, double x1, double y1, std::string_view kind, std::string_view title = {}) {
  const std::string head =
      fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", kind, coordinate(x0),
                  coordinate(y0), coordinate(std::max(x1 - x0, 1.5)), coordinate(std::max(y1 - y0, 0.5)));
  return head + (title.empty() ? "/>\n" : "><title>" + escaped(title) + "</title></rect>\n");
}

std::string levelAxis(const Frame& frame, std::string_view unit) {
  std::string svg;
  const double step = std::max(1.0, roundStep(frame.y1 - frame.y0, 8));
  for (double v = std::ceil(frame.y0 / step) * step; v <= frame.y1 + 1e-9; v += step) {
    svg += line(kLeft, frame.y(v), kWidth - kRight, frame.y(v), "grid");
    svg += label(kLeft - 6, frame.y(v) + 4, "end", fixedText(v, 0));
  }
  return svg + label(4, kTop - 3, "start", unit);
}

std::string timeAxis(const Frame& frame) {
  std::string svg;
  const double step = timeStep(frame.x1 - frame.x0);
  for (double v = 0; v <= frame.x1 + 1e-9; v += step) {
    svg += line(frame.x(v), frame.bottom(), frame.x(v), frame.bottom() + 4, "axis");
    svg += label(frame.x(v), frame.bottom() + 17,
                 v == 0                    ? "start"
                 : v > frame.x1 - step / 2 ? "end"
                                           : "middle",
                 timeLabel(v, step));
  }
  return svg + line(kLeft, frame.bottom(), kWidth - kRight, frame.bottom(), "axis");
}

/// The largest value of each column, as a line with gaps where there is silence.
std::string series(const Frame& frame, const std::vector<float>& values, Seconds step, std::string_view kind) {
  const std::size_t columns = std::min(kColumns, values.size());
  std::string path;
  bool isDown = false;
  for (std::size_t column = 0; column < columns; ++column) {
    const std::size_t from = column * values.size() / columns, to = (column + 1) * values.size() / columns;
    const float highest = *std::max_element(values.begin() + std::ptrdiff_t(from), values.begin() + std::ptrdiff_t(to));
    if (!(static_cast<double>(highest) >= frame.y0)) {
      isDown = false;
      continue;
    }
    const double time = std::min(frame.x1, static_cast<double>(to) * step.value);
    path += fmt::format("{}{} {}", isDown ? "L" : "M", coordinate(frame.x(time)),
                        coordinate(frame.y(static_cast<double>(highest))));
    isDown = true;
  }
  return path.empty() ? "" : fmt::format("<path class=\"{}\" d=\"{}\"/>\n", kind, path);
}

bool isLoudness(Measure measure) {
  return measure == Measure::Integrated || measure == Measure::MaxShortTerm || measure == Measure::MaxMomentary ||
         measure == Measure::Dialogue || measure == Measure::Anchor;
}

bool isShown(const RuleVerdict& rule) {
  return rule.outcome == Outcome::Pass || rule.outcome == Outcome::Fail || rule.outcome == Outcome::Warning;
}

/// Bands and lines of the loudness limits, each once.
std::string limits(const Frame& frame, const std::vector<SpecVerdict>& verdicts) {
  std::string svg;
  std::set<std::string> seen;
  for (const SpecVerdict& verdict : verdicts)
    for (const RuleVerdict& rule : verdict.rules) {
      if (!isShown(rule) || !isLoudness(rule.rule.measure)) continue;
      const auto lowest = rule.rule.lowestAllowed(), highest = rule.rule.highestAllowed();
      const std::string text = fmt::format("{} {}", infoOf(rule.rule.measure).name, limitText(rule.rule));
      if (!seen.insert(text).second) continue;
      if (lowest && highest) {
        svg += box(kLeft, frame.y(*highest), kWidth - kRight, frame.y(*lowest), "band", text);
        svg += line(kLeft, frame.y((*lowest + *highest) / 2), kWidth - kRight, frame.y((*lowest + *highest) / 2),
                    "target");
        svg += label(kLeft + 6, frame.y(*highest) - 4, "start", text, "note");
      } else if (const auto one = highest ? highest : lowest) {
        svg += line(kLeft, frame.y(*one), kWidth - kRight, frame.y(*one), "limit");
        svg += label(kLeft + 6, frame.y(*one) - 4, "start", text, "note");
      }
    }
  return svg;
}

/// Where rules of these measures were broken, over the whole height.
std::string breaks(const Frame& frame, const Evidence& evidence, const std::vector<SpecVerdict>& verdicts) {
  std::string svg;
  for (const SpecVerdict& verdict : verdicts)
    for (const RuleVerdict& rule : verdict.rules) {
      if (!isLoudness(rule.rule.measure)) continue;
      for (const Moment& moment : rule.moments)
        svg += box(frame.x(moment.start.value), kTop, frame.x(moment.end.value), frame.bottom(), "broken",
                   fmt::format("{}: {} {}", verdict.spec.name, infoOf(rule.rule.measure).name,
                               momentText(moment, evidence.measurement, rule.rule.measure)));
    }
  return svg;
}

/// Levels that hold what is drawn: 40 LU at most below the loudest, limits included.
void fitLevels(Frame& frame, const Evidence& evidence, const std::vector<SpecVerdict>& verdicts) {
  const Measurement& m = evidence.measurement;
  double highest = -23, lowest = -30;
  if (m.maxMomentary) highest = m.maxMomentary->loudness.value;
  lowest = highest - 12;
  if (m.integrated) lowest = m.integrated->value - 12;
  if (m.loudnessRange && m.integrated) lowest = std::min(lowest, m.integrated->value - m.loudnessRange->value - 6);
  for (const SpecVerdict& verdict : verdicts)
    for (const RuleVerdict& rule : verdict.rules)
      if (isShown(rule) && isLoudness(rule.rule.measure)) {
        highest = std::max(highest, rule.rule.highestAllowed().value_or(highest));
        lowest = std::min(lowest, rule.rule.lowestAllowed().value_or(lowest) - 2);
      }
  frame.y1 = std::ceil(highest + 2);
  frame.y0 = std::max(std::floor(lowest), frame.y1 - 60);
}

double durationOf(const Evidence& evidence) { return std::max(evidence.measurement.duration.value, 0.1); }

}  // namespace

std::string escaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t length = firstCharacterLength(text.substr(i));
    if (length == 0 || (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) {
      result += "\xEF\xBF\xBD";
      ++i;
      continue;
    }
    switch (byte) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += text.substr(i, length);
    }
    i += length;
  }
  return result;
}

std::string loudnessPlot(const Evidence& evidence, const std::vector<SpecVerdict>& verdicts) {
  const auto& loudness = evidence.measurement.series;
  if (!loudness || loudness->size() == 0) return "";
  Frame frame{300, 0, durationOf(evidence), -60, 0};
  fitLevels(frame, evidence, verdicts);
  std::string svg = open(frame, "Loudness over time") + levelAxis(frame, "LUFS") + breaks(frame, evidence, verdicts);
  svg += series(frame, loudness->momentary, loudness->step, "momentary");
  svg += series(frame, loudness->shortTerm, loudness->step, "short");
  svg += limits(frame, verdicts) + timeAxis(frame);
  return svg + "</svg>\n";
}

std::string distributionPlot(const Evidence& evidence, const std::vector<SpecVerdict>& verdicts) {
  const LoudnessHistogram& histogram = evidence.measurement.histogram;
  if (histogram.counts.empty()) return "";
  const double width = LoudnessHistogram::kWidth;
  const double first = histogram.first.value, last = first + width * static_cast<double>(histogram.counts.size());
  double left = std::floor(first) - 1, right = std::ceil(last) + 1;
  const auto integrated = evidence.measurement.integrated;
  for (const SpecVerdict& verdict : verdicts)
    for (const RuleVerdict& rule : verdict.rules)
      if (isShown(rule) && rule.rule.measure == Measure::Integrated) {
        left = std::min(left, rule.rule.lowestAllowed().value_or(left) - 1);
        right = std::max(right, rule.rule.highestAllowed().value_or(right) + 1);
      }
  const double sum = [&] {
    double all = static_cast<double>(histogram.below);
    for (const auto count : histogram.counts) all += count;
    return all;
  }();
  const double most = 100 * *std::ranges::max_element(histogram.counts) / sum;
  const Frame frame{220, left, std::max(right, left + 12), 0, most * 1.1};
  std::string svg = open(frame, "Distribution of short-term loudness");
  const double percent = roundStep(most * 1.1, 5);
  for (double v = 0; v <= frame.y1; v += percent) {
    svg += line(kLeft, frame.y(v), kWidth - kRight, frame.y(v), "grid");
    svg += label(kLeft - 6, frame.y(v) + 4, "end", exactText(std::round(v * 1000) / 1000));
  }
  svg += label(4, kTop - 3, "start", "% of time");
  for (const SpecVerdict& verdict : verdicts)
    for (const RuleVerdict& rule : verdict.rules)
      if (isShown(rule) && rule.rule.measure == Measure::Integrated && rule.rule.lowestAllowed() &&
          rule.rule.highestAllowed())
        svg += box(frame.x(*rule.rule.lowestAllowed()), kTop, frame.x(*rule.rule.highestAllowed()), frame.bottom(),
                   "band", verdict.spec.name + ": " + rule.limit);
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
    if (histogram.counts[i] == 0) continue;
    const double from = first + width * static_cast<double>(i), share = 100 * histogram.counts[i] / sum;
    svg += box(frame.x(from) + 0.5, frame.y(share), frame.x(from + width) - 0.5, frame.bottom(), "bar",
               fmt::format("{} to {} LUFS: {} %", fixedText(from, 1), fixedText(from + width, 1), fixedText(share, 2)));
  }
  if (integrated) {
    svg += line(frame.x(integrated->value), kTop, frame.x(integrated->value), frame.bottom(), "mark");
    const bool isRight = frame.x(integrated->value) > kWidth - 150;
    svg += label(frame.x(integrated->value) + (isRight ? -5 : 5), kTop + 10, isRight ? "end" : "start",
                 "integrated " + fixedText(integrated->value, 1), "note");
  }
  const double step = std::max(1.0, roundStep(frame.x1 - frame.x0, 14));
  for (double v = std::ceil(frame.x0 / step) * step; v <= frame.x1 + 1e-9; v += step)
    svg += label(frame.x(v), frame.bottom() + 17, v > frame.x1 - step / 4 ? "end" : "middle", fixedText(v, 0));
  svg += line(kLeft, frame.bottom(), kWidth - kRight, frame.bottom(), "axis");
  return svg + "</svg>\n";
}

std::string spectrumPlot(const Figures& figures) {
  double highest = -200;
  for (const Band& band : figures.thirdOctaves)
    if (band.power > 0) highest = std::max(highest, 10 * exact::log10(2 * band.power));
  if (figures.thirdOctaves.empty() || highest < -150) return "";
  const double top = std::ceil((highest + 3) / 10) * 10;
  const Frame frame{240, 0, static_cast<double>(figures.thirdOctaves.size()), top - 70, top};
  std::string svg = open(frame, "Spectrum in third octaves") + levelAxis(frame, "dB");
  for (std::size_t i = 0; i < figures.thirdOctaves.size(); ++i) {
    const Band& band = figures.thirdOctaves[i];
    const auto at = static_cast<double>(i);
    const double level = band.power > 0 ? 10 * exact::log10(2 * band.power) : frame.y0;
    const std::string name = fixedText(band.nominal.value, band.nominal.value == 31.5 ? 1 : 0) + " Hz";
    svg += box(frame.x(at + 0.1), frame.y(level), frame.x(at + 0.9), frame.bottom(), "bar",
               name + ": " + fixedText(level, 1) + " dB");
    if (i % 3 == 0) svg += label(frame.x(at + 0.5), frame.bottom() + 17, "middle", name);
  }
  return svg + line(kLeft, frame.bottom(), kWidth - kRight, frame.bottom(), "axis") + "</svg>\n";
}

std::string coursePlot(const std::vector<float>& values, double low, double high, const std::string& title,
                       std::string_view unit) {
  if (!figuresOf(values)) return "";
  const Frame frame{150, 0, std::max(1.0, static_cast<double>(values.size())), low, high};
  std::string svg = open(frame, title);
  for (int i = 0; i <= 4; ++i) {
    const double v = low + (high - low) * i / 4;
    svg += line(kLeft, frame.y(v), kWidth - kRight, frame.y(v), "grid");
    svg += label(kLeft - 6, frame.y(v) + 4, "end", fixedText(v, high - low < 5 ? 1 : 0));
  }
  svg += label(4, kTop - 3, "start", unit);
  return svg + series(frame, values, Seconds{1}, "short") + timeAxis(frame) + "</svg>\n";
}

std::string peakPlot(const Evidence& evidence, const std::vector<SpecVerdict>& verdicts) {
  const LevelTrack& track = evidence.levels;
  if (track.bins() == 0) return "";
  std::optional<Decibels> limit;
  for (const SpecVerdict& verdict : verdicts)
    if (const auto one = truePeakLimit(verdict.spec)) limit = limit ? std::min(*limit, *one) : one;
  const std::size_t channels = track.channels.size();
  const double rowHeight = channels > 2 ? 56 : 84;
  const double top =
      evidence.measurement.truePeak ? std::max(3.0, std::ceil(evidence.measurement.truePeak->level.value + 1)) : 3;
  std::string svg;
  double height = kTop + kBottom + rowHeight * static_cast<double>(channels);
  const Frame page{height, 0, durationOf(evidence), 0, 1};
  svg += open(page, "Peaks over time");
  svg += label(4, kTop - 3, "start", "dBFS");
  for (std::size_t c = 0; c < channels; ++c) {
    const double rowTop = kTop + rowHeight * static_cast<double>(c), rowBottom = rowTop + rowHeight - 8;
    const auto y = [&](double v) {
      return rowBottom - (std::clamp(v, -48.0, top) + 48) / (48 + top) * (rowBottom - rowTop);
    };
    for (const double v : {0.0, -12.0, -24.0, -48.0}) {
      svg += line(kLeft, y(v), kWidth - kRight, y(v), "grid");
      if (v == 0 || (v == -24 && channels <= 2)) svg += label(kLeft - 6, y(v) + 4, "end", fixedText(v, 0));
    }
    const std::size_t columns = std::min(kColumns, track.bins());
    std::string path = fmt::format("M{} {}", coordinate(page.x(0)), coordinate(rowBottom));
    for (std::size_t column = 0; column < columns; ++column) {
      float peak = 0;
      const std::size_t from = column * track.bins() / columns, to = (column + 1) * track.bins() / columns;
      for (std::size_t bin = from; bin < to; ++bin) peak = std::max(peak, track.channels[c][bin].peak);
      const double level = peak > 0 ? toDecibels(static_cast<double>(peak)).value : -48;
      path += fmt::format("L{} {}L{} {}", coordinate(page.x(track.time(from).value)), coordinate(y(level)),
                          coordinate(page.x(track.time(to).value)), coordinate(y(level)));
    }
    path += fmt::format("L{} {}Z", coordinate(page.x(durationOf(evidence))), coordinate(rowBottom));
    svg += fmt::format("<path class=\"peak\" d=\"{}\"/>\n", path);
    if (limit) svg += line(kLeft, y(limit->value), kWidth - kRight, y(limit->value), "limit");
    if (evidence.measurement.overs)
      for (const PeakOver& over : evidence.measurement.overs->listed)
        if (over.channel == static_cast<int>(c))
          svg += box(page.x(over.start.value), y(top), page.x((over.start + over.length).value),
                     y(limit ? limit->value : 0), "over",
                     fmt::format("{} dBTP at {}", fixedText(over.level.value, 2), timeText(over.time)));
    svg +=
        label(4, (rowTop + rowBottom) / 2 + 4, "start", channelText(evidence.measurement, static_cast<int>(c)), "note");
  }
  return svg + timeAxis(page) + "</svg>\n";
}

}  // namespace lathe::analysis
