// Room reports in words and numbers.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/support/response_text.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "cli/terminal/terminal_text.h"
#include "core/audio/number_text.h"

namespace lathe::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string cell(std::optional<double> value, int decimals) { return value ? fixedText(*value, decimals) : "-"; }

std::string row(const std::string& name, const BandDecay& b) {
  return fmt::format("  {:>9} {:>7} {:>7} {:>7} {:>7} {:>7} {:>6} {:>8} {:>7}\n", name, cell(b.edt, 2), cell(b.t20, 2),
                     cell(b.t30, 2), cell(b.c50, 1), cell(b.c80, 1), fixedText(100 * b.d50, 0),
                     fixedText(1000 * b.centreTime, 0), fixedText(b.peakToNoise, 0));
}

std::string bandName(double centre) {
  return centre == 0     ? "all"
         : centre < 1000 ? fixedText(centre, centre < 100 ? 1 : 0) + " Hz"
                         : fixedText(centre / 1000, 0) + " kHz";
}

std::string channelText(std::size_t index, const ChannelReport& c) {
  std::string text =
      fmt::format("  channel {}: peak {} dBFS, pre-delay {} ms, direct to reverberant {} dB\n", index + 1,
                  fixedText(c.peak, 1), fixedText(1000 * c.preDelay, 1), fixedText(c.directToReverberant, 1));
  text += fmt::format("  {:>9} {:>7} {:>7} {:>7} {:>7} {:>7} {:>6} {:>8} {:>7}\n", "band", "EDT s", "T20 s", "T30 s",
                      "C50 dB", "C80 dB", "D50 %", "Ts ms", "PNR dB");
  text += row(bandName(0), c.broadband);
  for (const BandDecay& band : c.bands) text += row(bandName(band.centre), band);
  return text;
}

Json number(std::optional<double> value) { return value ? Json(*value) : Json(nullptr); }

Json bandJson(const BandDecay& b) {
  return {{"centre_hz", b.centre == 0 ? Json(nullptr) : Json(b.centre)},
          {"edt_s", number(b.edt)},
          {"t20_s", number(b.t20)},
          {"t30_s", number(b.t30)},
          {"c50_db", number(b.c50)},
          {"c80_db", number(b.c80)},
          {"d50", b.d50},
          {"centre_time_s", b.centreTime},
          {"peak_to_noise_db", b.peakToNoise},
          {"knee_s", b.knee}};
}

}  // namespace

std::string roomText(const std::string& name, const RoomReport& report) {
  std::string text = fmt::format("{}\n  {} Hz, {} channels, {} s\n", printable(name), fixedText(report.sampleRate, 0),
                                 report.channels.size(), fixedText(report.length, 3));
  if (report.interaural)
    text += fmt::format("  IACC early {}, late {}, all {}\n", fixedText(report.interaural->early, 2),
                        fixedText(report.interaural->late, 2), fixedText(report.interaural->all, 2));
  bool isIncomplete = false;
  for (std::size_t c = 0; c < report.channels.size(); ++c) {
    text += channelText(c, report.channels[c]);
    for (const BandDecay& band : report.channels[c].bands) isIncomplete |= !band.t30;
  }
  if (isIncomplete)
    text += "  -: the decay range is too short; T30 needs 45 dB from peak to noise (PNR), T20 35, EDT 20\n";
  return text;
}

Json roomJson(const std::string& name, const RoomReport& report) {
  Json channels = Json::array();
  for (const ChannelReport& c : report.channels) {
    Json bands = Json::array(), spectrum = Json::array();
    for (const BandDecay& band : c.bands) bands.push_back(bandJson(band));
    for (const OctaveBands::Level& level : c.spectrum)
      spectrum.push_back({{"centre_hz", level.centre}, {"level_db", level.decibels}});
    channels.push_back({{"peak_dbfs", c.peak},
                        {"pre_delay_s", c.preDelay},
                        {"direct_to_reverberant_db", c.directToReverberant},
                        {"broadband", bandJson(c.broadband)},
                        {"octaves", bands},
                        {"third_octaves", spectrum}});
  }
  Json json = {{"response", name},          {"sample_rate_hz", report.sampleRate},
               {"length_s", report.length}, {"rt60_s", number(report.reverberationTime())},
               {"iacc", nullptr},           {"channels", channels}};
  if (report.interaural)
    json["iacc"] = {
        {"early", report.interaural->early}, {"late", report.interaural->late}, {"all", report.interaural->all}};
  return json;
}

}  // namespace lathe::cli
