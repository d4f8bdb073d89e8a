// Finding stages by name and setting their parameters.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/support/chain_changes.h"

#include <fmt/core.h>

#include <filesystem>
#include <optional>

#include "cli/support/response_files.h"
#include "cli/terminal/terminal_text.h"
#include "core/audio/error.h"
#include "core/audio/number_text.h"

namespace lathe::cli {

std::size_t stageIndex(const Chain& chain, std::string_view name) {
  if (const auto number = parseInteger(name); number && *number >= 1 && *number <= std::ssize(chain.stages))
    return static_cast<std::size_t>(*number) - 1;
  std::string known;
  for (std::size_t i = 0; i < chain.stages.size(); ++i) {
    const std::string& id = chain.stages[i].settings.type().id;
    if (id == name) return i;
    known += fmt::format("{}{} {}", known.empty() ? "" : ", ", i + 1, id);
  }
  throw Error(ErrorKind::Invalid,
              fmt::format("the chain has no stage '{}'; its stages are: {}", name, known.empty() ? "none" : known));
}

std::string chainText(const Chain& chain, std::string_view indent) {
  std::string text;
  for (std::size_t i = 0; i < chain.stages.size(); ++i) {
    const Stage& stage = chain.stages[i];
    const SettingsType& type = stage.settings.type();
    std::string values;
    for (const Parameter& p : type.parameters)
      if (stage.settings.get(p.id) != p.standard) values += fmt::format(" {}={}", p.id, stage.settings.text(p.id));
    for (const TextParameter& p : type.texts)
      if (const std::string value = stage.settings.text(p.id); value != p.standard)
        values += fmt::format(" {}={}", p.id, printable(value));
    if (stage.range)
      values +=
          fmt::format(" from {} s to {} s", exactText(stage.range->start.value), exactText(stage.range->end.value));
    if (stage.listensToRemoved) values += " (gives what it removes)";
    text += fmt::format("{}{} {}{}{}\n", indent, i + 1, type.id, stage.isBypassed ? " (off)" : "", values);
  }
  return text.empty() ? std::string(indent) + "no stages\n" : text;
}

ParameterChange parseChange(const std::string& text) {
  const auto equals = text.find('=');
  const auto dot = text.find('.');
  if (equals == std::string::npos || dot == std::string::npos || dot > equals)
    throw Error(ErrorKind::Invalid,
                fmt::format("'{}' should have the form STAGE.PARAMETER=VALUE, as in limiter.release=80ms", text));
  return {text.substr(0, dot), text.substr(dot + 1, equals - dot - 1), text.substr(equals + 1)};
}

namespace {

/// The file of an imported response of that name; nothing when the user's library has none.
std::optional<std::filesystem::path> importedResponse(const std::string& name) {
  std::error_code ignored;
  if (name.empty() || !std::filesystem::is_directory(responseFolder(), ignored)) return std::nullopt;
  try {
    return responseFolder() / findResponse(readLibrary(responseFolder()), name).file;
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

void setTyped(Settings& settings, std::string_view parameter, const std::string& value) {
  const TextParameter* text = settings.type().findText(parameter);
  if (text && settings.type().id == "reverb" && parameter == "response" && !std::filesystem::exists(value))
    if (const auto file = importedResponse(value)) return settings.setText(parameter, file->string());
  const bool takesFile = text && text->kind == TextParameter::Kind::InputFile;
  std::error_code ignored;
  const bool isFile = value.find('/') != std::string::npos || std::filesystem::is_regular_file(value, ignored);
  settings.setText(parameter,
                   takesFile && isFile ? std::filesystem::absolute(value).lexically_normal().string() : value);
}

Chain changed(Chain chain, const ParameterChange& change) {
  setTyped(chain.stages[stageIndex(chain, change.stage)].settings, change.parameter, change.value);
  return chain;
}

}  // namespace lathe::cli
