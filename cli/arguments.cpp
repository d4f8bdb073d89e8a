// From the words of the command line to a command ready to run, by the grammar in cli/grammar.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/arguments.h"

#include <sstream>

#include "cli/grammar/grammar.h"
#include "core/compute/backend.h"
#include "lathe_version.h"

namespace lathe::cli {

Grammar::Grammar() {
  app.require_subcommand(1);
  app.fallthrough();
  app.set_version_flag("--version", std::string("lathe ") + kVersion);
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
    return nothing;
  }
  return grammar.invocation;
}

std::vector<CommandWords> commandWords() {
  const Grammar grammar;
  std::vector<CommandWords> commands;
  for (const CLI::App* sub : grammar.app.get_subcommands(nullptr)) {
    CommandWords words{sub->get_name(), sub->get_description(), {"--help"}};
    for (const CLI::App* app : {sub, &grammar.app})
      for (const CLI::Option* option : app->get_options())
        for (const std::string& name : option->get_lnames())
          if (name != "help" && name != "help-all" && name != "version") words.options.push_back("--" + name);
    commands.push_back(std::move(words));
  }
  return commands;
}

}  // namespace lathe::cli
