// The grammar of the command line while it is being built: one CLI11 app to which each family of commands adds its own.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <utility>

#include "cli/grammar/invocation.h"
#include "cli/options/commands.h"

namespace lathe::cli {

/// Only the files in this folder and arguments.cpp include CLI11, which is slow to compile.
struct Grammar {
  CLI::App app{
      "Lathe: mastering, measurement and analysis of finished mixes.\n"
      "Results go to stdout, messages to stderr. Files are never overwritten without --force.",
      "lathe"};
  Invocation invocation;

  Grammar();

  template <class Options>
  using Run = int (*)(const Options&, Context&);

  /// A command with its options struct, which lives as long as the invocation. `parent` is another command of which
  /// this one is a part ("ir" of "ir sweep"); null: the program itself.
  template <class Options>
  std::pair<CLI::App*, std::shared_ptr<Options>> command(const std::string& name, const std::string& text,
                                                         const std::string& more, Run<Options> run,
                                                         CLI::App* parent = nullptr) {
    CLI::App* sub = (parent ? parent : &app)->add_subcommand(name, text);
    sub->footer(more);
    auto options = std::make_shared<Options>();
    sub->callback(
        [this, options, run] { invocation.run = [options, run](Context& context) { return run(*options, context); }; });
    return {sub, options};
  }

  /// A command that only holds others.
  CLI::App* family(const std::string& name, const std::string& text, const std::string& more) {
    CLI::App* sub = app.add_subcommand(name, text);
    sub->footer(more);
    sub->require_subcommand(1);
    sub->fallthrough();
    return sub;
  }
};

/// Catalog, JSON Lines and shard of commands for many files.
void addBatch(CLI::App* sub, struct BatchOptions& batch);

/// Format, bits, rate, quality and dither of a written file.
void addDelivery(CLI::App* sub, DeliveryOptions& delivery);

// One function for each file of this folder, in the order of the help.
void addSoundCommands(Grammar& grammar);
void addComplianceCommands(Grammar& grammar);
void addSessionCommands(Grammar& grammar);
void addRepairCommands(Grammar& grammar);
void addDiagnoseCommands(Grammar& grammar);
void addSpectralCommands(Grammar& grammar);
void addConvolveCommands(Grammar& grammar);
void addIrCommands(Grammar& grammar);
void addCatalogCommands(Grammar& grammar);
void addFiguresCommands(Grammar& grammar);
void addRestoreCommands(Grammar& grammar);
void addHouseCommands(Grammar& grammar);

}  // namespace lathe::cli
