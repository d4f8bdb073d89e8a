// Reading a command line that is being typed: wrong and unfinished words are passed over.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/grammar/typed_line.h"

#include <algorithm>

namespace lathe::cli {
namespace {

const CommandWords* findCommand(const std::vector<CommandWords>& grammar, const std::string& name) {
  const auto found = std::ranges::find(grammar, name, &CommandWords::name);
  return found == grammar.end() ? nullptr : &*found;
}

const OptionWords* findOption(const TypedLine& line, const std::string& name) {
  for (const CommandWords* command : {line.command, line.program})
    for (const OptionWords& option : command->options)
      if (std::ranges::find(option.names, name) != option.names.end()) return &option;
  return nullptr;
}

/// "-14" is a value, "-o" an option.
bool looksLikeOption(const std::string& word) {
  return word.size() > 1 && word[0] == '-' && (word[1] == '-' || (word[1] >= 'a' && word[1] <= 'z'));
}

void readWord(const std::vector<CommandWords>& grammar, const std::string& word, TypedLine& line) {
  if (!line.option.empty()) {
    line.values[line.option].push_back(word);
    line.option.clear();
    return;
  }
  if (looksLikeOption(word)) {
    const auto equals = word.find('=');
    const OptionWords* option = findOption(line, word.substr(0, equals));
    if (!option) return;
    if (equals != std::string::npos)
      line.values[option->names.back()].push_back(word.substr(equals + 1));
    else if (option->takesValue)
      line.option = option->names.back();
    return;
  }
  const bool holdsCommands = line.command == line.program || line.command->isFamily;
  const std::string prefix = line.command->name.empty() ? "" : line.command->name + " ";
  if (const CommandWords* command = holdsCommands ? findCommand(grammar, prefix + word) : nullptr)
    line.command = command;
  else
    line.positionals.push_back(word);
}

}  // namespace

std::string TypedLine::value(const std::string& name) const {
  const auto found = values.find(name);
  return found == values.end() ? "" : found->second.back();
}

TypedLine readTyped(const std::vector<CommandWords>& grammar, const std::vector<std::string>& words) {
  TypedLine line;
  line.program = line.command = &grammar.front();
  for (std::size_t i = 0; i + 1 < words.size(); ++i) readWord(grammar, words[i], line);
  line.current = words.empty() ? "" : words.back();
  const auto equals = line.current.find('=');
  if (!line.option.empty() || !looksLikeOption(line.current) || equals == std::string::npos) return line;
  if (const OptionWords* option = findOption(line, line.current.substr(0, equals)); option && option->takesValue) {
    line.option = option->names.back();
    line.kept = line.current.substr(0, equals + 1);
    line.current.erase(0, equals + 1);
  }
  return line;
}

}  // namespace lathe::cli
