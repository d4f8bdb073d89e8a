// The completion scripts, and the answer to what they ask.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/grammar/completion.h"

#include "cli/grammar/arguments.h"
#include "cli/grammar/suggestions.h"

namespace lathe::cli {
namespace {

// Bash cuts words at '=' and ':' as COMP_WORDBREAKS says: they are put together again for the program, and the part
// that bash has already is taken off its answers.
constexpr const char* kBash = R"(# bash completion for lathe
_lathe() {
  local words=() word glue= reply line current
  for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
    if [[ ${#words[@]} -gt 0 && ( $glue || $word == [=:]* ) ]]; then
      words[-1]+=$word
    else
      words+=("$word")
    fi
    [[ $word == *[=:] ]] && glue=yes || glue=
  done
  # Quotes that are still open, or closed, are the shell's, not the program's.
  words=("${words[@]//[\"\']/}")
  current=${words[-1]}
  local known=
  [[ $COMP_WORDBREAKS == *=* && $current == *=* ]] && known=${current%"${current##*=}"}
  [[ $COMP_WORDBREAKS == *:* && ${current#"$known"} == *:* ]] && known=${current%"${current##*:}"}
  COMPREPLY=()
  while IFS= read -r line; do
    reply=${line%%$'\t'*}
    [[ $reply == *= ]] && compopt -o nospace
    reply=${reply#"$known"}
    [[ $reply == *[^A-Za-z0-9_.,:=/@%+-]* ]] && printf -v reply '%q' "$reply"
    COMPREPLY+=("$reply")
  done < <("$1" complete "${words[@]}" 2>/dev/null)
}
complete -o default -F _lathe lathe
)";

constexpr const char* kZsh = R"(#compdef lathe
_lathe() {
  local -a whole open
  local line
  for line in "${(@f)$($words[1] complete "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    line=${line%%$'\t'*}
    [[ -z $line ]] && continue
    if [[ $line == *= ]]; then open+=("$line"); else whole+=("$line"); fi
  done
  if (( $#whole + $#open == 0 )); then
    _files
  else
    compadd -a whole
    compadd -S '' -a open
  fi
}
if [[ $funcstack[1] == _lathe ]]; then _lathe "$@"; else compdef _lathe lathe; fi
)";

constexpr const char* kFish = R"(# fish completion for lathe
function __lathe_words
    set -l words (commandline -opc) (commandline -ct)
    $words[1] complete $words[2..-1] 2>/dev/null
end
complete -c lathe -f -a '(__lathe_words)'
complete -c lathe -n 'not count (__lathe_words) >/dev/null' -F
)";

}  // namespace

int runCompletion(const CompletionOptions& options, Context& context) {
  context.console.result(options.shell == "bash" ? kBash : options.shell == "zsh" ? kZsh : kFish);
  return kDone;
}

int runComplete(const CompleteOptions& options, Context& context) {
  std::string lines;
  for (const Suggestion& suggestion : suggestions(commandWords(), options.words))
    lines += suggestion.word + (suggestion.text.empty() ? "" : "\t" + suggestion.text) + "\n";
  context.console.result(lines);
  return kDone;
}

}  // namespace lathe::cli
