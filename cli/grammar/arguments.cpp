// From the words of the command line to a command ready to run, by the grammar in cli/grammar.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/grammar/arguments.h"

#include <cmath>
#include <sstream>
#include <string>

#include "cli/grammar/grammar.h"
#include "core/compute/backend.h"
#include "lathe_version.h"

namespace lathe::cli {
namespace {

/// Numbers are finite, wherever one is taken: NaN is within no limit and beyond none, so a check would let it pass.
void takeFiniteNumbersOnly(CLI::App& app) {
  static const CLI::Validator finite(
      [](std::string& text) {
        double number = 0;
        const bool isFinite = !CLI::detail::lexical_cast(text, number) || std::isfinite(number);
        return isFinite ? std::string() : "'" + text + "' is no number that can be worked with";
      },
      "", "finite");
  for (CLI::Option* option : app.get_options())
    if (option->get_type_name().find("FLOAT") != std::string::npos) option->check(finite);
  for (CLI::App* sub : app.get_subcommands({})) takeFiniteNumbersOnly(*sub);
}

/// A word that is no command is named; CLI11 says only that one is missing.
std::string unknownCommand(const CLI::App& app, int count, const char* const* words) {
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    if (word.starts_with("-")) continue;
    const auto commands = app.get_subcommands([&](const CLI::App* sub) { return sub->check_name(word); });
    if (commands.empty()) return "there is no command '" + word + "'; 'lathe --help' lists them\n";
    return {};
  }
  return {};
}

}  // namespace

Grammar::Grammar() {
  app.require_subcommand(1);
  app.fallthrough();
  app.set_version_flag("--version", std::string("lathe ") + kVersionText);
  app.set_help_all_flag("--help-all", "Help of every command");
  app.add_flag("--json", invocation.isJson, "results as one JSON document");
  app.add_flag("--quiet", invocation.isQuiet, "no progress, no messages but errors and warnings");
  app.add_flag("--force", invocation.mayOverwrite, "overwrite files that are there");
  app.add_option("--jobs", invocation.jobs, "files worked on at once")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  app.add_option("--device", invocation.device,
                 "where heavy work runs: auto, cpu or cuda:N (else LATHE_DEVICE, else auto)")
      ->check(CLI::Validator(
          [](const std::string& text) {
            return isDeviceChoice(text) ? "" : "it is auto, cpu or cuda:N, not '" + text + "'";
          },
          "", "device"));
  app.footer("'lathe COMMAND --help' says more about a command.");
  addSoundCommands(*this);
  addComplianceCommands(*this);
  addSessionCommands(*this);
  addRepairCommands(*this);
  addDiagnoseCommands(*this);
  addSpectralCommands(*this);
  addConvolveCommands(*this);
  addIrCommands(*this);
  addCatalogCommands(*this);
  addFiguresCommands(*this);
  addRestoreCommands(*this);
  addHouseCommands(*this);
  takeFiniteNumbersOnly(app);
}

Invocation parseArguments(int count, const char* const* words) {
  // The invocation's functions share their options by pointer, so they outlive the grammar.
  Grammar grammar;
  Invocation nothing;
  if (count < 2) {
    nothing.message = grammar.app.help();
    nothing.exitCode = kUsage;
    return nothing;
  }
  try {
    grammar.app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    std::ostringstream result, message;
    nothing.exitCode = grammar.app.exit(error, result, message) == 0 ? kDone : kUsage;
    nothing.result = result.str();
    nothing.message = message.str();
    if (nothing.exitCode == kUsage)
      if (const std::string unknown = unknownCommand(grammar.app, count, words); !unknown.empty())
        nothing.message = "lathe: " + unknown;
    return nothing;
  }
  return grammar.invocation;
}

namespace {

/// Takes the examples out of a help's closing text: what stands behind "Example:", or in the indented lines below it.
void takeNotes(const std::string& footer, CommandWords& words) {
  bool isListed = false;
  std::istringstream lines(footer);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("Example: ")) {
      words.examples.push_back(line.substr(9));
    } else if (line == "Examples:" || line == "Example:") {
      isListed = true;
    } else if (isListed && line.starts_with("  ")) {
      words.examples.push_back(line.substr(2));
    } else {
      isListed = false;
      words.notes += line + "\n";
    }
  }
}

OptionWords wordsOf(const CLI::Option& option) {
  OptionWords words;
  for (const std::string& name : option.get_snames()) words.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) words.names.push_back("--" + name);
  if (words.names.empty()) words.names.push_back(option.get_name(true));
  words.text = option.get_description();
  words.standard = option.get_default_str();
  words.takesValue = option.get_items_expected_max() > 0;
  words.isRequired = option.get_required();
  words.isRepeatable =
      option.get_items_expected_max() > 1 || option.get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll;
  return words;
}

CommandWords wordsOf(const CLI::App& app, const std::string& name) {
  CommandWords words;
  words.name = name;
  words.text = app.get_description();
  takeNotes(app.get_footer(), words);
  for (const CLI::Option* option : app.get_options())
    // Help of every command is asked of the program.
    if (name.empty() || option != app.get_help_all_ptr())
      (option->get_positional() ? words.positionals : words.options).push_back(wordsOf(*option));
  words.isFamily = app.get_require_subcommand_min() > 0;
  return words;
}

void addCommandsOf(const CLI::App& app, const std::string& prefix, std::vector<CommandWords>& commands) {
  for (const CLI::App* sub : app.get_subcommands(nullptr)) {
    if (sub->get_group().empty()) continue;
    commands.push_back(wordsOf(*sub, prefix + sub->get_name()));
    addCommandsOf(*sub, prefix + sub->get_name() + " ", commands);
  }
}

}  // namespace

std::vector<CommandWords> commandWords() {
  const Grammar grammar;
  std::vector<CommandWords> commands = {wordsOf(grammar.app, "")};
  addCommandsOf(grammar.app, "", commands);
  return commands;
}

}  // namespace lathe::cli
