// The list of clicks as JSON.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/declick/click_events.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <tuple>

#include "core/audio/error.h"
#include "core/file/json_check.h"
#include "core/file/text_reader.h"

namespace lathe {

std::string clickEventsText(const std::vector<ClickEvent>& events, int sampleRate) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const ClickEvent& event : events)
    list.push_back({{"time", std::round(static_cast<double>(event.start) / sampleRate * 1e6) / 1e6},
                    {"start", event.start},
                    {"length", event.length},
                    {"channel", event.channel + 1},
                    {"odds", std::round(event.odds * 100) / 100},
                    {"repair", event.isRepaired}});
  return nlohmann::ordered_json{{"schema", "lathe-clicks"}, {"version", 1}, {"rate", sampleRate}, {"events", list}}
      .dump(1);
}

std::vector<ClickEvent> readClickEvents(const std::filesystem::path& file, int sampleRate) {
  std::vector<ClickEvent> events;
  try {
    const std::string text = readWholeText(file);
    checkJson(text);
    const auto json = nlohmann::json::parse(text);
    if (json.at("schema") != "lathe-clicks" || json.at("version") != 1) throw Error(ErrorKind::Damaged, "");
    if (json.at("rate").get<int>() != sampleRate)
      throw Error(ErrorKind::Invalid, "the list of clicks '" + file.string() + "' is for " +
                                          std::to_string(json.at("rate").get<int>()) + " Hz, not for " +
                                          std::to_string(sampleRate) + " Hz; find the clicks again");
    for (const auto& one : json.at("events")) {
      ClickEvent event{one.at("start").get<std::uint64_t>(), one.at("length").get<std::uint64_t>(),
                       one.at("channel").get<int>() - 1, one.value("odds", 0.0), one.value("repair", true)};
      if (event.length > 0 && event.channel >= 0) events.push_back(event);
    }
  } catch (const nlohmann::json::exception&) {
    throw Error(ErrorKind::Damaged, "'" + file.string() + "' is not a list of clicks as the de-clicker writes it");
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::Damaged) throw;
    throw Error(ErrorKind::Damaged, "'" + file.string() + "' is not a list of clicks as the de-clicker writes it");
  }
  std::ranges::sort(events, {}, [](const ClickEvent& e) { return std::tuple(e.channel, e.start); });
  return events;
}

}  // namespace lathe
