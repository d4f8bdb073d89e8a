// The further figures as text and as JSON.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/figures/figures.h"
#include "analysis/report/report_text.h"
#include "analysis/text/text_table.h"
#include "analysis/text/time_text.h"
#include "core/audio/exact_math.h"
#include "core/audio/number_text.h"

namespace lathe::analysis {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t kShown = 20;

std::string decibels(const std::optional<Decibels>& level) { return level ? fixedText(level->value, 2) + " dB" : "-"; }

std::string causeText(CutOff::Cause cause) {
  return cause == CutOff::Cause::Upsampling ? "upsampled from a lower rate" : "lossy coding or a low-pass";
}

std::string bitsText(const std::vector<int>& bits) {
  std::string text;
  for (const int b : bits) text += (text.empty() ? "" : " ") + (b > 24 ? std::string("float") : fmt::format("{}", b));
  return text;
}

void addStretches(TextTable& table, const Figures& f, const char* name, std::uint64_t count,
                  const std::vector<Stretch>& listed) {
  table.addRow({name, fmt::format("{}", count)});
  const double rate = f.format.sampleRate;
  for (std::size_t i = 0; i < std::min(kShown, listed.size()); ++i) {
    const Stretch& s = listed[i];
    table.addRow({"  at " + timeText({static_cast<double>(s.start) / rate}) +
                      (s.channel < 0 ? "" : fmt::format(", channel {}", s.channel + 1)),
                  fixedText(1000 * static_cast<double>(s.length) / rate, 1) + " ms"});
  }
}

void addCourse(TextTable& table, const std::string& name, const std::vector<float>& series, int decimals,
               const std::string& unit) {
  const auto figures = figuresOf(series);
  if (!figures) return;
  const auto number = [&](double value) { return fixedText(value, decimals) + unit; };
  table.addRow(
      {name + ", lowest", number(figures->lowest) + " at " + timeText({static_cast<double>(figures->lowestAt)})});
  table.addRow({name + ", median", number(figures->median)});
  table.addRow({name + ", highest", number(figures->highest)});
}

std::string courseText(const Figures& f) {
  TextTable table;
  addCourse(table, "PSR", f.psr, 1, " dB");
  addCourse(table, "Correlation", f.course.correlation, 2, "");
  addCourse(table, "Balance", f.course.balance, 1, " dB");
  for (std::size_t i = 0; i < std::min<std::size_t>(10, f.peaks.size()); ++i)
    table.addRow(
        {fmt::format("Sample peak {} at {}, channel {}", i + 1,
                     timeText({static_cast<double>(f.peaks[i].frame) / f.format.sampleRate}), f.peaks[i].channel + 1),
         fixedText(f.peaks[i].level.value, 2) + " dBFS"});
  return table.text();
}

Json rounded(double value) {
  const double r = std::round(value * 1e6) / 1e6;
  return r == 0 ? 0.0 : r;
}

Json json(const std::optional<Decibels>& level) { return level ? rounded(level->value) : Json(nullptr); }

Json series(const std::vector<float>& values) {
  Json all = Json::array();
  for (const float v : values)
    all.push_back(std::isfinite(v) ? Json(std::round(static_cast<double>(v) * 1e3) / 1e3) : Json(nullptr));
  return all;
}

Json json(const std::vector<Stretch>& stretches, double rate) {
  Json all = Json::array();
  for (const Stretch& s : stretches)
    all.push_back({{"start_s", rounded(static_cast<double>(s.start) / rate)},
                   {"length_s", rounded(static_cast<double>(s.length) / rate)},
                   {"channel", s.channel < 0 ? Json(nullptr) : Json(s.channel)}});
  return all;
}

}  // namespace

std::string figuresText(const Figures& f) {
  const double rate = f.format.sampleRate;
  TextTable levels, stereo, sound, defects;
  levels.addRow({"Dynamic range (DR14)", f.dynamicRange ? fmt::format("DR{}", f.dynamicRange->rounded) : "-"});
  levels.addRow({"RMS (AES17)", decibels(f.rmsAes17)});
  if (f.rmsAes17)
    for (const int scale : {20, 14, 12})
      levels.addRow({fmt::format("On K-{}", scale), decibels(kSystemLevel(*f.rmsAes17, scale))});
  levels.addRow({"Leq(A)", decibels(f.leqA)});
  levels.addRow({"Used bits", bitsText(f.usedBits)});
  std::string text = "Levels\n" + levels.text();
  if (f.stereo) {
    stereo.addRow({"Balance, left over right", decibels(f.stereo->balance)});
    stereo.addRow({"Side over mid", decibels(f.stereo->sideToMid)});
    stereo.addRow({"Width (share of side)", fixedText(100 * f.stereo->width, 1) + " %"});
    stereo.addRow({"Level of the mono sum", decibels(f.stereo->monoLoss)});
    for (const auto& band : f.correlations)
      stereo.addRow(
          {fmt::format("Correlation {} to {} Hz", fixedText(band.low.value, 0), fixedText(band.high.value, 0)),
           fixedText(band.value, 3)});
    text += "\nStereo\n" + stereo.text();
  }
  if (f.shape) {
    sound.addRow({"Centroid", fixedText(f.shape->centroid.value, 0) + " Hz"});
    sound.addRow({"Tilt", fixedText(f.shape->tilt, 2) + " dB/octave"});
    sound.addRow({"Cut-off", f.cutOff ? fmt::format("{} Hz, {} dB: {} ({} %)", fixedText(f.cutOff->frequency.value, 0),
                                                    fixedText(f.cutOff->drop.value, 0), causeText(f.cutOff->cause),
                                                    fixedText(100 * f.cutOff->confidence, 0))
                                      : "none found"});
    for (const Band& band : f.thirdOctaves)
      sound.addRow({fixedText(band.nominal.value, band.nominal.value == 31.5 ? 1 : 0) + " Hz",
                    band.power > 0 ? fixedText(10 * exact::log10(2 * band.power), 1) + " dB" : "-"});
    text += "\nSpectrum\n" + sound.text();
  }
  const auto seconds = [&](std::uint64_t frames) { return fixedText(static_cast<double>(frames) / rate, 3) + " s"; };
  defects.addRow({"Digital silence at the start", seconds(f.defects.leadingSilence)});
  defects.addRow({"Digital silence at the end", seconds(f.defects.trailingSilence)});
  addStretches(defects, f, "Digital silence inside", f.defects.silenceCount, f.defects.silences);
  addStretches(defects, f, "Dropouts", f.defects.dropoutCount, f.defects.dropouts);
  addStretches(defects, f, "Stuck samples", f.defects.stuckCount, f.defects.stuck);
  addStretches(defects, f, "Repeated blocks", f.defects.repeatCount, f.defects.repeats);
  addStretches(defects, f, "Jumps", f.defects.jumpCount, f.defects.jumps);
  text += "\nOver time\n" + courseText(f);
  return text + "\nDefects\n" + defects.text();
}

