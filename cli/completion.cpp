// Writing completion scripts for bash, zsh and fish.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/completion.h"

#include <fmt/core.h>
#include <fmt/format.h>

#include "cli/arguments.h"

namespace lathe::cli {
namespace {

std::string names(const std::vector<CommandWords>& commands) {
  std::string list;
  for (const auto& command : commands) list += (list.empty() ? "" : " ") + command.name;
  return list;
}

std::string bashScript(const std::vector<CommandWords>& commands) {
  std::string cases;
  for (const auto& c : commands) cases += fmt::format("    {}) words=\"{}\" ;;\n", c.name, fmt::join(c.options, " "));
  return fmt::format(R"(# bash completion for lathe
_lathe() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} command= word words
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case $word in -*) ;; *) command=$word; break ;; esac
  done
  case $command in
    "") words="{} --help --version" ;;
{}  esac
  if [[ -z $command || $current == -* ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  fi
}}
complete -o default -F _lathe lathe
)",
                     names(commands), cases);
}

std::string zshScript(const std::vector<CommandWords>& commands) {
  return "#compdef lathe\nautoload -U +X bashcompinit && bashcompinit\n" + bashScript(commands);
}

std::string escaped(std::string text) {
  for (std::size_t at = 0; (at = text.find('\'', at)) != std::string::npos; at += 2) text.replace(at, 1, "\\'");
  return text;
}

std::string fishScript(const std::vector<CommandWords>& commands) {
  std::string script = "# fish completion for lathe\n";
  for (const auto& c : commands) {
    script += fmt::format("complete -c lathe -n __fish_use_subcommand -a {} -d '{}'\n", c.name, escaped(c.text));
    for (const auto& option : c.options)
      script += fmt::format("complete -c lathe -n '__fish_seen_subcommand_from {}' -l {}\n", c.name, option.substr(2));
  }
  return script;
}

}  // namespace

int runCompletion(const CompletionOptions& options, Context& context) {
  const auto commands = commandWords();
  context.console.result(options.shell == "bash"  ? bashScript(commands)
                         : options.shell == "zsh" ? zshScript(commands)
                                                  : fishScript(commands));
  return kDone;
}

}  // namespace lathe::cli
