// Gathering what may come next, and narrowing it down to the word that is typed.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/grammar/suggestions.h"

#include <algorithm>

#include "cli/grammar/suggested_values.h"
#include "core/audio/error.h"

namespace lathe::cli {
namespace {

std::vector<Suggestion> commandsBelow(const std::vector<CommandWords>& grammar, const CommandWords& parent) {
  const std::string prefix = parent.name.empty() ? "" : parent.name + " ";
  std::vector<Suggestion> list;
  for (const CommandWords& command : grammar)
    if (!command.name.empty() && command.name.starts_with(prefix) &&
        command.name.find(' ', prefix.size()) == std::string::npos)
      list.push_back({command.name.substr(prefix.size()), command.text});
  return list;
}

std::vector<Suggestion> optionNames(const TypedLine& line) {
  std::vector<Suggestion> list;
  for (const CommandWords* command : {line.command, line.program})
    for (const OptionWords& option : command->options) {
      // The program's own --version and --help-all are nothing to a command.
      const bool isOfProgram = option.names.back() == "--version" || option.names.back() == "--help-all";
      const bool isThere =
          std::ranges::any_of(list, [&](const Suggestion& s) { return s.word == option.names.back(); });
      if (!isThere && (!isOfProgram || line.command == line.program))
        list.push_back({option.names.back(), option.text});
    }
  return list;
}

std::vector<Suggestion> all(const std::vector<CommandWords>& grammar, const TypedLine& line) {
  if (!line.option.empty()) return optionValues(line);
  if (line.current.starts_with("-")) return optionNames(line);
  if (line.command == line.program || line.command->isFamily) {
    if (!line.positionals.empty()) return {};  // of a command that there is not
    std::vector<Suggestion> list = commandsBelow(grammar, *line.command);
    if (line.command == line.program) list.push_back({"--help"}), list.push_back({"--version"});
    return list;
  }
  return positionalValues(line);
}

}  // namespace

std::vector<Suggestion> suggestions(const std::vector<CommandWords>& grammar, const std::vector<std::string>& words) {
  const TypedLine line = readTyped(grammar, words);
  std::vector<Suggestion> list;
  try {
    list = all(grammar, line);
  } catch (const Error&) {
    return {};  // a session or a chain that cannot be read; who runs the command is told why
  }
  std::erase_if(list, [&](const Suggestion& s) { return !s.word.starts_with(line.current); });
  for (Suggestion& suggestion : list) suggestion.word.insert(0, line.kept);
  return list;
}

}  // namespace lathe::cli