Json figuresJson(const Figures& f) {
  const double rate = f.format.sampleRate;
  Json levels = {{"rms_aes17_dbfs", json(f.rmsAes17)}, {"leq_a_db", json(f.leqA)}, {"used_bits", f.usedBits}};
  levels["dr14"] = f.dynamicRange ? Json(f.dynamicRange->rounded) : Json(nullptr);
  levels["dr14_exact_db"] = f.dynamicRange ? rounded(f.dynamicRange->exact) : Json(nullptr);
  for (const int scale : {20, 14, 12})
    levels[fmt::format("k{}_db", scale)] = f.rmsAes17 ? rounded(kSystemLevel(*f.rmsAes17, scale).value) : Json(nullptr);
  Json stereo = nullptr;
  if (f.stereo) {
    stereo = {{"balance_db", json(f.stereo->balance)},
              {"side_to_mid_db", json(f.stereo->sideToMid)},
              {"width", rounded(f.stereo->width)},
              {"mono_sum_db", json(f.stereo->monoLoss)},
              {"correlation_by_band", Json::array()}};
    for (const auto& b : f.correlations)
      stereo["correlation_by_band"].push_back(
          {{"low_hz", b.low.value}, {"high_hz", b.high.value}, {"correlation", rounded(b.value)}});
  }
  Json spectrum = {{"centroid_hz", f.shape ? rounded(f.shape->centroid.value) : Json(nullptr)},
                   {"tilt_db_per_octave", f.shape ? rounded(f.shape->tilt) : Json(nullptr)},
                   {"cut_off", nullptr},
                   {"third_octaves", Json::array()}};
  if (f.cutOff)
    spectrum["cut_off"] = {{"frequency_hz", f.cutOff->frequency.value},
                           {"drop_db", rounded(f.cutOff->drop.value)},
                           {"cause", f.cutOff->cause == CutOff::Cause::Upsampling ? "upsampling" : "lossy_or_low_pass"},
                           {"confidence", rounded(f.cutOff->confidence)}};
  for (const Band& b : f.thirdOctaves)
    spectrum["third_octaves"].push_back(
        {{"hz", b.nominal.value}, {"level_db", b.power > 0 ? rounded(10 * exact::log10(2 * b.power)) : Json(nullptr)}});
  Json defects = {{"leading_silence_s", rounded(static_cast<double>(f.defects.leadingSilence) / rate)},
                  {"trailing_silence_s", rounded(static_cast<double>(f.defects.trailingSilence) / rate)},
                  {"silence_count", f.defects.silenceCount},
                  {"silences", json(f.defects.silences, rate)},
                  {"dropout_count", f.defects.dropoutCount},
                  {"dropouts", json(f.defects.dropouts, rate)},
                  {"stuck_count", f.defects.stuckCount},
                  {"stuck", json(f.defects.stuck, rate)},
                  {"repeat_count", f.defects.repeatCount},
                  {"repeats", json(f.defects.repeats, rate)},
                  {"jump_count", f.defects.jumpCount},
                  {"jumps", json(f.defects.jumps, rate)}};
  Json peaks = Json::array();
  for (const SamplePeak& peak : f.peaks)
    peaks.push_back({{"time_s", rounded(static_cast<double>(peak.frame) / rate)},
                     {"channel", peak.channel},
                     {"level_dbfs", rounded(peak.level.value)}});
  Json course = {{"step_s", 1},
                 {"psr_db", series(f.psr)},
                 {"correlation", series(f.course.correlation)},
                 {"balance_db", series(f.course.balance)},
                 {"sample_peak_dbfs", series(f.course.peak)}};
  return {{"levels", levels},   {"stereo", stereo},      {"spectrum", spectrum},
          {"defects", defects}, {"sample_peaks", peaks}, {"over_time", course}};
}

}  // namespace lathe::analysis
