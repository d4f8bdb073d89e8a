// Saying where and by how much two files differ.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/diff.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "analysis/delivery/difference.h"
#include "core/audio/number_text.h"
#include "core/file/audio_file.h"

namespace lathe::cli {
namespace {

using analysis::Difference;
using Json = nlohmann::ordered_json;

constexpr double kLsb = 8388608;  ///< of 24 bits, in full scale
constexpr std::size_t kMostRegions = 20;

std::string dB(double value) { return value > 0 ? fixedText(toDecibels(value).value, 1) : "-inf"; }

std::string text(const Difference& d, const DiffOptions& options, int rate) {
  std::string lines;
  if (d.offset != 0)
    lines += fmt::format("offset              B is {} frames later ({} ms)\n", d.offset,
                         fixedText(1000.0 * static_cast<double>(d.offset) / rate, 3));
  if (options.matchesLevel)
    lines += fmt::format("level               B was changed by {} dB\n", fixedText(d.gain.value, 3));
  lines += fmt::format("compared            {} frames\n", d.frames);
  if (d.onlyA > 0) lines += fmt::format("only in A           {} frames\n", d.onlyA);
  if (d.onlyB > 0) lines += fmt::format("only in B           {} frames\n", d.onlyB);
  lines += fmt::format("changed samples     {}\n", d.changedSamples);
  if (d.changedSamples == 0) return lines;
  lines += fmt::format("largest difference  {} LSB of 24 bits ({} dBFS) at {} s, channel {}\n",
                       fixedText(d.largest * kLsb, 1), dB(d.largest),
                       fixedText(static_cast<double>(d.largestFrame) / rate, 4), d.largestChannel + 1);
  lines += fmt::format("RMS difference      {} dBFS", dB(d.rms));
  if (const auto depth = d.nullDepth()) lines += fmt::format(", {} dB below A", fixedText(-depth->value, 1));
  lines += fmt::format("\nregions             {} of {} s differ\n", d.regions.size(), exactText(options.region));
  auto worst = d.regions;
  std::ranges::sort(worst, std::ranges::greater{}, &analysis::RegionDifference::largest);
  if (worst.size() > kMostRegions) worst.resize(kMostRegions);
  std::ranges::sort(worst, {}, &analysis::RegionDifference::start);
  for (const auto& region : worst)
    lines += fmt::format("  {:>10} s  largest {:>7} dBFS  RMS {:>7} dBFS\n", fixedText(region.start.value, 2),
                         dB(region.largest), dB(region.rms));
  return lines;
}

std::string json(const Difference& d, const DiffOptions& options, bool isSame) {
  Json regions = Json::array();
  for (const auto& region : d.regions)
    regions.push_back({{"start_s", region.start.value}, {"largest", region.largest}, {"rms", region.rms}});
  return Json{{"schema", "lathe/difference"},
              {"version", 1},
              {"a", options.a.string()},
              {"b", options.b.string()},
              {"is_same", isSame},
              {"offset_frames", d.offset},
              {"gain_db", d.gain.value},
              {"frames", d.frames},
              {"only_a_frames", d.onlyA},
              {"only_b_frames", d.onlyB},
              {"changed_samples", d.changedSamples},
              {"largest", d.largest},
              {"largest_lsb24", d.largest * kLsb},
              {"largest_frame", d.largestFrame},
              {"largest_channel", d.largestChannel + 1},
              {"rms", d.rms},
              {"rms_a", d.rmsA},
              {"regions", regions}}
      .dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

int runDiff(const DiffOptions& options, Context& context) {
  const auto a = openClip(options.a), b = openClip(options.b);
  const Difference d =
      analysis::compare(*a, *b, {{options.search}, options.matchesLevel, {options.region}}, context.progress());
  const bool isSame = d.isSame() || (d.onlyA == 0 && d.onlyB == 0 && d.largest * kLsb <= options.tolerance);
  context.console.result(context.isJson
                             ? json(d, options, isSame)
                             : text(d, options, a->format().sampleRate) + (isSame ? "the same\n" : "different\n"));
  return isSame ? kDone : kNotCompliant;
}

}  // namespace lathe::cli
