// `lathe chains`: the presets there are, one in full, or one saved to a file.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "cli/options/commands.h"
#include "cli/support/chain_changes.h"
#include "cli/terminal/terminal_text.h"
#include "core/chain/chain_file.h"

namespace lathe::cli {

int runChains(const ChainsOptions& options, Context& context) {
  if (options.chain.empty()) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    std::string text;
    for (const std::string& name : presetNames()) {
      const ChainPreset preset = findPreset(name);
      list.push_back({{"name", name}, {"text", preset.text}});
      text += fmt::format("{:<14} {}\n", printable(name), printable(preset.text));
    }
    context.console.result(
        context.isJson ? nlohmann::ordered_json{{"schema", "lathe/chains"}, {"version", 1}, {"chains", list}}.dump(2)
                       : text);
    return kDone;
  }
  const ChainPreset preset = findPreset(options.chain);
  if (!options.saveAs.empty()) {
    savePreset(options.saveAs, preset, context.mayOverwrite ? Overwrite::Yes : Overwrite::No);
    context.console.note("saved as " + options.saveAs.string());
    return kDone;
  }
  context.console.result(context.isJson ? presetToText(preset)
                                        : fmt::format("{}: {}\n{}", printable(preset.name), printable(preset.text),
                                                      chainText(preset.chain, "  ")));
  return kDone;
}

}  // namespace lathe::cli
