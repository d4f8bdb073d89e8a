// One paragraph, or one JSON object, for each place.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/options/devices.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "core/audio/number_text.h"
#include "core/compute/backend.h"

namespace lathe::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string gigabytes(double bytes) { return fixedText(bytes / 1e9, 1) + " GB"; }

std::string text(const BackendDescription& line) {
  const DeviceInfo& info = line.info;
  std::string text = fmt::format("{:<8} {}\n", info.id, info.name);
  if (info.software[0] != 0) text += fmt::format("         {}\n", info.software);
  if (info.memory > 0)
    text += fmt::format("         {} of memory, {} free\n", gigabytes(static_cast<double>(info.memory)),
                        gigabytes(static_cast<double>(info.freeMemory)));
  if (info.copyRate > 0) text += fmt::format("         copies {}/s, measured now\n", gigabytes(info.copyRate));
  if (!line.trouble.empty()) text += fmt::format("         not used: {}\n", line.trouble);
  return text;
}

Json json(const BackendDescription& line) {
  const DeviceInfo& info = line.info;
  Json one = {{"id", info.id}, {"name", info.name}, {"software", info.software}, {"is_used", line.trouble.empty()}};
  if (info.memory > 0) one["memory_bytes"] = info.memory, one["free_memory_bytes"] = info.freeMemory;
  if (info.copyRate > 0) one["copy_bytes_per_second"] = info.copyRate;
  if (!line.trouble.empty()) one["trouble"] = line.trouble;
  return one;
}

}  // namespace

int runDevices(const DevicesOptions&, Context& context) {
  const auto lines = describeBackends();
  if (context.isJson) {
    Json devices = Json::array();
    for (const auto& line : lines) devices.push_back(json(line));
    context.console.result(Json{{"schema", "lathe/devices"}, {"version", 1}, {"devices", devices}}.dump(
        2, ' ', false, Json::error_handler_t::replace));
    return kDone;
  }
  std::string all;
  for (const auto& line : lines) all += text(line);
  context.console.result(all);
  return kDone;
}

}  // namespace lathe::cli
