// Grammar of the commands about the program itself.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/grammar/completion.h"
#include "cli/grammar/grammar.h"
#include "cli/grammar/manual.h"
#include "cli/options/devices.h"

namespace lathe::cli {
namespace {

/// What completion scripts and the build call.
void addWhatTheHelpHides(Grammar& grammar) {
  {
    auto [sub, o] =
        grammar.command<CompleteOptions>("complete", "What may come next on a command line", "", runComplete);
    sub->group("");
    sub->set_help_flag();
    sub->fallthrough(false);
    sub->prefix_command();  // the words are options of other commands
    sub->callback([&grammar, sub = sub, options = o] {
      options->words = sub->remaining();
      grammar.invocation.run = [options](Context& context) { return runComplete(*options, context); };
    });
  }
  {
    auto [sub, o] = grammar.command<ManualOptions>("manual", "Write the manual pages", "", runManual);
    sub->group("");
    sub->add_option("FOLDER", o->folder, "folder for the pages")->required();
  }
}

}  // namespace

void addHouseCommands(Grammar& grammar) {
  grammar.command<DevicesOptions>("devices", "Show where heavy work can run, and why a GPU is not used",
                                  "Example: lathe devices --json", runDevices);
  {
    auto [sub, o] = grammar.command<ProcessorsOptions>("processors", "List the processors and their parameters",
                                                       "Example: lathe processors limiter", runProcessors);
    sub->add_option("PROCESSOR", o->processor, "one processor (else all)");
  }
  {
    auto [sub, o] = grammar.command<ChainsOptions>("chains", "List the presets of chains, or show or save one",
                                                   "Example: lathe chains gentle --save my.chain", runChains);
    sub->add_option("CHAIN", o->chain, "preset's name or chain file");
    sub->add_option("--save", o->saveAs, "write it to a file, to edit and to give to --chain");
  }
  {
    auto [sub, o] = grammar.command<CompletionOptions>("completion", "Print a completion script for bash, zsh or fish",
                                                       "Example: source <(lathe completion bash)", runCompletion);
    sub->add_option("SHELL", o->shell, "bash, zsh or fish")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
  }
  addWhatTheHelpHides(grammar);
}

}  // namespace lathe::cli
